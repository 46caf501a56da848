# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every code of every shipped form: a smallest change after which just it and its consequences speak."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import CheckReport, GivenSums, check
from precinct_app.domain.protocol.check import report as checked
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.formula import Operator
from precinct_app.domain.protocol.sheet import NA, Figure, Rows, Sheet, Source
from precinct_app.domain.wording import Language
from precinct_app.services.mock_counts import MockNight, mock_counts
from tests.domain.protocol.breaks import (
    BREAKS_OF_THE_DAY,
    BREAKS_OUTSIDE,
    EVERY,
    breaks_of,
)
from tests.domain.protocol.shipped import (
    FORMS,
    ROWS,
    as_in,
    form,
    quiet,
    rows_of,
    sheet,
    with_registers,
)
from tests.domain.protocol.small_forms import small

SEATS = 5
OUTSIDE = {*BREAKS_OUTSIDE, *BREAKS_OF_THE_DAY}


def report(figures: Mapping[str, Figure], level: Level = Level.REGISTERS, rows: Rows | None = None,
           form_id: str = FORMS[0], seats: int = SEATS) -> CheckReport:  # fmt: skip
    rows = rows or rows_of(form_id)
    whole = sheet(dict(figures), rows, form_id)
    return checked(checker(form_id, rows, level, seats), whole)


@cache
def checker(form_id: str, rows: Rows, level: Level, seats: int) -> Checker:
    """Sheets with the same rows share a checker."""
    return Checker(form(form_id), rows, level, {"mandates": seats}, None)


def night(form_id: str, changes: Mapping[str, int], level: Level = Level.REGISTERS) -> CheckReport:
    """The quiet night of a form with changes; of an option ``struck``, of so many ``mandates``."""
    cells = dict(changes)
    seats, struck = cells.pop("mandates", SEATS), cells.pop("struck", 0)
    own = {c: cells.pop(c) for c in list(cells) if c.startswith(("question", "both_marked"))}
    figures = as_in(form_id, quiet(**cells))
    if level is Level.REGISTERS:
        figures = with_registers(figures)
    rows = replace(rows_of(form_id), struck=frozenset({"p3"} if struck else ()))
    return report({**figures, **own}, level, rows, form_id, seats)


def codes(found: CheckReport) -> set[str]:
    return {finding.code for finding in found.findings}


@pytest.mark.parametrize("form_id", FORMS)
def test_no_code_of_a_form_lacks_its_line(form_id: str) -> None:
    assert {r.code for r in form(form_id).relations} == {*breaks_of(form_id), *OUTSIDE}


@pytest.mark.parametrize("form_id", FORMS)
def test_a_quiet_night_is_quiet(form_id: str) -> None:
    found = night(form_id, {})
    assert codes(found) == set()
    assert found.open == found.waiting == found.silent == found.from_register == ()
    assert set(found.not_checked) == OUTSIDE
    asked = {r.code for r in form(form_id).relations} - OUTSIDE
    assert asked - set(found.passed) <= {"A207", "E601", "W311"}


@pytest.mark.parametrize(("form_id", "code"), EVERY)
def test_a_smallest_change_speaks_by_its_code(form_id: str, code: str) -> None:
    changes, expected = breaks_of(form_id)[code]
    found = night(form_id, changes)
    assert codes(found) == expected
    assert code in expected


@pytest.mark.parametrize(("form_id", "code"), EVERY)
def test_messages_fill_their_places_in_three_languages(form_id: str, code: str) -> None:
    finding = next(
        f for f in night(form_id, breaks_of(form_id)[code][0]).findings if f.code == code
    )
    for language in Language:
        for told in (finding.sentence(language), finding.next_step(language)):
            assert told.strip()
            assert not {*"{}…"} & {*told}
        assert str(finding.left) in finding.sentence(language)
        assert str(finding.right) in finding.sentence(language)
        assert str(abs(finding.gap)) in finding.sentence(language)


def test_votes_for_a_struck_option_are_an_error() -> None:
    rows = replace(ROWS, struck=frozenset({"p3"}))
    none = quiet(**{"votes.p3": 0, "votes.p2": 320})
    assert codes(report(with_registers(none), rows=rows)) == set()


