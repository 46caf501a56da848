# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Relations spread over cells: which cells, at which level, asked when, and what their sides are."""

from dataclasses import replace

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker, Judged, Part
from precinct_app.domain.protocol.form import Form, Line, Relation, Table
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.protocol.formula import Operator, read_condition, read_formula
from precinct_app.domain.protocol.sheet import NA, Figure, Rows, Sheet, Source
from tests.domain.protocol.shipped import form, texts

ROWS = Rows(votes=("p1", "p2"), member=("m2", "m4"), box=("1", "2"), kind=("k1",))


def relation(formula: str, when: str = "", scope: str = "sheet", **more: object) -> Relation:
    read = replace(
        form().relation("E101"), formula=formula, linear=read_formula(formula, "x"), scope=scope,
        when=when, condition=read_condition(when, "x") if when else None,
    )  # fmt: skip
    return replace(read, **more)  # type: ignore[arg-type]


def checker(*told: Relation, level: Level = Level.REGISTERS, asked: Form | None = None,
            given: set[str] | None = None, rows: Rows = ROWS, **parameters: int) -> Checker:  # fmt: skip
    return Checker(asked or form(), rows, level, parameters, given, told)


def judged(told: Relation, figures: dict[str, Figure], **more: object) -> list[Judged]:
    return checker(told, **more).judge(Sheet(figures))  # type: ignore[arg-type]


def states(told: Relation, figures: dict[str, Figure], **more: object) -> list[str]:
    return [one.state for one in judged(told, figures, **more)]


def test_a_formula_is_spread_over_the_cells_of_its_rows() -> None:
    (one,) = checker(
        relation("ballots_found + 3 == 2 * sum(box.found where annulled) - sum(votes)")
    ).ready
    assert one.spread.parts == (
        Part("ballots_found", 1),
        Part("box.1.found", -2, "box.1.annulled"), Part("box.2.found", -2, "box.2.annulled"),
        Part("votes.p1", 1), Part("votes.p2", 1),
    )  # fmt: skip
    assert (one.spread.constant, one.spread.operator) == (3, Operator.EQUAL)
    assert one.cells == ("ballots_found", "box.1.found", "box.2.found", "votes.p1", "votes.p2")
    assert one.condition is None


def test_each_row_is_a_relation_of_its_own() -> None:
    ready = checker(relation("member.issued <= 5% of ballots_found", scope="member")).ready
    assert [(one.row, one.cells) for one in ready] == [
        ("m2", ("member.m2.issued", "ballots_found")),
        ("m4", ("member.m4.issued", "ballots_found")),
    ]
    assert [part.size for part in ready[0].spread.parts] == [100, -5]
    alone = checker(relation("invalid_by_reason.unclear <= votes", scope="votes")).ready
    assert alone[1].cells == ("invalid_by_reason.unclear", "votes.p2")


def test_a_cell_named_twice_stands_once_among_the_cells() -> None:
    (one,) = checker(relation("sum(box.found) == sum(box.found where annulled)")).ready
    assert one.cells == ("box.1.found", "box.2.found")


def test_parameters_come_from_the_contest_before_the_form() -> None:
    told = relation("mandates * ballots_valid <= ballots_found")
    own = replace(form(), parameters={"mandates": 2})
    assert checker(told, asked=own).ready[0].spread.parts[0].size == 2
    assert checker(told, asked=own, mandates=7).ready[0].spread.parts[0].size == 7


def raised(item: Line | Table) -> Line | Table:
    if isinstance(item, Line):
        return item
    columns = [replace(c, level=Level.REGISTERS) if c.flag else c for c in item.columns]
    return replace(item, columns=tuple(columns))


FLAG_ABOVE = replace(form(), items=tuple(raised(item) for item in form().items))
"""Only from *registers* on it is asked whether a box was annulled."""


@pytest.mark.parametrize(
    ("when", "at_count", "at_registers"),
    [("annulled", "skipped", "failed"), ("not annulled", "failed", "skipped")],
)
def test_a_flag_above_the_level_is_not_set(when: str, at_count: str, at_registers: str) -> None:
    told = relation("box.found == 0", when, "box")
    figures: dict[str, Figure] = {"box.1.found": 5, "box.1.annulled": 1}
    rows = Rows(box=("1",))
    for level, state in ((Level.COUNT_ONLY, at_count), (Level.REGISTERS, at_registers)):
        assert states(told, figures, asked=FLAG_ABOVE, level=level, rows=rows) == [state]
    total = relation("sum(box.found where annulled) == 5")
    for level, state in ((Level.COUNT_ONLY, "failed"), (Level.REGISTERS, "passed")):
        assert states(total, figures, asked=FLAG_ABOVE, level=level, rows=rows) == [state]


