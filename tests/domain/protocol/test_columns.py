# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets judged column by column: whatever the figures, the same report as sheet by sheet."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import check
from precinct_app.domain.protocol.columns import ColumnJudge
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.formula import read_condition
from precinct_app.domain.protocol.sheet import NA, Figure, Rows, Sheet, Source
from precinct_app.runtime import resources
from precinct_app.services.mock_counts import MockNight, mock_counts
from tests.domain.protocol.shipped import form, quiet, with_registers
from tests.domain.protocol.small_forms import small

FORMS = tuple(name for name in resources.names("forms", ".toml") if name != "common_sheet")
ROWS = Rows(
    votes=("p1", "p2", "p3"), member=("m2", "m4"), box=("1", "2"), question=("q1", "q2"),
    kind=("k1",), struck=frozenset({"p3"}),
)  # fmt: skip


def some_sheet(asked: Form, random: Random) -> Sheet:
    """A night that may add up, then spoiled here and there: other figures, n/a, empty, sources."""
    cells = [spec.cell for spec in asked.cells(ROWS, Level.MARKS)]
    figures: dict[str, Figure] = dict.fromkeys(cells, 0)
    if random.random() < 0.8 and "ballots_found" in figures and "votes" in asked_tables(asked):
        night = MockNight(random.randint(40, 2500), random.randint(0, 5), random.randint(0, 9),
                          random.random() < 0.2, random.random() < 0.2)  # fmt: skip
        figures |= mock_counts(asked, ROWS, night, random.randrange(99))
    for cell in random.sample(cells, random.randint(0, 6)):
        others: list[Figure] = [0, 1, NA, random.randint(0, 3000)]
        figures[cell] = random.choice(others)
    if random.random() < 0.3:
        for cell in random.sample(cells, random.randint(0, 4)):
            figures.pop(cell, None)
    sources = list(Source)[:2] if random.random() < 0.5 else [Source.COUNTED]
    said = {cell: random.choice(sources) for cell in cells} if random.random() < 0.5 else {}
    return Sheet(figures, said)


def asked_tables(asked: Form) -> set[str]:
    return {table.name for table in asked.tables()}


def assert_alike(
    asked: Form, sheets: list[Sheet], level: Level, cells: frozenset[str] | None
) -> None:
    parameters = {"mandates": 2}
    judge = ColumnJudge(Checker(asked, ROWS, level, parameters, cells))
    one_by_one = [
        check(asked, sheet, ROWS, level=level, parameters=parameters, given=cells)
        for sheet in sheets
    ]
    assert list(judge.reports(sheets)) == one_by_one
    assert list(judge.reports(sheets[::-1])) == one_by_one[::-1]


@settings(max_examples=120, deadline=None)
@given(
    seed=st.integers(0, 10**9), form_id=st.sampled_from(FORMS), level=st.sampled_from(list(Level)),
    bare=st.booleans(),
)  # fmt: skip
def test_columns_say_what_sheet_by_sheet_says(
    seed: int, form_id: str, level: Level, bare: bool
) -> None:
    random = Random(seed)
    asked = form(form_id)
    sheets = [some_sheet(asked, random) for _ in range(random.randint(0, 7))]
    cells = [spec.cell for spec in asked.cells(ROWS, Level.MARKS)]
    given_cells = frozenset(random.sample(cells, len(cells) - 4)) if bare else None
    assert_alike(asked, sheets, level, given_cells)


@pytest.mark.parametrize(
    "when",
    ["annulled", "not annulled", "source(ballots_found) = counted", "source(ballots_lost) = register",
     "ballots_found >= 700", "ballots_lost == 0", "ballots_lost <= 0"],
)  # fmt: skip
def test_every_kind_of_condition(when: str) -> None:
    relations = tuple(
        replace(relation, when=when, condition=read_condition(when, "test"))
        for relation in form().relations
        if relation.scope == "box"
    )
    asked = replace(form(), relations=relations)
    night = with_registers(quiet()) | {f"box.2.{c}": 3 for c in ("entitled", "issued", "found")}
    changes: list[dict[str, Figure]] = [
        {}, {"box.1.annulled": 1}, {"box.1.annulled": NA}, {"box.2.annulled": 1},
        {"ballots_found": 3}, {"ballots_lost": NA}, {"ballots_lost": 1, "box.1.issued": 5},
    ]  # fmt: skip
    sheets = [Sheet(night | change) for change in changes]
    sheets.append(Sheet({c: v for c, v in night.items() if c != "ballots_lost"}))
    sheets.append(Sheet(night, dict.fromkeys(night, Source.REGISTER)))
    assert_alike(asked, sheets, Level.REGISTERS, None)


def test_struck_options_are_known_before_any_figure() -> None:
    sheets = [Sheet(quiet()), Sheet(quiet() | {"votes.p3": 0})]
    judge = ColumnJudge(Checker(form(), ROWS, Level.COUNT_ONLY, {}, frozenset(quiet())))
    first, second = judge.reports(sheets)
    assert "E601" in {f.code for f in first.findings}
    assert "E601" in second.passed


def test_a_form_without_relations_judges_nothing() -> None:
    asked = replace(form(), relations=())
    judge = ColumnJudge(Checker(asked, ROWS, Level.MARKS, {}, None))
    assert judge.verdicts([Sheet(), Sheet()]) == [(), ()]
    assert [report.passed for report in judge.reports([Sheet()])] == [()]


def test_agreement_proves_nothing_only_where_both_sides_come_from_a_register() -> None:
    made = small("a, b, c", E001="a == b", E002="c == 0")
    checker = Checker(made, Rows(), Level.REGISTERS, {}, None)
    known = ((), ("a",), ("b",), ("a", "b"), ("c",), ("a", "b", "c"))
    sheets = [
        Sheet({"a": 1, "b": 1, "c": 0}, dict.fromkeys(cells, Source.REGISTER)) for cells in known
    ]
    told = ColumnJudge(checker).verdicts(sheets)
    assert told == [tuple(one.state for one in checker.judge(sheet)) for sheet in sheets]
    assert [states[0] for states in told] == ["passed"] * 3 + ["register", "passed", "register"]
    assert {states[1] for states in told} == {"passed"}
