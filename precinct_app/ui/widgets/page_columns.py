# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A page in halves: what there is at the left, what is done with it at the right."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from precinct_app.ui.look import Look


class PageColumns(QHBoxLayout):
    """The halves with their edges: closer where type is large."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setSpacing(24)

    def fit(self, look: Look) -> None:
        """Fit to another type size."""
        large = look.is_large
        self.setContentsMargins(*(12, 8, 12, 8) if large else (24, 16, 24, 16))
        self.setSpacing(12 if large else 24)