def test_an_empty_cell_leaves_its_relations_open_and_nothing_else() -> None:
    figures = with_registers(quiet(**{"votes.p2": 301}))
    del figures["ballots_unused"]
    found = report(figures)
    assert found.open == ("E102",)
    assert codes(found) == {"E306"}


def test_what_has_not_failed_has_no_numbers() -> None:
    figures = with_registers(quiet(ballots_found=0))
    del figures["ballots_unused"]
    told = checker(FORMS[0], ROWS, Level.REGISTERS, SEATS).judge(sheet(figures))
    assert {one.state for one in told} == {"passed", "failed", "open", "skipped"}
    for one in told:
        if one.state != "failed":
            assert (one.left, one.right, one.values) == (0, 0, {})
        assert one.cells


def test_an_empty_flag_leaves_open_what_reads_it() -> None:
    figures = with_registers(quiet())
    del figures["box.1.annulled"]
    found = report(figures)
    assert found.open == ("E206", "A207", "W309")
    assert codes(found) == set()


def test_not_applicable_counts_as_zero() -> None:
    figures = with_registers(quiet(certificates_used=0, certificates_in=0, voters_included=6)) | {
        "voters_by_certificate": NA
    }
    assert codes(report(figures)) == set()


def test_an_error_makes_what_shares_its_lines_wait() -> None:
    found = report(with_registers(quiet(found_stationary=700, ballots_valid=751)))
    assert codes(found) == {"E301", "E305", "E306"}
    waiting = report(with_registers(quiet(ballots_lost=1)))
    assert codes(waiting) == {"E102"}
    assert waiting.waiting == ("A103",)


def test_what_shares_no_line_with_an_error_does_not_wait() -> None:
    found = report(
        with_registers(quiet(**{"votes.p2": 301}, ballots_surplus=1, ballots_unused=424))
    )
    assert codes(found) == {"E306", "A112"}
    assert found.waiting == ()


def test_findings_come_by_grade_then_code_then_row() -> None:
    rows = replace(ROWS, box=("1", "2"))
    second = {f"box.2.{name}": 0 for name in ("entitled", "issued", "not_of_form", "annulled")}
    figures = quiet(**second, **{"box.2.found": 1, "box.1.entitled": 20, "votes.p2": 301,
                                 "found_stationary": 762, "home_served": 20,
                                 "ballots_surplus": 1, "ballots_unused": 424})  # fmt: skip
    found = report(figures, Level.COUNT_ONLY, rows)
    assert [(f.code, f.row) for f in found.findings] == [
        ("E107", ""), ("E306", ""), ("A112", ""), ("A202", "1"), ("A202", "2"),
    ]  # fmt: skip


def test_a_silenced_relation_is_told_as_silent_by_row() -> None:
    rows = replace(ROWS, box=("1", "2"))
    second = {f"box.2.{name}": 5 for name in ("entitled", "issued")}
    figures = quiet(**second, **{"box.2.not_of_form": 0, "box.2.annulled": 0, "box.2.found": 4,
                                 "box.1.entitled": 15, "box.1.issued": 15, "box.1.found": 16,
                                 "found_stationary": 764, "voters_outside": 20,
                                 "home_served": 20})  # fmt: skip
    found = report(figures, Level.COUNT_ONLY, rows)
    # In box 1 the act answers for W203 too; in box 2 nobody does.
    assert [(f.code, f.row) for f in found.findings] == [("A202", "1"), ("W203", "2")]
    assert found.silent == ("W203",)


def test_both_sides_from_a_register_prove_nothing() -> None:
    cells = ("voters_outside", "home_served")
    sources = dict.fromkeys(cells, Source.REGISTER)
    figures = Sheet(sheet(with_registers(quiet())).figures, sources)
    found = check(form(), figures, ROWS, level=Level.REGISTERS)
    assert found.from_register == ("E107",)
    assert "E107" not in found.passed
    alone = Sheet(figures.figures, {"ballots_withdrawn": Source.REGISTER})
    found = check(form(), alone, ROWS, level=Level.REGISTERS)
    assert found.from_register == ()
    assert "A113" in found.passed


