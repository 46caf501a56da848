# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Domain objects as plain data and back, strictly: the types themselves are the schema.

Dataclasses become objects, tuples arrays, yes-or-no 1 or 0, times ISO 8601 texts.  Reading refuses
unknown and missing fields and values of another type.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache, partial
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints


class NotPlainError(Exception):
    """Plain data do not fit a type; carries the place, ``$`` being the whole."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def to_plain(thing: Any) -> Any:
    """A domain object as objects, arrays, texts and whole numbers."""
    if is_dataclass(thing):
        return {field.name: to_plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, tuple):
        return [to_plain(item) for item in thing]
    if isinstance(thing, bool):
        return int(thing)
    if isinstance(thing, StrEnum):
        return thing.value
    if isinstance(thing, datetime | date | time):
        return thing.isoformat()
    return thing


def from_plain(kind: Any, content: Any, place: str = "$") -> Any:
    """Read plain data as a type of the domain; NotPlainError names the place that does not fit."""
    return _read(partial(_read_as, kind), content, place)


_Reader = Callable[[Any], Any]


def _read_as(kind: Any, content: Any) -> Any:
    return _reader(kind)(content)


def _read(reader: _Reader, content: Any, place: str) -> Any:
    try:
        return reader(content)
    except NotPlainError as error:
        raise NotPlainError(place + error.place) from error
    except (ValueError, TypeError, KeyError) as error:
        raise NotPlainError(place) from error


@cache
def _reader(kind: Any) -> _Reader:
    """What reads a type: put together once, because registers hold thousands of entries."""
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        raise NotPlainError("")
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if kind is bool:
        return lambda content: bool(("0", "1").index(str(content)))
    if kind in {datetime, date, time} or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return partial(_from_text, kind)
    return partial(_as_it_is, kind)


def _as_it_is(kind: Any, content: Any) -> Any:
    if type(content) is not kind:
        raise TypeError(kind)
    return content


def _from_text(kind: Any, content: Any) -> Any:
    value = kind(content) if issubclass(kind, StrEnum) else kind.fromisoformat(content)
    if to_plain(value) != content:
        raise ValueError(content)
    return value


def _dataclass_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {n: _reader(h) for n, h in hints.items() if get_origin(h) is not ClassVar}

    def read(content: Any) -> Any:
        if not isinstance(content, Mapping) or content.keys() != readers.keys():
            raise TypeError(kind)
        return kind(**{n: _read(r, content[n], f".{n}") for n, r in readers.items()})

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    if len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004
        one = _reader(arguments[0])
        return lambda content: tuple(
            _read(one, item, f"[{place}]") for place, item in enumerate(_listed(content))
        )
    each = [_reader(argument) for argument in arguments]
    return lambda content: tuple(
        _read(reader, item, f"[{place}]")
        for place, (reader, item) in enumerate(zip(each, _listed(content), strict=True))
    )


def _listed(content: Any) -> list[Any]:
    if not isinstance(content, list):
        raise TypeError(content)
    return content
