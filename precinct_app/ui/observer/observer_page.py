# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""F11: what may be told to everybody, large enough to be photographed; nothing of it can be changed."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.election import Ballot
from precinct_app.services.ballot_states import BallotState
from precinct_app.services.papers.heading import clock
from precinct_app.services.ports import QrCode, StoredProtocol
from precinct_app.services.registers.night import steps
from precinct_app.services.registers.turnout import turnout
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.control_card import ControlCard, ControlNumber
from precinct_app.ui.frame.place import Place
from precinct_app.ui.page import Frame, Page
from precinct_app.ui.widgets.code_picture import CodePicture
from precinct_app.ui.widgets.count_edit import shown
from precinct_app.ui.widgets.labels import frame as plain_frame
from precinct_app.ui.widgets.labels import label

_LINES = ("ballots_received", "voters_received_ballots", "ballots_valid", "ballots_invalid")


@dataclass(frozen=True, slots=True)
class Told:
    """A ballot, and its protocol where its figures are final."""

    ballot: Ballot
    step: str
    protocol: StoredProtocol | None
    code: QrCode | None
    """Its figures for any phone."""


@dataclass(frozen=True, slots=True)
class ForAll:
    """Times of the night, turnout by the hour, ballots."""

    times: tuple[tuple[str, str], ...]
    """Text key of the step and its time."""
    reports: tuple[tuple[str, int], ...]
    ballots: tuple[Told, ...]


def for_all(session: Session) -> ForAll:
    """Only what was announced: of a ballot its votes once they are final."""
    workspace = session.workspace
    taken = [(f"night.{one.step.value}", clock(workspace, one.happened))
             for one in steps(workspace) if one.happened]  # fmt: skip
    points = turnout(workspace).points
    reports = [(f"{p.hour:%H:%M}", p.voters) for p in points if p.voters is not None]
    return ForAll(tuple(taken), tuple(reports), tuple(_told(session, b) for b in session.ballots()))


def _told(session: Session, state: BallotState) -> Told:
    """Figures and their code once they are final, and never before."""
    record = state.protocol.record if state.protocol else None
    if state.step != "done" or record is None:
        return Told(state.ballot, state.step, None, None)
    form = session.workspace.forms[record.form_id]
    code = session.tools.press.figures_code(record, form)
    return Told(state.ballot, state.step, state.protocol, code)


