# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Two blind entries: which figure counts, what is open, who typed what, in which order."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.protocol.entries import (
    Comparison,
    TypedCell,
    TypedEntry,
    agreed_figure,
    compare,
    same_places,
    second_order,
    settled,
    who_typed,
)
from precinct_app.domain.protocol.entry_patterns import OtherSheet, PatternKind, place
from precinct_app.domain.protocol.sheet import NA, Figure
from tests.builders import a_moment
from tests.domain.protocol.shipped import ROWS, form, quiet

ORDER = ("a", "b", "votes.p1", "votes.p2")
CELLS = tuple(spec.cell for spec in form().cells(ROWS, form().relation("E101").level))


def entry(
    member: str, figures: Mapping[str, Figure], after: int = 0, *, finished: bool = True
) -> TypedEntry:
    """An entry typed at one moment, `after` minutes past noon."""
    moment = a_moment() + timedelta(minutes=after)
    cells = {cell: TypedCell(cell, figure, member, moment) for cell, figure in figures.items()}
    return TypedEntry(member, cells, moment if finished else None)


def both(
    first: Mapping[str, Figure],
    second: Mapping[str, Figure],
    *again: tuple[str, Mapping[str, Figure]],
) -> Comparison:
    rechecks = [entry(member, figures, 20 + place) for place, (member, figures) in enumerate(again)]
    return compare(entry("m2", first), entry("m4", second, 10), ORDER, rechecks)


SAME: dict[str, Figure] = {"a": 5, "b": NA, "votes.p1": 318, "votes.p2": 0}


def test_equal_entries_by_two_members_stand_at_once() -> None:
    found = both(SAME, SAME)
    assert found.agreed == SAME
    assert (found.differing, found.open, found.shown, found.once_more) == ((), (), (), ())
    assert settled(found)
    assert not found.one_typist
    assert not found.many_differ


@pytest.mark.parametrize("first", [318, NA])
@pytest.mark.parametrize("second", [381, 0])
def test_a_differing_cell_is_open_until_a_figure_was_typed_twice(
    first: Figure, second: Figure
) -> None:
    one, other = SAME | {"votes.p1": first}, SAME | {"votes.p1": second}
    found = both(one, other)
    assert found.differing == found.open == found.shown == found.single == ("votes.p1",)
    assert "votes.p1" not in found.agreed
    assert not settled(found)
    for figure in (first, second):
        met = both(one, other, ("m2", {"votes.p1": figure}))
        assert met.agreed["votes.p1"] == figure
        assert settled(met)
        assert met.shown == ("votes.p1",)
    neither = both(one, other, ("m2", {"votes.p1": 400}))
    assert neither.once_more == ("votes.p1",)
    assert not settled(neither)
    twice = both(one, other, ("m2", {"votes.p1": 400}), ("m4", {"votes.p1": 400}))
    assert twice.agreed["votes.p1"] == 400
    assert twice.once_more == ()
    assert settled(twice)


def test_the_last_typing_decides() -> None:
    one, other = SAME | {"a": 6}, SAME
    found = both(one, other, ("m2", {"a": 6}), ("m4", {"a": 5}))
    assert found.agreed["a"] == 5
    found = both(one, other, ("m2", {"a": 6}), ("m4", {"a": 7}))
    assert found.open == ("a",)


def test_a_cell_left_empty_or_typed_by_nobody_is_open() -> None:
    short = {cell: figure for cell, figure in SAME.items() if cell != "b"}
    assert both(SAME, short).open == ("b",)
    nobody = both(short, short)
    assert nobody.differing == ()
    assert nobody.open == nobody.shown == ("b",)
    assert not settled(nobody)
    assert settled(both(short, short, ("m2", {"b": 3}), ("m2", {"b": 3})))


def test_an_entry_that_is_not_finished_settles_nothing() -> None:
    for which in (0, 1):
        finished = [place != which for place in (0, 1)]
        pair = [
            entry(member, SAME, 10 * place, finished=finished[place])
            for place, member in enumerate(("m2", "m4"))
        ]
        assert not settled(compare(pair[0], pair[1], ORDER))


def test_one_member_alone_needs_a_reason() -> None:
    found = compare(entry("m2", SAME), entry("m2", SAME, 10), ORDER)
    assert found.one_typist
    assert not settled(found)
    assert not settled(found, "  ")
    assert settled(found, "the others went home")


def test_who_typed_what_and_when_is_told_oldest_first() -> None:
    found = both(SAME | {"a": 6}, SAME, ("m5", {"a": 7}), ("m2", {"a": 7}))
    told = [(t.member_id, t.figure) for t in found.typed["a"]]
    assert told == [("m2", 6), ("m4", 5), ("m5", 7), ("m2", 7)]
    times = [t.typed_at for t in found.typed["a"]]
    assert times == sorted(times)
    assert [t.figure for t in found.typed["b"]] == [NA, NA]


