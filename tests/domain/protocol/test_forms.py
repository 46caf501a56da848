# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Shipped forms: without fault, and numbered as on paper."""

import hashlib
import re
from dataclasses import replace

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import check, completed
from precinct_app.domain.protocol.form import Stage
from precinct_app.domain.protocol.form_faults import faults
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.protocol.formula import read_formula
from precinct_app.domain.protocol.printed import Numbers
from precinct_app.domain.protocol.sheet import Figure, Rows, Sheet, Source
from precinct_app.domain.wording import Wording
from tests.domain.protocol.shipped import (
    FORMS,
    ROWS,
    form,
    quiet,
    rows_of,
    texts,
    with_registers,
)
from tests.domain.protocol.small_forms import small

BASE = texts()["mazhilis_list_2023"]


@pytest.mark.parametrize("form_id", sorted(texts()))
def test_shipped_forms_have_no_fault(form_id: str) -> None:
    assert faults(form_id, texts()) == []


def test_what_is_taken_away_vanishes() -> None:
    text = 'remove = ["against_all", "W310"]\n' + BASE
    own = load_form("own", {**texts(), "own": text})
    assert all(line.name != "against_all" for line in own.lines())
    assert all(relation.code != "W310" for relation in own.relations)
    assert own.relation("E306").linear is not None


def test_a_form_is_known_by_all_its_texts() -> None:
    own = "builds_on = 'akim'\n[[line]]\nname = 'ballots_lost'\nof_which = true\n"
    known = {**texts(), "own": own}
    told = b"".join(known[name].encode() + b"\0" for name in ("own", "akim", "common_sheet"))
    assert load_form("own", known).sha256 == hashlib.sha256(told).hexdigest()


def test_cells_are_numbered_as_on_paper() -> None:
    cells = {c.cell: c.official for c in form().cells(ROWS, Level.COUNT_ONLY)}
    assert cells["member.m4.issued"] == "6.2"
    assert cells["votes.p3"] == "16.3"
    assert cells["box.1.found"] == "34.1.3"
    assert "member.m4.taken" not in cells
    assert "member.m4.taken" in {c.cell for c in form().cells(ROWS, Level.MARKS)}


def test_a_form_may_take_away_and_say_anew() -> None:
    line = """
[[line]]
name = "against_all"
official = "17a"
section = "votes"
source = "counted"
caption = { kk = "x", ru = "x", en = "None of them" }
"""
    own = load_form("own", {**texts(), "own": 'remove = ["against_all"]\n' + BASE + line})
    (again,) = [one for one in own.lines() if one.name == "against_all"]
    assert (again.official, again.caption.en, again.of_which) == ("17a", "None of them", False)
    assert [item.official for item in own.items][-20:].count("17a") == 1
    assert own.relation("E306").linear is not None


def test_sections_stand_in_the_order_of_their_lines() -> None:
    order = [section.section_id for section in form("referendum_questions").sections]
    assert order == ["before", "after", "questions", "working_before", "working_after"]
    assert form().section("votes").number == "III"
    with pytest.raises(KeyError):
        form().section("moon")


def test_several_printed_columns_are_numbered_and_one_is_not() -> None:
    asked = form("referendum_questions")
    for level in (Level.COUNT_ONLY, Level.MARKS):
        cells = {c.cell: c.official for c in asked.cells(asked.rows(("q1", "q2")), level)}
        assert (cells["question.q2.yes"], cells["question.q2.unclear"]) == ("14.2.1", "14.2.9")
    numbers = Numbers(asked, asked.rows(("q1", "q2")), Level.COUNT_ONLY)
    relation = asked.relation("E306")
    assert numbers.formula(relation, "q2") == "14.2.4 = 14.2.1 + 14.2.2"


def test_no_number_stands_twice() -> None:
    for form_id in FORMS:
        cells = form(form_id).cells(rows_of(form_id), Level.MARKS)
        numbers = [spec.official for spec in cells]
        assert len({*numbers}) == len(numbers), form_id


def test_every_form_says_what_it_serves_and_what_percentages_are_of() -> None:
    for form_id in FORMS:
        asked = form(form_id)
        assert asked.serves == (form_id.removesuffix("_2023").removesuffix("_2026")
                                .removesuffix("_multi"),)  # fmt: skip
        base = "voters_took_part" if "referendum" in form_id else "ballots_valid"
        assert asked.percent_of == base
    assert form("common_sheet").serves == ()


def test_referendums_speak_of_citizens() -> None:
    voter = re.compile(r"сайлаушы|избирател(?!ьн)|\bvoters?\b", re.IGNORECASE)
    for form_id in ("referendum", "referendum_questions"):
        asked = form(form_id)
        told: list[Wording] = [asked.title, asked.ballot_caption]
        told += [section.title for section in asked.sections]
        told += [w for relation in asked.relations for w in (relation.says, relation.next)]
        rows = rows_of(form_id)
        told += [spec.caption for spec in asked.cells(rows, Level.MARKS)]
        said = [text for wording in told for text in (wording.kk, wording.ru, wording.en)]
        assert [text for text in said if voter.search(text)] == []


