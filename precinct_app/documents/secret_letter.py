# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sealed letters with pass phrases: a sheet a person, printed on one side and folded twice.

The lower third comes up over the middle, the upper third goes back behind it with its address
outside.  Then a field of random digits lies before and behind the secret, at its very place: held
against the light, nobody tells which of them are meant.
"""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random, SystemRandom
from typing import Final

from precinct_app.documents import grid
from precinct_app.documents.fonts import Face
from precinct_app.documents.frame import Kind, draw_edges
from precinct_app.documents.layout import THICK, THIN, Align, Sheet, Style
from precinct_app.documents.pdfa import finish
from precinct_app.documents.phrases import Pair, of, pair, role_name, short_date
from precinct_app.documents.typesetting import Span, line_width, wrap_text
from precinct_app.domain.election import Mode
from precinct_app.services.registrar import SecretLetter

FOLDS: Final = (99.0, 198.0)
MIDDLE: Final = 148.5
"""Where the secret stands; mirrored at the folds it falls on `BEFORE` and `BEHIND`."""
BEHIND, BEFORE = 49.5, 247.5
_FIELD_LEFT, _FIELD_RIGHT, _FIELD_HALF = 30.0, 180.0, 12.0
_SECRET: Final = Style(Face.BOLD, 24)
_ROW: Final = 2.6
_CENTRE: Final = 105.0
_STEP: Final = 3.9
_PROSE: Final = Style(Face.REGULAR, 9.0)


def render_letters(
    letters: Sequence[SecretLetter], made: datetime, chance: Random | None = None
) -> bytes:
    """Draw the letters as one PDF/A; `chance` scatters the digits of the fields."""
    sheet = draw(letters, chance or SystemRandom())
    return finish(sheet.finish(), title=pair("letter.title").shared, created=made)


def draw(letters: Sequence[SecretLetter], chance: Random) -> Sheet:
    """Lay the letters out, a page each."""
    sheet = Sheet()
    for index, letter in enumerate(letters):
        if index:
            sheet.next_page()
        _address(sheet, letter)
        _secret(sheet, letter)
        _folding(sheet)
        for middle in (BEHIND, BEFORE):
            _field(sheet, middle, chance)
        _fold_marks(sheet)
        draw_edges(sheet, kind=Kind.PROTOCOL, training=letter.mode is Mode.TRAINING)
    return sheet


def _address(sheet: Sheet, letter: SecretLetter) -> None:
    """The third that is outside in the end: for whom, and what to do if it was opened."""
    role, place = role_name(letter.role), of(letter.place)
    number = f"№ {letter.precinct_number}" if letter.precinct_number else ""
    _both_sides(sheet, 12.5, pair("letter.in_person"), Style(Face.BOLD, 9.0))
    sheet.text(_CENTRE, 20.5, letter.name, _fitting(letter.name, 15), Align.CENTRE)
    told = (
        " · ".join(part for part in (number, role.kk, place.kk) if part),
        " · ".join(part for part in (number, role.ru, place.ru) if part),
    )
    for y, text in zip((26.5, 31.0), told, strict=True):
        sheet.text(_CENTRE, y, text, _fitting(text, 10), Align.CENTRE)
    election, day = of(letter.election_name), short_date(date.fromisoformat(letter.day))
    sheet.text(_CENTRE, 68.0, day, Style(Face.BOLD, 9.0), Align.CENTRE)
    _halves(sheet, 72.5, election, Style(Face.MEDIUM, 7.5), 3.3)
    _halves(sheet, 84.0, pair("letter.if_opened"), Style(Face.REGULAR, 7.5), 3.3)
    foot = pair("letter.number", number=letter.number, serial=letter.serial).shared
    sheet.text(_CENTRE, 95.5, foot, grid.SMALL, Align.CENTRE)


def _secret(sheet: Sheet, letter: SecretLetter) -> None:
    """The third that nobody sees but its addressee."""
    _both_sides(sheet, 109.0, pair("letter.head"), Style(Face.BOLD, 11.0))
    _halves(sheet, 116.0, pair("letter.what_for"), _PROSE, _STEP)
    for y in (MIDDLE - 10, MIDDLE + 8):
        sheet.rule(_FIELD_LEFT, _FIELD_RIGHT, y, THICK)
    sheet.text(_CENTRE, MIDDLE + 3.0, letter.passphrase, _SECRET, Align.CENTRE)
    _halves(sheet, 164.0, pair("letter.how_to_type"), _PROSE, _STEP)
    _halves(sheet, 178.0, pair("letter.keep"), _PROSE, _STEP)


def _folding(sheet: Sheet) -> None:
    """For whoever prints and folds: it lies inside afterwards."""
    _both_sides(sheet, 206.0, pair("letter.fold_head"), Style(Face.BOLD, 9.0))
    _halves(sheet, 212.0, pair("letter.fold"), _PROSE, _STEP)
    _halves(sheet, 268.0, pair("letter.seal"), _PROSE, _STEP)


def _field(sheet: Sheet, middle: float, chance: Random) -> None:
    """Random digits in the secret's own type, row over row, one row exactly at its place."""
    rows = int(_FIELD_HALF / _ROW)
    for row in range(-rows, rows + 1):
        shift = chance.uniform(0, 3)
        digits, x = "", _FIELD_LEFT + shift
        while _right_end(x, digits) < _FIELD_RIGHT - 5:
            digits += f"{chance.randrange(10000):04d} "
        sheet.backdrop(x, middle + 3.0 + row * _ROW, digits.rstrip()[:34], _SECRET)


def _right_end(x: float, digits: str) -> float:
    return x + line_width((Span(digits, _SECRET.face),), _SECRET.size)


def _fold_marks(sheet: Sheet) -> None:
    for y in FOLDS:
        for left, right in ((4.5, 9.5), (200.5, 205.5)):
            sheet.rule(left, right, y, THIN)


def _both_sides(sheet: Sheet, y: float, words: Pair, style: Style) -> None:
    sheet.text(grid.LEFT, y, words.kk, style)
    sheet.text(grid.SECOND_HALF, y, words.ru, style)


def _halves(sheet: Sheet, y: float, words: Pair, style: Style, step: float) -> None:
    for x, text in ((grid.LEFT, words.kk), (grid.SECOND_HALF, words.ru)):
        sheet.lines(x, y, wrap_text(text, style.face, style.size, grid.HALF), style.size, step)


def _fitting(text: str, size: float) -> Style:
    """Bold, and smaller where a long name needs it: an address is never cut."""
    face = Face.BOLD
    measure = grid.RIGHT - grid.LEFT
    width = line_width((Span(text, face),), size)
    return Style(face, size if width <= measure else size * measure / width)
