# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Weights of remedies, reckoned by hand on sheets of a few cells."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form, Grade
from precinct_app.domain.protocol.sheet import Figure, Rows, Sheet
from precinct_app.domain.protocol.slip_kinds import SHARES, TWO_SLIPS, Kind
from precinct_app.domain.protocol.slip_ranking import STANDING
from precinct_app.domain.protocol.slips import Slip, candidates
from tests.domain.protocol.small_forms import small

SUM = small("a, b, c", E001="a == b + c")
ROWS = Rows(votes=("p1", "p2", "p3"), box=("1",))


def ranked(
    form: Form, others: Sequence[Mapping[str, int]] = (), /, **figures: Figure
) -> list[Slip]:
    named = {cell.replace("__", "."): figure for cell, figure in figures.items()}
    checker = Checker(form, ROWS, Level.COUNT_ONLY, {}, None)
    return candidates(checker, Sheet(named), [Sheet(other) for other in others])


def posteriors(found: Sequence[Slip]) -> dict[tuple[str, ...], float]:
    return {slip.cells: slip.posterior for slip in found}


def shares(*weights: float, unnamed: float) -> Any:
    total = sum(weights) + unnamed
    return pytest.approx([weight / total for weight in weights])


def test_a_weight_is_kind_by_place_by_figure() -> None:
    # 10 for 9 is any other number; 4 for 5 and 5 for 6 are one digit as well. All three cells can
    # be hit by either kind; the largest figure is 10; every pair of cells could be two slips.
    other, digit = SHARES[Kind.OTHER_NUMBER] / 9 / 3, SHARES[Kind.ONE_DIGIT] / 8 / 3
    found = ranked(SUM, a=10, b=4, c=5)
    assert [slip.cells for slip in found] == [("b",), ("c",), ("a",)]
    assert [slip.kind for slip in found] == [Kind.ONE_DIGIT, Kind.ONE_DIGIT, Kind.OTHER_NUMBER]
    two = TWO_SLIPS * (3 * 3 / 2) / 9 / 10
    assert [slip.posterior for slip in found] == shares(
        other + digit, other + digit, other, unnamed=two
    )


def test_cells_in_which_a_kind_can_happen_are_counted_on_the_right_sheet() -> None:
    # 0 for 19: of the right figures 19, 12 and 7 each can be left at 0. 12 for 0: none but this
    # one would be 0. 7 for 0 no less.
    zero = SHARES[Kind.LEFT_AT_ZERO] / 3
    two = TWO_SLIPS * (3 * 3 / 2) / 9 / 12
    (found,) = ranked(SUM, a=0, b=12, c=7)
    assert (found.cells, found.kind) == (("a",), Kind.LEFT_AT_ZERO)
    assert [found.posterior] == shares(zero, unnamed=two)
    free = small("a, b, c, d", E001="a == b + c")
    # b: 12 for 0, and then b and d may be "not zero"; a: 7 for 19, then the largest figure; or b and
    # d exchanged, one pair of five that differ.
    by_b, exchanged, by_a = ranked(free, a=7, b=12, c=7, d=0)
    none = SHARES[Kind.NOT_ZERO] / 12 / 2
    seven = SHARES[Kind.OTHER_NUMBER] / 18 / 3
    pair = SHARES[Kind.EXCHANGED] / 5
    two = TWO_SLIPS * (3 * 3 / 2) / 16 / 12
    assert [by_b.posterior, exchanged.posterior, by_a.posterior] == shares(
        none, pair, seven, unnamed=two
    )
    assert (by_b.kind, by_a.perhaps) == (Kind.NOT_ZERO, (19,))


