# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The figures of one ballot's protocol: cells, their three states, where each figure came from.

A cell's name is text: a line (``ballots_issued``), a row of a table with one column
(``votes.amanat``), or a cell of a table with several columns (``member.m3.issued``,
``box.1.found``).  Row names are ``[a-z0-9_-]+`` and hold no dot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum


class NotApplicable(Enum):
    """The third state of a cell beside empty and a number."""

    NA = "n/a"


NA = NotApplicable.NA
Figure = int | NotApplicable
"""A filled cell: a whole number from 0 upward, or not applicable. An empty cell is not stored."""

LARGEST_FIGURE = 9_999_999


class Source(StrEnum):
    """Where a figure came from; kept, printed and exported with it."""

    COUNTED = "counted"
    REGISTER = "register"
    PAPER = "paper"
    DISTRICT = "district"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figures of one sheet by cell name; a cell that is not there is empty."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Source by cell; counted where nothing is said."""

    def number(self, cell: str) -> int | None:
        """The cell as a number: n/a counts as 0, empty is None."""
        figure = self.figures.get(cell)
        return 0 if figure is NA else figure

    def source(self, cell: str) -> Source:
        """Where the figure came from."""
        return self.sources.get(cell, Source.COUNTED)

    def with_figures(self, changes: Mapping[str, Figure]) -> "Sheet":
        """The same sheet with some cells changed; the original stays as it is."""
        return Sheet({**self.figures, **changes}, self.sources)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that this precinct's sheet has in each table: option ids, member ids, box numbers.

    Tables with rows fixed by the form (reasons for invalidity) are not listed here.
    """

    votes: tuple[str, ...] = ()
    member: tuple[str, ...] = ()
    box: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    struck: frozenset[str] = frozenset()
    """Options withdrawn after printing."""

    def of(self, table: str) -> tuple[str, ...]:
        """Row names of a table by its name; empty for a table that the precinct does not bring."""
        brought = {
            "votes": self.votes, "member": self.member, "box": self.box,
            "question": self.question, "kind": self.kind,
        }  # fmt: skip
        return brought.get(table, ())


def cell_parts(cell: str) -> tuple[str, str]:
    """Split a cell name into line and row: ``box.1.found`` gives ``("box.found", "1")``."""
    parts = cell.split(".")
    if len(parts) == 1:
        return cell, ""
    if len(parts) == 2:  # noqa: PLR2004
        return parts[0], parts[1]
    return f"{parts[0]}.{parts[2]}", parts[1]


def cell_name(line: str, row: str) -> str:
    """Join a line and a row into a cell name; the inverse of `cell_parts`."""
    if not row:
        return line
    table, _, column = line.partition(".")
    return f"{table}.{row}.{column}" if column else f"{table}.{row}"


def differing(first: Sheet, second: Sheet) -> Iterator[str]:
    """Cells that two blind entries do not hold alike, in the order of the first."""
    for cell in dict.fromkeys([*first.figures, *second.figures]):
        if first.figures.get(cell) != second.figures.get(cell):
            yield cell
