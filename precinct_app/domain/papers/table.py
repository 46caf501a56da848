# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A register on paper and as a spreadsheet: columns, rows and what is said below them."""

from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.wording import Wording

Cell = Wording | str | int
"""What is no wording is the same in both languages; a whole number is a number in the spreadsheet."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its head, its share of the width, and whether somebody signs in it."""

    title: Wording
    share: int
    to_sign: bool = False


@dataclass(frozen=True, slots=True)
class TablePaper:
    """A register as it stands."""

    heading: Heading
    title: Wording
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    made: datetime
    """Local time of printing."""
    closing: tuple[Wording, ...] = ()
    """Sums and remarks below the last row."""
    empty_rows: int = 0
    """Rows at the end, to be filled by hand."""
    to_sign: bool = True
    """Chair and secretary sign below it."""
