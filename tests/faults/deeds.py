# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a commission does from the morning to the hand-in, deed by deed, at the level *marks*."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from functools import partial

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.certificate_facts import ShownPaper
from precinct_app.domain.registers.home import Ground, HomeApplication
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.signatures import ListTable, PageCount
from precinct_app.domain.registers.trips import TripBack, TripCount, TripOut
from precinct_app.runtime.files import write_whole
from precinct_app.services import handover, protocol_entry, protocol_freezing, protocol_signing
from precinct_app.services.acts import making
from precinct_app.services.backups import back_up
from precinct_app.services.protocol_record import Night
from precinct_app.services.registers import (
    ballots,
    boxes,
    certificate_acceptance,
    hand_in,
    home_trips,
    home_voting,
    levels,
    marks,
    signatures,
    steps,
    turnout,
)
from precinct_app.services.restoring import look_at_backup, restore
from precinct_app.services.two_people import Agreed
from tests.faults.day import Day, Deed, only
from tests.services.conftest import SECRET

TABLES = {"m4": ("1", range(10, 49)), "m5": ("2", range(50, 80))}
"""Who issues at which table to which voters of the list."""
AT_HOME = range(3)
RECEIVED, TAKEN, WITH_BOX = 120, 50, 12
GIVES = ("mazhilis_list", "region_list")
"""Ballots that the certificate of the one holder gives; he comes to table 1."""
INVALID = 5
ALL = Presence(7, 7, 0, 0, 0, 0)


def deeds(day: Day) -> Iterator[Deed]:
    """The day in order."""
    yield from _morning(day)
    yield from _voting(day)
    yield Deed("backup:noon", 12, _back_up)
    yield from _close(day)
    for ballot in day.ballots:
        yield from _count(day, ballot)
    yield from _acts(day)
    for ballot in day.ballots:
        yield Deed(f"freeze:{ballot}", 26, partial(_freeze, ballot=ballot))
        for role in (Role.CHAIR, Role.SECRETARY):
            yield Deed(f"sign:{ballot}:{role.value}", 26, partial(_sign, ballot=ballot, role=role))
    for receiver in handover.receivers_of(day.workspace):
        yield Deed(f"hand-over:{receiver}", 27, partial(_hand_over, receiver=receiver))
    yield _step(Step.POSTED, 27)
    yield _step(Step.HANDED_OVER, 28)
    yield Deed("hand-in", 40, _hand_in)


def _morning(day: Day) -> Iterator[Deed]:
    yield Deed("level", 6, _marking)
    yield _step(Step.OPENED, 7)
    for box, kind in (("M1", BoxKind.MOBILE), ("S1", BoxKind.STATIONARY)):
        yield Deed(f"seal:{box}", 7, partial(_seal, box=box, kind=kind))
    for ballot in day.ballots:
        yield _move(BallotMovement(Movement.RECEIVED, ballot, RECEIVED, "", "7"))
        for member in TABLES:
            yield _move(BallotMovement(Movement.TO_MEMBER, ballot, TAKEN, member))


def _voting(day: Day) -> Iterator[Deed]:
    yield Deed("accept", 9, _accept)
    for place in AT_HOME:
        yield Deed(f"apply:{day.voter(place)}", 9, partial(_apply, place=place))
    for member, (table, places) in TABLES.items():
        for place in places:
            yield _mark(day.voter(place), member, table, 10)
    yield Deed("mark:holder", 11, _mark_holder)
    for number, hour in enumerate(turnout.hours(day.workspace)):
        report = partial(_report, hour=hour, voters=10 * number)
        yield Deed(f"turnout:{hour:%H:%M}", hour.hour + 0.1, report)
    yield Deed("depart", 13, _depart)
    for place in AT_HOME:
        yield Deed(f"serve:{day.voter(place)}", 14, partial(_serve, place=place))
    yield Deed("come-back", 15, _come_back)


def _close(day: Day) -> Iterator[Deed]:
    for member, (table, _) in TABLES.items():
        yield Deed(f"table:{table}", 19, partial(_set_table, table=table, member=member))
    yield _step(Step.VOTING_CLOSED, 20.1)
    for member in TABLES:
        yield Deed(f"page:{TABLES[member][0]}", 20.2, partial(_count_page, member=member))
    yield _step(Step.SIGNATURES_COUNTED, 20.3)
    yield _step(Step.LIST_CLOSED, 20.4)
    yield Deed("backup:night", 20.5, _back_up)
    yield Deed("restore", 20.6, _restore)
    for ballot in day.ballots:
        for member in TABLES:
            back = partial(_return, ballot=ballot, member=member)
            yield Deed(f"return:{ballot}:{member}", 20.7, back)
        yield Deed(f"unused:{ballot}", 20.7, partial(_unused, ballot=ballot))
    yield _step(Step.UNUSED_CANCELLED, 20.8)
    for box in ("M1", "S1"):
        yield Deed(f"open:{box}", 20.9, partial(_open_box, box=box))


