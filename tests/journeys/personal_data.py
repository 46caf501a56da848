# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Finds people in files: in names of files, text, PDF pages and objects, archives, escapes, encodings.

A name is two neighbouring Cyrillic words, whatever stands between them: so columns, tags and line
ends hide nobody, and nothing else in a file has to be understood.
"""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote_to_bytes

import pikepdf
import pypdfium2

from precinct_app.domain.voters import Voter

_DIGITS = 12
_NUMBERS = re.compile(rb"\d{12,}|\d{4} \d{4} \d{4}|\d{6} \d{6}|(?:\d\0){12,}")
_WORDS = {
    "utf-8": re.compile(rb"(?:[\xd0-\xd3][\x80-\xbf])+"),
    "utf-16-le": re.compile(rb"(?:[\0-\xff]\x04){2,}"),
    "utf-16-be": re.compile(rb"(?:\x04[\0-\xff]){2,}"),
    "cp1251": re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}"),
}
_ESCAPE = re.compile(rb"\\u(04[0-9a-fA-F]{2})")
_NO_DIGIT = re.compile(rb"[ \0]")
_DEEPEST = 4


@dataclass(frozen=True)
class People:
    """Whom to look for: numbers, and pairs of neighbouring words of their names."""

    numbers: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    def found_in(self, name: str, data: bytes) -> set[str]:
        """Who is in a file: numbers and names, each as it is looked for."""
        found: set[str] = set()
        for piece in pieces_of(name, data):
            for run in _NUMBERS.findall(piece):
                run = _NO_DIGIT.sub(b"", run).decode("ascii")  # noqa: PLW2901
                found |= self.numbers & {run[n : n + _DIGITS] for n in range(len(run) - 11)}
            for encoding, words in _WORDS.items():
                told = [w.decode(encoding, "ignore").casefold() for w in words.findall(piece)]
                found |= {" ".join(pair) for pair in self.pairs & set(pairwise(told))}
        return found


def people(voters: Iterable[Voter], known: Iterable[str]) -> People:
    """Voters by number and name, in either order; not the names of those who are known to all."""
    voters = list(voters)
    public = {pair for name in known for pair in _pairs(name)}
    pairs = {pair for v in voters for pair in _pairs(f"{v.surname} {v.given_name}")}
    return People(frozenset(v.iin for v in voters if v.iin), frozenset(pairs - public))


def pieces_of(name: str, data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Everything that a file shows or hides, as bytes in which words and numbers can be read."""
    yield name.encode()
    yield data
    yield from _unescaped(data)
    if depth < _DEEPEST:
        for inner, content in _inside(data):
            yield from pieces_of(inner, content, depth + 1)
    if data.startswith(b"%PDF"):
        yield from _pages(data)


def _pairs(name: str) -> set[tuple[str, str]]:
    words = [word.decode().casefold() for word in _WORDS["utf-8"].findall(name.encode())]
    return {*pairwise(words), *pairwise(words[::-1])}


def _unescaped(data: bytes) -> Iterator[bytes]:
    if b"\\u04" in data:
        yield _ESCAPE.sub(lambda found: chr(int(found[1], 16)).encode(), data)
    if b"&#" in data:
        yield html.unescape(data.decode("utf-8", "ignore")).encode()
    if b"%D" in data or b"%d" in data:
        yield unquote_to_bytes(data)


def _inside(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Files of a zip, streams of a PDF, whatever else is compressed."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename, archive.read(entry)
    elif data.startswith(b"%PDF"):
        yield from _objects(data)
    elif data[:1] in {b"\x78", b"\x1f"}:
        try:
            yield "", zlib.decompress(data, wbits=47)
        except zlib.error:
            return


def _objects(data: bytes) -> Iterator[tuple[str, bytes]]:
    with pikepdf.open(io.BytesIO(data)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    yield "", item.read_bytes()
                except pikepdf.PdfError:
                    yield "", item.read_raw_bytes()
            for text in _strings(item, 0):
                yield text, b""


def _strings(item: pikepdf.Object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST or isinstance(item, pikepdf.Stream):
        return
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Dictionary):
        for value in item.values():
            yield from _strings(value, depth + 1)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            yield from _strings(value, depth + 1)


def _pages(data: bytes) -> Iterator[bytes]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            yield page.get_textpage().get_text_range().encode()
