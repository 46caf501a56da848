# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The likely slip: never a change, never what makes anything worse, alone only when it is sure."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import NA, Figure, Rows, Sheet, Source
from precinct_app.domain.protocol.slip_kinds import Kind
from precinct_app.domain.protocol.slip_search import Layout, Trouble
from precinct_app.domain.protocol.slips import (
    SURE,
    Slip,
    candidates,
    likely_slips,
    speaking,
)
from precinct_app.exchange.sheet_file import read_sheets
from precinct_app.services.form_files import open_form
from tests.domain.protocol.shipped import FORMS, ROWS, as_in, form, quiet, rows_of, sheet
from tests.domain.protocol.small_forms import small

FOREIGN = Path(__file__).parents[2] / "exchange/forms"
SUM = small("a, b, c", E001="a == b + c")
LEVEL = Level.COUNT_ONLY


def slips(**changes: int) -> list[Slip]:
    return likely_slips(form(), sheet(quiet(**changes)), ROWS, level=LEVEL)


def test_exchanged_digits_of_the_stationary_boxes_are_named_alone() -> None:
    (slip,) = slips(found_stationary=736)
    assert slip.cells == ("found_stationary",)
    assert (slip.typed, slip.perhaps) == ((736,), (763,))
    assert slip.kind is Kind.TRANSPOSED
    assert slip.posterior >= SURE
    assert slip.mends == ("E301",)
    assert slip.to_mapping()["to"] == [763]


def test_a_line_left_at_zero_is_named() -> None:
    (slip,) = slips(ballots_unused=0)
    assert slip.cells == ("ballots_unused",)
    assert slip.perhaps == (423,)
    assert slip.kind is Kind.LEFT_AT_ZERO


def test_a_total_in_two_relations_is_named_because_it_mends_both() -> None:
    (slip,) = slips(ballots_valid=570)
    assert slip.cells == ("ballots_valid",)
    assert set(slip.mends) == {"E305", "E306"}


def test_a_quiet_night_and_a_mere_notice_have_no_slip() -> None:
    assert slips() == []
    assert (
        slips(found_stationary=762, ballots_found=783, ballots_valid=749, **{"votes.p1": 401}) == []
    )


def test_a_typed_total_is_not_suspected_where_it_was_computed() -> None:
    form = small("a, b, c, d=b + c", E001="a == d + b")
    figures = {"a": 10, "b": 4, "c": 5, "d": 9}
    judge = Checker(form, Rows(), LEVEL, {}, None)
    assert {slip.cells for slip in candidates(judge, Sheet(figures))} == {("a",), ("b",)}
    computed = Sheet(figures, {"b": Source.COMPUTED})
    assert {slip.cells for slip in candidates(judge, computed)} == {("a",)}


def test_a_register_is_suspected_only_where_nothing_else_explains() -> None:
    judge = Checker(SUM, Rows(), LEVEL, {}, None)
    figures = {"a": 10, "b": 4, "c": 5}

    def suspected(*registers: str, computed: str = "") -> set[tuple[str, ...]]:
        sources = dict.fromkeys(registers, Source.REGISTER)
        found = candidates(judge, Sheet(figures, sources | {computed: Source.COMPUTED}))
        return {slip.cells for slip in found}

    assert suspected() == {("a",), ("b",), ("c",)}
    assert suspected("b") == {("a",), ("c",)}
    assert suspected("b", "c") == {("a",)}
    assert suspected("a", "b", "c") == {("a",), ("b",), ("c",)}
    assert suspected("a", "b", computed="c") == {("a",), ("b",)}
    assert suspected("b", computed="c") == {("a",)}


def test_other_sources_are_as_good_as_counted() -> None:
    judge = Checker(SUM, Rows(), LEVEL, {}, None)
    sources = {"a": Source.PAPER, "b": Source.DISTRICT}
    found = candidates(judge, Sheet({"a": 10, "b": 4, "c": 5}, sources))
    assert {slip.cells for slip in found} == {("a",), ("b",), ("c",)}


def test_a_bare_file_has_slips_of_what_it_can_be_judged_by_alone() -> None:
    lines = {cell: figure for cell, figure in quiet(found_mobile=21).items() if "." not in cell}
    figures = lines | {"votes.p1": 402, "votes.p2": 300, "votes.p3": 20}

    def named(**wrong: int) -> list[tuple[str, int]]:
        found = likely_slips(form(), Sheet(figures | wrong), Rows(votes=ROWS.votes),
                             level=Level.REGISTERS, given=frozenset(figures))  # fmt: skip
        return [(slip.cells[0], slip.perhaps[0]) for slip in found]

    assert named() == []
    assert named(found_stationary=736) == [("found_stationary", 763)]
    assert named(found_mobile=0) == [("found_mobile", 21)]


