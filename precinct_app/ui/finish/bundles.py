# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Bundles of the precinct: who receives which protocols, how far each is; written all at once."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from precinct_app.domain.finish import Row, State
from precinct_app.domain.registers.signing import Obstacle
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.finish import BallotFinish
from precinct_app.services.handover import hand_over, receivers_of, signed_for
from precinct_app.services.ports import Signer
from precinct_app.services.receipts import take_receipt
from precinct_app.services.sticks import check_stick, write_to
from precinct_app.ui.background import Job
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.finish_words import finish_of_day
from precinct_app.ui.finish.key_entry import OpenKey
from precinct_app.ui.widgets.choice_list import ChoiceRow


@dataclass(frozen=True, slots=True)
class ForReceiver:
    """One commission: its ballots, and what may go to it now."""

    receiver_id: str
    ballots: tuple[BallotFinish, ...]
    ready: int

    @property
    def written(self) -> int:
        """Protocols that lie on a stick as they are signed now."""
        stick = (next(r for r in b.way.rows if r.row is Row.STICK) for b in self.ballots)
        return sum(row.state is State.DONE for row in stick)


@dataclass(frozen=True, slots=True)
class Bundles:
    """All commissions that wait for something from here."""

    receivers: tuple[ForReceiver, ...]
    without_key: bool
    signers: tuple[str, ...] = ()
    """Members who signed what may go: their keys sign the bundles too."""

    @property
    def ready(self) -> int:
        """Commissions to which something may go."""
        return sum(one.ready > 0 for one in self.receivers)


def bundles_of(session: Session) -> Bundles:
    """Ask what may go where."""
    workspace, day = session.workspace, finish_of_day(session)
    ready = {one: signed_for(workspace, one) for one in receivers_of(workspace)}
    found = [
        ForReceiver(one, tuple(b for b in day.ballots if b.receiver_id == one), len(protocols))
        for one, protocols in ready.items()
    ]
    signed = [member for protocols in ready.values() for p in protocols for member in p.signed_by]
    without_key = Obstacle.NO_KEY in day.without
    return Bundles(tuple(found), without_key, tuple(dict.fromkeys(signed)))


def write_bundles(session: Session, folder: Path, keys: Sequence[OpenKey], job: Job) -> int:
    """Pack, sign with every key, write and read back a bundle for each commission; how many."""
    with ExitStack() as opened:
        signers = tuple(opened.enter_context(key(session)) for key in keys)
        return _write_each(session, folder, signers, job)


def _write_each(session: Session, folder: Path, signers: tuple[Signer, ...], job: Job) -> int:
    workspace, actor, tools = session.workspace, session.actor, session.tools
    ready = [one.receiver_id for one in bundles_of(session).receivers if one.ready]
    for done, receiver_id in enumerate(ready, start=1):
        handed = hand_over(workspace, actor, receiver_id, signers, tools)
        write_to(workspace, actor, handed, folder)
        if not job.told(done, len(ready)):
            return done
    return len(ready)


def looked_at(session: Session, folder: Path, language: Language) -> tuple[str, ...]:
    """Every bundle on a stick, held against what was made here, in words."""
    found = check_stick(session.workspace, session.actor, folder, session.tools)
    return tuple(text(f"stick.{one.lies.value}", language, name=one.file_name) for one in found)


def receipt_told(session: Session, file: Path, language: Language) -> tuple[str, ...]:
    """A receipt of the district, kept; what it says of each protocol."""
    checked = take_receipt(session.workspace, session.actor, file.read_bytes(), session.tools)
    election = session.workspace.election
    return tuple(
        text(
            f"handover.receipt_{line.outcome}", language,
            number=election.ballot(line.ballot_id).number,
        )
        for line in checked.receipt.protocols
    )  # fmt: skip


def row_of(session: Session, one: ForReceiver, language: Language) -> ChoiceRow:
    """A commission's row: its ballots, how many are written."""
    election = session.workspace.election
    ballots = [election.ballot(b.ballot_id) for b in one.ballots]
    name = election.receiver(one.receiver_id).name.in_(language)
    done = one.written == len(one.ballots)
    icon, tone = ("tick", "green") if done else ("disc", "act") if one.ready else ("lock", "ink2")
    marks = tuple((ballot.number, ballot.colour.rgb) for ballot in ballots)
    return ChoiceRow(icon, tone, name, "", f"{one.written} / {len(one.ballots)}", marks=marks)
