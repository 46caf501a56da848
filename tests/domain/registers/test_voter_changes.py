# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the list says of a voter, and what it adds up to."""

from typing import Any

import pytest

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.entry import Content, Entry
from precinct_app.domain.registers.voter_changes import (
    Correction,
    DeliveredList,
    Exclusion,
    ExclusionGround,
    Inclusion,
    InclusionGround,
    ListTotals,
    NotInLaterList,
    Standing,
    standing_of,
)
from tests.builders import a_moment

V = "v" * 32
OUT = Certificate("c", CertificateDirection.ISSUED, "avc", "A", "1", "", V, (), a_moment())
IN = Certificate(
    "c", CertificateDirection.ACCEPTED, "avc", "A", "1", "KZ-X-1", V, ("b",), a_moment()
)
GONE = Exclusion(V, ExclusionGround.MOVED, "act 3")
BACK = Inclusion(V, InclusionGround.OWN_CERTIFICATE, "", "")
NEW = Inclusion(V, InclusionGround.REGISTERED, "m4", "")
DROPPED = NotInLaterList(V, 2)


def entry(content: Content) -> Entry[Any]:
    return Entry("e", content, a_moment(), a_moment(), "m1")


@pytest.mark.parametrize(
    ("certificates", "exclusions", "dropped", "inclusions", "standing"),
    [
        ([], [], [], [], Standing.LISTED),
        ([], [], [], [NEW], Standing.LISTED),
        ([], [GONE], [], [], Standing.EXCLUDED),
        ([OUT], [], [], [], Standing.LEFT_WITH_CERTIFICATE),
        ([OUT], [], [], [BACK], Standing.LISTED),
        ([OUT], [GONE], [], [BACK], Standing.EXCLUDED),
        ([IN], [], [], [], Standing.CERTIFICATE_HOLDER),
        ([], [], [DROPPED], [], Standing.NOT_IN_LATER_LIST),
        ([OUT], [], [DROPPED], [], Standing.LEFT_WITH_CERTIFICATE),
    ],
)
def test_standing(
    certificates: list[Certificate], exclusions: list[Exclusion], dropped: list[NotInLaterList],
    inclusions: list[Inclusion], standing: Standing,
) -> None:  # fmt: skip
    found = standing_of(
        certificates, [entry(e) for e in exclusions], [entry(d) for d in dropped],
        [entry(i) for i in inclusions],
    )  # fmt: skip
    assert found is standing


def test_lines_of_the_list_obey_their_relation() -> None:
    found = ListTotals(1200, 5, 3, 4, 2).lines()
    assert {name: figure.figure for name, figure in found.items()} == {
        "voters_delivered": 1200, "voters_included": 5, "voters_excluded": 3,
        "certificates_out": 4, "certificates_in": 2, "voters_listed": 1200,
    }  # fmt: skip
    assert {figure.source for figure in found.values()} == {Source.REGISTER}


def test_subjects_are_surrogates_and_numbers() -> None:
    assert {c.subject for c in (GONE, BACK, DROPPED, Correction(V, (), ""))} == {V}
    assert DeliveredList(2, 1200, "", "act 7").subject == "2"
