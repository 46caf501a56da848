# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pass phrases as digit groups: typed the same in every keyboard layout, read out without letters."""

from contextlib import suppress
from secrets import randbelow

from precinct_app.domain.errors import InputError
from precinct_app.domain.pins import LENGTH, refuse_pin

GROUPS = 5
GROUP_DIGITS = 4


LEAST = 12
"""Signs of a pass phrase that somebody chooses."""
LEAST_DIFFERENT = 5


def new_pin() -> str:
    """Six random digits that are not tried first."""
    while True:
        pin = f"{randbelow(10**LENGTH):0{LENGTH}d}"
        with suppress(InputError):
            refuse_pin(pin)
            return pin


def refuse_weak(secret: str) -> None:
    """InputError ``signin.weak`` for a pass phrase that is soon guessed, whatever each guess costs."""
    signs = "".join(secret.split()).replace("-", "")
    if len(signs) < LEAST or len(set(signs)) < LEAST_DIFFERENT:
        raise InputError.of("signin.weak", count=LEAST)


def new_passphrase() -> str:
    """Five groups of four random digits (66 bits), parted by spaces."""
    return " ".join(f"{randbelow(10**GROUP_DIGITS):0{GROUP_DIGITS}d}" for _ in range(GROUPS))