def test_numbers_in_a_message_stand_in_its_relation() -> None:
    for form_id in FORMS:
        for relation in form(form_id).relations:
            known = {*re.findall(r"\d+", f"{relation.formula} {relation.when}")}
            known |= {str(abs(int(number) - 100)) for number in known}  # 105 %: by more than 5 %
            for text in (relation.says.kk, relation.says.ru, relation.says.en):
                assert {*re.findall(r"\d+", text)} <= known, (form_id, relation.code)


def test_no_computed_line_decides_anything() -> None:
    computed = {line.name for line in form("common_sheet").lines() if line.formula}
    assert computed == {"found_mobile", "voters_took_part"}
    for form_id in FORMS:
        for relation in form(form_id).relations:
            refs = relation.linear.refs if relation.linear else ()
            assert not computed & {ref.name for ref in refs}


def test_what_a_removed_table_said_is_not_asked() -> None:
    text = 'remove = ["kind"]\n' + BASE
    own = load_form("own", {**texts(), "own": text})
    found = check(own, Sheet(with_registers(quiet())), ROWS, level=Level.MARKS)
    told = {*found.passed, *found.not_checked, *found.open}
    assert not {"E110", "A115", "A121"} & told
    assert "E101" in found.passed


def test_printed_formulas_read_as_on_paper() -> None:
    numbers = Numbers(form(), ROWS, Level.REGISTERS)
    for formula, told in (
        ("-ballots_lost + ballots_found >= 0", "-9 + 12 >= 0"),
        ("2 * ballots_lost <= 3 * sum(votes) - 1", "2 * 9 <= 3 * 16.1-16.3 - 1"),
        ("sum(votes) <= mandates * ballots_valid", "16.1-16.3 <= mandates * 15"),
        ("ballots_lost <= 5% of sum(box.found)", "9 <= 5 % * 34.1.3"),
        ("member.issued == invalid_by_reason.unclear", "6.2 = 42.6"),
    ):
        relation = replace(form().relation("E101"), formula=formula,
                           linear=read_formula(formula, "x"))  # fmt: skip
        assert numbers.formula(relation, "m4") == told
    gone = Numbers(form("referendum"), rows_of("referendum"), Level.COUNT_ONLY)
    assert gone.formula(form("referendum").relation("E306")) == "15 = 16.1-16.2"
    two = Numbers(form(), replace(ROWS, box=("1", "2")), Level.COUNT_ONLY)
    assert two.formula(form().relation("E206")) == "42.1 = 34.1.3-34.2.3 (34.1.5-34.2.5 = 1)"
    assert numbers.formula(form().relation("E206")) == "42.1 = 34.1.3 (34.1.5 = 1)"
    assert two.formula(form().relation("A103")) == "9 <= 0"
    no_boxes = Numbers(form(), replace(ROWS, box=()), Level.COUNT_ONLY)
    assert no_boxes.formula(form().relation("E301")) == "12 = 11"
    assert no_boxes.formula(form().relation("A103")) == "9 <= 0"
    assert no_boxes.formula(form().relation("E602")) == ""


def test_what_cannot_be_computed_yet_or_would_be_below_zero_stays_empty() -> None:
    form = small("a, b, c=a - b")

    def told(**figures: int) -> tuple[dict[str, Figure], dict[str, Source]]:
        whole = completed(form, Sheet(dict(figures)), Rows())
        return dict(whole.figures), dict(whole.sources)

    assert told(a=5, b=3) == ({"a": 5, "b": 3, "c": 2}, {"c": Source.COMPUTED})
    assert told(a=5, b=5) == ({"a": 5, "b": 5, "c": 0}, {"c": Source.COMPUTED})
    assert told(a=5, b=6) == ({"a": 5, "b": 6}, {})
    assert told(a=5) == ({"a": 5}, {})


def test_cells_stand_in_the_order_in_which_they_become_known_printed_ones_first() -> None:
    chosen = form("mazhilis_list_2023")
    cells = chosen.cells(ROWS, Level.COUNT_ONLY)
    found = chosen.by_stage(reversed(cells))
    assert list(found) == [Stage.BEFORE, Stage.AFTER]
    assert sorted(c.cell for here in found.values() for c in here) == sorted(c.cell for c in cells)
    for here in found.values():
        printed = [spec.printed for spec in here]
        assert printed == sorted(printed, reverse=True)
    assert "ballots_received" in {c.cell for c in found[Stage.BEFORE]}
    assert chosen.by_stage(found[Stage.AFTER]) == {Stage.AFTER: found[Stage.AFTER]}
