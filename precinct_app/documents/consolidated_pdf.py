# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The table by precinct on paper: page sums and sums from the start, so that anybody can re-add."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from precinct_app.documents.fonts import Face, width
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, of, pair
from precinct_app.documents.typesetting import MM, wrap_text
from precinct_app.domain.consolidation import Consolidation, Row
from precinct_app.domain.election import Election, Mode
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.sheet import NA, Figure

_LEFT, _RIGHT = 12.0, 285.0
_ROW = 3.72
_FIRST_ROWS, _ROWS, _LAST_ROWS = 26, 26, 16
_HEADS_TOP, _HEADS_HEIGHT = 38.0, 46.0
_BODY = Style(Face.MEDIUM, 7.8)
_BOLD = Style(Face.BOLD, 7.8)
_SMALL = Style(Face.REGULAR, 6.6)
_TITLE = Style(Face.SERIF, 12)
_GROUP = "\u2009"
"""Tables of sums are grouped by a thin space."""


def render_consolidated(
    tables: Sequence[Consolidation],
    election: Election,
    forms: Mapping[str, Form],
    made: datetime,
) -> bytes:
    """Draw every ballot's table, one after another, each on pages of its own."""
    sheet = Sheet(across=True)
    pages = [(table, page) for table in tables for page in _pages(table)]
    for place, (table, page) in enumerate(pages):
        if place:
            sheet.next_page()
        _Page(sheet, table, election, forms[table.form_id], made, page).draw()
    title = pair("consolidated.title").shared
    return finish(sheet.finish(), title=title, created=made, attachments=[])


@dataclass(frozen=True, slots=True)
class _Slice:
    """The rows of one page, and where they stand in the whole."""

    first: int
    rows: tuple[Row, ...]
    number: int
    of: int


