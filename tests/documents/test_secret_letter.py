# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sealed letters: read by their addressee, not through the paper, and never overlapping."""

from datetime import UTC, datetime
from itertools import combinations
from random import Random

import pytest

from precinct_app.documents.secret_letter import (
    BEFORE,
    BEHIND,
    FOLDS,
    MIDDLE,
    draw,
    render_letters,
)
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Mode
from precinct_app.domain.wording import Wording
from precinct_app.services.registrar import SecretLetter

SECRET = "4821 0937 5566 1042 7790"
LONG = "Қожахметова-Нұрмағамбетова Гүлбаршын Әбдіғаппарқызы " * 2
MADE = datetime(2023, 3, 1, tzinfo=UTC)


def letter(name: str = "Үлгібаева Айгүл Сәкенқызы", mode: Mode = Mode.REAL) -> SecretLetter:
    return SecretLetter(
        17, Role.DISTRICT_RECEIPT, name, "A1B2C3D4E5F60718", 214,
        Wording("Қостанай облысы, Денисов ауданы, Заречное ауылы",
                "Костанайская область, Денисовский район, село Заречное", "x"),
        Wording("Жаттығу, нағыз сайлау емес: Қазақстан Республикасының Парламенті Мәжілісінің "
                "және мәслихаттардың депутаттарын сайлау",
                "Учебные, не настоящие: выборы депутатов Мажилиса Парламента Республики "
                "Казахстан и депутатов маслихатов", "x"),
        "2023-03-19", mode, SECRET,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["Үлгібаева Айгүл Сәкенқызы", LONG.strip()])
@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_overlaps_and_nothing_leaves_its_third(name: str, mode: Mode) -> None:
    inked = draw([letter(name, mode)], Random(1)).inked
    for one, other in combinations(inked, 2):
        apart = (
            one.right <= other.left or other.right <= one.left
            or one.bottom <= other.top + 0.3 or other.bottom <= one.top + 0.3
        )  # fmt: skip
        assert apart, (one, other)
    for ink in inked:
        assert 4 <= ink.left < ink.right <= 206, ink
        upright = ink.bottom - ink.top > 15
        assert upright or all(ink.bottom <= fold or ink.top >= fold for fold in FOLDS), ink
        field = [middle for middle in (BEHIND, BEFORE) if abs(ink.top - middle) < 12]
        assert upright or not field, ink


def test_fields_fall_on_the_secret_when_folded() -> None:
    assert [2 * fold - MIDDLE for fold in FOLDS] == [BEHIND, BEFORE]
    secret = next(ink for ink in draw([letter()], Random(1)).inked if ink.text == SECRET)
    assert abs((secret.top + secret.bottom) / 2 - MIDDLE) < 1.5
    assert secret.left > 30
    assert secret.right < 180


def test_every_letter_has_other_fields_and_no_letter_is_lost() -> None:
    one, two = (render_letters([letter()], MADE, Random(seed)) for seed in (1, 2))
    assert one != two
    assert one == render_letters([letter()], MADE, Random(1))
    assert render_letters([letter()], MADE) != render_letters([letter()], MADE)
    assert draw([letter(), letter(), letter()], Random(1)).page == 3


def test_secret_is_not_in_what_a_log_would_show() -> None:
    assert SECRET not in repr(letter())
