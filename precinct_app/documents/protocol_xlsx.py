# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The protocol as a spreadsheet: one sheet for people, one for machines, the same figures."""

from collections.abc import Iterator, Sequence

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from precinct_app.documents import content
from precinct_app.documents.phrases import Pair, of, pair
from precinct_app.documents.table_rows import Row
from precinct_app.documents.words import figure_in_words
from precinct_app.documents.workbook import (
    MEDIUM,
    THIN,
    new_workbook,
    put,
    rule,
    set_value,
    to_bytes,
)
from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ActNote, ExplanationNote, ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, cell_parts

WIDTHS = {"A": 5.5, "B": 47, "C": 9, "D": 34}
_DATA_WIDTHS = (15, 16, 13, 8, 38, 25, 11, 6, 14, 9, 11, 46, 46)
DATA_COLUMNS = (
    "election_id", "precinct_id", "ballot_id", "version", "control_number", "line",
    "official_no", "row", "option_id", "value", "source", "caption_kk", "caption_ru",
)  # fmt: skip
_CHARS_LEFT, _CHARS_RIGHT = 60, 48
"""Characters of Arial 8.5 that stand on one line over columns A and B, and over C and D."""


def render_xlsx(record: ProtocolRecord, record_json: bytes, form: Form) -> bytes:
    """Draw the spreadsheet; the same record gives the same bytes."""
    number = control_number(record_json)
    book = new_workbook(record.times.protocol_made)
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError(sheet)
    sheet.title = "Хаттама Протокол"
    _People(sheet, record, form, number).fill()
    data = book.create_sheet("data")
    _fill_data(data, record, form, number)
    return to_bytes(book)


class _People:
    """The sheet for people, from the top downward."""

    def __init__(self, sheet: Worksheet, record: ProtocolRecord, form: Form, number: str) -> None:
        self.sheet = sheet
        self.record = record
        self.form = form
        self.number = number
        self.row = 0

    def fill(self) -> None:
        self._page()
        self._head()
        for place, (section_id, rows) in enumerate(content.section_rows(self.record, self.form)):
            if place == 2:  # noqa: PLR2004  the votes begin a page of their own
                self.sheet.row_breaks.append(Break(id=self.row))
            section = self.form.section(section_id)
            self._section(section.number, of(section.title))
            for item in rows:
                self._figure(item)
        self._tail()

    def _page(self) -> None:
        sheet, record = self.sheet, self.record
        for column, width in WIDTHS.items():
            sheet.column_dimensions[column].width = width
        sheet.page_setup.orientation = "portrait"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.scale = 96
        sheet.sheet_view.showGridLines = False
        margins = sheet.page_margins
        margins.left = margins.right = 15 / 25.4
        margins.top, margins.bottom = 12 / 25.4, 16 / 25.4
        sheet.print_title_rows = "1:2"
        groups = groups_of_four(self.number)
        foot = sheet.oddFooter
        parts = (foot.left, foot.center, foot.right) if foot is not None else ()
        # A space parts a size code from a digit, which it would swallow.
        told = (f"№ {record.precinct_number} · {record.version}", " " + " ".join(groups), "&P / &N")
        for part, content_ in zip(parts, told, strict=False):
            if part is not None:
                part.text, part.size = content_, 7

    def _head(self) -> None:
        record = self.record
        if content.is_training(record):
            mark = pair("paper.training_election")
            self._wide(mark.shared, bold=True, size=12)
        else:
            self._wide(f"№ {record.precinct_number} · {of(record.region).shared}", bold=True)
        self._wide(f"№ {record.precinct_number} · {of(record.ballot_name).shared}", bold=True)
        self._halves(of(self.form.annex))
        self._halves(of(record.election_name))
        self._halves(of(self.form.title), bold=True, size=12, face="Times New Roman")
        self._halves(of(self.form.ballot_caption))
        self._halves(
            Pair(
                f"{record.day}, {record.settlement.kk}, {record.address.kk}",
                f"{record.day}, {record.settlement.ru}, {record.address.ru}",
            )
        )
        self._halves(_presence(record))
        groups = groups_of_four(self.number)
        told = " · ".join(" ".join(groups[i : i + 3]) for i in range(0, len(groups), 3))
        self._wide(told, bold=True, size=10)

    def _section(self, number: str, title: Pair) -> None:
        self._next(27)
        rule(self.sheet, self.row, 4, above=MEDIUM)
        text = f"{number}. {title.kk}\n{number}. {title.ru}"
        put(self.sheet, self.row, 1, text, bold=True, size=9)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=4)

    def _figure(self, item: Row) -> None:
        caption = item.caption
        captions = caption.kk if item.member else f"{caption.kk}\n{caption.ru}"
        words = figure_in_words(item.figure)
        said = words.shared if item.member else f"{words.kk}\n{words.ru}"
        lines = max(_lines(captions, 58), _lines(said, 46))
        self._next(13.5 * lines)
        rule(self.sheet, self.row, 4, above=THIN)
        put(self.sheet, self.row, 1, item.number)
        put(self.sheet, self.row, 2, captions, indent=1 if item.of_which or item.member else 0)
        figure = item.figure
        told = "n/a" if figure is NA else "" if figure is None else figure
        size = 9 if item.member else 13
        put(self.sheet, self.row, 3, told, bold=True, size=size, right=True)
        put(self.sheet, self.row, 4, said, indent=1)

    def _tail(self) -> None:
        record = self.record
        self._next(6)
        rule(self.sheet, self.row, 4, above=MEDIUM)
        self._halves(_times(record))
        for act in record.acts:
            self._halves(_act(act))
        for note in record.explanations:
            self._halves(_explanation(note))
        for member in record.members:
            role = pair(f"paper.role.{member.role.value}")
            self._wide(f"{member.name} · {role.shared}")
        self._halves(pair("paper.signature_in_file"))

    def _halves(
        self, text: Pair, *, bold: bool = False, size: float = 8.5, face: str = "Arial"
    ) -> None:
        narrower = size / 8.5 * (1.25 if bold else 1.0)
        lines = max(
            _lines(text.kk, int(_CHARS_LEFT / narrower)),
            _lines(text.ru, int(_CHARS_RIGHT / narrower)),
        )
        self._next(1.55 * size * lines)
        put(self.sheet, self.row, 1, text.kk, bold=bold, size=size, face=face)
        put(self.sheet, self.row, 3, text.ru, bold=bold, size=size, face=face)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=2)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=3, end_column=4)

    def _wide(self, text: str, *, bold: bool = False, size: float = 8.5) -> None:
        self._next((13.5 if size < 10 else 17) * _lines(text, 110))  # noqa: PLR2004
        put(self.sheet, self.row, 1, text, bold=bold, size=size)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=4)

    def _next(self, height: float) -> None:
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height


