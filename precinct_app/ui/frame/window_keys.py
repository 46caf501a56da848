# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Keys that mean the same on every page: help, language, later, observers, lock, type size, back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from precinct_app.domain.wording import Language
from precinct_app.ui.frame.place import Place
from precinct_app.ui.theme import SIZES

if TYPE_CHECKING:
    from precinct_app.ui.main_window import MainWindow

_F1 = Qt.Key.Key_F1.value
_CAPS = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Tab": Qt.Key.Key_Tab,
         "→": Qt.Key.Key_Right, "+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus,
         "–": Qt.Key.Key_Minus, "*": Qt.Key.Key_Asterisk, "/": Qt.Key.Key_Slash}  # fmt: skip
_SIZE_STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class WindowKeys:
    """What the window does with keys that no widget and no page has taken."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._actions = {1: self._help, 2: self._other_language, 4: window.home,
                         11: self._observers, 12: window.lock}  # fmt: skip

    def take(self, event: QKeyEvent) -> None:
        """Take a key."""
        number = event.key() - _F1 + 1
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._resize_type(event)
        elif 1 <= number <= 12 and not self._window.page.function_key(number):  # noqa: PLR2004
            self._actions.get(number, _nothing)()

    def _help(self) -> None:
        here = self._window.page.place.page_id
        self._window.back() if here == "help" else self._window.go(Place("help", here))

    def _other_language(self) -> None:
        other = Language.RU if self._window.language is Language.KK else Language.KK
        self._window.speak(other)

    def _observers(self) -> None:
        there = self._window.page.place.page_id == "observer"
        self._window.back() if there else self._window.go(Place("observer"))

    def _escape(self) -> None:
        if self._window.line.isVisible():
            self._window.line.dismiss()
        elif not (self._window.page.stop_work() or self._window.page.escape()):
            self._window.back()

    def _resize_type(self, event: QKeyEvent) -> None:
        taste, step = self._window.taste, _SIZE_STEPS.get(Qt.Key(event.key()), 0)
        at = max(0, min(len(SIZES) - 1, SIZES.index(taste.percent) + step))
        if step:
            self._window.set_taste(self._window.language, SIZES[at], dark=taste.dark)


def _nothing() -> None:
    """A key that means nothing here."""


def cap_pressed(cap: str) -> QKeyEvent | None:
    """The key event that a keycap stands for."""
    code = _CAPS.get(cap)
    if code is None and cap[:1] == "F":
        code = Qt.Key(_F1 + int(cap[1:]) - 1)
    if code is None:
        return None
    return QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier)
