# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The likely slip in words: official numbers, both figures, every kind, three languages."""

from dataclasses import replace

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.slip_kinds import Kind
from precinct_app.domain.protocol.slips import Slip
from precinct_app.domain.wording import Language
from precinct_app.services.slip_words import TOLD, SlipWords
from tests.domain.protocol.shipped import ROWS, form

ONE = Slip(("ballots_lost",), (381,), (318,), Kind.TRANSPOSED, ("E102",), 0.97)
VOTES = ("votes.p1", "votes.p2", "votes.p3")


def words(language: Language) -> SlipWords:
    return SlipWords(form().cells(ROWS, Level.COUNT_ONLY), language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.KK, "9-жол: 381 емес, 318 болуы мүмкін (екі цифрдың орны ауысқан)"),
        (Language.RU, "Строка 9: возможно, 318, а не 381 (две цифры переставлены)"),
        (Language.EN, "Line 9: perhaps 318, not 381 (two digits exchanged)"),
    ],
)
def test_a_figure_is_named_with_its_line(language: Language, said: str) -> None:
    assert words(language).sentence(ONE) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.KK, "6-жол мен 8-жол: сандардың орны ауысқан болуы мүмкін, сонда 784 және 423"),
        (Language.RU, "Строка 6 и строка 8: возможно, числа перепутаны местами; тогда 784 и 423"),
        (Language.EN, "Line 6 and line 8: perhaps the figures are exchanged; then 784 and 423"),
    ],
)
def test_exchanged_lines_are_both_named(language: Language, said: str) -> None:
    cells = ("ballots_issued", "ballots_unused")
    slip = Slip(cells, (423, 784), (784, 423), Kind.EXCHANGED, ("E102",), 0.96)
    assert words(language).sentence(slip) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.KK, "16.1-16.3-жолдар: сандар бір жолға жылжып кеткен болуы мүмкін, сонда "),
        (Language.RU, "Строки 16.1-16.3: возможно, числа сдвинуты на одну строку; тогда "),
        (Language.EN, "Lines 16.1-16.3: perhaps the figures stand one row off; then "),
    ],
)
def test_shifted_rows_are_told_as_a_range(language: Language, said: str) -> None:
    slip = Slip(VOTES, (0, 402, 300), (402, 300, 20), Kind.ROW_SHIFTED, ("E306",), 0.96)
    assert words(language).sentence(slip) == f"{said}16.1: 402; 16.2: 300; 16.3: 20"


def test_a_long_shift_ends_with_a_sign_that_there_is_more() -> None:
    long = replace(ONE, kind=Kind.ROW_SHIFTED, cells=VOTES * 3, perhaps=tuple(range(9)))
    told = words(Language.EN).sentence(long)
    assert told.endswith("16.3: 5; \u2026")
    assert told.count(";") == TOLD + 1
    fits = replace(long, cells=VOTES * 2, perhaps=tuple(range(6)))
    assert words(Language.EN).sentence(fits).endswith("16.3: 5")


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", list(Language))
def test_every_kind_has_a_sentence(kind: Kind, language: Language) -> None:
    told = words(language).sentence(replace(ONE, kind=kind))
    assert "slip." not in told
    assert "{" not in told
    assert "9" in told
    assert "318" in told
    assert told[0] == told[0].upper()


def test_a_cell_without_a_number_is_named_by_its_name() -> None:
    assert SlipWords((), Language.EN).sentence(ONE).startswith("Line ballots_lost: perhaps 318")


def test_figures_are_written_as_the_screen_writes_them() -> None:
    cells = form().cells(ROWS, Level.COUNT_ONLY)
    slip = replace(ONE, typed=(1381,), perhaps=(1318,))
    told = SlipWords(cells, Language.EN, lambda number: f"{number:,}").sentence(slip)
    assert "1,318, not 1,381" in told


def test_rivals_stand_under_a_heading_and_each_cause_by_itself() -> None:
    english = words(Language.EN)
    one = english.sentence(ONE)
    assert english.together([]) == []
    assert english.together([ONE]) == [one]
    assert english.together([ONE, replace(ONE, cause=2)]) == [one, one]
    both = replace(ONE, cells=("ballots_issued", "ballots_unused"), kind=Kind.EXCHANGED)
    assert english.together([ONE, both, replace(ONE, cause=2)]) == [
        "Perhaps one of these:", "Line 9: perhaps 318, not 381", english.sentence(both), one,
    ]  # fmt: skip