def _presence(record: ProtocolRecord) -> Pair:
    present = record.presence
    return pair(
        "paper.present", members=present.members, all=present.members_in_all,
        observers=present.observers_national, foreign=present.observers_foreign,
        proxies=present.proxies, media=present.media,
    )  # fmt: skip


def _times(record: ProtocolRecord) -> Pair:
    times = record.times
    told = {
        "opened": times.voting_opened, "closed": times.voting_closed,
        "started": times.count_started, "ended": times.count_ended, "made": times.protocol_made,
    }  # fmt: skip
    return pair("paper.times", **{name: f"{at:%d.%m.%Y %H:%M}" for name, at in told.items()})


def _act(act: ActNote) -> Pair:
    values: dict[str, str | int] = {
        "number": act.number,
        "codes": ", ".join(act.codes),
        "time": f"{act.time:%H:%M}",
    }
    key = "paper.act" if act.codes else "paper.act_without_code"
    kk = pair(key, **values, text=act.text.kk).kk
    return Pair(kk, pair(key, **values, text=act.text.ru).ru)


def _explanation(note: ExplanationNote) -> Pair:
    values: dict[str, str | int] = {
        "number": note.number, "codes": ", ".join(note.codes), "member": note.member_name,
    }  # fmt: skip
    kk = pair("paper.explanation", **values, text=note.text.kk).kk
    return Pair(kk, pair("paper.explanation", **values, text=note.text.ru).ru)


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // width for line in text.split("\n"))


def _fill_data(sheet: Worksheet, record: ProtocolRecord, form: Form, number: str) -> None:
    for column, width in enumerate(_DATA_WIDTHS, start=1):
        sheet.column_dimensions[chr(64 + column)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    for row, values in enumerate([DATA_COLUMNS, *data_rows(record, form, number)], start=1):
        for column, value in enumerate(values, start=1):
            set_value(sheet.cell(row, column), value)


def data_rows(record: ProtocolRecord, form: Form, number: str) -> Iterator[Sequence[str | int]]:
    """One row a figure, in the columns of the machine sheet."""
    specs = {s.cell: s for s in form.cells(record.rows(form), record.level,
                                           content.names_of(record))}  # fmt: skip
    for value in record.values:
        line, row = cell_parts(value.cell)
        spec = specs.get(value.cell)
        figure: str | int = "n/a" if value.figure is NA else int(value.figure)
        yield (
            record.election_id, record.precinct_id, record.ballot_id, record.version, number,
            line, spec.official if spec else "", row, row if line == "votes" else "", figure,
            value.source.value, spec.caption.kk if spec else "", spec.caption.ru if spec else "",
        )  # fmt: skip