def slip(posterior: float, cell: str = "a") -> Slip:
    return Slip((cell,), (1,), (2,), Kind.ONE_DIGIT, ("E001",), posterior)


@pytest.mark.parametrize(
    ("posteriors", "count"),
    [
        ((), 0),
        ((0.95,), 1),
        ((0.97, 0.02), 1),
        ((0.949,), 0),
        ((0.949, 0.01), 2),
        ((0.25, 0.25), 2),
        ((0.25, 0.24), 0),
        ((0.4, 0.3, 0.1), 2),
        ((0.4, 0.3, 0.101), 3),
        ((0.2, 0.2, 0.2), 3),
        ((0.2, 0.2, 0.2, 0.05), 3),
        ((0.2, 0.2, 0.2, 0.051), 0),
        ((0.92, 0.02, 0.02, 0.02, 0.02), 2),
        ((0.4, 0.05, 0.05, 0.05), 3),
        ((0.4, 0.04, 0.04, 0.04), 0),
        ((0.16, 0.16, 0.16, 0.01), 0),
        ((0.2, 0.2, 0.2, 0.2, 0.2), 0),
        ((0.9, 0.05, 0.04, 0.01), 2),
    ],
)
def test_what_may_be_said_aloud(posteriors: tuple[float, ...], count: int) -> None:
    found = [slip(posterior, f"c{place}") for place, posterior in enumerate(posteriors)]
    assert speaking(found) == found[:count]


def test_what_is_said_is_the_start_of_what_was_found() -> None:
    night = sheet(quiet(**{"votes.p1": 403}))
    found = candidates(Checker(form(), ROWS, LEVEL, {}, None), night)
    assert likely_slips(form(), night, ROWS, level=LEVEL) == speaking(found)
    assert 0.9 < sum(slip.posterior for slip in found) < 1
    assert [slip.posterior for slip in found] == sorted(
        (slip.posterior for slip in found), reverse=True
    )


def test_two_causes_that_share_no_cell_are_named_each_by_itself() -> None:
    both = slips(found_stationary=736, ballots_unused=0)
    one, other = slips(ballots_unused=0), slips(found_stationary=736)
    assert [replace(slip, cause=1, posterior=0) for slip in both] == [
        replace(slip, posterior=0) for slip in one + other
    ]
    assert [slip.cause for slip in both] == [1, 2]
    assert [slip.mends for slip in both] == [("E102",), ("E301",)]


def test_a_cause_that_nothing_explains_does_not_silence_the_other() -> None:
    # E305, E306 and E307 hang together, and no one cell mends all three.
    both = slips(ballots_unused=0, ballots_invalid=35, **{"votes.p1": 405})
    assert [(slip.cells, slip.cause) for slip in both] == [(("ballots_unused",), 1)]
    assert slips(ballots_invalid=35, **{"votes.p1": 405}) == []


def test_one_change_that_explains_all_is_preferred_to_two_causes() -> None:
    form = small("a, b, c, d", E001="a == b", E002="c == d")
    found = likely_slips(form, Sheet({"a": 7, "b": 3, "c": 3, "d": 7}), Rows(), level=LEVEL)
    assert {slip.cells for slip in found} <= {("a", "d"), ("b", "c"), ("a", "c"), ("b", "d")}
    assert {slip.cause for slip in found} <= {1}
    exchanged = candidates(
        Checker(form, Rows(), LEVEL, {}, None), Sheet({"a": 7, "b": 3, "c": 3, "d": 7})
    )
    assert {slip.cells for slip in exchanged} == {("a", "c"), ("b", "d")}


def test_causes_hang_together_by_flags_and_by_several_cells() -> None:
    form = small("a, b, c, d, e, f", E001="a == b", E002="b == c", E003="d == e", E004="e == f")
    judge = Checker(form, Rows(), LEVEL, {}, None)
    figures = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}
    trouble = Trouble(Layout(judge), Sheet(figures))
    assert [cause.errors for cause in trouble.causes(list(figures))] == [[0, 1], [2, 3]]
    assert [cause.errors for cause in trouble.causes(["a", "c", "e"])] == [[0], [1], [2, 3]]
    tied = small("a, b, c, d, e, f", E001="a == b", E002="c == d", E003="a == c", E004="e == f")
    trouble = Trouble(Layout(Checker(tied, Rows(), LEVEL, {}, None)), Sheet(figures))
    assert [cause.errors for cause in trouble.causes(list(figures))] == [[0, 1, 2], [3]]
    flag = small(
        "a, b, c", "box/found/annulled", E001="a == sum(box.found where annulled)",
        E002="b == c", E003="box.found == 5 ballots; when annulled; each box",
    )  # fmt: skip
    rows = Rows(box=("1",))
    figures = {"a": 9, "b": 2, "c": 3, "box.1.found": 4, "box.1.annulled": 1}
    trouble = Trouble(Layout(Checker(flag, rows, LEVEL, {}, None)), Sheet(figures))
    assert [cause.errors for cause in trouble.causes(["b", "box.1.annulled"])] == [[0, 2], [1]]


