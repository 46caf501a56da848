# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates, refusals and the list speak three languages: every reason and every word of a set."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from precinct_app.domain.errors import Reason
from precinct_app.domain.registers.certificate_facts import Absence
from precinct_app.domain.registers.certificate_stock import Stock
from precinct_app.domain.registers.refusal import Asked, RefusalGround
from precinct_app.domain.registers.voter_changes import ExclusionGround, InclusionGround, Standing
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts

ROOT = Path(__file__).parents[3] / "precinct_app"
FILES = [
    *(ROOT / "domain" / "registers").glob("certificate_*.py"),
    *(ROOT / "services" / "registers").glob("certificate*.py"),
    *(ROOT / "services" / "registers").glob("voter_*.py"),
    ROOT / "services" / "registers" / "refusals.py", ROOT / "services" / "registers" / "later_list.py",
    ROOT / "domain" / "registers" / "refusal.py", ROOT / "domain" / "registers" / "marks.py",
]  # fmt: skip
KEY = re.compile(r'"((?:certificate|stock|list|refused|marks)\.[a-z_]+)"')
"""A key wherever it stands in the code, also where it is put into a reason later."""
WORDS: dict[str, type[StrEnum]] = {
    "asked": Asked, "refusal_ground": RefusalGround, "absence": Absence, "certificate.stock": Stock,
    "voters.standing": Standing, "voters.inclusion": InclusionGround,
    "voters.exclusion": ExclusionGround,
}  # fmt: skip


def keys() -> list[str]:
    found = {key for file in FILES for key in KEY.findall(file.read_text(encoding="utf-8"))}
    return sorted(found)


@pytest.mark.parametrize("language", list(Language))
def test_every_reason_of_the_area_has_its_sentence(language: Language) -> None:
    said = {key: texts.sentence(Reason(key), language) for key in keys()}
    assert len(said) > 50
    assert [key for key, sentence in said.items() if sentence == f"refusal.{key}"] == []
    assert len(set(said.values())) == len(said)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("area", WORDS)
def test_every_word_of_a_set_is_said(area: str, language: Language) -> None:
    names = [f"{area}.{word.value}" for word in WORDS[area]]
    assert [name for name in names if texts.text(name, language) == name] == []
