# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Slips planted on made-up nights, an ideal ranker that tries everything, the likely slip beside it."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.sheet import Rows, Sheet
from precinct_app.domain.protocol.slip_kinds import SHARES, Kind
from precinct_app.domain.protocol.slips import candidates
from precinct_app.services import slip_experiment
from precinct_app.services.slip_experiment import LEVEL, desk_of, planted_sheets, rows_of
from precinct_app.services.slip_ideal import IdealRanker
from precinct_app.services.slip_planting import PLANTED, Desk, plant, shifted, typings
from tests.domain.protocol.shipped import form
from tests.domain.protocol.small_forms import small


@pytest.mark.parametrize(
    ("kind", "truth", "made"),
    [
        (Kind.LEFT_AT_ZERO, 5, [0]),
        (Kind.LEFT_AT_ZERO, 0, []),
        (Kind.NOT_ZERO, 0, [1, 2, 3]),
        (Kind.NOT_ZERO, 2, []),
        (Kind.OTHER_NUMBER, 2, [1, 3]),
        (Kind.ONE_DIGIT, 5, [1, 2, 3, 4, 6, 7, 8, 9]),
        (Kind.DIGIT_DROPPED, 305, [5, 35, 30]),
        (Kind.DIGIT_DROPPED, 10, [1]),
        (Kind.DIGIT_DROPPED, 7, []),
        (Kind.TRANSPOSED, 120, [210, 102]),
        (Kind.TRANSPOSED, 33, []),
        (Kind.ONE_DIGIT, 0, []),
    ],
)
def test_what_a_slip_makes_of_a_figure(kind: Kind, truth: int, made: list[int]) -> None:
    assert list(typings(kind, truth, 3)) == made


def test_digits_are_added_anywhere() -> None:
    made = Counter(typings(Kind.DIGIT_ADDED, 12, 999))
    assert (made[112], made[122], made[120], made[102], made[12]) == (2, 2, 1, 1, 0)
    assert sum(made.values()) == 29


def test_a_flag_is_turned() -> None:
    desk = Desk(("yes",), frozenset({"yes"}), ())
    made = {(kind, truth): desk.typings("yes", kind, truth, 9) for kind in Kind for truth in (0, 1)}
    assert {key: one for key, one in made.items() if one} == {
        (Kind.LEFT_AT_ZERO, 1): [0], (Kind.NOT_ZERO, 0): [1],
    }  # fmt: skip


def test_rows_one_off() -> None:
    assert shifted([5, 6, 7, 8], 0, 3) == [0, 5, 6, 7]
    assert shifted([5, 6, 7, 8], 1, 2) == [5, 0, 6, 8]
    assert shifted([5, 6, 7, 8], 3, 0) == [6, 7, 8, 0]


RIGHT = {"a": 12, "b": 5, "c": 7, "flag": 1, "v1": 3, "v2": 0, "v3": 9}
DESK = Desk(tuple(RIGHT), frozenset({"flag"}), (("v1", "v2", "v3"),))


def test_kinds_are_planted_by_their_shares() -> None:
    random = Random(5)
    planted = [plant(DESK, RIGHT, random) for _ in range(5000)]
    kinds = Counter(one.kind for one in planted)
    assert set(kinds) <= set(PLANTED)
    for kind in PLANTED:
        assert kinds[kind] / 5000 == pytest.approx(SHARES[kind], abs=0.025), kind
    for one in planted:
        wrong = {cell for cell in RIGHT if one.typed[cell] != RIGHT[cell]}
        assert one.right == RIGHT
        assert wrong
        assert one.lines() == wrong
        if one.kind is Kind.EXCHANGED:
            assert "flag" not in wrong
            assert len(wrong) == 2
        elif one.kind is Kind.ROW_SHIFTED:
            assert wrong <= {"v1", "v2", "v3"}
        else:
            assert len(wrong) == 1


def test_the_lines_of_a_planted_slip_are_columns_of_tables() -> None:
    one = next(
        one
        for one in planted_sheets(Checker(form(), rows_of(3), LEVEL, {}, None), sheets=99, seed=1)
        if any(line.startswith("box.") for line in one.lines())
    )
    assert all(line.count(".") <= 1 for line in one.lines())


TWO = Rows(votes=("p1", "p2", "p3"), box=("1",))
SMALL = small(
    "a, b, c, z", "votes box/found/annulled", E001="a == sum(votes) + b",
    E002="c == sum(box.found where annulled)", E003="b <= c",
)  # fmt: skip
CHECKER = Checker(SMALL, TWO, Level.COUNT_ONLY, {}, None)
BIG = 5000
"""More than any other figure, in a cell that no relation reads."""


