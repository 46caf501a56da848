# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Layouts drop, never shrink: where there is no room, parts go in a given order until the rest fits."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget


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
