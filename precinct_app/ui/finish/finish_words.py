# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The finish of all ballots as six rungs: the worst ballot decides, each rung says one line of facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.canonical import groups_of_four
from precinct_app.domain.commission import Role
from precinct_app.domain.errors import Reason, TextKey
from precinct_app.domain.finish import Row, RowState, State
from precinct_app.domain.registers.acts import Act
from precinct_app.domain.registers.handing import BundleWritten
from precinct_app.domain.registers.notes import Note, NoteKind
from precinct_app.domain.registers.people import CopyGiven, Recipient
from precinct_app.domain.registers.signing import Obstacle
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence, text
from precinct_app.services.finish import BallotFinish, finish
from precinct_app.services.obstacles import standing
from precinct_app.services.ports import Work
from precinct_app.services.signing_set import missing_of
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.control_card import ControlNumber
from precinct_app.ui.finish.originals import ORIGINALS
from precinct_app.ui.frame.steps import StepState
from precinct_app.ui.widgets.rung_row import Rung

CANNOT = {Row.SIGNATURES: Obstacle.NO_KEY, Row.PAPER: Obstacle.NO_PRINTER,
          Row.POSTED: Obstacle.NOT_POSTED, Row.COPIES: Obstacle.NO_COPIES,
          Row.STICK: Obstacle.NO_STICK}  # fmt: skip
"""What a commission may have to go without; acts have no such way."""
_BEHIND = frozenset({State.DONE, State.WITHOUT})


@dataclass(frozen=True, slots=True)
class Counted:
    """What the rungs tell in numbers."""

    acts: int
    notes: int
    """Written explanations."""
    copies: int
    """Given to people; what was posted is another rung."""
    written: datetime | None
    """When a bundle was last written and read back."""
    signed: Mapping[Role, tuple[int, int]]
    """Signatures that are there and that are expected, by role, the certifier first."""
    unsigned: Mapping[str, tuple[str, ...]]
    """Ballots that wait for a member."""


@dataclass(frozen=True, slots=True)
class FinishOfDay:
    """Every ballot's way, and what the commission goes without."""

    ballots: tuple[BallotFinish, ...]
    without: frozenset[Obstacle]
    counted: Counted

    def states(self, row: Row) -> list[RowState]:
        """A row of every ballot."""
        return [next(one for one in b.way.rows if one.row is row) for b in self.ballots]

    def state(self, row: Row) -> State:
        """The row of the whole day."""
        states = {one.state for one in self.states(row)}
        if states <= _BEHIND:
            return State.WITHOUT if State.WITHOUT in states else State.DONE
        return State.OPEN if State.OPEN in states else State.BLOCKED

    def behind(self, row: Row) -> int:
        """Ballots that have it behind them."""
        return sum(one.state in _BEHIND for one in self.states(row))

    def open_ballots(self, row: Row) -> list[str]:
        """Ballots that can do it now."""
        found = zip(self.ballots, self.states(row), strict=True)
        return [ballot.ballot_id for ballot, one in found if one.state is State.OPEN]

    @property
    def next(self) -> Row | None:
        """The first row that can be done now."""
        return next((row for row in Row if self.state(row) is State.OPEN), None)

    @property
    def done(self) -> int:
        """Rows behind the whole day."""
        return sum(self.state(row) in _BEHIND for row in Row)


def finish_of_day(session: Session) -> FinishOfDay:
    """Ask where every ballot stands."""
    workspace = session.workspace
    ballots = finish(workspace, session.actor)
    with workspace.store.begin() as work:
        return FinishOfDay(ballots, frozenset(standing(work)), _counted(work, ballots))


def _counted(work: Work, ballots: Sequence[BallotFinish]) -> Counted:
    written = [entry.happened for entry in work.registers.all(BundleWritten)]
    given = [e.content.recipient for e in work.registers.all(CopyGiven)]
    notes = [e.content.kind for e in work.registers.all(Note)]
    held = [p for b in ballots if (p := work.protocols.get(b.ballot_id)) and p.record is not None]
    signed: dict[Role, tuple[int, int]] = {}
    unsigned: dict[str, tuple[str, ...]] = {}
    for protocol in held:
        gone = {one.member_id for one in missing_of(work, protocol)}
        for signer in protocol.signers:
            there, expected = signed.get(signer.role, (0, 0))
            has = signer.member_id in protocol.signed_by
            signed[signer.role] = (there + has, expected + 1)
            if not has and signer.member_id not in gone:
                found = unsigned.get(signer.member_id, ())
                unsigned[signer.member_id] = (*found, protocol.ballot_id)
    return Counted(
        len(work.registers.all(Act)), notes.count(NoteKind.EXPLANATION),
        len(given) - given.count(Recipient.POSTED), max(written, default=None), signed, unsigned,
    )  # fmt: skip


def rungs_of(session: Session, day: FinishOfDay, language: Language) -> list[Rung]:
    """Six rungs; the next one is marked."""
    return [_rung(session, day, row, place, language) for place, row in enumerate(Row, start=1)]


def headline(day: FinishOfDay, language: Language) -> str:
    """How far it is, and what is next."""
    if day.next is None:
        key = "finish.all_done" if day.done == len(Row) else "finish.waits"
        return text(key, language, done=day.done, all=len(Row))
    following = text(f"finish.next_{day.next.value}", language)
    return text("finish.headline", language, done=day.done, all=len(Row), next=following)


