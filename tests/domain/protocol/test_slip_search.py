# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which changes mend a sheet: beside trying every change by hand on forms of a few lines."""

from collections.abc import Iterator, Mapping
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form, Grade
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, NA, Figure, Rows, Sheet
from precinct_app.domain.protocol.slip_search import MANY, Layout
from precinct_app.domain.protocol.slips import candidates
from tests.domain.protocol.small_forms import small

ROWS = Rows(votes=("p1", "p2", "p3", "p4"), member=("m1", "m2"), box=("1", "2"))
Cells = Mapping[str, int]
Change = frozenset[tuple[str, int]]


def checker(form: Form) -> Checker:
    return Checker(form, ROWS, Level.COUNT_ONLY, {}, None)


def changes(form: Form, **figures: Figure) -> set[Change]:
    return named(form, {name.replace("__", "."): figure for name, figure in figures.items()})


def named(form: Form, figures: Mapping[str, Figure]) -> set[Change]:
    return remedies(checker(form), figures)


def remedies(judge: Checker, figures: Mapping[str, Figure]) -> set[Change]:
    found = candidates(judge, Sheet(figures))
    assert len(found) == len({(slip.cells, slip.perhaps) for slip in found})
    return {frozenset(zip(slip.cells, slip.perhaps, strict=True)) for slip in found}


def to(**figures: int) -> Change:
    return frozenset((name.replace("__", "."), figure) for name, figure in figures.items())


SUM = small("a, b, c", E001="a == b + c")


def test_each_cell_of_an_equality_may_be_the_wrong_one() -> None:
    assert changes(SUM, a=10, b=4, c=5) == {to(a=9), to(b=5), to(c=6)}


def test_a_sheet_without_errors_has_nothing_to_mend() -> None:
    assert changes(SUM, a=9, b=4, c=5) == set()
    assert changes(small("a, b", A001="a == b"), a=9, b=4) == set()


def test_no_figure_is_below_zero_or_too_long() -> None:
    assert changes(SUM, a=3, b=4, c=5) == {to(a=9)}
    assert changes(SUM, a=0, b=0, c=5) == {to(a=5), to(c=0)}
    most = LARGEST_FIGURE
    assert changes(SUM, a=5, b=most, c=5) == {to(b=0)}
    assert changes(SUM, a=most, b=0, c=most - 1) == {to(a=most - 1), to(b=1), to(c=most)}
    assert changes(small("a, b", E001="a == b + 1 ballots"), a=0, b=most) == set()


def test_two_cells_exchanged() -> None:
    form = small("a, b, c, d", E001="a == b + c")
    assert to(a=9, d=3) in changes(form, a=3, b=4, c=5, d=9)
    assert to(a=9, b=4) in changes(form, a=4, b=9, c=5, d=0)
    assert not any(len(change) > 1 for change in changes(form, a=10, b=4, c=5, d=10))


def test_two_of_the_same_weight_are_not_exchanged() -> None:
    assert not any(len(change) > 1 for change in changes(SUM, a=10, b=4, c=5))


def test_a_factor_must_divide() -> None:
    form = small("a, b", E001="a == 2 * b")
    assert changes(form, a=9, b=4) == {to(a=8)}
    assert changes(form, a=10, b=4) == {to(a=8), to(b=5)}
    assert changes(form, a=200, b=10) == {to(a=20), to(b=100)}
    assert changes(form, a=20, b=100) == {to(a=200), to(b=10)}
    assert changes(small("a, b", E001="2 * b == a"), a=10, b=4) == {to(a=8), to(b=5)}
    assert changes(small("a, b", E001="a == mandates * b"), a=10, b=4) == {to(a=8), to(b=5)}


def test_all_errors_must_be_mended_at_once() -> None:
    form = small("a, b, c, d", E001="a == b + c", E002="a == d")
    assert changes(form, a=10, b=4, c=5, d=9) == {to(a=9)}
    assert changes(form, a=10, b=4, c=5, d=8) == set()


