# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which figures stand behind a code: told by their number alone, or not at all."""

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.printed_cells import (
    VOTES,
    line_of,
    printed_cells,
    sealed_lines,
    sealed_votes,
)
from tests.domain.protocol.shipped import form as shipped_form

OPTIONS = ("p1", "p2", "p3")


@pytest.fixture(scope="module")
def form() -> Form:
    return shipped_form("mazhilis_list_2023")


@pytest.mark.parametrize("level", list(Level))
def test_lines_are_found_again_by_their_number(form: Form, level: Level) -> None:
    rows = form.rows(OPTIONS, member=("m4",), box=("1", "2"))
    cells = printed_cells(form, rows, level)
    lines = [spec for spec in cells if line_of(spec) != VOTES]
    assert [spec.cell for spec in sealed_lines(form, OPTIONS, len(lines))] == [
        spec.cell for spec in lines
    ]
    assert not any(spec.cell.startswith(("box.", "member.")) for spec in cells)


def test_votes_are_in_the_order_of_the_ballot(form: Form) -> None:
    found = sealed_votes(form, OPTIONS, 3)
    assert [spec.cell for spec in found] == ["votes.p1", "votes.p2", "votes.p3"]


def test_another_number_tells_nothing(form: Form) -> None:
    assert sealed_lines(form, OPTIONS, 1000) == []
    assert sealed_votes(form, OPTIONS, 4) == []