def _count(day: Day, ballot: str) -> Iterator[Deed]:
    for kind, member in (("first", "m6"), ("second", "m7")):
        typist = Typist(ballot, kind, member)
        yield Deed(f"begin:{ballot}:{kind}", 22, typist.view)
        for cell in figures(day, ballot):
            yield Deed(f"put:{ballot}:{kind}:{cell}", 22, partial(typist.put, cell=cell))
        yield Deed(f"finish:{ballot}:{kind}", 23, typist.finish)


def _acts(day: Day) -> Iterator[Deed]:
    """The acts of a quiet day; the holder's paper asks for none."""
    yield Deed("act:opening:", 25, partial(_make_act, kind=ActKind.OPENING, thing=""))
    for ballot in day.ballots:
        act = partial(_make_act, kind=ActKind.UNUSED_CANCELLED, thing=ballot)
        yield Deed(f"act:unused_cancelled:{ballot}", 25, act)


def figures(day: Day, ballot: str) -> dict[str, Figure]:
    """What is typed of a ballot's sheet on this day."""
    contest = day.workspace.election.contest(day.workspace.election.ballot(ballot).contest_id)
    options = [option.option_id for option in contest.options]
    found = sum(_signed(ballot, member) for member in TABLES) + len(AT_HOME)
    votes = [found - 2 * INVALID - len(options), *(1 for _ in options[1:])]
    reasons = ("mobile_box", "not_of_form", "struck_option", "no_member_signature", "several_marks")
    return {
        "ballots_issued": found,
        "found_stationary": found - len(AT_HOME),
        "ballots_found": found,
        "ballots_invalid": INVALID,
        "ballots_valid": found - INVALID,
        **{f"votes.{option}": n for option, n in zip(options, votes, strict=True)},
        "against_all": found - INVALID - sum(votes),
        "box.1.found": len(AT_HOME),
        "box.1.not_of_form": 0,
        "disputed_decided": 0,
        **{f"invalid_by_reason.{reason}": 0 for reason in reasons},
        "invalid_by_reason.unclear": INVALID,
    }


def _signed(ballot: str, member: str) -> int:
    """Signatures in the list for a ballot at a member's table."""
    return len(TABLES[member][1]) + (member == "m4" and ballot in GIVES)


def _step(step: Step, hour: float) -> Deed:
    def take(day: Day) -> None:
        steps.take_step(day.workspace, day.chair, step, agreed=Agreed(day.secretary))

    return Deed(f"step:{step.value}", hour, take)


def _move(content: BallotMovement) -> Deed:
    name = f"move:{content.movement.value}:{content.ballot_id}:{content.member_id}"
    return Deed(name, 8, lambda d: ballots.move(d.workspace, d.secretary, content))


def _marking(day: Day) -> None:
    day.workspace = levels.set_level(day.workspace, day.chair, Level.MARKS)


def _accept(day: Day) -> None:
    with day.workspace.store.begin() as work:
        somebody = only(v for v in work.voters.all() if v.list_number == 1)
    holder = replace(somebody, voter_id="f" * 32, list_number=0, surname="Қонақбаев", iin="")
    paper = ShownPaper("avc", "AB", "9903001", "KZ-KOS-9903")
    certificate_acceptance.accept(
        day.workspace, day.secretary, [paper], holder, document="12", accepted_by="m3",
        withdrawn=True, namesake_seen=True,
    )  # fmt: skip


def _seal(day: Day, box: str, kind: BoxKind) -> None:
    boxes.seal_box(day.workspace, day.chair, box, kind, "17")


def _open_box(day: Day, box: str) -> None:
    boxes.open_box(day.workspace, day.chair, box, "17")


def _report(day: Day, hour: time, voters: int) -> None:
    turnout.report_turnout(day.workspace, day.chair, hour, voters)


def _set_table(day: Day, table: str, member: str) -> None:
    signatures.set_table(day.workspace, day.secretary, ListTable(table, member, 1, 1))


def _apply(day: Day, place: int) -> None:
    home_voting.apply(day.workspace, day.secretary, day.voter(place), Ground.HEALTH, written=True)


def _mark(voter: str, member: str, table: str, hour: float) -> Deed:
    def do(day: Day) -> None:
        marks.mark(day.workspace, day.member(member), voter, issued_by=member, table=table)

    return Deed(f"mark:{voter}", hour, do)


