# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Turnout on one page: the day as a line, and its table; who had received ballots by which hour."""

from collections.abc import Sequence
from datetime import time

from precinct_app.documents import grid
from precinct_app.documents.content import with_seconds
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.listing import listing_blocks
from precinct_app.documents.page_flow import Block
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import pair
from precinct_app.documents.plain_frame import Frame, draw_framed, place_and_day, title_blocks
from precinct_app.domain.papers.act import Column, Listing
from precinct_app.domain.papers.turnout import TurnoutPaper, growth, percent
from precinct_app.domain.registers.turnout import TurnoutPoint
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording

_LEFT, _RIGHT = 28.0, 190.0
_HEIGHT = 96.0
_ABOVE, _BELOW = 12.0, 12.0
_AXIS = Style(Face.REGULAR, 7.2)
_POINT = Style(Face.BOLD, 9.0)
_SHARE = Style(Face.MEDIUM, 7.2)
_LABEL = 13.0
"""Width of a label, in millimetres."""
_Point = tuple[float, float, TurnoutPoint]
"""Where a report stands."""
_STEPS = (0, 20, 40, 60, 80, 100)
_COUNT = Style(Face.BOLD, 13.5)


def render_turnout(paper: TurnoutPaper) -> bytes:
    """Draw the page as PDF/A."""
    return finish(draw(paper).finish(), title=pair("turnout.title").shared, created=paper.made)


def draw(paper: TurnoutPaper) -> Sheet:
    """Lay the page out and draw it."""
    printed = pair("paper.printed_at", when=with_seconds(paper.made))
    title = pair("turnout.title")
    frame = Frame(paper.heading, (printed.kk, printed.ru), title, "", title.shared, printed)
    return draw_framed(frame, lambda _pad: _blocks(paper))


def _blocks(paper: TurnoutPaper) -> list[Block]:
    titles = [pair("turnout.title"), pair("turnout.basis")]
    return [
        *title_blocks(paper.heading, titles, [place_and_day(paper.heading)]),
        _listed(paper.listed),
        Block(_ABOVE + _HEIGHT + _BELOW, lambda sheet, top: _picture(sheet, paper, top + _ABOVE)),
        *listing_blocks(_table(paper)),
    ]


def _listed(listed: int) -> Block:
    words = pair("turnout.listed")

    def draw_listed(sheet: Sheet, top: float) -> None:
        sheet.rule(grid.LEFT, grid.RIGHT, top, THICK)
        sheet.text(grid.LEFT, top + 4.4, words.kk, grid.CAPTION)
        sheet.text(grid.LEFT, top + 7.9, words.ru, grid.CAPTION)
        sheet.text(grid.RIGHT, top + 6.8, str(listed), _COUNT, Align.RIGHT)
        sheet.rule(grid.LEFT, grid.RIGHT, top + 10, THIN)

    return Block(10.0, draw_listed)


def _picture(sheet: Sheet, paper: TurnoutPaper, top: float) -> None:
    """Share of those listed upward, the day from left to right."""
    bottom = top + _HEIGHT
    for step in _STEPS:
        y = bottom - _HEIGHT * step / 100
        if step:
            sheet.dotted(_LEFT, _RIGHT, y)
        else:
            sheet.rule(_LEFT, _RIGHT, y, THICK)
        sheet.text(_LEFT - 2, y + 1, f"{step} %", _AXIS, Align.RIGHT)
    for hour in _hours(paper):
        x = _across(paper, hour)
        sheet.stroke([(x, bottom), (x, bottom + 1.6)], THIN)
        sheet.text(x, bottom + 5.0, f"{hour:%H:%M}", _AXIS, Align.CENTRE)
    points = [_point(paper, p, bottom) for p in paper.day.points if p.voters is not None]
    if not points:
        return
    told = _apart(points)
    for x, y, _ in told:
        left = x - (_LABEL if x == points[-1][0] else _LABEL / 2)
        sheet.blank(left, y - 9.2, left + _LABEL, y - 1.9)
    line = [(x, y) for x, y, _ in points]
    sheet.stroke([(_across(paper, paper.opens), bottom), *line], 1.2)
    for point in points:
        sheet.disc(point[0], point[1], 1.1)
        if point in told:
            _label(sheet, paper, point, last=point is points[-1])


def _apart(points: Sequence[_Point]) -> list[_Point]:
    """Points far enough from one another for a label, the last one always; the table has all."""
    found = [points[-1]]
    for point in reversed(points[:-1]):
        if found[-1][0] - point[0] >= _LABEL * 1.2:
            found.append(point)
    return found


def _label(sheet: Sheet, paper: TurnoutPaper, point: _Point, *, last: bool) -> None:
    """Figure and share stand above the point, off the rising line."""
    x, y, report = point
    align = Align.RIGHT if last else Align.CENTRE
    x -= 0.0 if last else 3.0
    sheet.text(x, y - 6.0, str(report.voters), _POINT, align)
    share = paper.day.per_mille(report)
    if share is not None:
        sheet.text(x, y - 2.6, f"{percent(share)} %", _SHARE, align)


def _point(paper: TurnoutPaper, report: TurnoutPoint, bottom: float) -> _Point:
    share = min(paper.day.per_mille(report) or 0, 1000)
    return _across(paper, report.hour), bottom - _HEIGHT * share / 1000, report


def _hours(paper: TurnoutPaper) -> Sequence[time]:
    return sorted({paper.opens, paper.closes, *(p.hour for p in paper.day.points)})


def _across(paper: TurnoutPaper, hour: time) -> float:
    hours = [paper.opens, paper.closes, *(p.hour for p in paper.day.points)]
    first, last = _minutes(min(hours)), _minutes(max(hours))
    return _LEFT + (_RIGHT - _LEFT) * (_minutes(hour) - first) / max(last - first, 1)


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _table(paper: TurnoutPaper) -> Listing:
    columns = (
        Column(wording("turnout.hour"), 2),
        Column(wording("turnout.voters"), 3, figures=True),
        Column(wording("turnout.share"), 3, figures=True),
        Column(wording("turnout.growth"), 3, figures=True),
        Column(wording("turnout.told"), 7),
    )
    points = zip(paper.day.points, paper.told, strict=True)
    rows = tuple(_row(paper, point, told) for point, told in points)
    return Listing(wording("turnout.reports"), columns, rows)


def _row(paper: TurnoutPaper, point: TurnoutPoint, told: str) -> tuple[Wording, ...]:
    share = paper.day.per_mille(point)
    cells = (
        f"{point.hour:%H:%M}",
        "–" if point.voters is None else str(point.voters),
        "–" if share is None else f"{percent(share)} %",
        _growth(point),
        told or "–",
    )
    return tuple(Wording.same(cell) for cell in cells)


def _growth(point: TurnoutPoint) -> str:
    more = growth(point)
    if more is None:
        return "–"
    return f"+{more}" if more >= 0 else f"–{-more}"
