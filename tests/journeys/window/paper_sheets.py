# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What lies on the table at night: a sheet for each ballot, a figure beside each number and caption."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from precinct_app.domain.election import Ballot, Election, Level, Precinct
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.sheet import Figure, Rows
from precinct_app.domain.wording import Language, Wording
from precinct_app.services.mock_counts import MockNight, mock_counts
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.workspace import forms_of, issuing_members


@dataclass(frozen=True)
class PaperSheet:
    """One ballot's sheet; lines are found as people find them, by number and caption."""

    ballot: Ballot
    cells: tuple[CellSpec, ...]
    figures: Mapping[str, Figure]

    def name(self, cell: str, language: Language) -> str:
        """A line as it is printed."""
        spec = next(one for one in self.cells if one.cell == cell)
        return f"{spec.official} {spec.caption.in_(language)}"

    def number(self, cell: str) -> str:
        """A line's official number."""
        return next(one.official for one in self.cells if one.cell == cell)

    def lines(self, language: Language) -> dict[str, str]:
        """Figures by the lines' printed names."""
        return {
            self.name(spec.cell, language): str(self.figures[spec.cell])
            for spec in self.cells if spec.cell in self.figures
        }  # fmt: skip

    def one_vote_moved(self) -> "PaperSheet":
        """The same sheet with a vote of the first option counted for the second."""
        first, second = [c.cell for c in self.cells if c.cell.startswith("votes.")][:2]
        one, other = self.figures[first], self.figures[second]
        assert isinstance(one, int)
        assert isinstance(other, int)
        return self.having({first: one - 1, second: other + 1})

    def having(self, figures: Mapping[str, Figure]) -> "PaperSheet":
        """The same sheet with other figures in some cells."""
        return replace(self, figures={**self.figures, **figures})


def with_registers(
    package: OpenedPackage, precinct_id: str, number: int, issued: int
) -> PaperSheet:
    """A sheet of which the registers give the most: one ballot is invalid, two are against all."""
    election = package.election
    ballot = _ballot(election, precinct_id, number)
    form, rows = _form_and_rows(package, precinct_id, ballot)
    first, *others = (f"votes.{option}" for option in rows.votes)
    valid, against = issued - 1, 2
    reasons = ("mobile_box", "not_of_form", "struck_option", "no_member_signature", "unclear")
    figures: dict[str, Figure] = {
        "ballots_issued": issued, "found_stationary": issued - 1,
        "box.1.found": 1, "box.1.not_of_form": 0, "ballots_found": issued, "ballots_invalid": 1,
        "ballots_valid": valid, "against_all": against, "disputed_decided": 0,
        **{f"invalid_by_reason.{reason}": 0 for reason in reasons},
        "invalid_by_reason.several_marks": 1,
        **dict.fromkeys(others, 1), first: valid - against - len(others),
    }  # fmt: skip
    cells = cells_of(form, rows, election, election.precinct(precinct_id), ballot, Level.REGISTERS)
    return PaperSheet(ballot, cells, figures)


def count_only(package: OpenedPackage, precinct_id: str, number: int) -> PaperSheet:
    """A sheet where every line comes from its paper, and obeys every relation."""
    election = package.election
    precinct, ballot = election.precinct(precinct_id), _ballot(election, precinct_id, number)
    form, rows = _form_and_rows(package, precinct_id, ballot)
    night = MockNight(1000, 0, 0, day=1)
    return PaperSheet(
        ballot, cells_of(form, rows, election, precinct, ballot, Level.COUNT_ONLY),
        mock_counts(form, rows, night, seed=number),
    )  # fmt: skip


def cells_of(
    form: Form, rows: Rows, election: Election, precinct: Precinct, ballot: Ballot, level: Level
) -> tuple[CellSpec, ...]:
    """Lines of the form as this precinct's blank prints them."""
    names = {o.option_id: o.name for o in election.contest(ballot.contest_id).options}
    names |= {m.member_id: Wording.same(m.name) for m in precinct.members}
    names |= {kind.kind_id: kind.name for kind in election.certificate_kinds}
    return form.cells(rows, level, names)


def _form_and_rows(package: OpenedPackage, precinct_id: str, ballot: Ballot) -> tuple[Form, Rows]:
    election = package.election
    form = forms_of(package)[ballot.form_id]
    rows = form.rows(
        tuple(o.option_id for o in election.contest(ballot.contest_id).options),
        member=issuing_members(election.precinct(precinct_id)), box=("1",),
        kind=tuple(kind.kind_id for kind in election.certificate_kinds),
    )  # fmt: skip
    return form, rows


def _ballot(election: Election, precinct_id: str, number: int) -> Ballot:
    return next(b for b in election.ballots_of(precinct_id) if b.number == number)
