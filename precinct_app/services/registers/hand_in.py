# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Handing a workspace in: protocols and journal archived, voters wiped for good, the act (field: C12).

It is a school's laptop.  Nothing is wiped before the archive was written and read back.  Registers that
held people stand on paper from then on, so that a protocol can still be reopened by a decision.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import InputError, NotAllowedError, Reason
from precinct_app.domain.journal import extract
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.hand_in import IMPERSONAL, HandedIn, sums
from precinct_app.domain.registers.kept import Kept, RegisterChoice
from precinct_app.runtime.files import write_whole
from precinct_app.services.acts.making import archive
from precinct_app.services.handover import act_papers
from precinct_app.services.ports import Press, StoredProtocol, Work
from precinct_app.services.registers.keeping import keep
from precinct_app.services.workspace import Workspace, require

SUMS = "SHA256SUMS"
_HANDED_IN = "handed in"


def hand_in(
    workspace: Workspace,
    actor: Actor,
    folder: Path,
    press: Press,
    *,
    reason: str = "",
    happened: datetime | None = None,
) -> Entry[HandedIn]:
    """Archive into an empty folder, then wipe; the entry is what the act says.

    `reason` says why a protocol was not handed over.  NotAllowedError ``hand_in.not_handed_over`` for
    each such ballot without it, ``hand_in.done``; InputError ``hand_in.folder``,
    ``hand_in.not_written``: then nothing is wiped.
    """
    require(actor, Right.LEAD_DAY)
    files = _archive(workspace, press, reason)
    listed = sums({name: sha256(data) for name, data in files.items()})
    _write(folder, {**files, SUMS: listed})
    with workspace.store.begin() as work:
        _refuse_second(work)
        content = HandedIn(
            len(files), sha256(listed), work.voters.wipe(), work.certificates.wipe(),
            work.registers.wipe(IMPERSONAL), reason.strip(),
        )  # fmt: skip
        for register in Kept:
            keep(workspace, work, actor, RegisterChoice(register, True, _HANDED_IN))
        entry = keep(
            workspace, work, actor, content, happened, files=content.files, voters=content.voters
        )
    workspace.store.forget()
    return entry


def handed_in(workspace: Workspace, actor: Actor) -> Entry[HandedIn] | None:
    """What the act says; None while the workspace lives."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        found = work.registers.all(HandedIn)
    return found[0] if found else None


def _archive(workspace: Workspace, press: Press, reason: str) -> dict[str, bytes]:
    with workspace.store.begin() as work:
        _refuse_second(work)
        if not reason.strip():
            _refuse_open(workspace, work)
        versions = [p for ballot in _ballots(workspace) for p in _versions(work, ballot)]
        events = list(work.journal.all())
        acts = archive(workspace, work, press)
    files = {
        **acts,
        "journal.jsonl": extract(events, workspace.info.precinct_id, workspace.info.instance_id),
    }
    for protocol in versions:
        files |= _papers(workspace, protocol, press)
    return files


def _ballots(workspace: Workspace) -> tuple[Ballot, ...]:
    return workspace.election.ballots_of(workspace.info.precinct_id)


def _versions(work: Work, ballot: Ballot) -> Iterator[StoredProtocol]:
    """Every version that was frozen, the first one first."""
    last = work.protocols.get(ballot.ballot_id)
    for number in range(1, last.version + 1 if last else 1):
        protocol = work.protocols.version(ballot.ballot_id, number)
        if protocol is not None and protocol.record is not None:
            yield protocol


def _papers(workspace: Workspace, protocol: StoredProtocol, press: Press) -> dict[str, bytes]:
    name = f"{protocol.ballot_id}_v{protocol.version}"
    papers = {
        f"{name}.json": protocol.record_json, f"{name}.seal": protocol.seal,
        f"{name}.pdf": protocol.pdf, f"{name}.xlsx": protocol.xlsx,
    }  # fmt: skip
    acts = {f"{name}_{act}": data for act, data in act_papers(workspace, protocol, press).items()}
    return {path: data for path, data in {**papers, **acts}.items() if data}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file and read it back."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError.of("hand_in.folder")
    try:
        for name, data in files.items():
            write_whole(folder / name, data)
        whole = all((folder / name).read_bytes() == data for name, data in files.items())
    except OSError as error:
        raise InputError.of("hand_in.not_written") from error
    if not whole:
        raise InputError.of("hand_in.not_written")


def _refuse_second(work: Work) -> None:
    if work.registers.all(HandedIn):
        raise NotAllowedError.of("hand_in.done")


def _refuse_open(workspace: Workspace, work: Work) -> None:
    found = {b: work.protocols.get(b.ballot_id) for b in _ballots(workspace)}
    left = [b for b, protocol in found.items()
            if protocol is None or protocol.status is not Status.HANDED_OVER]  # fmt: skip
    if left:
        reasons = [Reason("hand_in.not_handed_over", {"number": b.number}) for b in left]
        raise NotAllowedError(*reasons)
