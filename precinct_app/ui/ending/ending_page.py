# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The end of a laptop's work: protocols and journal archived, people wiped, the act; later the workspace.

What stays and what is wiped stands at the left with its numbers before anything is done.
"""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit

from precinct_app.ui.desk import Session
from precinct_app.ui.ending.life import (
    Asked,
    Life,
    act_paper,
    archive,
    clear_stick,
    end,
    life_of,
)
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.printing import SCALE, choose_printer, print_pages
from precinct_app.ui.protocol.pdf_pages import page_images
from precinct_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row
from precinct_app.ui.widgets.page_columns import PageColumns
from precinct_app.ui.widgets.secret_edit import KeySecretEdit

_NAMES = ("reason", "second", "secret", "alone")


class EndingPage(Page):
    """First the hand-in, by whoever leads; after it and the terms the workspace, by two."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.life: Life | None = None
        self.shown_stick: Path | None = None
        layout = self.columns = PageColumns(self)
        self.title, self.list = label("", "title", wrap=True), ChoiceList()
        left = column(self.title, self.list, spacing=8)
        left.setStretch(1, 1)
        layout.addLayout(left, 50)
        self.form = FieldForm(
            {"reason": QLineEdit(), "second": Choice(wide=True), "secret": KeySecretEdit(),
             "alone": QLineEdit()},
            closes=False,
        )  # fmt: skip
        self.form.given.connect(self._go)
        self.form.choice("second").currentIndexChanged.connect(self._ask_for)
        self.stick, self.act = KeyButton("", "F6"), KeyButton("", "F8", quiet=True)
        self.stick.clicked.connect(self._choose_stick)
        self.act.clicked.connect(self._print_act)
        right = column(self.form, row(self.stick, self.act, 1, spacing=10), spacing=10)
        right.setStretch(0, 1)
        layout.addLayout(right, 50)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "ending.key_go"), ("Tab", "key.field"), ("F6", "ending.key_stick"),
                ("F8", "ending.key_act"), ("Esc", "key.back"), ("F2", "key.language"),
                ("F4", "key.later")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """See what is held."""
        super().open(place)
        self.shown_stick = None
        self.ask(life_of, self._show)

    def relook(self) -> None:
        """Less room at the edges where type is large."""
        self.columns.fit(self.look)

    def take_focus(self) -> None:
        """The list: nothing is wiped by one careless Enter."""
        self.list.setFocus()

    def leave(self) -> None:
        """No digits stay behind."""
        self.form.put("secret", "")

    def function_key(self, number: int) -> bool:
        """F6 a stick whose backups go too, F8 the act."""
        actions = {6: self._choose_stick, 8: self._print_act}
        if number in actions:
            actions[number]()
        return number in actions

    @property
    def _ends(self) -> bool:
        """Whether the workspace itself is at hand, no more its people."""
        return self.life is not None and self.life.done is not None

    def retranslate(self) -> None:
        """Write every text again."""
        names = {name: self.say(f"ending.field_{name}") for name in _NAMES}
        what = "end" if self._ends else "hand_in"
        self.form.say(self.say(f"ending.do_{what}"), names, self.say(f"ending.go_{what}"))
        stick = self.shown_stick.name if self.shown_stick else ""
        self.stick.say(self.say("ending.stick_shown", name=stick) if stick
                       else self.say("ending.stick"))  # fmt: skip
        self.act.say(self.say("ending.act"))
        life = self.life
        if life is None:
            return
        self.act.close_because("" if life.done else self.say("ending.no_act"))
        nobody = ("", self.say("second.nobody"))
        self.form.choice("second").show_choices([*life.second, nobody])
        self.title.setText(self.say("ending.title_done" if life.done else "ending.title"))
        self.list.show_rows(self._rows(life), self.say("ending.title"))
        self._ask_for()

    def _rows(self, life: Life) -> list[ChoiceRow]:
        held, gone = life.held, life.done is not None
        kept = ChoiceRow("archive", "green", self.say("ending.papers"), self.say("ending.stays"))
        told = self.say("ending.wiped" if gone else "ending.will_be_wiped")
        icon, tone = ("tick", "green") if gone else ("triangle", "ochre")
        counts = {"voters": str(held.voters), "certificates": str(held.certificates), "entries": ""}
        if life.done is not None:
            done = life.done.content
            counts = {"voters": str(done.voters), "certificates": str(done.certificates),
                      "entries": str(done.entries)}  # fmt: skip
        rows = [kept]
        rows += [ChoiceRow(icon, tone, self.say(f"ending.{name}"), told, count)
                 for name, count in counts.items()]  # fmt: skip
        rows.append(
            ChoiceRow(icon, tone, self.say("ending.copies"), self.say("ending.copies_told"))
        )
        if life.left and not gone:
            numbers = ", ".join(map(str, life.left))
            rows.append(ChoiceRow("triangle", "red", self.say("ending.left", numbers=numbers),
                                  self.say("ending.left_told")))  # fmt: skip
        ends = self.say("ending.ends", day=f"{life.ends:%d.%m.%Y}")
        rows.append(ChoiceRow("lock" if not life.may_end else "ring", "ink2",
                              self.say("ending.workspace"), ends))  # fmt: skip
        return rows

    def _ask_for(self) -> None:
        """Only the fields of what is at hand."""
        life = self.life
        if life is None:
            return
        ends, alone = self._ends, not self.form.value("second")
        shown = {"reason": bool(life.left) and not ends, "second": ends,
                 "secret": ends and not alone, "alone": ends and alone}  # fmt: skip
        for name, wanted in shown.items():
            self.form.show_field(name, shown=wanted)
        day = f"{life.ends:%d.%m.%Y}"
        self.form.say_hint(self.say("ending.hint_end" if ends else "ending.hint_hand_in", day=day))
        closed = self.say("refusal.end.too_early", day=day) if ends and not life.may_end else ""
        self.form.go.close_because(closed)

    def _show(self, life: Life) -> None:
        self.life = life
        self.retranslate()

    # --- what one does -----------------------------------------------------------------------------

    def _go(self) -> None:
        life = self.life
        if life is None:
            return
        if self._ends:
            self.frame.confirm(self.say("ending.sure_end"), self.say("ending.go_end"), self._end)
            return
        name = QFileDialog.getExistingDirectory(self, self.say("ending.folder"))
        if name:
            self.ask_archive(Path(name))

    def ask_archive(self, folder: Path) -> None:
        """Say once more what is wiped, then archive into a folder and wipe."""
        count = self.life.held.voters if self.life else 0
        question = self.say("ending.sure_hand_in", voters=count)
        self.frame.confirm(question, self.say("ending.go_hand_in"), lambda: self._archive(folder))

    def _archive(self, folder: Path) -> None:
        stick, reason = self.shown_stick, self.form.value("reason")
        self.ask(lambda session: archive(session, folder, stick, reason), self._archived)

    def _archived(self, life: Life) -> None:
        self.form.clear()
        self._show(life)
        self.frame.refresh()
        self.frame.note(self.say("ending.archived"))

    def _end(self) -> None:
        form = self.form
        asked = Asked(form.value("second"), form.value("secret"), form.value("alone"))
        form.put("secret", "")
        self.ask(lambda session: end(session, asked), lambda _: self.frame.let_go())

    def _choose_stick(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.say("ending.stick"))
        if name:
            self.take_stick(Path(name))

    def take_stick(self, stick: Path) -> None:
        """Backups on a stick go with the hand-in; after it at once."""
        if self._ends:
            self.ask(lambda session: clear_stick(session, stick), self._cleared)
        else:
            self.shown_stick = stick
            self.retranslate()

    def _cleared(self, count: int) -> None:
        self.frame.note(self.say("ending.cleared", count=count))

    def _print_act(self) -> None:
        if not self._ends:
            self.frame.tell(self.say("ending.no_act"))
            return
        printer = choose_printer(self, self.say("ending.act"))
        if printer is None:
            return

        def drawn(session: Session) -> list[QImage]:
            return page_images(act_paper(session), SCALE)

        def done(images: list[QImage]) -> None:
            good = print_pages(printer, images)
            self.frame.tell(self.say("print.done" if good else "print.refused"))

        self.ask(drawn, done)
