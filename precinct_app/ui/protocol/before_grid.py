# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The grid before the boxes: a column a ballot in its colour, rows of counts, what must be 0 below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from precinct_app.domain.protocol.sheet import Figure
from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.count_edit import CountEdit, grouped
from precinct_app.ui.widgets.icon import draw_icon

_COLUMN, _LEAST_CAPTION, _PAD = 138, 250, 16
_HEAD, _FOOT = 62, 62
_END = 18
"""Room right of a cell, enough for a scroll bar."""
_SECOND_FROM = 470
"""Captions this wide have room for a second language."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


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


class _Cell(CountEdit):
    """A cell that arrows leave at its ends: to the next ballot and back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows sideways, else as every count cell."""
        key = Qt.Key(event.key())
        whole = self.hasSelectedText()
        if key is Qt.Key.Key_Right and (whole or self.cursorPosition() == len(self.text())):
            self.key_pressed.emit(self.cell, "right")
        elif key is Qt.Key.Key_Left and (whole or not self.cursorPosition()):
            self.key_pressed.emit(self.cell, "left")
        else:
            super().keyPressEvent(event)


class _Line(Painted):
    """One row: captions painted, a cell in each column."""

    def __init__(self, words: LineWords, count: int) -> None:
        super().__init__()
        self.words = words
        self.high, self.total = 32, 0
        """Height at 100 %; the grid's width, of which a scroll bar may take the end."""
        self.current = False
        self.edits = [_Cell(f"{words.row}/{place}", "", self) for place in range(count)]
        for edit in self.edits:
            edit.setReadOnly(not words.typed)
            if not words.typed:
                edit.set_state("fixed")
                edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: LineWords, heads: Sequence[ColumnHead]) -> None:
        self.words = words
        for edit, head in zip(self.edits, heads, strict=True):
            edit.setAccessibleName(f"{words.first}, {head.number} {head.name}")
        self.update()

    def set_height(self, height: int) -> None:
        self.high = height
        self.relook()

    def sizeHint(self) -> QSize:
        return QSize(0, look_of(self).px(self.high))

    def relook(self) -> None:
        super().relook()
        look = look_of(self)
        self.setFixedHeight(look.px(self.high))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        look = look_of(self)
        columns = Columns.of(look, self.total or self.width(), len(self.edits))
        for place, edit in enumerate(self.edits):
            box = columns.box(place, self.height() - 1)
            edit.wide = (box.width() - look.px(8) - _END) * 100 // look.percent
            edit.high = self.high - 2
            edit.relook()
            edit.move(box.right() - _END - edit.width(), (box.height() - edit.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = look_of(self), QPainter(self)
        columns = Columns.of(look, self.total or self.width(), len(self.edits))
        if self.current:
            painter.fillRect(self.rect(), look.colour("sunk"))
            painter.fillRect(0, 0, 5, self.height(), look.colour("act"))
        for place in range(columns.count):
            left = columns.box(place, 0).left()
            painter.fillRect(left, 0, 1, self.height(), look.colour("line"))
        for box, told, tone in self.caption_boxes(look):
            painter.setFont(look.font(16, bold=self.words.strong and tone == "ink"))
            painter.setPen(look.colour(tone))
            painter.drawText(box, _LEFT, told)
        if not self.words.typed:
            self._paint_lock(painter, look)
        thick = 2 if self.words.group else 1
        colour = look.colour("edge" if self.words.group else "line")
        painter.fillRect(0, 0, self.width(), thick, colour)

    def caption_boxes(self, look: Look) -> list[tuple[QRect, str, str]]:
        """Where each caption stands: box, text, colour."""
        pad, room = (
            look.px(_PAD),
            Columns.of(look, self.total or self.width(), len(self.edits)).captions,
        )
        words, high = self.words, self.height()
        if room < look.px(_SECOND_FROM) or not words.second or words.second == words.first:
            return [(QRect(pad, 0, room - pad - look.px(28), high), words.first, "ink")]
        split = room * 54 // 100
        return [
            (QRect(pad, 0, split - pad - look.px(8), high), words.first, "ink"),
            (QRect(split, 0, room - split - look.px(8), high), words.second, "ink2"),
        ]

    def _paint_lock(self, painter: QPainter, look: Look) -> None:
        box, told, _ = self.caption_boxes(look)[0]
        side = look.px(15)
        wide = look.metrics(16, bold=self.words.strong).horizontalAdvance(told)
        left = box.left() + wide + look.px(10)
        draw_icon(
            painter, "lock", QRectF(left, (self.height() - side) / 2, side, side),
            look.colour("ink2"),
        )  # fmt: skip


class _Heads(Painted):
    """Numbers and names of the ballots on their paper colours."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: tuple[ColumnHead, ...] = ()
        self.title = self.second = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, look_of(self).px(_HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("sunk"))
        columns = Columns.of(look, self.width(), len(self.heads))
        self._paint_title(painter, look, columns.captions)
        for place, head in enumerate(self.heads):
            box = columns.box(place, self.height())
            tint, edge = look.paper(head.rgb)
            painter.fillRect(box, tint)
            painter.fillRect(QRect(box.topLeft(), QSize(box.width(), 8)), edge)
            painter.fillRect(box.left(), 0, 1, self.height(), look.colour("plane"))
            painter.setPen(look.colour("ink"))
            painter.setFont(look.font(20, bold=True))
            inside = box.adjusted(look.px(10), 10, -look.px(4), -2)
            number = str(head.number)
            painter.drawText(inside, _LEFT, number)
            past = look.metrics(20, bold=True).horizontalAdvance(number) + look.px(8)
            painter.setFont(look.font(14))
            wrapped = _LEFT | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(inside.adjusted(past, 0, 0, 0), wrapped, head.name)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("edge"))

    def _paint_title(self, painter: QPainter, look: Look, room: int) -> None:
        pad = look.px(_PAD)
        wide = look.metrics(24, bold=True).horizontalAdvance(self.title)
        painter.setPen(look.colour("ink"))
        if wide < room - pad:
            painter.setFont(look.font(24, bold=True))
            painter.drawText(QRect(pad, 4, room - pad, self.height() * 3 // 5), _LEFT, self.title)
            painter.setPen(look.colour("ink2"))
            painter.setFont(look.font(14))
            low = QRect(pad, self.height() // 2, room - pad, self.height() // 2 - 4)
            painter.drawText(low, _LEFT, self.second)
        else:
            painter.setFont(look.font(20, bold=True))
            wrapped = _LEFT | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRect(pad, 0, room - pad, self.height()), wrapped, self.title)


class _Zeros(Painted):
    """The bottom row: nothing but 0 may stand here."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self.second = ""
        self.found: tuple[MustBeZero, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, look_of(self).px(_FOOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("sunk"))
        for y in (0, 3):
            painter.fillRect(0, y, self.width(), 1, look.colour("ink"))
        columns = Columns.of(look, self.width(), len(self.found))
        pad, room = look.px(_PAD), columns.captions
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(24, bold=True))
        painter.drawText(QRect(pad, 4, room - pad, self.height() - 4), _LEFT, self.first)
        split = room * 54 // 100
        wide = look.metrics(24, bold=True).horizontalAdvance(self.first)
        if room >= look.px(_SECOND_FROM) and wide < split - pad:
            painter.setPen(look.colour("ink2"))
            painter.setFont(look.font(16))
            painter.drawText(QRect(split, 4, room - split, self.height() - 4), _LEFT, self.second)
        for place, one in enumerate(self.found):
            self._paint_one(painter, look, columns.box(place, self.height()), one)

    def _paint_one(self, painter: QPainter, look: Look, box: QRect, one: MustBeZero) -> None:
        inside = box.adjusted(0, 4, -_END - 9, 0)
        painter.fillRect(box.left(), 4, 1, self.height(), look.colour("line"))
        if one.number is None:
            side = look.px(18)
            place = QRectF(inside.right() - side, inside.center().y() - side / 2, side, side)
            draw_icon(painter, "ring", place, look.colour("edge"))
            return
        good = one.number == 0
        if not good:
            painter.fillRect(box.adjusted(0, 4, 0, 0), look.colour("redfill"))
        painter.setPen(look.colour("ink" if good else "onred"))
        painter.setFont(look.font(32, bold=True))
        digits = grouped(abs(one.number))
        told = f"–{digits}" if one.number < 0 else digits if good else f"+{digits}"
        upper = inside if good or not one.who else inside.adjusted(0, 0, 0, -look.px(20))
        painter.drawText(upper, _RIGHT, told)
        if good:
            side = look.px(20)
            left = (
                inside.right() - look.metrics(32, bold=True).horizontalAdvance(told) - look.px(34)
            )
            place = QRectF(left, inside.center().y() - side / 2, side, side)
            draw_icon(painter, "tick", place, look.colour("green"))
        elif one.who:
            painter.setFont(look.font(14))
            low = QRect(
                box.left(), box.bottom() - look.px(22), inside.right() - box.left(), look.px(20)
            )
            painter.drawText(low, _RIGHT, one.who)


class BeforeGrid(QFrame):
    """Head, rows that scroll where the window is low, and the bottom row, which never does."""

    cell_left = Signal(str)
    """``row/column`` whose content changed."""
    cell_entered = Signal(str)
    key_pressed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.heads, self.zeros = _Heads(), _Zeros()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: dict[str, _Line] = {}
        stack = QVBoxLayout(self)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        stack.addWidget(self.heads)
        stack.addWidget(self.area, 1)
        stack.addWidget(self.zeros)

    def show_title(self, title: str, second: str) -> None:
        """What the page is, in the corner that no column needs."""
        self.heads.title, self.heads.second = title, second
        self.setAccessibleName(title)
        self.heads.update()

    def show_lines(self, words: Sequence[LineWords], heads: Sequence[ColumnHead]) -> None:
        """Show rows and columns; cells are made anew only where there are others."""
        names = [one.row for one in words]
        if names != list(self.lines) or len(heads) != len(self.heads.heads):
            self._make(words, len(heads))
        self.heads.heads = tuple(heads)
        self.heads.update()
        for one in words:
            self.lines[one.row].show_words(one, heads)
        self.fit()

    def show_figures(self, figures: Mapping[str, Figure | None]) -> None:
        """Write what is kept; the cell with the focus keeps what is being typed."""
        for edit in self.cells():
            if not edit.hasFocus():
                edit.show_figure(figures.get(edit.cell))

    def show_zeros(self, first: str, second: str, found: Sequence[MustBeZero]) -> None:
        """Show the bottom row."""
        self.zeros.first, self.zeros.second, self.zeros.found = first, second, tuple(found)
        told = ", ".join("" if one.number is None else str(one.number) for one in found)
        self.zeros.setAccessibleName(f"{first}: {told}")
        self.zeros.update()

    def mark(self, failing: frozenset[str]) -> None:
        """Mark the cells to be counted again."""
        for edit in self.cells():
            if not edit.isReadOnly():
                edit.set_state("failing" if edit.cell in failing else "")

    def cells(self) -> list[CountEdit]:
        """Every cell, row by row."""
        return [edit for line in self.lines.values() for edit in line.edits]

    def cell(self, name: str) -> CountEdit | None:
        """A cell by its name."""
        return next((edit for edit in self.cells() if edit.cell == name), None)

    def typed_rows(self) -> list[str]:
        """Names of the rows one types in."""
        return [name for name, line in self.lines.items() if line.words.typed]

    def focus(self, name: str) -> None:
        """Go to a cell and keep it in sight."""
        edit = self.cell(name)
        if edit is not None:
            edit.setFocus()
            self.area.ensureWidgetVisible(edit, 0, look_of(self).px(40))

    def fit(self) -> None:
        """Lower rows where the window is low; below that they scroll."""
        look = look_of(self)
        room = self.height() - look.px(_HEAD + _FOOT) - 2
        least, most = 28, 32
        fitting = room * 100 // look.percent // max(1, len(self.lines))
        for line in self.lines.values():
            line.total = self.heads.width()
            line.set_height(max(least, min(most, fitting)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height, other rows."""
        super().resizeEvent(event)
        self.fit()

    def _make(self, words: Sequence[LineWords], count: int) -> None:
        content = QWidget()
        stack = QVBoxLayout(content)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        self.lines = {one.row: _Line(one, count) for one in words}
        for line in self.lines.values():
            stack.addWidget(line)
            for edit in line.edits:
                edit.left.connect(self.cell_left)
                edit.entered.connect(self._entered)
                edit.key_pressed.connect(self.key_pressed)
        stack.addStretch(1)
        self.area.setWidget(content)

    def _entered(self, name: str) -> None:
        row = name.partition("/")[0]
        for line in self.lines.values():
            if line.current != (line.words.row == row):
                line.current = line.words.row == row
                line.update()
        self.cell_entered.emit(name)
