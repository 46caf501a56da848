# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which cells of a form stand in a page's codes, in their order."""

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.sheet import Rows, cell_parts

VOTES = "votes"
_NOT_IN_CODES = frozenset({"box", "member"})


def printed_cells(form: Form, rows: Rows, level: Level) -> list[CellSpec]:
    """Printed lines and votes; boxes are apart, and members' rows are in no code."""
    return [
        spec
        for spec in form.cells(rows, level)
        if spec.printed and line_of(spec).partition(".")[0] not in _NOT_IN_CODES
    ]


def line_of(spec: CellSpec) -> str:
    """The line that a cell belongs to."""
    return cell_parts(spec.cell)[0]


def sealed_lines(form: Form, options: tuple[str, ...], count: int) -> list[CellSpec]:
    """The cells behind so many sealed lines; empty when no level of use has just so many.

    A seal does not say at which level it was made; the lines of the codes say it by their number.
    """
    for level in Level:
        cells = printed_cells(form, form.rows(options), level)
        lines = [spec for spec in cells if line_of(spec) != VOTES]
        if len(lines) == count:
            return lines
    return []


def sealed_votes(form: Form, options: tuple[str, ...], count: int) -> list[CellSpec]:
    """The cells behind so many sealed votes, in the order of the ballot."""
    cells = form.cells(form.rows(options), max(Level, key=lambda level: level.rank))
    votes = [spec for spec in cells if line_of(spec) == VOTES]
    return votes if len(votes) == count else []
