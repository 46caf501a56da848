# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Keyboards as they lie on the table: which key writes what in which layout."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

_FIRST_KEYS = (10, 24, 38, 52)
"""The scan code (X11) of the first key of each row: ``1``, ``q``, ``a``, ``z``."""
_LETTERS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю.")


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key as the system reports it: its code, the key it stands for, what it writes."""

    scan: int
    key: int
    text: str = ""
    shift: bool = False
    keypad: bool = False


class Layout(StrEnum):
    """Layouts of the country's keyboards."""

    KAZAKH = "kz"
    RUSSIAN = "ru"
    ENGLISH = "us"

    @property
    def rows(self) -> tuple[str, ...]:
        """What the keys write from the number row down, without and with Shift."""
        return _ROWS[self]

    def stroke(self, char: str) -> Stroke | None:
        """The key that writes a character; None where this layout has none."""
        if char == " ":
            return Stroke(65, Qt.Key.Key_Space.value, " ")
        for place, row in enumerate(self.rows):
            at = row.find(char)
            if at >= 0:
                scan = _FIRST_KEYS[place % 4] + at
                return Stroke(scan, ord(char.upper()), char, shift=place >= 4)
        return None

    def number_row(self, digit: str) -> Stroke:
        """The key of a digit in the number row: in the Kazakh layout it writes something else."""
        found = self.stroke(self.rows[0]["1234567890".index(digit)])
        assert found is not None
        return found


_ROWS = {
    Layout.KAZAKH: ('"әіңғ,.үұқөһ', *_LETTERS, "!ӘІҢҒ;:ҮҰҚӨҺ", *map(str.upper, _LETTERS)),
    Layout.RUSSIAN: ("1234567890-=", *_LETTERS, '!"№;%:?*()_+', *map(str.upper, _LETTERS)),
    Layout.ENGLISH: (
        "1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./",
        "!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"', "ZXCVBNM<>?",
    ),
}  # fmt: skip
_PAD = {"7": 79, "8": 80, "9": 81, "-": 82, "4": 83, "5": 84, "6": 85, "+": 86, "1": 87, "2": 88,
        "3": 89, "0": 90, "/": 106, "*": 63}  # fmt: skip
_NAMED = {
    "Enter": (36, Qt.Key.Key_Return), "Esc": (9, Qt.Key.Key_Escape), "Tab": (23, Qt.Key.Key_Tab),
    "Space": (65, Qt.Key.Key_Space),
    "Up": (111, Qt.Key.Key_Up), "Down": (116, Qt.Key.Key_Down), "Left": (113, Qt.Key.Key_Left),
    "Right": (114, Qt.Key.Key_Right), "Backspace": (22, Qt.Key.Key_Backspace),
    **{f"F{n}": (66 + n if n <= 10 else 84 + n, Qt.Key(Qt.Key.Key_F1.value + n - 1))
       for n in range(1, 13)},
}  # fmt: skip


def on_the_pad(char: str) -> Stroke:
    """A key of the number pad, which writes the same in every layout."""
    return Stroke(_PAD[char], ord(char), char, keypad=True)


def named(cap: str) -> Stroke:
    """A key by what is printed on it."""
    if cap in _PAD:
        return on_the_pad(cap)
    if cap == "Shift+Tab":
        return Stroke(23, Qt.Key.Key_Backtab.value, "\t", shift=True)
    scan, key = _NAMED[cap]
    text = {"Enter": "\r", "Tab": "\t", "Esc": "\x1b", "Space": " ", "Backspace": "\b"}.get(cap, "")
    return Stroke(scan, key.value, text)
