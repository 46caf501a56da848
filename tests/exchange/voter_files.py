# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voter files of every kind, made by code: honest ones by libraries, hostile ones part by part."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from precinct_app.exchange.voter_file import read_voter_file
from precinct_app.services.toolbox import VoterFile

DAY = date(2023, 3, 19)
KK = ["№", "Тегі", "Аты", "Әкесінің аты", "Туған күні", "ЖСН", "Мекенжайы"]
RU = ["№ п/п", "Фамилия", "Имя", "Отчество", "Дата рождения", "ИИН", "Адрес места жительства"]
EN = ["No", "Surname", "Given name", "Middle name", "Date of birth", "IIN", "Address"]
PEOPLE = [
    ("Қасымов", "Әли", "Нұрланұлы", date(1990, 1, 1), "900101300811", "Мектеп көшесі, 1"),
    ("Іңкәрова", "Өрік", "Үміт", date(2004, 12, 11), "041211600016", "Достық, 2"),
]
NAMES = [(surname, given) for surname, given, *_ in PEOPLE]
Rows = Sequence[Sequence[Any]]


def plain(day: str = "%d.%m.%Y") -> list[list[Any]]:
    """The two people as rows of texts."""
    return [[n, s, g, p, f"{b:{day}}", i, a] for n, (s, g, p, b, i, a) in enumerate(PEOPLE, 1)]


def read(data: bytes, name: str = "x.xlsx", **more: Any) -> VoterFile:
    """Read in this process, without limits of time."""
    numbers = iter(range(100_000))
    return read_voter_file(data, name, lambda: f"{next(numbers):032x}", day=DAY, **more)


def names(file: VoterFile) -> list[tuple[str, str]]:
    """Surname and given name of each voter."""
    return [(voter.surname, voter.given_name) for voter in file.voters]


def book(*sheets: Rows, hidden: Sequence[int] = (), titles: Sequence[str] = ()) -> bytes:
    """An XLSX as openpyxl writes it."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(titles[number] if titles else f"s{number + 1}")
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if number in hidden else "visible"
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    """A workbook's bytes."""
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def text(rows: Rows, mark: str = ";", end: str = "\r\n") -> str:
    """Rows as text with a mark between columns."""
    target = io.StringIO()
    csv.writer(target, delimiter=mark, lineterminator=end).writerows(rows)
    return target.getvalue()


def archive(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return target.getvalue()


WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships">{before}<sheets>'
    '<sheet name="s1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TOP = (
    f'<Relationships><Relationship Id="a" Type="{_RELATION}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
INNER = (
    f'<Relationships><Relationship Id="rId1" Type="{_RELATION}/worksheet" '
    'Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)


def parts(sheet: bytes | str, before: str = "", **more: str) -> dict[str, bytes | str]:
    """The parts of a small XLSX with this sheet; further parts by name with `__` for a slash."""
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": TOP,
        "xl/workbook.xml": WORKBOOK.format(before=before),
        "xl/_rels/workbook.xml.rels": INNER,
        "xl/worksheets/sheet1.xml": sheet,
    }
    return made | {name.replace("__", "/").replace("_dot_", "."): v for name, v in more.items()}


def sheet_xml(rows: str, after: str = "") -> str:
    """A worksheet part around rows."""
    return f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"


def row_xml(values: Sequence[Any], number: int | str = "", style: str = "") -> str:
    """A row of inline texts and numbers; no reference unless a number is given."""
    cells = "".join(_cell(value, style) for value in values)
    where = f' r="{number}"' if number else ""
    return f"<row{where}>{cells}</row>"


def _cell(value: Any, style: str) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, int | float):
        return f"<c{style}><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def raw(rows: Rows, after: str = "", **more: str) -> bytes:
    """An XLSX of these rows, by hand."""
    return archive(parts(sheet_xml("".join(map(row_xml, rows)), after), **more))


def ods(*rows: str, before: str = "", style: str = "") -> bytes:
    """An ODS of these row elements."""
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ods_content(*rows, before=before, style=style),
        }
    )


def ods_content(*rows: str, before: str = "", style: str = "") -> str:
    """The content part, which is a flat ODS as well."""
    spaces = "".join(
        f' xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"'
        for p in ("office", "table", "text", "style")
    )
    own = ' table:style-name="ta"' if style else ""
    return (
        f"<office:document-content{spaces}><office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{before}<table:table table:name='s1'"
        f"{own}>{''.join(rows)}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def ods_row(values: Sequence[Any], repeated: str = "") -> str:
    """A row element of texts, numbers and dates."""
    return f"<table:table-row {repeated}>{''.join(map(ods_cell, values))}</table:table-row>"


def ods_cell(value: Any) -> str:
    """A cell element."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    told = escape(str(value))
    return (
        f'<table:table-cell office:value-type="string"><text:p>{told}</text:p></table:table-cell>'
    )