@pytest.mark.parametrize("code", ["E002", "A002", "W002", "N002"])
def test_what_held_must_hold(code: str) -> None:
    form = small("a, b, c", E001="a == b + c", **{code: "b <= 4 ballots"})
    assert changes(form, a=10, b=4, c=5) == {to(a=9), to(c=6)}


def test_what_failed_may_not_fail_by_more() -> None:
    form = small("a, b, c", E001="a == b + c", W002="b <= 3 ballots")
    assert changes(form, a=10, b=4, c=5) == {to(a=9), to(c=6)}
    assert changes(form, a=8, b=4, c=5) == {to(a=9), to(b=3), to(c=4)}
    form = small("a, b, c", E001="a == b + c", W002="b >= 6 ballots")
    assert changes(form, a=10, b=4, c=5) == {to(a=9), to(b=5), to(c=6)}
    assert changes(form, a=8, b=4, c=5) == {to(a=9), to(c=4)}
    form = small("a, b, c", E001="a == b + c", A002="b == 6 ballots")
    assert changes(form, a=13, b=4, c=5) == {to(a=9), to(b=8), to(c=9)}
    assert changes(form, a=14, b=4, c=5) == {to(a=9), to(c=10)}
    assert changes(form, a=8, b=4, c=5) == {to(a=9), to(c=4)}


def test_a_percentage_bounds_too() -> None:
    form = small("a, b, c, d", E001="a == b + c", W001="b <= 10% of d")
    assert changes(form, a=10, b=4, c=5, d=50) == {to(a=9), to(b=5), to(c=6)}
    assert changes(form, a=10, b=4, c=5, d=49) == {to(a=9), to(c=6)}
    form = small("a, b, c, d", E001="a == b + c", W001="b <= 10% of d, up")
    assert changes(form, a=10, b=4, c=5, d=41) == {to(a=9), to(b=5), to(c=6)}


def test_figures_that_are_too_many_are_not_named() -> None:
    form = small("a, b", E001="a <= b")
    assert MANY == 30
    assert changes(form, a=30, b=29) == {to(a=n) for n in range(30)} | {to(a=29, b=30)}
    assert changes(form, a=31, b=30) == {to(a=30, b=31)}


def test_empty_cells_and_cells_that_do_not_apply_are_not_suspected() -> None:
    assert changes(SUM, a=10, b=4) == set()
    assert changes(SUM, a=10, b=4, c=NA) == {to(a=4), to(b=10)}
    form = small("a, b, c, d", E001="a == b + c", E002="b == d")
    assert changes(form, a=10, b=4, c=5) == {to(a=9), to(b=5), to(c=6)}


ANNULLED = small("m", "box/found/annulled", E001="m == sum(box.found where annulled)")
BOXES = {"box.1.found": 5, "box.1.annulled": 0, "box.2.found": 7, "box.2.annulled": 1}


def test_a_flag_may_be_wrong_and_counts_what_it_flags() -> None:
    assert named(ANNULLED, BOXES | {"m": 8}) == {to(m=7), to(box__2__found=8)}
    assert named(ANNULLED, BOXES | {"m": 12}) == {
        to(m=7), to(box__2__found=12), to(box__1__annulled=1),
    }  # fmt: skip
    assert named(ANNULLED, BOXES | {"m": 0}) == {
        to(m=7), to(box__2__found=0), to(box__2__annulled=0),
    }  # fmt: skip


def test_figures_in_a_row_that_is_not_flagged_move_nothing() -> None:
    assert named(ANNULLED, BOXES | {"m": 5, "box.2.annulled": 0, "box.2.found": 6}) == {
        to(m=0), to(box__1__annulled=1),
    }  # fmt: skip
    wanted = BOXES | {"m": 8}
    del wanted["box.1.annulled"]
    assert named(ANNULLED, wanted) == set()


def test_a_figure_that_is_counted_and_taken_off_again_moves_nothing() -> None:
    form = small(
        "m", "box/found/annulled",
        E001="m == sum(box.found) - sum(box.found where box.annulled)",
    )  # fmt: skip
    assert named(form, BOXES | {"m": 6}) == {to(m=5), to(box__1__found=6)}


