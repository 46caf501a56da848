# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Components by themselves: keys, what is told, what is closed, and the gallery of all of them."""

from collections.abc import Callable
from enum import Enum, auto
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from precinct_app.domain.wording import Language
from precinct_app.ui.background import Headway
from precinct_app.ui.frame.key_bar import KeyBar
from precinct_app.ui.look import Look
from precinct_app.ui.theme import SIZES, TOKENS, Theme
from precinct_app.ui.widgets.board import Board, BoardCell
from precinct_app.ui.widgets.field_form import Choice
from precinct_app.ui.widgets.fitting import drop_until_fits
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label
from precinct_app.ui.widgets.page_grid import GridRow, GridWords, PageGrid
from precinct_app.ui.widgets.progress_row import told
from precinct_app.ui.widgets.record_table import RecordModel, RecordTable
from precinct_app.ui.widgets.segments import Segments
from precinct_app.ui.widgets.wizard_frame import WizardFrame
from tests.ui.gallery import Half, gallery

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def shown(qtbot: QtBot, application: QApplication) -> Shown:
    """Show a widget until the test ends."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        application.processEvents()
        return widget

    return show


def key(widget: QWidget, code: Qt.Key, text: str = "") -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, text)
    QApplication.sendEvent(widget, event)


def test_a_closed_button_takes_the_focus_says_why_and_does_nothing(shown: Shown) -> None:
    pressed: list[int] = []
    button = KeyButton("Go", "F9")
    button.clicked.connect(lambda: pressed.append(1))
    shown(button)
    button.close_because("Two cells are empty")
    for code in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        key(button, code)
    button.click()
    assert pressed == []
    assert button.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert button.accessibleDescription() == "Two cells are empty"
    button.close_because("")
    key(button, Qt.Key.Key_Return)
    assert pressed == [1]
    assert button.accessibleDescription() == "F9"


def test_a_button_is_never_narrower_than_its_words(shown: Shown) -> None:
    scope = QWidget()
    button = KeyButton("Бюллетеньдердің берілгенін белгілеу", "Enter", main=True, size=20)
    scope.setLayout(column(button))
    shown(scope)
    for percent in SIZES:
        scope.look = Look(Theme.LIGHT, percent)  # type: ignore[attr-defined]
        wide = scope.look.metrics(20, bold=True).horizontalAdvance(button.text())  # type: ignore[attr-defined]
        assert button.minimumSizeHint().width() > wide + scope.look.px(24)  # type: ignore[attr-defined]


def test_segments_are_chosen_by_arrows_and_tell_what_is_chosen(shown: Shown) -> None:
    heard: list[str] = []
    choices = Segments([("a", "First"), ("b", "Second")], "Which")
    choices.chosen.connect(heard.append)
    shown(choices)
    key(choices, Qt.Key.Key_Right)
    key(choices, Qt.Key.Key_Right)
    key(choices, Qt.Key.Key_Left)
    assert heard == ["b", "b", "a"]
    assert choices.accessibleName() == "Which: First"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("percent", SIZES)
def test_keys_never_overlap_and_help_is_always_last(
    application: QApplication, language: Language, percent: int
) -> None:
    bar = KeyBar()
    bar.look = Look(Theme.LIGHT, percent)  # type: ignore[attr-defined]
    bar.resize(1310, 60)
    caps = {"Enter": "next", "+": "piles", "–": "na", "*": "zeros", "/": "finding",
            "F2": "language", "F4": "later", "F9": "flow"}  # fmt: skip
    names = [(cap, f"key.{name}") for cap, name in caps.items()]
    bar.show_keys(names, language)
    places = bar.places()
    assert places[-1][1] == "F1"
    for (one, _, _), (other, _, _) in pairwise(places):
        assert one.right() < other.left()
    assert places[-1][0].right() <= bar.width()
    if percent <= 125:
        assert len(places) == 9
    assert len(places) >= 6


def test_the_board_moves_by_arrows_and_finds_the_next_problem(shown: Shown) -> None:
    states = [("accepted",), ("accepted",), ("compare",), ("missing", "returned"), ("accepted",)]
    board = Board()
    board.show_cells([BoardCell(n, s, f"No {n}") for n, s in enumerate(states, 1)], "Board")
    shown(board)
    key(board, Qt.Key.Key_Right)
    assert board.at == 1
    board.next_problem()
    assert board.at == 2
    board.next_problem()
    assert board.cells[board.at].worst == "returned"
    board.next_problem()
    assert board.at == 2
    assert board.accessibleName() == "Board: No 3"
    opened: list[int] = []
    board.opened.connect(opened.append)
    key(board, Qt.Key.Key_Return)
    assert opened == [2]


@pytest.mark.parametrize("count", [1, 320, 500])
def test_the_board_holds_five_hundred_precincts(shown: Shown, count: int) -> None:
    board = Board()
    board.show_cells([BoardCell(n, ("accepted",) * 5, str(n)) for n in range(1, count + 1)], "B")
    board.resize(880, 560)
    shown(board)
    last = board.place_of(count - 1)
    assert last.bottom() <= 560
    assert last.right() <= 880


def test_the_page_grid_takes_digits_by_key_and_tells_each_figure(shown: Shown) -> None:
    grid = PageGrid()
    heard: list[tuple[int, int, object]] = []
    grid.entered.connect(lambda row, page, number: heard.append((row, page, number)))
    rows = (GridRow("1", "A", 2, {}), GridRow("2", "B", 1, {}))
    grid.show_rows(rows, GridWords("Table", "page", "sum", "gap"))
    shown(grid)
    for text in ("1", "ә"):
        key(grid, Qt.Key.Key_unknown, text)
    key(grid, Qt.Key.Key_Return)
    assert heard == [(0, 1, 12)]
    assert grid.at == (0, 2)
    key(grid, Qt.Key.Key_Return)
    assert grid.at == (1, 1)
    key(grid, Qt.Key.Key_unknown, "7")
    key(grid, Qt.Key.Key_Up)
    assert heard == [(0, 1, 12), (1, 1, 7)]
    assert grid.accessibleName().startswith("1, page 1")


class Col(Enum):
    NAME = auto()
    COUNT = auto()


def test_a_table_tells_its_cells_and_opens_by_enter(shown: Shown) -> None:
    model: RecordModel[tuple[str, int]] = RecordModel(
        {Col.NAME: lambda r: r[0], Col.COUNT: lambda r: str(r[1])}, [Col.COUNT]
    )
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_names({Col.NAME: "Name", Col.COUNT: "Count"})
    model.set_records([("a", 1), ("b", 2)])
    table = RecordTable(model, "Things")
    shown(table)
    opened: list[int] = []
    table.opened.connect(opened.append)
    table.setCurrentIndex(model.index(1, 0))
    key(table, Qt.Key.Key_Return)
    assert opened == [1]
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(1, 1), role) == "Count 2"


def test_a_wizard_goes_on_back_and_ends(shown: Shown) -> None:
    wizard = WizardFrame()
    for name in ("one", "two"):
        wizard.add(QLabel(name))
    wizard.say(["One", "Two"], "On", "Back")
    shown(wizard)
    ended: list[int] = []
    wizard.finished.connect(lambda: ended.append(1))
    assert not wizard.back()
    wizard.on.click()
    assert wizard.at == 1
    wizard.close_because("Not complete")
    wizard.on.click()
    assert ended == []
    wizard.close_because("")
    wizard.on.click()
    assert ended == [1]
    assert wizard.back()
    assert wizard.at == 0


def test_parts_go_in_order_until_the_rest_fits(shown: Shown) -> None:
    box = QWidget()
    parts = [label(f"part {n}") for n in range(4)]
    box.setLayout(column(*parts))
    shown(box)
    height = parts[0].sizeHint().height()
    assert drop_until_fits(box, parts[1:], 10 * height) == 0
    assert drop_until_fits(box, parts[1:], 2 * height + 1) == 2
    assert [p.isHidden() for p in parts] == [False, True, True, False]
    assert drop_until_fits(box, parts[1:], 1) == 3


def test_progress_is_told_in_words() -> None:
    assert told(Headway(0, 3000), "rows", Language.EN) == "0 / 3\u00a0000 rows"
    found = told(Headway(1200, 3000, 300.4, 6.0), "rows", Language.EN)
    assert found == "1\u00a0200 / 3\u00a0000 rows, 300 a second, 6 s left"
    assert "мин" in told(Headway(1, 100, 0.1, 900.0), "", Language.RU)


def test_the_gallery_paints_every_component_in_both_themes(shown: Shown) -> None:
    whole = gallery()
    whole.resize(QSize(1900, 1500))
    shown(whole)
    picture = whole.grab().toImage()
    for half, theme in zip(whole.findChildren(Half), (Theme.LIGHT, Theme.DARK), strict=True):
        corner = half.geometry().topLeft()
        assert (
            picture.pixelColor(corner.x() + 2, corner.y() + 2).name().upper()
            == TOKENS[theme]["ground"]
        )


def test_f4_is_the_windows_own_also_in_a_choice(qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.show_choices([("a", "A"), ("b", "B")])
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier)
    choice.keyPressEvent(event)
    assert not event.isAccepted()
    assert not choice.view().isVisible()
