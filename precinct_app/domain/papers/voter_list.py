# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list on paper: the legal list that voters sign, the list of those added, the marked one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.wording import Wording


class ListKind(StrEnum):
    """Which list it is."""

    MAIN = "main"
    """As delivered, with columns to sign."""
    SUPPLEMENTARY = "supplementary"
    """Those entered after delivery, with columns to sign and empty rows."""
    MARKED = "marked"
    """As it stands in the program: who was given which ballot, until which turnout report."""


REFUSED = "–"
"""Stands in the cell of a ballot that the voter refused."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A voter's row; all texts as they are printed."""

    number: str
    """In the list as delivered; in the supplementary list its own."""
    name: str
    birth: str
    iin_tail: str
    """The last four digits; never more on paper that is carried about."""
    address: str
    notes: tuple[Wording, ...] = ()
    """Certificate, home voting, ground of inclusion or exclusion."""
    given: tuple[str, ...] = ()
    """By ballot, on the marked list only: a time of the turnout reports, `REFUSED`, or nothing."""
    given_by: str = ""
    """On the marked list only."""
    closed: bool = False
    """Gets no ballot by this row: its cells are struck, so that nobody signs there."""
    place: str = ""
    """Where the row stands in the paper list, ``3 / 14 / 7``, when that is another one."""


@dataclass(frozen=True, slots=True)
class ListPaper:
    """A list, or the part of it that lies on one table."""

    heading: Heading
    kind: ListKind
    table: str
    """Empty for the whole list."""
    ballots: tuple[Wording, ...]
    """Short names in the day's order, one column each."""
    rows: tuple[ListRow, ...]
    made: datetime
    """Local time of printing."""
    empty_rows: int = 0
    """Numbered rows at the end, to be filled by hand."""


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row came to stand: page and row of the page, both from 1."""

    page: int
    row: int


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A drawn list: the PDF and where each of its rows stands, in their order."""

    pdf: bytes
    places: tuple[RowPlace, ...]
    pages: int
