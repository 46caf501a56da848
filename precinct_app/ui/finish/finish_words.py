# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The finish of all ballots as six rungs: the worst ballot decides, each rung says one line of facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from precinct_app.domain.canonical import groups_of_four
from precinct_app.domain.errors import Reason, TextKey
from precinct_app.domain.finish import Row, RowState, State
from precinct_app.domain.registers.signing import Obstacle
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence, text
from precinct_app.services.finish import BallotFinish, finish
from precinct_app.services.obstacles import standing
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.control_card import ControlNumber
from precinct_app.ui.frame.steps import StepState
from precinct_app.ui.widgets.rung_row import Rung

CANNOT = {Row.SIGNATURES: Obstacle.NO_KEY, Row.PAPER: Obstacle.NO_PRINTER,
          Row.POSTED: Obstacle.NOT_POSTED, Row.COPIES: Obstacle.NO_COPIES,
          Row.STICK: Obstacle.NO_STICK}  # fmt: skip
"""What a commission may have to go without; acts have no such way."""
_BEHIND = frozenset({State.DONE, State.WITHOUT})


@dataclass(frozen=True, slots=True)
class FinishOfDay:
    """Every ballot's way, and what the commission goes without."""

    ballots: tuple[BallotFinish, ...]
    without: frozenset[Obstacle]

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
        return FinishOfDay(ballots, frozenset(standing(work)))


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
    """The first reason, of the first ballot that has one; else how many ballots are behind it."""
    waiting = zip(day.ballots, day.states(row), strict=True)
    for ballot, one in waiting:
        if one.reasons and one.state in {State.OPEN, State.BLOCKED}:
            number = session.workspace.election.ballot(ballot.ballot_id).number
            told = named(session, one.reasons[0], language).partition(". ")[0]
            return text("finish.of_ballot", language, number=number, told=told)
    if day.state(row) is State.WITHOUT and row in CANNOT and CANNOT[row] in day.without:
        return text(f"finish.without_{row.value}", language)
    done, everything = day.behind(row), len(day.ballots)
    return text(f"finish.fact_{row.value}", language, done=done, all=everything)


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