def test_levels_of_lines_columns_and_tables() -> None:
    told = relation("sum(member.taken) + sum(kind.lost) + ballots_lost == 3")
    cells = {level: checker(told, level=level).ready[0].cells for level in Level}
    assert cells[Level.COUNT_ONLY] == ("ballots_lost",)
    assert cells[Level.REGISTERS] == cells[Level.MARKS] == (
        "member.m2.taken", "member.m4.taken", "kind.k1.lost", "ballots_lost",
    )  # fmt: skip
    above = replace(told, level=Level.MARKS)
    below = checker(above)
    assert (below.ready, below.not_checked) == ([], ["E101"])
    assert checker(above, level=Level.MARKS).not_checked == []


@pytest.mark.parametrize(
    ("when", "figures", "state"),
    [
        ("ballots_lost >= 1", {"ballots_lost": 1}, "failed"),
        ("ballots_lost >= 1", {"ballots_lost": 0}, "skipped"),
        ("ballots_lost >= 1", {"ballots_lost": NA}, "skipped"),
        ("ballots_lost >= 1", {}, "open"),
        ("ballots_lost <= 0", {"ballots_lost": 0}, "failed"),
        ("ballots_lost == 0", {"ballots_lost": 1}, "skipped"),
        ("source(ballots_found) = counted", {}, "failed"),
        ("source(ballots_found) = register", {}, "skipped"),
    ],
)
def test_when_a_relation_is_asked(when: str, figures: dict[str, Figure], state: str) -> None:
    told = relation("ballots_found == 0", when)
    assert states(told, {"ballots_found": 1, **figures}) == [state]


def test_a_source_decides_whatever_the_figure() -> None:
    told = relation("ballots_found == 0", "source(ballots_found) = register")
    paper = Sheet({"ballots_found": 1}, {"ballots_found": Source.REGISTER})
    assert [one.state for one in checker(told).judge(paper)] == ["failed"]
    assert [one.state for one in checker(told).judge(Sheet())] == ["skipped"]


@pytest.mark.parametrize(("when", "wanted"), [("struck", [5, None]), ("not struck", [None, 7])])
def test_struck_options(when: str, wanted: list[int | None]) -> None:
    rows = replace(ROWS, struck=frozenset({"p1"}))
    one = checker(relation("votes == 0", when, "votes"), rows=rows, given={"votes.p1", "votes.p2"})
    sheet = Sheet({"votes.p1": 5, "votes.p2": 7})
    found = [one.difference(ready, sheet) for ready in one.ready]
    assert [difference or None for difference in found] == wanted


def test_differences_are_left_minus_right_and_none_where_nothing_is_asked() -> None:
    told = relation("ballots_found <= 10% of ballots_issued", "ballots_issued >= 1")
    one = checker(told)
    (ready,) = one.ready
    for figures, difference in (
        ({"ballots_found": 12, "ballots_issued": 100}, 200),
        ({"ballots_found": 8, "ballots_issued": 100}, -200),
        ({"ballots_found": 0, "ballots_issued": 0}, None),
        ({"ballots_issued": 100}, None),
        ({"ballots_found": 12}, None),
    ):
        sheet = Sheet(dict[str, Figure](figures))
        assert one.difference(ready, sheet) == difference


@pytest.mark.parametrize(
    ("formula", "found", "issued", "left", "right"),
    [
        ("ballots_found <= 10% of ballots_issued", 20, 155, 20, 15),
        ("ballots_found <= 10% of ballots_issued, up", 20, 155, 20, 16),
        ("ballots_found <= 10% of ballots_issued, up", 20, 150, 20, 15),
        ("ballots_found - 10 ballots <= 10% of ballots_issued", 30, 155, 20, 15),
        ("ballots_found <= ballots_issued + 1% of ballots_issued, up", 999, 150, 999, 152),
        ("ballots_found >= 95% of ballots_issued", 9, 21, 9, 19),
        ("ballots_found <= 3 - 10% of ballots_issued", 5, 155, 5, -12),
        ("2 * ballots_found == 3 * ballots_issued", 1, 2, 2, 6),
    ],
)
def test_both_sides_are_told_in_whole_numbers(
    formula: str, found: int, issued: int, left: int, right: int
) -> None:
    (one,) = judged(relation(formula), {"ballots_found": found, "ballots_issued": issued})
    assert (one.state, one.left, one.right) == ("failed", left, right)


def test_a_row_s_sides_are_its_own() -> None:
    figures: dict[str, Figure] = {"member.m2.issued": 3, "member.m4.issued": 8, "ballots_found": 5}
    first, second = judged(relation("member.issued <= ballots_found", scope="member"), figures)
    assert (first.state, second.state) == ("passed", "failed")
    assert (second.row, second.left, second.right) == ("m4", 8, 5)


def test_registers_prove_nothing_about_themselves() -> None:
    told = relation("voters_outside == home_served")
    figures: dict[str, Figure] = {"voters_outside": 5, "home_served": 5}
    both = dict.fromkeys(figures, Source.REGISTER)
    for sources, state in (
        (both, "register"),
        ({"home_served": Source.REGISTER}, "passed"),
        ({}, "passed"),
        (dict.fromkeys(figures, Source.PAPER), "passed"),
    ):
        (one,) = checker(told).judge(Sheet(figures, dict[str, Source](sources)))
        assert one.state == state
    (wrong,) = checker(told).judge(Sheet({**figures, "home_served": 6}, both))
    assert wrong.state == "failed"
    (alone,) = checker(relation("home_served <= 9")).judge(Sheet(figures, both))
    assert alone.state == "passed"


