# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A mock precinct that keeps its registers: what happens at its tables comes to the night's figures.

Everything goes through the services of the registers; nothing is typed that they give.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from precinct_app.domain.night import Step
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.certificate_stock import Stock, StockEntry
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.signatures import ListTable, PageCount
from precinct_app.domain.registers.trips import TripBack, TripCount, TripOut
from precinct_app.domain.registers.voter_changes import ExclusionGround, InclusionGround, Standing
from precinct_app.services.mock_voters import mock_voter
from precinct_app.services.registers import (
    ballots,
    boxes,
    certificate_stock,
    certificates,
    home_trips,
    home_voting,
    signatures,
    steps,
    voter_changes,
)
from precinct_app.services.registers.standings import everybody
from precinct_app.services.two_people import Agreed
from precinct_app.services.workspace import Workspace

if TYPE_CHECKING:
    from precinct_app.services.mock_precinct import MockPrecinct

KIND = "avc"
BLANKS = 10
PAGE = 40
"""Signatures of a full page of the list."""
SPARE = 20
"""Ballots that a member took and brought back."""
SPARE_AT_HOME = 4
MOBILE, STATIONARY, SEAL = "П1", "1", "004520"
ANNULLED = "өтініштен көп / больше заявлений"

Sheets = Mapping[str, dict[str, Figure]]
"""Every figure of each ballot's sheet."""


