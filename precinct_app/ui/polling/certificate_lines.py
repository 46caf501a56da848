# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of the four lists of certificates, and what each column says of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from precinct_app.domain.election import CertificateKind
from precinct_app.domain.registers.certificate_rows import (
    AcceptedRow,
    CertificateRegisters,
    IssuedRow,
)
from precinct_app.domain.registers.certificate_stock import StockEntry
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.registers.refusals import RefusalRow
from precinct_app.ui.widgets.count_edit import grouped

VIEWS = ("accepted", "issued", "blanks", "refused")


class Column(StrEnum):
    """What the table tells of a certificate."""

    NAME = "name"
    PLACE = "place"
    PAPER = "paper"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class BlankRow:
    """Something happened to blanks of a kind."""

    kind: CertificateKind
    entry: Entry[StockEntry]


Line = AcceptedRow | IssuedRow | BlankRow | RefusalRow


@dataclass(frozen=True, slots=True)
class Papers:
    """The registers of certificates, and the refusals in writing."""

    registers: CertificateRegisters
    refusals: tuple[RefusalRow, ...]

    @property
    def standing(self) -> tuple[AcceptedRow, ...]:
        """Accepted certificates that were not undone."""
        return tuple(row for row in self.registers.accepted if row.entry.stands)

    def lines(self, view: str) -> tuple[Line, ...]:
        """One of the lists, the latest row first."""
        found = self.registers
        blanks = [BlankRow(row.kind, entry) for row in found.stock for entry in row.entries]
        lists: Mapping[str, tuple[Line, ...]] = {
            "accepted": found.accepted, "issued": found.issued, "refused": self.refusals,
            "blanks": tuple(sorted(blanks, key=lambda one: one.entry.recorded)),
        }  # fmt: skip
        return tuple(reversed(lists[view]))


def cells(language: Callable[[], Language]) -> Mapping[Column, Callable[[Line], str]]:
    """What each column says, in the language at hand."""
    return {
        Column.NAME: lambda line: _name(line, language()),
        Column.PLACE: lambda line: _place(line, language()),
        Column.PAPER: _paper,
        Column.STATE: lambda line: _state(line, language()),
    }


def _name(line: Line, language: Language) -> str:
    if isinstance(line, BlankRow):
        return text(f"certificates.stock.{line.entry.content.what.value}", language)
    if isinstance(line, RefusalRow):
        return line.entry.content.applicant
    return line.voter.full_name


def _place(line: Line, language: Language) -> str:
    if isinstance(line, BlankRow):
        return line.entry.content.document
    if isinstance(line, RefusalRow):
        return text(f"asked.{line.entry.content.asked.value}", language)
    if isinstance(line, AcceptedRow):
        return f"{line.region.name.in_(language)}, №\u00a0{line.issued_at.number}"
    going = line.going_region.name.in_(language)
    settlement = line.entry.content.application.destination.settlement
    where = f"№\u00a0{line.going_precinct.number}" if line.going_precinct else settlement
    return ", ".join(part for part in (going, where) if part)


def _paper(line: Line) -> str:
    if isinstance(line, BlankRow):
        return ", ".join(one.told for one in line.entry.content.ranges)
    if isinstance(line, RefusalRow):
        return str(line.entry.content.number)
    return line.entry.content.certificate.told


def _state(line: Line, language: Language) -> str:
    if not line.entry.stands:
        return text("certificates.undone", language)
    if isinstance(line, BlankRow):
        return grouped(line.entry.content.count)
    if isinstance(line, RefusalRow):
        return text(f"refusal_ground.{line.entry.content.ground.value}", language)
    if isinstance(line, IssuedRow):
        return text(f"certificates.{'returned' if line.returned else 'issued'}", language)
    given = text(
        "certificates.gave", language, count=len(line.entry.content.certificate.ballot_ids)
    )
    if line.signed is None:
        return f"{given}; {text('certificates.unsigned', language)}"
    return f"{given}; {text('certificates.signed', language, count=len(line.signed))}"
