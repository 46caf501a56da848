# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A form: names at the left, fields at the right, one button; Enter leads from field to field."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from precinct_app.ui.look import look_of
from precinct_app.ui.widgets.count_table import CountTable
from precinct_app.ui.widgets.digit_edit import DigitEdit
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame, label, row
from precinct_app.ui.widgets.tick_list import TickList

_DATE = (2, 2, 4)


class Choice(QComboBox):
    """One of a few; the arrows choose. A wide one stands below its name."""

    def __init__(self, *, wide: bool = False) -> None:
        super().__init__()
        self.wide = wide
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices; what was chosen stays where it is still there."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for value, told in choices:
            self.addItem(told, value)
        self.setCurrentIndex(max(0, self.findData(kept)))
        self.blockSignals(False)

    def value(self) -> str:
        """What is chosen; empty while there is nothing."""
        found = self.currentData()
        return str(found) if found is not None else ""

    def choose(self, value: str) -> None:
        """Choose without telling anybody."""
        self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(value)))
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 is the window's: it would open the list. Left and right choose, as up and down do."""
        step = {Qt.Key.Key_Left: Qt.Key.Key_Up, Qt.Key.Key_Right: Qt.Key.Key_Down}
        if meant := step.get(Qt.Key(event.key())):
            super().keyPressEvent(QKeyEvent(event.type(), meant, event.modifiers()))
        elif event.key() == Qt.Key.Key_F4:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What does not fit ends in dots; an arrow says that there is more to choose."""
        look, painter, option = look_of(self), QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        side, room = look.px(10), self.width() - look.px(46)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("ink2"), 2))
        left, top = self.width() - look.px(14) - side, (self.height() - side // 2) // 2
        corner = [QPoint(left, top), QPoint(left + side // 2, top + side // 2)]
        painter.drawPolyline([*corner, QPoint(left + side, top)])


def date_edit() -> DigitEdit:
    """A date: ``24.03.1985``."""
    return DigitEdit("", _DATE, ".")


def count_field() -> DigitEdit:
    """A whole number."""
    return DigitEdit("", (7,))


def typed_date(field: DigitEdit) -> date | None:
    """The date that was typed; None while it is none."""
    digits = field.digits()
    try:
        return date(int(digits[4:8]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def _with_cells(fields: Mapping[str, QWidget]) -> dict[str, QWidget]:
    """Every widget that is typed in: of a table its cells."""
    found: dict[str, QWidget] = {}
    for name, field in fields.items():
        found |= field.cells if isinstance(field, CountTable) else {name: field}
    return found


class FieldForm(QFrame):
    """Fields in their order; what does not fit scrolls, the buttons stay in sight."""

    given = Signal()
    closed = Signal()

    def __init__(
        self, fields: Mapping[str, QWidget], *, closes: bool = True, at_once: bool = False
    ) -> None:
        super().__init__()
        self.at_once = at_once
        """Whether Enter in the last field is the button."""
        self.setObjectName("asks")
        self.given_fields = dict(fields)
        self.tables = {name: one for name, one in fields.items() if isinstance(one, CountTable)}
        self.fields = _with_cells(fields)
        self.closes = closes
        self.last = ""
        """After this field Enter leads to the button: what stands below it is filled in already."""
        self.title, self.hint = label("", "row", wrap=True), label("", "second", wrap=True)
        self.names: dict[str, QLabel] = {}
        self.go, self.back = KeyButton("", "Enter", main=True), KeyButton("", "Esc", quiet=True)
        self.go.clicked.connect(self.given)
        self.back.clicked.connect(self.closed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.hint)
        layout.addWidget(self._area(), 1)
        layout.addLayout(row(self.go, self.back, 1, spacing=12))
        self.back.setHidden(not closes)  # here, for without a parent it would be a window

    def _area(self) -> QScrollArea:
        """The fields."""
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = frame("plain")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        for line, (name, field) in enumerate(self.given_fields.items()):
            if isinstance(field, CountTable):
                grid.addWidget(field, 2 * line, 0, 1, 2)
                continue
            told = self.names[name] = label("", "second", wrap=True)
            wide = isinstance(field, TickList) or (isinstance(field, Choice) and field.wide)
            grid.addWidget(told, 2 * line, 0, 1, 2 if wide else 1)
            grid.addWidget(field, 2 * line + wide, 0 if wide else 1, 1, 2 if wide else 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(2 * len(self.given_fields), 1)
        self.area.setWidget(inside)
        return self.area

    def say(self, title: str, names: Mapping[str, str], go: str, back: str = "") -> None:
        """Write every text."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.hint.setVisible(bool(self.hint.text()))
        self.go.say(go)
        self.back.say(back)
        for name, told in names.items():
            self.names[name].setText(told)
            self.fields[name].setAccessibleName(told)

    def say_hint(self, told: str) -> None:
        """A sentence under the title."""
        self.hint.setText(told)
        self.hint.setVisible(bool(told))

    def show_field(self, name: str, *, shown: bool) -> None:
        """A field that is not asked for now is not there."""
        self.names[name].setVisible(shown)
        self.fields[name].setVisible(shown)

    def value(self, name: str) -> str:
        """What a field holds."""
        field = self.fields[name]
        if isinstance(field, Choice):
            return field.value()
        if isinstance(field, DigitEdit):
            return field.digits()
        return field.text().strip() if isinstance(field, QLineEdit) else ""

    def number(self, name: str) -> int:
        """The number in a field; 0 when it is empty."""
        return int(self.value(name) or 0)

    def date(self, name: str) -> date | None:
        """The date in a field."""
        field = self.fields[name]
        return typed_date(field) if isinstance(field, DigitEdit) else None

    def choice(self, name: str) -> Choice:
        """A field of choices."""
        field = self.fields[name]
        if not isinstance(field, Choice):
            raise TypeError(name)
        return field

    def put(self, name: str, value: str) -> None:
        """Show a value in a field."""
        field = self.fields[name]
        if isinstance(field, DigitEdit):
            field.show_digits(value)
        elif isinstance(field, QLineEdit):
            field.setText(value)
        elif isinstance(field, Choice):
            field.choose(value)

    def clear(self) -> None:
        """Empty every field that is typed."""
        for field in self.fields.values():
            if isinstance(field, QLineEdit):
                field.clear()

    def relook(self) -> None:
        """Tables of numbers stand otherwise at another type size."""
        for table in self.tables.values():
            table.relook()

    def take_focus(self) -> None:
        """The first field that is empty or chosen, else the button."""
        shown = self._shown()
        waiting = [f for f in shown if not isinstance(f, QLineEdit) or not f.text()]
        (waiting[0] if waiting else self.go).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads on, after the last field to the button, or presses it."""
        shown, focused = self._shown(), self.window().focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and focused in shown:
            at = shown.index(focused) + 1
            done = at == len(shown) or focused is self.fields.get(self.last)
            if done and self.at_once:
                self.given.emit()
                return
            following = self.go if done else shown[at]
            following.setFocus(Qt.FocusReason.TabFocusReason)  # what stands there is typed over
            self.area.ensureWidgetVisible(following)
        else:
            super().keyPressEvent(event)

    def _shown(self) -> list[QWidget]:
        return [field for field in self.fields.values() if not field.isHidden()]
