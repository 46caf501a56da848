# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signatures by list page: a row a table, a number a page; one row at a time takes keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.digits import digit_of
from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.ballot_mark import draw_mark
from precinct_app.ui.widgets.count_edit import grouped

ROW, HEAD = 54, 52
_LOW_ROW, _MOST_ROWS = 46, 7
"""Rows are lower where that keeps all of them in sight; not at large type."""
_NAME, _PITCH, _CELL, _SUM, _GAP = 160, 39, 36, 90, 50
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LONGEST = 3
_LEAST_PITCH = 30
_FEW_ROWS = 3
_PILES = 4
"""Piles that are told; more are dots."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One table: who issued there, how many pages its list has, what does not meet by ballot."""

    name: str
    who: str
    pages: int
    figures: Mapping[int, int]
    """By page, 1 upward."""
    gaps: tuple[int | None, ...] = ()
    """Signatures less ballots issued, by ballot; None while not known."""
    total: int | None = None
    """A row without pages of its own: what it adds."""


@dataclass(frozen=True, slots=True)
class GridWords:
    """Headings and the ballots of the gap columns."""

    table: str
    pages: str
    total: str
    gaps: str
    ballots: tuple[tuple[int, str], ...] = ()
    """Number and paper colour."""


class PageGrid(Painted):
    """One tab stop with its own cell at hand; every figure is told as it is left."""

    entered = Signal(int, int, object)
    """Row, page, and the number (None when emptied)."""
    key_pressed = Signal(str)
    """``zeros finding`` at the cell at hand."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[GridRow, ...] = ()
        self.words = GridWords("", "", "", "")
        self.at = (0, 1)
        self.typed: str | None = None
        """Digits being typed, None when the cell was only gone to."""
        self.piles: list[int] = []
        """Piles that were added up in the cell at hand."""
        self.low = False
        """Something below needs the room: only some rows are in sight."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_rows(self, rows: Sequence[GridRow], words: GridWords) -> None:
        """Show the tables; the cell at hand stays."""
        self.rows, self.words = tuple(rows), words
        self._tell()
        self.relook()

    def relook(self) -> None:
        """Never higher than its rows."""
        self.setMaximumHeight(self.sizeHint().height())
        super().relook()

    def go(self, row: int, page: int) -> None:
        """Go to a cell; what was typed in the former one is told first."""
        if not 0 <= row < len(self.rows) or not self.rows[row].pages:
            return
        self._leave()
        self.at = (row, max(1, min(page, self.rows[row].pages)))
        self._tell()
        self.update()

    def first_empty(self) -> None:
        """To the first page that nobody has counted."""
        for place, row in enumerate(self.rows):
            for page in range(1, row.pages + 1):
                if page not in row.figures:
                    self.go(place, page)
                    return

    def sizeHint(self) -> QSize:
        """Head and rows."""
        look = look_of(self)
        return QSize(look.px(900), look.px(HEAD) + len(self.rows) * look.px(ROW) + 1)

    def minimumSizeHint(self) -> QSize:
        """All rows, if need be low ones; of many the others come into sight with the cell at hand."""
        look, count = look_of(self), len(self.rows)
        if count <= _MOST_ROWS and not look.is_large and not self.low:
            return QSize(0, look.px(HEAD) + count * look.px(_LOW_ROW) + 1)
        few = _FEW_ROWS - 1 if self.low and look.is_large else _FEW_ROWS
        return QSize(0, look.px(HEAD) + min(few, count) * look.px(ROW) + 1)

    def set_low(self, *, low: bool) -> None:
        """Give room to what stands below, or take it back."""
        self.low = low
        self.updateGeometry()

    def _row(self) -> int:
        """How high a row is."""
        look, count = look_of(self), max(1, len(self.rows))
        share = (self.height() - look.px(HEAD)) // count
        return min(look.px(ROW), share) if share >= look.px(_LOW_ROW) else look.px(ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits by key; Enter next page; arrows; the keys of the sheet."""
        row, page = self.at
        key = Qt.Key(event.key())
        moves = {Qt.Key.Key_Left: (row, page - 1), Qt.Key.Key_Right: (row, page + 1),
                 Qt.Key.Key_Up: (row - 1, page), Qt.Key.Key_Down: (row + 1, page)}  # fmt: skip
        commands = {Qt.Key.Key_Asterisk: "zeros", Qt.Key.Key_Slash: "finding"}
        if key == Qt.Key.Key_Plus:
            self._add_pile()
        elif digit := digit_of(event):
            self.typed = ((self.typed or "") + digit)[:_LONGEST]
            self.update()
        elif key == Qt.Key.Key_Backspace:
            self._backspace()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._next()
        elif key in moves:
            self.go(*moves[key])
        elif key in commands:
            self.key_pressed.emit(commands[key])
        else:
            super().keyPressEvent(event)

    def forget_piles(self) -> bool:
        """Let go of the piles at hand; False when there are none."""
        had, self.piles = bool(self.piles), []
        if had:
            self.typed = None
            self.update()
        return had

    def _add_pile(self) -> None:
        """Take what is typed as a pile; the next one is added to it."""
        if self.typed and sum(self.piles) + int(self.typed) < 10**_LONGEST:
            self.piles.append(int(self.typed))
            self.typed = ""
            self._tell()
            self.update()

    def _backspace(self) -> None:
        """A digit less; where there is none the last pile is open again."""
        if not self.typed and self.piles:
            self.typed = str(self.piles.pop())
        else:
            self.typed = (self.typed or "")[:-1]
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a cell."""
        for place in self.rows_in_sight():
            for page in self.pages_in_sight():
                known = page <= self.rows[place].pages
                if known and self.cell(place, page).contains(event.position().toPoint()):
                    self.go(place, page)
        super().mousePressEvent(event)

    def rows_in_sight(self) -> range:
        """Rows that fit; the one at hand is among them."""
        look = look_of(self)
        fits = max(1, (self.height() - look.px(HEAD)) // self._row())
        first = max(0, min(self.at[0] - fits + 1, len(self.rows) - fits))
        return range(first, min(len(self.rows), first + fits))

    def pages_in_sight(self) -> range:
        """Pages that fit; the one at hand is among them."""
        _, _, fits = self._columns(look_of(self))
        most = max((row.pages for row in self.rows), default=1)
        first = max(1, min(self.at[1] - fits // 2, most - fits + 1))
        return range(first, min(most, first + fits - 1) + 1)

    def cell(self, row: int, page: int) -> QRect:
        """Where a cell stands."""
        look = look_of(self)
        left, pitch, _ = self._columns(look)
        top = look.px(HEAD) + (row - self.rows_in_sight().start) * self._row()
        side = min(look.px(_CELL), pitch - 3)
        x = left + (page - self.pages_in_sight().start) * pitch
        return QRect(x, top + (self._row() - look.px(36)) // 2, side, look.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head, rows, cells, sums, gaps."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("plane"))
        self._paint_head(painter, look)
        for place in self.rows_in_sight():
            self._paint_row(painter, look, place, self.rows[place])
        if self.piles:
            self._paint_piles(painter, look)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _columns(self, look: Look) -> tuple[int, int, int]:
        """Left edge of the pages, their pitch, how many fit; narrower where the window is."""
        right = self._gaps_left(look) - look.px(_SUM)
        left = look.px(_NAME)
        most = max((row.pages for row in self.rows), default=1)
        share = (right - left) // most
        if share >= look.px(_LEAST_PITCH):
            return left, min(look.px(_PITCH), share), most
        return left, look.px(_PITCH), max(1, (right - left) // look.px(_PITCH))

    def _gaps_left(self, look: Look) -> int:
        return self.width() - len(self.words.ballots) * look.px(_GAP)

    def _paint_head(self, painter: QPainter, look: Look) -> None:
        high = look.px(HEAD)
        painter.fillRect(0, 0, self.width(), high, look.colour("sunk"))
        painter.fillRect(0, high - 1, self.width(), 1, look.colour("edge"))
        painter.setFont(look.font(14))
        painter.setPen(look.colour("ink2"))
        half, (left, pitch, _) = high // 2, self._columns(look)
        painter.drawText(QRect(16, half, left, half), _LEFT, self.words.table)
        painter.drawText(QRect(left, 2, 400, half), _LEFT, self.words.pages)
        gaps = self._gaps_left(look)
        painter.drawText(QRect(0, 2, gaps - 14, half), _RIGHT, self.words.total)
        painter.drawText(QRect(gaps, 2, self.width() - gaps, half), _CENTRE, self.words.gaps)
        for place, page in enumerate(self.pages_in_sight()):
            box = QRect(left + place * pitch, half - 4, pitch - 3, half)
            painter.drawText(box, _CENTRE, str(page))
        side = look.px(22)
        for place, (number, rgb) in enumerate(self.words.ballots):
            x = gaps + place * look.px(_GAP) + (look.px(_GAP) - side) // 2
            draw_mark(painter, look, QRect(x, half - 3, side, side), number, rgb, filled=True)

    def _paint_row(self, painter: QPainter, look: Look, place: int, row: GridRow) -> None:
        high = self._row()
        top = look.px(HEAD) + (place - self.rows_in_sight().start) * high
        current = place == self.at[0]
        if current:
            painter.fillRect(0, top, self.width(), high, look.colour("sunk"))
            painter.fillRect(0, top, 6, high, look.colour("act"))
        painter.fillRect(0, top + high - 1, self.width(), 1, look.colour("line"))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(20, bold=True))
        painter.drawText(QRect(16, top + 2, look.px(_NAME), high // 2), _LEFT, row.name)
        painter.setFont(look.font(14))
        painter.setPen(look.colour("ink2"))
        painter.drawText(QRect(16, top + high // 2, look.px(_NAME), high // 2 - 4), _LEFT, row.who)
        for page in self.pages_in_sight():
            if page <= row.pages:
                self._paint_cell(painter, look, place, page)
        gaps = self._gaps_left(look)
        done = len(row.figures) == row.pages
        painter.setFont(look.font(20, bold=done))
        painter.setPen(look.colour("ink"))
        known = row.figures or row.total is not None
        total = grouped(sum(row.figures.values()) if row.total is None else row.total)
        painter.drawText(QRect(0, top, gaps - 14, high), _RIGHT, total if known else "")
        for number, gap in enumerate(row.gaps):
            box = QRect(gaps + number * look.px(_GAP), top, look.px(_GAP), high)
            self._paint_gap(painter, look, box, gap)

    def _paint_cell(self, painter: QPainter, look: Look, place: int, page: int) -> None:
        box, row = self.cell(place, page), self.rows[place]
        here = (place, page) == self.at
        figure = row.figures.get(page)
        told = "" if figure is None else str(figure)
        if here and self.typed is not None:
            told = self.typed
        current = place == self.at[0]
        if here and self.hasFocus():
            painter.fillRect(box, look.colour("fill"))
            painter.setPen(QPen(look.colour("ring"), 3))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        elif current or figure is None:
            passed = current and figure is None and page < max(row.figures, default=0)
            pen = QPen(look.colour("edge" if current else "line"), 1)
            if passed:
                pen = QPen(look.colour("ochre"), 2, Qt.PenStyle.DashLine)
            painter.fillRect(box, look.colour("plane"))
            painter.setPen(pen)
            painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(look.font(20))
        painter.setPen(look.colour("ink"))
        painter.drawText(box, _CENTRE, told)

    def _paint_piles(self, painter: QPainter, look: Look) -> None:
        """The strip beside the cell: piles so far and their sum."""
        cell = self.cell(*self.at)
        parts = " + ".join(str(part) for part in self.piles[-_PILES:])
        more = "… + " if len(self.piles) > _PILES else ""
        total = sum(self.piles) + int(self.typed or 0)
        told = f"{more}{parts} + {self.typed or ''} = {total}".replace("  ", " ")
        metrics = look.metrics(20)
        wide = metrics.horizontalAdvance(told) + look.px(20)
        left = min(cell.right() + 4, self.width() - wide - 4)
        box = QRect(left, cell.top(), wide, cell.height())
        painter.fillRect(box, look.colour("plane"))
        painter.setPen(QPen(look.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.drawRect(box)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(20))
        painter.drawText(box, _CENTRE, told)

    def _paint_gap(self, painter: QPainter, look: Look, box: QRect, gap: int | None) -> None:
        painter.fillRect(box.left(), box.top(), 1, box.height(), look.colour("line"))
        if gap is None:
            return
        if gap:
            painter.fillRect(box.adjusted(1, 0, 0, -1), look.colour("redfill"))
        painter.setFont(look.font(20, bold=bool(gap)))
        painter.setPen(look.colour("onred" if gap else "ink"))
        painter.drawText(
            box, _CENTRE, f"–{grouped(-gap)}" if gap < 0 else f"+{gap}" if gap else "0"
        )

    def _next(self) -> None:
        row, page = self.at
        if page < self.rows[row].pages:
            self.go(row, page + 1)
        elif row + 1 < len(self.rows) and self.rows[row + 1].pages:
            self.go(row + 1, 1)
        else:
            self._leave()

    def _leave(self) -> None:
        typed, self.typed = self.typed, None
        piles, self.piles = self.piles, []
        if piles:
            self.entered.emit(*self.at, min(sum(piles) + int(typed or 0), 10**_LONGEST - 1))
        elif typed is not None:
            self.entered.emit(*self.at, int(typed) if typed else None)

    def _tell(self) -> None:
        row, page = self.at
        if row < len(self.rows):
            one = self.rows[row]
            figure = one.figures.get(page)
            told = "" if figure is None else str(figure)
            told = f"{' + '.join(map(str, self.piles))} +" if self.piles else told
            self.setAccessibleName(f"{one.name}, {self.words.pages} {page}: {told}")
