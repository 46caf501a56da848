# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The sheet at the left: head, the other block folded to a line, rows, pinned sums."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from precinct_app.domain.protocol.form import Stage
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.look import Painted, look_of
from precinct_app.ui.protocol.opened_sheet import OpenedSheet
from precinct_app.ui.protocol.sheet_row import DIGITS, RIGHT, RowStyle, number_width
from precinct_app.ui.protocol.sheet_rows import SheetRows
from precinct_app.ui.widgets.count_edit import WIDTH, shown
from precinct_app.ui.widgets.icon import draw_icon
from precinct_app.ui.widgets.pinned_sums import PinnedSums, SumWords

ROW, LOW_ROW = 34, 30
CELL, LOW_CELL = 30, 28
ROWS_IN_SIGHT = 13
_CENTRED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_KEY_CELLS = ("ballots_received", "ballots_issued", "voters_received_ballots")


class SheetHead(Painted):
    """Names of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ("", "", "")
        self.rows, self.bar = RowStyle(), 0
        """What the rows below are like; room that their scroll bar takes."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One small line."""
        return QSize(0, look_of(self).px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint them over their columns."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("sunk"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("edge"))
        painter.setFont(look.font(14))
        painter.setPen(look.colour("ink2"))
        high, right = (
            self.height() - 1,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
        )
        painter.drawText(QRect(0, 0, look.px(self.rows.number), high), right, "№")
        left = look.px(self.rows.caption)
        end = self.width() - self.bar - look.px(WIDTH) - RIGHT - look.px(12)
        first, second, count = self.words
        painter.drawText(QRect(left, 0, end - left, high), _CENTRED, first)
        split = left + int((end - left) * 0.545)
        painter.drawText(QRect(split, 0, end - split, high), _CENTRED, second)
        edge = self.width() - self.bar - RIGHT - DIGITS
        painter.drawText(QRect(0, 0, edge, high), right, count)


class FoldedBlock(Painted):
    """The block that is not being typed, as one line; a click opens it."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.span, self.told, self.icon = "", "", "lock"
        self.rows = RowStyle()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, span: str, told: str, icon: str) -> None:
        """Say what it holds."""
        self.span, self.told, self.icon = span, told, icon
        self.setAccessibleName(f"{span} {told}")
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(0, look_of(self).px(ROW))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        self.asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint numbers, words, sign."""
        look, painter = look_of(self), QPainter(self)
        painter.fillRect(self.rect(), look.colour("sunk"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        painter.setFont(look.font(16))
        painter.setPen(look.colour("ink2"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        wide = max(
            look.px(self.rows.number), look.metrics(16).horizontalAdvance(self.span) + look.px(8)
        )
        painter.drawText(QRect(0, 0, wide, self.height()), right, self.span)
        left = max(look.px(self.rows.caption), wide + look.px(12))
        room = self.width() - left - look.px(48)
        told = painter.fontMetrics().elidedText(self.told, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, 0, room, self.height()), _CENTRED, told)
        side = look.px(16)
        box = QRectF(self.width() - RIGHT - side, (self.height() - side) / 2, side, side)
        draw_icon(painter, self.icon, box, look.colour("ink2"))


class SheetFrame(QFrame):
    """The whole left side."""

    block_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.sheet: OpenedSheet | None = None
        self.block = 0
        self.language = Language.KK
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.head, self.above, self.rows = SheetHead(), FoldedBlock(), SheetRows()
        self.sums, self.below = PinnedSums(), FoldedBlock()
        for part in (self.head, self.above, self.rows, self.sums, self.below):
            layout.addWidget(part)
        self.above.asked.connect(self._former)
        self.below.asked.connect(self._next)
        self.rows.verticalScrollBar().rangeChanged.connect(self._align)

    def show_block(
        self, sheet: OpenedSheet, block: int, figures: Mapping[str, Figure], language: Language
    ) -> None:
        """Show one block of a sheet, the others folded."""
        if sheet is not self.sheet:
            self.rows.forget()
        self.sheet, self.block = sheet, block
        self.rows.make(block, sheet.blocks[block].cells, figures, sheet.view.fixed)
        self.rows.show_block(block)
        self.set_language(language, figures)
        QTimer.singleShot(0, self._make_others)

    def _make_others(self) -> None:
        """Rows of the other blocks are made while nobody waits for them."""
        if self.sheet is not None:
            for place, block in enumerate(self.sheet.blocks):
                self.rows.make(place, block.cells, self.sheet.view.figures, self.sheet.view.fixed)

    def set_language(self, language: Language, figures: Mapping[str, Figure]) -> None:
        """Write every text again."""
        self.language = language
        second = None if look_of(self).percent > 150 else self._second()  # noqa: PLR2004
        row, cell = self._heights()
        style = RowStyle(language, second, row, cell, self._number())
        self.rows.set_style(style)
        for part in (self.head, self.above, self.below):
            part.rows = style
        self.sums.left = style.caption
        self._align()
        names = text("sheet.caption", language), text("sheet.caption", second or language)
        self.head.words = (
            names[0],
            names[1] if second else "",
            text("sheet.column_count", language),
        )
        self.head.setVisible(not look_of(self).is_large)
        self.head.update()
        self._show_folded(figures)
        self.show_sums(figures)

    def show_sums(self, figures: Mapping[str, Figure]) -> None:
        """Running sum and typed total of the block."""
        pin = self.sheet.pins[self.block] if self.sheet else None
        self.sums.setVisible(pin is not None)
        if pin is None or self.sheet is None:
            return
        naming, language, other = self.sheet.naming, self.language, self._second()
        words = SumWords(
            naming.side(pin.added, "", language), naming.side(pin.total, "", language),
            naming.side(pin.added, "", other), "", text("sheet.gap", language),
        )  # fmt: skip
        added, total, complete = pin.values(figures)
        self.sums.show_sums(words, added, total, complete=complete)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window rows and cells are lower, so that thirteen stay in sight."""
        super().resizeEvent(event)
        row, cell = self._heights()
        style = self.rows.style_of_rows
        if style.height != row:
            self.rows.set_style(replace(style, height=row, cell_height=cell))

    def _number(self) -> int:
        """Room for the longest number of the block."""
        officials = (line.spec.official for line in self.rows.rows.values())
        return number_width(look_of(self), officials)

    def _align(self) -> None:
        """Head and sums stand over and under the cells, also beside a scroll bar."""
        bar = self.rows.verticalScrollBar()
        self.head.bar = self.sums.bar = bar.sizeHint().width() if bar.maximum() else 0
        self.head.update()
        self.sums.update()

    def _second(self) -> Language:
        return Language.RU if self.language is not Language.RU else Language.KK

    def _heights(self) -> tuple[int, int]:
        look = look_of(self)
        parts = [p for p in (self.head, self.above, self.below, self.sums) if not p.isHidden()]
        window = self.parentWidget()
        high = window.height() if window is not None else self.height()
        rest = high - sum(part.sizeHint().height() for part in parts) - 4
        low = self.height() > 0 and rest < ROWS_IN_SIGHT * look.px(ROW) - look.px(ROW)
        return (LOW_ROW, LOW_CELL) if low else (ROW, CELL)

    def _show_folded(self, figures: Mapping[str, Figure]) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        last = len(sheet.blocks) - 1
        self.above.setVisible(self.block > 0)
        self.below.setVisible(self.block < last and not look_of(self).is_large)
        if self.block > 0:
            self._fold(self.above, self.block - 1, figures)
        if self.block < last:
            self._fold(self.below, self.block + 1, figures)

    def _fold(self, line: FoldedBlock, place: int, figures: Mapping[str, Figure]) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        block = sheet.blocks[place]
        typed = block.typed(sheet.view.fixed)
        empty = sum(cell not in figures for cell in typed)
        names = dict(zip(("received", "issued", "signed"), _KEY_CELLS, strict=True))
        before = block.stage is Stage.BEFORE
        told = text(f"sheet.folded_{block.stage.value}", self.language)
        if before and not empty and all(cell in figures for cell in names.values()):
            values = {name: shown(figures[cell]) for name, cell in names.items()}
            told = text("sheet.before_done", self.language, **values)
        elif empty:
            told = f"{told}. {text('sheet.empty', self.language, count=empty)}"
        line.say(block.span, told, "ring" if empty else "tick" if typed else "lock")

    def _former(self) -> None:
        self.block_asked.emit(self.block - 1)

    def _next(self) -> None:
        self.block_asked.emit(self.block + 1)
