# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Labels in the roles of the style sheet, frames, rows of widgets."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from precinct_app.ui.widgets.key_button import KeyButton


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in a role of the style sheet; plain text, whatever it holds."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role."""
    set_property(widget, "role", role)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change what the style sheet asks of a widget."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def frame(name: str) -> QFrame:
    """A frame of the style sheet: ``card``, ``tile``, ``sheet``, ``asks``, ``drop``."""
    made = QFrame()
    made.setObjectName(name)
    return made


def button(text: str = "", key: str = "", *, main: bool = False) -> KeyButton:
    """A button that shows its key."""
    return KeyButton(text, key, main=main)


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout at once, so that nothing old shines through."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


def row(*widgets: QWidget | QLayout | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets beside each other; a number is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, widgets, spacing)
    return layout


def column(*widgets: QWidget | QLayout | int, spacing: int = 0) -> QVBoxLayout:
    """Widgets below each other; a number is a stretch."""
    layout = QVBoxLayout()
    _fill(layout, widgets, spacing)
    return layout


def _fill(
    layout: QHBoxLayout | QVBoxLayout, widgets: tuple[QWidget | QLayout | int, ...], spacing: int
) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            layout.addStretch(widget)
        elif isinstance(widget, QLayout):
            layout.addLayout(widget)
        else:
            layout.addWidget(widget)
