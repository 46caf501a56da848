# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The next round: the list of the last one, each change of it shown before it is taken over."""

from precinct_app.domain.registers.next_round import NextRound
from precinct_app.domain.voters import Voter
from precinct_app.ui.ending.former import Former, carry, formers_of, look
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from precinct_app.ui.widgets.digit_edit import NumberEdit
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.labels import column, label
from precinct_app.ui.widgets.page_columns import PageColumns
from precinct_app.ui.widgets.secret_edit import KeySecretEdit

_NAMES = ("former", "secret", "act")


class RoundPage(Page):
    """First a look, then the same button takes the list over."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.formers: tuple[Former, ...] = ()
        self.found: NextRound | None = None
        self.secret = ""
        """Between the look and the taking over; not longer than the page."""
        layout = self.columns = PageColumns(self)
        self.title, self.list = label("", "title", wrap=True), ChoiceList()
        left = column(self.title, self.list, spacing=8)
        left.setStretch(1, 1)
        layout.addLayout(left, 50)
        self.form = FieldForm(
            {"former": Choice(wide=True), "secret": KeySecretEdit(), "act": NumberEdit()},
            closes=False,
        )
        self.form.given.connect(self._go)
        self.form.choice("former").currentIndexChanged.connect(self._other)
        layout.addWidget(self.form, 50)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "round.key_go"), ("Tab", "key.field"), ("Esc", "key.back"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    def open(self, place: Place) -> None:
        """See which workspaces of this precinct there are."""
        super().open(place)
        self._forget()
        self.ask(formers_of, self._show)

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        self.columns.fit(self.look)

    def take_focus(self) -> None:
        """The first field."""
        self.form.take_focus()

    def leave(self) -> None:
        """Neither digits nor names stay behind."""
        self._forget()
        self.list.show_rows([], "")

    def retranslate(self) -> None:
        """Write every text again."""
        names = {name: self.say(f"round.field_{name}") for name in _NAMES}
        go = self.say("round.carry" if self.found else "round.look")
        self.form.say(self.say("round.what"), names, go)
        told = [(str(one.folder), one.named(self.language)) for one in self.formers]
        self.form.choice("former").show_choices(told)
        closed = "" if self.formers else self.say("round.no_former")
        self.form.go.close_because(closed)
        self.form.say_hint(closed or self.say("round.hint_carry" if self.found else "round.hint"))
        self.form.show_field("former", shown=bool(self.formers))
        self.form.show_field("secret", shown=bool(self.formers) and self.found is None)
        self.form.show_field("act", shown=self.found is not None)
        count = len(self.found.voters) if self.found else 0
        self.title.setText(
            self.say("round.title_found", count=count) if self.found else self.say("round.title")
        )
        self.list.show_rows(self._rows(self.found) if self.found else [], self.say("round.title"))

    def _rows(self, found: NextRound) -> list[ChoiceRow]:
        """Everybody whose place is not what it was."""
        rows = [self._row("tick", "green", voter, "put_back") for voter in found.put_back]
        rows += [self._row("tick", "green", voter, "added") for voter in found.added]
        rows += [self._row("triangle", "ochre", one.voter, f"left_{one.standing.value}")
                 for one in found.left_out]  # fmt: skip
        kept = len(found.voters) - len(found.put_back) - len(found.added)
        return [ChoiceRow("tick", "green", self.say("round.kept"), "", str(kept)), *rows]

    def _row(self, icon: str, tone: str, voter: Voter, why: str) -> ChoiceRow:
        name = f"{voter.surname} {voter.given_name} {voter.patronymic}".strip()
        return ChoiceRow(icon, tone, name, self.say(f"round.{why}"))

    def _show(self, formers: tuple[Former, ...]) -> None:
        self.formers = formers
        self.retranslate()
        if self.isVisible():
            self.take_focus()

    # --- what one does -----------------------------------------------------------------------------

    def _forget(self) -> None:
        self.found, self.secret = None, ""
        self.form.put("secret", "")

    def _other(self) -> None:
        if self.found is not None:
            self._forget()
            self.retranslate()

    def _former(self) -> Former | None:
        value = self.form.value("former")
        return next((one for one in self.formers if str(one.folder) == value), None)

    def _go(self) -> None:
        former = self._former()
        if former is None:
            return
        if self.found is None:
            self.secret = self.form.value("secret")
            self.form.put("secret", "")
            secret = self.secret
            self.ask(lambda session: look(session, former.folder, secret), self._looked)
            return
        question = self.say("round.sure", count=len(self.found.voters))
        self.frame.confirm(question, self.say("round.carry"), lambda: self._carry(former))

    def _looked(self, found: NextRound) -> None:
        self.found = found
        self.retranslate()
        self.list.setFocus()

    def _carry(self, former: Former) -> None:
        secret, act = self.secret, self.form.value("act")
        self.ask(lambda session: carry(session, former.folder, secret, act), self._carried)

    def _carried(self, found: NextRound) -> None:
        self.frame.refresh()
        self.frame.go(Place("voters"))
        self.frame.note(self.say("round.carried", count=len(found.voters)))
