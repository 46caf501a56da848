# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Spreadsheets written in memory alone: the library would put each sheet into a temporary file first.

Rows name people, and the system's temporary folder is in the clear on a school's laptop.
"""

import io
import zipfile
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter


def saved(book: Workbook) -> bytes:
    """A workbook as its file's bytes."""
    target = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return target.getvalue()


class _InMemory(ExcelWriter):
    def write_worksheet(self, ws: Worksheet) -> None:
        """Write a sheet as the library does, into memory."""
        drawing = SpreadsheetDrawing()
        drawing.charts, drawing.images = ws._charts, ws._images  # type: ignore[attr-defined]
        ws._drawing = drawing  # type: ignore[attr-defined]
        written = io.BytesIO()
        writer = WorksheetWriter(ws, out=written)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]
        self._archive.writestr(  # type: ignore[attr-defined]
            ws.path[1:], written.getvalue()
        )
        self.manifest.append(ws)
