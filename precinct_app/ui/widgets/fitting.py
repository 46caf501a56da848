# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Layouts drop, never shrink: where there is no room, parts go in a given order until the rest fits."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)
_FITTING, _AGAIN = "fitting", "fit_again"


def fitting_once(fit: Callable[[W], None]) -> Callable[[W], None]:
    """For a method that fits its widget: now, and once more when new parts have their sizes.

    What it hides resizes the widget, which must not fit it again meanwhile.
    """

    def run(widget: W) -> None:
        if not widget.property(_FITTING):
            widget.setProperty(_FITTING, True)
            try:
                fit(widget)
            finally:
                widget.setProperty(_FITTING, False)

    @wraps(fit)
    def guarded(widget: W) -> None:
        run(widget)
        if not widget.property(_AGAIN):
            widget.setProperty(_AGAIN, True)

            def again() -> None:
                widget.setProperty(_AGAIN, False)
                run(widget)

            QTimer.singleShot(0, widget, again)

    return guarded


def drop_until_fits(box: QWidget, parts: Sequence[QWidget], height: int | None = None) -> int:
    """Show all parts, then hide as many of them as it takes; how many were hidden."""
    for part in parts:
        part.show()
        _measure_anew(part, box)
    layout = box.layout()
    if layout is not None:
        layout.activate()  # children take their widths first: some wrap
    room = box.height() if height is None else height
    for dropped, part in enumerate(parts):
        if needed_height(box) <= room:
            return dropped
        part.hide()
        _measure_anew(part, box)
    return len(parts)


def needed_height(box: QWidget) -> int:
    """How high a box must be at its width for all that it shows."""
    layout = box.layout()
    if layout is None:
        return box.minimumSizeHint().height()
    if layout.hasHeightForWidth():
        return layout.totalMinimumHeightForWidth(box.width())
    return layout.totalMinimumSize().height()


def _measure_anew(part: QWidget, box: QWidget) -> None:
    """Tell every layout between a part and its box that sizes have changed."""
    above: QWidget | None = part
    while above is not None:
        layout = above.layout()
        if layout is not None:
            layout.invalidate()
        above.updateGeometry()
        if above is box:
            return
        above = above.parentWidget()
