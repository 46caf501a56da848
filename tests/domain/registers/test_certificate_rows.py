# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the registers of certificates say of themselves: who is out, who is silent, which paper lacks."""

from dataclasses import replace

import pytest

from precinct_app.domain.certificates import Certificate, CertificateDirection, Destination
from precinct_app.domain.registers.certificate_facts import (
    Absence,
    Acceptance,
    CertificateApplication,
    CertificateFacts,
)
from precinct_app.domain.registers.certificate_rows import (
    AcceptedRow,
    CertificateRegisters,
    IssuedRow,
)
from precinct_app.domain.registers.entry import Entry, Undo
from precinct_app.domain.voters import Voter
from tests.builders import MEMBERS, a_moment, a_precinct, an_election

ELECTION = an_election()
KIND = ELECTION.certificate_kinds[0]
VOTER = Voter("v" * 32, 7, "Ким", "Лев", "", None, "", "")
CERTIFICATE = Certificate(
    "c" * 32, CertificateDirection.ISSUED, "avc", "AB", "1", "", VOTER.voter_id, (), a_moment()
)
FACTS = CertificateFacts(
    CERTIFICATE, CertificateApplication(Destination("ALA", "Алматы"), Absence.TRIP, "01", "m4")
)
UNDO = Undo("another voter", a_moment(), a_moment(), "m1")


def accepted(row: int, signed: tuple[str, ...] | None, *, undone: bool = False) -> AcceptedRow:
    entry = Entry(
        f"e{row}", Acceptance(CERTIFICATE, "01", "m4"), a_moment(), a_moment(), "m4",
        UNDO if undone else None,
    )  # fmt: skip
    return AcceptedRow(
        row, VOTER, KIND, entry, a_precinct(9001, "ALA"), ELECTION.region("ALA"), MEMBERS[3], signed
    )


ROWS = (accepted(1, ("list",)), accepted(2, None), accepted(3, None, undone=True), accepted(4, ()))


def test_who_left_is_out_until_he_comes_back_or_the_row_is_undone() -> None:
    entry = Entry("e", FACTS, a_moment(), a_moment(), "m4")
    region = ELECTION.region("ALA")
    row = IssuedRow(1, VOTER, KIND, entry, MEMBERS[3], region, None, None)
    assert row.is_out
    assert not replace(row, returned=a_moment(18)).is_out
    assert not replace(row, entry=replace(entry, undone=UNDO)).is_out


@pytest.mark.parametrize(("papers", "gap"), [(None, 0), (3, 0), (2, 1), (4, -1)])
def test_papers_that_lack(papers: int | None, gap: int) -> None:
    assert CertificateRegisters((), ROWS, (), papers).papers_gap == gap


def test_holders_of_whom_nobody_has_said_what_they_signed_for() -> None:
    assert [row.row for row in CertificateRegisters((), ROWS, (), None).unsigned] == [2]
