# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Somebody at the keyboard: nothing but keys goes in, nothing but what a person can read comes out."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.frame.message_line import MessageLine
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.screens import settle
from tests.journeys.window.keyboards import Layout, Stroke, named, on_the_pad

_MOST = 200
"""So many presses lead from anywhere on a page to anywhere else."""
_A_MOMENT = 20
"""Milliseconds that a dialog may need to stand."""
_MOUSE = {
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseMove,
    QEvent.Type.Wheel, QEvent.Type.TabletPress, QEvent.Type.TouchBegin,
}  # fmt: skip
LAYOUTS = {Language.KK: Layout.KAZAKH, Language.RU: Layout.RUSSIAN, Language.EN: Layout.ENGLISH}


class Counter(QObject):
    """Counts what reaches the application's windows: keys pressed, anything of a mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = self.mouse = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Only what comes to a window from outside: inside, one key passes several widgets."""
        if isinstance(watched, QWindow):
            self.keys += event.type() is QEvent.Type.KeyPress
            self.mouse += event.type() in _MOUSE
        return False


@dataclass(frozen=True, slots=True)
class Typed:
    """What a sheet cost."""

    digits: int
    fields: int
    keys: int
    mouse: int


class Hands(Protocol):
    """Whatever presses the keys."""

    def strike(self, stroke: Stroke) -> None:
        """One key down and up."""

    def use(self, layout: Layout) -> None:
        """Another layout of the keyboard."""


class SentKeys:
    """Keys handed to the window that has the keyboard, as the window system would."""

    def strike(self, stroke: Stroke) -> None:
        """One key down and up."""
        shift = Qt.KeyboardModifier.ShiftModifier if stroke.shift else Qt.KeyboardModifier(0)
        pad = Qt.KeyboardModifier.KeypadModifier if stroke.keypad else Qt.KeyboardModifier(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, stroke.key, shift | pad, stroke.scan, 0, 0, stroke.text)
            receiver = _with_the_keys()
            assert receiver is not None or kind is QEvent.Type.KeyRelease, "nobody has the keys"
            if receiver is not None:
                QApplication.sendEvent(receiver, event)
        QApplication.processEvents()

    def use(self, layout: Layout) -> None:
        """Another layout: what is sent names its letters itself."""


