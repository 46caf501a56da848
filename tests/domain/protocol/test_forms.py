# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Shipped forms: without fault, and numbered as on paper."""

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form_faults import faults
from precinct_app.domain.protocol.form_file import load_form
from tests.domain.protocol.shipped import ROWS, form, texts

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
