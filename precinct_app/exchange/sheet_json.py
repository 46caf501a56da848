# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets as JSON: an object a line (streamed), one object, or an array of objects."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from precinct_app.domain.errors import InputError, Reason
from precinct_app.exchange.sheet_rows import MOST_COLUMNS, SheetRow

LARGEST = 50_000_000
"""Bytes of a document that must be read whole; lines have no such limit."""
_LONGEST_LINE = 1_000_000


class _TwiceError(ValueError):
    """A key stands twice in an object."""


def json_rows(file: BinaryIO, name: str) -> Iterator[SheetRow]:
    """Stream the objects; InputError ``sheets.unreadable`` when the file as a whole is no JSON."""
    first = file.readline(_LONGEST_LINE)
    while first.strip(b"\xef\xbb\xbf \r\n\t") == b"" and first:
        first = file.readline(_LONGEST_LINE)
    if isinstance(_read(first), Mapping):
        yield from _lines(first, file, name)
        return
    document = first + file.read(LARGEST + 1)
    if len(document) > LARGEST:
        raise InputError.of("sheets.too_large", name=name)
    whole = _read(document)
    if not isinstance(whole, list | Mapping):
        raise InputError.of("sheets.unreadable", name=name)
    for number, item in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        yield _row(item, number, name)


def as_text(value: Any) -> str:
    """A value of JSON or of a workbook as a person would type it into a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    return str(value)


def _lines(first: bytes, file: BinaryIO, name: str) -> Iterator[SheetRow]:
    number, line = 1, first
    while line:
        whole = line.endswith(b"\n") or len(line) < _LONGEST_LINE
        if line.strip():
            yield _row(_read(line) if whole else None, number, name)
            number += 1
        while not line.endswith(b"\n") and line:
            line = file.readline(_LONGEST_LINE)
        line = file.readline(_LONGEST_LINE)


def _row(item: Any, number: int, name: str) -> SheetRow:
    if isinstance(item, Mapping) and len(item) <= MOST_COLUMNS:
        names = tuple(str(key).strip() for key in item)
        return SheetRow(number, names, [as_text(value) for value in item.values()])
    key = "sheets.key_twice" if isinstance(item, _TwiceError) else "sheets.no_object"
    return SheetRow(number, (), (), Reason(key, {"name": name, "row": number}))


def _read(text: bytes) -> Any:
    """The value; the refusal as a value where a key stands twice; None for what is no JSON."""
    try:
        return json.loads(text.removeprefix(b"\xef\xbb\xbf"), object_pairs_hook=_object)
    except _TwiceError as error:
        return error
    except (ValueError, RecursionError):
        return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = {key.strip(): value for key, value in pairs}
    if len(found) < len(pairs):
        raise _TwiceError
    return found