def test_what_another_row_still_breaks_is_not_called_mended() -> None:
    form = small("a, b, c", "box/found", E001="box.found <= a; each box", E002="b == c")
    figures = {"a": 5, "b": 1, "c": 1, "box.1.found": 9, "box.2.found": 70}
    rows = Rows(box=("1", "2"))
    trouble = Trouble(Layout(Checker(form, rows, LEVEL, {}, None)), Sheet(figures))
    assert [cause.errors for cause in trouble.causes(list(figures))] == [[0, 1]]
    found = candidates(Checker(form, rows, LEVEL, {}, None), Sheet(figures))
    assert all(slip.mends == ("E001",) for slip in found)
    apart = small("a, b", "box/found", E001="box.found <= 20 ballots; each box")
    figures = {"a": 5, "b": 7, "box.1.found": 90, "box.2.found": 70}
    found = likely_slips(apart, Sheet(figures), rows, level=LEVEL)
    assert all(slip.mends == () for slip in found)


def test_a_wide_sheet_is_left_alone() -> None:
    votes = tuple(f"p{n}" for n in range(199))
    form = small("v", "votes", E001="v == sum(votes)")
    figures = {"v": 500, **{f"votes.{one}": 0 for one in votes}}
    assert slips_of(form, figures, votes)
    figures |= {"votes.more": 0}
    assert slips_of(form, figures, (*votes, "more")) == []


def slips_of(form: Form, figures: dict[str, int], votes: tuple[str, ...]) -> list[Slip]:
    return candidates(Checker(form, Rows(votes=votes), LEVEL, {}, None), Sheet(figures))


def test_one_change_for_all_errors_goes_before_one_for_each() -> None:
    form = small("a, b, c, d", E001="a == b", E002="c == d")
    figures = {"a": 5, "b": 7, "c": 7, "d": 5}
    found = likely_slips(form, Sheet(figures), Rows(), level=LEVEL)
    assert [(slip.cells, slip.kind, slip.cause) for slip in found] == [
        (("a", "c"), Kind.EXCHANGED, 1), (("b", "d"), Kind.EXCHANGED, 1),
    ]  # fmt: skip


def test_parameters_and_rows_are_those_of_the_sheet() -> None:
    form = small("a, b", "votes", E001="a == mandates * b", E002="sum(votes) == b")
    figures = {"a": 9, "b": 3, "votes.p1": 3}

    def said(rows: Rows, **parameters: int) -> list[tuple[str, ...]]:
        found = likely_slips(form, Sheet(figures), rows, level=LEVEL, parameters=parameters)
        return [slip.cells for slip in found]

    one = Rows(votes=("p1",))
    assert said(one, mandates=3) == []
    assert said(one, mandates=2) == [("a",)]
    assert said(one) == [("a",)]
    assert said(Rows(votes=("p1", "p2")), mandates=2) == [("a",)]
    assert likely_slips(form, Sheet(figures), one, level=LEVEL) != []


def test_rows_are_spread_out_once_for_all_sheets_of_a_form(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Checker] = []

    class Noted(Layout):
        def __init__(self, checker: Checker) -> None:
            made.append(checker)
            super().__init__(checker)

    monkeypatch.setattr("precinct_app.domain.protocol.slips.Layout", Noted)
    one, other = (small("a, b", E001="a == b") for _ in range(2))
    for count, read in ((1, one), (1, one), (2, other), (2, one)):
        assert likely_slips(read, Sheet({"a": 8, "b": 4}), Rows(), level=LEVEL)
        assert len(made) == count
    likely_slips(one, Sheet({"a": 8}), Rows(), level=LEVEL, given=frozenset("a"))
    assert len(made) == 3


