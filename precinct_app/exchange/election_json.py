# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An election as canonical JSON, strict both ways: unknown and missing fields are refused."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from precinct_app.domain import canonical
from precinct_app.domain.election import Election
from precinct_app.domain.errors import PackageError, PrecinctError


def election_to_json(election: Election) -> bytes:
    """Encode an election canonically."""
    return canonical.encode(_plain(election))


def election_from_json(data: bytes) -> Election:
    """Read an election; PackageError ``package.election`` names the place that does not fit."""
    try:
        content = canonical.decode(data)
    except PrecinctError as error:
        raise PackageError.of("package.election", place="$") from error
    election: Election = _read(Election, content, "$")
    return election


def _plain(thing: Any) -> Any:
    if is_dataclass(thing):
        return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, tuple):
        return [_plain(item) for item in thing]
    if isinstance(thing, bool):
        return int(thing)
    if isinstance(thing, StrEnum):
        return thing.value
    if isinstance(thing, datetime | date | time):
        return thing.isoformat()
    return thing


def _read(kind: Any, content: Any, place: str) -> Any:
    """Read content as a type of the domain; the types themselves are the schema."""
    try:
        return _as(kind, content, place)
    except (ValueError, TypeError, KeyError) as error:
        raise PackageError.of("package.election", place=place) from error


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
    if _plain(value) != content:
        raise ValueError(content)
    return value


def _dataclass(kind: Any, content: Any, place: str) -> Any:
    hints = get_type_hints(kind)
    if not isinstance(content, Mapping) or set(content) != set(hints):
        raise TypeError(place)
    return kind(**{n: _read(hints[n], content[n], f"{place}.{n}") for n in hints})


def _tuple(arguments: tuple[Any, ...], content: Any, place: str) -> Any:
    if not isinstance(content, list):
        raise TypeError(place)
    if len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004
        items = [(arguments[0], item) for item in content]
    else:
        items = list(zip(arguments, content, strict=True))
    return tuple(_read(kind, item, f"{place}[{i}]") for i, (kind, item) in enumerate(items))
