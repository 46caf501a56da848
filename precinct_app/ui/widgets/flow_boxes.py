# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where boxes stand beside each other and, where there is no more room, on the next line."""

from collections.abc import Sequence

from PySide6.QtCore import QRect


def flow_boxes(widths: Sequence[int], height: int, gap: int, room: int) -> list[QRect]:
    """A place for each width; one that is wider than the room stands alone on its line."""
    found, x, y = [], 0, 0
    for wide in widths:
        if x and x + wide > room:
            x, y = 0, y + height + gap
        found.append(QRect(x, y, wide, height))
        x += wide + gap
    return found
