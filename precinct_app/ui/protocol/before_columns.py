# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The grid before the boxes: what it shows, and where its columns stand."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt

from precinct_app.ui.look import Look

PAD = 16
END = 18
"""Room right of a cell, enough for a scroll bar."""
SECOND_FROM = 470
"""Captions this wide have room for a second language."""
CAPTION = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
NUMBER = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_COLUMN, _LEAST_CAPTION = 138, 250


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A ballot's number, name and paper."""

    number: int
    name: str
    rgb: str


@dataclass(frozen=True, slots=True)
class LineWords:
    """A row: its name, captions, and whether it is typed."""

    row: str
    first: str
    second: str
    typed: bool
    group: bool = False
    """A stronger line above it."""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class MustBeZero:
    """What stands below a column: a number and who it is about; nothing while it is not known."""

    number: int | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand in a width."""

    count: int
    total: int
    wide: int

    @staticmethod
    def of(look: Look, total: int, count: int) -> "Columns":
        """As wide as the look asks; narrower where captions need the room."""
        room = max(1, (total - look.px(_LEAST_CAPTION)) // max(1, count))
        return Columns(count, total, min(look.px(_COLUMN), room))

    @property
    def captions(self) -> int:
        """Width left of the first column."""
        return self.total - self.count * self.wide

    def box(self, place: int, height: int) -> QRect:
        """A column's part of a row."""
        return QRect(self.captions + place * self.wide, 0, self.wide, height)
