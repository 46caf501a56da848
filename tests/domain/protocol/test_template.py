# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Official numbers of a form before any precinct: the n-th row stands for all of them."""

from dataclasses import replace

import pytest

from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.formula import read_formula
from precinct_app.domain.protocol.template import TemplateNumbers
from precinct_app.domain.wording import Language, Wording
from tests.domain.protocol.shipped import form


def formula(asked: Form, text: str) -> str:
    relation = replace(asked.relation("E101"), formula=text, linear=read_formula(text, "x"))
    return TemplateNumbers(asked).formula(relation)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ballots_issued == sum(member.issued)", "6 = 6.1-6.n"),
        ("member.taken <= member.issued", "6.n.2 <= 6.n"),
        ("ballots_valid == sum(votes) + against_all", "15 = 16.1-16.n + 17"),
        ("votes == 0", "16.n = 0"),
        ("sum(box.found where box.annulled) <= 5", "(34.1.3-34.n.3, 34.n.5 = 1) <= 5"),
        ("sum(kind.lost) == 0", "33.1.6-33.n.6 = 0"),
        ("ballots_invalid == sum(invalid_by_reason)", "14 = 42.1-42.6"),
        ("invalid_by_reason.unclear <= ballots_invalid", "42.6 <= 14"),
    ],
)
def test_formulas_of_a_form(text: str, told: str) -> None:
    assert formula(form(), text) == told


def test_rows_of_several_printed_columns() -> None:
    asked = form("referendum_questions")
    assert formula(asked, "sum(question.no) <= question.yes") == "14.1.2-14.n.2 <= 14.n.1"


def test_sentences_of_a_form() -> None:
    numbers = TemplateNumbers(form())
    text = "{votes}; {member}; {box}; {invalid_by_reason}; {ballots_valid}; {row}; {left}"
    told = numbers.told(Wording.same(text), Language.RU)
    assert told == "16.1-16.n; 6.1-6.n; 34.1.1-34.n.1; 42.1-42.6; 15; n; …"


def test_cells_and_computed_lines() -> None:
    numbers = TemplateNumbers(form())
    lines = {line.name: line for line in form().lines()}
    assert numbers.computed(lines["found_mobile"]) == "34.1.3-34.n.3"
    assert numbers.computed(lines["voters_took_part"]) == "12"
    tables = {table.name: table for table in form().tables()}
    reasons = tables["invalid_by_reason"]
    assert numbers.cell(reasons, reasons.fixed_rows[1], reasons.columns[0]) == "42.2"
    assert numbers.cell(tables["box"], None, tables["box"].columns[9]) == "34.n.10"
    assert numbers.cell(tables["member"], None, tables["member"].columns[0]) == "6.n"
