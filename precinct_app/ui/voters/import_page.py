# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A voter list is brought in: the file, its columns, the work with its progress, what was refused."""

from collections.abc import Callable, Mapping
from enum import Enum, StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from precinct_app.domain.errors import InputError, PrecinctError
from precinct_app.runtime.files import write_whole
from precinct_app.runtime.texts import sentence, text
from precinct_app.services.toolbox import RowNote
from precinct_app.services.voter_layout import FIELDS, column_letters
from precinct_app.ui.background import Job
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.voters.importing import Brought, Taken, bring, confirm, laid_out, take_in
from precinct_app.ui.widgets.digit_edit import NumberEdit
from precinct_app.ui.widgets.elided_label import ElidedLabel
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.progress_row import ProgressRow
from precinct_app.ui.widgets.record_table import RecordModel, RecordTable
from precinct_app.ui.widgets.wizard_frame import StepDiscs

_ROWS = 6
_STEPS = ("file", "columns", "report")
Note = tuple[str, RowNote]


class Column(StrEnum):
    """What the report tells of a row."""

    WHY = "why"
    STATE = "state"
    ROW = "row"


class ImportPage(Page):
    """Three steps; the list is kept as a whole or not at all."""

    full_rail = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.brought: Brought | None = None
        self.taken: Taken | None = None
        self.at = 0
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        self.title, self.discs = label("", "title"), StepDiscs()
        layout.addWidget(self.title)
        layout.addWidget(self.discs)
        self.panes = (self._file_pane(), self._columns_pane(), self._report_pane())
        for pane in self.panes:
            layout.addWidget(pane, 1)
        self.progress = ProgressRow()
        layout.addWidget(self.progress)

    def _file_pane(self) -> QWidget:
        self.path = FieldForm({"path": QLineEdit()}, closes=False)
        self.path.given.connect(self._bring)
        self.choose = KeyButton("", "F6")
        self.choose.clicked.connect(self._choose_file)
        pane = QWidget()
        stack = QVBoxLayout(pane)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.path, 1)
        stack.addLayout(row(self.choose, 1))
        return pane

    def _columns_pane(self) -> QWidget:
        pane = QWidget()
        halves = QHBoxLayout(pane)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(24)
        columns = {field: Choice() for field in FIELDS}
        self.columns = FieldForm({"act": NumberEdit(), **columns})
        self.columns.given.connect(self._take_in)
        self.columns.closed.connect(self._to_file)
        halves.addWidget(self.columns, 45)
        halves.addWidget(self._first_rows(), 55)
        return pane

    def _first_rows(self) -> QFrame:
        card = plain_frame("card")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(16, 12, 16, 12)
        self.rows_title, self.doubts = label("", "strong"), label("", "ochre", wrap=True)
        self.rows = [ElidedLabel() for _ in range(_ROWS)]
        for part in (self.rows_title, *self.rows, self.doubts):
            stack.addWidget(part)
        stack.addStretch(1)
        return card

    def _report_pane(self) -> QWidget:
        pane = QWidget()
        stack = QVBoxLayout(pane)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        self.summary, self.hint = label("", "row", wrap=True), label("", "second", wrap=True)
        self.model: RecordModel[Note] = RecordModel(self._cells(), (Column.ROW,))
        self.table = RecordTable(self.model)
        self.table.horizontalHeader().setStretchLastSection(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        self.go, self.save = KeyButton("", "Enter", main=True), KeyButton("", "F7")
        self.go.clicked.connect(self._finish)
        self.save.clicked.connect(self._save)
        for part in (self.summary, self.hint):
            stack.addWidget(part)
        stack.addWidget(self.table, 1)
        stack.addLayout(row(self.go, self.save, 1, spacing=12))
        return pane

    def _cells(self) -> Mapping[Enum, Callable[[Note], str]]:
        return {
            Column.WHY: lambda n: (
                f"{sentence(n[1].reason, self.language)} "
                f"{text(f'todo.{n[1].reason.key}', self.language)}"
            ),
            Column.STATE: lambda n: self.say(f"voters.report.{n[0]}"),
            Column.ROW: lambda n: str(n[1].row),
        }

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        own = {0: [("F6", "key.choose_file")], 2: [("F7", "key.save_report")]}.get(self.at, [])
        return [("Enter", "key.next"), *own, ("Esc", "key.back"), ("F2", "key.language"),
                ("F4", "key.later")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """Where one was."""
        super().open(place)
        self._show_step(self.at)

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say("import.title"))
        self.path.say(
            self.say("import.file"), {"path": self.say("import.path")}, self.say("import.look")
        )
        self.path.say_hint(self.say("import.file_hint"))
        self.choose.say(self.say("start.choose_file"))
        names = {field: self.say(f"voters.field.{field}") for field in FIELDS}
        self.columns.say(self.say("import.columns"), {"act": self.say("import.act"), **names},
                         self.say("import.take_in"), self.say("key.back"))  # fmt: skip
        self.rows_title.setText(self.say("import.first_rows"))
        self.save.say(self.say("import.save"))
        self.table.setAccessibleName(self.say("import.report"))
        self.model.set_names({c: self.say(f"import.column.{c.value}") for c in Column})
        self._show_brought()
        self._show_taken()
        self._show_step(self.at, focus=False)

    def relook(self) -> None:
        """Type of another size."""
        self.table.relook()

    def take_focus(self) -> None:
        """The step at hand."""
        if self.at < 2:  # noqa: PLR2004
            (self.path, self.columns)[self.at].take_focus()
        else:
            self.go.setFocus()

    def _show_step(self, at: int, *, focus: bool = True) -> None:
        self.at = at
        for place, pane in enumerate(self.panes):
            pane.setVisible(place == at)
        self.discs.show_steps([self.say(f"import.step.{name}") for name in _STEPS], at)
        self.frame.show_keys()
        if focus:
            self.take_focus()

    def _show_brought(self) -> None:
        brought = self.brought
        if brought is None:
            return
        layout = brought.layout
        wide = max((len(one) for one in (layout.headings, *layout.first_rows)), default=0)
        told = [("-", "–")]
        for number in range(wide):
            heading = layout.headings[number] if number < len(layout.headings) else ""
            letters = column_letters(number)
            told.append((letters, f"{letters} {heading}".strip()))
        for field in FIELDS:
            choice = self.columns.choice(field)
            choice.show_choices(told)
            at = layout.columns.get(field)
            choice.choose("-" if at is None else column_letters(at))
        for shown, cells in zip(self.rows, layout.first_rows, strict=False):
            shown.setText(" | ".join(cell for cell in cells if cell))
        self.doubts.setText(" ".join(sentence(r, self.language) for r in layout.uncertain))
        self.columns.last = "" if layout.uncertain else "act"
        self.columns.say_hint(self.say("import.later" if brought.is_later else "import.first"))

    def _show_taken(self) -> None:
        taken = self.taken
        if taken is None:
            return
        found = taken.difference
        if found is not None:
            told = self.say("import.difference", new=len(found.new), gone=len(found.gone),
                            changed=len(found.changed))  # fmt: skip
        else:
            told = self.say("import.kept", count=taken.kept)
        self.summary.setText(told)
        self.hint.setText(self.say("import.notes", refused=len(taken.file.refused),
                                   doubtful=len(taken.file.doubtful)))  # fmt: skip
        self.model.set_records(taken.notes)
        self.go.say(self.say("import.confirm" if found is not None else "import.to_voters"))

    # --- keys --------------------------------------------------------------------------------------

    def function_key(self, number: int) -> bool:
        """F6 choose a file, F7 save the report."""
        actions = {6: self._choose_file, 7: self._save}
        if number in actions:
            actions[number]()
        return number in actions

    def escape(self) -> bool:
        """One step back."""
        if self.at == 1:
            self._to_file()
            return True
        return False

    def _to_file(self) -> None:
        self._show_step(0)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.say("start.choose_file"))
        if name:
            self.path.put("path", name)
            self._bring()

    # --- services ----------------------------------------------------------------------------------

    def _bring(self) -> None:
        self.ask(partial(_bring, Path(self.path.value("path"))), self._brought)

    def _brought(self, brought: Brought) -> None:
        self.brought = brought
        self._show_brought()
        self._show_step(1)

    def _take_in(self) -> None:
        """Long work: its progress stands at the foot, Escape stops it and nothing is kept."""
        brought = self.brought
        if brought is None:
            return
        columns = {field: self.columns.value(field) for field in FIELDS}
        act = self.columns.value("act")

        def work(session: Session, job: Job) -> Taken:
            return take_in(session, brought, laid_out(brought.layout, columns), act, job)

        self.ask_long(work, self._taken, self.progress, self.say("import.working"))

    def _taken(self, taken: Taken) -> None:
        self.taken = taken
        session = self.frame.session
        if session is not None and taken.difference is None:
            self.frame.show_saved(session.local_time(session.workspace.clock.now()))
        self._show_taken()
        self._show_step(2)

    def _finish(self) -> None:
        """A refined list is asked about once more; then to the voters."""
        if self.taken is not None and self.taken.difference is not None:
            self.frame.confirm(self.summary.text(), self.say("import.confirm"), self._confirm)
            return
        self.at, self.brought, self.taken = 0, None, None
        self.path.clear()
        self.columns.clear()
        self.frame.go(Place("voters"))

    def _confirm(self) -> None:
        brought, taken, act = self.brought, self.taken, self.columns.value("act")
        if brought is not None and taken is not None:
            self.ask(lambda session: confirm(session, brought, taken, act), self._taken)

    def _save(self) -> None:
        """The report as a spreadsheet, for the akimat."""
        taken, brought = self.taken, self.brought
        if taken is None or brought is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, self.say("import.save"), "report.xlsx")
        if name:
            self.ask(partial(_write, Path(name), taken, brought.name), lambda _: None)

    def refuse(self, error: PrecinctError) -> None:
        """Say why; the step stays."""
        super().refuse(error)
        self.take_focus()


def _bring(path: Path, session: Session) -> Brought:
    try:
        return bring(session, path)
    except OSError as error:
        raise InputError.of("import.no_file") from error


def _write(path: Path, taken: Taken, name: str, session: Session) -> None:
    write_whole(path, session.tools.voter_report(taken.file, name))
