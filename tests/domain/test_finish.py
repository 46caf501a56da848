# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The six rows of a finish: from any state something can be done, and the end is reached."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import Reason
from precinct_app.domain.finish import AtDistrict, Facts, Row, State, Way, way_of
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.missing import Missing, WhyNot
from precinct_app.domain.registers.handing import (
    BundlePacked,
    BundleWritten,
    Outcome,
    Packed,
    ReceiptTaken,
)
from precinct_app.domain.registers.signing import Obstacle

ROLES = {"m1": Role.CHAIR, "m2": Role.DEPUTY, "m3": Role.SECRETARY, "m4": Role.MEMBER}
BOTH = (ExpectedSigner("m1", Role.CHAIR), ExpectedSigner("m3", Role.SECRETARY))
WAITING = (Reason("freeze.not_entered_twice"),)
OPEN = Facts(
    final=False, waiting=WAITING, signers=(), signed_by=(), missing=(), sealed=False,
    on_paper=False, posted=False, copies=0, stale=0, packed=False, written=False,
    without=frozenset(),
)  # fmt: skip
FINAL = replace(OPEN, final=True, waiting=(), signers=BOTH)
SIGNED = replace(FINAL, signed_by=("m1", "m3"), sealed=True)
ALL = replace(
    SIGNED, on_paper=True, posted=True, copies=2, packed=True, written=True
)  # fmt: skip
LETTERS = {State.DONE: "d", State.OPEN: "o", State.BLOCKED: "b", State.WITHOUT: "w"}


def way(facts: Facts, **changes: object) -> Way:
    return way_of(replace(facts, **changes), ROLES)  # type: ignore[arg-type]


def rows(found: Way) -> str:
    return "".join(LETTERS[row.state] for row in found.rows)


def without(*obstacles: Obstacle) -> dict[str, object]:
    return {"without": frozenset(obstacles)}


@pytest.mark.parametrize(
    ("facts", "changes", "told"),
    [
        (OPEN, {}, "obbbbb"),
        (OPEN, {"waiting": ()}, "obbbbb"),
        (FINAL, {}, "dobbbb"),
        (FINAL, {"waiting": WAITING}, "obbbbb"),
        (FINAL, {"signed_by": ("m1",)}, "dooboo"),
        (SIGNED, {}, "ddoboo"),
        (SIGNED, {"on_paper": True}, "dddooo"),
        (SIGNED, {"packed": True}, "ddoboo"),
        (ALL, {}, "dddddd"),
        (ALL, {"stale": 2}, "ddddod"),
        (FINAL, without(Obstacle.NO_KEY), "dwobbo"),
        (FINAL, without(Obstacle.NO_KEY) | {"on_paper": True}, "dwdooo"),
        (SIGNED, without(Obstacle.NO_PRINTER), "ddoboo"),
        (SIGNED, without(Obstacle.NOT_POSTED, Obstacle.NO_COPIES, Obstacle.NO_STICK), "ddowww"),
        (FINAL, {"signed_by": ("m1",), "missing": (Missing("m3", WhyNot.ILL),)}, "dwoboo"),
    ],
)
def test_rows(facts: Facts, changes: dict[str, object], told: str) -> None:
    assert rows(way(facts, **changes)) == told


def test_rows_say_what_they_wait_for() -> None:
    def keys(found: Way, row: Row) -> list[str]:
        return [reason.key for one in found.rows if one.row is row for reason in one.reasons]

    assert keys(way(OPEN), Row.ACTS) == ["freeze.not_entered_twice"]
    assert keys(way(OPEN, waiting=()), Row.ACTS) == ["finish.make_final"]
    assert keys(way(FINAL), Row.SIGNATURES) == ["finish.unsigned"] * 2
    assert keys(way(SIGNED, **without(Obstacle.NO_PRINTER)), Row.PAPER) == ["finish.copy_by_hand"]
    assert keys(way(ALL, stale=2), Row.COPIES) == ["finish.stale_copies"]
    assert keys(way(SIGNED, packed=True), Row.STICK) == ["finish.not_written"]


@pytest.mark.parametrize(
    ("facts", "changes", "rungs", "why", "at_district"),
    [
        (OPEN, {}, (), "", "accepts"),
        (FINAL, {}, (), "", "accepts"),
        (SIGNED, {}, (1,), "", "accepts"),
        (SIGNED, {"missing": (Missing("m4", WhyNot.REFUSES),)}, (1,), "", "accepts"),
        (FINAL, {"signed_by": ("m1",), "sealed": True}, (2,), "unsigned", "compares"),
        (
            SIGNED, {"signers": BOTH[1:], "signed_by": ("m3",),
                     "missing": (Missing("m1", WhyNot.AWAY),)}, (2,), "away", "compares",
        ),
        (FINAL, without(Obstacle.NO_KEY), (3,), "without_key", "asks_paper"),
        (SIGNED, without(Obstacle.NO_KEY), (1,), "", "accepts"),
        (SIGNED, without(Obstacle.NO_PRINTER), (4,), "without_printer", "compares"),
        (
            FINAL, without(Obstacle.NO_KEY, Obstacle.NO_PRINTER), (3, 4),
            "without_key without_printer", "asks_paper",
        ),
        (SIGNED, without(Obstacle.NO_STICK), (1,), "without_stick", "types"),
        (ALL, without(Obstacle.NO_STICK), (1,), "without_stick", "accepts"),
    ],
)  # fmt: skip
def test_rungs_and_the_district(
    facts: Facts, changes: dict[str, object], rungs: tuple[int, ...], why: str, at_district: str
) -> None:
    found = way(facts, **changes)
    assert found.rungs == rungs
    assert [reason.key for reason in found.why] == [f"finish.{one}" for one in why.split()]
    assert found.at_district is AtDistrict(at_district)


def test_next_and_done() -> None:
    assert (way(OPEN).next, way(OPEN).done) == (Row.ACTS, 0)
    assert (way(SIGNED).next, way(SIGNED).done) == (Row.PAPER, 2)
    assert (way(ALL).next, way(ALL).done) == (None, 6)


@given(
    st.builds(
        Facts, final=st.booleans(), waiting=st.sampled_from([(), WAITING]), signers=st.just(BOTH),
        signed_by=st.sampled_from([(), ("m1",), ("m1", "m3")]),
        missing=st.sampled_from([(), (Missing("m3", WhyNot.REFUSES),)]), sealed=st.booleans(),
        on_paper=st.booleans(), posted=st.booleans(), copies=st.integers(0, 1),
        stale=st.integers(0, 1), packed=st.booleans(), written=st.booleans(),
        without=st.frozensets(st.sampled_from(Obstacle)),
    )
)  # fmt: skip
def test_no_state_is_without_a_way_on(facts: Facts) -> None:
    """Whatever happened and whatever is missing, a row can be done now, or all are behind."""
    found = way_of(facts, ROLES)
    assert found.next is not None or found.done == len(Row)


def test_hand_overs_are_looked_up_by_receiver_and_number() -> None:
    packed = BundlePacked("terr", 2, "b.zip", "f", "m", (Packed("list", 1, (1,)),))
    assert packed.subject == "terr"
    assert BundleWritten(2, "f").subject == "2"
    moment = datetime(2023, 3, 20, tzinfo=UTC)
    assert ReceiptTaken(2, "terr", moment, (Outcome("list", 1, "accepted"),), "f").subject == "2"