def test_a_flag_may_ask_for_a_relation() -> None:
    form = small("a", "box/found/annulled", E001="box.found == 0 ballots; when annulled; each box")
    assert named(form, BOXES | {"a": 1}) == {to(box__2__annulled=0), to(box__2__found=0)}
    form = small(
        "a", "box/found/annulled", E001="box.found <= 5 ballots; when not annulled; each box"
    )
    assert named(form, BOXES | {"a": 1}) == set()
    wrong = BOXES | {"a": 1, "box.2.annulled": 0}
    few = {to(box__2__found=n) for n in range(6)}
    assert named(form, wrong) == few | {to(box__2__annulled=1), to(box__2__found=1, a=7)}


def test_what_a_change_asks_for_must_hold() -> None:
    for code in ("E002", "W002"):
        form = small(
            "a, b, c, d", E001="a == b + c", **{code: "d == 7 ballots; when b >= 5 ballots"}
        )
        for wrong in (1, 6, 8):
            assert changes(form, a=11, b=4, c=6, d=wrong) == {to(a=10), to(c=7)}
        assert changes(form, a=10, b=4, c=5, d=7) == {to(a=9), to(b=5), to(c=6)}
        assert changes(form, a=10, b=3, c=5, d=1) == {to(a=8), to(c=7)}


def test_what_a_change_no_longer_asks_for_is_mended() -> None:
    form = small("a, b, c, d", E001="a == b + c", W002="d == 7 ballots; when b >= 4 ballots")
    (found,) = [
        slip for slip in candidates(checker(form), Sheet({"a": 8, "b": 4, "c": 5, "d": 1}))
        if slip.cells == ("b",)
    ]  # fmt: skip
    assert (found.perhaps, found.mends) == ((3,), ("E001", "W002"))


def test_what_stays_asked_for_may_not_fail_by_more() -> None:
    form = small("a, b, c", E001="a == b + c", W002="b <= 2 ballots; when b >= 4 ballots")
    assert changes(form, a=10, b=4, c=5) == {to(a=9), to(c=6)}
    assert changes(form, a=10, b=7, c=5) == {to(a=12), to(b=5), to(c=3)}
    assert changes(form, a=8, b=7, c=5) == {to(a=12), to(b=3), to(c=1)}
    found = candidates(checker(form), Sheet({"a": 10, "b": 7, "c": 5}))
    assert {slip.mends for slip in found} == {("E001",)}


def test_a_cell_that_asks_for_the_error_it_stands_in() -> None:
    form = small("a, b", E001="a == b; when a >= 3 ballots", E002="a <= 9 ballots")
    # The figure that stands there is no remedy, nor are those with which the error is asked and fails.
    assert changes(form, a=5, b=4) == {to(a=n) for n in (0, 1, 2, 4)} | {to(b=5)}


def test_a_condition_on_an_empty_cell_asks_nothing() -> None:
    form = small("a, b, c, d", E001="a == b + c; when d >= 1 ballots")
    assert changes(form, a=10, b=4, c=5) == set()
    assert changes(form, a=10, b=4, c=5, d=0) == set()
    assert changes(form, a=10, b=4, c=5, d=1) == {to(a=9), to(b=5), to(c=6)}


VOTES = small("v", "votes", E001="v == sum(votes)")


def columns(*votes: int) -> dict[str, int]:
    return {f"votes.p{place}": figure for place, figure in enumerate(votes, start=1)}


def shifts(form: Form, figures: Mapping[str, Figure]) -> set[Change]:
    return {change for change in named(form, figures) if len(change) > 2}


def test_votes_one_row_too_low_from_a_row_left_at_zero() -> None:
    # Right: 5 6 7 8; the first row was passed over, the last figure found no row.
    assert to(votes__p1=5, votes__p2=6, votes__p3=7, votes__p4=8) in shifts(
        VOTES, columns(0, 5, 6, 7) | {"v": 26}
    )


def test_votes_one_row_too_high_from_a_figure_that_was_passed_over() -> None:
    # Right: 5 6 7 8; the 5 was passed over, the last row left at 0.
    assert to(votes__p1=5, votes__p2=6, votes__p3=7, votes__p4=8) in shifts(
        VOTES, columns(6, 7, 8, 0) | {"v": 26}
    )