def test_other_ballots_are_heard() -> None:
    night, level = sheet(quiet(**{"votes.p1": 411})), LEVEL
    alone = likely_slips(form(), night, ROWS, level=level)
    other = Sheet({"votes.p1": 411})
    beside = likely_slips(form(), night, ROWS, level=level, others=[other])
    first = {one.cells: one.posterior for one in alone}
    assert beside[0].cells == ("votes.p1",)
    assert beside[0].posterior > first.get(("votes.p1",), 0)
    assert beside[0].kind is Kind.OTHER_BALLOT
    causes = likely_slips(
        form(), sheet(quiet(ballots_unused=0, **{"votes.p1": 411})), ROWS, level=level,
        others=[other],
    )  # fmt: skip
    assert {one.cells: one.kind for one in causes}["votes.p1",] is Kind.OTHER_BALLOT


def test_a_slip_as_plain_data() -> None:
    one = Slip(("a", "b"), (1, 2), (2, 1), Kind.EXCHANGED, ("E001",), 0.98765, 2)
    assert one.to_mapping() == {
        "cells": ["a", "b"], "from": [1, 2], "to": [2, 1], "kind": "exchanged", "mends": ["E001"],
        "posterior": 0.9877, "cause": 2,
    }  # fmt: skip


def test_two_readings_of_a_form_are_two_forms() -> None:
    for formula, said in (("a == b", [("a",), ("b",)]), ("a == 2 * b", [])):
        form = small("a, b", E001=formula)
        found = likely_slips(form, Sheet({"a": 8, "b": 4}), Rows(), level=LEVEL)
        assert sorted(slip.cells for slip in found) == said


@cache
def right_sheets() -> list[tuple[Form, Rows, dict[str, Figure]]]:
    """A sheet that adds up of every shipped form, and of the forms of other countries."""
    found = [
        (form(one), rows_of(one), dict(sheet(as_in(one, quiet()), rows_of(one), one).figures))
        for one in FORMS
    ]
    for country in ("bulgaria", "poland", "russia"):
        foreign = open_form(f"{country}.toml", FOREIGN)
        good = next(iter(read_sheets(FOREIGN / f"{country}.csv", foreign)))
        found.append((foreign, good.rows, dict(good.sheet.figures)))
    return found


SEATS = {"mandates": 5}
TYPED = st.one_of(st.integers(0, 3000), st.integers(0, 9), st.just(NA), st.none())


@pytest.mark.parametrize("place", range(len(FORMS) + 3))
@given(data=st.data())
def test_a_proposed_slip_mends_what_it_says_and_leaves_nothing_worse(
    place: int, data: st.DataObject
) -> None:
    wanted, rows, figures = right_sheets()[place]
    judge = Checker(wanted, rows, LEVEL, SEATS, None)
    typed = dict(figures)
    for cell in data.draw(st.lists(st.sampled_from(sorted(figures)), max_size=3), "cells"):
        figure = data.draw(TYPED, cell)
        typed[cell] = figure  # type: ignore[assignment]
        if figure is None:
            del typed[cell]
    sources = data.draw(st.dictionaries(st.sampled_from(sorted(figures)), st.sampled_from(Source)))
    wrong = Sheet(typed, sources)
    before = failing(judge, wrong)
    told = likely_slips(wanted, wrong, rows, level=LEVEL, parameters=SEATS)
    everything = candidates(judge, wrong)
    assert sum(slip.posterior for slip in everything) < 1
    for slip in everything + told:
        assert all(isinstance(typed[cell], int) for cell in slip.cells)
        assert not any(sources.get(cell) is Source.COMPUTED for cell in slip.cells)
        assert slip.typed != slip.perhaps
        mended = wrong.with_figures(dict(zip(slip.cells, slip.perhaps, strict=True)))
        after = failing(judge, mended)
        assert not set(slip.mends) & {code for code, _ in after}
        assert all(gap <= before.get(one, 0) for one, gap in after.items())
        assert slip in told or not any(code.startswith("E") for code, _ in after)
    if not any(code.startswith("E") for code, _ in before):
        assert told == everything == []


def failing(judge: Checker, one: Sheet) -> dict[tuple[str, str], int]:
    """Relations that fail, by code and row, with their gaps."""
    gaps = {(ready.relation.code, ready.row): judge.difference(ready, one) for ready in judge.ready}
    holds = {(r.relation.code, r.row): r.spread.operator.holds for r in judge.ready}
    return {key: abs(gap) for key, gap in gaps.items() if gap is not None and not holds[key](gap)}


def test_every_right_sheet_is_right() -> None:
    for wanted, rows, figures in right_sheets():
        assert failing(Checker(wanted, rows, LEVEL, SEATS, None), Sheet(figures)) == {}
