# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Digits by key in any layout: in the Kazakh layout the number row gives letters and marks."""

from PySide6.QtGui import QKeyEvent

KAZAKH_ROW = {
    '"': "1", "ә": "2", "і": "3", "ң": "4", "ғ": "5", ",": "6", ".": "7", "ү": "8", "ұ": "9",
    "қ": "0",
}  # fmt: skip
"""What the keys 1 to 0 write in the Kazakh layout."""
_MARKS = '",.'
_ROW_STARTS = (2, 10)
"""The scan code of the key 1 on Windows and under X11 or Wayland."""


def digit_of(event: QKeyEvent) -> str:
    """The digit that a key stands for, or an empty string when it stands for none.

    The three marks are on other keys in other layouts (a point on the keypad, a comma beside M),
    so they count only when the key itself is known to be in the number row.
    """
    text = event.text()
    if len(text) != 1:
        return ""
    if text.isascii() and text.isdecimal():
        return text
    digit = KAZAKH_ROW.get(text.casefold(), "")
    if text in _MARKS and event.nativeScanCode() not in _codes(digit):
        return ""
    return digit


def _codes(digit: str) -> tuple[int, ...]:
    return tuple(start + int(digit) - 1 for start in _ROW_STARTS)
