# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
import pytest

from precinct_app.documents.words import figure_in_words, number_in_words
from precinct_app.domain.protocol.sheet import NA


@pytest.mark.parametrize(
    ("number", "kk", "ru"),
    [
        (0, "нөл", "ноль"),
        (1, "бір", "один"),
        (2, "екі", "два"),
        (100, "жүз", "сто"),
        (784, "жеті жүз сексен төрт", "семьсот восемьдесят четыре"),
        (1000, "бір мың", "одна тысяча"),
        (1202, "бір мың екі жүз екі", "одна тысяча двести два"),
        (2984, "екі мың тоғыз жүз сексен төрт", "две тысячи девятьсот восемьдесят четыре"),
    ],
)
def test_numbers_as_a_protocol_says_them(number: int, kk: str, ru: str) -> None:
    said = number_in_words(number)
    assert (said.kk, said.ru) == (kk, ru)


def test_no_two_numbers_sound_alike() -> None:
    said = [number_in_words(number) for number in range(3000)]
    assert len({words.kk for words in said}) == len({words.ru for words in said}) == 3000


def test_not_applicable_is_said_and_an_empty_cell_is_not() -> None:
    assert figure_in_words(NA).shared == "қолданылмайды · не применяется"
    assert figure_in_words(None).kk == figure_in_words(None).ru == ""