def test_what_a_bare_file_lacks_is_not_checked() -> None:
    given = {"ballots_valid", "votes.p1", "votes.p2", "votes.p3", "against_all"}
    figures = {cell: value for cell, value in quiet().items() if cell in given}
    found = check(form(), Sheet(figures), ROWS, level=Level.COUNT_ONLY, given=given)
    assert set(found.passed) == {"E306", "W310"}
    assert "E305" in found.not_checked
    assert found.open == ()
    # A flag that the file lacks may not be taken for unset.
    boxes = {"box.1.found", "invalid_by_reason.mobile_box"}
    found = check(form(), Sheet(quiet()), ROWS, level=Level.COUNT_ONLY, given=boxes)
    assert {"E206", "A207"} <= set(found.not_checked)
    assert found.passed == ()


def test_a_table_left_out_of_a_bare_file_is_not_taken_for_an_empty_one() -> None:
    figures: dict[str, Figure] = {
        "ballots_issued": 784, "ballots_found": 784, "found_stationary": 763, "ballots_lost": 0,
    }  # fmt: skip
    bare = form().rows(())
    told = check(form(), Sheet(figures), bare, level=Level.COUNT_ONLY, given=set(figures))
    assert {"E101", "E301", "E204"} <= set(told.not_checked)
    assert set(told.passed) == {"A103", "A302", "W303", "N304", "A308"}
    # At count only nobody asks for box.lost: that is no column left out.
    above = check(form(), Sheet(figures), bare, level=Level.REGISTERS, given=set(figures))
    assert "A103" in above.not_checked
    for mobile, spoken in ((21, set()), (20, {"E301"})):
        printed = figures | {"found_mobile": mobile}
        told = check(form(), Sheet(printed), bare, level=Level.COUNT_ONLY, given=set(printed))
        assert codes(told) == spoken
        assert "E301" not in told.not_checked


def test_a_given_sum_is_compared_with_its_parts() -> None:
    made = small("a, b, c=a + b, d=sum(box.found)", "box/found")
    rows = Rows(box=("1", "2"))
    whole: dict[str, Figure] = {"a": 5, "b": 3, "c": 9, "d": 7, "box.1.found": 4, "box.2.found": 2}

    def wrong(figures: dict[str, Figure], rows: Rows = rows) -> list[tuple[str, int, int]]:
        sums = GivenSums(made, rows, frozenset(whole) & frozenset(figures))
        return [(one.cell, one.typed, one.computed) for one in sums.wrong(Sheet(figures))]

    assert wrong(whole) == [("c", 9, 8), ("d", 7, 6)]
    assert wrong(whole | {"c": 8, "d": 6}) == []
    assert wrong({"a": 5, "c": 9}) == []
    assert wrong({"a": 5, "b": NA, "c": NA}) == [("c", 0, 5)]
    assert wrong({"a": 5, "b": 3}) == []
    assert wrong({"d": 7}, Rows()) == []
    empty = GivenSums(made, rows, frozenset(whole)).wrong(Sheet({"a": 5, "b": 3}))
    assert empty == ()


def test_a_precinct_without_boxes_has_an_empty_table() -> None:
    rows = replace(ROWS, box=())
    figures = {cell: f for cell, f in quiet(voters_outside=0, home_served=0, found_stationary=784)
               .items() if not cell.startswith("box")}  # fmt: skip
    found = report(figures, Level.COUNT_ONLY, rows)
    assert codes(found) == set()
    assert {"E301", "E206", "E204"} <= set(found.passed)


def test_what_is_not_asked_at_a_level_counts_as_zero() -> None:
    assert codes(night(FORMS[0], {"ballots_lost": 1, "ballots_unused": 422}, Level.COUNT_ONLY)) == {
        "A103"
    }
    at_registers = {"ballots_lost": 1, "ballots_unused": 422, "box.1.lost": 1, "box.1.returned": 2}
    assert codes(night(FORMS[0], at_registers)) == {"A205"}
    not_asked = night(FORMS[0], {}, Level.COUNT_ONLY).not_checked
    assert {"E110", "A115", "A121", "E119", "E120", "E201", "A205"} <= set(not_asked)


