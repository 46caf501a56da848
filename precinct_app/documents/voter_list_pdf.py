# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list on paper: a column to sign for each ballot, sums at the foot of every page."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from precinct_app.documents.across_frame import BODY_BOTTOM, BODY_TOP, AcrossFrame, draw_leaders
from precinct_app.documents.content import with_seconds
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THICK, Align, Sheet, Style
from precinct_app.documents.page_flow import Block
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, of, pair
from precinct_app.documents.table_pages import (
    LEFT,
    Columns,
    MeasuredRow,
    TableColumn,
    Text,
    pages_of,
)
from precinct_app.domain.papers.voter_list import (
    REFUSED,
    ListKind,
    ListPaper,
    ListRow,
    PrintedList,
    RowPlace,
)

_ROW = 8.5
_SUMS = 9.0
_ROW_NUMBER = Style(Face.BOLD, 9.0)
_NUMBER = Style(Face.REGULAR, 7.4)
_NAME = Style(Face.BOLD, 7.8)
_SMALL = Style(Face.REGULAR, 6.9)
_NOTE = Style(Face.MEDIUM, 6.6)
_TIME = Style(Face.MEDIUM, 7.4)
_SIGNED_FROM = 5
"""The first column of a ballot."""
_SIGNED = 88.0
"""Millimetres for all columns to sign."""
_WIDEST = 26.0
_PLACE, _LIST_NUMBER, _NOTES, _MEMBER, _HELPER = 8.0, 12.0, 24.0, 19.0, 18.0
_ALL = 267.0
_ROOM = BODY_BOTTOM - _SUMS - BODY_TOP


def render_list(paper: ListPaper) -> PrintedList:
    """Draw the list as PDF/A and say where each row stands."""
    drawn = _Drawn(paper)
    title = pair(f"list.title.{paper.kind.value}").shared
    pdf = finish(drawn.sheet.finish(), title=title, created=paper.made)
    return PrintedList(pdf, drawn.places(), len(drawn.pages))


def draw(paper: ListPaper) -> Sheet:
    """Lay the list out and draw its pages."""
    return _Drawn(paper).sheet


class _Drawn:
    """A list while it is laid out and drawn."""

    def __init__(self, paper: ListPaper) -> None:
        self.paper = paper
        self.sheet = Sheet(across=True)
        self.columns = Columns(_columns(paper), _ROW)
        self.pages = self._pages()
        people = [_people(paper, rows) for rows in self.pages]
        self.sums = list(zip(people, accumulate(people), strict=True))
        frame = self._frame()
        for index, rows in enumerate(self.pages):
            if index:
                self.sheet.next_page()
            frame.draw(self.sheet, len(self.pages))
            self._page(index, rows)

    def places(self) -> tuple[RowPlace, ...]:
        """Page and row of each row of the paper; empty rows left out."""
        found = [
            RowPlace(page, place)
            for page, rows in enumerate(self.pages, 1)
            for place, row in enumerate([r for r in rows if not r.goes_on], 1)
            if row.index < len(self.paper.rows)
        ]
        return tuple(found)

    def _pages(self) -> list[list[MeasuredRow]]:
        room = _ROOM - self.columns.head_height
        pages = pages_of(list(self._rows()), room)
        last = sum(row.height for row in pages[-1]) + self._closing().height
        return [*pages, []] if last > room else pages

    def _rows(self) -> Iterator[MeasuredRow]:
        signed = range(_SIGNED_FROM, _SIGNED_FROM + len(self.paper.ballots))
        for index, row in enumerate(self.paper.rows):
            struck = tuple(signed) if row.closed and not any(row.given) else ()
            yield from self.columns.measured(index, _cells(self.paper, row), struck)
        for empty in range(self.paper.empty_rows):
            index = len(self.paper.rows) + empty
            row = ListRow(str(index + 1), "", "", "", "")
            yield from self.columns.measured(index, _cells(self.paper, row))

    def _page(self, index: int, rows: Sequence[MeasuredRow]) -> None:
        y = self.columns.draw_heads(self.sheet, BODY_TOP)
        first, place = y, 0
        for row in rows:
            if not row.goes_on:
                place += 1
                middle = y + row.height / 2 + 1.15
                self.sheet.text(LEFT + 5.6, middle, str(place), _ROW_NUMBER, Align.RIGHT)
            y = self.columns.draw_row(self.sheet, y, row)
        self.columns.draw_verticals(self.sheet, BODY_TOP, y + (_SUMS if rows else 0))
        if rows:
            y = self._sums(index, rows, y)
        if index == len(self.pages) - 1:
            self._closing().draw(self.sheet, max(y, first))

    def _sums(self, index: int, rows: Sequence[MeasuredRow], y: float) -> float:
        """How many stand here and from the start, and where signatures are counted by hand."""
        here, so_far = self.sums[index]
        self.sheet.rule(LEFT, self.columns.right, y, THICK)
        for step, text in enumerate(_both(pair("list.sums", here=here, so_far=so_far))):
            self.sheet.text(LEFT, y + 3.6 + 3.2 * step, text, _NOTE)
        x = self.columns.lefts[_SIGNED_FROM] - 1.5
        counted = "list.given" if self.paper.kind is ListKind.MARKED else "list.signatures"
        for step, text in enumerate(_both(pair(counted))):
            self.sheet.text(x, y + 3.6 + 3.2 * step, text, _SMALL, Align.RIGHT)
        if self.paper.kind is ListKind.MARKED:
            self._given(rows, self.pages[: index + 1], y)
        self.sheet.rule(LEFT, self.columns.right, y + _SUMS, THICK)
        return y + _SUMS

    def _given(
        self, rows: Sequence[MeasuredRow], pages: Sequence[Sequence[MeasuredRow]], y: float
    ) -> None:
        """By ballot: how many were given it on this page, and from the start."""
        for ballot in range(len(self.paper.ballots)):
            here = _given(self.paper, rows, ballot)
            so_far = sum(_given(self.paper, page, ballot) for page in pages)
            x = self.columns.lefts[_SIGNED_FROM + ballot] + 1.2
            self.sheet.text(x, y + 3.6, str(here), _TIME)
            self.sheet.text(x, y + 6.8, str(so_far), _TIME)

    def _closing(self) -> Block:
        """The whole number, and who answers for the list."""
        total = pair("list.total", total=sum(not row.closed for row in self.paper.rows))
        signed = self.paper.kind is not ListKind.MARKED
        height = 24.0 if signed else 10.0

        def draw_closing(sheet: Sheet, top: float) -> None:
            sheet.text(LEFT, top + 5.2, total.shared, Style(Face.BOLD, 8.2))
            if signed:
                draw_leaders(sheet, top + 5.5)

        return Block(height, draw_closing)

    def _frame(self) -> AcrossFrame:
        paper = self.paper
        side = pair("list.table", table=paper.table).shared if paper.table else ""
        printed = f"{pair('list.printed').shared}: {with_seconds(paper.made)}"
        title = pair(f"list.title.{paper.kind.value}")
        about = pair("list.intervals") if paper.kind is ListKind.MARKED else None
        return AcrossFrame(paper.heading, title, about=about, side=side, printed=printed)


