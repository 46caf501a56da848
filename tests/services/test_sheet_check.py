# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets checked as a stream: in their order, whatever mixture they are, a few at a time in memory."""

import weakref
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, Reason
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.sheet import Figure, Rows, Sheet
from precinct_app.services.sheet_check import TOGETHER, CheckedSheet, check_sheets
from precinct_app.services.toolbox import NamedSheet
from tests.domain.protocol.shipped import ROWS, form, quiet

FEW = Rows(votes=("p1", "p2"), box=("1",))


def named(place: int, kind: str) -> NamedSheet:
    figures = quiet() | ({"votes.p1": 420} if kind == "slip" else {})
    rows = FEW if kind == "few" else ROWS
    if kind == "open":
        del figures["ballots_issued"]
    given_cells = frozenset(quiet()) - ({"ballots_unused"} if kind == "bare" else set())
    refused = (Reason("sheets.quote", {"name": "a", "row": 1}),) if kind == "refused" else ()
    return NamedSheet(
        f"P{place}", Sheet({} if refused else figures), rows, given_cells, (), refused
    )


def checked(sheets: Iterator[NamedSheet], **changes: bool) -> Iterator[CheckedSheet]:
    with_slips = changes.get("with_slips", False)
    return check_sheets(form(), sheets, Level.COUNT_ONLY, {"mandates": 1}, with_slips=with_slips)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["good", "slip", "open", "few", "bare", "refused"]), max_size=40))
def test_every_sheet_has_its_own_report_in_its_place(kinds: list[str]) -> None:
    sheets = [named(place, kind) for place, kind in enumerate(kinds)]
    found = list(checked(iter(sheets)))
    assert [one.sheet_id for one in found] == [sheet.sheet_id for sheet in sheets]
    for one, sheet in zip(found, sheets, strict=True):
        assert one.refused == sheet.refused
        alone = check(
            form(), sheet.sheet, sheet.rows, level=Level.COUNT_ONLY, parameters={"mandates": 1},
            given=sheet.given,
        )  # fmt: skip
        assert one.report == (CheckReport() if sheet.refused else alone)


def test_more_layouts_than_are_kept_at_once() -> None:
    lines = [cell for cell in quiet() if "." not in cell][:12]
    pairs = [(a, b) for a in lines for b in lines if a < b]
    sheets = [
        NamedSheet(f"{a}-{b}", Sheet(quiet()), ROWS, frozenset(quiet()) - {a, b}) for a, b in pairs
    ]
    assert len(sheets) > 64
    assert [one.sheet_id for one in checked(iter(sheets))] == [s.sheet_id for s in sheets]


def test_slips_are_named_where_asked_for() -> None:
    sheets = [named(0, "good"), named(1, "slip")]
    good, slip = checked(iter(sheets), with_slips=True)
    assert good.slips == ()
    assert ("votes.p1",) in [one.cells for one in slip.slips]
    assert [one.slips for one in checked(iter(sheets))] == [(), ()]


def test_slips_of_a_bare_file_are_judged_by_the_columns_that_it_has() -> None:
    night = quiet(found_stationary=736, found_mobile=21)
    bare = Sheet({cell: figure for cell, figure in night.items() if "box." not in cell})
    rows = Rows(ROWS.votes, ROWS.member)
    (one,) = checked(iter([NamedSheet("P", bare, rows, frozenset(bare.figures))]), with_slips=True)
    assert [(slip.cells, slip.perhaps) for slip in one.slips] == [(("found_stationary",), (763,))]


def test_memory_holds_a_handful_however_many_come() -> None:
    seen: list[weakref.ref[Figures]] = []
    most = 0

    def many() -> Iterator[NamedSheet]:
        nonlocal most
        for place in range(4 * TOGETHER):
            figures = Figures(quiet())
            seen.append(weakref.ref(figures))
            most = max(most, sum(one() is not None for one in seen))
            yield NamedSheet(f"P{place}", Sheet(figures), ROWS, frozenset(quiet()))

    assert sum(1 for _ in checked(many())) == 4 * TOGETHER
    assert most <= 2 * TOGETHER + 1


class Figures(dict[str, Figure]):
    """Figures that can be watched."""


def test_the_first_sheet_is_told_before_the_second_is_read() -> None:
    read: list[int] = []

    def slow() -> Iterator[NamedSheet]:
        for place in range(10):
            read.append(place)
            yield named(place, "good")

    found = checked(slow())
    assert next(found).sheet_id == "P0"
    assert read == [0]


@pytest.mark.parametrize("error", [InputError.of("sheets.unreadable", name="a"), OSError("stick")])
def test_what_was_read_before_an_error_is_told_before_it(error: Exception) -> None:
    def torn() -> Iterator[NamedSheet]:
        yield from (named(place, "good") for place in range(5))
        raise error

    told: list[str] = []
    with pytest.raises(type(error)):
        for one in checked(torn()):
            told.append(one.sheet_id)
    assert told == ["P0", "P1", "P2", "P3", "P4"]