# --- what adds up, and one slip -------------------------------------------------------------------


def test_zero_votes_and_nobody_came() -> None:
    figures: dict[str, Figure] = dict.fromkeys(quiet(), 0)
    figures |= {"voters_listed": 100, "voters_delivered": 100, "ballots_received": 101,
                "ballots_unused": 101}  # fmt: skip
    assert codes(report(figures, level=Level.COUNT_ONLY)) == set()


nights = st.builds(
    MockNight,
    voters_delivered=st.integers(60, 2900),
    certificates_out=st.integers(0, 20),
    certificates_in=st.integers(0, 20),
)


@given(nights, st.integers(0, 2**32), st.sampled_from(FORMS))
def test_what_adds_up_is_never_an_error_nor_an_act(
    night: MockNight, seed: int, form_id: str
) -> None:
    figures = as_in(form_id, mock_counts(form(), ROWS, night, seed))
    found = report(figures, level=Level.COUNT_ONLY, form_id=form_id)
    assert not [f for f in found.findings if f.grade in {Grade.ERROR, Grade.ACT}]
    assert not found.has_errors
    assert found.open == ()


@given(st.data(), nights, st.integers(0, 2**32), st.sampled_from(FORMS))
def test_one_slip_in_an_equality_is_always_noticed(
    data: st.DataObject, night: MockNight, seed: int, form_id: str
) -> None:
    figures = as_in(form_id, mock_counts(form(), ROWS, night, seed))
    judge = checker(form_id, rows_of(form_id), Level.COUNT_ONLY, SEATS)
    cells = {
        part.cell
        for one in judge.ready
        if one.relation.grade is Grade.ERROR and one.condition is None
        and one.spread.operator is Operator.EQUAL
        for part in one.spread.parts
        if not part.flag
    }  # fmt: skip
    assert {"voters_listed", "box.1.found", "member.m2.issued"} <= cells
    cell = data.draw(st.sampled_from(sorted(cells)))
    other = data.draw(st.integers(0, 5000).filter(lambda n: n != figures[cell]))
    found = report({**figures, cell: other}, level=Level.COUNT_ONLY, form_id=form_id)
    assert found.has_errors
    assert any(cell in f.cells for f in found.findings if f.grade is Grade.ERROR)


@pytest.mark.parametrize(
    ("speaks", "silent", "figures", "told"),
    [
        ("a == 0", "b == 0", {"a": 1, "b": 1}, [("A001", "")]),
        ("a == 0", "box.found == 0; each box", {"a": 1, "box.1.found": 1}, [("A001", "")]),
        ("box.found == 0; each box", "b == 0", {"box.2.found": 1, "b": 1}, [("A001", "2")]),
        ("box.lost == 0; each box", "box.found == 0; each box", {"box.1.lost": 1, "box.1.found": 1},
         [("A001", "1")]),
        ("box.lost == 0; each box", "box.found == 0; each box", {"box.1.lost": 1, "box.2.found": 1},
         [("A001", "1"), ("W002", "2")]),
        ("member == 0; each member", "box.found == 0; each box",
         {"member.m2": 1, "box.1.found": 1}, [("A001", "m2")]),
        ("member == 0; each member", "box.found == 0; each box", {"box.1.found": 1}, [("W002", "1")]),
    ],
)  # fmt: skip
def test_one_cause_is_told_once_on_its_row_or_on_any(
    speaks: str, silent: str, figures: dict[str, Figure], told: list[tuple[str, str]]
) -> None:
    made = small("a, b", "box/found/lost member", A001=speaks, W002=silent)
    relations = tuple(
        replace(one, unless=("A001",)) if one.code == "W002" else one for one in made.relations
    )
    rows = Rows(member=("m2",), box=("1", "2"))
    nothing: dict[str, Figure] = dict.fromkeys(
        [spec.cell for spec in made.cells(rows, Level.COUNT_ONLY)], 0
    )
    found = check(replace(made, relations=relations), Sheet(nothing | figures), rows,
                  level=Level.COUNT_ONLY)  # fmt: skip
    assert [(one.code, one.row) for one in found.findings] == told
