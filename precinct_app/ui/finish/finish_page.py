# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The finish: six rungs with one button each and one way around it, and the control number."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from precinct_app.domain.finish import Row, State
from precinct_app.domain.registers.people import Recipient
from precinct_app.domain.registers.signing import Obstacle, Original
from precinct_app.services.obstacles import go_without, there_again
from precinct_app.services.registers.people import give_copy
from precinct_app.ui.background import Job
from precinct_app.ui.desk import Session
from precinct_app.ui.digits import digit_of
from precinct_app.ui.finish.control_card import ControlCard
from precinct_app.ui.finish.finish_words import (
    CANNOT,
    FinishOfDay,
    finish_of_day,
    headline,
    numbers_of,
    rungs_of,
    side_of,
)
from precinct_app.ui.finish.originals import COPYING, ORIGINALS, record_original
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.printing import SCALE, choose_printer, print_pages
from precinct_app.ui.protocol.pdf_pages import page_images
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.keycap import Keycap
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label, row, set_role
from precinct_app.ui.widgets.progress_row import LONG, ProgressRow
from precinct_app.ui.widgets.rung_row import RungRow

_PAGES = {Row.ACTS: "acts", Row.SIGNATURES: "signing", Row.COPIES: "copies", Row.STICK: "handover"}


