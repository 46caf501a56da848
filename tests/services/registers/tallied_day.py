# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A whole day by chance through the services, kept beside in plain counters that read no database.

As a long task, with 900 voters at the tables and 14 certificates each way, from opening to final
sheets and printed acts:  ``python -m tests.services.registers.tallied_day --seeds 20``.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from precinct_app.bootstrap import Tools
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Distance, Level
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.registers.acts import Act
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.certificate_stock import Stock, StockEntry
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.home import HomeApplication
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.registers.signatures import ListTable, PageCount
from precinct_app.domain.registers.trips import TripBack, TripCount
from precinct_app.domain.registers.voter_changes import (
    ExclusionGround,
    Inclusion,
    InclusionGround,
)
from precinct_app.domain.wording import Wording
from precinct_app.services import protocol_notes
from precinct_app.services.acts import making
from precinct_app.services.acts.due import still_due
from precinct_app.services.ballot_sheet import given_lines
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_record import Night
from precinct_app.services.protocol_signing import sign
from precinct_app.services.registers import (
    boxes,
    certificate_stock,
    certificates,
    home_trips,
    home_voting,
    levels,
    marks,
    signatures,
    voter_changes,
)
from precinct_app.services.registers.paper_rows import set_paper_rows
from precinct_app.services.sheet_report import current_report
from tests.services.acts.night import AGREED
from tests.services.certificates import HOLDER, KIND, give_certificate, paper, take_certificate
from tests.services.conftest import PRECINCT, SECRET, Made, Station, make_station, opened, set_up
from tests.services.registers.day import (
    all_ballots,
    applied,
    close_list,
    depart,
    mark,
    moved,
    seal,
    take,
)
from tests.services.sheets import WITH_MEMBER, type_twice

TABLES = {"1": "m4", "2": "m5"}
TRIPS = {"M1": ("m4", "m5"), "M2": ("m6", "m7")}
"""Who carries a box and who goes with him."""
ISSUERS = ("m2", "m4", "m5", "m6", "m7")
SPOILED_AT_TABLE, SPOILED_AT_HOME, LOST, SURPLUS = 3, 1, 4, 0
"""Ballots to which it happens, by their place in the day's order."""
SAME_REGION, ELSEWHERE = (0, 2), (0,)
"""What a certificate gives here, by where it was issued (2023: lists alone)."""
TEXT = Wording("Қайта саналды, сол сан.", "Пересчитано, то же число.", "Recounted: the same.")


@dataclass(frozen=True)
class Size:
    """How much happens on the day."""

    voters: int
    """On the delivered list."""
    own: int
    """Own voters who come to a table; holders of certificates come beside them."""
    certificates: int
    """Each way; one of those accepted goes home without voting."""
    at_home: tuple[int, int]
    """Applications of each trip; one is not met."""
    pages: int
    received: int
    taken: int
    on_trip: int

    @property
    def left(self) -> tuple[int, int]:
        """Who leaves with a certificate, by their places in the list."""
        return self.own_most + sum(self.at_home), self.certificates

    @property
    def own_most(self) -> int:
        """Voters who may come to a table."""
        return self.voters - self.certificates - sum(self.at_home) - 1


SMALL = Size(120, 50, 3, (3, 2), 3, 200, 70, 12)
FULL = Size(1140, 886, 14, (9, 7), 20, 1300, 520, 20)


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
    at_tables: int = 0
    """Voters who were given ballots at a table."""

    def signs(self, table: str, page: int, given: Sequence[str]) -> None:
        """A voter signs in the list for what he is given at a table."""
        if given:
            self.page[table, page] += 1
            self.at_tables += 1
        for ballot in given:
            self.list_signed[table, page, ballot] += 1
            self.issued[TABLES[table], ballot] += 1

    def in_list(self, ballot: str) -> int:
        """Signatures in the list for a ballot."""
        return sum(n for (_, _, b), n in self.list_signed.items() if b == ballot)

    def at_the_table(self, member: str, ballot: str) -> int:
        """Ballots that a member gave at his table."""
        pages = self.list_signed.items()
        return sum(n for (table, _, b), n in pages if (TABLES[table], b) == (member, ballot))


