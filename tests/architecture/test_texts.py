# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Languages cannot drift: same keys, same placeholders, nothing untranslated, no missing reason."""

import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from precinct_app.domain.wording import Language

ROOT = Path(__file__).parents[2]
AREAS = sorted(p.stem for p in (ROOT / "translations/kk/LC_MESSAGES").glob("*.po"))
REASON = re.compile(r"""(?:Error\.of|Reason)\(\s*f?["']([a-z0-9_.]+)["']""")


def catalog(language: Language, area: str) -> dict[str, str]:
    path = ROOT / "translations" / language.value / "LC_MESSAGES" / f"{area}.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", list(Language))
def test_same_keys_and_placeholders(area: str, language: Language) -> None:
    english, other = catalog(Language.EN, area), catalog(language, area)
    assert set(other) == set(english)
    assert [k for k, text in other.items() if not text.strip()] == []
    differing = [k for k in english if placeholders(english[k]) != placeholders(other[k])]
    assert differing == []


def test_a_key_stands_in_one_catalog() -> None:
    """Of two, the last by name would be heard, whatever values its sentence wants."""
    keys = Counter(key for area in AREAS for key in catalog(Language.EN, area))
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("area", AREAS)
def test_kazakh_glues_no_case_suffix_to_a_placeholder(area: str) -> None:
    # "9-жол" (line 9) carries its suffixes on the noun; a suffix on the number itself is what breaks.
    noun = "жол|үстел|бет|нұсқа|таңба"
    glued = re.compile(rf"\}}[-\u2010\u2011]?(?!{noun})[а-яәғқңөұүһі]", re.IGNORECASE)
    assert [k for k, text in catalog(Language.KK, area).items() if glued.search(text)] == []


def test_every_reason_has_its_sentence() -> None:
    known = {key for area in AREAS for key in catalog(Language.EN, area)}
    used = {
        f"refusal.{key}"
        for file in (ROOT / "precinct_app").rglob("*.py")
        for key in REASON.findall(file.read_text(encoding="utf-8"))
    }
    assert sorted(used - known) == []
