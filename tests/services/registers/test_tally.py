# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A whole day by chance, kept beside in plain counters: the sheets' register lines agree with them.

Two trips, holders of certificates, refused ballots, one spoiled, one lost, one too many in a pack, a
mark undone, an inclusion undone; the counters never read the database.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.check import check, completed
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.sheet import Sheet
from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.registers.signatures import ListTable, PageCount
from precinct_app.domain.registers.trips import TripBack, TripCount
from precinct_app.domain.registers.voter_changes import (
    ExclusionGround,
    Inclusion,
    InclusionGround,
)
from precinct_app.services.ballot_sheet import given_lines, sheet_rows
from precinct_app.services.registers import (
    certificates,
    home_trips,
    home_voting,
    marks,
    signatures,
    voter_changes,
)
from tests.services.conftest import VOTERS, Station
from tests.services.registers.day import (
    all_ballots,
    applied,
    close_list,
    depart,
    holder,
    left_with_certificate,
    mark,
    moved,
    seal,
    take,
)

TABLES = {"1": "m4", "2": "m5"}
PAGES = 3
TAKEN, RECEIVED = 70, 200


@dataclass
class Tally:
    """What the script knows by itself, by ballot; members' figures by member and ballot."""

    list_signed: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    """By table, page and ballot."""
    page: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Voters who signed on a page for anything."""
    home: Counter[str] = field(default_factory=Counter)
    issued: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_certificate: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    box: Counter[tuple[str, str]] = field(default_factory=Counter)

    def signs(self, table: str, page: int, given: Sequence[str]) -> None:
        """A voter signs in the list for what he is given at a table."""
        if given:
            self.page[table, page] += 1
        for ballot in given:
            self.list_signed[table, page, ballot] += 1
            self.issued[TABLES[table], ballot] += 1


class Script:
    """The day as the commission lives it, recorded in the workspace and in the tally."""

    def __init__(self, station: Station, seed: int, level: Level) -> None:
        self.station, self.level = station, level
        self.random, self.tally = random.Random(seed), Tally()
        self.ballots = all_ballots(station)
        self.holders: dict[str, tuple[str, ...]] = {}
        station.level(level)

    def run(self) -> None:
        """From the morning to the cancelled ballots."""
        self.morning()
        self.station.at(9)
        self.certificates_and_changes()
        self.home_day()
        self.tables()
        close_list(self.station) if self.level is Level.MARKS else self.read_list()
        self.after_the_close()

    def morning(self) -> None:
        self.station.at(7)
        take(self.station, Step.OPENED)
        for box in ("M1", "M2"):
            seal(self.station, box)
        for ballot in self.ballots:
            moved(self.station, Movement.RECEIVED, RECEIVED, ballot=ballot)
            for member in TABLES.values():
                moved(self.station, Movement.TO_MEMBER, TAKEN, member, ballot)

    def certificates_and_changes(self) -> None:
        station, actor = self.station, self.station.actor()
        for voter in (100, 101, 102):
            left_with_certificate(station, voter)
        for number in range(4):
            gives = self.ballots[:1] if number % 2 else (self.ballots[0], self.ballots[2])
            self.holders[holder(station, *gives)] = gives
        guest = replace(station.voters[0], surname="Жаңа", given_name="Адам", iin="")
        for surname in ("Жаңа", "Бөтен"):
            entry = voter_changes.include(
                station.workspace, actor, replace(guest, surname=surname),
                InclusionGround.REGISTERED, document="application", checked_by="m4",
            )  # fmt: skip
        voter_changes.undo_change(
            station.workspace, actor, Inclusion, entry.entry_id, "wrong station"
        )
        moved_away = station.voters[103].voter_id
        voter_changes.exclude(
            station.workspace, actor, moved_away, ExclusionGround.MOVED, document="letter"
        )

    def home_day(self) -> None:
        at_home = [applied(self.station, voter) for voter in range(90, 95)]
        for box, members, mine in (
            ("M1", ("m4", "m5"), at_home[:3]),
            ("M2", ("m6", "m7"), at_home[3:]),
        ):
            self.station.at(13)
            trip = depart(
                self.station, *mine, box_id=box, carrier_id=members[0], companion_id=members[1]
            )
            issued: Counter[str] = Counter()
            for place, application in enumerate(mine):
                self.at_home(application.entry_id, members[0], issued, served=place != 1)
            self.station.at(14)
            spoiled = self.ballots[1]
            counts = tuple(
                TripCount(b, issued[b], int(b == spoiled), 12 - issued[b] - int(b == spoiled))
                for b in self.ballots
            )
            back = TripBack(trip.entry_id, "17", counts)
            home_trips.come_back(self.station.workspace, self.station.actor(), back)
            self.tally.box.update({(box, b): count for b, count in issued.items()})

    def at_home(
        self, application: str, carrier: str, issued: Counter[str], *, served: bool
    ) -> None:
        workspace, actor = self.station.workspace, self.station.actor()
        if not served:
            home_voting.not_served(workspace, actor, application, "not at home")
            return
        refused = self.refuses(self.ballots)
        home_voting.serve(workspace, actor, application, refused=refused)
        self.tally.refused.update(refused)
        for ballot in self.ballots:
            if ballot not in refused:
                issued[ballot] += 1
                self.tally.home[ballot] += 1
                self.tally.issued[carrier, ballot] += 1

    def tables(self) -> None:
        self.station.at(15)
        own = self.random.sample(range(90), 60)
        for voter in own:
            self.at_a_table(self.station.voters[voter].voter_id, self.ballots, own=True)
        for place, (voter_id, gives) in enumerate(list(self.holders.items())[:3]):
            self.at_a_table(voter_id, gives, own=False, refuses_first=place == 0)
        if self.level is Level.MARKS:
            wrong = next(v for v in range(90) if v not in own)
            mark(self.station, wrong, issued_by="m4")
            marks.undo_mark(
                self.station.workspace, self.station.actor(),
                self.station.voters[wrong].voter_id, "a namesake",
            )  # fmt: skip
        moved(self.station, Movement.SPOILED, 1, "m4", self.ballots[3])
        moved(self.station, Movement.LOST, 1, "m5", self.ballots[4])
        moved(self.station, Movement.SURPLUS, 1, "m5", self.ballots[0])

    def at_a_table(
        self, voter_id: str, due: Sequence[str], *, own: bool, refuses_first: bool = False
    ) -> None:
        table, page = self.random.choice(list(TABLES)), self.random.randint(1, PAGES)
        refused = list(due[:1]) if refuses_first else self.refuses(due)
        member = TABLES[table]
        workspace, actor = self.station.workspace, self.station.actor()
        if self.level is Level.MARKS:
            marks.mark(workspace, actor, voter_id, issued_by=member, table=table, refused=refused)
        elif refused:
            marks.refuse_ballots(workspace, actor, voter_id, refused, issued_by=member, table=table)
        given = [ballot for ballot in due if ballot not in refused]
        self.tally.signs(table, page, given)
        if own:
            self.tally.refused.update(refused)
        else:
            self.tally.by_certificate.update(given)

    def refuses(self, due: Sequence[str]) -> list[str]:
        return [ballot for ballot in due if self.random.random() < 0.08]

    def read_list(self) -> None:
        """Below level *marks*: what the holders signed for is read from the paper list."""
        workspace, actor = self.station.workspace, self.station.actor()
        close_list(self.station)
        certificates.holder_signed(workspace, actor, list(self.holders)[3], [])
        certificates.all_signed(workspace, actor)

    def after_the_close(self) -> None:
        workspace, actor = self.station.workspace, self.station.actor()
        for table, member in TABLES.items():
            signatures.set_table(workspace, actor, ListTable(table, member, 1, PAGES))
            for page in range(1, PAGES + 1):
                whole = self.tally.page[table, page]
                fewer = tuple(
                    (b, less)
                    for b in self.ballots
                    if (less := whole - self.tally.list_signed[table, page, b])
                )
                count = PageCount(table, page, member, whole, fewer)
                signatures.count_page(workspace, actor, count)
        for ballot in self.ballots:
            self.count_unused(ballot)
        take(self.station, Step.SIGNATURES_COUNTED, Step.UNUSED_CANCELLED)

    def count_unused(self, ballot: str) -> None:
        out = 0
        for member in TABLES.values():
            left = TAKEN - self.at_the_table(member, ballot)
            left -= (member, ballot) == ("m4", self.ballots[3])
            left -= (member, ballot) == ("m5", self.ballots[4])
            left += (member, ballot) == ("m5", self.ballots[0])
            moved(self.station, Movement.RETURNED, left, member, ballot)
            out += TAKEN - left
        on_trips = sum(count for (_, b), count in self.tally.box.items() if b == ballot)
        spoiled_on_trips = 2 * (ballot == self.ballots[1])
        moved(
            self.station,
            Movement.UNUSED,
            RECEIVED - out - on_trips - spoiled_on_trips,
            ballot=ballot,
        )

    def at_the_table(self, member: str, ballot: str) -> int:
        pages = self.tally.list_signed.items()
        return sum(n for (table, _, b), n in pages if (TABLES[table], b) == (member, ballot))


def figures(station: Station, ballot_id: str) -> dict[str, int]:
    with station.workspace.store.begin() as work:
        ballot = station.workspace.election.ballot(ballot_id)
        found = given_lines(station.workspace, work, ballot)
    return {cell: line.figure for cell, line in found.items()}


@pytest.mark.parametrize("level", [Level.MARKS, Level.REGISTERS])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_register_lines_agree_with_the_tally(station: Station, seed: int, level: Level) -> None:
    script = Script(station, seed, level)
    script.run()
    tally = script.tally
    assert not signatures.grid(station.workspace, station.actor()).mismatches
    for place, ballot in enumerate(script.ballots):
        found = figures(station, ballot)
        in_list = sum(n for (_, _, b), n in tally.list_signed.items() if b == ballot)
        assert found["voters_received_ballots"] == in_list + tally.home[ballot]
        assert found["voters_outside"] == found["home_served"] == tally.home[ballot]
        assert found["ballots_refused"] == tally.refused[ballot]
        by_certificate = tally.by_certificate[ballot]
        assert found["voters_by_certificate"] == found["certificates_used"] == by_certificate
        gives = sum(ballot in given for given in script.holders.values())
        assert found["voters_listed"] == VOTERS + 1 - 1 - 3 + gives
        for member in ("m2", "m4", "m5", "m6", "m7"):
            assert found[f"member.{member}.issued"] == tally.issued[member, ballot]
            assert found[f"member.{member}.signed"] == tally.issued[member, ballot]
        spoiled = (place == 3) + 2 * (place == 1)
        assert (found["ballots_spoiled"], found["ballots_lost"]) == (spoiled, int(place == 4))
        assert found["ballots_surplus"] == int(place == 0)
        assert [found[f"box.{row}.entitled"] for row in (1, 2)] == [3, 2]
        assert [found[f"box.{row}.issued"] for row in (1, 2)] == [
            tally.box["M1", ballot], tally.box["M2", ballot],
        ]  # fmt: skip
        issued = sum(n for (_, b), n in tally.issued.items() if b == ballot)
        assert codes(station, ballot, found, issued) <= {"A112", "A103"}


def codes(station: Station, ballot_id: str, found: dict[str, int], issued: int) -> set[str]:
    """Errors and acts of the form over what the registers gave and the issued total."""
    ballot = station.workspace.election.ballot(ballot_id)
    form = station.workspace.form_of(ballot)
    with station.workspace.store.begin() as work:
        rows = sheet_rows(station.workspace, work, ballot)
    sheet = completed(form, Sheet({**found, "ballots_issued": issued}), rows)
    report = check(form, sheet, rows, level=station.workspace.info.level)
    assert {"E101", "E102", "E104", "E119", "E120", "E201", "E204"} <= set(report.passed)
    return {f.code for f in report.findings if f.grade in {Grade.ERROR, Grade.ACT}}
