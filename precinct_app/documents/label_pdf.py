# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Labels of sealed packs, four on a page: the pack's number can be read across a room."""

from precinct_app.documents import grid
from precinct_app.documents.fonts import Face
from precinct_app.documents.frame import Kind, draw_edges
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, of, pair, short_date
from precinct_app.documents.typesetting import Line, shortened, wrap_text
from precinct_app.documents.words import number_in_words
from precinct_app.domain.papers.label import Label, LabelPaper

_ON_PAGE = 4
_HEIGHT, _TOP = 66.0, 14.0
_STEP = 69.0
_PACK = Style(Face.BOLD, 40)
_PRECINCT = Style(Face.BOLD, 20)
_COUNT = Style(Face.BOLD, 22)
_LABEL = Style(Face.REGULAR, 7.0)
_SEAL = Style(Face.MEDIUM, 8.4)
_SIZES = (9.6, 8.6, 7.6, 6.6)
_MEASURE, _ROOM = 112.0, 20.0


def render_labels(paper: LabelPaper) -> bytes:
    """Draw the labels as PDF/A."""
    return finish(draw(paper).finish(), title=pair("label.title").shared, created=paper.made)


def draw(paper: LabelPaper) -> Sheet:
    """Draw every label; a dashed line where they are cut apart."""
    sheet = Sheet()
    draw_edges(sheet, kind=Kind.PROTOCOL, training=paper.heading.is_training)
    for place, label in enumerate(paper.labels):
        if place and place % _ON_PAGE == 0:
            sheet.next_page()
            draw_edges(sheet, kind=Kind.PROTOCOL, training=paper.heading.is_training)
        top = _TOP + place % _ON_PAGE * _STEP
        _draw(sheet, paper, label, top)
        if place % _ON_PAGE < _ON_PAGE - 1:
            sheet.dashes(grid.LEFT - 2, grid.RIGHT + 2, top + _HEIGHT + (_STEP - _HEIGHT) / 2)
    return sheet


def _draw(sheet: Sheet, paper: LabelPaper, label: Label, top: float) -> None:
    sheet.frame(grid.LEFT, top, grid.RIGHT, top + _HEIGHT, THICK)
    left, right = grid.LEFT + 3, grid.RIGHT - 3
    heading, region = paper.heading, of(paper.heading.region)
    number = f"№ {heading.precinct_number}"
    sheet.text(left, top + 9.5, number, _PRECINCT)
    sheet.text(left, top + 14, shortened(region.shared, _LABEL.face, 7.0, _MEASURE), _LABEL)
    day = f"{short_date(heading.day)} · {heading.election_id}"
    sheet.text(left, top + 17.4, shortened(day, _LABEL.face, 7.0, _MEASURE), _LABEL)
    pack = pair("label.pack")
    sheet.text(right, top + 6, pack.shared, _LABEL, Align.RIGHT)
    sheet.text(right, top + 20.5, str(label.number), _PACK, Align.RIGHT)
    sheet.text(right, top + 26, pair("label.of", of=label.of).shared, _LABEL, Align.RIGHT)
    sheet.rule(grid.LEFT, grid.RIGHT, top + 28, THIN)
    _holds(sheet, label, left, top + 32)
    _count(sheet, label, right, top + 32)
    _foot(sheet, label, left, top + 52)


def _holds(sheet: Sheet, label: Label, left: float, y: float) -> None:
    """What is inside, and of which ballot: smaller type where the words are many."""
    for size in _SIZES:
        step = size * 0.42
        lines = [
            *_lines(of(label.holds), Style(Face.BOLD, size)),
            *_lines(of(label.ballot), Style(Face.MEDIUM, size * 0.88)),
        ]
        most = int(_ROOM / step)
        if len(lines) <= most:
            break
    for line, drawn in lines[:most]:
        sheet.line(left, y, line, drawn)
        y += step


def _lines(words: Pair, style: Style) -> list[tuple[Line, float]]:
    texts = [words.kk] if words.kk == words.ru else [words.kk, words.ru]
    return [
        (line, style.size)
        for text in texts
        for line in wrap_text(text, style.face, style.size, _MEASURE)
    ]


def _count(sheet: Sheet, label: Label, right: float, y: float) -> None:
    words = pair("label.count")
    sheet.text(right, y - 1.0, words.shared, _LABEL, Align.RIGHT)
    if label.count < 0:
        sheet.dotted(right - 44, right, y + 9)
        return
    sheet.text(right, y + 8.5, str(label.count), _COUNT, Align.RIGHT)
    said = number_in_words(label.count)
    for step, text in enumerate((said.kk, said.ru)):
        fits = shortened(text, Face.MEDIUM, 7.2, 60)
        sheet.text(right, y + 12.6 + step * 3.2, fits, Style(Face.MEDIUM, 7.2), Align.RIGHT)


def _foot(sheet: Sheet, label: Label, left: float, y: float) -> None:
    """Seal and the two who sealed it."""
    seal = pair("label.seal")
    places = ((left, 50.0, seal), (left + 58, 54.0, pair("paper.chair_line")),
              (left + 120, 54.0, pair("paper.secretary_line")))  # fmt: skip
    for x, measure, words in places:
        sheet.dotted(x, x + measure, y + 7.4)
        sheet.text(x, y + 10.8, words.shared, _LABEL)
    if label.seal:
        fits = shortened(label.seal, _SEAL.face, _SEAL.size, 50)
        sheet.text(left, y + 6.4, fits, _SEAL)
