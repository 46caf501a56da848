# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Papers to the printer through the system's own dialog, which also prints to a PDF file."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

SCALE = 300 / 72
"""Pictures of pages for the printer have 300 dots an inch."""


def choose_printer(parent: QWidget, title: str) -> QPrinter | None:
    """Ask which printer; None when nobody chose one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pages(printer: QPrinter, images: Sequence[QImage]) -> bool:
    """Print pictures of pages, each on a page of its own; False when the printer refused."""
    printer.setFullPage(True)
    painter = QPainter()
    if not images or not painter.begin(printer):
        return False
    for number, image in enumerate(images):
        if number and not printer.newPage():
            painter.end()
            return False
        painter.drawImage(_fitting(printer, image.size()), image)
    return painter.end()


def _fitting(printer: QPrinter, size: QSize) -> QRect:
    """As large as the sheet allows, in its middle."""
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    scaled = size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = (sheet.width() - scaled.width()) // 2
    return QRect(left, (sheet.height() - scaled.height()) // 2, scaled.width(), scaled.height())