class ObserverPage(Page):
    """Left the night, right the ballot at hand; the arrow turns."""

    has_rail = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.found: ForAll | None = None
        self.code_shown = True
        layout = self.stack = QVBoxLayout(self)
        layout.setSpacing(12)
        self.title = label("", "headline", wrap=True)
        layout.addWidget(self.title)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        self.figures = QScrollArea()
        self.figures.setWidgetResizable(True)
        self.figures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.figures.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        columns.addWidget(self.figures, 60)
        self.side = QWidget()
        self.side.setObjectName("ground")
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(16)
        columns.addWidget(self._photo(), 40)
        self.card = ControlCard()
        self.card.turned.connect(lambda _: self._show_figures())
        self.night = plain_frame("card")
        self.times = QGridLayout(self.night)
        self.times.setContentsMargins(20, 12, 20, 12)
        self.lines = label("", wrap=True)
        self.times.addWidget(self.lines, 0, 0)
        side.addWidget(self.card)
        side.addWidget(self.night)
        side.addStretch(1)
        columns.addWidget(self.side, 40)
        layout.addLayout(columns, 1)

    def _photo(self) -> QFrame:
        """The code, the control number, what the code is."""
        self.photo = plain_frame("card")
        stack = QVBoxLayout(self.photo)
        stack.setContentsMargins(12, 12, 12, 12)
        stack.setSpacing(8)
        self.code, self.groups = CodePicture(), label("", "row", wrap=True)
        self.said = label("", "second", wrap=True)
        for told in (self.groups, self.said):
            told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        stack.addWidget(self.code, 1)
        stack.addWidget(self.groups)
        stack.addWidget(self.said)
        return self.photo

    def keys(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("→", "before.key_ballot"), ("F9", "observer.key_code"),
                ("F11", "observer.key_back"), ("F2", "key.language")]  # fmt: skip

    def open(self, place: Place) -> None:
        """Ask for what may be told."""
        super().open(place)
        self.ask(for_all, self._show)

    def relook(self) -> None:
        """At large type the figures alone."""
        wide = self.look.is_large
        self.stack.setContentsMargins(*(12, 6, 12, 6) if wide else (32, 16, 32, 16))
        self._show_side()

    def _show_side(self) -> None:
        """The code beside the figures, or alone where type is large; else the control number."""
        wide, told = self.look.is_large, self._at_hand()
        coded = self.code_shown and told is not None and told.code is not None
        self.photo.setVisible(coded)
        self.figures.setVisible(not (wide and coded))
        self.side.setVisible(not wide and not coded)

    def take_focus(self) -> None:
        """The page itself: its arrows turn and scroll."""
        self.setFocus()

    def function_key(self, number: int) -> bool:
        """F9 the code, or what else stands beside the figures."""
        if number == 9:  # noqa: PLR2004
            self.code_shown = not self.code_shown
            self._show_side()
        return number == 9  # noqa: PLR2004

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right to the next ballot, up and down scroll."""
        bar = self.figures.verticalScrollBar()
        moves = {Qt.Key.Key_Down: bar.singleStep(), Qt.Key.Key_Up: -bar.singleStep(),
                 Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}  # fmt: skip
        if event.key() == Qt.Key.Key_Right:
            self.card.turn()
        elif (move := moves.get(Qt.Key(event.key()))) is not None:
            bar.setValue(bar.value() + move)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Write every text again."""
        session, found = self.frame.session, self.found
        if session is None or found is None:
            return
        self.card.show_numbers(self.say("finish.control"), [self._number(b) for b in found.ballots])
        lines = [f"{time}  {self.say(key)}" for key, time in found.times]
        lines += [
            self.say("observer.report", time=time, count=shown(count))
            for time, count in found.reports
        ]
        self.lines.setText("\n".join(lines) or self.say("observer.no_times"))
        self._show_figures()

    def _show(self, found: ForAll) -> None:
        self.found = found
        self.retranslate()

    def _number(self, told: Told) -> ControlNumber:
        ballot, protocol = told.ballot, told.protocol
        final = protocol is not None and bool(protocol.record_json)
        groups = groups_of_four(control_number(protocol.record_json)) if protocol and final else ()
        line = self.say("finish.compare" if final else "finish.not_final")
        name = ballot.short_name.in_(self.language)
        return ControlNumber(ballot.number, ballot.colour.rgb, name, groups, (line,))

    def _show_figures(self) -> None:
        """Lines and votes of the ballot at hand; before they are final only how far it is."""
        session, found = self.frame.session, self.found
        if session is None or found is None or not found.ballots:
            return
        told = found.ballots[self.card.at]
        self._show_code(told)
        self.title.setText(f"{told.ballot.number}. {told.ballot.name.in_(self.language)}")
        content = plain_frame("plain")
        grid = QGridLayout(content)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        for line, (name, figure) in enumerate(self._rows(session, told)):
            grid.addWidget(label(name, "plain20", wrap=True), line, 0)
            digits = label(figure, "title")
            digits.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(digits, line, 1)
        grid.setRowStretch(100, 1)
        self.figures.setWidget(content)
        self.figures.setAccessibleName(self.title.text())

    def _at_hand(self) -> Told | None:
        return self.found.ballots[self.card.at] if self.found and self.found.ballots else None

    def _show_code(self, told: Told) -> None:
        """The code with the control number in digits below it: one photograph holds both."""
        number = self._number(told)
        half = len(number.groups) // 2 + 1
        lines = " ".join(number.groups[:half]), " ".join(number.groups[half:])
        self.code.show_code(told.code, self.say("observer.code_name", number=told.ballot.number))
        self.groups.setText("\n".join(lines))
        self.said.setText(self.say("observer.code"))
        self._show_side()

    def _rows(self, session: Session, told: Told) -> list[tuple[str, str]]:
        record = told.protocol.record if told.protocol else None
        if record is None:
            return [(self.say(f"observer.step_{told.step}"), "")]
        form = session.workspace.forms[record.form_id]
        captions = {item.name: item.caption.in_(self.language) for item in form.items}
        found = [
            (captions[name], shown(record.figure(name))) for name in _LINES if name in captions
        ]
        return found + [
            (one.name.in_(self.language), shown(record.figure(f"votes.{one.option_id}")))
            for one in record.options
        ]
