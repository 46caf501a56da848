# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Typing a ballot's sheet: rows at the left, one card at the right, every cell kept as it is left."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from precinct_app.domain.protocol.check import CheckReport, Finding
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.protocol.ballot_flow import ballot_flow
from precinct_app.ui.protocol.ballot_words import ballot_band
from precinct_app.ui.protocol.finding_words import boxes_of, card_words, marked_cells, next_suspect
from precinct_app.ui.protocol.opened_sheet import (
    CheckedSheet,
    OpenedSheet,
    check_entry,
    open_sheet,
)
from precinct_app.ui.protocol.piles import Piles
from precinct_app.ui.protocol.sheet_blocks import passed_over
from precinct_app.ui.protocol.sheet_view import SheetView
from precinct_app.ui.widgets.key_button import KeyButton

DISPUTED = "disputed_decided"
"""The line that the register of disputed ballots gives."""


class SheetPage(Page):
    """First or second entry of one ballot."""

    names_typist = True

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.sheet: OpenedSheet | None = None
        self.checked = CheckedSheet(CheckReport(), (), {})
        self.figures: dict[str, Figure] = {}
        self.asked = 0
        """How often the figures were to be checked."""
        self.turned = 0
        """Which finding the card shows."""
        self.piles, self._pausing = Piles(), False
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.view = SheetView()
        outer.addWidget(self.view)
        self.paper, self.side, self.flow = self.view.paper, self.view.side, self.view.flow

    def _connect(self) -> None:
        rows = self.paper.rows
        rows.cell_left.connect(self._keep)
        rows.cell_entered.connect(self._entered)
        rows.key_pressed.connect(self._key)
        self.paper.block_asked.connect(self._show_block)
        self.side.go_asked.connect(self._turn)
        self.side.passed_asked.connect(self._toggle_passed)
        self.side.finish_asked.connect(self._finish)
        self.side.disputed_asked.connect(self._to_disputed)
        self.view.foot.go_asked.connect(self._turn)
        self.view.low_finish.clicked.connect(self._finish)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        if self.view.shows_flow:
            return [("F9", "key.to_sheet"), ("F2", "key.language"), ("F4", "key.later")]
        return [("Enter", "key.next"), ("+", "key.piles"), ("–", "key.na"), ("*", "key.zeros"),
                ("/", "key.finding"),
                ("F10", "key.disputed") if self.view.is_wide else ("F2", "key.language"),
                ("F4", "key.later"), ("F9", "key.flow")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """Open an entry where it was left."""
        super().open(place)
        self.view.show_flow_view(shown=False)
        self.ask(lambda session: open_sheet(session, place), self._show_sheet)

    def retranslate(self) -> None:
        """Write every text again."""
        sheet = self.sheet
        if sheet is None:
            return
        self._show_band(sheet)
        self.paper.set_language(self.language, self._now())
        self._show_checked(self.checked)

    def relook(self) -> None:
        """From 150 % the card is one line at the foot."""
        self.view.relook()
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows fit to another height."""
        super().resizeEvent(event)
        if self.sheet is not None:
            self.paper.set_language(self.language, self._now())

    def take_focus(self) -> None:
        """The first empty cell on the way, else the way on."""
        if self.sheet is not None and self.sheet.way:
            self.focus(self._where(self.sheet, self._now()))

    def _where(self, sheet: OpenedSheet, figures: Mapping[str, Figure]) -> str:
        """The cell that the place names, else the first empty one, else the last."""
        if self.place.spot in sheet.way:
            return self.place.spot
        return sheet.first_empty(figures) or "".join(sheet.way[-1:])

    def focus(self, cell: str) -> None:
        """Go to a cell, in whichever block it is."""
        if self.sheet is None:
            return
        self.view.show_flow_view(shown=False)
        block = self.sheet.block_of(cell)
        if block != self.paper.block:
            self._show_block(block, focus=False)
        self.paper.rows.focus(cell)

    def _show_sheet(self, sheet: OpenedSheet | None) -> None:
        if sheet is None:
            self.frame.ask_who(self.place)
            return
        self.sheet, self.figures, self.turned = sheet, dict(sheet.view.figures), 0
        self.piles = Piles(kept=dict(sheet.view.parts))
        self.side.fold()
        self.checked = CheckedSheet(CheckReport(), (), dict(sheet.view.figures))
        self._show_band(sheet)
        block = sheet.block_of(self._where(sheet, self.figures))
        self.paper.show_block(sheet, block, self.figures, self.language)
        self._check()
        if self.isVisible():
            self.take_focus()

    def _show_band(self, sheet: OpenedSheet) -> None:
        session, view = self.frame.session, sheet.view
        if session is not None:
            step = f"sheet.{view.kind}"
            self.view.band.show_words(
                ballot_band(session, view.ballot, step, sheet.typist, self.language)
            )
        decided = view.figures.get(DISPUTED) if DISPUTED in view.fixed else None
        self.side.show_disputed(self.language, decided if isinstance(decided, int) else 0)

    def _show_block(self, block: int, *, focus: bool = True) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        self.leave()
        self.paper.show_block(sheet, block, {**self.checked.figures, **self.figures}, self.language)
        self._show_checked(self.checked)
        here = [c for c in sheet.way if sheet.block_of(c) == block]
        if focus and here:
            self.paper.rows.focus(next((c for c in here if c not in self.figures), here[0]))

    def _show_checked(self, checked: CheckedSheet) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        self.checked = checked
        words = card_words(
            checked.report, self.turned, checked.slips, sheet.naming, self.language, self._at_hand()
        )
        bad, now = self.finding() is not None, self._now()
        self.view.show_card(words, len(checked.report.passed), self.language, bad=bad)
        self.view.show_finish(self.language, sum(c not in now for c in sheet.way), bad=bad)
        self.paper.rows.show_given({**checked.figures, **sheet.view.figures})
        self._mark(self.finding())
        self.paper.show_sums(now)
        if self.view.shows_flow:
            self._show_flow()

    def _mark(self, finding: Finding | None) -> None:
        sheet, slips = self.sheet, self.checked.slips
        if sheet is None:
            return
        failing = marked_cells(finding, slips) if finding else frozenset()
        cells = frozenset(finding.cells) if finding else frozenset()
        boxes = boxes_of(finding, slips, self.language) if finding else {}
        now = self._now()
        here = {cell for cell in now if sheet.block_of(cell) == self.paper.block}
        passed = passed_over(sheet.way, now) if here else set()
        self.paper.rows.mark(failing, frozenset(passed))
        self.paper.rows.tie(cells, {**boxes, **self.piles.boxes()})

    def finding(self) -> Finding | None:
        """The finding that the card shows."""
        found = self.checked.report.findings
        return found[self.turned % len(found)] if found else None

    def _now(self) -> dict[str, Figure]:
        """What is typed, in this block and in the others."""
        here = {c: f for c, f in self.figures.items() if c not in self.paper.rows.rows}
        return {**here, **self.paper.rows.figures()}

    # --- keys --------------------------------------------------------------------------------------

    def function_key(self, number: int) -> bool:
        """F6 what agrees, F9 the flow picture, F10 disputed ballots."""
        actions = {6: self._toggle_passed, 9: self._toggle_flow, 10: self._to_disputed}
        if number in actions:
            actions[number]()
        return number in actions

    def escape(self) -> bool:
        """First the picture closes, then the piles."""
        if self.view.shows_flow:
            self._toggle_flow()
            return True
        if self.piles.is_open:
            self._drop_piles()
            self._mark(self.finding())
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Outside a cell, the slash still leads to the finding that is shown."""
        if event.key() == Qt.Key.Key_Slash:
            self._turn()
        elif event.key() == Qt.Key.Key_Up and self.sheet is not None and self.sheet.way:
            self.focus(self.sheet.way[-1])
        else:
            super().keyPressEvent(event)

    def pause(self) -> None:
        """Keep the cell one is in as it is: an open strip of piles stays open."""
        self._pausing = True
        self.leave()
        self._pausing = False

    def leave(self) -> None:
        """Keep the cell one is in."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def _key(self, cell: str, command: str) -> None:
        if command == "next":
            self._close_piles(cell)
            self._next(cell)
        elif command in {"down", "up"}:
            self._close_piles(cell)
            self._beside(cell, 1 if command == "down" else -1)
        elif command == "piles":
            self._add_pile(cell)
        elif command == "na":
            self._not_applicable(cell)
        elif command == "zeros":
            self._fill_zeros()
        else:
            self._turn()

    def _next(self, cell: str) -> None:
        """The next cell on the way; at its end the first that is still empty, or the way on."""
        sheet = self.sheet
        if sheet is None:
            return
        self._go_on(sheet.after(cell, self._now()))

    def finish_button(self) -> KeyButton:
        """The way on, where it is in this layout."""
        return self.view.finish_button

    def _beside(self, cell: str, by: int) -> None:
        """Down and up as the rows stand, whichever way one types."""
        if self.sheet is not None and (cell := self.sheet.beside(cell, by)):
            self.focus(cell)

    def _turn(self) -> None:
        """To a suspect of the shown finding, then to the next one; where all agrees, to what is left."""
        sheet, found = self.sheet, self.checked.report.findings
        if sheet is None:
            return
        if not found:
            self._go_on(sheet.first_empty(self._now()))
            return
        self.turned, cell = next_suspect(found, self.turned, self.checked.slips, self._at_hand())
        if cell in sheet.way:
            self.focus(cell)
        self._show_checked(self.checked)

    def _at_hand(self) -> str:
        return str(getattr(self.window().focusWidget(), "cell", ""))

    def _go_on(self, cell: str) -> None:
        """To a cell; where none is left, to the way on."""
        if cell:
            self.focus(cell)
        else:
            self._show_checked(self.checked)
            self.finish_button().setFocus()

    def _toggle_passed(self) -> None:
        if self.sheet is not None:
            self.side.toggle_passed(self.checked.report, self.sheet.naming, self.language)

    def _toggle_flow(self) -> None:
        opened = not self.view.shows_flow
        self.leave()
        self.view.show_flow_view(shown=opened)
        self._show_checked(self.checked)
        if opened:
            self.setFocus()
        else:
            self.take_focus()
        self.frame.show_keys()

    def _to_disputed(self) -> None:
        self.frame.go(Place("disputed", self.place.subject))

    def _show_flow(self) -> None:
        if self.sheet is not None:
            figures = {**self.checked.figures, **self._now()}
            self.flow.show_flow(ballot_flow(self.sheet.naming, figures, self.language))

    # --- piles, zeros, not applicable --------------------------------------------------------------

    def _add_pile(self, cell: str) -> None:
        edit = self.paper.rows.rows[cell].edit
        if self.piles.add(cell, edit.figure()):
            edit.clear_for_pile()
            self._put(cell, self.piles.so_far(cell, None))
        self._mark(self.finding())

    def _close_piles(self, cell: str) -> None:
        edit = self.paper.rows.rows[cell].edit
        total = self.piles.total(cell, edit.figure())
        if total is not None:
            edit.setText(str(total))

    def _drop_piles(self) -> None:
        """The strip is put away: the cell holds what stands in it."""
        cell = self.piles.cell
        self.piles.drop()
        if cell in self.paper.rows.rows:
            self._put(cell, self.paper.rows.rows[cell].edit.figure())

    def _not_applicable(self, cell: str) -> None:
        line = self.paper.rows.rows[cell]
        if line.spec.may_be_na:
            line.edit.show_figure(NA)
            self._store(cell, NA)
            self._next(cell)

    def _fill_zeros(self) -> None:
        """Zeros on purpose, into the empty cells of the block one sees."""
        for cell, line in self.paper.rows.rows.items():
            if not line.edit.isReadOnly() and line.edit.figure() is None:
                line.edit.show_figure(0)
                self._store(cell, 0)

    # --- services ----------------------------------------------------------------------------------

    def _entered(self, cell: str) -> None:
        if self.piles.cell != cell:
            self.piles.close()
        self.frame.at_spot(cell)
        if self.checked.report.findings:
            self._show_checked(self.checked)

    def _keep(self, cell: str) -> None:
        """A cell is left, by whatever key: piles that are open in it are added up."""
        edit = self.paper.rows.rows[cell].edit
        if self._pausing and (so_far := self.piles.so_far(cell, edit.figure())) is not None:
            self._store(cell, so_far)
            return
        if (total := self.piles.total(cell, edit.figure())) is not None:
            edit.show_figure(total)
        self._store(cell, edit.figure())

    def _store(self, cell: str, figure: Figure | None) -> None:
        self._put(cell, figure)
        self._check()

    def _put(self, cell: str, figure: Figure | None) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        if figure is None:
            self.figures.pop(cell, None)
        else:
            self.figures[cell] = figure
        parts = self.piles.of(cell, figure)
        self.ask(
            lambda session: session.put(sheet.view, cell, figure, parts), self.frame.show_saved
        )

    def _check(self) -> None:
        """What was asked before and has not begun is passed over: only the latest figures count."""
        sheet, figures = self.sheet, {**self.figures}
        self.asked += 1
        number = self.asked

        def check(session: Session) -> CheckedSheet | None:
            latest = sheet is not None and number == self.asked
            return check_entry(session, sheet, figures) if sheet and latest else None

        self.ask(check, self._take_checked)

    def _take_checked(self, checked: CheckedSheet | None) -> None:
        if checked is None:
            return
        former = self.finding()
        codes = [finding.code for finding in checked.report.findings]
        self.turned = codes.index(former.code) if former and former.code in codes else 0
        self._show_checked(checked)

    def _finish(self) -> None:
        self.leave()
        sheet = self.sheet
        if sheet is not None:
            self.ask(lambda session: session.finish(sheet.view), lambda _: self.frame.home())