def test_an_exchange_is_one_of_all_pairs_that_differ() -> None:
    form = small("a, b, c, d, e", E001="a == b + c")
    found = ranked(form, a=3, b=4, c=5, d=9, e=9)
    # Of ten pairs one is alike. Left to itself: a is 9, or 5 is lost to below zero.
    nine = {Kind.OTHER_NUMBER: 1 / 8 / 5, Kind.ONE_DIGIT: 1 / 8 / 5}
    alone = sum(SHARES[kind] * chance for kind, chance in nine.items())
    exchange = SHARES[Kind.EXCHANGED] / 9
    two = TWO_SLIPS * (3 * 3 / 2) / 25 / 9
    assert [slip.cells for slip in found] == [("a",), ("a", "d"), ("a", "e")]
    assert [slip.posterior for slip in found] == shares(alone, exchange, exchange, unnamed=two)
    assert found[1].kind is Kind.EXCHANGED
    assert (found[1].typed, found[1].perhaps) == ((3, 9), (9, 3))


def test_a_pair_that_stands_in_the_error_whole_is_counted_once() -> None:
    # 4 = 9 + 5: exchanged, 9 = 4 + 5. Or a is 14; the others may not be below zero.
    alone, pair = ranked(SUM, a=4, b=9, c=5)
    assert (alone.perhaps, pair.cells) == ((14,), ("a", "b"))
    fourteen = SHARES[Kind.OTHER_NUMBER] / 13 / 3 + SHARES[Kind.DIGIT_DROPPED] / 2 / 1
    fourteen += SHARES[Kind.ONE_DIGIT] / 18 / 3
    two = TWO_SLIPS * (3 * 3 / 2) / 9 / 9
    exchange = SHARES[Kind.EXCHANGED] / 3
    assert [alone.posterior, pair.posterior] == shares(fourteen, exchange, unnamed=two)


def test_a_shift_is_one_of_all_runs_of_a_column() -> None:
    form = small("v", "votes", E001="v == sum(votes)")
    found = posteriors(ranked(form, v=24, votes__p1=0, votes__p2=8, votes__p3=7))
    # Six runs: 0 passed over, to the second or the third row. 9 more are lacking.
    run = SHARES[Kind.ROW_SHIFTED] / 6
    assert found["votes.p1", "votes.p2"] == pytest.approx(found["votes.p1", "votes.p2", "votes.p3"])
    zero = SHARES[Kind.LEFT_AT_ZERO] / 4
    ratio = found["votes.p1",] / found["votes.p1", "votes.p2", "votes.p3"]
    # Left at 0, of four cells that could be, is the only kind that explains 0 for 9.
    assert ratio == pytest.approx(zero / run)


def test_a_shift_that_ends_where_what_was_lost_stands_looks_like_a_shorter_one() -> None:
    form = small("v", "votes", E001="v == sum(votes)")
    found = posteriors(ranked(form, v=26, votes__p1=0, votes__p2=8, votes__p3=9))
    # 8 9 9: the last 9 was lost or passed on.
    runs, zero = SHARES[Kind.ROW_SHIFTED] * 2 / 6, SHARES[Kind.LEFT_AT_ZERO] / 4
    assert found["votes.p1",] / found["votes.p1", "votes.p2"] == pytest.approx(zero / runs)


def test_a_shift_that_looks_like_another_counts_for_both() -> None:
    form = small("v", "votes", E001="v == sum(votes)")
    found = ranked(form, v=17, votes__p1=0, votes__p2=0, votes__p3=9)
    shift = next(slip for slip in found if slip.perhaps == (9, 8))
    single = next(slip for slip in found if slip.cells == ("votes.p1",))
    # 0 9 8 shifted from the first or from the second row looks the same.
    assert shift.cells == ("votes.p2", "votes.p3")
    weight = SHARES[Kind.ROW_SHIFTED] * 2 / 6
    # 8 0 9: the first was left at 0, or its 8 was lost to a 0 that belongs in the second row.
    zero = SHARES[Kind.LEFT_AT_ZERO] / 3
    ends = SHARES[Kind.ROW_SHIFTED] / 6
    assert shift.kind is Kind.ROW_SHIFTED
    assert single.posterior / shift.posterior == pytest.approx((zero + ends) / weight)


