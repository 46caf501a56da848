# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The real page of the protocol, and the signatures on it."""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.runtime.texts import sentences
from precinct_app.services.ports import StoredProtocol
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.protocol.pdf_pages import page_images
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label, row
from precinct_app.ui.widgets.paper_view import PaperView
from precinct_app.ui.widgets.secret_edit import SecretEdit

Shown = tuple[list[QImage], StoredProtocol | None]


class PreviewPage(Page):
    """The paper as it is, and who has signed."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.protocol: StoredProtocol | None = None
        self.key_file: Path | None = None
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
        self.signers = label("", wrap=True)
        self.key = KeyButton("", "F5")
        self.key.clicked.connect(self._choose_key)
        self.secret = SecretEdit()
        self.sign = KeyButton("", "Enter", main=True)
        self.sign.clicked.connect(self._sign)
        self.message = label("", "red", wrap=True)
        self.back = KeyButton("", "F4")
        self.back.clicked.connect(self.frame.home)
        for widget in (self.title, self.state, self.signers, self.key, self.secret):
            stack.addWidget(widget)
        stack.addLayout(row(self.sign, 1))
        stack.addWidget(self.message)
        stack.addStretch(1)
        stack.addLayout(row(self.back, 1))
        layout.addWidget(side, 38)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Tab", "key.field"),
            ("F5", "key.key_file"),
            ("F2", "key.language"),
            ("F4", "key.later"),
        ]

    def open(self, place: Place) -> None:
        """Show a ballot's paper."""
        super().open(place)
        self.message.setText("")
        self.protocol = None
        self._show_pages([])
        self.retranslate()
        self.ask(self._shown, self._show)

    def retranslate(self) -> None:
        """Write every text again."""
        frozen = self.protocol is not None and self.protocol.record is not None
        self.title.setText(self.say("preview.title" if frozen else "preview.draft"))
        for widget in (self.key, self.secret, self.sign, self.state, self.signers):
            widget.setVisible(frozen)
        self.back.say(self.say("key.later_back"))
        self.sign.say(self.say("preview.sign"))
        name = self.key_file.name if self.key_file else self.say("preview.key")
        self.key.say(name)
        self.secret.setAccessibleName(self.say("start.secret"))
        if self.protocol is not None and self.protocol.record is not None:
            self._show_signers(self.protocol)

    def take_focus(self) -> None:
        """The way on."""
        (self.key if self.key.isVisible() else self.back).setFocus()

    def function_key(self, number: int) -> bool:
        """F5 chooses a key file."""
        if number == 5 and self.key.isVisible():  # noqa: PLR2004
            self._choose_key()
            return True
        return False

    def _shown(self, session: Session) -> Shown:
        pdf, protocol = session.paper(self.place.subject)
        return page_images(pdf), protocol

    def _show(self, outcome: Shown) -> None:
        images, self.protocol = outcome
        self._show_pages(images)
        self.retranslate()

    def _show_pages(self, images: list[QImage]) -> None:
        pages = len(images)
        names = [self.say("preview.page", page=n, pages=pages) for n in range(1, pages + 1)]
        self.paper.show_pages(images, names, self.say("preview.loading"))

    def _show_signers(self, protocol: StoredProtocol) -> None:
        record = protocol.record
        count, everyone = len(protocol.signed_by), len(protocol.signers)
        self.state.setText(self.say("preview.signed", count=count, all=everyone))
        names = {m.member_id: m.name for m in record.members} if record else {}
        lines = [
            ("+ " if s.member_id in protocol.signed_by else "– ") + names.get(s.member_id, "")
            for s in protocol.signers
        ]
        self.signers.setText("\n".join(lines))
        self.sign.setVisible(count < everyone)

    def _choose_key(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.say("preview.key"), "", "*.p12 *.pfx *.pem"
        )
        if name:
            self.key_file = Path(name)
            self.retranslate()
            self.secret.setFocus()

    def _sign(self) -> None:
        ballot_id, key = self.place.subject, self.key_file
        if key is None:
            self.refuse(PrecinctError(Reason("ui.no_key")))
            return
        secret = self.secret.text()
        self.secret.clear()

        def sign(session: Session) -> Shown:
            session.sign(ballot_id, key, secret)
            return self._shown(session)

        self.ask(sign, self._show)

    def refuse(self, error: PrecinctError) -> None:
        """Say why not, beside the key."""
        self.message.setText("\n".join(sentences(error, self.language)))
