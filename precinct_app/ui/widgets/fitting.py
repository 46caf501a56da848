# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Layouts drop, never shrink: where there is no room, parts go in a given order until the rest fits."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLayout, QWidget

W = TypeVar("W", bound=QWidget)
_FITTING, _AGAIN, _WATCHED, _MORE = "fitting", "fit_again", "fit_watched", "fit_could_drop_more"


def fitting_once(fit: Callable[[W], None]) -> Callable[[W], None]:
    """For a method that fits its widget: now, and again whenever its parts ask for more room.

    Parts take their sizes one after another (some wrap), so what fitted may stop to fit a moment
    later. What the method hides resizes the widget, which must not fit it again meanwhile.
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
        if not widget.property(_WATCHED):
            widget.setProperty(_WATCHED, True)
            widget.installEventFilter(_Refit(widget, lambda: guarded(widget)))
        run(widget)
        if not widget.property(_AGAIN):
            widget.setProperty(_AGAIN, True)

            def again() -> None:
                widget.setProperty(_AGAIN, False)
                run(widget)

            QTimer.singleShot(0, widget, again)

    return guarded


class _Refit(QObject):
    """Fits a widget again when its layout has grown past it and there is something left to drop."""

    def __init__(self, widget: QWidget, fit: Callable[[], None]) -> None:
        super().__init__(widget)
        self._fit = fit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each new layout; the event goes on its way."""
        if event.type() is QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            grown = not watched.property(_FITTING) and watched.property(_MORE)
            if grown and needed_height(watched) > watched.height():
                QTimer.singleShot(0, watched, self._fit)
        return False


def drop_until_fits(box: QWidget, parts: Sequence[QWidget], height: int | None = None) -> int:
    """Show all parts, then hide as many of them as it takes; how many were hidden."""
    for part in parts:
        part.show()
        _measure_anew(part, box)
    layout = box.layout()
    if layout is not None:
        layout.activate()  # children take their widths first: some wrap
    room = box.height() if height is None else height
    dropped = 0
    while dropped < len(parts) and needed_height(box) > room:
        parts[dropped].hide()
        _measure_anew(parts[dropped], box)
        dropped += 1
    box.setProperty(_MORE, dropped < len(parts))
    return dropped


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
            _invalidate(layout)
        above.updateGeometry()
        if above is box:
            return
        above = above.parentWidget()


def _invalidate(layout: QLayout) -> None:
    """A layout and those inside it: each keeps what it once measured."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        inner = item.layout() if item is not None else None
        if inner is not None:
            _invalidate(inner)
    layout.invalidate()