@pytest.mark.parametrize(
    ("code", "grade"), [("A002", Grade.ACT), ("W002", Grade.WARNING), ("N002", Grade.NOTICE)]
)
@pytest.mark.parametrize("gap", [1, 2, 5])
def test_what_goes_on_failing_makes_a_change_rare_by_its_gap(
    code: str, grade: Grade, gap: int
) -> None:
    form = small("a, b, c, d", E001="a == b + c", **{code: "d == 2 ballots"})
    right = posteriors(ranked(form, a=10, b=4, c=5, d=2))
    left = posteriors(ranked(form, a=10, b=4, c=5, d=2 + gap))
    # d is not to blame, so that all are rare alike; beside two slips at once they lose.
    rare = STANDING[grade] / gap
    assert left.keys() == right.keys()
    for cells, share in left.items():
        odds = right[cells] / (1 - sum(right.values()))
        assert share / (1 - sum(left.values())) == pytest.approx(rare * odds)


def test_a_change_that_mends_an_act_besides_is_likelier() -> None:
    form = small("a, b, c, d", E001="a == b + c", A002="b == 5 ballots", W003="d == 1 ballots")
    found = posteriors(ranked(form, a=10, b=4, c=5, d=3))
    plain = posteriors(ranked(small("a, b, c, d", E001="a == b + c"), a=10, b=4, c=5, d=3))
    gained = (found["b",] / found["c",]) / (plain["b",] / plain["c",])
    # With b the warning stays (gap 2); with c the act (gap 1): the rarest of what stays counts.
    assert gained == pytest.approx((STANDING[Grade.WARNING] / 2) / STANDING[Grade.ACT])


def test_a_gap_of_a_percentage_is_told_in_units() -> None:
    form = small("a, b, c, d, e", E001="a == b + c", W002="d <= 10% of e", A003="b == 5 ballots")
    plain = small("a, b, c, d, e", E001="a == b + c")
    figures = {"a": 10, "b": 4, "c": 5, "d": 8, "e": 50}
    found, beside = (posteriors(ranked(one, **figures)) for one in (form, plain))
    gained = (found["b",] / found["c",]) / (beside["b",] / beside["c",])
    assert gained == pytest.approx((STANDING[Grade.WARNING] / 3) / STANDING[Grade.ACT])


def test_how_often_lesser_findings_stand_on_right_sheets() -> None:
    assert STANDING == {Grade.ACT: 0.003, Grade.WARNING: 0.05, Grade.NOTICE: 0.125}


def test_a_flag_is_either_yes_or_no() -> None:
    form = small("m, n", "box/found/annulled", E001="m == sum(box.found where annulled)")
    found = ranked(form, m=5, n=20, box__1__found=5, box__1__annulled=0)
    by_cells = {slip.cells: slip for slip in found}
    # Left at 0 where 1 belongs: one of all four cells. 5 for 0: one of those that would be 0: the
    # flag is no more likely to have been typed as any of twenty numbers.
    flag, line = by_cells["box.1.annulled",], by_cells["m",]
    assert (flag.kind, line.kind) == (Kind.LEFT_AT_ZERO, Kind.NOT_ZERO)
    ratio = (SHARES[Kind.LEFT_AT_ZERO] / 4) / (SHARES[Kind.NOT_ZERO] / 20 / 2)
    assert flag.posterior / line.posterior == pytest.approx(ratio)
    found = ranked(form, m=0, n=20, box__1__found=5, box__1__annulled=1)
    by_cells = {slip.cells: slip for slip in found}
    flag, line = by_cells["box.1.annulled",], by_cells["m",]
    assert (flag.kind, line.kind) == (Kind.NOT_ZERO, Kind.LEFT_AT_ZERO)
    # "Not zero" can happen to m and to the flag; a flag is never one digit, so that for 5 in "found"
    # one digit has two cells left beside it.
    ratio = (SHARES[Kind.NOT_ZERO] / 2) / (SHARES[Kind.LEFT_AT_ZERO] / 4)
    assert flag.posterior / line.posterior == pytest.approx(ratio)


