# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The figures of a protocol that stand in its two QR codes, and the text of the plain one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.election import Mode
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.printed_cells import VOTES, line_of, printed_cells
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, Figure, cell_parts

TRAINING: Final = "TRAINING, NOT REAL"
MOST_NUMBERED: Final = 12
"""With more options than this the votes stand as one list."""

_BOX: Final = "box"


@dataclass(frozen=True, slots=True)
class PrintedFigures:
    """Figures in the form's order: printed lines, what was found in each box, votes."""

    lines: tuple[Figure | None, ...]
    """None for a printed line that nobody filled: a seal is never refused for it."""
    boxes: tuple[Figure | None, ...]
    votes: tuple[Figure | None, ...]


def printed_figures(record: ProtocolRecord, form: Form | None) -> PrintedFigures:
    """The figures that are sealed; without a form no lines, since only a form says what is printed.

    What each member issued is not among them.
    """
    cells = [] if form is None else _printed_cells(record, form)
    lines = [record.figure(spec.cell) for spec in cells if line_of(spec) != VOTES]
    boxes = [v.figure for v in record.values if cell_parts(v.cell)[0] == f"{_BOX}.found"]
    votes = [record.figure(f"{VOTES}.{option.option_id}") for option in record.options]
    return PrintedFigures(tuple(lines), tuple(boxes), tuple(votes))


def plain_text(record: ProtocolRecord, form: Form) -> str:
    """The plain QR code's text, for any phone: ASCII lines of official number and figure.

    ``1=1202 2=784``, then ``16.1=401 17=28``; above twelve options ``16.1-16.40: 6 5 10``.
    """
    head = [f"KZ {record.day} {record.election_id} {record.ballot_id}"]
    if record.mode is Mode.TRAINING:
        head.insert(0, TRAINING)
    head.append(f"{record.precinct_id} v{record.version}")
    cells = _printed_cells(record, form)
    first = next((i for i, spec in enumerate(cells) if line_of(spec) == VOTES), len(cells))
    votes = [spec for spec in cells if line_of(spec) == VOTES]
    rest = [spec for spec in cells[first:] if line_of(spec) != VOTES]
    groups = " ".join(groups_of_four(control_number(record.to_json())))
    body = [_numbered(record, cells[:first]), *_told_votes(record, votes, rest), groups]
    return "\n".join([*head, *(line for line in body if line)])


def _told_votes(
    record: ProtocolRecord, votes: Sequence[CellSpec], rest: Sequence[CellSpec]
) -> tuple[str, ...]:
    if len(votes) <= MOST_NUMBERED:
        return (_numbered(record, [*votes, *rest]),)
    listed = " ".join(_shown(record.figure(spec.cell)) for spec in votes)
    return (f"{votes[0].official}-{votes[-1].official}: {listed}", _numbered(record, rest))


def _printed_cells(record: ProtocolRecord, form: Form) -> list[CellSpec]:
    return printed_cells(form, record.rows(form), record.level)


def _numbered(record: ProtocolRecord, cells: Sequence[CellSpec]) -> str:
    return " ".join(f"{spec.official}={_shown(record.figure(spec.cell))}" for spec in cells)


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return "-"
    return "n/a" if figure is NA else str(figure)
