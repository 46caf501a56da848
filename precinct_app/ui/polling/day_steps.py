# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day until the boxes as steps of the rail, and what comes next of it.

Where only counts are kept there is none of it: the evening begins with the first sheet.
"""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Level
from precinct_app.domain.errors import Reason
from precinct_app.domain.night import Step as NightStep
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.services.registers import ballots, boxes, night, people, signatures, turnout
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import Step, StepState
from precinct_app.ui.polling.tables import TableState, table_states

_DONE, _LATER, _WORKING = StepState.DONE, StepState.LATER, StepState.WORKING


@dataclass(frozen=True, slots=True)
class Lead:
    """What to do now: text key and values of the sentence, and where it is done."""

    key: str
    values: dict[str, str | int]
    place: Place
    tables: tuple[TableState, ...] = ()
    """Tables of the list, while their signatures are counted."""


def _times(session: Session) -> dict[NightStep, datetime | None]:
    return {view.step: view.happened for view in night.steps(session.workspace)}


def day_steps(session: Session) -> list[Step]:
    """Preparation, polling day, and the signatures of the list."""
    if session.workspace.info.level is Level.COUNT_ONLY:
        return []
    taken = {step for step, moment in _times(session).items() if moment is not None}
    opened = NightStep.OPENED in taken
    return [*_preparation(session, opened=opened), *_polling(session, taken), _signatures(taken)]


def _preparation(session: Session, *, opened: bool) -> list[Step]:
    workspace, actor = session.workspace, session.actor
    accounts = ballots.accounts(workspace, actor)
    delivered = all(account.received is not None for account in accounts)
    there = people.attendance(workspace, actor)[-1].enough
    with workspace.store.begin() as work:
        listed = bool(work.registers.all(DeliveredList))
    found = [
        ("import", "list", _DONE if listed else _WORKING if opened else _LATER),
        ("commission", "people", _DONE if there else _WORKING if opened else _LATER),
        ("ballots", "slips", _DONE if delivered else _WORKING if opened else _LATER),
        ("certificates", "certificate", _DONE if opened else _WORKING),
    ]
    return [_step(name, "preparation", icon, state) for name, icon, state in found]


def _polling(session: Session, taken: set[NightStep]) -> list[Step]:
    opened, closed = NightStep.OPENED in taken, NightStep.VOTING_CLOSED in taken
    reported = all(p.voters is not None for p in turnout.turnout(session.workspace).points)
    working = _WORKING if opened else _LATER
    walls = NightStep.UNUSED_CANCELLED in taken
    found = [
        ("steps", "clock", _DONE if walls else working),
        ("voters", "person", _DONE if closed else working),
        ("home_voting", "box", _DONE if closed else working),
        ("turnout", "board", _DONE if reported else working),
    ]
    return [_step(name, "polling", icon, state) for name, icon, state in found]


def _signatures(taken: set[NightStep]) -> Step:
    done, closed = NightStep.SIGNATURES_COUNTED in taken, NightStep.VOTING_CLOSED in taken
    if not closed and not done:
        reason = Reason("step.voting_open")
        return _step("signatures", "count", "pen", StepState.BLOCKED, reason)
    return _step("signatures", "count", "pen", _DONE if done else _WORKING)


def _step(
    name: str, group: str, icon: str, state: StepState, reason: Reason | None = None
) -> Step:  # fmt: skip
    return Step(name, group, f"rail.{name}", state, Place(name), icon, reason)


def lead(session: Session) -> Lead | None:
    """What comes next until the boxes are open; None once the sheets are what is next."""
    if session.workspace.info.level is Level.COUNT_ONLY:
        return None
    times = _times(session)
    if times[NightStep.UNUSED_CANCELLED] is not None:
        return _boxes(session)
    if times[NightStep.OPENED] is None:
        return Lead("lead.open", {}, Place("steps", "", "step"))
    if times[NightStep.VOTING_CLOSED] is None:
        return _while_voting(session)
    if times[NightStep.SIGNATURES_COUNTED] is None:
        return _uncounted(session, times[NightStep.VOTING_CLOSED])
    if times[NightStep.LIST_CLOSED] is None:
        return Lead("lead.close_list", {}, Place("steps", "", "step"))
    missing = [a for a in ballots.accounts(session.workspace, session.actor)
               if a.started and a.unused is None]  # fmt: skip
    place = Place("ballots", "", "unused") if missing else Place("steps", "", "step")
    return Lead("lead.unused", {}, place)


def _while_voting(session: Session) -> Lead:
    workspace = session.workspace
    closes = aware(workspace.election.deadlines.voting_closes, workspace.precinct.timezone)
    now = workspace.clock.now()
    if now >= closes:
        return Lead("lead.close", {}, Place("steps", "", "step"))
    local: time = now.astimezone(ZoneInfo(workspace.precinct.timezone)).time()
    due = [
        p.hour for p in turnout.turnout(workspace).points if p.voters is None and p.hour <= local
    ]
    if due:
        return Lead("lead.turnout", {"hour": f"{due[0]:%H:%M}"}, Place("turnout", "", "report"))
    return Lead("lead.voting", {}, Place("voters"))


def _uncounted(session: Session, closed: datetime | None) -> Lead:
    grid = signatures.grid(session.workspace, session.actor)
    tables = table_states(grid)
    if not grid.missing:
        return Lead("lead.announce" if tables else "lead.tables", {}, Place("signatures"), tables)
    now = next(table for table in tables if table.state == "now")
    who = {m.member_id: m.short_name for m in session.members()}.get(now.member_id, "")
    time = f"{session.local(closed):%H:%M}" if closed else ""
    values: dict[str, str | int] = {
        "table": now.table, "pages": now.pages, "who": who, "time": time,
    }  # fmt: skip
    return Lead("lead.signatures", values, Place("signatures"), tables)


def _boxes(session: Session) -> Lead | None:
    closed = [b for b in boxes.boxes_shown(session.workspace, session.actor) if b.opened is None]
    return Lead("lead.boxes", {}, Place("steps", "", "open")) if closed else None