def _mark_holder(day: Day) -> None:
    marks.mark(day.workspace, day.member("m4"), day.holder(), issued_by="m4", table="1")


def _depart(day: Day) -> None:
    with day.workspace.store.begin() as work:
        ids = tuple(entry.entry_id for entry in work.registers.all(HomeApplication))
    taken = tuple((ballot, WITH_BOX) for ballot in day.ballots)
    home_trips.depart(day.workspace, day.secretary, TripOut("M1", "m4", "m5", "17", taken, ids))


def _serve(day: Day, place: int) -> None:
    with day.workspace.store.begin() as work:
        entry = only(work.registers.all(HomeApplication, day.voter(place)))
    home_voting.serve(day.workspace, day.secretary, entry.entry_id)


def _come_back(day: Day) -> None:
    with day.workspace.store.begin() as work:
        trip = only(work.registers.all(TripOut))
    issued = len(AT_HOME)
    counts = tuple(TripCount(b, issued, returned=WITH_BOX - issued) for b in day.ballots)
    back = TripBack(trip.entry_id, "17", counts)
    home_trips.come_back(day.workspace, day.secretary, back)


def _count_page(day: Day, member: str) -> None:
    whole = max(_signed(ballot, member) for ballot in day.ballots)
    fewer = tuple((b, less) for b in day.ballots if (less := whole - _signed(b, member)))
    page = PageCount(TABLES[member][0], 1, member, whole, fewer)
    signatures.count_page(day.workspace, day.secretary, page)


def _return(day: Day, ballot: str, member: str) -> None:
    left = TAKEN - _signed(ballot, member)
    content = BallotMovement(Movement.RETURNED, ballot, left, member)
    ballots.move(day.workspace, day.secretary, content)


def _unused(day: Day, ballot: str) -> None:
    used = sum(_signed(ballot, member) for member in TABLES) + len(AT_HOME)
    content = BallotMovement(Movement.UNUSED, ballot, RECEIVED - used)
    ballots.move(day.workspace, day.secretary, content)


def _back_up(day: Day) -> None:
    back_up(day.workspace, day.chair, day.stick, day.tools)


def _restore(day: Day) -> None:
    """Go back to the last backup, after which nothing was done, in the workspace's own place."""
    made = back_up(day.workspace, day.chair, day.stick, day.tools)
    looked = look_at_backup(made.file, "m1", SECRET, day.folder, day.tools, day.workspace)
    try:
        restore(looked, day.folder, Agreed(day.secretary), day.tools, day.workspace)
    finally:
        looked.close()
    day.workspace = day.opened()


@dataclass(frozen=True)
class Typist:
    """A member who types one entry of a ballot's sheet."""

    ballot: str
    kind: str
    member: str

    def view(self, day: Day) -> protocol_entry.EntryView:
        """The entry as it stands on the screen."""
        return day.view(self.ballot, self.kind, lambda: self._open(day))

    def put(self, day: Day, cell: str) -> None:
        """Type a figure."""
        figure = figures(day, self.ballot)[cell]
        protocol_entry.put(day.workspace, day.member(self.member), self.view(day), cell, figure)

    def finish(self, day: Day) -> None:
        """Close the entry."""
        protocol_entry.finish(day.workspace, day.member(self.member), self.view(day))

    def _open(self, day: Day) -> protocol_entry.EntryView:
        member = day.member(self.member)
        return protocol_entry.open_entry(day.workspace, member, self.ballot, self.kind)


def _make_act(day: Day, kind: ActKind, thing: str) -> None:
    making.make(day.workspace, day.chair, kind, thing)


def _freeze(day: Day, ballot: str) -> None:
    signers = tuple(ExpectedSigner(a.member_id, a.role) for a in (day.chair, day.secretary))
    now = day.workspace.clock.now()
    protocol_freezing.freeze(
        day.workspace, day.chair, ballot, Night(ALL, now, now), signers,
        agreed=Agreed(day.secretary),
    )  # fmt: skip


def _sign(day: Day, ballot: str, role: Role) -> None:
    actor, press = day.by_role[role], day.tools.press
    protocol_signing.sign(day.workspace, actor, ballot, day.key(actor), press)


def _hand_over(day: Day, receiver: str) -> None:
    signers = [day.key(actor) for actor in (day.chair, day.secretary)]
    handed = handover.hand_over(day.workspace, day.chair, receiver, signers, day.tools)
    write_whole(day.out / handed.file_name, handed.data)


def _hand_in(day: Day) -> None:
    number = len(list(day.out.glob("archive*")))
    archive = day.out / f"archive-{number}"
    hand_in.hand_in(day.workspace, day.chair, archive, day.tools.press)
