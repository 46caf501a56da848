# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pages of a paper below each other, as wide as there is room; one scrolls down only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from precinct_app.ui.widgets.labels import label

_MARGIN = 32


class PaperView(QScrollArea):
    """Pictures of pages, each with a name; a sentence while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_pages(self, images: Sequence[QImage], names: Sequence[str], empty: str) -> None:
        """Show pages; `empty` stands where there are none."""
        content = QWidget()
        stack = QVBoxLayout(content)
        stack.setSpacing(16)
        for image, name in zip(images, names, strict=True):
            page = QLabel()
            page.setPixmap(self._fitting(QPixmap.fromImage(image)))
            page.setAccessibleName(name)
            page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            stack.addWidget(page)
        if not images:
            stack.addWidget(label(empty, "row", wrap=True))
        stack.addStretch(1)
        self.setWidget(content)

    def _fitting(self, picture: QPixmap) -> QPixmap:
        room = self.viewport().width() - _MARGIN
        if picture.width() <= room:
            return picture
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
