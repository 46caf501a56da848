# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a certificate gives at which distance, how its number is read, and who used it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from precinct_app.domain import certificates as domain
from precinct_app.domain.certificates import Certificate, CertificateDirection, Destination
from precinct_app.domain.election import Distance, Election
from precinct_app.domain.wording import Wording
from tests.builders import a_moment, a_precinct, an_election

ALMATY = Wording("Алматы қаласы", "город Алматы", "Almaty city")
ARQALYQ = Wording("Арқалық қаласы", "г. Аркалык", "Arkalyk")


def an_accepted(number: str, voter_id: str, *ballot_ids: str) -> Certificate:
    return Certificate(
        f"c{number}", CertificateDirection.ACCEPTED, "avc", "AB", number, "KZ-ALA-9001", voter_id,
        ballot_ids, a_moment(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("avc", "АВ", "0001"), ("avc", "AB", "0001"), True),
        (("avc", "ab", "00 01"), ("avc", " AB ", "0001"), True),
        (("avc", "AB", "0001"), ("avc", "AB", "001"), False),
        (("avc", "AB", "0001"), ("other", "AB", "0001"), False),
        (("avc", "", "0001"), ("avc", "AB", "0001"), False),
    ],
)
def test_a_number_is_one_whatever_the_alphabet(
    one: tuple[str, str, str], other: tuple[str, str, str], same: bool
) -> None:
    assert (domain.folded_number(*one) == domain.folded_number(*other)) is same


@examples(st.text("АВЕКМНОРСТУХІABEKMHOPCTYXI авек0123456789", max_size=12))
def test_folding_is_done_once(text: str) -> None:
    once = domain.folded(text)
    assert domain.folded(once) == once
    assert not set(once) & set("АВЕКМНОРСТУХІ ")


def test_series_and_number_are_said_together() -> None:
    certificate = an_accepted("0007", "v")
    assert certificate.told == "AB 0007"
    assert replace(certificate, series="").told == "0007"


@pytest.mark.parametrize(
    ("distance", "give", "withheld"),
    [
        (Distance.SAME_REGION, ("list",), ("single",)),
        (Distance.ELSEWHERE, ("list",), ("single",)),
        (Distance.SAME_DISTRICT, None, None),
        (Distance.SAME_SETTLEMENT, None, None),
    ],
)
def test_the_matrix_gives_ballots_by_distance(
    distance: Distance, give: tuple[str, ...] | None, withheld: tuple[str, ...] | None
) -> None:
    found = domain.given(an_election(), a_precinct(), "avc", distance)
    if found is None:
        assert give is None
        return
    assert tuple(ballot.ballot_id for ballot in found.give) == give
    assert tuple(ballot.ballot_id for ballot in found.withheld) == withheld
    assert (found.distance, found.of) == (distance, 2)


def test_a_strange_kind_is_no_kind() -> None:
    with pytest.raises(KeyError):
        domain.given(an_election(), a_precinct(), "other", Distance.ELSEWHERE)


def test_numbers_repeat_between_regions() -> None:
    election = an_election()
    found = domain.precincts_of(election, "ALA", 9001)
    assert [precinct.precinct_id for precinct in found] == ["KZ-ALA-9001"]
    assert domain.precincts_of(election, "ALA", 9002) == ()


def places() -> Election:
    """Our town, a town of two districts' namesakes, and a city of republican significance."""
    here = a_precinct(settlement=ARQALYQ, district_id="d1", settlement_id="s1")
    return an_election(
        precincts=(
            here,
            a_precinct(
                9002, settlement=Wording.same("Ақкөл"), district_id="d2", settlement_id="s2"
            ),
            a_precinct(
                9003, settlement=Wording.same("Ақкөл"), district_id="d1", settlement_id="s3"
            ),
            a_precinct(9001, "ALA", settlement=ALMATY, district_id="a", settlement_id="a"),
            a_precinct(9002, "ALA", settlement=ALMATY, district_id="a", settlement_id="a"),
        )
    )


@pytest.mark.parametrize(
    ("here", "destination", "distance"),
    [
        ("KZ-KOS-9001", Destination("KOS", "", "KZ-KOS-9003"), Distance.SAME_DISTRICT),
        ("KZ-KOS-9001", Destination("", "", "KZ-ALA-9002"), Distance.ELSEWHERE),
        ("KZ-KOS-9001", Destination("ALA", "Алматы"), Distance.ELSEWHERE),
        ("KZ-KOS-9001", Destination("KOS", "аркалык"), Distance.SAME_SETTLEMENT),
        ("KZ-KOS-9001", Destination("KOS", "Арқалық қаласы"), Distance.SAME_SETTLEMENT),
        ("KZ-KOS-9001", Destination("KOS", "г.Аркалык"), Distance.SAME_SETTLEMENT),
        ("KZ-KOS-9001", Destination("KOS", "Акколь"), Distance.SAME_REGION),
        ("KZ-KOS-9001", Destination("KOS", "село Ақкөл"), Distance.SAME_DISTRICT),
        ("KZ-KOS-9001", Destination("KOS", "қаласы"), Distance.SAME_REGION),
        ("KZ-ALA-9001", Destination("ALA", "Медеу ауданы"), Distance.SAME_SETTLEMENT),
    ],
)
def test_how_far_an_applicant_goes(here: str, destination: Destination, distance: Distance) -> None:
    election = places()
    assert domain.distance_to(election, election.precinct(here), destination) is distance


@pytest.mark.parametrize(
    "destination", [Destination("KOS", "", "KZ-KOS-1"), Destination("XXX", "Арқалық")]
)
def test_an_unknown_place_has_no_distance(destination: Destination) -> None:
    election = places()
    with pytest.raises(KeyError):
        domain.distance_to(election, election.precincts[0], destination)


ACCEPTED = [
    an_accepted("1", "a", "list"),
    an_accepted("2", "b", "list"),
    an_accepted("3", "b", "region"),
    an_accepted("4", "c", "list"),
]


@pytest.mark.parametrize(
    ("signed", "used"),
    [
        ({}, 0),
        ({"a": ("list",)}, 1),
        ({"a": ("list",), "b": ("list", "region")}, 2),
        ({"a": ("region",)}, 0),
        ({"own": ("list",)}, 0),
    ],
)
def test_certificates_used_are_holders_who_signed(
    signed: Mapping[str, tuple[str, ...]], used: int
) -> None:
    assert domain.certificates_used(ACCEPTED, signed, "list") == used
    assert domain.voters_by_certificate({"a", "b", "c"}, signed, "list") == used


def test_a_ballot_wrongly_given_does_not_break_the_register() -> None:
    signed = {"a": ("list", "single")}
    assert domain.holders_of(ACCEPTED, "single") == frozenset()
    assert domain.certificates_used(ACCEPTED, signed, "single") == 1
    assert domain.voters_by_certificate({"a"}, signed, "single") == 1


def test_several_kinds_of_one_person_count_once() -> None:
    assert domain.holders_of(ACCEPTED, "list") == {"a", "b", "c"}
    twice = [*ACCEPTED, an_accepted("5", "b", "list")]
    assert len(domain.holders_of(twice, "list")) == 3
