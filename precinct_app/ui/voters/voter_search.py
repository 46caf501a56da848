# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The search line and what it found: asked once at a time, however fast somebody types."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from precinct_app.domain.registers.voter_changes import ENTITLED
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import said, text
from precinct_app.services.registers.voter_lookup import Found
from precinct_app.ui.page import Page
from precinct_app.ui.voters import door
from precinct_app.ui.widgets.labels import label
from precinct_app.ui.widgets.result_list import ResultList, ResultWords
from precinct_app.ui.widgets.search_edit import SearchEdit


class VoterSearch(QObject):
    """Field, list and hint of a page; arrows move through what was found."""

    looked_at = Signal(int)
    """Place of the row at hand; -1 when nobody was found."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.found: tuple[Found, ...] = ()
        self.at = 0
        self._asked = ""
        self._busy = False
        self.edit, self.results, self.hint = (
            SearchEdit(),
            ResultList(),
            label("", "small", wrap=True),
        )
        self.edit.textEdited.connect(self.ask)
        self.edit.moved.connect(self.move)
        self.results.chosen.connect(self.choose)

    @property
    def typed(self) -> str:
        """What is typed."""
        return self.edit.text()

    def retranslate(self) -> None:
        """Write every text again."""
        told = self._say("door.search")
        self.edit.setAccessibleName(told)
        self.edit.setPlaceholderText(told)
        self.show()

    def ask(self, words: str) -> None:
        """Ask once at a time; what is typed meanwhile is asked when the answer is there."""
        self.page.frame.tell("")
        self._asked = words
        if not self._busy:
            self._busy = True
            self.page.ask(lambda session: (words, door.look_for(session, words)), self._answered)

    def put(self, words: str) -> None:
        """Search for something that was not typed here."""
        self.edit.setText(words)
        self.ask(words)

    def show(self) -> None:
        """Write what was found."""
        typed = bool(self.typed.strip())
        self.edit.say_found(self._say("door.found", count=len(self.found)) if typed else "")
        self.results.show_rows([self._words(one) for one in self.found], self.at)
        self.hint.setText(self._say("door.hint" if self.found or not typed else "door.nobody"))

    def move(self, by: int) -> None:
        """Another row."""
        self.choose(max(0, min(len(self.found) - 1, self.at + by)))

    def choose(self, number: int) -> None:
        """A row by its place."""
        if 0 <= number < len(self.found):
            self.at = number
            self.show()
            self.looked_at.emit(number)

    def take_focus(self) -> None:
        """To the field, so that the next search replaces this one."""
        self.edit.setFocus()
        self.edit.selectAll()

    def _answered(self, told: tuple[str, tuple[Found, ...]]) -> None:
        words, self.found = told
        self._busy, self.at = False, 0
        self.show()
        self.looked_at.emit(0 if self.found else -1)
        if words != self._asked:
            self.ask(self._asked)

    def _words(self, found: Found) -> ResultWords:
        voter, plate, tone = found.voter, "", "ochre"
        if found.standing not in ENTITLED:
            plate, tone = self._say(f"voters.standing.{found.standing.value}"), "red"
        elif found.has_namesake:
            plate = self._say("door.same_name")
        return ResultWords(
            voter.full_name, str(voter.birth.year) if voter.birth else "", voter.address,
            said(found.place, self._language), plate, tone,
        )  # fmt: skip

    @property
    def _language(self) -> Language:
        return self.page.language

    @property
    def _say(self) -> Callable[..., str]:
        return lambda key, **values: text(key, self._language, **values)
