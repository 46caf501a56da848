# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signing in, digits from any layout, workspaces that cannot be shown."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from precinct_app.domain.wording import Language
from precinct_app.ui.digits import KAZAKH_ROW, digit_of
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.screens import settle as painted
from precinct_app.ui.start.start_page import StartPage
from precinct_app.ui.widgets.digit_edit import DigitEdit, NumberEdit, iin_edit, pin_edit, time_edit
from tests.ui.at_work import ENTER
from tests.ui.conftest import SECRET, press, settle
from tests.ui.test_walk import clipped, out_of_sight

X11_ROW = 10
"""The scan code of the key 1."""


def test_a_wrong_pass_phrase_is_told_and_the_right_one_opens(window: MainWindow) -> None:
    for digit in "99":
        press(window, digit)
    press(window, key=ENTER)
    settle(window)
    assert window.session is None
    assert window.line.isVisible()
    assert "refusal." not in window.line.text.text()
    for digit in SECRET:
        press(window, digit)
    press(window, key=ENTER)
    settle(window)
    assert window.session is not None
    assert window.page.place.page_id == "home"


def test_a_damaged_workspace_is_told_and_the_others_stay(window: MainWindow) -> None:
    folder = window.desk.folder / "broken"
    folder.mkdir()
    (folder / "workspace.json").write_text("{")
    start = window.page
    assert isinstance(start, StartPage)
    start.look_into(window.desk.folder)
    settle(window)
    assert len(start.training.found) == 1
    assert start.message.isVisible()
    assert "refusal." not in start.message.text()
    assert start.message.text().startswith("broken: ")


def test_digits_arrive_from_the_kazakh_layout(window: MainWindow) -> None:
    letters = {digit: letter for letter, digit in KAZAKH_ROW.items()}
    for digit in SECRET:
        press(window, letters[digit], scan=X11_ROW + int(digit) - 1)
    press(window, key=ENTER)
    settle(window)
    assert window.session is not None


def key(text: str, scan: int = 0, code: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, scan, 0, 0, text)


@pytest.mark.parametrize(
    ("text", "scan", "digit"),
    [(".", 16, "7"), (".", 8, "7"), (",", 15, "6"), ('"', 10, "1"), (".", 91, ""), (".", 83, ""),
     (",", 59, ""), ('"', 11, ""), (".", 0, "")],
)  # fmt: skip
def test_a_mark_is_a_digit_only_on_its_key_of_the_number_row(
    text: str, scan: int, digit: str
) -> None:
    """The keypad's point, the comma beside M and the Russian Shift+2 are no digits."""
    assert digit_of(key(text, scan)) == digit


def test_letters_are_no_digits() -> None:
    typed = [digit_of(key(c)) for c in ("7", "ғ", "Қ", "a", "й", "٣", "", "12")]
    assert typed == ["7", "5", "0", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("edit", "typed", "shown"),
    [(time_edit, "2041", "20:41"), (iin_edit, "850101300123", "850101 300123"),
     (pin_edit, "123456", "123456")],
)  # fmt: skip
def test_fields_of_digits_group_them_and_take_no_more(
    application: object, edit: Callable[[str], DigitEdit], typed: str, shown: str
) -> None:
    field = edit("field")
    for digit in [*typed, "9"]:
        field.keyPressEvent(key(digit))
    field.keyPressEvent(key("ж"))
    assert field.text() == shown
    assert field.digits() == typed
    assert field.is_complete()


def test_a_digit_in_the_middle_is_mended_where_the_cursor_stands(application: object) -> None:
    field = DigitEdit("number", (4, 4))
    for digit in "12355678":
        field.keyPressEvent(key(digit))
    field.setCursorPosition(4)
    field.keyPressEvent(key("", code=Qt.Key.Key_Backspace))
    assert (field.text(), field.cursorPosition()) == ("1235 678", 3)
    field.keyPressEvent(key("4"))
    assert (field.text(), field.cursorPosition()) == ("1234 5678", 4)
    field.setSelection(0, 6)
    field.keyPressEvent(key("9"))
    assert field.text() == "9678"
    field.setCursorPosition(0)
    field.keyPressEvent(key("", code=Qt.Key.Key_Delete))
    assert field.text() == "678"


def test_numbers_of_papers_take_digits_by_key_and_letters_as_they_are(application: object) -> None:
    field = NumberEdit()
    for event in (key("П"), key('"', 10), key("ә", 11), key("/")):
        field.keyPressEvent(event)
    assert field.text() == "П12/"


@pytest.mark.parametrize("percent", [100, 125, 150])
@pytest.mark.parametrize("language", list(Language))
def test_a_real_precincts_number_is_whole_at_every_type_size(
    window: MainWindow, language: Language, percent: int
) -> None:
    start = window.page
    assert isinstance(start, StartPage)
    (found,) = start.training.found
    window.set_taste(language, percent, dark=False)
    start._show_found([replace(found, card=replace(found.card, mode="real"))])
    settle(window)
    number = start.real.number
    assert number.isVisible()
    assert number.width() >= number.fontMetrics().horizontalAdvance(number.text())
    assert list(clipped(window)) == []
    assert list(out_of_sight(start)) == []
    assert start.real.open.height() == start.real.secret.height()


@pytest.mark.parametrize("mode", ["real", "training"])
def test_at_the_largest_type_the_tile_that_can_be_opened_is_whole(
    window: MainWindow, mode: str
) -> None:
    start = window.page
    assert isinstance(start, StartPage)
    (found,) = start.training.found
    window.set_taste(Language.RU, 200, dark=False)
    start._show_found([replace(found, card=replace(found.card, mode=mode))])
    painted(window)
    assert (start.tile.isVisible(), start.tape.isVisible()) == (mode == "real", mode == "training")
    assert list(clipped(window)) == []
    assert list(out_of_sight(start)) == []
    window.set_taste(Language.RU, 100, dark=False)
    painted(window)
    assert start.drop.isVisible()
    assert start.tile.isVisible()
    assert start.tape.isVisible()


def test_other_ways_to_begin_are_keys_and_clicks_alike(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = window.page
    assert isinstance(start, StartPage)
    asked: list[str] = []
    monkeypatch.setattr(start, "choose_folder", lambda: asked.append("folder"))
    another, new = start.ways.lines
    QTest.mouseClick(another, Qt.MouseButton.LeftButton)
    assert asked == ["folder"]
    QTest.mouseClick(new, Qt.MouseButton.LeftButton)
    settle(window)
    assert window.page.place.page_id == "setup"
