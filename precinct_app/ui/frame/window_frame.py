# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What stands around every page: top bar, rail, keys at the foot, the line above them, the tape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.frame.key_bar import KeyBar
from precinct_app.ui.frame.message_line import MessageLine
from precinct_app.ui.frame.page_stack import PageStack
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.rail import Rail
from precinct_app.ui.frame.steps import Step, grouped_steps
from precinct_app.ui.frame.top_bar import BarWords, TopBar
from precinct_app.ui.widgets.hatch import HatchFrame
from precinct_app.ui.widgets.labels import column, row

if TYPE_CHECKING:
    from precinct_app.ui.desk import Session
    from precinct_app.ui.look import Look
    from precinct_app.ui.page import Page

_TAPE = 10


class WindowFrame(HatchFrame):
    """The same thing in the same place on every page."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(0)
        self.bar, self.rail, self.keybar = TopBar(), Rail(known), KeyBar()
        self.pages = PageStack()
        rest = column(self.pages, self.keybar)
        rest.setStretch(0, 1)
        body = row(self.rail, rest, spacing=0)
        body.setStretch(1, 1)
        ground = column(self.bar, body)
        ground.setStretch(1, 1)
        self.setLayout(ground)
        self.line = MessageLine(self.pages)
        self.pages.installEventFilter(self)

    def wear(self, look: Look) -> None:
        """Another look around the page; pages put on theirs when they are shown, each alone.

        Below one style sheet for all, every page that was ever opened would be dressed anew at once.
        """
        for part in (self.bar, self.rail, self.keybar, self.line):
            part.setStyleSheet(look.sheet())
        tape = _TAPE if look.training else 0
        self.setContentsMargins(tape, 0, tape, tape)

    def show_bar(
        self, session: Session | None, page: Page | None, language: Language, now: datetime,
        saved: str,
    ) -> None:  # fmt: skip
        """Write the top bar; before anybody has signed in, what the program is."""
        if session is None:
            words = BarWords(
                where=text("app.title", language), clock=f"{now:%H:%M}",
                election=text("app.title", Language.RU) if language is Language.KK else "",
            )  # fmt: skip
        else:
            from precinct_app.ui.frame.words import bar_words  # noqa: PLC0415  with a workspace

            words = bar_words(session, language, now, saved)
        if page is not None and page.tells_deadline:
            words = replace(words, deadline="")
        self.bar.person_first = page is None or not page.names_typist
        self.bar.show_words(words, language)

    def show_rail(
        self, page: Page, steps: Sequence[Step], language: Language, *, signed_in: bool
    ) -> None:
        """Write the rail for a page."""
        self.rail.setVisible(signed_in and page.has_rail)
        current = current_step(page.place, steps)
        self.rail.show_day(grouped_steps(steps), current, language, full=page.full_rail)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The message line stands at the foot of the pages, whatever their size."""
        if watched is self.pages and isinstance(event, QResizeEvent) and self.line.isVisible():
            self.line.place(self.pages.width(), self.pages.height())
        return super().eventFilter(watched, event)


def current_step(place: Place, steps: Sequence[Step]) -> str:
    """The step one is at, else the page."""
    for step in steps:
        same = step.place.subject == place.subject and place.subject
        if (step.place.page_id == place.page_id and not place.subject) or same:
            return step.step_id
    return place.page_id
