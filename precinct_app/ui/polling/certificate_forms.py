# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the forms of the certificates page give to the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.certificates import Destination
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.certificate_facts import (
    Absence,
    CertificateApplication,
    ShownPaper,
)
from precinct_app.domain.registers.certificate_stock import Stock, StockEntry
from precinct_app.domain.registers.number_range import NumberRange
from precinct_app.services.registers import certificate_acceptance, certificate_issue
from precinct_app.services.registers.certificate_acceptance import PaperLook
from precinct_app.ui.desk import Session
from precinct_app.ui.polling.deed import Work
from precinct_app.ui.voters.forms import person_fields
from precinct_app.ui.widgets.digit_edit import DigitEdit, NumberEdit
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field
from precinct_app.ui.widgets.tick_list import TickList


def accept_fields() -> dict[str, QWidget]:
    """A paper of another precinct and its holder."""
    return {
        "paper": Choice(wide=True), "series": QLineEdit(), "number": NumberEdit(),
        "region": Choice(wide=True), "precinct": count_field(), **person_fields(),
        "document": NumberEdit(),
    }  # fmt: skip


def issue_fields() -> dict[str, QWidget]:
    """A voter of the own list, where he goes, who collects the paper and who signs it."""
    return {
        "find": QLineEdit(), "voter": Choice(wide=True), "paper": Choice(wide=True),
        "series": QLineEdit(), "number": NumberEdit(), "region": Choice(wide=True),
        "precinct": count_field(), "settlement": QLineEdit(), "absence": Choice(wide=True),
        "note": QLineEdit(), "document": NumberEdit(), "signer": Choice(),
        "collected_by": QLineEdit(), "power": NumberEdit(),
    }  # fmt: skip


def stock_fields() -> dict[str, QWidget]:
    """What happened to blanks, their numbers and the act."""
    return {
        "what": Choice(), "paper": Choice(wide=True), "count": count_field(), "series": QLineEdit(),
        "first": _number(), "last": _number(), "act": NumberEdit(),
    }  # fmt: skip


def refusal_fields() -> dict[str, QWidget]:
    """What was asked, who asked, and where he is told to go."""
    return {
        "asked": Choice(wide=True), "applicant": QLineEdit(), "region": Choice(wide=True),
        "right_precinct": count_field(), "explained": QLineEdit(),
    }  # fmt: skip


def signed_fields() -> dict[str, QWidget]:
    """A holder of whom nobody has said what he signed for, and the ballots."""
    return {"holder": Choice(wide=True), "ballots": TickList()}


def _number() -> DigitEdit:
    return DigitEdit("", (9,))


@dataclass(frozen=True, slots=True)
class Typed:
    """A certificate as it is laid on the table: its number, and the precinct that it names."""

    kind_id: str
    series: str
    number: str
    region: str
    precinct: int

    def look(self, session: Session) -> PaperLook:
        """What it is worth here."""
        return certificate_acceptance.look_at(session.workspace, session.actor, self.paper(session))

    def paper(self, session: Session) -> ShownPaper:
        """As the services take it."""
        issued_at = precinct_of(session, self.region, self.precinct)
        return ShownPaper(self.kind_id, self.series, self.number, issued_at)


def typed_paper(form: FieldForm) -> Typed:
    """The paper that a form tells of."""
    return Typed(form.value("paper"), form.value("series"), form.value("number"),
                 form.value("region"), form.number("precinct"))  # fmt: skip


def precinct_of(session: Session, region: str, number: int) -> str:
    """The precinct of the directory by region and number; empty where there is none."""
    found = certificate_acceptance.issuing_precincts(
        session.workspace, session.actor, region, number
    )  # fmt: skip
    return found[0].precinct_id if found else ""


def known_precinct(session: Session, region: str, number: int) -> str:
    """As `precinct_of`; InputError ``certificate.precinct_unknown`` for one that nobody knows."""
    found = precinct_of(session, region, number)
    if not found:
        raise InputError.of("certificate.precinct_unknown")
    return found


def stock_entry(form: FieldForm) -> StockEntry:
    """What happened to blanks; without numbers only how many."""
    first, last = form.value("first"), form.value("last") or form.value("first")
    ranges = (NumberRange(form.value("series"), first, last),) if first else ()
    return StockEntry(
        form.value("paper"), Stock(form.value("what")), form.number("count"), ranges,
        form.value("act"),
    )  # fmt: skip


def issue_work(form: FieldForm, when: Callable[[Session], datetime | None]) -> Work:
    """A certificate issued on an application."""
    values = {name: form.value(name) for name in form.fields}
    return partial(_issue, values, form.number("precinct"), when)


def _issue(
    values: dict[str, str], number: int, when: Callable[[Session], datetime | None],
    session: Session,
) -> object:  # fmt: skip
    precinct = precinct_of(session, values["region"], number) if number else ""
    application = CertificateApplication(
        Destination(values["region"], values["settlement"], precinct), Absence(values["absence"]),
        values["document"], values["signer"], values["note"], values["collected_by"],
        values["power"],
    )  # fmt: skip
    return certificate_issue.issue(
        session.workspace, session.actor, values["voter"], kind_id=values["paper"],
        series=values["series"], number=values["number"], application=application,
        happened=when(session),
    )  # fmt: skip
