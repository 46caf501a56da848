# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where there is no room parts go in order; what grows after it was laid out is fitted again."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once, needed_height

HEIGHT = 200


class Box(QWidget):
    """A part that stays and two that may go."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.kept, self.first, self.second = QLabel("a"), QLabel("b"), QLabel("c")
        for part in (self.kept, self.first, self.second):
            part.setMinimumHeight(40)
            layout.addWidget(part)

    @fitting_once
    def fit(self) -> None:
        drop_until_fits(self, [self.first, self.second])


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window that never grows for what is in it."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, HEIGHT)
    return made


@pytest.fixture
def box(window: QWidget) -> Box:
    """A box that fills the window, fitted."""
    made = Box(window)
    made.resize(window.size())
    window.show()
    made.fit()
    rounds()
    return made


def rounds() -> None:
    for _ in range(10):
        QApplication.processEvents()


def test_what_has_room_stays(box: Box) -> None:
    assert box.first.isVisible()
    assert box.second.isVisible()


def test_what_grows_later_makes_the_first_go(box: Box) -> None:
    box.kept.setMinimumHeight(120)
    rounds()
    assert not box.first.isVisible()
    assert box.second.isVisible()
    assert needed_height(box) <= HEIGHT


def test_when_all_has_gone_nothing_is_tried_again(box: Box) -> None:
    box.kept.setMinimumHeight(HEIGHT + 100)
    rounds()
    assert not box.first.isVisible()
    assert not box.second.isVisible()
    assert box.kept.isVisible()
