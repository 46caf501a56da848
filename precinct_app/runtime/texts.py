# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Texts by key from the gettext catalogs, in any language at any time.

Catalogs are ``translations/<language>/LC_MESSAGES/<area>.po``; ``.mo`` files are compiled by
`compile_catalogs` (run.py, the build and the tests call it) and are not committed.
"""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from precinct_app.domain.errors import PrecinctError, Reason, TextKey
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime import resources


def compile_catalogs(folder: Path | None = None) -> int:
    """Compile every catalog that is newer than its ``.mo``; the number compiled."""
    # A released program has its catalogs compiled and never loads this.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = 0
    for source in sorted((folder or resources.translations()).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as po:
            catalog = read_po(po)
        temporary = target.with_suffix(".mo.part")
        with temporary.open("wb") as mo:
            write_mo(mo, catalog)
        temporary.replace(target)
        compiled += 1
    return compiled


@cache
def _catalog(language: Language) -> gettext.NullTranslations:
    folder = resources.translations() / language.value / "LC_MESSAGES"
    merged: gettext.GNUTranslations | None = None
    for file in sorted(folder.glob("*.mo")):
        with file.open("rb") as mo:
            catalog = gettext.GNUTranslations(mo)
        if merged is None:
            merged = catalog
        else:
            merged._catalog.update(catalog._catalog)  # type: ignore[attr-defined]
    return merged or gettext.NullTranslations()


def text(key: str, language: Language, **values: str | int) -> str:
    """The sentence of a key in a language; the key itself where a catalog lacks it."""
    return _filled(key, language, values)


def wording(key: str, **values: str | int) -> Wording:
    """The sentence of a key in every language."""
    kk, ru, en = (text(key, language, **values) for language in Language)
    return Wording(kk, ru, en)


def _filled(key: str, language: Language, values: Mapping[str, str | int]) -> str:
    sentence = _catalog(language).gettext(key)
    return sentence.format_map(_Values(values)) if values else sentence


class _Values(dict[str, str | int]):
    """Placeholders that nobody filled stay visible instead of raising at three in the morning."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def said(key: TextKey, language: Language) -> str:
    """Say a key with its own values."""
    return text(key, language, **key.values)


def sentence(reason: Reason, language: Language) -> str:
    """Say a refusal's reason."""
    values = {
        name: said(value, language) if isinstance(value, TextKey) else value
        for name, value in reason.values.items()
    }
    return _filled(f"refusal.{reason.key}", language, values)


def sentences(error: PrecinctError, language: Language) -> list[str]:
    """Say every reason of an error."""
    return [sentence(reason, language) for reason in error.reasons]
