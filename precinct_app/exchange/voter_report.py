# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The rows of a voter file that a person should look at, as a spreadsheet in Kazakh and Russian.

It goes back to the akimat, so it tells of a person only what finds the row: its number in the file,
the list number, the last four digits of the personal number.
"""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from precinct_app.domain.wording import Language
from precinct_app.exchange.voter_cells import text_of
from precinct_app.runtime import texts
from precinct_app.runtime.spreadsheets import saved
from precinct_app.services.toolbox import RowNote, VoterFile

_HEADINGS = ("row", "number", "tail", "state", "wrong", "todo")
_WIDTHS = (8, 10, 10, 16, 60, 60)
_LANGUAGES = (Language.KK, Language.RU)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_voter_report(file: VoterFile, title: str) -> bytes:
    """An XLSX with every refused, doubtful and passed-over row; all cells but numbers are texts."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise AssertionError(sheet)
    sheet.title = "report"
    _put(sheet, 1, 1, text_of(title))
    _put(sheet, 2, 1, _summary(file))
    for row, values in enumerate(_table(file), start=4):
        for column, value in enumerate(values, start=1):
            _put(sheet, row, column, value)
    for heading in sheet[4]:
        heading.font = Font(bold=True)
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A5"
    return saved(book)


def _table(file: VoterFile) -> Iterator[Sequence[str | int]]:
    yield [_both(f"voters.report.{name}") for name in _HEADINGS]
    for state, notes in (
        ("refused", file.refused), ("doubtful", file.doubtful), ("passed_over", file.passed_over),
    ):  # fmt: skip
        for note in notes:
            yield _line(note, state)


def _line(note: RowNote, state: str) -> Sequence[str | int]:
    wrong = "\n".join(texts.sentence(note.reason, language) for language in _LANGUAGES)
    todo = _both(f"todo.{note.reason.key}")
    number = note.list_number or ""
    return (note.row, number, note.tail, _both(f"voters.report.{state}"), wrong, todo)


def _both(key: str) -> str:
    return "\n".join(texts.text(key, language) for language in _LANGUAGES)


def _summary(file: VoterFile) -> str:
    told = {
        "kept": len(file.voters), "refused": len({n.row for n in file.refused}),
        "doubtful": len({n.row for n in file.doubtful}), "passed_over": len(file.passed_over),
    }  # fmt: skip
    return "\n".join(texts.text("voters.report.summary", lang, **told) for lang in _LANGUAGES)


def _put(sheet: Worksheet, row: int, column: int, value: str | int) -> None:
    """A text stays a text, whatever it begins with."""
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = True
        cell.alignment = _WRAPPED
