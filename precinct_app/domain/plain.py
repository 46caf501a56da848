# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Domain objects as plain data and back, strictly: the types themselves are the schema.

Dataclasses become objects, tuples arrays, yes-or-no 1 or 0, times ISO 8601 texts.  Reading refuses
unknown and missing fields and values of another type.
"""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
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
    try:
        return _as(kind, content, place)
    except (ValueError, TypeError, KeyError) as error:
        raise NotPlainError(place) from error


def _as(kind: Any, content: Any, place: str) -> Any:
    if is_dataclass(kind):
        return _dataclass(kind, content, place)
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        raise TypeError(kind)
    if origin is tuple:
        return _tuple(get_args(kind), content, place)
    if kind is bool:
        return bool(("0", "1").index(str(content)))
    if kind in {datetime, date, time} or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return _from_text(kind, content)
    if type(content) is not kind:
        raise TypeError(place)
    return content


def _from_text(kind: Any, content: Any) -> Any:
    value = kind(content) if issubclass(kind, StrEnum) else kind.fromisoformat(content)
    if to_plain(value) != content:
        raise ValueError(content)
    return value


@cache
def _fields_of(kind: Any) -> Mapping[str, Any]:
    return {n: h for n, h in get_type_hints(kind).items() if get_origin(h) is not ClassVar}


def _dataclass(kind: Any, content: Any, place: str) -> Any:
    hints = _fields_of(kind)
    if not isinstance(content, Mapping) or set(content) != set(hints):
        raise TypeError(place)
    return kind(**{n: from_plain(hints[n], content[n], f"{place}.{n}") for n in hints})


def _tuple(arguments: tuple[Any, ...], content: Any, place: str) -> Any:
    if not isinstance(content, list):
        raise TypeError(place)
    if len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004
        items = [(arguments[0], item) for item in content]
    else:
        items = list(zip(arguments, content, strict=True))
    return tuple(from_plain(kind, item, f"{place}[{i}]") for i, (kind, item) in enumerate(items))
