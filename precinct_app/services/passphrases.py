# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pass phrases as digit groups: typed the same in every keyboard layout, read out without letters."""

from secrets import randbelow

GROUPS = 5
GROUP_DIGITS = 4


def new_passphrase() -> str:
    """Five groups of four random digits (66 bits), parted by spaces."""
    return " ".join(f"{randbelow(10**GROUP_DIGITS):0{GROUP_DIGITS}d}" for _ in range(GROUPS))
