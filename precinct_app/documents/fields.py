# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of a form: what is asked at the left in two languages, the answer beside it or a line for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from precinct_app.documents import grid
from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import THIN, Sheet, Style
from precinct_app.documents.page_flow import Block
from precinct_app.documents.phrases import Pair, of
from precinct_app.documents.table_rows import MOST_LINES
from precinct_app.documents.typesetting import Line, wrap_text
from precinct_app.domain.wording import Wording

ANSWER_LEFT = 82.0
_LABEL = Style(Face.REGULAR, 7.2)
_ANSWER = Style(Face.MEDIUM, 9.0)
_STEP = 3.1
_ANSWER_STEP = 3.9


@dataclass(frozen=True, slots=True)
class Field:
    """A question and its answer; an empty answer leaves a line to write on."""

    label: Pair
    answer: str | Wording = ""


def field_blocks(fields: Sequence[Field]) -> list[Block]:
    """A row for each field, with a rule below it."""
    return [block for field in fields for block in _field(field)]


def _field(field: Field) -> list[Block]:
    measure = ANSWER_LEFT - grid.LEFT - 3
    label = [
        line
        for text in (field.label.kk, field.label.ru)
        for line in wrap_text(text, _LABEL.face, _LABEL.size, measure)
    ]
    answer = _answer_lines(field.answer)
    return [
        _part(label if start == 0 else [], answer[start : start + MOST_LINES])
        for start in range(0, max(len(answer), 1), MOST_LINES)
    ]


def _answer_lines(answer: str | Wording) -> list[Line]:
    texts = [answer] if isinstance(answer, str) else list(_both(of(answer)))
    measure = grid.RIGHT - ANSWER_LEFT
    return [
        line
        for text in texts
        if text
        for line in wrap_text(text, _ANSWER.face, _ANSWER.size, measure)
    ]


def _part(label: Sequence[Line], answer: Sequence[Line]) -> Block:
    height = max(len(label) * _STEP, len(answer) * _ANSWER_STEP, 2 * _STEP) + 1.8

    def draw(sheet: Sheet, top: float) -> None:
        sheet.lines(grid.LEFT, top + 3.2, label, _LABEL.size, _STEP)
        sheet.lines(ANSWER_LEFT, top + 3.9, answer, _ANSWER.size, _ANSWER_STEP)
        if answer:
            sheet.rule(grid.LEFT, grid.RIGHT, top + height, THIN)
        else:
            sheet.dotted(ANSWER_LEFT, grid.RIGHT, top + height - 0.6)

    return Block(height, draw)


def ticks_block(label: Pair, options: Sequence[Pair], ticked: int) -> Block:
    """Squares to tick, one a row; `ticked` is the place of the one that is, 1 upward."""
    lines = [wrap_text(o.shared, Face.MEDIUM, 8.4, grid.RIGHT - ANSWER_LEFT - 7) for o in options]
    heights = [max(len(group) * 3.6, 5.0) + 1.4 for group in lines]

    def draw(sheet: Sheet, top: float) -> None:
        sheet.text(grid.LEFT, top + 3.2, label.kk, _LABEL)
        sheet.text(grid.LEFT, top + 3.2 + _STEP, label.ru, _LABEL)
        y = top
        for place, (group, height) in enumerate(zip(lines, heights, strict=True), 1):
            square(sheet, ANSWER_LEFT, y + 1.0, ticked=place == ticked)
            sheet.lines(ANSWER_LEFT + 7, y + 4.0, group, 8.4, 3.6)
            y += height
        sheet.rule(grid.LEFT, grid.RIGHT, y + 0.8, THIN)

    return Block(sum(heights) + 0.8, draw)


def square(sheet: Sheet, left: float, top: float, *, ticked: bool, side: float = 4.4) -> None:
    """A square to tick; the mark is drawn, for no face has one."""
    sheet.frame(left, top, left + side, top + side, THIN)
    if ticked:
        corners = [(0.18, 0.52), (0.42, 0.80), (0.84, 0.16)]
        sheet.stroke([(left + x * side, top + y * side) for x, y in corners], 1.4)


def _both(words: Pair) -> tuple[str, ...]:
    return (words.kk,) if words.kk == words.ru else (words.kk, words.ru)
