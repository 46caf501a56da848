# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A QR code as large as its place allows, black on white in both themes: phones read nothing else."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.services.ports import QrCode
from precinct_app.ui.look import Painted

_CLEAR = 4
"""Modules of clear space around it, as the standard asks."""


class CodePicture(Painted):
    """Every module is a whole number of pixels, so that none is blurred."""

    def __init__(self) -> None:
        super().__init__()
        self.code: QrCode | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_code(self, code: QrCode | None, name: str) -> None:
        """Show a code; None shows nothing."""
        self.code = code
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as its place."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """It gets what there is."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the white square and the black runs."""
        code = self.code
        if code is None:
            return
        whole = code.modules + 2 * _CLEAR
        size = max(1, min(self.width(), self.height()) // whole)
        left, top = (self.width() - size * whole) // 2, (self.height() - size * whole) // 2
        painter = QPainter(self)
        painter.fillRect(QRect(left, top, size * whole, size * whole), Qt.GlobalColor.white)
        for column, row, length in code.runs:
            x, y = left + (column + _CLEAR) * size, top + (row + _CLEAR) * size
            painter.fillRect(QRect(x, y, length * size, size), Qt.GlobalColor.black)
