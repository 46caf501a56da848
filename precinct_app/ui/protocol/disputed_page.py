# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Disputed ballots of one type: the doubt, the vote about each, what was decided (field: M8)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QLineEdit, QVBoxLayout, QWidget

from precinct_app.domain.election import Ballot
from precinct_app.domain.registers.disputed import DisputedBallot, Doubt
from precinct_app.domain.registers.entry import Entry
from precinct_app.services.registers import disputed as service
from precinct_app.services.registers.disputed import Annex
from precinct_app.ui.desk import Session
from precinct_app.ui.polling.deed import Deed, Work
from precinct_app.ui.polling.register_page import RegisterPage
from precinct_app.ui.protocol.ballot_words import ballot_band
from precinct_app.ui.widgets.ballot_band import BallotBand
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field
from precinct_app.ui.widgets.lamp import Lamp

VALID, INVALID = "valid", "invalid"
_DECIDE = "decide"
_MARGIN = 24
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Column(StrEnum):
    """What the list tells of a ballot."""

    GROUND = "ground"
    DOUBT = "doubt"
    VOTES = "votes"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Disputes:
    """A type of ballot with its annex."""

    ballot: Ballot
    annex: Annex


Dispute = Entry[DisputedBallot]


class DisputedPage(RegisterPage[Disputes, Dispute]):
    """One ballot after the other; ``subject`` is the type, and for whom it was is never asked."""

    area = "disputed"
    names_typist = True

    def _build(self) -> None:
        super()._build()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101  narrowed for the type checker
        layout.setContentsMargins(0, 0, 0, 16)
        for inner in layout.findChildren(QLayout, options=_DIRECT):
            inner.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        self.band = BallotBand()
        layout.insertWidget(0, self.band)

    def make_deeds(self) -> Sequence[Deed]:
        """The doubt, the ground, both votes, what was decided."""
        fields = {"doubt": Choice(wide=True), "ground": QLineEdit(), "in_favour": count_field(),
                  "against": count_field(), "decision": Choice()}  # fmt: skip
        return [Deed(_DECIDE, fields, self._decide)]

    def connect_forms(self) -> None:
        """The decision follows the votes; where they are equal it is the chair's."""
        form = self.form(_DECIDE)
        for name in ("in_favour", "against"):
            field = form.fields[name]
            if isinstance(field, QLineEdit):
                field.textChanged.connect(self._follow_votes)

    def cells(self) -> Mapping[Column, Callable[[Dispute], str]]:  # type: ignore[override]
        """Number and ground, doubt, votes, decision."""
        return {
            Column.GROUND: lambda e: f"{e.content.number}. {e.content.ground}",
            Column.DOUBT: lambda e: self.say(f"doubt.{e.content.doubt.value}"),
            Column.VOTES: lambda e: f"{e.content.in_favour} : {e.content.against}",
            Column.DECISION: lambda e: self.own(VALID if e.content.valid else INVALID),
        }  # fmt: skip

    def narrow(self) -> Sequence[Column]:
        """The doubt goes at large type."""
        return (Column.DOUBT,)

    def above(self) -> QWidget:
        """The annex in one line."""
        self.sum = Lamp()
        return self.sum

    def load(self, session: Session) -> Disputes:
        """The annex of the type of ballot."""
        ballot_id = self.place.subject
        found = service.annex(session.workspace, session.actor, ballot_id)
        return Disputes(session.workspace.election.ballot(ballot_id), found)

    def records(self, data: Disputes) -> Sequence[Dispute]:
        """The latest first."""
        return data.annex.ballots[::-1]

    def fill(self, data: Disputes) -> None:
        """The band, the annex, the choices."""
        session = self.frame.session
        if session is not None:
            band = ballot_band(
                session, data.ballot, "disputed.step", self._next(data), self.language
            )
            self.band.show_words(band)
        kept = data.annex.decided.values()
        valid, invalid = (sum(getattr(one, how) for one in kept) for how in (VALID, INVALID))
        first = self.say("disputed.sum", count=valid + invalid)
        second = self.say("disputed.sum_parts", valid=valid, invalid=invalid)
        self.sum.show_lamp("good" if valid + invalid else "unknown", first, second)
        self.choices("doubt", [(d.value, self.say(f"doubt.{d.value}")) for d in Doubt])
        self.choices("decision", [(one, self.own(one)) for one in (INVALID, VALID)])
        self._follow_votes()

    def undo(self, record: Dispute, reason: str) -> Work | None:
        """Undo a decision; its number is not used again."""
        return lambda s: service.undo_decision(s.workspace, s.actor, record.entry_id, reason)

    def _next(self, data: Disputes) -> str:
        """Under which number the next one is kept, as it is written on the paper."""
        return self.say("disputed.next", number=data.annex.next_number)

    def _follow_votes(self) -> None:
        form = self.form(_DECIDE)
        votes, against = form.number("in_favour"), form.number("against")
        if votes != against:
            form.put("decision", VALID if votes > against else INVALID)
        equal = bool(votes) and votes == against
        form.say_hint(self.own("equal" if equal else "ask"))

    def _decide(self, form: FieldForm) -> Work:
        ballot_id, when = self.place.subject, self.when(form)
        doubt, ground = Doubt(form.value("doubt")), form.value("ground")
        votes, against = form.number("in_favour"), form.number("against")
        valid = form.value("decision") == VALID

        def work(session: Session) -> object:
            return service.decide(
                session.workspace, session.actor, ballot_id, doubt, ground, in_favour=votes,
                against=against, valid=valid, happened=when(session),
            )  # fmt: skip

        return work