def test_a_shift_may_end_before_the_last_row() -> None:
    found = shifts(VOTES, columns(0, 5, 6, 9) | {"v": 27})
    assert found == {to(votes__p1=5, votes__p2=6, votes__p3=7), to(
        votes__p1=5, votes__p2=6, votes__p3=9, votes__p4=7
    )}  # fmt: skip


def test_what_a_shift_lost_is_no_less_than_zero_and_no_more_than_a_figure_holds() -> None:
    assert shifts(VOTES, columns(0, 5, 6, 7) | {"v": 17}) == set()
    assert len(shifts(VOTES, columns(0, 5, 6, 7) | {"v": 18 + LARGEST_FIGURE})) == 2
    assert shifts(VOTES, columns(0, 5, 6, 7) | {"v": 18 + LARGEST_FIGURE + 1}) == set()


def test_only_an_equality_that_counts_rows_alike_tells_what_was_lost() -> None:
    figures = columns(0, 5, 6, 7)
    assert shifts(small("v", "votes", E001="v >= sum(votes)"), figures | {"v": 1}) == set()
    assert shifts(small("v", "votes", E001="v <= sum(votes)"), figures | {"v": 26}) == set()
    twice = small("v", "votes", E001="v == 2 * sum(votes)")
    assert to(votes__p1=5, votes__p2=6, votes__p3=7, votes__p4=8) in shifts(
        twice, figures | {"v": 52}
    )
    assert shifts(twice, figures | {"v": 53}) == set()
    rows = small(
        "v", "votes/yes/no", E001="votes.yes == votes.no; each votes", E002="v == sum(votes.yes)"
    )
    yes = {f"votes.p{place}.yes": figure for place, figure in enumerate((0, 5, 6, 7), start=1)}
    no = {f"votes.p{place}.no": figure for place, figure in enumerate((5, 6, 7, 8), start=1)}
    (found,) = shifts(rows, yes | no | {"v": 26})
    assert dict(found) == {f"votes.p{place}.yes": place + 4 for place in range(1, 5)}


STRUCK = Rows(votes=ROWS.votes, struck=frozenset({"p1"}))
"""The first option was struck after printing; its row must hold 0."""


@pytest.mark.parametrize(("sum_of", "valid", "count"), [("E", 18, 1), ("N", 18, 1), ("N", 17, 0)])
def test_a_sum_that_holds_tells_that_nothing_was_lost(
    sum_of: str, valid: int, count: int
) -> None:  # fmt: skip
    form = small("v", "votes", E001="votes == 0 votes; when struck; each votes",
                 **{f"{sum_of}002": "v == sum(votes)"})  # fmt: skip
    judge = Checker(form, STRUCK, Level.COUNT_ONLY, {}, None)
    found = candidates(judge, Sheet(columns(5, 6, 7, 0) | {"v": valid}))
    assert [slip.perhaps for slip in found if len(slip.cells) > 2] == [(0, 5, 6, 7)] * count


def test_a_column_of_one_row_or_with_an_empty_cell_does_not_shift() -> None:
    one, two = (Checker(VOTES, Rows(votes=ROWS.votes[:count]), Level.COUNT_ONLY, {}, None)
                for count in (1, 2))  # fmt: skip
    assert Layout(one).columns == []
    assert Layout(two).columns == [("votes.p1", "votes.p2")]
    whole = small("a", "votes", E001="sum(votes) == 26 votes")
    assert len(shifts(whole, columns(0, 5, 6, 7))) == 2
    figures = columns(0, 5, 6, 7) | {"v": 26}
    del figures["votes.p4"]
    assert shifts(VOTES, figures) == set()
    assert shifts(VOTES, columns(0, 5, 6, 7) | {"v": 26, "votes.p4": NA}) == set()


def test_members_and_boxes_do_not_shift() -> None:
    form = small("v", "member box/found", E001="v == sum(member)", E002="v == sum(box.found)")
    assert Layout(checker(form)).columns == []


