# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is there: every deed's fact, read from workspace, stick and papers that left."""

from collections.abc import Callable, Iterator

from precinct_app.domain.backups import ENDING
from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.election import Level
from precinct_app.domain.journal import first_break
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.acts import Act
from precinct_app.domain.registers.boxes import BoxOpened, BoxSealed
from precinct_app.domain.registers.hand_in import HandedIn
from precinct_app.domain.registers.home import HomeApplication
from precinct_app.domain.registers.marks import Mark, Place
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.night import StepTaken
from precinct_app.domain.registers.signatures import ListTable, PageCount
from precinct_app.domain.registers.trips import TripBack, TripOut
from precinct_app.domain.registers.turnout import TurnoutReport
from precinct_app.services import handover
from precinct_app.services.ports import Work
from tests.faults.day import Day
from tests.faults.deeds import deeds, figures

PEOPLE = ("mark:", "apply:", "serve:", "accept", "page:", "table:")
"""Facts that a hand-in takes away with the people."""


def run(day: Day, acknowledge: Callable[[str], None], until: str = "") -> None:
    """Do what is still to be done, in order."""
    there = facts(day)
    for deed in deeds(day):
        if deed.name not in there:
            day.at(deed.hour)
            deed.do(day)
            acknowledge(deed.name)
        if deed.name == until:
            return


def facts(day: Day) -> set[str]:
    """Names of all deeds whose facts are there."""
    with day.workspace.store.begin() as work:
        found = {*_registers(work), *_entries(day, work), *_protocols(day, work)}
        kinds = {event.kind for event in work.journal.all()}
        handed_in = bool(work.registers.all(HandedIn))
    found |= {"level"} if day.workspace.info.level is Level.MARKS else set()
    found |= {"restore"} if "workspace.restored" in kinds else set()
    found |= {f"hand-over:{r}" for r in handover.receivers_of(day.workspace) if _left(day, r)}
    labels = day.tools.vault.find(day.stick).values()
    found |= {"backup:noon"} if labels else set()
    found |= {"backup:night"} if any(label.events >= _night(day) for label in labels) else set()
    if handed_in:
        found |= {deed.name for deed in deeds(day) if deed.name.startswith(PEOPLE)} | {"hand-in"}
    return found & {deed.name for deed in deeds(day)}


def broken(day: Day) -> str:
    """What is wrong with the journal, or with files that left; empty when nothing is."""
    with day.workspace.store.begin() as work:
        at = first_break(work.journal.all())
    for file in sorted(day.out.glob("*.zip")):
        day.tools.open_bundle(file.read_bytes())
    unread = {path for path in day.stick.iterdir() if path.name.endswith(ENDING)}
    unread -= set(day.tools.vault.find(day.stick))
    return f"journal {at}" if at is not None else " ".join(path.name for path in unread)


def _registers(work: Work) -> Iterator[str]:
    yield from (f"step:{e.content.step.value}" for e in work.registers.all(StepTaken))
    yield from (f"seal:{e.content.box_id}" for e in work.registers.all(BoxSealed))
    yield from (f"open:{e.content.box_id}" for e in work.registers.all(BoxOpened))
    holders = {c.voter_id: "holder" for c in work.certificates.all(CertificateDirection.ACCEPTED)}
    for mark in work.registers.all(Mark):
        what, who = mark.content, mark.content.voter_id
        yield f"{'serve' if what.place is Place.HOME else 'mark'}:{holders.get(who, who)}"
    yield from (f"apply:{e.content.voter_id}" for e in work.registers.all(HomeApplication))
    yield from (f"table:{e.content.table}" for e in work.registers.all(ListTable))
    yield from (f"page:{e.content.table}" for e in work.registers.all(PageCount))
    yield from (f"turnout:{e.content.hour:%H:%M}" for e in work.registers.all(TurnoutReport))
    yield from (f"act:{e.content.kind.value}:{e.content.thing}" for e in work.registers.all(Act))
    yield from ("depart" for _ in work.registers.all(TripOut))
    yield from ("come-back" for _ in work.registers.all(TripBack))
    yield from ("accept" for _ in work.certificates.all(CertificateDirection.ACCEPTED))
    for entry in work.registers.all(BallotMovement):
        moved = entry.content
        if moved.movement is Movement.RETURNED:
            yield f"return:{moved.ballot_id}:{moved.member_id}"
        elif moved.movement is Movement.UNUSED:
            yield f"unused:{moved.ballot_id}"
        else:
            yield f"move:{moved.movement.value}:{moved.ballot_id}:{moved.member_id}"


def _entries(day: Day, work: Work) -> Iterator[str]:
    """Only figures that are the ones typed count as there."""
    for ballot in day.ballots:
        wanted = figures(day, ballot)
        for entry in work.protocols.entries(ballot, 1):
            where = f"{ballot}:{entry.kind}"
            yield f"begin:{where}"
            typed = {value.cell: value.figure for value in entry.values}
            yield from (f"put:{where}:{cell}" for cell in typed if typed[cell] == wanted[cell])
            if entry.finished is not None:
                yield f"finish:{where}"


def _protocols(day: Day, work: Work) -> Iterator[str]:
    roles = {actor.member_id: role.value for role, actor in day.by_role.items()}
    for ballot in day.ballots:
        protocol = work.protocols.get(ballot)
        if protocol is not None and protocol.record is not None:
            yield f"freeze:{ballot}"
            yield from (f"sign:{ballot}:{roles[member]}" for member in protocol.signed_by)


def _left(day: Day, receiver: str) -> bool:
    """Everything for a receiver is handed over, and the file is there."""
    handed = handover.signed_for(day.workspace, receiver)
    there = list(day.out.glob(f"*_{receiver}.zip"))
    return bool(handed and there) and all(p.status is Status.HANDED_OVER for p in handed)


def _night(day: Day) -> int:
    """The number of the event that closed the list."""
    with day.workspace.store.begin() as work:
        closed = [e.sequence for e in work.journal.all()
                  if (e.kind, e.subject) == ("register.night_step", "list_closed")]  # fmt: skip
    return closed[0] if closed else 2**53
