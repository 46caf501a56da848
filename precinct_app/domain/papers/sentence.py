# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sentences that keep apart what the form says and what was put into it: paper sets them apart too."""

from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.wording import Language, Wording


@dataclass(frozen=True, slots=True)
class Put:
    """A value put into a sentence, by the name of its gap."""

    name: str
    value: Wording


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in three languages with its gaps, and what stands in them."""

    template: Wording
    values: tuple[Put, ...] = ()

    @classmethod
    def of(cls, template: Wording, **values: str | int | Wording) -> "Sentence":
        """Fill the gaps of a template; what is no wording is the same in every language."""
        puts = (
            Put(name, value if isinstance(value, Wording) else Wording.same(str(value)))
            for name, value in values.items()
        )
        return cls(template, tuple(puts))

    @classmethod
    def free(cls, words: Wording) -> "Sentence":
        """Words of the commission, all of them put in."""
        return cls.of(Wording.same("{words}"), words=words)

    def gaps(self, language: Language) -> Mapping[str, str]:
        """What stands in the gaps in one language."""
        return {put.name: put.value.in_(language) for put in self.values}

    @property
    def whole(self) -> Wording:
        """The sentence with its gaps filled."""
        kk, ru, en = (
            self.template.in_(language).format_map(self.gaps(language)) for language in Language
        )
        return Wording(kk, ru, en)