def test_a_flag_cannot_be_any_number() -> None:
    form = small("m, n", "box/found/annulled", E001="m == n")
    beside = small("m, n, o", "box/found", E001="m == n")
    with_flag = ranked(form, m=38, n=36, box__1__found=5, box__1__annulled=1)
    without = ranked(beside, m=38, n=36, o=0, box__1__found=5)
    # Both have three cells with one digit to be wrong, and one that cannot be.
    assert with_flag[0].posterior == pytest.approx(without[0].posterior, rel=1e-3)


def test_a_figure_of_another_ballot() -> None:
    figures = {"a": 10, "b": 4, "c": 5}
    alone = ranked(SUM, **figures)
    beside = ranked(SUM, [{"a": 10, "b": 7}, {"a": 12, "c": 1}], **figures)
    weight, kinds = SHARES[Kind.OTHER_BALLOT] / 3 / 2, posteriors(alone)
    other = SHARES[Kind.OTHER_NUMBER] / 9 / 3
    found = {slip.cells: slip for slip in beside}
    assert found["a",].kind is Kind.OTHER_NUMBER
    ratio = found["a",].posterior / found["b",].posterior
    assert ratio == pytest.approx(kinds["a",] / kinds["b",] * (other + weight) / other)
    both = ranked(SUM, [{"a": 10}, {"a": 10}], **figures)
    assert {slip.cells: slip.kind for slip in both}["a",] is Kind.OTHER_BALLOT
    ratio = posteriors(both)["a",] / posteriors(both)["b",]
    assert ratio == pytest.approx(kinds["a",] / kinds["b",] * (other + 2 * weight) / other)
    assert posteriors(ranked(SUM, [{}], **figures)) == kinds


def test_cells_that_nothing_ties_down_take_their_share() -> None:
    form = small("a, b, c, d", E001="a == b + c", E002="d >= a")
    tied = posteriors(ranked(form, a=10, b=4, c=5, d=12))
    # Beyond 12 a second error fails, which only a can mend: down to 9.
    assert set(tied) == {("a",), ("b",), ("c",)}
    assert set(posteriors(ranked(form, a=13, b=4, c=5, d=12))) == {("a",)}
    free = small("a, b, c", E001="a <= b")
    # b is anything from 60: one of three cells is free, and another stands in no error at all.
    # a is 0 or 1: one of three cells in which either "not zero" or the rest can happen.
    found = {(slip.cells, slip.perhaps): slip.posterior for slip in ranked(free, a=60, b=1, c=70)}
    none = SHARES[Kind.NOT_ZERO] / 70 / 1
    one = SHARES[Kind.OTHER_NUMBER] / 69 / 3
    pair = SHARES[Kind.EXCHANGED] / 3
    two = TWO_SLIPS * (2 * 2 / 2) / 9 / 70
    wanted = {(("a",), (0,)): none, (("a",), (1,)): one, (("a", "b"), (1, 60)): pair,
              (("b", "c"), (70, 1)): pair}  # fmt: skip
    assert found.keys() == wanted.keys()
    assert [found[key] for key in wanted] == shares(*wanted.values(), unnamed=1 / 3 + two)


def test_two_slips_at_once_are_pairs_that_touch_every_error() -> None:
    form = small("a, b, c, d", E001="a == b + c", E002="d == a")
    found = ranked(form, a=10, b=4, c=5, d=9)
    # a mends both; two slips: a with anything but itself being enough, b or c with d.
    (one,) = found
    weight = SHARES[Kind.OTHER_NUMBER] / 9 / 4
    # Touching sets: a both, b and c the first, d the second.
    pairs = 1 * 1 / 2 + 1 * 2 + 1 * 1 + 2 * 1
    two = TWO_SLIPS * pairs / 16 / 10
    assert [one.posterior] == shares(weight, unnamed=two)


def test_equals_stand_in_official_order() -> None:
    form = small("c, b, a", E001="a == b + c")
    assert [slip.cells for slip in ranked(form, a=11, b=5, c=5)] == [("c",), ("b",), ("a",)]