class MockRegisters:
    """The registers of one mock precinct."""

    def __init__(self, mock: "MockPrecinct", workspace: Workspace) -> None:
        self.mock = mock
        self.workspace = workspace
        self.chair, self.secretary = mock.leaders
        self.issuing = [
            m.member_id for m in mock.precinct.members
            if m.member_id not in {leader.member_id for leader in mock.leaders}
        ]  # fmt: skip

    def blanks(self) -> None:
        """Blanks of certificates come by act."""
        entry = StockEntry(KIND, Stock.RECEIVED, BLANKS, (), "3")
        certificate_stock.keep_stock(self.workspace, self.secretary, entry)

    def blanks_cancelled(self, issued: int) -> None:
        """At six of the day before those left are counted and cancelled."""
        self.mock.at(-6, 5)
        entry = StockEntry(KIND, Stock.UNUSED, BLANKS - issued, (), "4")
        certificate_stock.keep_stock(self.workspace, self.secretary, entry)

    def shared(self, sheet: Mapping[str, Figure]) -> dict[str, Figure]:
        """A sheet whose members' figures come from the same voters on every ballot.

        Whoever has a certificate comes to the second member's table.
        """
        outside, by_certificate = (
            _number(sheet, line) for line in ("voters_outside", "voters_by_certificate")
        )
        own = _number(sheet, "ballots_issued") - outside - by_certificate
        count = len(self.issuing)
        issued = [own // count + (place < own % count) for place in range(count)]
        issued[0] += outside
        issued[1] += by_certificate
        told = {f"member.{m}.issued": n for m, n in zip(self.issuing, issued, strict=True)}
        return {**sheet, **told}

    def live(self, sheets: Sheets) -> None:
        """The polling day until the boxes are open."""
        self._morning(sheets)
        self._list(sheets)
        self._at_home(sheets)
        self._spoiled(sheets)
        self._close(sheets)
        self._unused(sheets)
        for box in (MOBILE, STATIONARY):
            boxes.open_box(self.workspace, self.chair, box, SEAL)
        annulled = [b for b, sheet in sheets.items() if sheet["box.1.annulled"]]
        if annulled:
            home_voting.annul_box(self.workspace, self.chair, MOBILE, annulled, ANNULLED)

    def _morning(self, sheets: Sheets) -> None:
        self.mock.at(6, 40)
        boxes.seal_box(self.workspace, self.chair, MOBILE, BoxKind.MOBILE, SEAL)
        boxes.seal_box(self.workspace, self.chair, STATIONARY, BoxKind.STATIONARY, SEAL)
        for ballot_id, sheet in sheets.items():
            self._moved(Movement.RECEIVED, ballot_id, _number(sheet, "ballots_received"), act="7")
            for place, member in enumerate(self.issuing):
                signed = self._at_table(sheet, place)
                spoiled = _number(sheet, "ballots_spoiled") if place == 0 else 0
                self._moved(Movement.TO_MEMBER, ballot_id, signed + spoiled + SPARE, member)
        self.mock.at(7)
        self._take(Step.OPENED)

    def _list(self, sheets: Sheets) -> None:
        """People of the precinct who were missing, and some who moved away."""
        sheet = next(iter(sheets.values()))
        self.mock.at(9)
        for _ in range(_number(sheet, "voters_included")):
            voter_changes.include(
                self.workspace, self.chair, mock_voter(self.mock.random.getrandbits(64)),
                InclusionGround.REGISTERED, document="—", checked_by=self.issuing[0],
                namesake_seen=True,
            )  # fmt: skip
        for voter_id in self._own()[: _number(sheet, "voters_excluded")]:
            voter_changes.exclude(
                self.workspace, self.chair, voter_id, ExclusionGround.MOVED, document="5"
            )

    def _at_home(self, sheets: Sheets) -> None:
        asked = _number(next(iter(sheets.values())), "voters_outside")
        self.mock.at(11)
        applied = [
            home_voting.apply(
                self.workspace, self.chair, voter_id, Ground.HEALTH, written=True
            ).entry_id
            for voter_id in self._own()[-asked:]
        ]
        self.mock.at(13)
        taken = tuple((ballot_id, asked + SPARE_AT_HOME) for ballot_id in sheets)
        trip = TripOut(MOBILE, self.issuing[0], self.issuing[1], SEAL, taken, tuple(applied))
        gone = home_trips.depart(self.workspace, self.chair, trip)
        self.mock.at(15)
        counts = tuple(TripCount(b, asked, 0, SPARE_AT_HOME) for b in sheets)
        back = TripBack(gone.entry_id, SEAL, counts)
        home_trips.come_back(self.workspace, self.chair, back)
        for application in applied:
            home_voting.serve(self.workspace, self.chair, application)

    def _spoiled(self, sheets: Sheets) -> None:
        self.mock.at(16)
        for ballot_id, sheet in sheets.items():
            if spoiled := _number(sheet, "ballots_spoiled"):
                self._moved(Movement.SPOILED, ballot_id, spoiled, self.issuing[0])

    def _close(self, sheets: Sheets) -> None:
        """The signatures of the list, page by page, then the list is closed for good."""
        self.mock.at(20, 5)
        self._take(Step.VOTING_CLOSED)
        certificates.all_signed(self.workspace, self.secretary)
        for place, member in enumerate(self.issuing):
            signed = {b: self._at_table(sheet, place) for b, sheet in sheets.items()}
            self._pages(str(place + 1), member, signed)
        self._take(Step.SIGNATURES_COUNTED, Step.LIST_CLOSED)

    def _pages(self, table: str, member: str, signed: Mapping[str, int]) -> None:
        whole = max(signed.values())
        last = -(-whole // PAGE)
        signatures.set_table(self.workspace, self.chair, ListTable(table, member, 1, last))
        for page in range(1, last + 1):
            count = min(PAGE, whole - PAGE * (page - 1))
            fewer = tuple((b, whole - n) for b, n in signed.items() if n < whole and page == 1)
            one = PageCount(table, page, member, count, fewer)
            signatures.count_page(self.workspace, self.chair, one)

    def _unused(self, sheets: Sheets) -> None:
        self.mock.at(20, 40)
        for ballot_id, sheet in sheets.items():
            for member in self.issuing:
                self._moved(Movement.RETURNED, ballot_id, SPARE, member)
            self._moved(Movement.UNUSED, ballot_id, _number(sheet, "ballots_unused"))
        self._take(Step.UNUSED_CANCELLED)

    def _at_table(self, sheet: Mapping[str, Figure], place: int) -> int:
        issued = _number(sheet, f"member.{self.issuing[place]}.issued")
        return issued - (_number(sheet, "voters_outside") if place == 0 else 0)

    def _own(self) -> Sequence[str]:
        """Voters of the delivered list who are on it now, in its order."""
        with self.workspace.store.begin() as work:
            rows = [v for v, found in everybody(work) if found is Standing.LISTED and v.list_number]
        return [voter.voter_id for voter in sorted(rows, key=lambda voter: voter.list_number)]

    def _moved(
        self, kind: Movement, ballot_id: str, count: int, member: str = "", act: str = ""
    ) -> None:
        content = BallotMovement(kind, ballot_id, count, member, act)
        ballots.move(self.workspace, self.chair, content)

    def _take(self, *taken: Step) -> None:
        for step in taken:
            steps.take_step(self.workspace, self.chair, step, agreed=Agreed(self.secretary))


def _number(sheet: Mapping[str, Figure], cell: str) -> int:
    figure = sheet[cell]
    if not isinstance(figure, int):
        raise AssertionError(cell)
    return figure
