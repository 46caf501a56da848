# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whole numbers in words, Kazakh and Russian, as a protocol says them."""

from functools import lru_cache

from num2words import num2words

from precinct_app.documents.phrases import Pair, pair
from precinct_app.domain.protocol.sheet import NA, Figure

_KAZAKH, _RUSSIAN = "kz", "ru"
"""The library's own names: it does not know the language code ``kk``."""


@lru_cache(maxsize=4096)
def number_in_words(number: int) -> Pair:
    """A whole number from 0 upward: 1202 is "bir myng eki zhuz eki" in Kazakh letters, and Russian.

    Russian in the masculine, which fits ballot, vote and voter; thousands come out feminine.
    """
    return Pair(num2words(number, lang=_KAZAKH), num2words(number, lang=_RUSSIAN))


def figure_in_words(figure: Figure | None) -> Pair:
    """Words of a figure; "not applicable" is said, an empty cell has none."""
    if figure is None:
        return Pair("", "")
    return pair("paper.not_applicable") if figure is NA else number_in_words(figure)
