# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Formulas and form files: what is not known is refused with its place."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.errors import FormError
from precinct_app.domain.protocol.form_faults import faults
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.protocol.formula import (
    Condition,
    Operator,
    Ref,
    read_condition,
    read_formula,
)
from tests.domain.protocol.shipped import ROWS, form, texts


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1), ("a", 2), ("a ==", 5), ("== a", 1), ("a = b", 3), ("a == b c", 8), ("a == (b)", 6),
        ("a * b == c + ", 14), ("a / b == c", 3), ("__import__('os')", 12), ("a == 1.5", 7),
        ("sum(a == b", 7), ("sum() == 1", 5), ("a == 5 %", 9), ("a <= 5% b", 9),
        ("a <= 5% of 7", 12), ("a <= 5% of b, down", 15), ("a < b", 3), ("a == b == c", 8),
        ("a == B", 6), ("a. == b", 1), ("a..b == c", 1), ("a == b;", 7), ("a == -", 7),
        ("sum(a where) == b", 12), ("lambda: 1", 7), ("a == 'x'", 6), ("a == b[0]", 7),
        ("\u0430 == b", 1), ("a == \u200bb", 6),
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused_at_its_column(text: str, column: int) -> None:
    with pytest.raises(FormError) as caught:
        read_formula(text, "F: E001")
    reason = caught.value.reasons[0]
    assert reason.key == "form.formula"
    assert reason.values["place"] == "F: E001"
    assert reason.values["column"] == column


@given(st.text(max_size=30))
def test_no_text_raises_anything_else(text: str) -> None:
    for read in (read_formula, read_condition):
        with contextlib.suppress(FormError):
            read(text, "x")


