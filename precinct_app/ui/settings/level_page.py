# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How much is kept in the program: the level of use, registers on paper, rows typed from paper."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.kept import Kept, RegisterChoice
from precinct_app.domain.registers.paper_rows import PaperRows
from precinct_app.services.registers import levels, night
from precinct_app.services.registers.paper_rows import paper_rows, set_paper_rows
from precinct_app.ui.desk import Session
from precinct_app.ui.polling.deed import Deed, Work
from precinct_app.ui.polling.register_page import RegisterPage
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field
from precinct_app.ui.widgets.labels import label
from precinct_app.ui.widgets.tick_list import TickList

_LEADERS = {Role.CHAIR, Role.SECRETARY}


class Column(StrEnum):
    """What is told of a register."""

    NAME = "name"
    STATE = "state"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Line:
    """A register, and the entry that puts it on paper."""

    kept: Kept
    choice: Entry[RegisterChoice] | None


@dataclass(frozen=True, slots=True)
class Use:
    """How the program is used here."""

    level: Level
    lines: tuple[Line, ...]
    rows: PaperRows
    closed: bool
    """The list is closed: nothing comes back from paper any more."""


class LevelPage(RegisterPage[Use, Line]):
    """What each level means is said before it is chosen."""

    area = "level"
    undoes = False

    def make_deeds(self) -> Sequence[Deed]:
        """Another level; a register to paper and back; how many rows are typed from paper."""
        self.issued = TickList()
        return [
            Deed("level", {"level": Choice(wide=True)}, self._set_level, timed=False),
            Deed("paper", {"register": Choice(wide=True), "reason": QLineEdit()},
                 partial(self._choose, levels.keep_on_paper)),
            Deed("here", {"register": Choice(wide=True), "reason": QLineEdit()},
                 partial(self._choose, levels.keep_here)),
            Deed("rows", {"boxes": count_field(), "issued": self.issued}, self._set_rows, timed=False),
        ]  # fmt: skip

    def cells(self) -> Mapping[Column, Callable[[Line], str]]:  # type: ignore[override]
        """The register, where it is kept, since when."""
        return {Column.NAME: self._name, Column.STATE: self._state, Column.SINCE: self._since}

    def above(self) -> QWidget:
        """The level at hand, in plain words."""
        card = QFrame()
        card.setObjectName("card")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(20, 12, 20, 12)
        stack.setSpacing(4)
        self.now, self.means = label("", "row", wrap=True), label("", "", wrap=True)
        self.until = label("", "second", wrap=True)
        for part in (self.now, self.means, self.until):
            stack.addWidget(part)
        return card

    def connect_forms(self) -> None:
        """What a level means stands over its choice."""
        self.form("level").choice("level").currentIndexChanged.connect(self._show_meaning)

    def load(self, session: Session) -> Use:
        """Level, registers, rows."""
        workspace = session.workspace
        choices = levels.standing_on_paper(workspace, session.actor)
        on_paper = {entry.content.register: entry for entry in choices}
        with workspace.store.begin() as work:
            rows, closed = paper_rows(work), night.night(work).list_is_closed
        lines = tuple(Line(kept, on_paper.get(kept)) for kept in Kept)
        return Use(workspace.info.level, lines, rows, closed)

    def records(self, data: Use) -> Sequence[Line]:
        """The registers that feed the sheets."""
        return data.lines

    def offered(self, data: Use) -> Collection[str]:
        """With the list closed, registers only go to paper."""
        found = {"rows", *(() if data.level is Level.COUNT_ONLY else ("paper",))}
        if not data.closed:
            found.add("level")
            found |= {"here"} if any(line.choice for line in data.lines) else set()
        return found

    def fill(self, data: Use) -> None:
        """Levels, registers, leaders who may have issued."""
        session = self.frame.session
        if session is None:
            return
        chosen = self.form("level").choice("level")
        fresh = not chosen.count()
        chosen.show_choices([(one.value, self.say(f"setup.level.{one.value}")) for one in Level])
        if fresh:
            chosen.choose(data.level.value)
        self._choices(data)
        leaders = [m for m in session.members() if m.role in _LEADERS]
        self.issued.show_rows([(m.member_id, m.short_name) for m in leaders], taken=False)
        self.issued.take(data.rows.issuers)
        self.form("rows").put("boxes", str(data.rows.boxes))
        for name in ("paper", "here", "rows"):
            self.form(name).say_hint(self.own(f"hint.{name}"))
        self.now.setText(self.say(f"setup.level.{data.level.value}"))
        self.means.setText(self.own(f"means.{data.level.value}"))
        self.until.setText(self.own("closed" if data.closed else "until"))
        self._show_meaning()

    # --- words -------------------------------------------------------------------------------------

    def _choices(self, data: Use) -> None:
        """Registers that are here may go to paper, those on paper come back."""
        for name, on_paper in (("paper", False), ("here", True)):
            told = [(line.kept.value, self.say(f"register_kept.{line.kept.value}"))
                    for line in data.lines if (line.choice is not None) is on_paper]  # fmt: skip
            self.form(name).choice("register").show_choices(told)

    def _show_meaning(self) -> None:
        """Of the level at hand it stands in the card already."""
        chosen = self.form("level").value("level")
        other = self.data is not None and chosen != self.data.level.value
        self.form("level").say_hint(self.own(f"means.{chosen}") if chosen and other else "")

    def _name(self, line: Line) -> str:
        return self.say(f"register_kept.{line.kept.value}")

    def _state(self, line: Line) -> str:
        if self.data is not None and self.data.level is Level.COUNT_ONLY:
            return self.own("on_paper")
        if line.choice is None:
            return self.own("here")
        return f"{self.own('on_paper')}: {line.choice.content.reason}"

    def _since(self, line: Line) -> str:
        session = self.frame.session
        if line.choice is None or session is None:
            return ""
        return f"{session.local(line.choice.happened):%d.%m %H:%M}"

    # --- services ----------------------------------------------------------------------------------

    def _set_level(self, form: FieldForm) -> Work:
        level = Level(form.value("level"))

        def choose(session: Session) -> object:
            session.workspace = levels.set_level(session.workspace, session.actor, level)
            return level

        return choose

    def _choose(self, keep: Callable[..., object], form: FieldForm) -> Work | None:
        """Nothing where no register is left to choose."""
        register, reason, when = form.value("register"), form.value("reason"), self.when(form)
        if not register:
            return None
        return lambda s: keep(s.workspace, s.actor, Kept(register), reason, when(s))

    def _set_rows(self, form: FieldForm) -> Work:
        boxes, issuers = form.number("boxes"), self.issued.value()
        return lambda s: set_paper_rows(s.workspace, s.actor, boxes, issuers)

    def kept(self) -> None:
        """The day has other steps at another level."""
        self.frame.refresh()
