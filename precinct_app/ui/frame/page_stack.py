# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pages on top of each other, one shown; those that are hidden ask for no room and are not measured."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class PageStack(QWidget):
    """What fits the screen is the page's own concern: the window never grows for one."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: QWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def add(self, page: QWidget) -> None:
        """Take a page in, hidden."""
        page.hide()
        page.setParent(self)

    def show_page(self, page: QWidget) -> None:
        """Show one page in place of the other."""
        former, self._shown = self._shown, page
        page.setGeometry(self.rect())
        page.show()
        if former is not None and former is not page:
            former.hide()

    @property
    def shown(self) -> QWidget | None:
        """The page that is shown."""
        return self._shown

    def sizeHint(self) -> QSize:
        """Whatever the window gives."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The shown page fills it."""
        super().resizeEvent(event)
        if self._shown is not None:
            self._shown.setGeometry(self.rect())