def test_a_formula_becomes_whole_number_coefficients() -> None:
    linear = read_formula("2 * a - sum(t.c where t.f) + 3 <= 10% of b, up", "x")
    sizes, constant = linear.coefficients({})
    assert linear.operator is Operator.AT_MOST
    assert sizes == {Ref("a"): 200, Ref("t.c", is_sum=True, where="f"): -100, Ref("b"): -10}
    assert constant == 300 - 99
    with_parameter = read_formula("sum(votes) <= mandates * valid", "x")
    assert with_parameter.coefficients({"mandates": 5})[0][Ref("valid")] == -5


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 99))
def test_percentages_are_exact(left: int, base: int, percent: int) -> None:
    for suffix, limit in (("", base * percent // 100), (", up", -(-base * percent // 100))):
        linear = read_formula(f"a <= {percent}% of b{suffix}", "x")
        sizes, constant = linear.coefficients({})
        value = sizes[Ref("a")] * left + sizes[Ref("b")] * base + constant
        assert linear.operator.holds(value) == (left <= limit)


def test_conditions() -> None:
    assert read_condition("annulled", "x") == Condition(flag="annulled")
    assert read_condition(" not struck ", "x") == Condition(flag="struck", negated=True)
    told = read_condition("source(voters_listed) = counted", "x")
    assert (told.source_of, told.source) == ("voters_listed", "counted")
    assert read_condition("a >= 3", "x").comparison is not None


@pytest.mark.parametrize("form_id", sorted(texts()))
def test_shipped_forms_have_no_fault(form_id: str) -> None:
    assert faults(form_id, texts()) == []


BASE = texts()["mazhilis_list_2023"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("not toml [", "form.toml"),
        ('builds_on = "nothing"', "form.unknown"),
        (BASE.replace("common_sheet", "own"), "form.too_deep"),
        (BASE + '\n[[line]]\nname = "x"\n', "form.field"),
        (BASE + '\n[[line]]\nnoname = 1\n', "form.field"),
        (BASE + "\n[line]\n", "form.field"),
        (BASE + '\n[[section]]\nid = "votes"\n[[section]]\nid = "votes"\n', "form.twice"),
        ('remove = ["E999"]\n' + BASE, "form.remove"),
        (BASE + '\n[[relation]]\ncode = "E999"\n', "form.field"),
        (BASE + '\n[[relation]]\ncode = "X12"\n', "form.code"),
        (BASE + '\n[[relation]]\ncode = "E306"\nformula = "a == b"\n', "form.name"),
        (BASE + '\n[[relation]]\ncode = "E306"\nformula = "votes == 1"\n', "form.name"),
        (BASE + '\n[[relation]]\ncode = "E306"\nformula = "ballots_valid =="\n', "form.formula"),
        (BASE + '\n[[relation]]\ncode = "E306"\nscope = "moon"\n', "form.name"),
        (BASE + '\n[[relation]]\ncode = "E306"\nunless = ["E999"]\n', "form.name"),
        (BASE + '\n[[relation]]\ncode = "E306"\ngrade = "fatal"\n', "form.field"),
        (BASE + '\n[[relation]]\ncode = "E306"\nfunction = "f"\n', "form.field"),
        (BASE + '\n[[relation]]\ncode = "E306"\nsays = { kk = "x", ru = "x" }\n', "form.language"),
        (BASE + '\n[[relation]]\ncode = "E306"\nformula = "2 * seats * votes == 1"\n', "form.formula"),
        (BASE + '\n[[relation]]\ncode = "E306"\nformula = "seats * ballots_valid >= 1"\n', "form.name"),
        (BASE + '\n[[line]]\nname = "ballots_valid"\nofficial = "17"\n', "form.twice"),
        (BASE + '\n[[line]]\nname = "ballots_valid"\nofficial = "XV"\n', "form.field"),
        (BASE + '\n[[line]]\nname = "ballots_valid"\nsection = "moon"\n', "form.name"),
        (BASE + '\n[[line]]\nname = "ballots_valid"\nsource = "rumour"\n', "form.field"),
        (BASE + '\n[[line]]\nname = "ballots_valid"\nformula = "a"\n', "form.computed"),
        (BASE + '\n[[line]]\nname = "found_mobile"\nformula = "sum(box.gone)"\n', "form.name"),
        (BASE + '\n[[line]]\nname = "ballots_valid"\nprinted = "yes"\n', "form.field"),
        (BASE + '\n[[line]]\nname = "ballots_valid"\nlevel = "all"\n', "form.field"),
        (BASE + '\n[[table]]\nname = "votes"\ncolumn = []\n', "form.field"),
        (BASE + '\n[[table]]\nname = "votes"\nrows = "form"\n', "form.field"),
        ('[parameters]\nmandates = -1\n' + BASE.replace("builds_on", "x"), "form.field"),
        (BASE + '\n[parameters]\nmandates = 1.5\n', "form.field"),
        ("title = 3\n" + BASE, "form.field"),
    ],
)  # fmt: skip
def test_a_wrong_form_file_is_refused(text: str, key: str) -> None:
    found = faults("own", {**texts(), "own": text})
    assert [reason.key for reason in found][:1] == [key]


@pytest.mark.parametrize(
    ("formula", "key"),
    [
        ("ballots_valid >= 0", "form.never_fails"),
        ("0 <= ballots_valid", "form.never_fails"),
        ("ballots_valid == ballots_valid", "form.never_fails"),
        ("ballots_valid + 1 <= 0", "form.never_holds"),
        ("ballots_valid + 1 == 0", "form.never_holds"),
        ("sum(votes) + against_all == ballots_valid", "form.says_same"),
    ],
)
def test_senseless_relations_are_named(formula: str, key: str) -> None:
    extra = (
        f'\n[[relation]]\ncode = "E999"\ngrade = "error"\nformula = "{formula}"\n'
        'says = { kk = "x", ru = "x", en = "x" }\nnext = { kk = "x", ru = "x", en = "x" }\n'
    )
    found = faults("own", {**texts(), "own": BASE + extra})
    assert [reason.key for reason in found] == [key]
    assert found[0].values["code"] == "E999"


def test_what_is_taken_away_vanishes() -> None:
    text = 'remove = ["against_all", "W310"]\n' + BASE
    own = load_form("own", {**texts(), "own": text})
    assert all(line.name != "against_all" for line in own.lines())
    assert all(relation.code != "W310" for relation in own.relations)
    assert own.relation("E306").linear is not None


def test_cells_are_numbered_as_on_paper() -> None:
    from precinct_app.domain.election import Level  # noqa: PLC0415

    cells = {c.cell: c.official for c in form().cells(ROWS, Level.COUNT_ONLY)}
    assert cells["member.m4.issued"] == "6.2"
    assert cells["votes.p3"] == "16.3"
    assert cells["box.1.found"] == "33.1.3"
    assert "member.m4.taken" not in cells
    assert "member.m4.taken" in {c.cell for c in form().cells(ROWS, Level.MARKS)}
