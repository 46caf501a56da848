# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Absentee certificates: accepted with what they give, issued on application, refused in writing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.certificates import Destination
from precinct_app.domain.commission import Role
from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.registers.certificate_facts import (
    Absence,
    CertificateApplication,
    ShownPaper,
)
from precinct_app.domain.registers.certificate_rows import AcceptedRow, IssuedRow
from precinct_app.domain.registers.refusal import NOT_IN_LIST, Asked
from precinct_app.runtime.texts import sentence, sentences
from precinct_app.services.registers import (
    certificate_acceptance,
    certificate_issue,
    certificates,
    refusals,
    voter_lookup,
)
from precinct_app.services.registers.certificate_acceptance import PaperLook
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.polling.register_page import Deed, RegisterPage, Work
from precinct_app.ui.voters.forms import person_fields, typed_voter
from precinct_app.ui.widgets.digit_edit import NumberEdit
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field


class Column(StrEnum):
    """What the table tells of a certificate."""

    NAME = "name"
    PLACE = "place"
    PAPER = "paper"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Line:
    """A certificate that was accepted here, or issued here."""

    accepted: AcceptedRow | None = None
    issued: IssuedRow | None = None


@dataclass(frozen=True, slots=True)
class Papers:
    """Both registers."""

    lines: tuple[Line, ...]


