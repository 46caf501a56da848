# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A district's precincts as cells: one bar a ballot; cells never change place, a filter dims."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from precinct_app.ui.look import Look, Painted, look_of

MANY = 320
_GAP = 3
_WORST = ("returned", "missing", "compare", "accepted")
"""The worst ballot decides the border."""


@dataclass(frozen=True, slots=True)
class BoardCell:
    """A precinct: its number and the state of each ballot."""

    number: int
    ballots: tuple[str, ...]
    """``accepted compare missing returned`` in ballot order."""
    told: str
    """The cell in words."""

    @property
    def worst(self) -> str:
        """What most needs a person."""
        return next((state for state in _WORST if state in self.ballots), "missing")


class Board(Painted):
    """One tab stop; arrows move, Enter opens; the chosen cell is told."""

    chosen = Signal(int)
    """Place of the cell that is at hand."""
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cells: tuple[BoardCell, ...] = ()
        self.at = 0
        self.filter: frozenset[str] = frozenset()
        """States that are not dimmed; empty for all."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_cells(self, cells: Sequence[BoardCell], name: str) -> None:
        """Show precincts in their order."""
        self.cells, self.name = tuple(cells), name
        self.at = min(self.at, max(0, len(self.cells) - 1))
        self._tell()
        self.update()

    def show_only(self, states: frozenset[str]) -> None:
        """Dim what is not of these states."""
        self.filter = states
        self.update()

    def choose(self, place: int) -> None:
        """Go to a cell."""
        if 0 <= place < len(self.cells):
            self.at = place
            self._tell()
            self.chosen.emit(place)
            self.update()

    def next_problem(self) -> None:
        """To the next cell that needs a person."""
        order = [*range(self.at + 1, len(self.cells)), *range(self.at + 1)]
        for place in order:
            if self.cells[place].worst != "accepted":
                self.choose(place)
                return

    def sizeHint(self) -> QSize:
        """As its place on the page."""
        return QSize(600, 360)

    def columns(self) -> int:
        """Cells in a row, at this width."""
        return max(1, (self.width() + self._gap()) // (self._cell().width() + self._gap()))

    def place_of(self, place: int) -> QRect:
        """Where a cell stands."""
        size, columns = self._cell(), self.columns()
        line, column = divmod(place, columns)
        x = column * (size.width() + self._gap())
        return QRect(x, line * (size.height() + self._gap()), size.width(), size.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter."""
        columns = self.columns()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns,
                Qt.Key.Key_Down: columns}.get(Qt.Key(event.key()))  # fmt: skip
        if step is not None:
            self.choose(self.at + step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.cells:
            self.opened.emit(self.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        for place in range(len(self.cells)):
            if self.place_of(place).contains(event.position().toPoint()):
                self.choose(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every cell, the chosen one last, over its neighbours' gap."""
        look, painter = look_of(self), QPainter(self)
        for place, cell in enumerate(self.cells):
            if place != self.at:
                self._paint(painter, look, place, cell)
        if self.cells:
            self._paint(painter, look, self.at, self.cells[self.at])

    def _gap(self) -> int:
        return _GAP if len(self.cells) <= MANY else 1

    def _cell(self) -> QSize:
        look = look_of(self)
        wide, high = (41, 31) if len(self.cells) <= MANY else (34, 26)
        return QSize(look.px(wide), look.px(high))

    def _paint(self, painter: QPainter, look: Look, place: int, cell: BoardCell) -> None:
        box, worst, chosen = self.place_of(place), cell.worst, place == self.at
        dimmed = bool(self.filter) and worst not in self.filter and not chosen
        painter.setOpacity(0.35 if dimmed else 1.0)
        quiet = worst == "accepted"
        ground = look.colour("band" if quiet else "plane")
        painter.fillRect(box, look.colour("fill") if chosen else ground)
        self._border(painter, look, box, worst)
        painter.setFont(look.font(14, bold=worst == "returned" or chosen))
        painter.setPen(look.colour("ink2" if quiet and not chosen else "ink"))
        top = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        painter.drawText(box.adjusted(0, -1, 0, 0), top, str(cell.number))
        self._bars(painter, look, box, cell)
        painter.setOpacity(1.0)
        if chosen:
            painter.setPen(QPen(look.colour("ring"), 3))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))

    def _border(self, painter: QPainter, look: Look, box: QRect, worst: str) -> None:
        pens = {
            "returned": QPen(look.colour("red"), 2),
            "missing": QPen(look.colour("edge"), 1, Qt.PenStyle.DashLine),
            "compare": QPen(look.colour("ochre"), 1),
        }
        if worst in pens:
            painter.setPen(pens[worst])
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _bars(self, painter: QPainter, look: Look, box: QRect, cell: BoardCell) -> None:
        wide, high = (5, 9) if len(self.cells) <= MANY else (4, 8)
        wide, high, gap = look.px(wide), look.px(high), look.px(2)
        whole = len(cell.ballots) * (wide + gap) - gap
        x = box.left() + (box.width() - whole) // 2
        y = box.bottom() - high - 1
        filled: dict[str, QColor] = {
            "accepted": look.colour("node"), "returned": look.colour("red"),
        }  # fmt: skip
        for state in cell.ballots:
            bar = QRect(x, y, wide, high)
            if state in filled:
                painter.fillRect(bar, filled[state])
            else:
                tone = look.colour("ochre" if state == "compare" else "edge")
                painter.setPen(QPen(tone, 1))
                painter.drawRect(bar.adjusted(0, 0, -1, -1))
                if state == "compare":
                    painter.fillRect(x, y + high // 2, wide, high - high // 2, tone)
            x += wide + gap

    def _tell(self) -> None:
        told = self.cells[self.at].told if self.cells else ""
        self.setAccessibleName(f"{getattr(self, 'name', '')}: {told}")