class Script:
    """The day as the commission lives it, recorded in the workspace and in the tally."""

    def __init__(self, station: Station, seed: int, level: Level, size: Size = SMALL) -> None:
        self.station, self.level, self.size = station, level, size
        self.random, self.tally = random.Random(seed), Tally()
        self.ballots = all_ballots(station)
        self.holders: dict[str, tuple[str, ...]] = {}
        station.level(level)

    def run(self) -> None:
        """From the certificates of the days before to the open boxes."""
        self.days_before()
        self.morning()
        self.station.at(9)
        self.guests_and_changes()
        self.home_day()
        self.tables()
        close_list(self.station) if self.level is Level.MARKS else self.read_list()
        self.after_the_close()

    # --- the day ---------------------------------------------------------------------------------

    def days_before(self) -> None:
        """Blanks come by act, are given out, one is spoiled; the unused are cancelled at six."""
        station, count = self.station, self.size.certificates
        station.at(10, days=-3)
        self.stock(Stock.RECEIVED, count + 4)
        first, _ = self.size.left
        for number in range(count):
            voter = station.voters[first + number].voter_id
            give_certificate(station, voter, f"{number + 1:05d}")
        self.stock(Stock.SPOILED, 1)
        station.at(18, 5, days=-1)
        self.stock(Stock.UNUSED, 3)

    def stock(self, what: Stock, count: int) -> None:
        entry = StockEntry(KIND, what, count, (), "act 5")
        certificate_stock.keep_stock(self.station.workspace, self.station.actor(), entry)

    def morning(self) -> None:
        self.station.at(7)
        take(self.station, Step.OPENED)
        for box in TRIPS:
            seal(self.station, box)
        seal(self.station, "S1", BoxKind.STATIONARY)
        for ballot in self.ballots:
            moved(self.station, Movement.RECEIVED, self.size.received, ballot=ballot)
            for member in TABLES.values():
                moved(self.station, Movement.TO_MEMBER, self.size.taken, member, ballot)

    def guests_and_changes(self) -> None:
        station, actor = self.station, self.station.actor()
        for number in range(self.size.certificates):
            near = number % 2 == 0
            gives = tuple(self.ballots[place] for place in (SAME_REGION if near else ELSEWHERE))
            shown = paper(
                station, f"{number:04d}", Distance.SAME_REGION if near else Distance.ELSEWHERE
            )
            guest = replace(HOLDER, surname=f"Қонақ{chr(ord('а') + number)}")
            (entry,) = take_certificate(station, shown, holder=guest)
            self.holders[entry.content.certificate.voter_id] = gives
        for surname in ("Жаңа", "Бөтен"):
            someone = replace(station.voters[0], surname=surname, given_name="Адам", iin="")
            entered = voter_changes.include(
                station.workspace, actor, someone, InclusionGround.REGISTERED,
                document="application", checked_by="m4",
            )  # fmt: skip
        voter_changes.undo_change(
            station.workspace, actor, Inclusion, entered.entry_id, "wrong station"
        )
        voter_changes.exclude(
            station.workspace, actor, station.voters[-1].voter_id, ExclusionGround.MOVED,
            document="letter",
        )  # fmt: skip

    def home_day(self) -> None:
        first = self.size.own_most
        at_home = [applied(self.station, first + n) for n in range(sum(self.size.at_home))]
        split = self.size.at_home[0]
        for box, mine in zip(TRIPS, (at_home[:split], at_home[split:]), strict=True):
            self.trip(box, mine)

    def trip(self, box: str, mine: Sequence[Entry[HomeApplication]]) -> None:
        carrier, companion = TRIPS[box]
        self.station.at(13)
        taken = tuple((ballot, self.size.on_trip) for ballot in self.ballots)
        trip = depart(
            self.station, *mine, box_id=box, carrier_id=carrier, companion_id=companion, taken=taken
        )
        issued: Counter[str] = Counter()
        for place, application in enumerate(mine):
            self.at_home(application.entry_id, carrier, issued, served=place != 1)
        self.station.at(14)
        counts = []
        for place, ballot in enumerate(self.ballots):
            spoiled = int(place == SPOILED_AT_HOME)
            left = self.size.on_trip - issued[ballot] - spoiled
            counts.append(TripCount(ballot, issued[ballot], spoiled, left))
            self.tally.box[box, ballot] = issued[ballot]
        back = TripBack(trip.entry_id, "17", tuple(counts))
        home_trips.come_back(self.station.workspace, self.station.actor(), back)

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
        own = self.random.sample(range(self.size.own_most), self.size.own)
        coming = [(self.station.voters[v].voter_id, self.ballots, True) for v in own]
        coming += [(v, g, False) for v, g in list(self.holders.items())[:-1]]
        for place, (voter_id, due, is_own) in enumerate(coming):
            self.station.at(14, 30 + place * 300 // len(coming))
            self.at_a_table(voter_id, due, own=is_own, refuses_first=place == 0)
        if self.level is Level.MARKS:
            self.marked_by_mistake(next(v for v in range(self.size.own_most) if v not in own))
        moved(self.station, Movement.SPOILED, 1, "m4", self.ballots[SPOILED_AT_TABLE])
        moved(self.station, Movement.LOST, 1, "m5", self.ballots[LOST])
        moved(self.station, Movement.SURPLUS, 1, "m5", self.ballots[SURPLUS])

    def marked_by_mistake(self, voter: int) -> None:
        mark(self.station, voter, issued_by="m4")
        marks.undo_mark(
            self.station.workspace, self.station.actor(), self.station.voters[voter].voter_id,
            "a namesake",
        )  # fmt: skip

    def at_a_table(
        self, voter_id: str, due: Sequence[str], *, own: bool, refuses_first: bool = False
    ) -> None:
        table, page = self.random.choice(list(TABLES)), self.random.randint(1, self.size.pages)
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
        share = 0.08 if self.size is SMALL else 0.01
        return [ballot for ballot in due if self.random.random() < share]

    # --- the night -------------------------------------------------------------------------------

    def read_list(self) -> None:
        """Below level *marks*: what the holders signed for is read from the paper list."""
        workspace, actor = self.station.workspace, self.station.actor()
        close_list(self.station)
        certificates.holder_signed(workspace, actor, list(self.holders)[-1], [])
        certificates.all_signed(workspace, actor)

    def after_the_close(self) -> None:
        workspace, actor = self.station.workspace, self.station.actor()
        for table, member in TABLES.items():
            signatures.set_table(workspace, actor, ListTable(table, member, 1, self.size.pages))
            for page in range(1, self.size.pages + 1):
                whole = self.tally.page[table, page]
                fewer = tuple(
                    (b, less)
                    for b in self.ballots
                    if (less := whole - self.tally.list_signed[table, page, b])
                )
                count = PageCount(table, page, member, whole, fewer)
                signatures.count_page(workspace, actor, count)
        for place, ballot in enumerate(self.ballots):
            for member in TABLES.values():
                back = self.returned(member, place) - self.trip_left(member, place)
                moved(self.station, Movement.RETURNED, back, member, ballot)
            moved(self.station, Movement.UNUSED, self.unused(place), ballot=ballot)
        take(self.station, Step.SIGNATURES_COUNTED, Step.UNUSED_CANCELLED)
        for box in (*TRIPS, "S1"):
            boxes.open_box(workspace, self.station.actor(Role.CHAIR), box, "17")

    # --- what the counters say -------------------------------------------------------------------

    def unused(self, place: int) -> int:
        gone = self.issued(place) + self.spoiled(place) + int(place == LOST)
        return self.size.received + int(place == SURPLUS) - gone

    def issued(self, place: int) -> int:
        return sum(self.tally.issued[member, self.ballots[place]] for member in ISSUERS)

    def spoiled(self, place: int) -> int:
        return int(place == SPOILED_AT_TABLE) + len(TRIPS) * int(place == SPOILED_AT_HOME)

    def trip_left(self, member: str, place: int) -> int:
        """What a member brought back from his trip."""
        gone = int(place == SPOILED_AT_HOME)
        return sum(
            self.size.on_trip - self.tally.box[box, self.ballots[place]] - gone
            for box, (carrier, _) in TRIPS.items()
            if carrier == member
        )

    def returned(self, member: str, place: int) -> int:
        table = 0
        if member in TABLES.values():
            table = self.size.taken - self.tally.at_the_table(member, self.ballots[place])
            table -= int((member, place) == ("m4", SPOILED_AT_TABLE))
            table += int((member, place) == ("m5", SURPLUS)) - int((member, place) == ("m5", LOST))
        return table + self.trip_left(member, place)

    def member(self, member: str, place: int) -> dict[str, int]:
        """A member's row of a ballot's sheet."""
        carries = any(carrier == member for carrier, _ in TRIPS.values())
        issued = self.tally.issued[member, self.ballots[place]]
        row = {
            "taken": self.size.taken * (member in TABLES.values()) + self.size.on_trip * carries,
            "surplus": int((member, place) == ("m5", SURPLUS)),
            "issued": issued,
            "signed": issued,
            "spoiled": int((member, place) == ("m4", SPOILED_AT_TABLE))
            + int(carries and place == SPOILED_AT_HOME),
            "returned": self.returned(member, place),
            "lost": int((member, place) == ("m5", LOST)),
        }
        return {f"member.{member}.{name}": figure for name, figure in row.items()}

    def lines(self, place: int) -> dict[str, int]:
        """Every line of a ballot's sheet that the registers must give."""
        ballot, size, tally = self.ballots[place], self.size, self.tally
        gives = sum(ballot in given for given in self.holders.values())
        found = {
            "voters_delivered": size.voters,
            "voters_included": 1,
            "voters_excluded": 1,
            "certificates_out": size.certificates,
            "certificates_in": gives,
            "voters_listed": size.voters - size.certificates + gives,
            "voters_received_ballots": tally.in_list(ballot) + tally.home[ballot],
            "voters_outside": tally.home[ballot],
            "home_served": tally.home[ballot],
            "voters_by_certificate": tally.by_certificate[ballot],
            "certificates_used": tally.by_certificate[ballot],
            "ballots_received": size.received,
            "ballots_surplus": int(place == SURPLUS),
            "ballots_spoiled": self.spoiled(place),
            "ballots_withdrawn": 0,
            "ballots_lost": int(place == LOST),
            "ballots_unused": self.unused(place),
            "ballots_refused": tally.refused[ballot],
            "issued_without_signature": 0,
            "signed_without_ballot": 0,
        }
        blanks = {
            "received": size.certificates + 4, "issued": size.certificates, "surplus": 0,
            "spoiled": 1, "lost": 0, "unused": 3,
        }  # fmt: skip
        found |= {f"kind.{KIND}.{name}": figure for name, figure in blanks.items()}
        for member in ISSUERS:
            found |= self.member(member, place)
        for row, (box, asked) in enumerate(zip(TRIPS, size.at_home, strict=True), start=1):
            issued, spoiled = tally.box[box, ballot], int(place == SPOILED_AT_HOME)
            trip = {
                "entitled": asked, "taken": size.on_trip, "surplus": 0, "issued": issued,
                "spoiled": spoiled, "returned": size.on_trip - issued - spoiled, "lost": 0,
                "annulled": 0,
            }  # fmt: skip
            found |= {f"box.{row}.{name}": figure for name, figure in trip.items()}
        return found

    def counted(self, place: int) -> dict[str, int]:
        """What the boxes of a ballot hold: every ballot issued is found, votes by chance."""
        election = self.station.workspace.election
        contest = election.contest(election.ballot(self.ballots[place]).contest_id)
        issued = self.issued(place)
        invalid = issued // 30
        votes = Counter(
            self.random.choice([*(o.option_id for o in contest.options), "against_all"])
            for _ in range(issued - invalid)
        )
        found = {f"votes.{o.option_id}": votes[o.option_id] for o in contest.options}
        reasons = ("mobile_box", "not_of_form", "struck_option", "no_member_signature")
        for row, box in enumerate(TRIPS, start=1):
            found |= {f"box.{row}.found": self.tally.box[box, self.ballots[place]],
                      f"box.{row}.not_of_form": 0}  # fmt: skip
        return found | {
            "against_all": votes["against_all"],
            "ballots_issued": issued,
            "ballots_found": issued,
            "found_stationary": self.tally.in_list(self.ballots[place]),
            "found_mobile": self.tally.home[self.ballots[place]],
            "voters_took_part": issued,
            "ballots_invalid": invalid,
            "ballots_valid": issued - invalid,
            "disputed_decided": 0,
            **{f"invalid_by_reason.{reason}": 0 for reason in reasons},
            "invalid_by_reason.several_marks": invalid,
            "invalid_by_reason.unclear": 0,
        }

    def sheets(self) -> list[tuple[str, dict[str, int]]]:
        """Every ballot's sheet, whole."""
        return [
            (ballot, self.lines(place) | self.counted(place))
            for place, ballot in enumerate(self.ballots)
        ]


def figures(station: Station, ballot_id: str) -> dict[str, int]:
    """What the registers give to a ballot's sheet."""
    with station.workspace.store.begin() as work:
        ballot = station.workspace.election.ballot(ballot_id)
        found = given_lines(station.workspace, work, ballot)
    return {cell: line.figure for cell, line in found.items()}


def finish(station: Station, sheets: Sequence[tuple[str, dict[str, int]]]) -> list[StoredProtocol]:
    """Type every sheet twice, make the acts that are due, explain the rest, make the figures final."""
    station.at(23)
    for ballot, typed in sheets:
        type_twice(station, ballot, typed)
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    for offer in still_due(workspace, chair):
        decision = AGREED if offer.decides else None
        making.make(workspace, chair, offer.kind, offer.thing, decision=decision)
    for ballot, _ in sheets:
        explain(station, ballot)
    leaders = [station.actor(role) for role in (Role.CHAIR, Role.SECRETARY)]
    signers = tuple(ExpectedSigner(a.member_id, a.role) for a in leaders)
    night = Night(Presence(7, 7, 5, 0, 2, 1), station.at(20, 30), station.at(25))
    return [
        freeze(workspace, chair, ballot, night, signers, agreed=WITH_MEMBER) for ballot, _ in sheets
    ]


def explain(station: Station, ballot: str) -> None:
    """Explain what is only out of the ordinary."""
    actor = station.actor()
    for finding in current_report(station.workspace, actor, ballot).findings:
        if finding.grade is Grade.WARNING:
            asked = protocol_notes.Asked(ballot, finding.code, finding.row)
            protocol_notes.answer_findings(station.workspace, actor, (asked,), TEXT)


def acts(station: Station) -> list[Entry[Act]]:
    """The acts of the day."""
    return list(making.acts(station.workspace, station.actor(Role.CHAIR)))


# --- the same day from its papers alone ----------------------------------------------------------


@contextmanager
def from_paper(folder: Path, made: Made, level: Level) -> Iterator[Station]:
    """Nine in the evening: a laptop with the package, and the papers of the day."""
    set_up(folder, made.package, level, Tools())
    station = opened(folder, made)
    station.at(21)
    set_paper_rows(station.workspace, station.actor(Role.CHAIR), len(TRIPS))
    yield station
    station.workspace.store.close()


def the_night_without_registers(station: Station) -> None:
    """Above *count only*: every register stands on paper, the steps of the night are recorded."""
    leader = station.actor(Role.CHAIR)
    for register in Kept:
        levels.keep_on_paper(station.workspace, leader, register, "the laptop came at nine")
    seal(station, "S1", BoxKind.STATIONARY)
    for box in TRIPS:
        seal(station, box)
    close_list(station)
    take(station, Step.SIGNATURES_COUNTED, Step.UNUSED_CANCELLED)
    for box in (*TRIPS, "S1"):
        boxes.open_box(station.workspace, leader, box, "17")


def signed(
    station: Station, sheets: Sequence[tuple[str, dict[str, int]]]
) -> Iterator[StoredProtocol]:
    """Every sheet typed twice, made final and signed by chair and secretary."""
    for final in finish(station, sheets):
        for role in (Role.CHAIR, Role.SECRETARY):
            actor = station.actor(role)
            key = station.tools.open_key(station.keys.of(actor.member_id, PRECINCT).data, SECRET)
            protocol = sign(station.workspace, actor, final.ballot_id, key, station.tools.press)
        yield protocol


# --- the long task -------------------------------------------------------------------------------


def one_day(folder: Path, seed: int, level: Level, size: Size) -> str:
    """A whole day in a folder of its own; what it came to, or AssertionError with what differs."""
    made = make_station(folder, voters=size.voters)
    station = opened(made.folder, made)
    try:
        script = Script(station, seed, level, size)
        script.run()
        places = range(len(script.ballots))
        for place in places:
            found, wanted = figures(station, script.ballots[place]), script.lines(place)
            assert found == wanted, sorted(found.items() ^ wanted.items())
        sheets = script.sheets()
        finals = finish(station, sheets)
        _refuse_other(finals, sheets)
        chair, press = station.actor(Role.CHAIR), station.tools.press
        papers = [
            making.print_act(station.workspace, chair, entry.entry_id, press)
            for entry in acts(station)
        ]
        assert all(data.startswith(b"%PDF-") for data in papers)
    finally:
        station.workspace.store.close()
    with from_paper(folder / "paper", made, Level.COUNT_ONLY) as at_nine:
        protocols = list(signed(at_nine, sheets))
        _refuse_other(protocols, sheets)
        assert all(len(protocol.signed_by) == len(protocol.signers) for protocol in protocols)
    lines = sum(len(script.lines(place)) for place in places)
    return (
        f"{script.tally.at_tables} at tables, {sum(size.at_home)} applications, "
        f"{lines} register lines agree, {len(finals)} final sheets, {len(papers)} acts printed; "
        f"from paper at nine {len(protocols)} protocols signed"
    )


def _refuse_other(
    protocols: Sequence[StoredProtocol], sheets: Sequence[tuple[str, dict[str, int]]]
) -> None:
    for protocol, (_, whole) in zip(protocols, sheets, strict=True):
        assert protocol.record is not None
        found = dict(protocol.record.figures())
        assert found.items() <= whole.items(), sorted(found.items() ^ whole.items())


def main() -> int:
    """So many days of full size, each from its papers too; 1 when one of them differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--level", choices=["marks", "registers"], default="marks")
    arguments = parser.parse_args()
    differing = 0
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                told = one_day(Path(folder), seed, Level(arguments.level), FULL)
            except AssertionError as error:
                told, differing = f"DIFFERS: {error}", differing + 1
        print(f"seed {seed}: {told} ({time.monotonic() - start:.0f} s)", flush=True)
    print(f"{arguments.seeds - differing} of {arguments.seeds} days agree")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