class CertificatesPage(RegisterPage[Papers, Line]):
    """What a certificate gives is said before anybody presses a key; a refusal can be written."""

    area = "certificates"

    def make_deeds(self) -> Sequence[Deed]:
        """Accept on the day; issue before it; refuse in writing."""
        paper: dict[str, QWidget] = {
            "paper": Choice(wide=True),
            "series": QLineEdit(),
            "number": NumberEdit(),
        }
        return [
            Deed("accept", {**paper, "region": Choice(wide=True), "precinct": count_field(),
                            **person_fields(), "document": NumberEdit()}, self._accept),
            Deed("issue", {"find": QLineEdit(), "voter": Choice(wide=True), "paper": Choice(wide=True),
                           "series": QLineEdit(), "number": NumberEdit(), "region": Choice(wide=True),
                           "precinct": count_field(), "settlement": QLineEdit(),
                           "absence": Choice(wide=True), "document": NumberEdit()}, self._issue),
            Deed("refuse", {"asked": Choice(wide=True), "applicant": QLineEdit(),
                            "explained": QLineEdit()}, self._refuse),
        ]  # fmt: skip

    def cells(self) -> Mapping[Column, Callable[[Line], str]]:  # type: ignore[override]
        """Name, where, which paper, how it stands."""
        return {
            Column.NAME: self._name, Column.PLACE: self._place, Column.PAPER: self._paper,
            Column.STATE: self._state,
        }  # fmt: skip

    def narrow(self) -> Sequence[Column]:
        """The precinct."""
        return (Column.PLACE,)

    def connect_forms(self) -> None:
        """The finder of a voter, and the look at a paper once its precinct is typed."""
        self.why: Reason = NOT_IN_LIST
        self.find_by(self.form("issue"))
        for name in ("number", "precinct"):
            field = self.form("accept").fields[name]
            if isinstance(field, QLineEdit):
                field.editingFinished.connect(self._look)

    def open(self, place: Place) -> None:
        """A place may name the voter to whom one is issued."""
        super().open(place)
        if place.subject:
            self.choose("issue")
            self.ask(partial(_named, place.subject), self._show_voter)

    def load(self, session: Session) -> Papers:
        """Both registers, the latest first."""
        found = certificates.registers(session.workspace, session.actor)
        accepted = [Line(accepted=row) for row in reversed(found.accepted)]
        return Papers((*accepted, *(Line(issued=row) for row in reversed(found.issued))))

    def records(self, data: Papers) -> Sequence[Line]:
        """Accepted ones first."""
        return data.lines

    def fill(self, data: Papers) -> None:
        """Kinds, regions, grounds."""
        session = self.frame.session
        if session is None:
            return
        election, language = session.workspace.election, self.language
        kinds = [(k.kind_id, k.name.in_(language)) for k in election.certificate_kinds]
        self.choices("paper", kinds)
        self.choices("region", [(r.region_id, r.name.in_(language)) for r in election.regions])
        self.choices("absence", [(a.value, self.say(f"absence.{a.value}")) for a in Absence])
        self.choices("asked", [(a.value, self.say(f"asked.{a.value}")) for a in Asked])
        self.form("refuse").say_hint(sentence(self.why, language))

    def undo(self, record: Line, reason: str) -> Work | None:
        """Undo an acceptance or an issue."""
        if record.accepted is not None and record.accepted.entry.stands:
            entry = record.accepted.entry.entry_id
            return lambda s: certificate_acceptance.undo_acceptance(
                s.workspace, s.actor, entry, reason
            )
        if record.issued is not None and record.issued.entry.stands:
            issued = record.issued.entry.entry_id
            return lambda s: certificate_issue.undo_issue(s.workspace, s.actor, issued, reason)
        return None

    def refuse(self, error: PrecinctError) -> None:
        """Say it; the reason is kept for a refusal in writing, a namesake is asked about."""
        self.why = error.reasons[0]
        self.form("refuse").say_hint(sentence(self.why, self.language))
        if self.why.key == "list.namesake":
            question = " ".join(sentences(error, self.language))
            self.frame.confirm(question, self.say("door.other_person"), self._accept_other)
        else:
            super().refuse(error)

    # --- words -------------------------------------------------------------------------------------

    def _name(self, line: Line) -> str:
        row = line.accepted or line.issued
        return row.voter.full_name if row else ""

    def _place(self, line: Line) -> str:
        if line.accepted is not None:
            region = line.accepted.region.name.in_(self.language)
            return f"{region}, № {line.accepted.issued_at.number}"
        if line.issued is None:
            return ""
        precinct = line.issued.going_precinct
        number = f", № {precinct.number}" if precinct else ""
        return line.issued.going_region.name.in_(self.language) + number

    def _paper(self, line: Line) -> str:
        row = line.accepted or line.issued
        return row.entry.content.certificate.told if row else ""

    def _state(self, line: Line) -> str:
        if line.accepted is not None:
            if not line.accepted.entry.stands:
                return self.say("certificates.undone")
            given = len(line.accepted.entry.content.certificate.ballot_ids)
            return self.say("certificates.accepted", count=given)
        if line.issued is None or not line.issued.entry.stands:
            return self.say("certificates.undone")
        return self.say("certificates.returned" if line.issued.returned else "certificates.issued")

    def _look(self) -> None:
        """What the paper is worth here, before anything is kept."""
        form = self.form("accept")
        if not (form.value("number") and form.value("precinct")):
            return
        self.ask(partial(_look_at, _shown(form)), self._show_look)

    def _show_look(self, look: PaperLook) -> None:
        if look.given is not None:
            give = ", ".join(str(b.number) for b in look.given.give)
            told = self.say("certificates.gives", count=len(look.given.give), all=look.given.of,
                            numbers=give)  # fmt: skip
        else:
            told = sentence(look.refused, self.language) if look.refused else ""
            self.why = look.refused or self.why
        self.form("accept").say_hint(told)

    def _show_voter(self, voter: tuple[str, str]) -> None:
        form = self.form("issue")
        form.choice("voter").show_choices([voter])
        form.put("find", voter[1])

    # --- services ----------------------------------------------------------------------------------

    def _accept(self, form: FieldForm, *, seen: bool = False) -> Work:
        shown, holder, when = _shown(form), typed_voter(form), self.when(form)
        paper = form.value("document")

        def accept(session: Session) -> object:
            return certificate_acceptance.accept(
                session.workspace, session.actor, [_found(session, shown)], holder, document=paper,
                accepted_by=session.actor.member_id, withdrawn=True, namesake_seen=seen,
                happened=when(session),
            )  # fmt: skip

        return accept

    def _accept_other(self) -> None:
        form = self.form("accept")
        self.keep(self._accept(form, seen=True), form)

    def _issue(self, form: FieldForm) -> Work:
        voter, kind, when = form.value("voter"), form.value("paper"), self.when(form)
        series, number = form.value("series"), form.value("number")
        region, precinct = form.value("region"), form.number("precinct")
        settlement, document = form.value("settlement"), form.value("document")
        absence = Absence(form.value("absence"))

        def issue(session: Session) -> object:
            going = Destination(region, settlement, _precinct(session, region, precinct))
            signs = next(m.member_id for m in session.members() if m.role is Role.SECRETARY)
            application = CertificateApplication(going, absence, document, signs, settlement)
            return certificate_issue.issue(
                session.workspace, session.actor, voter, kind_id=kind, series=series, number=number,
                application=application, happened=when(session),
            )  # fmt: skip

        return issue

    def _refuse(self, form: FieldForm) -> Work:
        asked, why, when = Asked(form.value("asked")), self.why, self.when(form)
        applicant, explained = form.value("applicant"), form.value("explained")
        return lambda s: refusals.refuse(
            s.workspace, s.actor, asked, why, applicant, explained=explained, happened=when(s)
        )  # fmt: skip


Typed = tuple[str, str, str, str, int]
"""Kind, series, number, region, precinct number."""


def _shown(form: FieldForm) -> Typed:
    return (form.value("paper"), form.value("series"), form.value("number"), form.value("region"),
            form.number("precinct"))  # fmt: skip


def _found(session: Session, typed: Typed) -> ShownPaper:
    kind, series, number, region, precinct = typed
    return ShownPaper(kind, series, number, _precinct(session, region, precinct))


def _precinct(session: Session, region: str, number: int) -> str:
    """The precinct of the directory by region and number; empty where there is none."""
    found = certificate_acceptance.issuing_precincts(
        session.workspace, session.actor, region, number
    )  # fmt: skip
    return found[0].precinct_id if found else ""


def _look_at(typed: Typed, session: Session) -> PaperLook:
    return certificate_acceptance.look_at(session.workspace, session.actor, _found(session, typed))


def _named(voter_id: str, session: Session) -> tuple[str, str]:
    card = voter_lookup.card(session.workspace, session.actor, voter_id)
    return voter_id, card.voter.full_name
