# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Texts into lines: broken at spaces only, balanced, with values in a heavier face."""

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from precinct_app.documents.fonts import Face, width

MM = 72 / 25.4
"""Points in a millimetre."""
NBSP = "\u00a0"
_HELD = (
    (re.compile(r"№ "), f"№{NBSP}"),
    (re.compile(r" — "), f"{NBSP}—{NBSP}"),
    (re.compile(r"(?<=\w) (?=\w\. \w\.)"), NBSP),
    (re.compile(r"(?<=\b\w\.) (?=\w\.)"), NBSP),
)
_BISECTIONS = 9
_TOLERANCE = 0.1
"""Points by which a line may be wider than its measure."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text in one face."""

    text: str
    face: Face = Face.REGULAR


Line = tuple[Span, ...]


def hold_together(text: str) -> str:
    """Put no-break spaces where a line must not end: a number sign, a person's initials."""
    for pattern, held in _HELD:
        text = pattern.sub(held, text)
    return text


def filled(template: str, values: Mapping[str, str | int]) -> tuple[Span, ...]:
    """A sentence of the catalogs: its own words Regular, the values put into it Medium."""
    spans: list[Span] = []
    for literal, name, _spec, _conversion in string.Formatter().parse(template):
        if literal:
            spans.append(Span(literal))
        if name is not None:
            spans.append(Span(str(values.get(name, "{" + name + "}")), Face.MEDIUM))
    return tuple(spans)


def line_width(line: Iterable[Span], size: float) -> float:
    """Width of a line in millimetres."""
    return sum(width(span.text, span.face, size) for span in line) / MM


@lru_cache(maxsize=4096)
def wrap(spans: tuple[Span, ...], size: float, measure: float) -> tuple[Line, ...]:
    """Break into balanced lines: the narrowest measure (mm) that keeps the number of lines.

    Remembered: pages are laid out several times with other spacing, never with other lines.
    """
    words = [
        part for word in _words(spans) for part in _cut_too_long(word, size, measure * MM)
    ]  # fmt: skip
    measured = [(word, sum(width(s.text, s.face, size) for s in word)) for word in words]
    lines = _greedy(measured, size, measure * MM)
    if len(lines) > 1:
        lines = _balanced(measured, size, measure * MM, len(lines))
    return tuple(_joined(line) for line in lines)


def wrap_text(text: str, face: Face, size: float, measure: float) -> tuple[Line, ...]:
    """Break a text of one face into balanced lines; `measure` in millimetres."""
    return wrap((Span(text, face),), size, measure)


def shortened(text: str, face: Face, size: float, measure: float) -> str:
    """The text, or its beginning with an ellipsis; only for lines that run from page to page."""
    if width(text, face, size) <= measure * MM:
        return text
    while text and width(text + "…", face, size) > measure * MM:
        text = text[: len(text) * 15 // 16]
    return text.rstrip() + "…"


def shortened_inside(text: str, face: Face, size: float, measure: float) -> str:
    """The text, or its first two words and as many of its last as fit: numbers stand at the end."""
    if width(text, face, size) <= measure * MM:
        return text
    words = hold_together(text).split(" ")
    for first in range(3, len(words)):
        short = " ".join([*words[:2], "…", *words[first:]])
        if width(short, face, size) <= measure * MM:
            return short
    return shortened(text, face, size, measure)


_Word = tuple[Span, ...]
_Measured = list[tuple[_Word, float]]


def _words(spans: Iterable[Span]) -> Iterator[_Word]:
    word: list[Span] = []
    for span in spans:
        for index, part in enumerate(hold_together(span.text).split(" ")):
            if index and word:
                yield tuple(word)
                word = []
            if part:
                word.append(Span(part, span.face))
    if word:
        yield tuple(word)


def _cut_too_long(word: _Word, size: float, measure: float) -> Iterator[_Word]:
    """A word wider than a line is cut between characters: better than ink off the page."""
    if sum(width(span.text, span.face, size) for span in word) <= measure + _TOLERANCE:
        yield word
        return
    for span in word:
        part = ""
        for character in span.text:
            if part and width(part + character, span.face, size) > measure:
                yield (Span(part, span.face),)
                part = ""
            part += character
        yield (Span(part, span.face),)


def _greedy(words: _Measured, size: float, measure: float) -> list[list[_Word]]:
    space = width(" ", Face.REGULAR, size)
    lines: list[list[_Word]] = [[]]
    used = 0.0
    for word, advance in words:
        if lines[-1] and used + space + advance > measure + _TOLERANCE:
            lines.append([])
        used = used + space + advance if lines[-1] else advance
        lines[-1].append(word)
    return lines


def _balanced(words: _Measured, size: float, measure: float, count: int) -> list[list[_Word]]:
    low, high = measure / 2, measure
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        fits = max(advance for _, advance in words) <= middle
        if fits and len(_greedy(words, size, middle)) == count:
            high = middle
        else:
            low = middle
    return _greedy(words, size, high)


def _joined(words: list[_Word]) -> Line:
    spans: list[Span] = []
    for index, word in enumerate(words):
        for place, span in enumerate(word):
            glue = " " if index and not place else ""
            if spans and spans[-1].face is span.face:
                spans[-1] = Span(spans[-1].text + glue + span.text, span.face)
            elif spans:
                spans[-1] = Span(spans[-1].text + glue, spans[-1].face)
                spans.append(span)
            else:
                spans.append(span)
    return tuple(spans)
