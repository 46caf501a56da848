# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the window remembers of its look, for machine and person, and of the token; nobody's data.

A person is kept under a digest of workspace and member id, so the file names nobody.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from precinct_app.domain.wording import Language
from precinct_app.runtime.files import PRIVATE_FILE, write_whole

_LARGEST = 100_000
_PERCENTS = (100, 125, 150, 200)
_PLACE_PARTS = 4
_LAYOUTS, _LAYOUT = 20, 3_000
"""Layouts of voter files that are remembered, the latest; how long one may be."""


@dataclass(frozen=True, slots=True)
class Taste:
    """How somebody likes the window."""

    language: Language = Language.KK
    percent: int = 100
    """Type size."""
    dark: bool = False


class Settings:
    """Tastes and places by person, in memory at once, in the file when they are written."""

    def __init__(self, file: Path | None = None) -> None:
        self._file, self._changed = file, False
        self._tastes, self._places, self._layouts, self._library = (
            ({}, {}, {}, "") if file is None else _read(file)
        )

    def taste(self, person: str = "") -> Taste:
        """A person's taste; the machine's where the person has none."""
        machine = self._tastes.get("", Taste())
        return self._tastes.get(person, machine)

    def own_taste(self, person: str) -> Taste | None:
        """What a person has chosen; None where that was nothing yet."""
        return self._tastes.get(person)

    def keep(self, taste: Taste, person: str = "") -> None:
        """Remember a taste."""
        if self._tastes.get(person) != taste:
            self._tastes[person], self._changed = taste, True

    def place(self, person: str) -> tuple[str, ...]:
        """Where a person was when the program ended unasked; empty after an orderly end."""
        return self._places.get(person, ())

    def keep_place(self, place: tuple[str, ...], person: str) -> None:
        """Remember where a person is (page, ballot and cell ids); empty forgets it."""
        if self._places.get(person, ()) != place:
            self._places[person], self._changed = place, True

    def recall_layout(self, key: str) -> str | None:
        """The layout of a voter file that a person confirmed, by the key of its headings."""
        return self._layouts.get(key)

    def keep_layout(self, key: str, layout: str) -> None:
        """Remember a layout: headings and columns, no rows; the oldest is forgotten."""
        if len(layout) > _LAYOUT or self._layouts.get(key) == layout:
            return
        self._layouts.pop(key, None)
        kept = [*self._layouts.items(), (key, layout)][-_LAYOUTS:]
        self._layouts, self._changed = dict(kept), True

    @property
    def token_library(self) -> str:
        """The program of a token's maker (PKCS#11) that a technician chose for this machine."""
        return self._library

    def keep_token_library(self, path: str) -> None:
        """Remember it; empty forgets it."""
        if self._library != path:
            self._library, self._changed = path, True

    def write(self) -> None:
        """Write what has changed; a disk that refuses is no reason to stop the work."""
        if self._file is None or not self._changed:
            return
        self._changed = False
        tastes, places = dict(self._tastes), dict(self._places)
        told = {
            "tastes": {person: asdict(taste) for person, taste in tastes.items()},
            "places": {person: place for person, place in places.items() if place},
            "layouts": dict(self._layouts),
            "token_library": self._library,
        }
        try:
            write_whole(self._file, json.dumps(told, indent=1).encode(), PRIVATE_FILE)
        except OSError:
            return


class KeptLayouts:
    """Layouts of voter files as the import asks for them, kept with the window's settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def recall(self, key: str) -> str | None:
        """The layout kept under a key."""
        return self._settings.recall_layout(key)

    def keep(self, key: str, layout: str) -> None:
        """Keep a layout, in place of one kept before."""
        self._settings.keep_layout(key, layout)
        self._settings.write()


def person_key(workspace: str, member_id: str) -> str:
    """Under what a person's taste is kept."""
    from hashlib import sha256  # noqa: PLC0415  once somebody has signed in

    return sha256(f"{workspace}/{member_id}".encode()).hexdigest()[:16]


Kept = tuple[dict[str, Taste], dict[str, tuple[str, ...]], dict[str, str], str]


def _read(file: Path) -> Kept:
    """Read the file; what is damaged or strange in it is passed over."""
    try:
        whole = file.stat().st_size <= _LARGEST
        found = json.loads(file.read_text(encoding="utf-8")) if whole else {}
        tastes, places = dict(found.get("tastes", {})), dict(found.get("places", {}))
        layouts, library = dict(found.get("layouts", {})), found.get("token_library", "")
    except (OSError, ValueError, TypeError, AttributeError):
        return {}, {}, {}, ""
    read = {str(person): _taste(told) for person, told in tastes.items()}
    kept = {str(person): _place(told) for person, told in places.items()}
    return (
        {person: taste for person, taste in read.items() if taste is not None},
        {person: place for person, place in kept.items() if place},
        {str(key): layout for key, layout in layouts.items() if isinstance(layout, str)},
        library if isinstance(library, str) else "",
    )


def _taste(told: Any) -> Taste | None:
    try:
        percent = told["percent"]
        if percent not in _PERCENTS:
            return None
        return Taste(Language(told["language"]), percent, bool(told["dark"]))
    except (KeyError, TypeError, ValueError):
        return None


def _place(told: Any) -> tuple[str, ...]:
    fits = isinstance(told, list) and len(told) == _PLACE_PARTS
    return tuple(told) if fits and all(isinstance(part, str) for part in told) else ()
