# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The real page of the protocol, who has signed it, the printer; or the sheet to be copied by hand."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from precinct_app.domain.protocol.missing import Missing
from precinct_app.domain.registers.signing import Original
from precinct_app.services.papers.changes import ChangedLine, changed_lines, changes_sheet
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.signing_set import missing_of
from precinct_app.ui.background import Job
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.originals import COPYING, ORIGINALS, copying_paper, record_original
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.printing import SCALE, choose_printer, print_pages
from precinct_app.ui.protocol.pdf_pages import page_images
from precinct_app.ui.widgets.count_edit import shown
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.paper_view import PaperView
from precinct_app.ui.widgets.progress_row import LONG, ProgressRow

CHANGES = "changes"
"""The sheet that goes with a correction."""
Shown = tuple[
    list[QImage], StoredProtocol | None, tuple[Missing, ...], tuple[ChangedLine, ...]
]  # fmt: skip


class PreviewPage(Page):
    """The paper as it is; final, it leads to the signatures."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.protocol: StoredProtocol | None = None
        self.missing: tuple[Missing, ...] = ()
        self.changed: tuple[ChangedLine, ...] = ()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(24)
        self.paper = PaperView()
        layout.addWidget(self.paper, 62)
        side = plain_frame("card")
        stack = QVBoxLayout(side)
        stack.setContentsMargins(20, 16, 20, 16)
        stack.setSpacing(12)
        self.title = label("", "title", wrap=True)
        self.state = label("", "row", wrap=True)
        self.signers, self.progress = label("", wrap=True), ProgressRow(after=LONG)
        self.changes = label("", wrap=True)
        self.go = KeyButton("", "Enter", main=True)
        self.print, self.back = KeyButton("", "F7"), KeyButton("", "F4")
        self.go.clicked.connect(self._go)
        self.print.clicked.connect(self._print)
        self.back.clicked.connect(self.frame.home)
        for widget in (self.title, self.progress, self.state, self.signers, self.changes):
            stack.addWidget(widget)
        stack.addLayout(row(self.go, 1))
        stack.addLayout(row(self.print, 1))
        stack.addStretch(1)
        stack.addLayout(row(self.back, 1))
        layout.addWidget(side, 38)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        other = "preview.key_paper" if self.place.detail == CHANGES else "preview.key_changes"
        told = [("F8", other)] if self.changed else []
        return [("Enter", "preview.key_go"), ("F7", "acts.key_print"), *told,
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    def open(self, place: Place) -> None:
        """Show a ballot's paper."""
        super().open(place)
        self.protocol, self.changed = None, ()
        self._show_pages([])
        self.retranslate()
        self.ask_long(self._shown, self._show, self.progress, self.say("preview.loading"))

    @property
    def is_copying(self) -> bool:
        """Whether the sheet to be copied by hand is shown."""
        return self.place.detail == COPYING

    def retranslate(self) -> None:
        """Write every text again."""
        record = self.protocol.record if self.protocol else None
        key = "copying" if self.is_copying else "title" if record else "draft"
        key = "changes" if self.place.detail == CHANGES else key
        self.title.setText(self.say(f"preview.{key}"))
        for widget in (self.go, self.state, self.signers):
            widget.setVisible(record is not None)
        self.go.say(self.say("preview.copied" if self.is_copying else "preview.to_sign"))
        self.print.say(self.say("acts.print"))
        self.back.say(self.say("key.later_back"))
        self.changes.setText(
            "\n".join([self.say("preview.changed"), *map(self._line, self.changed)])
        )
        self.changes.setVisible(bool(self.changed))
        if self.protocol is not None and record is not None:
            self._show_signers(self.protocol)

    def _line(self, line: ChangedLine) -> str:
        """A line that a correction changed: before and now."""
        caption = line.caption.in_(self.language)
        return f"{line.official} {caption}: {shown(line.old)} → {shown(line.new)}"

    def take_focus(self) -> None:
        """The way on."""
        (self.go if self.go.isVisible() else self.back).setFocus()

    def function_key(self, number: int) -> bool:
        """F7 prints, F8 what a correction changed and back."""
        actions = {7: self._print, 8: self._turn}
        if number in actions:
            actions[number]()
        return number in actions

    def _turn(self) -> None:
        """From the protocol to the sheet of its correction, and back."""
        if self.changed:
            detail = "" if self.place.detail == CHANGES else CHANGES
            self.frame.go(Place("preview", self.place.subject, detail))

    def _shown(self, session: Session, job: Job) -> Shown:
        protocol = session.paper(self.place.subject)[1]
        missing: tuple[Missing, ...] = ()
        if protocol is not None and protocol.record is not None:
            with session.workspace.store.begin() as work:
                missing = missing_of(work, protocol)
        changed = changed_lines(session.workspace, session.actor, self.place.subject)
        return page_images(self._pdf(session), SCALE, job.pulse), protocol, missing, changed

    def _pdf(self, session: Session) -> bytes:
        if self.is_copying:
            return copying_paper(session, self.place.subject)
        if self.place.detail == CHANGES:
            press = session.tools.press
            return changes_sheet(session.workspace, session.actor, self.place.subject, press)
        return session.paper(self.place.subject)[0]

    def _show(self, outcome: Shown) -> None:
        images, self.protocol, self.missing, self.changed = outcome
        self._show_pages(images)
        self.retranslate()
        self.frame.show_keys()
        if self.isVisible():
            self.take_focus()

    def _show_pages(self, images: list[QImage]) -> None:
        pages = len(images)
        names = [self.say("preview.page", page=n, pages=pages) for n in range(1, pages + 1)]
        self.paper.show_pages(images, names, self.say("preview.loading"))

    def _show_signers(self, protocol: StoredProtocol) -> None:
        record = protocol.record
        count, everyone = len(protocol.signed_by), len(protocol.signers)
        self.state.setText(self.say("preview.signed", count=count, all=everyone))
        names = {m.member_id: m.name for m in record.members} if record else {}
        gone = {one.member_id: one.why for one in self.missing}
        left = [s.member_id for s in protocol.signers if s.member_id not in gone]
        lines = [
            self.say(f"preview.{'signs' if one in protocol.signed_by else 'signs_later'}",
                     name=names.get(one, one))
            for one in left
        ]  # fmt: skip
        lines += [
            self.say("preview.signs_not", name=names.get(one, one),
                     why=self.say(f"why_not.{why.value}"))
            for one, why in gone.items()
        ]  # fmt: skip
        self.signers.setText("\n".join(lines))
        self.go.setVisible(self.is_copying or count < everyone)

    def _go(self) -> None:
        if not self.is_copying:
            self.frame.go(Place("signing"))
            return
        ballot_id = self.place.subject
        self.frame.confirm(
            self.say("finish.signed_in_ink", count=1, originals=ORIGINALS),
            self.say("finish.signed_yes"), lambda: self._copied(ballot_id),
        )  # fmt: skip

    def _copied(self, ballot_id: str) -> None:
        self.ask(
            lambda session: record_original(session, ballot_id, Original.COPIED_BY_HAND),
            lambda _: self.frame.go(Place("finish")),
        )

    def _print(self) -> None:
        printer = choose_printer(self, self.title.text())
        if printer is None:
            return

        def printed(images: list[QImage]) -> None:
            good = print_pages(printer, images)
            self.frame.tell(self.say("print.done" if good else "print.refused"))

        self.ask(lambda session: page_images(self._pdf(session), SCALE), printed)
