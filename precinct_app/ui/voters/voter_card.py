# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One voter: who, where on paper, which ballots to give and which not, why, and the one button."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from precinct_app.domain.election import Ballot
from precinct_app.domain.errors import Reason
from precinct_app.domain.registers.voter_changes import ENTITLED
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import said, sentence, text
from precinct_app.ui.digits import digit_of
from precinct_app.ui.look import look_of
from precinct_app.ui.voters.door import Opened, Table
from precinct_app.ui.widgets.field_form import Choice
from precinct_app.ui.widgets.fitting import drop_until_fits, fitting_once
from precinct_app.ui.widgets.hand_out import HandOut, SlipWords
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row, set_role


class VoterCard(QFrame):
    """Filled slips to give, crossed ones not to give; digits say which he refuses."""

    marked = Signal()
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.opened: Opened | None = None
        self.refused: set[str] = set()
        self.compared = False
        self.marks_here = True
        self.tables: tuple[Table, ...] = ()
        self.ballots: dict[str, Ballot] = {}
        """The precinct's ballots, for what a mark says."""
        self.language = Language.KK
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(10)
        self.name, self.second = label("", "title", wrap=True), label("", "second", wrap=True)
        self.table_, self.page_ = label("", "headline"), label("", "headline")
        for one in (self.table_, self.page_):
            one.setAlignment(Qt.AlignmentFlag.AlignRight)
        who, where = column(self.name, self.second, 1), column(self.table_, self.page_, 1)
        head = self.head = row(who, where, spacing=16)
        head.setStretch(0, 1)
        layout.addLayout(head)
        self.give, self.withhold = HandOut(give=True), HandOut(give=False)
        layout.addWidget(self.give)
        layout.addWidget(self.withhold)
        self.reason, self.reason2 = label("", "", wrap=True), label("", "second", wrap=True)
        layout.addLayout(column(self.reason, self.reason2))
        self.sign, self.warning = Icon("triangle", "ochre", 24), label("", "ochre", wrap=True)
        warned = row(self.sign, self.warning, spacing=10)
        warned.setStretch(1, 1)
        layout.addLayout(warned)
        layout.addStretch(1)
        self.go, self.compare = KeyButton("", "Enter", main=True, size=20), KeyButton("", "+")
        self.table = Choice()
        self.go.clicked.connect(self._pressed)
        self.compare.clicked.connect(self.toggle_compared)
        self.table.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.who = label("", "second")
        layout.addLayout(row(self.who, self.table, 1, spacing=12))
        layout.addLayout(row(self.go, self.compare, 1, spacing=16))

    def show_voter(
        self, opened: Opened, tables: Sequence[Table], members: Mapping[str, str],
        language: Language, *, marks_here: bool,
    ) -> None:  # fmt: skip
        """Show somebody; what was chosen for another is forgotten."""
        former = self.opened.card.voter.voter_id if self.opened else ""
        if former != opened.card.voter.voter_id or opened.handing.mark is not None:
            self.refused.clear()
            self.compared = False
        self.opened, self.marks_here, self.language = opened, marks_here, language
        fresh = self.tables != tuple(tables)
        self.tables = tuple(tables)
        say = partial(text, language=language)
        self.table.show_choices(
            [
                (t.name, f"{say('door.table', table=t.name)} · {members[t.member_id]}")
                for t in tables
            ]
        )
        if fresh or former != opened.card.voter.voter_id:
            self.table.choose(opened.card.voter.paper_table or self.table.value())
        self.table.setAccessibleName(say("door.who_gives"))
        self.who.setText(say("door.who_gives"))
        self._show_who(opened)
        self._show_slips(opened)
        self._show_words(opened)
        self._fit()

    def chosen_table(self) -> Table:
        """The table at hand."""
        return next(t for t in self.tables if t.name == self.table.value())

    def toggle_compared(self) -> None:
        """The second key for namesakes: year and address were compared."""
        if self.opened is not None and self.opened.needs_comparing:
            self.compared = not self.compared
            self._show_words(self.opened)
            if self.compared:
                self.go.setFocus()

    def refuse_ballot(self, number: int) -> bool:
        """He refuses a ballot, or takes it after all; False for what he is not given."""
        give = self.opened.handing.give if self.opened else ()
        ballot = next((b for b in give if b.number == number), None)
        if ballot is None or self.opened is None:
            return False
        self.refused ^= {ballot.ballot_id}
        self._show_slips(self.opened)
        self._show_words(self.opened)
        return True

    def given(self) -> list[tuple[str, str]]:
        """Ballots that he was given, by id and name; what he spoils of them is exchanged."""
        mark = self.opened.handing.mark if self.opened else None
        found = self._of_mark(mark.content.given) if mark else []
        return [(ballot_id, words.first) for ballot_id, words in found]

    def take_focus(self) -> None:
        """The one button, or the second key where names are equal."""
        waits = self.opened is not None and self.opened.needs_comparing and not self.compared
        (self.compare if waits else self.go).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit refuses a ballot, the plus says that names were compared."""
        digit = digit_of(event)
        if event.key() == Qt.Key.Key_Plus:
            self.toggle_compared()
        elif not (digit and self.refuse_ballot(int(digit))):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another choice."""
        super().resizeEvent(event)
        self._fit()

    @fitting_once
    def _fit(self) -> None:
        """The second language goes first, the address last: namesakes are compared by it."""
        voter = self.opened.card.voter if self.opened else None
        parts: list[QWidget] = [self.reason2] if self.reason2.text() else []
        if self.table.isVisibleTo(self):
            parts.append(self.who)
        if voter is not None and self._is_large():
            parts.append(self.table if voter.paper_table else self.table_)
        drop_until_fits(self, [*parts, self.second])

    def _show_who(self, opened: Opened) -> None:
        voter, standing = opened.card.voter, opened.card.standing
        year = f", {voter.birth.year}" if voter.birth else ""
        self.name.setText(f"{voter.full_name}{year}")
        told = [voter.address]
        if standing not in ENTITLED or opened.card.certificates:
            told.append(text(f"voters.standing.{standing.value}", self.language))
        told += [f"№ {c.told}" for c in opened.card.certificates]
        self.second.setText(", ".join(part for part in told if part))
        self._show_place(said(opened.card.place, self.language))

    def _show_place(self, told: str) -> None:
        """Large at the right, or on a line of its own where type is large."""
        large = self._is_large()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.head.setDirection(down if large else across)
        self.head.setSpacing(0 if large else 16)
        if (layout := self.layout()) is not None:
            layout.setSpacing(6 if large else 10)
        place, _, rest = (told, "", "") if large else told.partition(", ")
        side = Qt.AlignmentFlag.AlignLeft if large else Qt.AlignmentFlag.AlignRight
        for one, words in ((self.table_, place), (self.page_, rest)):
            set_role(one, "title" if large or not rest else "headline")
            one.setAlignment(side)
            one.setText(words)
        self.page_.setVisible(bool(rest))
        self.go.size_ = 16 if large else 20
        self.go.updateGeometry()

    def _is_large(self) -> bool:
        return look_of(self).is_large

    def _show_slips(self, opened: Opened) -> None:
        say = partial(text, language=self.language)
        give = [self._slip(b, refused=b.ballot_id in self.refused) for b in opened.handing.give]
        kept = [self._slip(w.ballot, refused=False) for w in opened.handing.withheld]
        if opened.handing.already is not None:
            kept = []
        taken = len(give) - len(self.refused)
        self.give.show_slips(say("door.give"), say("door.ballots", count=taken), give)
        self.withhold.show_slips(
            say("door.withhold"), say("door.ballots", count=len(kept)), kept, short=bool(give)
        )  # fmt: skip
        if opened.handing.already is not None:
            self._show_given(opened)

    def _show_given(self, opened: Opened) -> None:
        """He has them already: nothing more is given, and each ballot says what became of it."""
        mark = opened.handing.mark
        if mark is None:
            return
        say = partial(text, language=self.language)
        refused = set(mark.content.refused)
        slips = [
            SlipWords(s.rgb, s.first, (say("door.refused" if ballot in refused else "door.given"),))
            for ballot, s in self._of_mark(mark.content.given + mark.content.refused)
        ]
        self.withhold.show_slips(say("door.withhold"), say("door.already"), slips)

    def _of_mark(self, ballot_ids: Collection[str]) -> list[tuple[str, SlipWords]]:
        known = [self.ballots[i] for i in ballot_ids if i in self.ballots]
        return [(b.ballot_id, self._slip(b, refused=False)) for b in known]

    def _slip(self, ballot: Ballot, *, refused: bool) -> SlipWords:
        paper = ballot.colour.name.in_(self.language)
        other = text("door.refused", self.language) if refused else paper
        first = f"{ballot.number}. {ballot.short_name.in_(self.language)}"
        return SlipWords(ballot.colour.rgb, first, (other,), refused)

    def _show_words(self, opened: Opened) -> None:
        other = Language.RU if self.language is Language.KK else Language.KK
        self.reason.setText(self._why(opened, self.language))
        self.reason2.setText(self._why(opened, other))
        for one in (self.reason, self.reason2):
            one.setVisible(bool(one.text()))
        say = partial(text, language=self.language)
        warned = [say("door.namesake")] if opened.needs_comparing else []
        warned += [sentence(note, self.language) for note in opened.handing.notes]
        self.warning.setText(" ".join(warned))
        for part in (self.sign, self.warning):
            part.setVisible(bool(warned))
        self.compare.setVisible(opened.needs_comparing)
        self.compare.icon_name = "tick" if self.compared else ""
        self.compare.say(say("door.compared" if self.compared else "door.compare"))
        self._show_go(opened)

    def _why(self, opened: Opened, language: Language) -> str:
        """Of a certificate's holder how many ballots of how many; else why some are not given."""
        handing = opened.handing
        if handing.by_certificate and handing.already is None:
            give, kept = len(handing.give), len(handing.withheld)
            return text("certificate.gives", language, give=give, of=give + kept)
        return " ".join(sentence(reason, language) for reason in self._reasons(opened))

    def _reasons(self, opened: Opened) -> list[Reason]:
        if opened.handing.already is not None:
            return [opened.handing.already]
        return list({w.reason.key: w.reason for w in opened.handing.withheld}.values())

    def _show_go(self, opened: Opened) -> None:
        say = partial(text, language=self.language)
        marked = opened.handing.mark is not None
        self.go.set_key("F9" if marked else "Enter")
        self.go.set_main(main=not marked)
        undo, give = say("door.undo_mark"), say("door.mark" if self.marks_here else "door.refusal")
        self.go.say(undo if marked else give)
        self.go.setVisible(marked or bool(opened.handing.give))
        for part in (self.who, self.table):
            part.setVisible(bool(opened.handing.give) and bool(self.tables))
        why = ""
        if opened.needs_comparing and not self.compared:
            why = say("door.compare_first")
        elif not marked and not self.marks_here and not self.refused:
            why = say("door.level")
        self.go.close_because(why)
        if why and not self.marks_here:
            self.reason.setText(why)
            self.reason.show()

    def _pressed(self) -> None:
        marked = self.opened is not None and self.opened.handing.mark is not None
        (self.undo_asked if marked else self.marked).emit()

    def relook(self) -> None:
        """Type of another size."""
        if self.opened is not None:
            self._show_who(self.opened)
            self._show_slips(self.opened)
        look = look_of(self)
        self.sign.setFixedSize(look.px(24), look.px(24))
        self._fit()
