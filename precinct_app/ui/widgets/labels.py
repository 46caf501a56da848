# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Labels in the roles of the style sheet, keycaps, buttons that show their key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QWidget


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
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def keycap(key: str) -> QLabel:
    """A key as it is drawn in the bar."""
    made = QLabel(key)
    made.setProperty("cap", True)
    return made


def frame(name: str) -> QFrame:
    """A frame of the style sheet."""
    made = QFrame()
    made.setObjectName(name)
    return made


def button(text: str, key: str = "", *, main: bool = False) -> QPushButton:
    """A button that says its key."""
    made = QPushButton(f"{text}   [{key}]" if key else text)
    made.setAccessibleName(text)
    made.setProperty("main", main)
    made.setAutoDefault(main)
    return made


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout at once, so that nothing old shines through."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def row(*widgets: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets beside each other; a number is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            layout.addStretch(widget)
        else:
            layout.addWidget(widget)
    return layout