def side_of(day: FinishOfDay, language: Language) -> tuple[bool, str, str]:
    """Whether all is final, that in words, and how many acts and explanations there are."""
    final = sum(bool(one.control_number) for one in day.ballots)
    whole = final == len(day.ballots)
    count = final if whole else len(day.ballots) - final
    acts = text("finish.side_acts", language, acts=day.counted.acts, notes=day.counted.notes)
    return whole, text(f"finish.side_{'final' if whole else 'open'}", language, count=count), acts


def numbers_of(session: Session, day: FinishOfDay, language: Language) -> list[ControlNumber]:
    """The control number of every ballot."""
    return [_number(session, one, language) for one in day.ballots]


def named(session: Session, reason: Reason, language: Language) -> str:
    """A reason in words, with members by their names instead of their ids."""
    names = {m.member_id: m.short_name for m in session.members()}
    values = {
        name: names.get(str(value), value) if name == "member" else value
        for name, value in reason.values.items()
    }
    return sentence(Reason(reason.key, values), language)


def _rung(session: Session, day: FinishOfDay, row: Row, place: int, language: Language) -> Rung:
    state = day.state(row)
    how = {State.DONE: StepState.DONE, State.WITHOUT: StepState.DONE, State.OPEN: StepState.LATER,
           State.BLOCKED: StepState.BLOCKED}[state]  # fmt: skip
    how = StepState.WORKING if row is day.next else how
    cannot = ""
    if state is State.OPEN and row in CANNOT and CANNOT[row] not in day.without:
        cannot = text(f"finish.cannot_{row.value}", language)
    do = text(_do_key(day, row, state), language) if state is not State.BLOCKED else ""
    name = text(f"finish.row_{row.value}", language)
    return Rung(str(place), how, name, _fact(session, day, row, language), do, cannot)


def _do_key(day: FinishOfDay, row: Row, state: State) -> TextKey:
    if state is State.WITHOUT and row in CANNOT and CANNOT[row] in day.without:
        return TextKey("finish.there_again")
    if state is not State.OPEN:
        return TextKey("finish.see")
    by_hand = row is Row.PAPER and Obstacle.NO_PRINTER in day.without
    return TextKey("finish.do_by_hand" if by_hand else f"finish.do_{row.value}")


def _fact(session: Session, day: FinishOfDay, row: Row, language: Language) -> str:
    """What there is in numbers; before that what the first ballot that has a reason waits for."""
    state = day.state(row)
    if row is Row.SIGNATURES and state in {State.DONE, State.OPEN} and day.counted.signed:
        return _signatures(session, day, language)
    told = _waits(session, day, row, language)
    if told:
        return told
    if state is State.BLOCKED:
        return text(f"finish.blocked_{row.value}", language)
    if state is State.WITHOUT and row in CANNOT and CANNOT[row] in day.without:
        return text(f"finish.without_{row.value}", language)
    done, everything = day.behind(row), len(day.ballots)
    if row is Row.STICK:
        return _sticks(session, day, language)
    return text(
        f"finish.fact_{row.value}", language, done=done, all=everything, originals=ORIGINALS,
        count=day.counted.copies,
    )  # fmt: skip


def _waits(session: Session, day: FinishOfDay, row: Row, language: Language) -> str:
    for ballot, one in zip(day.ballots, day.states(row), strict=True):
        if one.reasons and one.state in {State.OPEN, State.BLOCKED}:
            number = session.workspace.election.ballot(ballot.ballot_id).number
            told = named(session, one.reasons[0], language).partition(". ")[0]
            return text("finish.of_ballot", language, number=number, told=told)
    return ""


def _signatures(session: Session, day: FinishOfDay, language: Language) -> str:
    """Who has not signed which ballots; when nobody is left, how many each role has signed."""
    unsigned = day.counted.unsigned
    if unsigned:
        names = {m.member_id: m.short_name for m in session.members()}
        election = session.workspace.election
        waiting = {election.ballot(one).number for found in unsigned.values() for one in found}
        return text(
            "finish.fact_unsigned", language, members=", ".join(names[one] for one in unsigned),
            numbers=", ".join(map(str, sorted(waiting))),
        )  # fmt: skip
    found = (
        text("finish.signed_by_role", language, role=text(f"role.{role.value}", language),
             done=done, all=everything)
        for role, (done, everything) in day.counted.signed.items()
    )  # fmt: skip
    return text("finish.fact_signatures", language, signed="; ".join(found))


def _sticks(session: Session, day: FinishOfDay, language: Language) -> str:
    """Commissions all of whose protocols lie on a stick."""
    states = zip(day.ballots, day.states(Row.STICK), strict=True)
    left = {ballot.receiver_id for ballot, one in states if one.state is not State.DONE}
    everybody = {ballot.receiver_id for ballot in day.ballots}
    done, written = len(everybody - left), day.counted.written
    if written is None:
        return text("finish.fact_stick_none", language, done=done, all=len(everybody))
    time = session.local_time(written)[:5]
    return text("finish.fact_stick", language, done=done, all=len(everybody), time=time)


def _number(session: Session, one: BallotFinish, language: Language) -> ControlNumber:
    ballot = session.workspace.election.ballot(one.ballot_id)
    groups = groups_of_four(one.control_number)
    if not groups:
        told: Sequence[str] = (text("finish.not_final", language),)
    else:
        at = text(f"finish.district_{one.way.at_district.value}", language)
        version = text("finish.version", language, version=one.version)
        told = (f"{version}. {text('finish.compare', language)}", at)
    return ControlNumber(
        ballot.number, ballot.colour.rgb, one.name.in_(language), groups, tuple(told)
    )
