# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Before the boxes: one grid over all ballots; its bottom row must be 0, or understood."""

from PySide6.QtWidgets import QVBoxLayout

from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.runtime.texts import text
from precinct_app.services.registers.before_boxes import BeforeBoxes, before_boxes, set_count
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.people.agreeing import UNUSED
from precinct_app.ui.protocol.before_grid import BeforeGrid
from precinct_app.ui.protocol.before_words import (
    MEMBER,
    TYPED,
    CardSays,
    card_of,
    failing_cells,
    figures_of,
    heads_of,
    lines_of,
    zeros_of,
)
from precinct_app.ui.protocol.piles import Piles
from precinct_app.ui.widgets.count_edit import CountEdit
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row, set_property, set_role
from precinct_app.ui.widgets.labels import frame as plain_frame

_SIGNS = {
    "residual": ("wrong", "red"), "mismatch": ("wrong", "red"), "waiting": ("pen", "act"),
    "open_list": ("lock", "ink2"), "ready": ("good", "green"), "cancelled": ("tick", "green"),
}  # fmt: skip
_FAILING = frozenset({"residual", "mismatch"})


class BeforeBoxesPage(Page):
    """Received, issued, signatures, unused, lost: a column a ballot."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.found: BeforeBoxes | None = None
        self.says = CardSays("waiting", "", "")
        self.piles = Piles()
        self._build()

    def _build(self) -> None:
        layout = self.stack = QVBoxLayout(self)
        layout.setSpacing(8)
        self.grid = BeforeGrid()
        self.grid.cell_left.connect(self._keep)
        self.grid.key_pressed.connect(self._key)
        layout.addWidget(self.grid, 1)
        card = self.card = plain_frame("finding")
        self.sign = Icon("pen", "act", 22)
        self.first, self.then = label("", "row", wrap=True), label("", "", wrap=True)
        self.act, self.cancel = KeyButton("", "F8"), KeyButton("", "F9")
        self.act.clicked.connect(self._to_acts)
        self.cancel.clicked.connect(self._ask_cancel)
        inside = row(self.sign, column(self.first, self.then, spacing=2), spacing=16)
        inside.setStretch(1, 1)
        inside.addWidget(self.act)
        inside.addWidget(self.cancel)
        inside.setContentsMargins(20, 8, 16, 8)
        card.setLayout(inside)
        layout.addWidget(card)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "key.next"), ("→", "before.key_ballot"), ("+", "key.piles"),
                ("/", "key.finding"), ("F8", "before.key_acts"), ("F9", "before.key_cancel"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    def open(self, place: Place) -> None:
        """Ask for everything that must agree."""
        super().open(place)
        self.ask(_look, self._show)

    def relook(self) -> None:
        """At large type the card is one line."""
        wide = self.look.is_large
        self.stack.setContentsMargins(*(12, 6, 12, 6) if wide else (24, 12, 24, 12))
        self.then.setVisible(not wide)
        set_role(self.first, "strong" if wide else "row")
        self.grid.fit()

    def take_focus(self) -> None:
        """The first cell to be typed in, or the way on."""
        if self.found is None:
            return
        typed = [c for c in self.grid.cells() if not c.isReadOnly()]
        empty = next((c for c in typed if c.figure() is None and c.isEnabled()), None)
        if self.says.state in {"ready", "cancelled"}:
            self.cancel.setFocus()
        elif self.says.cell or empty:
            self.grid.focus(self.says.cell or (empty.cell if empty else ""))
        elif typed:
            self.grid.focus(typed[0].cell)

    def retranslate(self) -> None:
        """Write every text again."""
        second = text("before.title", self.other_language)
        self.grid.show_title(self.say("before.title"), second)
        self.act.say(self.say("before.act"))
        found, session = self.found, self.frame.session
        if found is None or session is None:
            return
        names = {m.member_id: m.short_name for m in session.members()}
        self.grid.show_lines(
            lines_of(found, names, self.language, self.other_language),
            heads_of(found, self.language),
        )
        self.grid.show_figures(figures_of(found))
        self.grid.mark(failing_cells(found))
        self._show_zeros(found)
        at = session.local_time(found.cancelled)[:5] if found.cancelled else ""
        self._show_card(card_of(found, names, self.language, at))

    def function_key(self, number: int) -> bool:
        """F8 acts, F9 the unused are cancelled."""
        actions = {8: self._to_acts, 9: self._keep_and_cancel}
        if number in actions:
            actions[number]()
        return number in actions

    def escape(self) -> bool:
        """First the piles."""
        if self.piles.is_open:
            self.piles.close()
            self.retranslate()
            return True
        return False

    # --- showing -----------------------------------------------------------------------------------

    def _show(self, found: BeforeBoxes) -> None:
        first_time, self.found = self.found is None, found
        self.retranslate()
        focused = self.window().focusWidget()
        if self.isVisible() and (first_time or focused is None or not self.isAncestorOf(focused)):
            self.take_focus()

    def _show_zeros(self, found: BeforeBoxes) -> None:
        key = "before.must_be_zero"
        second = text(key, self.other_language)
        self.grid.show_zeros(self.say(key), second, zeros_of(found, self.language))

    def _show_card(self, says: CardSays) -> None:
        self.says = says
        failing, ready = says.state in _FAILING, says.state == "ready"
        set_property(self.card, "good", None if failing else "true")
        self.sign.show_icon(*_SIGNS[says.state])
        self.first.setText(says.says)
        self.then.setText(says.then)
        self.card.setAccessibleName(f"{says.says} {says.then}")
        self.act.setVisible(failing)
        done = says.state == "cancelled"
        self.cancel.set_main(main=ready or done)
        self.cancel.set_key("Enter" if ready or done else "F9")
        self.cancel.say(self.say("before.go_on" if done else "before.cancel"))
        closed = says.then if says.state == "open_list" else ""
        waiting = self.say("before.not_counted") if self._is_waiting() else ""
        self.cancel.close_because(closed or waiting)
        self.cancel.setVisible(done or not (self._is_cancelled() or (waiting and failing)))

    def _is_cancelled(self) -> bool:
        return self.found is not None and self.found.cancelled is not None

    def _is_waiting(self) -> bool:
        columns = self.found.columns if self.found else ()
        return any(one.account.unused is None for one in columns)

    # --- typing ------------------------------------------------------------------------------------

    def _key(self, cell: str, command: str) -> None:
        if command == "piles":
            self._add_pile(cell)
            return
        self._close_piles(cell)
        if command == "finding" and self.says.cell:
            self.grid.focus(self.says.cell)
        elif command in {"next", "down", "up", "left", "right"}:
            self._go(cell, command)

    def _go(self, cell: str, command: str) -> None:
        """Down a column, then the next ballot's; the way on after the last cell."""
        rows, columns = self.grid.typed_rows(), len(self.found.columns if self.found else ())
        name, _, place = cell.rpartition("/")
        at, column_at = rows.index(name), int(place)
        step = {"next": 1, "down": 1, "up": -1}.get(command, 0)
        at += step
        column_at += {"right": 1, "left": -1}.get(command, 0)
        if at >= len(rows):
            at, column_at = 0, column_at + 1
        if column_at >= columns and command == "next":
            (self.cancel if self.cancel.isVisible() else self.act).setFocus()
        elif at >= 0 and 0 <= column_at < columns:
            self.grid.focus(f"{rows[at]}/{column_at}")

    def _add_pile(self, cell: str) -> None:
        edit = self.grid.cell(cell)
        if edit is not None and self.piles.add(cell, edit.figure()):
            edit.clear_for_pile()
            word, total, _ = self.piles.boxes()[cell]
            self.first.setText(f"{word} {total}")
            self.then.setText(self.say("before.piles"))

    def _close_piles(self, cell: str) -> None:
        edit = self.grid.cell(cell)
        total = self.piles.total(cell, edit.figure()) if edit is not None else None
        if edit is not None and total is not None:
            edit.setText(str(total))

    def _keep(self, cell: str) -> None:
        """A cell is left, by whatever key: piles that are open in it are added up."""
        found, edit = self.found, self.grid.cell(cell)
        figure = edit.figure() if edit is not None else None
        if edit is not None and (total := self.piles.total(cell, figure)) is not None:
            edit.show_figure(total)
            figure = total
        if found is None or not isinstance(figure, int):
            self.retranslate()
            return
        counted, reason = self._movement(found, cell, figure), self.say("before.again")

        def keep(session: Session) -> tuple[BeforeBoxes, str]:
            set_count(session.workspace, session.actor, counted, reason)
            return _look(session), session.local_time(session.workspace.clock.now())

        self.ask(keep, self._kept)

    def _kept(self, outcome: tuple[BeforeBoxes, str]) -> None:
        found, moment = outcome
        self.frame.show_saved(moment)
        self._show(found)
        if found.cancelled is not None:
            self.frame.refresh()

    def _movement(self, found: BeforeBoxes, cell: str, count: int) -> BallotMovement:
        name, _, place = cell.rpartition("/")
        ballot_id = found.columns[int(place)].ballot.ballot_id
        if name.startswith(MEMBER):
            return BallotMovement(Movement.RETURNED, ballot_id, count, name.removeprefix(MEMBER))
        return BallotMovement(TYPED[name], ballot_id, count)

    # --- the way on --------------------------------------------------------------------------------

    def _to_acts(self) -> None:
        self.frame.go(Place("acts"))

    def _keep_and_cancel(self) -> None:
        """Out of the cell one is in: what is typed there is kept and counts."""
        focused = self.window().focusWidget()
        if isinstance(focused, CountEdit):
            focused.clearFocus()
            self.ask(_look, self._looked_again)
        else:
            self._ask_or_tell()

    def _looked_again(self, found: BeforeBoxes) -> None:
        self._show(found)
        self._ask_or_tell()

    def _ask_or_tell(self) -> None:
        if self.cancel.reason:
            self.frame.tell(self.cancel.reason)
        else:
            self._ask_cancel()

    def _ask_cancel(self) -> None:
        if self.says.state == "cancelled":
            self.frame.home()
        elif self.cancel.is_open and self.cancel.isVisible():
            failing = self.says.state in _FAILING
            question = f"{self.says.says}. " if failing else ""
            self.frame.confirm(
                question + self.say("before.cancel_sure"),
                self.say("before.cancel"),
                self._by_two,
            )

    def _by_two(self) -> None:
        self.frame.go(Place("second", "", UNUSED))


def _look(session: Session) -> BeforeBoxes:
    return before_boxes(session.workspace, session.actor)