@st.composite
def right_sheets(draw: st.DrawFn) -> dict[str, int]:
    votes = draw(st.lists(st.integers(0, 900), min_size=3, max_size=3))
    found, annulled = draw(st.integers(1, 90)), draw(st.integers(0, 1))
    c = found * annulled
    b = draw(st.integers(0, c))
    cells = {f"votes.p{place}": figure for place, figure in enumerate(votes, start=1)}
    return {"a": sum(votes) + b, "b": b, "c": c, "z": BIG, **cells,
            "box.1.found": found, "box.1.annulled": annulled}  # fmt: skip


@given(right_sheets(), st.integers(0, 10**9))
def test_the_likely_slip_weighs_as_the_ideal_ranker_does(right: dict[str, int], seed: int) -> None:
    desk = desk_of(CHECKER)
    planted = plant(desk, {cell: right[cell] for cell in desk.cells}, Random(seed))
    if planted.typed["z"] != BIG or max(planted.typed.values()) > BIG:
        return
    found = candidates(CHECKER, Sheet(planted.typed))
    ideal = IdealRanker(CHECKER, desk, [planted.right]).weights(planted.typed)
    if all(one.relation.grade is not Grade.ERROR or one.spread.operator.holds(gap or 0)
           for one in CHECKER.ready
           for gap in [CHECKER.difference(one, Sheet(planted.typed))]):  # fmt: skip
        assert found == []
        return
    weighed = {
        frozenset(zip(slip.cells, slip.perhaps, strict=True)): slip.posterior for slip in found
    }
    assert set(weighed) <= set(ideal)
    cells = {slip.cells for slip in found}
    # What the ranker alone finds is a cell with too many figures to be named, and rivals of such.
    for cause in set(ideal) - set(weighed):
        assert tuple(sorted((c for c, _ in cause), key=desk.cells.index)) not in cells
    scale = sum(weighed.values()) / (sum(ideal[cause] for cause in weighed) or 1)
    zeros = [figure for cell, figure in planted.typed.items() if cell.startswith("votes")].count(0)
    for cause, posterior in weighed.items():
        if zeros == 0:
            assert posterior == pytest.approx(ideal[cause] * scale, rel=1e-6)


def test_the_same_seed_gives_the_same_figures() -> None:
    one, other = (
        slip_experiment.run(form(), rows_of(3), sheets=40, seed=3, learnt=40) for _ in range(2)
    )
    assert one == other
    assert one != slip_experiment.run(form(), rows_of(3), sheets=40, seed=4, learnt=40)


@pytest.mark.parametrize("options", [3, 8])
def test_the_likely_slip_comes_near_the_ideal(options: int) -> None:
    found = slip_experiment.run(form(), rows_of(options), sheets=150, seed=11, learnt=150)
    counts = found.counts
    assert (found.options, found.sheets) == (options, 150)
    assert found.of_sheets("noticed") > 0.85
    assert counts["first"] >= 0.95 * counts["ideal_first"]
    assert counts["three"] >= 0.95 * counts["ideal_three"]
    assert found.of_noticed("alone_wrong") < 0.03
    assert counts["alone"] == counts["alone_right"] + counts["alone_wrong"]
    assert counts["alone"] + counts["equals"] + counts["silent"] == counts["noticed"]
    assert counts["alone_right"] <= counts["shown_first"] <= counts["first"] <= counts["three"]
    assert counts["equals_right"] <= counts["equals"]
    kinds = {kind.value for kind in Kind}
    assert sum(n for name, n in found.planted.items() if name in kinds) == 150
    missed = sum(n for name, n in found.unnoticed.items() if name in kinds)
    assert missed == 150 - counts["noticed"]
    assert all(count <= found.planted[name] for name, count in found.unnoticed.items())


def test_right_nights_have_no_errors_and_now_and_then_something_less() -> None:
    checker = Checker(form(), rows_of(5), LEVEL, {}, None)
    random, seen = Random(2), Counter[str]()
    for _ in range(400):
        figures = Sheet(slip_experiment.right_night(checker, random))
        failed = [one for one in checker.judge(figures) if one.state == "failed"]
        assert all(one.relation.grade is not Grade.ERROR for one in failed)
        seen.update(one.relation.code for one in failed)
    assert 20 < seen["N304"] < 100
    assert 0 < seen["W303"] < 40
    assert seen["A103"] + seen["A202"] < 20
