# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The look at hand for painted widgets: theme and type size of the nearest scope above them.

A scope is a widget with an attribute ``look`` (the window; each half of the gallery). The style
sheet and the painted widgets of a scope read the same tokens.
"""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from precinct_app.ui.theme import TOKENS, Theme, paper, style_sheet

FAMILY = "Noto Sans"
LARGE = 150
"""Percent of the usual type size from which a page leaves out what it can do without."""


@dataclass(frozen=True, slots=True)
class Look:
    """Theme and type size; sizes are given at 100 %."""

    theme: Theme = Theme.LIGHT
    percent: int = 100
    training: bool = False
    """Whether the tape of training is shown, in whichever theme."""

    @property
    def is_large(self) -> bool:
        """Type so large that a page leaves out what it can do without, and stands closer."""
        return self.percent >= LARGE

    def px(self, size: int) -> int:
        """A size as it is at this type size."""
        return size * self.percent // 100

    def colour(self, tone: str) -> QColor:
        """A token's colour."""
        return QColor(TOKENS[self.theme][tone])

    def paper(self, rgb: str) -> tuple[QColor, QColor]:
        """Tint and edge of a ballot's paper."""
        tint, edge = paper(rgb, self.theme)
        return QColor(tint), QColor(edge)

    def font(self, size: int, *, bold: bool = False) -> QFont:
        """A font of a size of the look."""
        return _font(self.px(size), bold)

    def metrics(self, size: int, *, bold: bool = False) -> QFontMetrics:
        """How wide text of a size is."""
        return QFontMetrics(self.font(size, bold=bold))

    def sheet(self) -> str:
        """The style sheet of this look."""
        return style_sheet(self.theme, self.percent)


PLAIN = Look()


def look_of(widget: QWidget) -> Look:
    """The look of the nearest scope, the plain one outside of all."""
    scope: QWidget | None = widget
    while scope is not None:
        found = vars(scope).get("look")  # asked for thousands of times a page: `getattr` is slower
        if isinstance(found, Look):
            return found
        scope = scope.parentWidget()
    return PLAIN


class Painted(QWidget):
    """A widget that paints itself by tokens; it measures itself anew with another look."""

    def changeEvent(self, event: QEvent) -> None:
        """Another look: another size, another picture."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.PaletteChange}:
            self.relook()

    def relook(self) -> None:
        """Measure and paint anew."""
        self.updateGeometry()
        self.update()


@lru_cache(maxsize=64)
def _font(pixels: int, bold: bool) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