def _columns(paper: ListPaper) -> list[TableColumn]:
    ballots = len(paper.ballots)
    each = min(_WIDEST, _SIGNED / max(ballots, 1))
    rest = _ALL - _PLACE - _LIST_NUMBER - _NOTES - _MEMBER - _HELPER - each * ballots
    signed = paper.kind is not ListKind.MARKED
    last = ("list.member", "list.helper") if signed else ("list.given_by", "list.place")
    return [
        TableColumn(_heads("list.row"), _PLACE),
        TableColumn(_heads("list.number"), _LIST_NUMBER),
        TableColumn(_heads("list.name"), rest * 0.53),
        TableColumn(_heads("list.address"), rest * 0.47),
        TableColumn(_heads("list.notes"), _NOTES),
        *[TableColumn(_both(of(b)), each, Align.LEFT, ruled=True) for b in paper.ballots],
        TableColumn(_heads(last[0]), _MEMBER, ruled=True),
        TableColumn(_heads(last[1]), _HELPER, ruled=True),
    ]


def _cells(paper: ListPaper, row: ListRow) -> list[list[Text]]:
    born = " · ".join(part for part in (row.birth, row.iin_tail and f"…{row.iin_tail}") if part)
    given = row.given or ("",) * len(paper.ballots)
    notes = [Text(text, _NOTE) for note in row.notes for text in _both_or_one(of(note))]
    return [
        [],
        [Text(row.number, _NUMBER)],
        [Text(row.name, _NAME), Text(born, _SMALL)],
        [Text(row.address, _SMALL)],
        notes,
        *[[Text(cell, _TIME)] for cell in given],
        [Text(row.given_by, _SMALL)],
        [Text(row.place, _SMALL)],
    ]


def _people(paper: ListPaper, rows: Sequence[MeasuredRow]) -> int:
    """Rows of people who may be given a ballot by them."""
    return sum(
        not row.goes_on and row.index < len(paper.rows) and not paper.rows[row.index].closed
        for row in rows
    )


def _given(paper: ListPaper, rows: Sequence[MeasuredRow], ballot: int) -> int:
    mine = (paper.rows[r.index].given for r in rows if not r.goes_on)
    return sum(bool(given) and given[ballot] not in {"", REFUSED} for given in mine)


def _heads(key: str) -> tuple[str, ...]:
    return _both_or_one(pair(key))


def _both(words: Pair) -> tuple[str, ...]:
    return words.kk, words.ru


def _both_or_one(words: Pair) -> tuple[str, ...]:
    return (words.kk,) if words.kk == words.ru else (words.kk, words.ru)
