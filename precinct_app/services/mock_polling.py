# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct in the middle of its polling day, or counting signatures in the evening, to be looked at.

Everything goes through the services that people use. In the evening table 3 has one signature too few
for ballot 4, and of table 4 a page is passed over.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from precinct_app.domain.certificates import Destination
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot, Distance, Level, Precinct
from precinct_app.domain.night import Step
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.certificate_facts import (
    Absence,
    CertificateApplication,
    ShownPaper,
)
from precinct_app.domain.registers.certificate_stock import Stock, StockEntry
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.number_range import NumberRange
from precinct_app.domain.registers.people import GuestKind
from precinct_app.domain.registers.signatures import ListTable, PageCount
from precinct_app.domain.registers.trips import TripBack, TripCount, TripOut
from precinct_app.domain.registers.voter_changes import InclusionGround
from precinct_app.domain.voters import Voter
from precinct_app.runtime.clock import SetClock
from precinct_app.services.acts import making
from precinct_app.services.mock_people import give_pins
from precinct_app.services.mock_voters import mock_person, mock_voter
from precinct_app.services.opening import open_workspace, set_up_precinct
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.registers import (
    ballots,
    boxes,
    certificate_acceptance,
    certificate_issue,
    certificate_stock,
    home_trips,
    home_voting,
    issuers,
    marks,
    people,
    signatures,
    steps,
    turnout,
    voter_changes,
)
from precinct_app.services.registers.station_time import read_wall_clock
from precinct_app.services.toolbox import Toolbox, WorkspaceUser
from precinct_app.services.voter_list import take_in_list
from precinct_app.services.workspace import Workspace

VOTERS = 1842
ROWS = 20
"""Rows of a page of the paper list."""
KIND, SERIES = "avc", "AB"
BLANKS = 30
SHOWN_NAME = ("Ахметова", "Назгүл", "Ерланқызы")
"""Two voters have it."""
_SHARES = (251, 238, 244, 226, 172)
"""Voters that came to each table until the close."""
_GRID_UNTIL = 8
"""Pages of table 4 that are counted, save one."""
_PASSED_OVER = 6
_PACK = 300
_BOXES = (
    ("1", BoxKind.STATIONARY, "004512 004513"), ("2", BoxKind.STATIONARY, "004514 004515"),
    ("П1", BoxKind.MOBILE, "004520"), ("П2", BoxKind.MOBILE, "004521"),
)  # fmt: skip


