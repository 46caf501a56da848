# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Digits by key in any layout: in the Kazakh layout the number row gives letters and quotes."""

KAZAKH_ROW = {
    '"': "1", "ә": "2", "і": "3", "ң": "4", "ғ": "5", ",": "6", ".": "7", "ү": "8", "ұ": "9",
    "қ": "0",
}  # fmt: skip
"""What the keys 1 to 0 write in the Kazakh layout."""


def digit_of(text: str) -> str:
    """The digit that a key stands for, or an empty string when it stands for none."""
    if len(text) != 1:
        return ""
    if text.isascii() and text.isdecimal():
        return text
    return KAZAKH_ROW.get(text.casefold(), "")
