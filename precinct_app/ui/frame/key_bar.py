# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The keys at the foot: keycap, then the word, in the order of use; help at the far right."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.look import Look, Painted, look_of
from precinct_app.ui.widgets.keycap import cap_size, draw_cap

HEIGHT = 40
HELP = ("F1", "key.help")
_MARGIN, _WORD_GAP = 24, 7
_GAPS = (24, 18, 14)
SHORT = "_short"
"""Ending of the text key of a shorter word, for large type."""

Told = tuple[str, str]


class KeyBar(Painted):
    """At most nine keys, always in the same place; where type is large the words are shorter."""

    pressed = Signal(str)
    """A keycap that was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[Told] = [HELP]
        self.language = Language.KK
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_keys(self, names: Sequence[Told], language: Language) -> None:
        """Show keycaps and text keys; help is added."""
        self.names, self.language = [*names, HELP], language
        told = "; ".join(f"{key} {text(name, language)}" for key, name in self.names)
        self.setAccessibleName(told)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(0, self._height(look_of(self)))

    def places(self) -> list[tuple[QRect, str, str]]:
        """Where each key stands, with its word; what does not fit is left out, last but help first."""
        look = look_of(self)
        shown = list(self.names)
        while True:
            for short in (False, True):
                for gap in _GAPS:
                    words = [(key, self._word(name, short=short)) for key, name in shown]
                    if self._width(look, words, gap) <= self.width() or len(shown) <= 1:
                        return self._placed(look, words, gap)
            del shown[-2]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above, then the keys."""
        look = look_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("ground"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("edge"))
        for place, key, word in self.places():
            cap = QRect(place.topLeft(), cap_size(look, key))
            draw_cap(painter, look, cap, key, look.colour("ink"), look.colour("plane"))
            painter.setFont(look.font(14))
            painter.setPen(look.colour("ink"))
            rest = place.adjusted(cap.width() + look.px(_WORD_GAP), 0, 0, 0)
            painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), word)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click does what the key does."""
        for place, key, _ in self.places():
            if place.contains(event.position().toPoint()):
                self.pressed.emit(key)
                return

    def _height(self, look: Look) -> int:
        return max(HEIGHT, look.px(24) + 16 + look.px(40) // 8 - 5)

    def _word(self, name: str, *, short: bool) -> str:
        if short:
            found = text(name + SHORT, self.language)
            if found != name + SHORT:
                return found
        return text(name, self.language)

    def _one(self, look: Look, key: str, word: str) -> int:
        words = look.metrics(14).horizontalAdvance(word) + 2
        return cap_size(look, key).width() + look.px(_WORD_GAP) + words

    def _width(self, look: Look, words: list[tuple[str, str]], gap: int) -> int:
        each = sum(self._one(look, key, word) for key, word in words)
        margins = 2 * min(_MARGIN, look.px(_MARGIN) if look.percent == 100 else 16)  # noqa: PLR2004
        return each + gap * (len(words) - 1) + margins

    def _placed(
        self, look: Look, words: list[tuple[str, str]], gap: int
    ) -> list[tuple[QRect, str, str]]:
        margin = _MARGIN if look.percent == 100 else 16  # noqa: PLR2004
        height = cap_size(look, "F1").height()
        top = (self.height() - height) // 2 + 1
        found, x = [], margin
        for key, word in words[:-1]:
            wide = self._one(look, key, word)
            found.append((QRect(x, top, wide, height), key, word))
            x += wide + gap
        key, word = words[-1]
        wide = self._one(look, key, word)
        found.append((QRect(self.width() - margin - wide, top, wide, height), key, word))
        return found
