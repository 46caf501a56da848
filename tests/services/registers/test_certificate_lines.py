# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Fourteen certificates each way against plain counters, and the relations over their lines."""

from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

import pytest

from precinct_app.domain.certificates import Destination
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Distance, Level
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.check import check
from precinct_app.domain.protocol.sheet import Sheet, Source
from precinct_app.domain.registers.certificate_stock import Stock, StockEntry
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.lines import Lines
from precinct_app.domain.registers.marks import Place
from precinct_app.domain.registers.number_range import NumberRange
from precinct_app.services.mock_voters import mock_voter
from precinct_app.services.registers import (
    certificate_acceptance,
    certificate_issue,
    certificate_stock,
    certificates,
    levels,
    marks,
    steps,
    voter_changes,
)
from tests.services.certificates import HOLDER, KIND, give_certificate, paper, take_certificate
from tests.services.conftest import PRECINCT, Station

EACH_WAY = 14
BALLOTS = ("mazhilis_list", "mazhilis_single", "region_list", "region_single", "district_single")


@dataclass
class Tally:
    """What the script itself counted; it never reads the database."""

    out: int = 0
    issued: int = 0
    blanks: Counter[str] = field(default_factory=Counter)
    entered: Counter[str] = field(default_factory=Counter)
    signed: Counter[str] = field(default_factory=Counter)
    papers: int = 0


def lines_of(station: Station, ballot_id: str) -> Lines:
    ballot = station.workspace.election.ballot(ballot_id)
    with station.workspace.store.begin() as work:
        return certificates.lines(station.workspace, work, ballot)


def figures(station: Station, kind: str) -> dict[str, int]:
    ballots = station.workspace.election.ballots_of(PRECINCT)
    found = next(b for b in ballots if b.kind == kind)
    return {cell: f.figure for cell, f in lines_of(station, found.ballot_id).items()}


def keep_stock(station: Station, tally: Tally, what: Stock, *numbers: tuple[str, str]) -> None:
    ranges = tuple(NumberRange("AB", first, last) for first, last in numbers)
    count = sum(one.count for one in ranges)
    certificate_stock.keep_stock(
        station.workspace, station.actor(), StockEntry(KIND, what, count, ranges, "act 4")
    )
    tally.blanks[what.value] += count


def days_before(station: Station, tally: Tally, random: Random) -> None:
    station.at(9, days=-14)
    keep_stock(station, tally, Stock.RECEIVED, ("0001", "0030"))
    keep_stock(station, tally, Stock.SURPLUS, ("0031", "0031"))
    blanks = [f"{number:04d}" for number in range(1, 32)]
    random.shuffle(blanks)
    keep_stock(station, tally, Stock.SPOILED, *[(n, n) for n in (blanks.pop(), blanks.pop())])
    keep_stock(station, tally, Stock.LOST, *[(n, n) for n in (blanks.pop(),)])
    leaving = random.sample(station.voters, EACH_WAY + 1)
    region = Destination("KOS", "Басқа ауыл")
    for day, voter in enumerate(leaving):
        station.at(10 + day % 8, days=-13 + day % 12)
        changes = {"destination": region} if random.random() < 0.5 else {}
        give_certificate(station, voter.voter_id, blanks.pop(), **changes)  # type: ignore[arg-type]
    undone = random.choice(certificates.registers(station.workspace, station.actor()).issued)
    certificate_issue.undo_issue(
        station.workspace, station.actor(), undone.entry.entry_id, "the application was withdrawn"
    )
    tally.issued = tally.out = EACH_WAY
    station.at(18, days=-1)
    left = 31 - 2 - 1 - EACH_WAY
    (account,) = certificate_stock.stock(station.workspace, station.actor())
    assert sum(one.count for one in account.should_lie) == left
    numbers = [(one.first, one.last) for one in account.should_lie]
    keep_stock(station, tally, Stock.UNUSED, *numbers)


