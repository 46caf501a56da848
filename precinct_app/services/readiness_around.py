# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the readiness self-test finds around a workspace: keys, stick, printer, training."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from precinct_app.domain.commission import Actor, Member, Right, Role
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import NotAllowedError, PrecinctError
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.readiness import Finding, State, Subject
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.machine import free_bytes
from precinct_app.runtime.texts import sentences, wording
from precinct_app.services.backups import back_up
from precinct_app.services.papers.heading import clock
from precinct_app.services.restore_drill import take_drills
from precinct_app.services.signing_keys import holder_of
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, require

MEGABYTE = 1_000_000
_EXPECTED = (Role.CHAIR, Role.SECRETARY)
_PROOF = b"precinct-app readiness: this signature says nothing\0"


@dataclass(frozen=True, slots=True)
class KeyTried:
    """Somebody's key file and its pass phrase, tried once and kept nowhere."""

    name: str
    data: bytes
    passphrase: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the workspace."""

    folder: Path
    """The workspace's own."""
    stick: Path | None = None
    keys: Sequence[KeyTried] = ()
    printers: Sequence[str] | None = None
    """None where nobody can ask the machine."""


def of_keys(workspace: Workspace, around: Around, tools: Toolbox) -> Iterator[Finding]:
    """Each key that was brought, then whose key nobody has brought."""
    tried: set[str] = set()
    for key in around.keys:
        try:
            member = _try_key(workspace, key, tools)
        except PrecinctError as error:
            yield refused(Subject.KEYS, State.MISSING, "refused", error, name=key.name)
            continue
        tried.add(member.member_id)
        yield found(Subject.KEYS, State.GOOD, "good", name=member.name)
    for role in _EXPECTED:
        for member in workspace.precinct.members:
            if member.role is role and member.member_id not in tried:
                yield found(Subject.KEYS, State.BY_HAND, "untried", name=member.name)


def _try_key(workspace: Workspace, key: KeyTried, tools: Toolbox) -> Member:
    """Sign something of no meaning and judge it as the district will."""
    return holder_of(workspace, tools.open_key(key.data, key.passphrase), tools)


def of_stick(
    workspace: Workspace, actor: Actor, around: Around, tools: Toolbox
) -> Iterator[Finding]:
    """Write a backup to the stick; the proofs of other laptops lie beside it."""
    require(actor, Right.BACK_UP)
    if around.stick is None:
        yield found(Subject.STICK, State.MISSING, "none")
        yield found(Subject.SECOND_LAPTOP, State.MISSING, "never")
        return
    try:
        made = back_up(workspace, actor, around.stick, tools)
        room = free_bytes(around.stick) // MEGABYTE
        yield found(
            Subject.STICK,
            State.GOOD,
            "good",
            until=clock(workspace, made.label.until),
            megabytes=room,
        )
        if made.ahead:
            yield found(Subject.STICK, State.LOOK, "ahead", file=made.ahead)
        drills = take_drills(workspace, actor, around.stick, tools)
    except NotAllowedError:
        raise
    except PrecinctError as error:
        yield refused(Subject.STICK, State.MISSING, "refused", error)
        yield found(Subject.SECOND_LAPTOP, State.MISSING, "never")
        return
    others = [one for one in drills if one.machine != tools.machine]
    if others:
        when = clock(workspace, max(one.done for one in others))
        yield found(Subject.SECOND_LAPTOP, State.GOOD, "good", when=when)
    else:
        yield found(Subject.SECOND_LAPTOP, State.MISSING, "never" if not drills else "same")


def of_printer(around: Around) -> Finding:
    """Only the printed page proves a printer."""
    if around.printers is None:
        return found(Subject.PRINTER, State.BY_HAND, "page")
    if not around.printers:
        return found(Subject.PRINTER, State.LOOK, "none")
    names = ", ".join(around.printers)
    return found(Subject.PRINTER, State.BY_HAND, "named", names=names)


def of_training(workspace: Workspace, around: Around, tools: Toolbox) -> Iterator[Finding]:
    """Training beside the real thing is mistaken for it at three in the morning (field: T7)."""
    if workspace.election.mode is Mode.TRAINING:
        yield found(Subject.TRAINING, State.LOOK, "itself")
        return
    names = []
    for place in sorted(path for path in around.folder.parent.iterdir() if path.is_dir()):
        try:
            if tools.describe(place).mode == Mode.TRAINING:
                names.append(place.name)
        except PrecinctError:
            continue
    if names:
        yield found(Subject.TRAINING, State.LOOK, "here", names=", ".join(names))
    else:
        yield found(Subject.TRAINING, State.GOOD, "none")


def found(subject: Subject, state: State, key: str, **values: str | int | Wording) -> Finding:
    """A finding in the words of its key."""
    template = wording(f"readiness.{subject.value}.{key}")
    return Finding(subject, state, Sentence.of(template, **values))


def refused(
    subject: Subject, state: State, key: str, error: PrecinctError, **values: str
) -> Finding:
    """What was refused, with the refusal's own sentences."""
    kk, ru, en = (" ".join(sentences(error, language)) for language in Language)
    return found(subject, state, key, why=Wording(kk, ru, en), **values)
