# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A register is a list of entries to which one only adds; an entry is undone, with a reason, not erased.

Each entry has two times: when it happened, which order and deadlines use, and when it was recorded.
Late recording is never refused.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from precinct_app.domain import canonical
from precinct_app.domain.plain import from_plain, to_plain


class Content(Protocol):
    """What an entry says: a frozen dataclass of texts, numbers, words of a set, times and tuples."""

    register_name: ClassVar[str]
    """Name of the register; permanent, it stands in databases and journals."""

    @property
    def subject(self) -> str:
        """What it is about and is looked up by: a surrogate, a ballot id, a box; never a name."""


C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True)
class Undo:
    """Why an entry no longer stands."""

    reason: str
    happened: datetime
    recorded: datetime
    member_id: str


@dataclass(frozen=True, slots=True)
class Entry(Generic[C]):
    """One row of a register."""

    entry_id: str
    """Random, 32 hex digits."""
    content: C
    happened: datetime
    recorded: datetime
    member_id: str
    """Who recorded it."""
    undone: Undo | None = None

    @property
    def stands(self) -> bool:
        """It has not been undone."""
        return self.undone is None


def content_to_json(content: Content) -> bytes:
    """Encode an entry's content canonically; texts are composed (NFC)."""
    return canonical.encode(_composed(to_plain(content)))


def content_from_json(kind: type[C], data: bytes) -> C:
    """Read an entry's content; InputError or NotPlainError for what was not written by us."""
    content: C = from_plain(kind, canonical.decode(data))
    return content


def _composed(thing: Any) -> Any:
    if isinstance(thing, str):
        return unicodedata.normalize("NFC", thing)
    if isinstance(thing, dict):
        return {name: _composed(value) for name, value in thing.items()}
    return [_composed(item) for item in thing] if isinstance(thing, list) else thing