def _pages(table: Consolidation) -> list[_Slice]:
    """30 rows on the first page, 34 on others, at most 18 on the last, where all sign."""
    rows, at = table.rows, 0
    cuts: list[tuple[int, int]] = []
    while len(rows) - at > _LAST_ROWS:
        room = _FIRST_ROWS if not cuts else _ROWS
        take = min(room, len(rows) - at)
        if len(rows) - at <= room:
            take = max(len(rows) - at - _LAST_ROWS, (len(rows) - at) // 2)
        cuts.append((at, at + take))
        at += take
    cuts.append((at, len(rows)))
    return [
        _Slice(first, tuple(rows[first:last]), number, len(cuts))
        for number, (first, last) in enumerate(cuts, start=1)
    ]


class _Page:
    """One page of one ballot's table."""

    def __init__(
        self, sheet: Sheet, table: Consolidation, election: Election, form: Form,
        made: datetime, page: _Slice,
    ) -> None:  # fmt: skip
        self.sheet = sheet
        self.table = table
        self.election = election
        self.form = form
        self.made = made
        self.page = page
        self.cells = [spec for spec in table.cells if not spec.cell.startswith("member.")]
        states = 3
        first = _LEFT + 16
        step = (_RIGHT - first) / (len(self.cells) + states)
        self.columns = [first + step * (i + 1) for i in range(len(self.cells) + states)]
        self.step = step

    def draw(self) -> None:
        self._head()
        y = self._heads()
        for place, row in enumerate(self.page.rows):
            y = self._row(y, row, ruled=place % 5 == 0)
        y = self._sum(y, pair("consolidated.page"), self.page.rows)
        so_far = self.table.rows[: self.page.first + len(self.page.rows)]
        y = self._sum(y, pair("consolidated.from_start"), so_far)
        if self.page.number == self.page.of:
            y = self._sum(y, pair("consolidated.total"), self.table.rows)
            self._signatures(y)
        self._foot()

    def _head(self) -> None:
        sheet, territory = self.sheet, of(self.election.territory)
        if self.election.mode is Mode.TRAINING:
            mark = pair("paper.training_election").shared
            sheet.stripes(_LEFT, 4.5, _RIGHT, 8.5, 5.6)
            sheet.text((_LEFT + _RIGHT) / 2, 11.6, mark, Style(Face.BOLD, 8), Align.CENTRE)
        sheet.text(_LEFT, 15.5, territory.shared, Style(Face.REGULAR, 8.4))
        title = pair("consolidated.title")
        sheet.text(_LEFT, 21.5, title.kk, _TITLE)
        sheet.text(_LEFT, 27, title.ru, _TITLE)
        count = pair("consolidated.count", all=len(self.table.rows), received=self.table.received)
        told = [of(self.election.name).kk, of(self.election.name).ru,
                of(self.table.ballot_name).shared, count.shared,
                f"{self.made:%d.%m.%Y, %H:%M}"]  # fmt: skip
        for place, line in enumerate(told):
            sheet.text(_RIGHT, 15.5 + 3.2 * place, line, _SMALL, Align.RIGHT)
        sheet.rule(_LEFT, _RIGHT, _HEADS_TOP - 5, THICK)

    def _heads(self) -> float:
        bottom = _HEADS_TOP + _HEADS_HEIGHT - 6
        self.sheet.text(_LEFT, bottom - 3, pair("consolidated.precinct").kk, _SMALL)
        self.sheet.text(_LEFT, bottom, pair("consolidated.precinct").ru, _SMALL)
        for x, spec in zip(self.columns, self.cells, strict=False):
            self._upright(x, bottom, of(spec.caption), bold=spec.cell.startswith("votes."))
        for x, key in zip(self.columns[len(self.cells) :], ("version", "way", "acts"), strict=True):
            self._upright(x, bottom, pair(f"consolidated.{key}"), bold=False)
        y = bottom + 4.5
        self.sheet.rule(_LEFT, _RIGHT, y - 2.6, THIN)
        for x, spec in zip(self.columns, self.cells, strict=False):
            self.sheet.text(x, y + 0.4, spec.official, _SMALL, Align.RIGHT)
        self.sheet.rule(_LEFT, _RIGHT, y + 1.6, THIN)
        return y + 5

    def _upright(self, x: float, bottom: float, caption: Pair, *, bold: bool) -> None:
        """A head that reads upwards; type shrinks before a word is lost, and a cut shows its dots."""
        face = Face.BOLD if bold else Face.REGULAR
        for size in (6.2, 5.8, 5.4, 5.0):
            lines = _wrapped(caption, face, size, _HEADS_HEIGHT - 4)
            fits = int((self.step - 0.6) / (size * 0.39))
            if len(lines) <= fits:
                break
        if len(lines) > fits:
            lines = [*lines[: fits - 1], f"{lines[fits - 1]} …"]
        for place, line in enumerate(reversed(lines)):
            self.sheet.upright(x - size * 0.39 * place - 0.3, bottom, line, Style(face, size))

    def _row(self, y: float, row: Row, *, ruled: bool) -> float:
        if ruled and row is not self.page.rows[0]:
            self.sheet.rule(_LEFT, _RIGHT, y - 2.75, THIN)
        self.sheet.text(_LEFT + 8, y, str(row.number), _BOLD, Align.RIGHT)
        for x, spec in zip(self.columns, self.cells, strict=False):
            self.sheet.text(x, y, _shown(row, spec), _BODY, Align.RIGHT)
        state = ("–", "–", "–") if row.missing else (row.version, row.rung, row.acts or "–")
        for x, value in zip(self.columns[len(self.cells) :], state, strict=True):
            self.sheet.text(x, y, str(value), _BODY, Align.RIGHT)
        return y + _ROW

    def _sum(self, y: float, label: Pair, rows: Sequence[Row]) -> float:
        self.sheet.rule(_LEFT, _RIGHT, y - 2.75, THIN)
        self.sheet.text(_LEFT, y - 0.4, label.kk, _SMALL)
        self.sheet.text(_LEFT, y + 2.2, label.ru, _SMALL)
        for x, spec in zip(self.columns, self.cells, strict=False):
            total = sum(_number(row.figures.get(spec.cell)) for row in rows)
            text = grouped(total)
            size = min(7.8, 7.8 * self.step * MM / max(width(text, Face.BOLD, 7.8) + 3, 1))
            self.sheet.text(x, y + 1, text, Style(Face.BOLD, size), Align.RIGHT)
        return y + 6

    def _signatures(self, y: float) -> None:
        label = pair("consolidated.sign")
        self.sheet.text(_LEFT, y + 8, label.shared, _SMALL)
        for place in range(3):
            left = _LEFT + 95 * place
            self.sheet.dotted(left, left + 80, y + 20)

    def _foot(self) -> None:
        self.sheet.rule(_LEFT, _RIGHT, 199, THIN)
        self.sheet.text(_LEFT, 202.5, pair("consolidated.legend").shared, _SMALL)
        told = pair("consolidated.page_of", page=self.page.number, pages=self.page.of).shared
        self.sheet.text(_RIGHT, 205.5, told, Style(Face.BOLD, 6.6), Align.RIGHT)


def _wrapped(caption: Pair, face: Face, size: float, room: float) -> list[str]:
    texts = [caption.kk] if caption.kk == caption.ru else [caption.kk, caption.ru]
    return [
        "".join(span.text for span in line)
        for text in texts
        for line in wrap_text(text, face, size, room)
    ]


def grouped(number: int) -> str:
    """A number grouped by thin spaces, as in tables of sums."""
    return f"{number:,}".replace(",", _GROUP)


def _shown(row: Row, spec: CellSpec) -> str:
    figure = row.figures.get(spec.cell)
    if figure is None:
        return "–"
    return "n/a" if figure is NA else grouped(_number(figure))


def _number(figure: Figure | None) -> int:
    return 0 if figure is None or figure is NA else int(figure)
