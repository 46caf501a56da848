# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A new workspace: the package, its number typed from paper, then the pass phrases, shown once."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from precinct_app.domain.election import Level
from precinct_app.domain.errors import PrecinctError
from precinct_app.services.ports import OpenedPackage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.printing import SCALE, choose_printer, print_pages
from precinct_app.ui.protocol.pdf_pages import page_images
from precinct_app.ui.start.setting_up import Made, look_at_package, pages_of, set_up
from precinct_app.ui.widgets.digit_edit import DigitEdit
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import clear, label, row
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.wizard_frame import StepDiscs

_GROUPS = (4,) * 9
_STEPS = ("package", "number", "secrets")
_LAST = 2


class SetupPage(Page):
    """Three steps; a package whose number is another makes nothing."""

    has_rail = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.package: OpenedPackage | None = None
        self.made: Made | None = None
        self.at = 0
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 24, 48, 24)
        layout.setSpacing(16)
        self.title, self.discs = label("", "headline"), StepDiscs()
        layout.addWidget(self.title)
        layout.addWidget(self.discs)
        self.file = FieldForm({"path": QLineEdit()})
        self.number = FieldForm({"number": DigitEdit("", _GROUPS), "precinct": Choice(wide=True),
                                 "level": Choice(wide=True)})  # fmt: skip
        self.file.given.connect(self._look)
        self.file.closed.connect(self.frame.back)
        self.number.given.connect(self._make)
        self.number.closed.connect(self._to_file)
        self.panes = (self.file, self.number, self._secrets())
        for pane in self.panes:
            layout.addWidget(pane, 1)

    def _secrets(self) -> QWidget:
        card = plain_frame("asks")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(32, 16, 32, 16)
        stack.setSpacing(12)
        self.told, self.warning = label("", "row", wrap=True), label("", "ochre", wrap=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(24)
        self.grid.setVerticalSpacing(8)
        self.done = KeyButton("", "Enter", main=True)
        self.done.clicked.connect(self._finish)
        self.print = KeyButton("", "F7")
        self.print.clicked.connect(self._print)
        stack.addWidget(self.told)
        stack.addWidget(self.warning)
        stack.addLayout(self.grid)
        stack.addStretch(1)
        stack.addLayout(row(self.done, self.print, 1, spacing=12))
        return card

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        own = {0: [("F6", "key.choose_file")], _LAST: [("F7", "key.pass_pages")]}.get(self.at, [])
        return [("Enter", "key.next"), *own, ("Esc", "key.back"), ("F2", "key.language")]

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """Where one was: secrets stay in sight until somebody says that they are written down."""
        super().open(place)
        self._show_step(self.at)

    def retranslate(self) -> None:
        """Write every text again."""
        self.title.setText(self.say("setup.title"))
        self.file.say(self.say("setup.package"), {"path": self.say("setup.path")},
                      self.say("setup.look"), self.say("key.back"))  # fmt: skip
        self.file.say_hint(self.say("setup.package_hint"))
        names = {name: self.say(f"setup.field.{name}") for name in self.number.fields}
        self.number.say(
            self.say("setup.number"), names, self.say("setup.make"), self.say("key.back")
        )
        levels = [(level.value, self.say(f"setup.level.{level.value}")) for level in Level]
        self.number.choice("level").show_choices(levels)
        self.told.setText(self.say("setup.made"))
        self.warning.setText(self.say("setup.write_down"))
        self.done.say(self.say("setup.done"))
        self.print.say(self.say("setup.print"))
        self._show_package()
        self._show_made()
        self._show_step(self.at, focus=False)

    def relook(self) -> None:
        """Type of another size."""
        self._show_made()

    def take_focus(self) -> None:
        """The step at hand."""
        if self.at < _LAST:
            (self.file, self.number)[self.at].take_focus()
        else:
            self.done.setFocus()

    def _show_step(self, at: int, *, focus: bool = True) -> None:
        self.at = at
        for place, pane in enumerate(self.panes):
            pane.setVisible(place == at)
        self.discs.show_steps([self.say(f"setup.step.{name}") for name in _STEPS], at)
        self.frame.show_keys()
        if focus:
            self.take_focus()

    def _show_package(self) -> None:
        package = self.package
        if package is None:
            return
        election = package.election
        told = self.say(
            "setup.says", name=election.name.in_(self.language), day=f"{election.day:%d.%m.%Y}",
            sequence=election.sequence,
        )  # fmt: skip
        self.number.say_hint(told)
        own = [p for p in election.precincts if p.ballot_ids]
        self.number.choice("precinct").show_choices(
            [(p.precinct_id, f"{p.number}, {p.settlement.in_(self.language)}") for p in own]
        )

    def _show_made(self) -> None:
        clear(self.grid)
        made = self.made
        if made is None:
            return
        rows = [(f"{u.name}, {self.say(f'role.{u.role.value}')}", u.passphrase) for u in made.users]
        rows.append((self.say("setup.paper_code"), made.paper_code))
        size = "title" if not self.look.is_large else "row"
        for line, (name, secret) in enumerate(rows):
            self.grid.addWidget(label(name, wrap=True), line, 0)
            self.grid.addWidget(label(secret, size, wrap=True), line, 1)
        self.grid.setColumnStretch(0, 2)
        self.grid.setColumnStretch(1, 3)

    # --- keys --------------------------------------------------------------------------------------

    def function_key(self, number: int) -> bool:
        """F6 choose the package, F7 print the pass phrases."""
        if number == 7 and self.at == _LAST:  # noqa: PLR2004
            self._print()
            return True
        if number == 6 and self.at == 0:  # noqa: PLR2004
            name, _ = QFileDialog.getOpenFileName(self, self.say("setup.package"))
            if name:
                self.file.put("path", name)
                self._look()
            return True
        return False

    def escape(self) -> bool:
        """One step back; secrets are left by their button alone."""
        if self.at == 1:
            self._to_file()
            return True
        return self.at == _LAST

    def _to_file(self) -> None:
        self._show_step(0)

    def refuse(self, error: PrecinctError) -> None:
        """Say why; the step stays."""
        super().refuse(error)
        self.number.go.close_because("")
        self.take_focus()
        if self.at == 1:
            self.number.fields["number"].setFocus()

    # --- services ----------------------------------------------------------------------------------

    def _look(self) -> None:
        tools, path = self.frame.desk.tools, Path(self.file.value("path"))
        self.frame.tell("")
        self.frame.background.run(partial(look_at_package, tools, path), self._looked, self.refuse)

    def _looked(self, package: OpenedPackage) -> None:
        self.package = package
        self._show_package()
        self._show_step(1)

    def _make(self) -> None:
        """It takes some seconds: nothing is asked twice meanwhile."""
        package, desk = self.package, self.frame.desk
        if package is None:
            return
        work = partial(
            set_up, desk.tools, desk.folder, package, self.number.value("number"),
            self.number.value("precinct"), Level(self.number.value("level")),
        )  # fmt: skip
        self.number.go.close_because(self.say("setup.working"))
        self.frame.tell("")
        self.frame.background.run(work, self._was_made, self.refuse)

    def _was_made(self, made: Made) -> None:
        self.made = made
        self.number.go.close_because("")
        self.number.clear()
        self._show_made()
        self._show_step(_LAST)

    def _print(self) -> None:
        """A page a person, on the printer that is chosen first; nothing is written to disk."""
        package, made, tools = self.package, self.made, self.frame.desk.tools
        printer = choose_printer(self, self.say("setup.print")) if made else None
        if package is None or made is None or printer is None:
            return

        def draw() -> list[QImage]:
            pages = pages_of(tools, package, made)
            return [image for pdf in pages for image in page_images(pdf, SCALE)]

        def printed(images: list[QImage]) -> None:
            good = print_pages(printer, images)
            self.frame.tell(self.say("print.done" if good else "print.refused"))

        self.frame.background.run(draw, printed, self.refuse)

    def _finish(self) -> None:
        self.at, self.made = 0, None
        clear(self.grid)
        self.file.clear()
        self.frame.home()
