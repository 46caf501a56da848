# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The frame of papers on A4 across: number, title and page above, identity below, on every page."""

from dataclasses import dataclass

from precinct_app.documents import grid
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THIN, Align, Sheet, Style
from precinct_app.documents.phrases import Pair, long_date, of, pair
from precinct_app.documents.plain_frame import Frame, draw_foot
from precinct_app.documents.table_pages import LEFT, RIGHT, fits
from precinct_app.documents.typesetting import Span, line_width, shortened
from precinct_app.domain.papers.heading import Heading

BODY_TOP = 22.5
BODY_BOTTOM = 194.0
_NUMBER = Style(Face.BOLD, 18)
_TITLE = Style(Face.SERIF, 10.8)
_SIDE = Style(Face.BOLD, 12)
_SIDE_MEASURE = 62.0


@dataclass(frozen=True, slots=True)
class AcrossFrame:
    """What stands around a table."""

    heading: Heading
    title: Pair
    about: Pair | None = None
    """Below the title, instead of election and day."""
    side: str = ""
    """Large at the top right, before the page: for instance the table of the polling room."""
    printed: str = ""
    """When it was printed, at the right of the foot."""

    def draw(self, sheet: Sheet, pages: int) -> None:
        """Band and foot of the present page."""
        self._band(sheet, pages)
        foot = Frame(self.heading, (), self.title, self.printed, self.title.shared)
        draw_foot(sheet, foot, pages, right=RIGHT)
        if self.heading.is_training:
            draw_training(sheet)

    def _band(self, sheet: Sheet, pages: int) -> None:
        number = f"№ {self.heading.precinct_number}"
        sheet.text(LEFT, 18.0, number, _NUMBER)
        left = LEFT + line_width((Span(number, _NUMBER.face),), _NUMBER.size) + 4
        room = RIGHT - _SIDE_MEASURE - left - 2
        about = self.about or self._day()
        if fits(self.title.shared, _TITLE, room):
            lines = [(13.9, self.title.shared, _TITLE), (17.5, about.kk, grid.SMALLEST),
                     (20.4, about.ru, grid.SMALLEST)]  # fmt: skip
        else:
            lines = [(12.7, self.title.kk, _TITLE), (17.0, self.title.ru, _TITLE),
                     (20.6, about.shared, grid.SMALLEST)]  # fmt: skip
        for y, text, style in lines:
            sheet.text(left, y, shortened(text, style.face, style.size, room), style)
        page = pair("paper.page", page=sheet.page, pages=pages).shared
        if self.side:
            side = shortened(self.side, _SIDE.face, _SIDE.size, _SIDE_MEASURE)
            sheet.text(RIGHT, 14.2, side, _SIDE, Align.RIGHT)
        sheet.text(RIGHT, 19.0, page, grid.SMALL_BOLD, Align.RIGHT)

    def _day(self) -> Pair:
        election = of(self.heading.election_name)
        if self.heading.is_training:
            election = pair("paper.training_election")
        day = long_date(self.heading.day)
        return Pair(f"{day.kk} · {election.kk}", f"{day.ru} · {election.ru}")


def draw_training(sheet: Sheet) -> None:
    """Barrier tape at the upper edge: this is no real election."""
    words = pair("paper.training").shared
    style = Style(Face.BOLD, 8)
    half = line_width((Span(words, style.face),), style.size) / 2 + 3
    middle = (LEFT + RIGHT) / 2
    for left, right in ((LEFT, middle - half), (middle + half, RIGHT)):
        sheet.stripes(left, 4.6, right, 8.0, 5.6)
        sheet.rule(left, right, 8.0, THIN)
    sheet.text(middle, 7.4, words, style, Align.CENTRE)


def draw_leaders(sheet: Sheet, top: float) -> None:
    """Lines for chair and secretary, and for seal and date."""
    for place, key in enumerate(("list.chair", "list.secretary", "list.seal")):
        x = LEFT + place * 92
        sheet.dotted(x, x + 80, top + 11)
        sheet.text(x, top + 15, pair(key).shared, grid.SMALLEST)
