# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who takes the keyboard: oneself by arrows or a digit, then the PIN; asked once, not at every sheet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from precinct_app.domain.commission import Actor
from precinct_app.domain.errors import PrecinctError
from precinct_app.ui.desk import Session
from precinct_app.ui.digits import digit_of
from precinct_app.ui.frame.place import Place, asked_for
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.people.seating import (
    AGAIN,
    FIELDS,
    LEADER,
    LEADER_SECRET,
    PIN,
    REASON,
    SECRET,
    SHEET,
    Asked,
    Seat,
    Seating,
    kind_of,
    named_by,
    seating,
    sit_down,
)
from precinct_app.ui.protocol.ballot_words import ballot_band
from precinct_app.ui.widgets.ballot_band import BallotBand
from precinct_app.ui.widgets.choice_list import ChoiceList, ChoiceRow
from precinct_app.ui.widgets.digit_edit import DigitEdit, pin_edit
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.labels import label
from precinct_app.ui.widgets.secret_edit import SecretEdit

_HIDDEN = (LEADER_SECRET, SECRET, PIN, AGAIN)


class KeyboardPage(Page):
    """``subject`` and ``detail`` name the place for which it is asked, see `asked_for`."""

    names_typist = True
    seats = True

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.found: Seating | None = None
        self._build()
        self.people.chosen.connect(self._show_seat)
        self.people.opened.connect(self._opened)
        self.form.given.connect(self._sit_down)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.band = BallotBand()
        outer.addWidget(self.band)
        layout = QVBoxLayout()
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        outer.addLayout(layout, 1)
        self.title, self.hint = label("", "headline", wrap=True), label("", "second", wrap=True)
        layout.addWidget(self.title)
        layout.addWidget(self.hint)
        self.people = ChoiceList()
        self.form = FieldForm({
            LEADER: Choice(wide=True), LEADER_SECRET: SecretEdit(), REASON: QLineEdit(),
            SECRET: SecretEdit(), PIN: pin_edit(""), AGAIN: pin_edit(""),
        }, closes=False, at_once=True)  # fmt: skip
        halves = QHBoxLayout()
        halves.setSpacing(24)
        halves.addWidget(self.people, 52)
        halves.addWidget(self.form, 48)
        layout.addLayout(halves, 1)

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", "key.next"), ("Tab", "key.field"), ("F8", "keyboard.show"),
                ("F2", "key.language"), ("F4", "key.later")]  # fmt: skip

    # --- showing -----------------------------------------------------------------------------------

    def open(self, place: Place) -> None:
        """See who may sit down for what comes next."""
        super().open(place)
        self.form.clear()
        wanted = asked_for(place)
        self.ask(lambda session: seating(session, wanted), self._show)

    def retranslate(self) -> None:
        """Write every text again."""
        wanted = asked_for(self.place)
        about = "here" if wanted is None else "sheet" if wanted.page_id == SHEET else "lead"
        self.title.setText(self.say(f"keyboard.title_{about}"))
        self.hint.setText(self.say("keyboard.hint"))
        self._show_band(wanted)
        if self.found is not None:
            rows = [self._row(number, seat) for number, seat in enumerate(self.found.seats, 1)]
            self.people.show_rows(rows, self.title.text())
        self._show_seat()

    def relook(self) -> None:
        """Type of another size."""
        self.retranslate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What needs room goes first: the hint."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        drop_until_fits(self, [self.hint])

    def take_focus(self) -> None:
        """The people."""
        self.people.setFocus()

    def leave(self) -> None:
        """No digits stay behind."""
        self._forget_secrets()

    def seat(self) -> Seat | None:
        """Whoever is chosen."""
        seats = self.found.seats if self.found else ()
        return seats[self.people.at] if seats else None

    def _show(self, found: Seating) -> None:
        self.found = found
        self.people.at = found.usual
        self.form.choice(LEADER).show_choices(found.leaders)
        self.retranslate()
        self._fit()
        if self.isVisible():
            self.take_focus()

    def _show_band(self, wanted: Place | None) -> None:
        session, ballot = self.frame.session, self.found.ballot if self.found else None
        sheet = wanted is not None and wanted.page_id == SHEET
        self.band.setVisible(ballot is not None and sheet)
        if session is not None and ballot is not None and wanted is not None and sheet:
            step = f"sheet.{kind_of(wanted)}"
            self.band.show_words(ballot_band(session, ballot, step, "", self.language))

    def _row(self, number: int, seat: Seat) -> ChoiceRow:
        user, wanted = seat.user, asked_for(self.place)
        told = [self.say(f"role.{user.role.value}")]
        if seat.began:
            told.append(self.say("keyboard.began"))
        if seat.other and wanted is not None:
            told.append(self.say(f"keyboard.typed_{kind_of(wanted)}"))
        told.append(self.say(f"keyboard.{'here' if seat.here else named_by(user)}"))
        icon = "pen" if seat.here else "person"
        return ChoiceRow(icon, "ink2", user.name, ", ".join(told), str(number))

    def _show_seat(self) -> None:
        seat, found = self.seat(), self.found
        shown = seat.asks(led=found.led) if seat and found else ()
        names = {field: self.say(f"keyboard.field_{field}") for field in FIELDS}
        for field in FIELDS:
            self.form.show_field(field, shown=field in shown)
        self.form.say_hint(self._meaning(seat) if seat else "")
        go = "go_on" if seat and seat.here else "sit_down"
        self.form.say(seat.user.name if seat else "", names, self.say(f"keyboard.{go}"))

    def _meaning(self, seat: Seat) -> str:
        """What it means that this one sits down."""
        began = self.found.began if self.found else ""
        told = [self.say("keyboard.ask_anew", name=began)] if seat.anew else []
        if seat.other:
            told.append(self.say("keyboard.ask_alone"))
        if seat.here:
            told.append(self.say("keyboard.ask_here"))
        elif seat.makes_pin:
            led = self.found is not None and self.found.led
            told.append(self.say("keyboard.ask_new" if led else "keyboard.ask_new_led"))
        return " ".join(told)

    # --- keys --------------------------------------------------------------------------------------

    def function_key(self, number: int) -> bool:
        """F8 shows the digits, or hides them."""
        if number == 8:  # noqa: PLR2004
            hidden = self._field(SECRET).echoMode() is QLineEdit.EchoMode.Password
            self._show_digits(shown=hidden)
            return True
        return False

    def escape(self) -> bool:
        """Nobody sits down: for a sheet, it is left for later."""
        if asked_for(self.place) is None:
            return False
        self.frame.back()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses somebody by his number; Enter beside the fields goes on."""
        digit = digit_of(event)
        seats = self.found.seats if self.found else ()
        choosing = self.window().focusWidget() is self.people
        if digit and choosing and 1 <= int(digit) <= len(seats):
            self.people.at = int(digit) - 1
            self.retranslate()
            self._opened()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and choosing:
            self._opened()
        else:
            super().keyPressEvent(event)

    def _opened(self) -> None:
        """On to the fields; where nothing is asked, to work."""
        seat, found = self.seat(), self.found
        if seat is not None and found is not None and not seat.asks(led=found.led):
            self._sit_down()
        else:
            self.form.take_focus()

    def _field(self, name: str) -> QLineEdit:
        field = self.form.fields[name]
        assert isinstance(field, QLineEdit)  # noqa: S101  narrowed for the type checker
        return field

    def _show_digits(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for name in _HIDDEN:
            self._field(name).setEchoMode(mode)

    def _forget_secrets(self) -> None:
        self._show_digits(shown=False)
        for name in _HIDDEN:
            self._field(name).clear()

    # --- services ----------------------------------------------------------------------------------

    def _sit_down(self) -> None:
        seat, form = self.seat(), self.form
        if seat is None or self.found is None:
            return
        asks, wanted = seat.asks(led=self.found.led), asked_for(self.place)
        told = {name: form.value(name) if name in asks else "" for name in FIELDS}
        if not all(told[name] for name in asks):
            form.take_focus()
            return
        asked = Asked(seat, wanted, **told)
        self._forget_secrets()

        def seated(actor: Actor) -> None:
            self.frame.sit_down(actor, wanted)

        def sit(session: Session) -> Actor:
            return sit_down(session, asked)

        self.ask(sit, seated)

    def refuse(self, error: PrecinctError) -> None:
        """Say why, and begin with the digits again."""
        super().refuse(error)
        secrets = [f for f in self.form.fields.values()
                   if isinstance(f, DigitEdit) and not f.isHidden()]  # fmt: skip
        if secrets and self.isVisible():
            secrets[0].setFocus()