def _with_the_keys() -> QObject | None:
    """Who is given the keys: a list that has popped up, else the window that opened last."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    return window.windowHandle() if window is not None else None


class AtTheKeys:
    """A member of the commission in front of the window."""

    def __init__(self, window: MainWindow, language: Language, hands: Hands) -> None:
        self.window, self.language, self.hands = window, language, hands
        self.layout = LAYOUTS[language]

    # --- keys --------------------------------------------------------------------------------------

    def press(self, *caps: str) -> None:
        """Press keys by what is printed on them, and wait for what comes of each."""
        for cap in caps:
            self.hands.strike(named(cap))
            self.settle()

    def enter(self) -> None:
        """Enter, as fast as one types."""
        self.hands.strike(named("Enter"))

    def digits(self, told: object) -> None:
        """Digits on the number row, whatever its keys write in the layout at hand."""
        for digit in str(told):
            self.hands.strike(self.layout.number_row(digit))

    def pad(self, told: object) -> None:
        """Digits on the number pad."""
        for digit in str(told):
            self.hands.strike(on_the_pad(digit))

    def write(self, words: str) -> None:
        """Words; for letters that the layout lacks people change to one that has them."""
        for char in words:
            if self.layout.stroke(char) is None:
                self.layout = next(one for one in Layout if one.stroke(char))
                self.hands.use(self.layout)
            stroke = self.layout.stroke(char)
            assert stroke is not None
            self.hands.strike(stroke)
        self.layout = LAYOUTS[self.language]
        self.hands.use(self.layout)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs and everything is painted."""
        settle(self.window)

    # --- reading -----------------------------------------------------------------------------------

    def say(self, key: str, **values: str | int) -> str:
        """A sentence of the program in the language at hand."""
        return text(key, self.language, **values)

    @property
    def focus(self) -> str:
        """What a person, or a voice that reads the screen, takes for the field one is in."""
        return name_of(QApplication.focusWidget())

    @property
    def value(self) -> str:
        """What stands in the field one is in."""
        widget = QApplication.focusWidget()
        return "" if widget is None else " ".join(told_by(widget))

    def reads(self) -> str:
        """Everything that can be read in the window."""
        told = [one for widget in self._in_sight() for one in told_by(widget)]
        return "\n".join(one for one in told if one.strip())

    @property
    def refusal(self) -> str:
        """What stands in the red line above the keys."""
        line = self.window.findChild(MessageLine)
        return line.accessibleName() if line is not None and line.isVisible() else ""

    def sees(self, words: str) -> bool:
        """Whether some words stand in the window."""
        return words in self.reads()

    def _in_sight(self) -> Iterator[QWidget]:
        for widget in self.window.findChildren(QWidget):
            if widget.isVisible():
                yield widget

    # --- finding one's way -------------------------------------------------------------------------

    def until(self, wanted: Callable[[], bool], cap: str, what: str) -> None:
        """Press a key until something is so."""
        for _ in range(_MOST):
            if wanted():
                return
            self.press(cap)
        raise AssertionError(f"{what} is not reached by {cap}; in sight:\n{self.reads()}")

    def to(self, field: str, cap: str = "Tab") -> None:
        """To a field or button by its name."""
        self.until(lambda: field in self.focus, cap, field)

    def choose(self, wanted: str, *caps: str) -> None:
        """Choose by arrows until the field shows what is wanted."""
        for cap in caps or ("Up", "Down"):
            for _ in range(_MOST):
                if wanted in self.value:
                    return
                before = self.value
                self.press(cap)
                if self.value == before:
                    break
        assert wanted in self.value, f"{wanted} cannot be chosen; in sight:\n{self.reads()}"

    def walk_to(self, group: str, step: str) -> None:
        """To a step of the day: F4 and Escape lead to the rail, arrows along it, Enter in."""
        self.walk_to_line(group, self.say(f"rail.{step}"))

    def walk_to_line(self, group: str, name: str) -> None:
        """To a line of the rail by its words: a ballot, a step."""
        self.press("F4", "Esc")
        if not self._go_along(name):
            self.choose(self.say(f"rail.{group}"))
            self.press("Enter")
            assert self._go_along(name), f"no {name} in:\n{self.reads()}"
        self.press("Enter")

    def _go_along(self, name: str) -> bool:
        """Up and down the rail to a line; whether it is there."""
        for cap in ("Down", "Up"):
            before = ""
            while self.focus not in {name, before}:
                before = self.focus
                self.press(cap)
        return self.focus == name

    def begin(self, deed: str) -> None:
        """Choose what is recorded on a page of a register."""
        self.press("F5")
        self.choose(deed, "Up", "Down", "Left", "Right")
        self.press("Tab")

    def keep(self, *told: object) -> None:
        """Fill the fields one after the other, numbers by the number row; then keep the form.

        An empty one is passed over; what begins with ``=`` is chosen by arrows.
        """
        for one in map(str, told):
            if one.startswith("="):
                self.choose(one[1:])
            else:
                self.type(one)
            self.press("Enter")
        button = self.say("register.keep")
        self.until(lambda: self.focus == button, "Enter", button)
        self.press("Enter")
        assert not self.refusal, self.refusal

    def type(self, told: str) -> None:
        """Digits by the number row, letters by theirs."""
        for char in told:
            if char.isdecimal():
                self.digits(char)
            else:
                self.write(char)

    def in_a_dialog(self, path: str, cap: str, *, tabs: int = 0) -> None:
        """Press a key that opens the system's dialog, and type a path there, so many fields on."""
        QTimer.singleShot(0, lambda: self._answer(path, tabs))
        self.press(cap)
        self.window.activateWindow()  # as a window system does when a dialog closes
        self.settle()

    def _answer(self, path: str, tabs: int) -> None:
        """Once the dialog is there; Enter closes its list of files first, then the dialog."""
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            if dialog is not None:
                dialog.activateWindow()  # where no window manager does
            QTimer.singleShot(_A_MOMENT, lambda: self._answer(path, tabs))
            return
        for _ in range(tabs):
            self.hands.strike(named("Tab"))
        self.write(path)
        for _ in range(3):
            if QApplication.activeModalWidget() is dialog:
                self.hands.strike(named("Enter"))

    # --- counting ----------------------------------------------------------------------------------

    @contextmanager
    def counted(self) -> Iterator[Counter]:
        """Count keys and mouse while something is typed."""
        application = QApplication.instance()
        assert application is not None
        counter = Counter()
        application.installEventFilter(counter)
        try:
            yield counter
        finally:
            application.removeEventFilter(counter)


def name_of(widget: QWidget | None) -> str:
    """How a field is called: its name for those who do not see it, else its words."""
    if widget is None:
        return ""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QLabel) else "")


def told_by(widget: QWidget) -> Iterator[str]:
    """What a widget shows."""
    if isinstance(widget, QLabel):
        yield plain(widget.text())
    elif isinstance(widget, QLineEdit):
        yield widget.displayText()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QTableView) and widget.model() is not None:
        yield from _cells(widget.model())
    elif isinstance(widget, QAbstractButton):
        yield widget.text() or widget.accessibleName()
        yield widget.accessibleDescription()
    else:
        yield widget.accessibleName()
        yield widget.accessibleDescription()


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for line in range(model.rowCount()):
        cells = [model.index(line, column).data() for column in range(model.columnCount())]
        yield " | ".join(str(cell) for cell in cells if cell)


def plain(told: str) -> str:
    """Words without their marks of bold."""
    return unescape(re.sub("<[^>]*>", " ", told)) if "<" in told else told