class FinishPage(Page):
    """Nothing is hidden that is not reached yet; no button does everything at once."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.day: FinishOfDay | None = None
        self.number_alone = False
        self._build()

    def _build(self) -> None:
        layout = self.stack = QVBoxLayout(self)
        layout.setSpacing(12)
        self.title = label("", "headline", wrap=True)
        layout.addWidget(self.title)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        self.sheet = plain_frame("sheet")
        rows = QVBoxLayout(self.sheet)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        self.rows = {one: RungRow() for one in Row}
        for one, rung in self.rows.items():
            rung.done.connect(partial(self._do, one))
            rung.cannot.connect(partial(self._cannot, one))
            rung.is_last = one is Row.STICK
            rows.addWidget(rung, 1)
        columns.addWidget(self.sheet, 67)
        self.side = QWidget()
        self.side.setObjectName("ground")
        beside = QVBoxLayout(self.side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(16)
        self.card = ControlCard()
        beside.addWidget(self.card)
        self.on_screen, self.final, self.acts = (label("", wrap=True) for _ in range(3))
        self.final_sign = Icon("tick", "green", 20)
        for sign, told, *rest in (
            (self.final_sign, self.final), (Icon("document", "ink2", 20), self.acts),
            (Icon("eye", "ink2", 20), self.on_screen, Keycap("F11")),
        ):  # fmt: skip
            line = row(sign, told, *rest, spacing=12)
            line.setStretch(1, 1)
            beside.addLayout(line)
        beside.addStretch(1)
        columns.addWidget(self.side, 33)
        layout.addLayout(columns, 1)
        self.progress = ProgressRow(after=LONG)
        layout.addWidget(self.progress)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("1–6", "finish.key_rung"), ("Enter", "finish.key_next"), ("→", "finish.key_number"),
                ("F9", "finish.key_alone"), ("F11", "finish.key_screen"), ("F2", "key.language"),
                ("F4", "key.later")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """See how far everything is."""
        super().open(place)
        self.ask(finish_of_day, self._show)

    def relook(self) -> None:
        """At large type either the rungs or the number."""
        wide = self.look.is_large
        self.stack.setContentsMargins(*(12, 6, 12, 6) if wide else (24, 16, 24, 12))
        set_role(self.title, "title" if wide else "headline")
        self.side.setVisible(not wide or self.number_alone)
        self.sheet.setVisible(not wide or not self.number_alone)

    def take_focus(self) -> None:
        """The button of the next rung."""
        following = self.day.next if self.day else None
        rung = self.rows[following or Row.ACTS]
        (rung.do if rung.do.isVisibleTo(self) else self.rows[Row.STICK].do).setFocus()

    def retranslate(self) -> None:
        """Write every text again."""
        session, day = self.frame.session, self.day
        self.on_screen.setText(self.say("finish.on_screen"))
        if session is None or day is None:
            return
        self.title.setText(headline(day, self.language))
        for rung, told in zip(
            self.rows.values(), rungs_of(session, day, self.language), strict=True
        ):
            rung.show_rung(told)
        whole, final, acts = side_of(day, self.language)
        self.final_sign.show_icon(*(("tick", "green") if whole else ("ring", "edge")))
        self.final.setText(final)
        self.acts.setText(acts)
        self.card.show_numbers(self.say("finish.control"), numbers_of(session, day, self.language))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 6 open a rung; the arrow turns to the next ballot's number."""
        digit = digit_of(event)
        if digit and 1 <= int(digit) <= len(Row):
            self._do(list(Row)[int(digit) - 1])
        elif event.key() == Qt.Key.Key_Right:
            self.card.turn()
        else:
            super().keyPressEvent(event)

    def function_key(self, number: int) -> bool:
        """F9 the control number alone."""
        if number != 9:  # noqa: PLR2004
            return False
        self.number_alone = not self.number_alone
        self.relook()
        self.take_focus()
        return True

    def _show(self, day: FinishOfDay) -> None:
        self.day = day
        self.retranslate()
        focused = self.window().focusWidget()
        if self.isVisible() and (focused is None or not focused.isVisible()
                                 or not self.isAncestorOf(focused)
                                 or focused is not self._next_button()):  # fmt: skip
            self.take_focus()

    def _next_button(self) -> QWidget | None:
        following = self.day.next if self.day else None
        return self.rows[following].do if following else None

    # --- what one does -----------------------------------------------------------------------------

    def _do(self, rung: Row) -> None:
        """One button a rung: on its page, or here."""
        day = self.day
        if day is None:
            return
        state = day.state(rung)
        if state is State.BLOCKED:
            self.frame.tell(self.say("finish.before_it", rung=self.say(f"finish.row_{rung.value}")))
        elif state is State.WITHOUT and CANNOT.get(rung) in day.without:
            self._again(CANNOT[rung])
        elif rung is Row.ACTS and state is State.OPEN:
            self._to_what_waits(day)
        elif rung in _PAGES:
            self.frame.go(Place(_PAGES[rung]))
        elif state is State.DONE:
            self.frame.go(Place("preview", day.ballots[self.card.at].ballot_id))
        elif rung is Row.PAPER:
            self._copy_by_hand() if Obstacle.NO_PRINTER in day.without else self._print()
        else:
            self._posted()

    def _to_what_waits(self, day: FinishOfDay) -> None:
        """Acts where one is asked for, else the checks of the first ballot that waits."""
        first = next(b for b in day.ballots if b.ballot_id in day.open_ballots(Row.ACTS))
        keys = {reason.key for reason in first.way.rows[0].reasons}
        if any(key.startswith("sign.act") for key in keys):
            self.frame.go(Place("acts"))
        elif keys & {"freeze.not_entered_twice", "freeze.night"}:
            self.frame.home()
        else:
            self.frame.go(Place("checks", first.ballot_id))

    def _cannot(self, rung: Row) -> None:
        """The other way opens the next rung, after a question."""
        obstacle = CANNOT[rung]
        question = self.say(f"finish.sure_{rung.value}")
        yes = self.say(f"finish.cannot_{rung.value}")

        def without(session: Session) -> None:
            go_without(session.workspace, session.actor, obstacle)

        self.frame.confirm(question, yes, partial(self._then, without))

    def _again(self, obstacle: Obstacle) -> None:
        reason = self.say("finish.found_reason")

        def again(session: Session) -> None:
            there_again(session.workspace, session.actor, obstacle, reason)

        self._then(again)

    def _then(self, work: Callable[[Session], object]) -> None:
        """Do a piece of work, then look again."""

        def do(session: Session) -> tuple[FinishOfDay, str]:
            work(session)
            return finish_of_day(session), session.local_time(session.workspace.clock.now())

        self.ask(do, self._kept)

    def _kept(self, outcome: tuple[FinishOfDay, str]) -> None:
        day, moment = outcome
        self.frame.show_saved(moment)
        self._show(day)
        self.frame.refresh()

    # --- paper -------------------------------------------------------------------------------------

    def _print(self) -> None:
        """All signed protocols that are not on paper yet, then the question whether they are signed."""
        ballots = self.day.open_ballots(Row.PAPER) if self.day else []
        printer = choose_printer(self, self.say("finish.row_paper"))
        if printer is None:
            return

        def pages(session: Session, job: Job) -> list[QImage]:
            images: list[QImage] = []
            for done, ballot_id in enumerate(ballots):
                job.pulse(done / len(ballots))
                images += page_images(session.paper(ballot_id)[0], SCALE)
            return images

        def printed(images: list[QImage]) -> None:
            if not print_pages(printer, images * ORIGINALS):
                self.frame.tell(self.say("print.refused"))
                return
            self._ask_signed(ballots)

        self.ask_long(pages, printed, self.progress, self.say("preview.loading"))

    def _copy_by_hand(self) -> None:
        """The copying sheet of the first ballot that is not on paper yet."""
        ballots = self.day.open_ballots(Row.PAPER) if self.day else []
        self.frame.go(Place("preview", ballots[0], COPYING))

    def _ask_signed(self, ballots: list[str]) -> None:
        def made(session: Session) -> None:
            for ballot_id in ballots:
                record_original(session, ballot_id, Original.PRINTED)

        question = self.say("finish.signed_in_ink", count=len(ballots), originals=ORIGINALS)
        self.frame.confirm(question, self.say("finish.signed_yes"), partial(self._then, made))

    def _posted(self) -> None:
        ballots = self.day.open_ballots(Row.POSTED) if self.day else []

        def posted(session: Session) -> None:
            for ballot_id in ballots:
                give_copy(session.workspace, session.actor, ballot_id, Recipient.POSTED)

        self._then(posted)
