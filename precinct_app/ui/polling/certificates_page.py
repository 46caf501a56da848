# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Absentee certificates: accepted with what they give, issued on application, blanks, refusals."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.registers.certificate_facts import Absence
from precinct_app.domain.registers.certificate_rows import AcceptedRow, IssuedRow
from precinct_app.domain.registers.certificate_stock import Stock
from precinct_app.domain.registers.refusal import NOT_IN_LIST, Asked
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence, sentences
from precinct_app.services.papers import personal
from precinct_app.services.papers import registers as register_papers
from precinct_app.services.registers import (
    certificate_acceptance,
    certificate_issue,
    certificate_stock,
    certificates,
    refusals,
    voter_lookup,
)
from precinct_app.services.registers.certificate_acceptance import PaperLook
from precinct_app.services.registers.refusals import RefusalRow
from precinct_app.ui.desk import Session
from precinct_app.ui.frame.place import Place
from precinct_app.ui.paper_printing import Draw
from precinct_app.ui.polling import certificate_forms as forms
from precinct_app.ui.polling.certificate_account import CertificateAccount
from precinct_app.ui.polling.certificate_lines import VIEWS, BlankRow, Column, Line, Papers, cells
from precinct_app.ui.polling.deed import Deed, Work
from precinct_app.ui.polling.register_page import RegisterPage
from precinct_app.ui.polling.voter_finder import find_by
from precinct_app.ui.voters.forms import typed_voter
from precinct_app.ui.widgets.field_form import FieldForm, count_field
from precinct_app.ui.widgets.tick_list import TickList


