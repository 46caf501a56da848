# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the list says of a voter, and what it adds up to."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.entry import Content, Entry
from precinct_app.domain.registers.voter_changes import (
    ENTITLED,
    Correction,
    DeliveredList,
    Exclusion,
    ExclusionGround,
    Inclusion,
    InclusionGround,
    ListFrozen,
    ListTotals,
    NotInLaterList,
    Standing,
    standing_of,
    totals_of,
)
from precinct_app.domain.voters import Voter
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
    ("delivered", "certificates", "exclusions", "dropped", "inclusions", "standing"),
    [
        (1, [], [], [], [], Standing.LISTED),
        (0, [], [], [], [NEW], Standing.LISTED),
        (0, [], [], [], [], Standing.NOT_LISTED),
        (1, [], [GONE], [], [], Standing.EXCLUDED),
        (0, [], [GONE], [], [NEW], Standing.EXCLUDED),
        (1, [OUT], [], [], [], Standing.LEFT_WITH_CERTIFICATE),
        (0, [OUT], [], [], [NEW], Standing.LEFT_WITH_CERTIFICATE),
        (1, [OUT], [], [], [BACK], Standing.LISTED),
        (1, [OUT], [], [DROPPED], [BACK], Standing.LISTED),
        (1, [OUT], [GONE], [], [BACK], Standing.EXCLUDED),
        (0, [IN], [], [], [], Standing.CERTIFICATE_HOLDER),
        (1, [], [], [DROPPED], [], Standing.NOT_IN_LATER_LIST),
        (1, [OUT], [], [DROPPED], [], Standing.LEFT_WITH_CERTIFICATE),
    ],
)
def test_standing(
    delivered: int, certificates: list[Certificate], exclusions: list[Exclusion],
    dropped: list[NotInLaterList], inclusions: list[Inclusion], standing: Standing,
) -> None:  # fmt: skip
    voter = Voter(V, delivered, "Ким", "Лев", "", None, "", "")
    found = standing_of(
        voter, certificates, [entry(e) for e in exclusions], [entry(d) for d in dropped],
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
    assert ListFrozen(()).subject == "list"


@dataclass(frozen=True)
class Fate:
    """What befell one person, as far as it can befall him."""

    delivered: bool
    dropped: bool
    included: bool
    issued: bool
    returned: bool
    excluded: bool
    accepted: bool


def lawful(fate: Fate) -> Fate:
    """Nobody is dropped who was not delivered, or excluded while he is not on the list."""
    fate = replace(fate, dropped=fate.dropped and fate.delivered,
                   included=fate.included and not fate.delivered)  # fmt: skip
    own = fate.delivered or fate.included
    fate = replace(fate, issued=fate.issued and own, accepted=fate.accepted and not own)
    fate = replace(fate, returned=fate.returned and fate.issued)
    away = (fate.issued or fate.dropped) and not fate.returned
    return replace(fate, excluded=fate.excluded and own and not away)


def stand(fate: Fate, certificates: list[Certificate], inclusions: list[Inclusion]) -> Standing:
    voter = Voter(V, int(fate.delivered), "Ким", "Лев", "", None, "", "")
    return standing_of(
        voter, certificates, [entry(GONE)] if fate.excluded else [],
        [entry(DROPPED)] if fate.dropped else [], [entry(i) for i in inclusions],
    )  # fmt: skip


@given(st.lists(st.builds(Fate, *[st.booleans()] * 7).map(lawful), max_size=8))
def test_listed_are_those_who_may_be_given_the_ballot(fates: list[Fate]) -> None:
    inclusions, issued, accepted, dropped, entitled = [], [], [], set(), 0
    for place, fate in enumerate(fates):
        name = f"{place:032d}"
        mine = [NEW] if fate.included else []
        mine += [BACK] if fate.returned else []
        inclusions += [replace(i, voter_id=name) for i in mine]
        issued += [replace(OUT, voter_id=name)] if fate.issued else []
        accepted += [replace(IN, voter_id=name)] if fate.accepted else []
        dropped |= {name} if fate.dropped else set()
        certificates = [OUT] * fate.issued + [IN] * fate.accepted
        entitled += stand(fate, certificates, mine) in ENTITLED
    delivered = sum(fate.delivered and not fate.dropped for fate in fates)
    excluded = sum(fate.excluded for fate in fates)
    found = totals_of(delivered, dropped, inclusions, excluded, issued, accepted, "b")
    assert found.listed == entitled
    other = totals_of(delivered, dropped, inclusions, excluded, issued, accepted, "not given")
    assert other.listed == entitled - len(accepted)


def test_whoever_left_and_is_dropped_is_gone_once() -> None:
    assert totals_of(99, {V}, [], 0, [OUT], [], "b") == ListTotals(99, 0, 0, 0, 0)
    assert totals_of(99, {V}, [BACK], 0, [OUT], [], "b") == ListTotals(99, 1, 0, 0, 0)
