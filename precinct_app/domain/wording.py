# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Official wording in the three languages of the product."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language the program speaks; Kazakh comes first everywhere."""

    KK = "kk"
    RU = "ru"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """One official text in Kazakh, Russian and English (forms, packages, names of places)."""

    kk: str
    ru: str
    en: str

    def in_(self, language: Language) -> str:
        """Give the text in one language."""
        return {Language.KK: self.kk, Language.RU: self.ru, Language.EN: self.en}[language]

    @classmethod
    def same(cls, text: str) -> "Wording":
        """Wording for what is never translated, such as a person's name."""
        return cls(text, text, text)

    @classmethod
    def from_mapping(cls, texts: Mapping[str, str]) -> "Wording":
        """Read ``{"kk": …, "ru": …, "en": …}``; KeyError when a language is missing."""
        return cls(texts["kk"], texts["ru"], texts["en"])

    def to_mapping(self) -> dict[str, str]:
        """Give the three texts as a JSON object."""
        return {"kk": self.kk, "ru": self.ru, "en": self.en}