def test_a_first_entry_typed_anew_is_the_last_word() -> None:
    late = entry("m2", SAME | {"a": 9}, 60)
    typed = who_typed((late, entry("m4", SAME, 10)), ORDER)
    assert [t.member_id for t in typed["a"]] == ["m4", "m2"]
    assert agreed_figure(typed["a"]) is None


@given(st.lists(st.integers(0, 3), max_size=8))
def test_a_figure_counts_when_it_was_typed_before(figures: list[int]) -> None:
    start = a_moment()
    typed = [
        TypedCell("a", figure, "m2", start + timedelta(seconds=place))
        for place, figure in enumerate(figures)
    ]
    counts = agreed_figure(typed)
    if counts is None:
        assert not figures or figures[-1] not in figures[:-1]
    else:
        assert counts == figures[-1]
        assert [f == counts for f in figures].count(True) >= 2


@given(st.data())
def test_two_more_typings_always_settle_a_cell(data: st.DataObject) -> None:
    """No cell is without a way to finish, whatever was typed into it before."""
    before = data.draw(st.lists(st.integers(0, 9), min_size=2, max_size=6))
    right = data.draw(st.integers(0, 9))
    again = [("m2", {"a": figure}) for figure in [*before[2:], right, right]]
    found = both(SAME | {"a": before[0]}, SAME | {"a": before[1]}, *again)
    assert found.agreed["a"] == right


def test_the_second_entry_runs_from_the_bottom_and_keeps_rows_together() -> None:
    order = ("a", "member.m2.issued", "member.m2.lost", "member.m4.issued", "member.m4.lost", "z")
    assert second_order(order) == (
        "z", "member.m4.issued", "member.m4.lost", "member.m2.issued", "member.m2.lost", "a",
    )  # fmt: skip


def test_on_a_shipped_form_the_second_order_has_the_same_cells_and_undoes_itself() -> None:
    backward = second_order(CELLS)
    assert backward != CELLS
    assert sorted(backward) == sorted(CELLS)
    assert second_order(backward) == CELLS
    rows = [key for key, _ in groupby(backward, key=place)]
    assert len(rows) == len(set(rows))


def test_places_of_two_sheets_fit_when_their_lines_do() -> None:
    there = ("a", "b", "votes.q1", "votes.q2")
    assert same_places(ORDER, there) == {
        "a": "a", "b": "b", "votes.p1": "votes.q1", "votes.p2": "votes.q2",
    }  # fmt: skip
    assert same_places(ORDER, there[:3]) is None
    assert same_places(ORDER, ("a", "c", "votes.q1", "votes.q2")) is None


def shown_order(figures: Mapping[str, Figure]) -> Sequence[str]:
    return tuple(figures)


def test_patterns_and_single_cells_are_told_apart() -> None:
    figures = quiet()
    swapped = figures | {"votes.p1": figures["votes.p2"], "votes.p2": figures["votes.p1"]}
    second = swapped | {"ballots_unused": 424}
    found = compare(entry("m2", figures), entry("m4", second, 10), shown_order(figures))
    assert [pattern.kind for pattern in found.patterns] == [PatternKind.ROWS_SWAPPED]
    assert found.single == ("ballots_unused",)
    swap = found.pattern_of("votes.p1")
    assert swap is not None
    assert found.pattern_of("ballots_unused") is None


def test_when_half_the_cells_differ_another_sheet_was_perhaps_typed() -> None:
    figures = quiet()
    other = {cell: int(figure) + 1 for cell, figure in figures.items() if isinstance(figure, int)}
    few = compare(entry("m2", figures), entry("m4", figures | {"a": 1}, 10), tuple(figures))
    many = compare(entry("m2", figures), entry("m4", other, 10), tuple(figures))
    assert not few.many_differ
    assert many.many_differ


def test_other_sheets_are_looked_at_when_they_are_given() -> None:
    figures = quiet()
    other = {cell: int(figure) + 7 for cell, figure in figures.items() if isinstance(figure, int)}
    first, second = entry("m2", figures), entry("m4", other, 10)
    there = OtherSheet("b2", other, figures)
    found = compare(first, second, tuple(figures), others=[there])
    assert [(p.kind, p.ballot_id) for p in found.patterns] == [(PatternKind.SHEETS_EXCHANGED, "b2")]
    assert compare(first, second, tuple(figures)).patterns == ()


def test_an_entry_is_its_figures() -> None:
    assert entry("m2", SAME, finished=False).figures == SAME
