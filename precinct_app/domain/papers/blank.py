# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets by hand: blanks for a night without a laptop, an empty act, and a mock night's filled sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class TablePages:
    """A table of the polling room and its pages of the list."""

    table: str
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class BlankPaper:
    """The emergency blank of one ballot: same lines, same numbers, no figures."""

    heading: Heading
    number: int
    """Of the blank, 1 upward; it lies in a sealed envelope."""
    ballot_name: Wording
    form: Form
    cells: tuple[CellSpec, ...]
    """The form's cells in this precinct, with names of options and members as captions."""
    tables: tuple[TablePages, ...]
    made: datetime


@dataclass(frozen=True, slots=True)
class CountedPaper:
    """A ballot's sheet as tellers filled it in, for mock nights: what somebody else then types."""

    heading: Heading
    ballot_name: Wording
    form: Form
    cells: tuple[CellSpec, ...]
    """What is typed from it, in the order of the first entry."""
    figures: Mapping[str, Figure]
    made: datetime


@dataclass(frozen=True, slots=True)
class BlankActPaper:
    """An act with nothing filled in but the precinct and the names of those who sign."""

    heading: Heading
    made: datetime
