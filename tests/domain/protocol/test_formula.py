# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Formula text: what is not known is refused at its column, with what was wanted there."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.errors import FormError
from precinct_app.domain.protocol.formula import (
    Condition,
    Operator,
    Ref,
    column_of,
    read_condition,
    read_formula,
)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1), ("a", 2), ("a ==", 5), ("== a", 1), ("a = b", 3), ("a == b c", 8), ("a == (b)", 6),
        ("a * b == c + ", 14), ("a / b == c", 3), ("__import__('os')", 12), ("a == 1.5", 7),
        ("sum(a == b", 7), ("sum() == 1", 5), ("a == 5 %", 9), ("a <= 5% b", 9),
        ("a <= 5% of 7", 12), ("a <= 5% of b, down", 15), ("a < b", 3), ("a == b == c", 8),
        ("a == B", 6), ("a. == b", 1), ("a..b == c", 1), ("a == b;", 7), ("a == -", 7),
        ("sum(a where) == b", 12), ("lambda: 1", 7), ("a == 'x'", 6), ("a == b[0]", 7),
        ("\u0430 == b", 1), ("a == \u200bb", 6), ("a == 12345678", 6), ("a == \u0665", 6),
        ("a <= 14 cows", 9), ("sum(t.c where u.f) == 1", 15), ("a ballots == 1", 3),
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused_at_its_column(text: str, column: int) -> None:
    with pytest.raises(FormError) as caught:
        read_formula(text, "F: E001")
    reason = caught.value.reasons[0]
    assert reason.key == "form.formula"
    assert reason.values["place"] == "F: E001"
    assert reason.values["column"] == column
    assert reason.values["expected"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "form.expected.comparison"), ("a * b + c", "form.expected.comparison"),
        ("a == ", "form.expected.term"), ("== a", "form.expected.term"),
        ("a == b c", "form.expected.end"), ("a == b == c", "form.expected.end"),
        ("a < b", "form.expected.character"), ("a == 12345678", "form.expected.digits"),
        ("a <= 5% b", "of"), ("a <= 5% of b, down", "up"), ("sum a == b", "("),
        ("sum(a == b", ")"), ("sum(t.c where u.f) == 1", "t.…"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_was_expected(text: str, expected: str) -> None:
    for read in (read_formula, read_condition):
        if read is read_condition and text == "a":  # a flag
            continue
        with pytest.raises(FormError) as caught:
            read(text, "F: E001")
        assert caught.value.reasons[0].values["expected"] == expected


@pytest.mark.parametrize("word", ["sum", "where", "of", "up", "not", "source"])
def test_words_of_the_language_name_nothing(word: str) -> None:
    with pytest.raises(FormError):
        read_formula(f"{word} <= 1", "x")
    with pytest.raises(FormError):
        read_formula(f"a <= 5% of {word}", "x")
    with pytest.raises(FormError):
        read_formula(f"sum(t.c where {word}) <= 1", "x")


@pytest.mark.parametrize(
    ("text", "found"),
    [("a ==", "…"), ("a == b c", "c"), ("a <  b", "<"), ("a ==  1.5", "."), ("a == =b", "=")],
)
def test_a_refusal_says_what_stands_there(text: str, found: str) -> None:
    with pytest.raises(FormError) as caught:
        read_formula(text, "x")
    assert caught.value.reasons[0].values["found"] == found


def test_references_stand_once_in_their_order() -> None:
    told = read_formula("2 * b + a + 3 <= 5 + b - sum(t.c)", "x")
    assert told.refs == (Ref("b"), Ref("a"), Ref("t.c", is_sum=True))


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
    nothing, constant = read_formula("a - a + 2 * b - b - b <= 0", "x").coefficients({})
    assert (nothing, constant) == ({}, 0)
    minus = read_formula("-a - 2 * b + 5 == -3 * seats", "x")
    assert minus.coefficients({}) == ({Ref("a"): -1, Ref("b"): -2, Ref("seats"): 3}, 5)
    assert minus.left[2].unit == ""
    with_parameter = read_formula("sum(votes) <= mandates * valid", "x")
    assert with_parameter.coefficients({"mandates": 5})[0][Ref("valid")] == -5


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 99))
def test_percentages_are_exact(left: int, base: int, percent: int) -> None:
    for suffix, limit in (("", base * percent // 100), (", up", -(-base * percent // 100))):
        linear = read_formula(f"a <= {percent}% of b{suffix}", "x")
        sizes, constant = linear.coefficients({})
        value = sizes[Ref("a")] * left + sizes[Ref("b")] * base + constant
        assert linear.operator.holds(value) == (left <= limit)


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [("==", False, True, False), ("<=", True, True, False), (">=", False, True, True)],
)
def test_what_a_comparison_allows(operator: str, below: bool, at: bool, above: bool) -> None:
    told = Operator(operator)
    assert [told.holds(difference) for difference in (-1, 0, 1)] == [below, at, above]
    assert [told.holds(difference) for difference in (-700, 700)] == [below, above]


def test_a_threshold_says_its_unit() -> None:
    told = read_formula("a - b <= 14 ballots", "x")
    assert (told.right[0].coefficient, told.right[0].unit) == (14, "ballots")
    assert told.coefficients({}) == read_formula("a - b <= 14", "x").coefficients({})


@pytest.mark.parametrize(
    "unit", ["voters", "ballots", "votes", "certificates", "envelopes", "boxes", "members"]
)
def test_every_unit_can_be_said(unit: str) -> None:
    assert read_formula(f"a <= 12 {unit}", "x").right[0].unit == unit


def test_a_reference_is_written_as_in_the_formula() -> None:
    for text in ("a", "t.c", "sum(t)", "sum(t.c)", "sum(t.c where f)"):
        assert str(read_formula(f"{text} == 1", "x").left[0].ref) == text
    assert str(read_formula("sum(t.c where t.f) == 1", "x").left[0].ref) == "sum(t.c where f)"


def test_a_name_is_found_at_its_column() -> None:
    assert column_of("sum(box.found) == found + box", "found") == 19
    assert column_of("sum(box.found) == found + box", "box") == 27
    assert column_of("a == b", "c") == 0


def test_no_formula_is_endless() -> None:
    for read in (read_formula, read_condition):
        with pytest.raises(FormError) as caught:
            read("a + " * 5000 + "a == 1", "x")
        assert caught.value.reasons[0].key == "form.too_long"
        assert caught.value.reasons[0].values == {"place": "x", "most": 1000}
    longest = "a == " + "b + " * 248 + "ccc"
    assert len(longest) == 1000
    assert len(read_formula(longest, "x").right) == 249
    with pytest.raises(FormError):
        read_formula(longest + "c", "x")
    assert read_formula("a == 9999999", "x").right[0].coefficient == 9_999_999


def test_a_sum_stands_wherever_a_line_does() -> None:
    for text in ("5% of sum(t.c)", "2 * sum(t.c)", "seats * sum(t.c)", "-sum(t.c)"):
        assert read_formula(f"{text} <= a", "x").refs == (Ref("t.c", is_sum=True), Ref("a"))
    up = read_formula("a <= 5% of sum(t.c), up", "x").right[0]
    assert (up.percent, up.up, up.parameter, up.unit) == (True, True, "", "")
    assert read_formula("seats * sum(t.c) <= 3", "x").left[0].parameter == "seats"


def test_conditions() -> None:
    assert read_condition("annulled", "x") == Condition(flag="annulled")
    assert read_condition(" not struck ", "x") == Condition(flag="struck", negated=True)
    plain = read_condition("annulled", "x")
    assert (plain.comparison, plain.negated, plain.source_of, plain.source) == (None, False, "", "")
    told = read_condition("source(voters_listed) = counted", "x")
    assert (told.comparison, told.flag, told.negated) == (None, "", False)
    assert (told.source_of, told.source) == ("voters_listed", "counted")
    assert read_condition("a >= 3", "x").comparison is not None
