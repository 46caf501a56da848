# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A list that came on paper alone: its number of rows by the hand-over act, and the undo of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.widgets.digit_edit import NumberEdit
from precinct_app.ui.widgets.field_form import FieldForm, count_field


class PaperCard(QStackedWidget):
    """The form while there is no list; the list with its undo once there is one."""

    kept = Signal(int, str)
    """Number of rows and act."""
    undone = Signal(str, str)
    """Entry and reason."""

    def __init__(self) -> None:
        super().__init__()
        self.entry: Entry[DeliveredList] | None = None
        self.form = FieldForm({"rows": count_field(), "act": NumberEdit()}, closes=False)
        self.undo = FieldForm({"reason": QLineEdit()}, closes=False)
        self.form.given.connect(
            lambda: self.kept.emit(self.form.number("rows"), self.form.value("act"))
        )
        self.undo.given.connect(self._undo)
        self.addWidget(self.form)
        self.addWidget(self.undo)

    def show_list(self, entry: Entry[DeliveredList] | None, language: Language) -> None:
        """Show what is here; a list that came as a file is undone by nothing."""
        self.entry = entry
        names = {name: text(f"import.{name}", language) for name in ("rows", "act")}
        self.form.say(text("import.paper", language), names, text("import.paper_keep", language))
        self.form.say_hint(text("import.paper_hint", language))
        reason = {"reason": text("register.field.reason", language)}
        self.undo.say(text("import.here", language), reason, text("import.paper_undo", language))
        if entry is not None:
            said = entry.content
            key = "import.here_file" if said.file_sha256 else "import.here_paper"
            self.undo.say_hint(text(key, language, count=said.rows, act=said.act))
            on_paper = not said.file_sha256
            self.undo.show_field("reason", shown=on_paper)
            self.undo.go.setVisible(on_paper)
        self.setCurrentWidget(self.form if entry is None else self.undo)

    def take_focus(self) -> None:
        """To the first field."""
        shown = self.currentWidget()
        if isinstance(shown, FieldForm):
            shown.take_focus()

    def _undo(self) -> None:
        if self.entry is not None:
            self.undone.emit(self.entry.entry_id, self.undo.value("reason"))