class CertificatesPage(RegisterPage[Papers, Line]):
    """What a certificate gives is said before anybody presses a key; a refusal can be written."""

    area = "certificates"
    views = VIEWS
    view_of: ClassVar[Mapping[str, str]] = {
        "accept": "accepted", "issue": "issued", "refuse": "refused", "blanks": "blanks",
        "papers": "accepted", "signed": "accepted", "all_signed": "accepted",
    }  # fmt: skip
    prints = True

    def make_deeds(self) -> Sequence[Deed]:
        """Accept on the day; issue and keep the blanks before it; refuse in writing."""
        return [
            Deed("accept", forms.accept_fields(), self._accept),
            Deed("issue", forms.issue_fields(), self._issue),
            Deed("refuse", forms.refusal_fields(), self._refuse),
            Deed("blanks", forms.stock_fields(), self._keep_stock),
            Deed("papers", {"count": count_field()}, self._count_papers),
            Deed("signed", forms.signed_fields(), self._signed),
            Deed("all_signed", {}, self._all_signed, timed=False),
        ]  # fmt: skip

    def cells(self) -> Mapping[Column, Callable[[Line], str]]:  # type: ignore[override]
        """Name, where, which paper, how it stands."""
        return cells(lambda: self.language)

    def heading(self, column: Column) -> str:  # type: ignore[override]
        """Each list has headings of its own."""
        view = self.list.value
        own = self.own(f"column.{view}.{column.value}")
        return self.own(f"column.{column.value}") if own.startswith("certificates.column") else own

    def narrow(self) -> Sequence[Column]:
        """The precinct."""
        return (Column.PLACE,)

    def above(self) -> QWidget:
        """What belongs to the list that is shown."""
        self.account = CertificateAccount()
        return self.account

    def has_above(self) -> bool:
        """Accepted papers and blanks have an account."""
        return self.list.value in {"accepted", "blanks"}

    def connect_forms(self) -> None:
        """The finder of a voter, and the look at a paper once its precinct is typed."""
        self.why: Reason = NOT_IN_LIST
        find_by(self, self.form("issue"))
        for name in ("number", "precinct"):
            field = self.form("accept").fields[name]
            if isinstance(field, QLineEdit):
                field.editingFinished.connect(self._look)
        self.form("signed").choice("holder").currentIndexChanged.connect(self._take_given)
        self.form("issue").choice("absence").currentIndexChanged.connect(self._show_note)

    def open(self, place: Place) -> None:
        """A place may name the voter to whom one is issued."""
        super().open(place)
        if place.subject:
            self.choose("issue")
            self.ask(partial(_named, place.subject), self._show_voter)

    def load(self, session: Session) -> Papers:
        """The registers."""
        found = certificates.registers(session.workspace, session.actor)
        return Papers(found, refusals.refusals(session.workspace, session.actor))

    def records(self, data: Papers) -> Sequence[Line]:
        """The list that is shown."""
        return data.lines(self.list.value)

    def offered(self, data: Papers) -> Collection[str]:
        """Where voters are marked, their marks tell what holders signed for."""
        session = self.frame.session
        marks = session is not None and session.workspace.info.level is Level.MARKS
        silent = {"signed", "all_signed"} if marks or not data.standing else set()
        return set(self.deeds) - silent - ({"all_signed"} if not data.registers.unsigned else set())

    def fill(self, data: Papers) -> None:
        """Kinds, regions, grounds, holders; what stands above the table."""
        session = self.frame.session
        if session is None:
            return
        election, language = session.workspace.election, self.language
        self.account.show_view(self.list.value, data.registers, language)
        kinds = [(k.kind_id, k.name.in_(language)) for k in election.certificate_kinds]
        self.choices("paper", kinds)
        self.choices("region", [(r.region_id, r.name.in_(language)) for r in election.regions])
        self.choices("absence", [(a.value, self.say(f"absence.{a.value}")) for a in Absence])
        self.choices("asked", [(a.value, self.say(f"asked.{a.value}")) for a in Asked])
        self.choices("what", [(s.value, self.own(f"stock.{s.value}")) for s in Stock])
        unsigned = data.registers.unsigned
        holders = sorted(data.standing, key=lambda row: row.signed is not None)
        self.choices("holder", [(row.voter.voter_id, row.voter.full_name) for row in holders])
        self._fill_signing(session)
        self.form("all_signed").say_hint(self.say("certificates.all_hint", count=len(unsigned)))
        self.form("refuse").say_hint(sentence(self.why, language))
        for name in ("blanks", "papers", "signed"):
            self.form(name).say_hint(self.own(f"hint.{name}"))
        self._show_note()

    def undo(self, record: Line, reason: str) -> Work | None:
        """Undo an acceptance, an issue, an entry of the blanks, a refusal."""
        if not record.entry.stands:
            return None
        entry = record.entry.entry_id
        if isinstance(record, AcceptedRow):
            kept = certificate_acceptance.undo_acceptance
            return lambda s: kept(s.workspace, s.actor, entry, reason)
        if isinstance(record, IssuedRow):
            return lambda s: certificate_issue.undo_issue(s.workspace, s.actor, entry, reason)
        if isinstance(record, BlankRow):
            return lambda s: certificate_stock.undo_stock(s.workspace, s.actor, entry, reason)
        return lambda s: refusals.undo_refusal(s.workspace, s.actor, entry, reason)

    def paper_of(self, record: Line) -> Draw | None:
        """The certificate itself, or the reasoned refusal for the applicant."""
        entry, language = record.entry.entry_id, self.language
        if not record.entry.stands:
            return None
        if isinstance(record, RefusalRow):
            return partial(_draw_refusal, entry, language)
        return partial(_draw_certificate, entry) if isinstance(record, IssuedRow) else None

    def register_paper(self) -> Draw | None:
        """The register that is shown; the account of the blanks closes that of the issued."""
        makers = {"accepted": register_papers.accepted_register,
                  "refused": register_papers.refusal_register}  # fmt: skip
        make = makers.get(self.list.value, register_papers.issued_register)
        return lambda s: s.tools.press.paper(make(s.workspace, s.actor))

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

    def _look(self) -> None:
        """What the paper is worth here, before anything is kept."""
        form = self.form("accept")
        if form.value("number") and form.value("precinct"):
            self.ask(forms.typed_paper(form).look, self._show_look)

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

    def _show_note(self) -> None:
        """Another reason is told in the voter's own words."""
        form = self.form("issue")
        form.show_field("note", shown=form.value("absence") == Absence.OTHER.value)

    def _fill_signing(self, session: Session) -> None:
        """Ballots for the signatures, and who signs certificates: the secretary first."""
        listed = self.form("signed").fields["ballots"]
        ballots = session.workspace.election.ballots_of(session.workspace.info.precinct_id)
        told = [(b.ballot_id, f"{b.number}. {b.short_name.in_(self.language)}") for b in ballots]
        if isinstance(listed, TickList):
            listed.show_rows(told, taken=False)
        self._take_given()
        members = sorted(session.members(), key=lambda m: m.role is not Role.SECRETARY)
        self.choices("signer", [(m.member_id, m.short_name) for m in members])

    def _take_given(self) -> None:
        """Most sign for all that their certificate gives, or for what was told of them before."""
        form, standing = self.form("signed"), self.data.standing if self.data else ()
        listed, holder = form.fields["ballots"], form.value("holder")
        row = next((one for one in standing if one.voter.voter_id == holder), None)
        if row is not None and isinstance(listed, TickList):
            given = row.entry.content.certificate.ballot_ids
            listed.take(given if row.signed is None else row.signed)

    # --- services ----------------------------------------------------------------------------------

    def _accept(self, form: FieldForm, *, seen: bool = False) -> Work:
        shown, holder, when = forms.typed_paper(form), typed_voter(form), self.when(form)
        paper = form.value("document")

        def accept(session: Session) -> object:
            return certificate_acceptance.accept(
                session.workspace, session.actor, [shown.paper(session)], holder, document=paper,
                accepted_by=session.actor.member_id, withdrawn=True, namesake_seen=seen,
                happened=when(session),
            )  # fmt: skip

        return accept

    def _issue(self, form: FieldForm) -> Work:
        return forms.issue_work(form, self.when(form))

    def _accept_other(self) -> None:
        form = self.form("accept")
        self.keep(self._accept(form, seen=True), form)

    def _refuse(self, form: FieldForm) -> Work:
        asked, why, when = Asked(form.value("asked")), self.why, self.when(form)
        applicant, explained = form.value("applicant"), form.value("explained")
        region, number = form.value("region"), form.number("right_precinct")

        def refuse(session: Session) -> object:
            station = forms.known_precinct(session, region, number) if number else ""
            return refusals.refuse(
                session.workspace, session.actor, asked, why, applicant, station=station,
                explained=explained, happened=when(session),
            )  # fmt: skip

        return refuse

    def _keep_stock(self, form: FieldForm) -> Work:
        entry, when = forms.stock_entry(form), self.when(form)
        return lambda s: certificate_stock.keep_stock(s.workspace, s.actor, entry, when(s))

    def _count_papers(self, form: FieldForm) -> Work:
        count, when = form.number("count"), self.when(form)
        return lambda s: certificates.count_papers(s.workspace, s.actor, count, when(s))

    def _signed(self, form: FieldForm) -> Work:
        holder, when, listed = form.value("holder"), self.when(form), form.fields["ballots"]
        taken = listed.value() if isinstance(listed, TickList) else ()
        told = (
            {row.voter.voter_id for row in self.data.standing if row.signed is not None}
            if self.data
            else set()
        )
        again = self.own("told_anew") if holder in told else ""

        def sign(session: Session) -> object:
            if again:
                certificates.undo_signed(session.workspace, session.actor, holder, again)
            return certificates.holder_signed(
                session.workspace, session.actor, holder, taken, when(session)
            )  # fmt: skip

        return sign

    def _all_signed(self, form: FieldForm) -> Work:
        del form
        return lambda s: certificates.all_signed(s.workspace, s.actor)


def _draw_certificate(entry_id: str, session: Session) -> bytes:
    paper = personal.certificate(session.workspace, session.actor, entry_id)
    return session.tools.press.paper(paper)


def _draw_refusal(entry_id: str, language: Language, session: Session) -> bytes:
    paper = personal.refusal(session.workspace, session.actor, entry_id, language)
    return session.tools.press.paper(paper)


def _named(voter_id: str, session: Session) -> tuple[str, str]:
    card = voter_lookup.card(session.workspace, session.actor, voter_id)
    return voter_id, card.voter.full_name
