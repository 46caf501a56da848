# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A voter list is brought in: the file, its columns, what was read of it, and only then kept."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.runtime.files import write_whole
from precinct_app.services.papers.import_report import import_paper
from precinct_app.services.registers import paper_list
from precinct_app.ui.background import Job
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.paper_printing import print_paper
from precinct_app.ui.voters import importing
from precinct_app.ui.voters.columns_step import ColumnsStep
from precinct_app.ui.voters.importing import Brought, Taken
from precinct_app.ui.voters.paper_card import PaperCard
from precinct_app.ui.voters.report_step import ReportStep
from precinct_app.ui.widgets.field_form import FieldForm
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row
from precinct_app.ui.widgets.progress_row import ProgressRow
from precinct_app.ui.widgets.wizard_frame import StepDiscs

_STEPS = ("file", "columns", "report")
_FILE, _COLUMNS, _REPORT = range(3)


class ImportPage(Page):
    """Three steps; the list is kept as a whole or not at all, after its report was seen."""

    full_rail = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.brought: Brought | None = None
        self.taken: Taken | None = None
        self.here: Entry[DeliveredList] | None = None
        self.at = _FILE
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        self.title, self.discs = label("", "title"), StepDiscs()
        layout.addWidget(self.title)
        layout.addWidget(self.discs)
        self.step, self.report = ColumnsStep(), ReportStep()
        self.columns, self.rows = self.step.form, self.step.rows
        self.step.sheet_chosen.connect(self._another_sheet)
        self.columns.given.connect(self._read)
        self.columns.closed.connect(lambda: self._show_step(_FILE))
        self.report.given.connect(self._finish)
        self.report.saved.connect(self._save)
        self.report.printed.connect(self._print)
        self.panes = (self._file_pane(), self.step, self.report)
        for pane in self.panes:
            layout.addWidget(pane, 1)
        self.progress = ProgressRow()
        layout.addWidget(self.progress)

    def _file_pane(self) -> QWidget:
        """A file at the left; at the right the list that came without one."""
        self.path = FieldForm({"path": QLineEdit()}, closes=False)
        self.path.given.connect(self._bring)
        self.choose = KeyButton("", "F6")
        self.choose.clicked.connect(self._choose_file)
        self.paper = PaperCard()
        self.paper.kept.connect(self._keep_paper)
        self.paper.undone.connect(self._undo_paper)
        pane = QWidget()
        halves = QHBoxLayout(pane)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(24)
        left = column(self.path, row(self.choose, 1), spacing=12)
        left.setStretch(0, 1)
        halves.addLayout(left, 1)
        halves.addWidget(self.paper, 1)
        return pane

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        own = {
            _FILE: [("F6", "key.choose_file"), ("F8", "key.on_paper")],
            _REPORT: [("F7", "key.save_report"), ("F8", "key.print_report")],
        }.get(self.at, [])
        return [("Enter", "key.next"), *own, ("Esc", "key.back"), ("F2", "key.language"),
                ("F4", "key.later")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """Where one was, and which list is here."""
        super().open(place)
        self._show_step(self.at)
        self.ask(importing.delivered, self._show_here)

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say("import.title"))
        self.path.say(
            self.say("import.file"), {"path": self.say("import.path")}, self.say("import.look")
        )
        self.path.say_hint(self.say("import.file_hint"))
        self.choose.say(self.say("start.choose_file"))
        self.paper.show_list(self.here, self.language)
        self.step.retranslate(self.language)
        self.report.retranslate(self.language)
        if self.brought is not None:
            self.step.show_brought(self.brought, self.language)
        if self.taken is not None:
            self.report.show_taken(self.taken)
        self._show_step(self.at, focus=False)

    def relook(self) -> None:
        """Type of another size."""
        self.report.table.relook()

    def take_focus(self) -> None:
        """The step at hand."""
        if self.at < _REPORT:
            (self.path, self.columns)[self.at].take_focus()
        else:
            self.report.go.setFocus()

    def _show_step(self, at: int, *, focus: bool = True) -> None:
        self.at = at
        for place, pane in enumerate(self.panes):
            pane.setVisible(place == at)
        self.discs.show_steps([self.say(f"import.step.{name}") for name in _STEPS], at)
        self.frame.show_keys()
        if focus:
            self.take_focus()

    def _show_here(self, here: Entry[DeliveredList] | None) -> None:
        self.here = here
        self.paper.show_list(here, self.language)

    # --- keys --------------------------------------------------------------------------------------

    def function_key(self, number: int) -> bool:
        """F6 choose a file, F7 save the report, F8 the list on paper, or the report on paper."""
        eighth = self._print if self.at == _REPORT else self.paper.take_focus
        actions = {6: self._choose_file, 7: self._save, 8: eighth}
        known = {_FILE: {6, 8}, _REPORT: {7, 8}}.get(self.at, set())
        if number in known:
            actions[number]()
        return number in known

    def escape(self) -> bool:
        """One step back; what is kept is not gone back from."""
        if self.at == _COLUMNS or (self.at == _REPORT and not self._is_kept()):
            self._show_step(self.at - 1)
            return True
        return False

    def _is_kept(self) -> bool:
        return self.taken is not None and self.taken.is_kept

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.say("start.choose_file"))
        if name:
            self.path.put("path", name)
            self._bring()

    # --- services ----------------------------------------------------------------------------------

    def _bring(self) -> None:
        path, memory = Path(self.path.value("path")), self.frame.desk.layouts
        self.ask(lambda session: importing.bring(session, path, memory), self._brought)

    def _brought(self, brought: Brought) -> None:
        self.brought, self.taken = brought, None
        self.frame.tell("")
        self.step.show_brought(brought, self.language)
        self._show_step(_COLUMNS)

    def _another_sheet(self, sheet: str) -> None:
        brought, memory = self.brought, self.frame.desk.layouts
        if brought is not None:
            self.ask(
                lambda s: importing.look(s, brought.name, brought.data, sheet, memory),
                self._brought,
            )

    def _read(self) -> None:
        """Long work: its progress stands at the foot, Escape stops it; nothing is kept by it."""
        brought = self.brought
        if brought is None:
            return
        columns, first = self.step.columns(), self.columns.number("first_row")

        def work(session: Session, job: Job) -> Taken:
            layout = importing.laid_out(brought.layout, columns, first)
            return importing.read(session, brought, layout, job)

        self.ask_long(work, self._was_read, self.progress, self.say("import.reading"))

    def _was_read(self, taken: Taken) -> None:
        self.taken = taken
        self.frame.tell("")
        self.report.open(taken)
        self._show_step(_REPORT)

    def _finish(self) -> None:
        """Keep a first list; a refined one is asked about once more; then to the voters."""
        taken = self.taken
        if taken is None:
            return
        if taken.is_kept:
            self._leave_for_voters()
        elif taken.later is not None:
            self.frame.confirm(
                self.report.summary.text(), self.say("import.confirm"), self._confirm
            )
        else:
            self._keep(taken)

    def _keep(self, taken: Taken) -> None:
        brought, memory = self.brought, self.frame.desk.layouts
        act = self.columns.value("act")
        if brought is None:
            return
        self.ask_long(
            lambda session, job: importing.take_in(session, brought, taken, act, job, memory),
            self._was_kept, self.progress, self.say("import.working"),
        )  # fmt: skip

    def _confirm(self) -> None:
        brought, taken, memory = self.brought, self.taken, self.frame.desk.layouts
        act, stay = self.columns.value("act"), frozenset(self.report.stay)
        if brought is not None and taken is not None:
            self.ask(
                lambda s: importing.confirm(s, brought, taken, act, stay, memory), self._was_kept
            )

    def _was_kept(self, taken: Taken) -> None:
        self.taken = taken
        session = self.frame.session
        if session is not None:
            self.frame.show_saved(session.local_time(session.workspace.clock.now()))
        self.report.show_taken(taken)
        self._show_step(_REPORT)
        self.ask(importing.delivered, self._show_here)
        self.frame.refresh()

    def _leave_for_voters(self) -> None:
        self.at, self.brought, self.taken = _FILE, None, None
        self.path.clear()
        self.columns.clear()
        self.frame.go(Place("voters"))

    def _keep_paper(self, rows: int, act: str) -> None:
        def keep(session: Session) -> Entry[DeliveredList]:
            return paper_list.deliver_on_paper(session.workspace, session.actor, rows, act)

        self.ask(keep, self._paper_changed)

    def _undo_paper(self, entry_id: str, reason: str) -> None:
        def undo(session: Session) -> Entry[DeliveredList] | None:
            paper_list.undo_paper_list(session.workspace, session.actor, entry_id, reason)
            return importing.delivered(session)

        self.ask(undo, self._paper_changed)

    def _paper_changed(self, here: Entry[DeliveredList] | None) -> None:
        self.frame.tell("")
        for form in (self.paper.form, self.paper.undo):
            form.clear()
        self._show_here(here)
        self.paper.take_focus()
        self.frame.refresh()

    def _save(self) -> None:
        """The report as a spreadsheet, for the akimat: also before anything is kept."""
        taken, brought = self.taken, self.brought
        if taken is None or brought is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, self.say("import.save"), "report.xlsx")
        if name:
            self.ask(partial(_write, Path(name), taken, brought.name), self._was_saved)

    def _print(self) -> None:
        """The same on paper."""
        if self.taken is not None:
            print_paper(self, self.say("import.report"), partial(_draw, self.taken))

    def _was_saved(self, path: Path) -> None:
        self.frame.tell(self.say("import.saved", file=path.name))

    def refuse(self, error: PrecinctError) -> None:
        """Say why; the step stays."""
        super().refuse(error)
        self.take_focus()


def _write(path: Path, taken: Taken, name: str, session: Session) -> Path:
    write_whole(path, session.tools.voter_report(taken.file, name))
    return path


def _draw(taken: Taken, session: Session) -> bytes:
    return session.tools.press.paper(
        import_paper(session.workspace, session.actor, taken.file)
    )  # fmt: skip