class PollingDay:
    """One precinct's workspace in a folder, at eleven, at a quarter to nine, or before the boxes."""

    def __init__(self, folder: Path, package: OpenedPackage, precinct_id: str, secret: str,
                 tools: Toolbox) -> None:  # fmt: skip
        self.folder = folder
        self.package = package
        self.precinct = package.election.precinct(precinct_id)
        self.secret = secret
        self.clock = SetClock(self.at(9, days=-10))
        self.tools = tools.with_clock(self.clock)
        self.random = Random(f"polling/{precinct_id}")  # noqa: S311  a mock day
        self.chair, self.secretary = self._actor(Role.CHAIR), self._actor(Role.SECRETARY)
        barred = {Role.CHAIR, Role.SECRETARY}
        self.issuing = [m for m in self.precinct.members if m.role not in barred]

    def make(self, *, evening: bool = False, late: bool = False) -> None:
        """Set the workspace up and do what is done by eleven, in the `evening`, or `late` in it."""
        evening = evening or late
        level = Level.REGISTERS if evening else Level.MARKS
        users = [WorkspaceUser(m.member_id, m.name, m.role, self.secret)
                 for m in self.precinct.members
                 if m.role in {Role.CHAIR, Role.DEPUTY, Role.SECRETARY}]  # fmt: skip
        set_up_precinct(
            self.folder, self.package, self.precinct.precinct_id, level, users, self.tools
        )  # fmt: skip
        workspace = open_workspace(self.folder, self.chair.member_id, self.secret, self.tools)
        give_pins(workspace, self.tools)
        voters = self._prepare(workspace)
        self._morning(workspace, voters, with_marks=not evening)
        if evening:
            self._evening(workspace)
        if late:
            self._late(workspace)
        workspace.store.close()

    def at(self, hour: int, minute: int = 0, days: int = 0) -> datetime:
        """A wall time of the polling day, or of days before it."""
        day = aware(self.package.election.deadlines.voting_opens, self.precinct.timezone)
        return day.replace(hour=0, minute=0) + timedelta(days=days, hours=hour, minutes=minute)

    # --- before the day ----------------------------------------------------------------------------

    def _prepare(self, workspace: Workspace) -> list[Voter]:
        voters = self._voters()
        take_in_list(workspace, self.chair, voters, b"sample", 0, act="12")
        self._tables(workspace)
        self._certificates(workspace, voters)
        self.clock.set(self.at(15, days=-2))
        for ballot in self._ballots(workspace):
            received = BallotMovement(Movement.RECEIVED, ballot.ballot_id, 1860, document="7")
            ballots.move(workspace, self.chair, received)
        issuers.name_issuers(workspace, self.chair, [m.member_id for m in self.issuing])
        return voters

    def _voters(self) -> list[Voter]:
        """A list with places: five tables, some twenty pages each, two namesakes among them."""
        people = [mock_person(self.random) for _ in range(VOTERS)]
        for place in (0, 1):
            surname, given, patronymic = SHOWN_NAME
            people[place] = replace(
                people[place], surname=surname, given_name=given, patronymic=patronymic
            )
        people.sort(key=lambda p: (p.surname, p.given_name, p.patronymic, p.born))
        share = -(-VOTERS // len(_SHARES))
        found = []
        for at, person in enumerate(people):
            table, inside = divmod(at, share)
            found.append(Voter(
                f"{self.random.getrandbits(128):032x}", at + 1, person.surname, person.given_name,
                person.patronymic, person.born, person.iin, person.address, str(table + 1),
                inside // ROWS + 1, inside % ROWS + 1,
            ))  # fmt: skip
        return found

    def _tables(self, workspace: Workspace) -> None:
        found = signatures.pages_in_list(workspace, self.chair)
        for member, (table, (first, last)) in zip(self.issuing, found.items(), strict=True):
            one = ListTable(table, member.member_id, first, last)
            signatures.set_table(workspace, self.chair, one)

    def _certificates(self, workspace: Workspace, voters: Sequence[Voter]) -> None:
        blanks = NumberRange(SERIES, "0041501", f"{41500 + BLANKS:07d}")
        entry = StockEntry(KIND, Stock.RECEIVED, BLANKS, (blanks,), "3")
        certificate_stock.keep_stock(workspace, self.chair, entry)
        going = self._precincts(Distance.ELSEWHERE)[0]
        for number, voter in enumerate(voters[40:44], start=1):
            self.clock.set(self.at(10 + number, days=-4))
            application = CertificateApplication(
                Destination(going.region_id, "", going.precinct_id), list(Absence)[number - 1],
                f"{voter.list_number:09d}", self.secretary.member_id,
            )  # fmt: skip
            certificate_issue.issue(
                workspace, self.secretary, voter.voter_id, kind_id=KIND, series=SERIES,
                number=f"{41500 + number:07d}", application=application,
            )  # fmt: skip
        self.clock.set(self.at(18, 5, days=-1))
        unused = StockEntry(KIND, Stock.UNUSED, BLANKS - 4, (), "4")
        certificate_stock.keep_stock(workspace, self.chair, unused)

    # --- until eleven ------------------------------------------------------------------------------

    def _morning(self, workspace: Workspace, voters: Sequence[Voter], *, with_marks: bool) -> None:
        self._people(workspace)
        self.clock.set(self.at(6, 40))
        read_wall_clock(workspace, self.chair, workspace.clock.machine())
        for box, kind, seal in _BOXES:
            boxes.seal_box(workspace, self.chair, box, kind, seal)
        self._packs(workspace)
        self.clock.set(self.at(6, 58))
        steps.take_step(workspace, self.chair, Step.OPENED)
        if with_marks:
            self._marks(workspace, voters)
        self._home(workspace, voters)
        self._accepted(workspace)
        self._included(workspace)
        self.clock.set(self.at(10, 6))
        turnout.report_turnout(workspace, self.chair, time(10), 268)
        turnout.tell_turnout(workspace, self.chair, time(10), "Аудандық комиссия, Ибраева")
        self.clock.set(self.at(11, 24))

    def _people(self, workspace: Workspace) -> None:
        for number, member in enumerate(self.precinct.members):
            self.clock.set(self.at(6, number))
            people.member_there(workspace, self.chair, member.member_id, there=True)
        guests = (
            (GuestKind.OBSERVER, "Сейтқали Дамир Асқарұлы", "«Әділ сайлау» қоғамдық бірлестігі"),
            (GuestKind.PROXY, "Попова Ирина Викторовна", "«Ауыл» партиясы"),
            (GuestKind.MEDIA, "Оспанов Ринат Болатұлы", "«Қостанай таңы» газеті"),
        )
        for number, (kind, name, organisation) in enumerate(guests):
            self.clock.set(self.at(6, 30 + number))
            people.welcome(workspace, self.chair, kind, name, organisation)

    def _packs(self, workspace: Workspace) -> None:
        for ballot in self._ballots(workspace):
            for member in self.issuing:
                move = BallotMovement(
                    Movement.TO_MEMBER, ballot.ballot_id, _PACK, member.member_id
                )  # fmt: skip
                ballots.move(workspace, self.chair, move)

    def _marks(self, workspace: Workspace, voters: Sequence[Voter]) -> None:
        by_table = {str(n): m.member_id for n, m in enumerate(self.issuing, start=1)}
        for number, voter in enumerate(voters[100:1780:70]):
            self.clock.set(self.at(7, 5) + timedelta(minutes=9 * number))
            marks.mark(
                workspace, self.chair, voter.voter_id, issued_by=by_table[voter.paper_table],
                table=voter.paper_table,
            )  # fmt: skip

    def _home(self, workspace: Workspace, voters: Sequence[Voter]) -> None:
        self.clock.set(self.at(8, 15))
        grounds = (Ground.HEALTH, Ground.CARE, Ground.HEALTH, Ground.REMOTE)
        found = [
            home_voting.apply(workspace, self.chair, voter.voter_id, ground, written=True)
            for voter, ground in zip(voters[60:80:5], grounds, strict=True)
        ]
        self.clock.set(self.at(10, 30))
        counts = tuple((b.ballot_id, 4) for b in self._ballots(workspace))
        carrier, companion = self.issuing[3].member_id, self.issuing[4].member_id
        trip = TripOut(
            "П1", carrier, companion, "004520", counts, tuple(e.entry_id for e in found[:2])
        )
        home_trips.depart(workspace, self.chair, trip)

    def _accepted(self, workspace: Workspace) -> None:
        """One holder from another region, so that he is given some of the ballots only."""
        self.clock.set(self.at(9, 40))
        issued_at = self._precincts(Distance.ELSEWHERE)[0]
        holder = replace(mock_voter(7), voter_id="")
        certificate_acceptance.accept(
            workspace, self.secretary,
            [ShownPaper(KIND, SERIES, "0041527", issued_at.precinct_id)], holder,
            document="041527001", accepted_by=self.secretary.member_id, withdrawn=True,
            namesake_seen=True,
        )  # fmt: skip

    def _included(self, workspace: Workspace) -> None:
        self.clock.set(self.at(9, 55))
        voter_changes.include(
            workspace, self.secretary, mock_voter(11), InclusionGround.REGISTERED,
            document="Өтініш № 2", checked_by=self.secretary.member_id, namesake_seen=True,
        )  # fmt: skip

    # --- until a quarter to nine -------------------------------------------------------------------

    def _evening(self, workspace: Workspace) -> None:
        self.clock.set(self.at(12, 20))
        (trip,) = home_trips.home_day(workspace, self.chair).trips
        self._back(workspace, trip.trip.trip_id)
        for hour, voters in zip(turnout.hours(workspace)[1:], (601, 862, 1007, 1131, 1131),
                                strict=False):  # fmt: skip
            self.clock.set(self.at(hour.hour, 4))
            turnout.report_turnout(workspace, self.chair, hour, voters)
        self.clock.set(self.at(20))
        steps.take_step(workspace, self.chair, Step.VOTING_CLOSED)
        self.clock.set(self.at(20, 10))
        self._returned(workspace)
        self.clock.set(self.at(20, 20))
        self._pages(workspace)
        self.clock.set(self.at(20, 48))

    # --- until the boxes ---------------------------------------------------------------------------

    def _late(self, workspace: Workspace) -> None:
        """Every page counted, the list closed; the unused of ballot 5 are still to be counted."""
        self.clock.set(self.at(21, 2))
        for place in signatures.grid(workspace, self.chair).missing:
            table = self._table(workspace, place.table)
            rest = self._rest(workspace, table)
            one = PageCount(place.table, place.page, table.member_id, rest)
            signatures.count_page(workspace, self.chair, one)
        steps.take_step(workspace, self.chair, Step.SIGNATURES_COUNTED)
        self.clock.set(self.at(21, 9))
        steps.take_step(workspace, self.chair, Step.LIST_CLOSED)
        self.clock.set(self.at(21, 21))
        for ballot in self._ballots(workspace)[:-1]:
            account = next(a for a in ballots.accounts(workspace, self.chair)
                           if a.ballot_id == ballot.ballot_id)  # fmt: skip
            unused = BallotMovement(Movement.UNUSED, ballot.ballot_id, account.in_stock)
            ballots.move(workspace, self.chair, unused)
        making.make(workspace, self.chair, ActKind.OPENING)
        self.clock.set(self.at(21, 34))

    def _rest(self, workspace: Workspace, table: ListTable) -> int:
        """Signatures of a page, so that the table has as many as came to it in the end."""
        came = _SHARES[int(table.table) - 1]
        counted = [e.content for e in signatures.grid(workspace, self.chair).pages
                   if e.content.table == table.table]  # fmt: skip
        left = came - sum(one.signatures for one in counted)
        open_pages = len(table.pages) - len(counted)
        return left if open_pages == 1 else left // open_pages

    def _back(self, workspace: Workspace, trip_id: str) -> None:
        day = home_trips.home_day(workspace, self.chair)
        mine = [a for a in day.applications if a.trip and a.trip.trip_id == trip_id]
        counts = tuple(
            TripCount(b.ballot_id, len(mine), returned=4 - len(mine))
            for b in self._ballots(workspace)
        )  # fmt: skip
        home_trips.come_back(workspace, self.chair, TripBack(trip_id, "004520", counts))
        for applied in mine:
            home_voting.serve(workspace, self.chair, applied.entry.entry_id)

    def _returned(self, workspace: Workspace) -> None:
        """Members give back what is left; at table 3 of ballot 4 one too few comes back."""
        for ballot in self._ballots(workspace):
            for table, (member, came) in enumerate(zip(self.issuing, _SHARES, strict=True), 1):
                gone = came + (table == 3 and ballot.number == 4)  # noqa: PLR2004
                move = BallotMovement(
                    Movement.RETURNED, ballot.ballot_id, _PACK - gone, member.member_id
                )
                ballots.move(workspace, self.chair, move)

    def _pages(self, workspace: Workspace) -> None:
        for table, came in enumerate(_SHARES[:4], start=1):
            entry = self._table(workspace, str(table))
            counts = self._parted(came, len(entry.pages))
            for page, count in zip(entry.pages, counts, strict=True):
                skipped = table == 4 and (page == _PASSED_OVER or page > _GRID_UNTIL)  # noqa: PLR2004
                if not skipped:
                    one = PageCount(entry.table, page, entry.member_id, count)
                    signatures.count_page(workspace, self.chair, one)

    def _table(self, workspace: Workspace, table: str) -> ListTable:
        tables = signatures.grid(workspace, self.chair).tables
        return next(e.content for e in tables if e.content.table == table)

    def _parted(self, whole: int, parts: int) -> list[int]:
        """A number in uneven parts."""
        found = [whole * (n + 1) // parts - whole * n // parts for n in range(parts)]
        for place in range(parts - 1):
            moved = self.random.randint(-4, 4)
            found[place], found[place + 1] = found[place] + moved, found[place + 1] - moved
        return found

    # --- what the package says ---------------------------------------------------------------------

    def _actor(self, role: Role) -> Actor:
        return next(Actor(m.member_id, m.role) for m in self.precinct.members if m.role is role)

    def _ballots(self, workspace: Workspace) -> tuple[Ballot, ...]:
        return workspace.election.ballots_of(self.precinct.precinct_id)

    def _precincts(self, distance: Distance) -> list[Precinct]:
        election, here = self.package.election, self.precinct
        return [p for p in election.precincts if election.distance(p, here) is distance]