def test_a_bare_file_is_judged_by_what_it_has() -> None:
    told = relation("ballots_found == 0", "ballots_lost >= 1")
    assert checker(told, given={"ballots_found"}).not_checked == ["E101"]
    assert checker(told, given={"ballots_found", "ballots_lost"}).not_checked == []
    per_box = relation("box.found == 0", "annulled", "box")
    some = checker(per_box, given={"box.1.found", "box.2.found", "box.1.annulled"})
    assert [one.row for one in some.ready] == ["1"]
    assert some.not_checked == ["E101"]
    none = checker(per_box, given={"box.1.found", "box.2.found"})
    assert (none.ready, none.not_checked) == ([], ["E101"])
    flagged = relation("sum(box.found where annulled) == 0")
    assert checker(flagged, given={"box.1.found", "box.2.found"}).not_checked == ["E101"]


def test_a_printed_sum_stands_for_rows_that_a_file_leaves_out() -> None:
    bare = Rows()
    told = relation("ballots_found == found_stationary + sum(box.found)")
    cells = {"ballots_found", "found_stationary", "found_mobile"}
    assert checker(told, given=cells, rows=bare).ready[0].cells == (
        "ballots_found", "found_stationary", "found_mobile",
    )  # fmt: skip
    flagged = relation("ballots_found == sum(box.found where annulled)")
    assert checker(flagged, given=cells, rows=bare).not_checked == ["E101"]
    other = relation("ballots_found == sum(box.issued)")
    assert checker(other, given=cells, rows=bare).not_checked == ["E101"]
    lost = relation("ballots_found == sum(box.lost)")
    assert checker(lost, given=cells, rows=bare, level=Level.COUNT_ONLY).not_checked == []
    kinds = relation("ballots_found == sum(kind.lost)")
    assert checker(kinds, given=cells, rows=bare, level=Level.COUNT_ONLY).not_checked == []
    assert checker(kinds, given=cells, rows=bare).not_checked == ["E101"]
    # Not in a file but in a workspace no boxes are no boxes.
    assert checker(told, rows=bare).ready[0].cells == ("ballots_found", "found_stationary")


def test_only_a_line_that_is_just_that_sum_stands_for_it() -> None:
    text = texts()["akim"] + '\n[[line]]\nname = "found_mobile"\nformula = "FORMULA"\n'
    told = relation("ballots_found == sum(box.found)")
    for formula, checked in (
        ("sum(box.found)", True), ("2 * sum(box.found)", False), ("sum(box.found) + 1", False),
        ("sum(box.found) + sum(box.found)", False), ("sum(box.issued)", False), ("5", False),
        ("ballots_lost", False),
    ):  # fmt: skip
        own = load_form("own", {**texts(), "own": text.replace("FORMULA", formula)})
        made = checker(told, asked=own, given={"ballots_found", "found_mobile"}, rows=Rows())
        assert bool(made.ready) is checked, formula


def test_each_code_that_is_not_checked_is_named_once() -> None:
    told = relation("box.found == box.issued", scope="box")
    assert checker(told, given={"ballots_found"}).not_checked == ["E101"]
    day = relation("ballots_found == most", scope="day")
    function = replace(day, code="A604", linear=None, scope="sheet")
    assert checker(day, function).not_checked == ["E101", "A604"]
    gone = relation("ballots_found == 0", scope="moon")
    assert (checker(gone).ready, checker(gone).not_checked) == ([], [])


def test_a_form_s_own_relations_are_taken_where_none_are_named() -> None:
    whole = Checker(form(), ROWS, Level.MARKS, {}, None)
    codes = [one.relation.code for one in whole.ready]
    asked = [r.code for r in form().relations if r.linear is not None and r.scope != "day"]
    assert list(dict.fromkeys(codes)) == asked
    assert codes.count("A202") == 2
    assert checker().ready == []


def test_a_side_by_itself() -> None:
    terms = read_formula("ballots_found - sum(votes) + 4 == 0", "x").left
    side = checker().side(terms)
    assert (side.cells, side.constant) == (("ballots_found", "votes.p1", "votes.p2"), 4)
    figures = Sheet({"ballots_found": 9, "votes.p1": 3, "votes.p2": NA})
    assert side.difference(figures) == 10
    of_row = read_formula("member.issued == 0", "x").left
    assert checker().side(of_row, "m4").cells == ("member.m4.issued",)
    assert checker().side(of_row).cells == ("member..issued",)


def test_numbers_are_those_of_the_sheet_s_rows_and_level() -> None:
    made = checker(level=Level.COUNT_ONLY)
    assert made.numbers is made.numbers
    assert made.numbers.cells["box.2.found"] == "34.2.3"
    assert "box.2.taken" not in made.numbers.cells
