# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Before anything is kept: what a list would change, what is refused and why, what stays as it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from precinct_app.domain.registers.later_list import ChangedRow
from precinct_app.domain.voters import Voter
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence, text
from precinct_app.services.registers.later_list import LaterList
from precinct_app.services.toolbox import RowNote
from precinct_app.ui.voters.importing import Taken
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.record_table import RecordModel, RecordTable

_SHOWN = 500
"""Rows that wrap; the saved report holds all."""


class Column(StrEnum):
    """What the report tells of a row."""

    WHY = "why"
    STATE = "state"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report: a note of the file, or somebody whom a later list would change."""

    state: str
    """``refused doubtful new gone changed bound``."""
    note: RowNote | None = None
    voter: Voter | None = None
    fields: tuple[str, ...] = ()

    @property
    def may_stay(self) -> bool:
        """Whether it can be left as it stands here."""
        return self.state in {"gone", "changed", "bound"}


class ReportStep(QWidget):
    """Enter on a row of a later list: it stays as it stands here."""

    given = Signal()
    saved = Signal()
    printed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.language = Language.KK
        self.stay: set[str] = set()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        self.summary, self.hint = label("", "row", wrap=True), label("", "second", wrap=True)
        self.model: RecordModel[Line] = RecordModel(self._cells(), (Column.ROW,))
        self.table = RecordTable(self.model, wraps=True)
        self.table.opened.connect(self._toggle)
        self.go, self.save = KeyButton("", "Enter", main=True), KeyButton("", "F7")
        self.go.clicked.connect(self.given)
        self.save.clicked.connect(self.saved)
        self.print = KeyButton("", "F8")
        self.print.clicked.connect(self.printed)
        for part in (self.summary, self.hint):
            stack.addWidget(part)
        stack.addWidget(self.table, 1)
        stack.addLayout(row(self.go, self.save, self.print, 1, spacing=12))

    def _cells(self) -> Mapping[Enum, Callable[[Line], str]]:
        return {Column.WHY: self._why, Column.STATE: self._state, Column.ROW: self._row}

    def retranslate(self, language: Language) -> None:
        """Write every text."""
        self.language = language
        self.save.say(text("import.save", language))
        self.print.say(text("import.print", language))
        self.table.setAccessibleName(text("import.report", language))
        self.model.set_names({c: text(f"import.column.{c.value}", language) for c in Column})

    def open(self, taken: Taken) -> None:
        """A report of another reading: whoever is bound here stays, unless somebody says no."""
        self.stay = set(taken.later.bound) if taken.later else set()
        self.show_taken(taken)

    def show_taken(self, taken: Taken) -> None:
        """Say what would come of it, or what came of it."""
        language, later = self.language, taken.later
        if taken.is_kept:
            told = text("import.kept", language, count=taken.kept)
        elif later is not None:
            found = later.difference
            told = text("import.difference", language, new=len(found.new), gone=len(found.gone),
                        changed=len(found.changed))  # fmt: skip
        else:
            told = text("import.would_keep", language, count=len(taken.file.voters))
        self.summary.setText(told)
        notes = text("import.notes", language, refused=len(taken.file.refused),
                     doubtful=len(taken.file.doubtful))  # fmt: skip
        stay = f". {text('import.stay_hint', language)}" if later and not taken.is_kept else ""
        self.hint.setText(notes + stay)
        self.model.set_records(_lines(taken)[:_SHOWN])
        self.table.fit_columns()
        key = "to_voters" if taken.is_kept else "confirm" if later else "take_in"
        self.go.say(text(f"import.{key}", language))

    def _toggle(self, at: int) -> None:
        """Leave the row at hand as it stands here, or take the list's."""
        line = self.model.records[at]
        if line.may_stay and line.voter is not None:
            self.stay ^= {line.voter.voter_id}
            self.model.set_records(self.model.records)
            self.table.fit_columns()
            self.table.selectRow(at)

    def _why(self, line: Line) -> str:
        if line.note is not None:
            reason = line.note.reason
            return f"{sentence(reason, self.language)} {text(f'todo.{reason.key}', self.language)}"
        if line.voter is None:
            return ""
        year = f", {line.voter.birth.year}" if line.voter.birth else ""
        names = [text(f"voters.field.{one}", self.language) for one in line.fields]
        changed = f": {', '.join(names)}" if names else ""
        return f"{line.voter.full_name}{year}{changed}"

    def _state(self, line: Line) -> str:
        told = text(f"import.state.{line.state}", self.language)
        if line.may_stay and line.voter is not None and line.voter.voter_id in self.stay:
            return f"{told}: {text('import.stays', self.language)}"
        return told

    @staticmethod
    def _row(line: Line) -> str:
        if line.note is not None:
            return str(line.note.row)
        return str(line.voter.list_number) if line.voter and line.voter.list_number else ""


def _lines(taken: Taken) -> list[Line]:
    """Those to be looked at singly first, then the difference, then the file's notes."""
    later = [] if taken.later is None or taken.is_kept else _difference(taken.later)
    return [*later, *(Line(state, note) for state, note in taken.notes)]


def _difference(later: LaterList) -> list[Line]:
    found = later.difference
    gone = [Line("bound" if v.voter_id in later.bound else "gone", None, v) for v in found.gone]
    gone.sort(key=lambda line: line.state)
    return [*gone, *map(_changed, found.changed), *(Line("new", None, v) for v in found.new)]


def _changed(row: ChangedRow) -> Line:
    told = tuple(name for name in row.fields if name in _TOLD)
    return Line("changed", None, row.before, told)


_TOLD = frozenset({"surname", "given_name", "patronymic", "birth", "iin", "address", "paper_table",
                   "paper_page", "paper_row"})  # fmt: skip