def polling_day(station: Station, tally: Tally, random: Random) -> list[tuple[str, bool]]:
    """Holders with whether they come from another region; one acceptance is undone."""
    holders: list[tuple[str, bool]] = []
    station.at(8)
    for number in range(EACH_WAY + 1):
        away = random.random() < 0.5
        distance = Distance.ELSEWHERE if away else Distance.SAME_REGION
        holder = replace(mock_voter(number), iin="")
        (entry,) = take_certificate(
            station, paper(station, f"{number:05d}", distance), holder=holder, namesake_seen=True
        )
        if number == EACH_WAY:
            certificate_acceptance.undo_acceptance(
                station.workspace, station.actor(), entry.entry_id, "read the wrong way round"
            )
            break
        holders.append((entry.content.certificate.voter_id, away))
        tally.papers += 1
        tally.entered.update(["mazhilis_list"] if away else ["mazhilis_list", "region_list"])
    back = [row for row in certificates.registers(station.workspace, station.actor()).issued
            if row.is_out][3]  # fmt: skip
    voter_changes.include_again(station.workspace, station.actor(), back.voter.voter_id)
    tally.out -= 1
    return holders


def expect(station: Station, tally: Tally, kind: str) -> None:
    found = figures(station, kind)
    stock = {
        f"kind.{KIND}.{column}": tally.blanks[column]
        for column in ("received", "surplus", "spoiled", "unused", "lost")
    }
    assert found == {
        **stock, f"kind.{KIND}.issued": tally.issued, "certificates_out": tally.out,
        "certificates_in": tally.entered[kind], "certificates_used": tally.signed[kind],
        "voters_by_certificate": tally.signed[kind],
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_fourteen_each_way_with_marks(station: Station, seed: int) -> None:
    random, tally = Random(seed), Tally()
    station.level(Level.MARKS)
    days_before(station, tally, random)
    holders = polling_day(station, tally, random)
    for voter, away in holders:
        if random.random() < 0.2:
            continue
        given = ["mazhilis_list"] if away else ["mazhilis_list", "region_list"]
        refused = [given.pop()] if random.random() < 0.3 else []
        marks.mark(
            station.workspace, station.actor(), voter, issued_by=station.actor().member_id,
            table="1", refused=refused,
        )  # fmt: skip
        tally.signed.update(given)
    for own in random.sample(station.voters, 5):
        if marks.handing(station.workspace, station.actor(), own.voter_id).give:
            marks.mark(
                station.workspace, station.actor(), own.voter_id,
                issued_by=station.actor().member_id, table="1",
            )  # fmt: skip
    for kind in BALLOTS:
        expect(station, tally, kind)


@pytest.mark.parametrize("seed", range(3))
def test_fourteen_each_way_with_registers(station: Station, seed: int) -> None:
    """Below marks: one at home, one who signed for a ballot that is not his, one who did not vote."""
    random, tally = Random(seed), Tally()
    days_before(station, tally, random)
    holders = polling_day(station, tally, random)
    workspace, actor = station.workspace, station.actor()
    assert "certificates_used" not in figures(station, "mazhilis_list")
    (home, home_away), (wrong, _), (silent, _), *others = holders
    ballots = ["mazhilis_list"] if home_away else ["mazhilis_list", "region_list"]
    with workspace.store.begin() as work:
        due = marks.due_now(workspace, work, home, ())
        marks.keep_mark(
            workspace, work, actor, due, (), voter_id=home, issued_by=actor.member_id,
            place=Place.HOME, where="trip",
        )  # fmt: skip
    tally.signed.update(ballots)
    single = next(b for b in workspace.precinct.ballot_ids if b.startswith("mazhilis_single"))
    certificates.holder_signed(workspace, actor, wrong, ["mazhilis_list", single])
    tally.signed.update(["mazhilis_list", "mazhilis_single"])
    certificates.holder_signed(workspace, actor, silent, [])
    refusing, refusing_away = others[0]
    marks.refuse_ballots(
        workspace, actor, refusing, ["mazhilis_list"], issued_by=actor.member_id, table="1"
    )
    tally.signed.update([] if refusing_away else ["region_list"])
    assert certificates.all_signed(workspace, actor) == len(others)
    for _, away in others[1:]:
        tally.signed.update(["mazhilis_list"] if away else ["mazhilis_list", "region_list"])
    for kind in BALLOTS:
        expect(station, tally, kind)
    assert certificates.registers(workspace, actor).unsigned == ()
    station.at(20, 5)
    for step in (Step.VOTING_CLOSED, Step.LIST_CLOSED):
        steps.take_step(workspace, station.actor(Role.CHAIR), step)
    for kind in BALLOTS:
        expect(station, tally, kind)


def codes(station: Station, kind: str, **changes: int) -> set[str]:
    """Codes that fire over the certificates' lines alone, above level count only."""
    ballots = station.workspace.election.ballots_of(PRECINCT)
    ballot = next(b for b in ballots if b.kind == kind)
    form = station.workspace.form_of(ballot)
    found = figures(station, kind) | {k.replace("__", "."): n for k, n in changes.items()}
    report = check(
        form, Sheet(found), form.rows((), kind=(KIND,)), level=Level.REGISTERS, parameters={}
    )
    wanted = {"E108", "E110", "A115", "A121", "A403"}
    return {finding.code for finding in report.findings if finding.code in wanted}


def test_the_relations_read_these_lines(station: Station) -> None:
    tally = Tally()
    station.at(10, days=-5)
    keep_stock(station, tally, Stock.RECEIVED, ("01", "10"))
    give_certificate(station, station.voters[0].voter_id, "01")
    station.at(18, days=-1)
    keep_stock(station, tally, Stock.UNUSED, ("02", "10"))
    station.at(9)
    (entry,) = take_certificate(station, paper(station, "1"), holder=HOLDER)
    holder = entry.content.certificate.voter_id
    certificates.holder_signed(station.workspace, station.actor(), holder, ["mazhilis_list"])
    assert codes(station, "mazhilis_list") == set()
    assert codes(station, "mazhilis_list", voters_by_certificate=0) == {"E108"}
    assert codes(station, "mazhilis_list", kind__avc__unused=8) == {"E110"}
    assert codes(station, "mazhilis_list", kind__avc__unused=8, kind__avc__lost=1) == {"A115"}
    surplus = {"kind__avc__unused": 10, "kind__avc__surplus": 1}
    assert codes(station, "mazhilis_list", **surplus) == {"A121"}
    certificates.undo_signed(station.workspace, station.actor(), holder, "looked again")
    wrongly = ["mazhilis_list", "region_list"]
    certificates.holder_signed(station.workspace, station.actor(), holder, wrongly)
    assert codes(station, "mazhilis_list") == set()
    assert codes(station, "region_list") == {"A403"}


def test_each_line_has_its_source(station: Station) -> None:
    station.at(10, days=-5)
    keep_stock(station, Tally(), Stock.RECEIVED, ("01", "10"))
    found = lines_of(station, "mazhilis_list")
    assert found["kind.avc.received"].source is Source.COUNTED
    assert found["certificates_out"].source is Source.REGISTER
    assert "kind.avc.unused" not in found


def test_what_stands_on_paper_is_typed(station: Station) -> None:
    chair = station.actor(Role.CHAIR)
    assert lines_of(station, "mazhilis_list")
    levels.keep_on_paper(station.workspace, chair, Kept.CERTIFICATES, "the register is a book")
    assert lines_of(station, "mazhilis_list") == {}
    levels.keep_here(station.workspace, chair, Kept.CERTIFICATES, "typed in")
    assert lines_of(station, "mazhilis_list")
    station.level(Level.COUNT_ONLY)
    assert lines_of(station, "mazhilis_list") == {}
