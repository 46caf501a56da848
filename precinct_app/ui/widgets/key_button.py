# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A button that shows its key inside itself; closed, it says why and can still be focused."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from precinct_app.ui.look import Look, look_of
from precinct_app.ui.widgets.icon import draw_icon
from precinct_app.ui.widgets.keycap import cap_size, draw_cap

_GAP = 12


@dataclass(frozen=True, slots=True)
class _Dress:
    """Colours of a button in one state."""

    ground: QColor
    ink: QColor
    border: QColor
    width: int
    cap: QColor | None


class KeyButton(QAbstractButton):
    """Main (one a page), second, or quiet ("cannot"); Enter and Space press it."""

    def __init__(
        self, text: str = "", key: str = "", *, main: bool = False, quiet: bool = False,
        size: int = 16, icon: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self.key, self.main, self.quiet, self.size_, self.icon_name = key, main, quiet, size, icon
        self.reason = ""
        self.far_key = ""
        """What leads here while the focus is elsewhere; empty where the key itself does."""
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        """Write its label."""
        self.setText(text)
        self.setAccessibleName(text)
        self._describe()
        self.updateGeometry()

    def set_key(self, key: str) -> None:
        """Another key leads here."""
        self.key = key
        self._describe()
        self.updateGeometry()
        self.update()

    def lead_by(self, far_key: str) -> None:
        """Show another key while the focus is elsewhere: Enter belongs to where the focus is."""
        self.far_key = far_key
        self.updateGeometry()
        self.update()

    def shown_key(self) -> str:
        """The key that does something now."""
        return self.far_key if self.far_key and not self.hasFocus() else self.key

    def set_main(self, *, main: bool) -> None:
        """Make it the main button of its page, or one beside it."""
        self.main = main
        self.update()

    def close_because(self, reason: str) -> None:
        """Closed with a reason in words; open again with an empty one."""
        self.reason = reason
        self._describe()
        self.updateGeometry()
        self.update()

    @property
    def is_open(self) -> bool:
        """Whether a press does something."""
        return not self.reason and self.isEnabled()

    def sizeHint(self) -> QSize:
        """Label, keycap, and room around them."""
        look = look_of(self)
        wide = sum(part for part, _ in self._parts(look)) + look.px(36)
        return QSize(wide, look.px(44 if self.size_ <= 16 else 56))  # noqa: PLR2004

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def click(self) -> None:
        """Press, unless it is closed."""
        if self.is_open:
            super().click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Space and not self.is_open:
            event.accept()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def hitButton(self, place: QPoint) -> bool:
        """A closed button takes the focus, but no press."""
        return self.is_open and super().hitButton(place)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hover underlines the label only."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No longer hovered."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another look, another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, border, label and keycap."""
        look = look_of(self)
        dress = self._dress(look)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(dress.ground)
        painter.setPen(QPen(dress.border, dress.width))
        half = dress.width / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, 3, 3)
        if self.isDown():
            painter.translate(0, 1)
        self._draw_content(painter, look, dress)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.reason or self.key)
        self.setToolTip(self.reason)

    def _parts(self, look: Look) -> list[tuple[int, str]]:
        """Widths of icon, label and keycap with the gaps before them."""
        parts: list[tuple[int, str]] = []
        if self.icon_name or self.reason:
            parts.append((look.px(20 + 8 * bool(self.text())), "icon"))
        if self.text():
            metrics = look.metrics(self.size_, bold=self.main)
            parts.append((metrics.horizontalAdvance(self.text()) + 1, "text"))
        if self.key and not self.reason:
            widest = max(
                cap_size(look, key).width() for key in (self.key, self.far_key or self.key)
            )
            parts.append((widest + look.px(_GAP), "key"))
        return parts

    def _dress(self, look: Look) -> _Dress:
        colour, dark = look.colour, look.theme == "dark"
        if self.reason or not self.isEnabled():
            ring = (colour("ring"), 3) if self.hasFocus() else (colour("line"), 1)
            return _Dress(colour("sunk"), colour("ink2"), *ring, colour("sunk"))
        if self.main and self.hasFocus():
            ground, words = ("fill", "ink") if dark else ("act", "onact")
            return _Dress(colour(ground), colour(words), colour("sun"), 4, None)
        if self.main:
            return _Dress(colour("act"), colour("onact"), colour("act"), 1, None)
        ink = colour("ink2" if self.quiet else "ink")
        if self.hasFocus():
            return _Dress(colour("fill"), colour("ink"), colour("ring"), 3, colour("plane"))
        return _Dress(colour("plane"), ink, colour("edge"), 1, colour("plane"))

    def _draw_content(self, painter: QPainter, look: Look, dress: _Dress) -> None:
        parts = self._parts(look)
        x = (self.width() - sum(wide for wide, _ in parts)) // 2
        for wide, part in parts:
            place = QRect(x, 0, wide, self.height())
            if part == "text":
                font = look.font(self.size_, bold=self.main and not self.reason)
                font.setUnderline(self._hovered and self.is_open)
                painter.setFont(font)
                painter.setPen(dress.ink)
                flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
                painter.drawText(place, int(flags), self.text())
            elif part == "icon":
                side = look.px(20)
                box = QRectF(x, (self.height() - side) / 2, side, side)
                draw_icon(painter, "lock" if self.reason else self.icon_name, box, dress.ink)
            else:
                size = cap_size(look, self.shown_key())
                left = x + look.px(_GAP)
                cap = QRect(left, (self.height() - size.height()) // 2, size.width(), size.height())
                draw_cap(painter, look, cap, self.shown_key(), dress.ink, dress.cap)
            x += wide