def test_each_column_of_the_options_shifts_by_itself() -> None:
    form = small("v", "votes/yes/annulled/no", E001="v == sum(votes.yes)")
    columns = [[cell.rpartition(".")[2] for cell in c] for c in Layout(checker(form)).columns]
    assert columns == [["yes"] * 4, ["no"] * 4]


FORMS = [
    SUM, ANNULLED, VOTES,
    small("a, b, c, d", E001="a == b + c", E002="c <= d", A003="d == 0 ballots",
          W004="b <= 50% of a", N005="a == d"),
    small("a, b, c, d", E001="a == b + c; when d >= 2 ballots", E002="b == d; when a >= 3 ballots",
          W003="c >= 2 * d; when c <= 4 ballots"),
    small("a, m", "votes box/found/annulled", E001="a == sum(votes) + m",
          E002="m == sum(box.found where annulled)",
          A003="box.found == 0 ballots; when annulled; each box",
          W004="votes <= a - 1 votes; each votes; when a >= 4 ballots"),
    small("a, b", "votes", E001="a <= mandates * b", E002="votes <= b; each votes",
          E003="sum(votes) == a"),
]  # fmt: skip
FIGURES = st.one_of(st.integers(0, 8), st.just(0))
FAR = 60
"""Figures up to here are tried; with figures up to 8 more than `MANY` fit in between."""


def gaps(judge: Checker, figures: Cells) -> list[tuple[Grade, int]]:
    """By how much each relation fails; 0 where it holds or is not asked."""
    found = []
    for one in judge.ready:
        difference = judge.difference(one, Sheet(figures))
        holds = difference is None or one.spread.operator.holds(difference)
        found.append((one.relation.grade, 0 if holds else abs(difference or 0)))
    return found


def is_remedy(judge: Checker, before: Cells, after: Cells) -> bool:
    was, now = gaps(judge, before), gaps(judge, after)
    errors_hold = not any(gap for grade, gap in now if grade is Grade.ERROR)
    return errors_hold and all(new <= old for (_, old), (_, new) in zip(was, now, strict=True))


def tried(judge: Checker, figures: Cells) -> Iterator[Change]:
    """Every change of one cell, exchange of two and shift of a column that is a remedy."""
    flags = [cell for cell in figures if cell.endswith("annulled")]
    for cell, now in figures.items():
        truths = [1 - now] if cell in flags else [n for n in range(FAR) if n != now]
        found = [n for n in truths if is_remedy(judge, figures, {**figures, cell: n})]
        yield from (frozenset({(cell, n)}) for n in found if len(found) <= MANY)
    cells = [cell for cell in figures if cell not in flags]
    for one, other in combinations(cells, 2):
        after = {**figures, one: figures[other], other: figures[one]}
        if after != figures and is_remedy(judge, figures, after):
            yield changed(figures, after)
    votes = [cell for cell in figures if cell.startswith("votes.")]
    for start, end in permutations(range(len(votes)), 2):
        column = [figures[cell] for cell in votes]
        if column.pop(start) == 0:
            for lost in range(FAR):
                moved = [*column[:end], lost, *column[end:]]
                after = {**figures, **dict(zip(votes, moved, strict=True))}
                if after != figures and is_remedy(judge, figures, after):
                    yield changed(figures, after)


def changed(before: Cells, after: Cells) -> Change:
    return frozenset((cell, n) for cell, n in after.items() if before[cell] != n)


@given(st.sampled_from([checker(form) for form in FORMS]), st.data())
def test_remedies_are_those_that_trying_finds(judge: Checker, data: st.DataObject) -> None:
    figures = {
        spec.cell: data.draw(st.integers(0, 1) if spec.flag else FIGURES, spec.cell)
        for spec in judge.form.cells(ROWS, Level.COUNT_ONLY)
    }
    found = remedies(judge, figures)
    if not any(gap for grade, gap in gaps(judge, figures) if grade is Grade.ERROR):
        assert found == set()
        return
    found = {change for change in found if all(n < FAR for _, n in change)}
    wanted = set(tried(judge, figures))
    assert found <= wanted
    # Only a cell that switches an error off, and stands in none of them, is left out.
    turning = Layout(judge).turning
    assert all(any(cell in turning for cell, _ in change) for change in wanted - found)
