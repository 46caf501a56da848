# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which sheet and which columns: as recognised, as remembered, as a person corrects them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence, text
from precinct_app.services.voter_layout import FIELDS, column_letters
from precinct_app.ui.voters.importing import Brought
from precinct_app.ui.widgets.digit_edit import NumberEdit
from precinct_app.ui.widgets.elided_label import ElidedLabel
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label

_ROWS = 8


class ColumnsStep(QWidget):
    """The form at the left, the first rows of the file at the right."""

    sheet_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(24)
        columns = {field: Choice() for field in FIELDS}
        self.sheet = Choice()
        self.form = FieldForm(
            {"act": NumberEdit(), "sheet": self.sheet, "first_row": count_field(), **columns}
        )
        self.sheet.activated.connect(lambda _: self.sheet_chosen.emit(self.sheet.value()))
        halves.addWidget(self.form, 45)
        halves.addWidget(self._first_rows(), 55)

    def _first_rows(self) -> QFrame:
        card = plain_frame("card")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(16, 12, 16, 12)
        self.rows_title, self.doubts = label("", "strong"), label("", "ochre", wrap=True)
        self.rows = [ElidedLabel() for _ in range(_ROWS)]
        for part in (self.doubts, self.rows_title, *self.rows):
            stack.addWidget(part)
        stack.addStretch(1)
        return card

    def retranslate(self, language: Language) -> None:
        """Write every text."""
        names = {field: text(f"voters.field.{field}", language) for field in FIELDS}
        own = {name: text(f"import.{name}", language) for name in ("act", "sheet", "first_row")}
        self.form.say(text("import.columns", language), {**own, **names},
                      text("import.check", language), text("key.back", language))  # fmt: skip
        self.rows_title.setText(text("import.first_rows", language))

    def show_brought(self, brought: Brought, language: Language) -> None:
        """Columns of a file as they are known; its first rows; what a person should look at."""
        layout = brought.layout
        wide = max((len(one) for one in (layout.headings, *layout.first_rows)), default=0)
        told = [("-", "–")]
        for number in range(wide):
            heading = layout.headings[number] if number < len(layout.headings) else ""
            letters = column_letters(number)
            told.append((letters, f"{letters} {heading}".strip()))
        for field in FIELDS:
            choice, at = self.form.choice(field), layout.columns.get(field)
            choice.show_choices(told)
            choice.choose("-" if at is None else column_letters(at))
        self.sheet.show_choices([(sheet, sheet) for sheet in layout.sheets])
        self.sheet.choose(layout.sheet)
        self.form.show_field("sheet", shown=len(layout.sheets) > 1)
        self.form.put("first_row", str(layout.first_row))
        rows = [*layout.first_rows[:_ROWS], *[()] * _ROWS][:_ROWS]
        for shown, cells in zip(self.rows, rows, strict=True):
            shown.setText(" | ".join(cell for cell in cells if cell))
        self.doubts.setText(" ".join(sentence(r, language) for r in layout.uncertain))
        self.doubts.setVisible(bool(layout.uncertain))
        self.form.last = "" if layout.uncertain else "act"
        hint = text("import.later" if brought.is_later else "import.first", language)
        known = f" {text('import.remembered', language)}" if brought.remembered else ""
        self.form.say_hint(hint + known)

    def columns(self) -> dict[str, str]:
        """Column letters by field, as they are chosen."""
        return {field: self.form.value(field) for field in FIELDS}
