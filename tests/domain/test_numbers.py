# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Personal numbers, candidates, deadlines, sums of a district."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.candidates import Candidate, age_on, quota_missed, too_young
from precinct_app.domain.consolidation import Part, consolidate
from precinct_app.domain.deadlines import aware, deadlines_of
from precinct_app.domain.iin import check_digit, read_iin
from precinct_app.domain.protocol.record import Value
from precinct_app.domain.protocol.sheet import NA, Figure, Source
from tests.builders import a_record, an_election
from tests.domain.protocol.shipped import form

DAY = date(2023, 3, 19)


def test_vectors_of_the_check_digit() -> None:
    assert read_iin("061211600012").check_digit_fits
    assert read_iin("900101300811").check_digit_fits
    assert check_digit("90010130080") is None
    assert not read_iin("900101300812").check_digit_fits


@pytest.mark.parametrize(
    ("iin", "born", "man"),
    [
        ("061211600012", date(2006, 12, 11), False),
        ("900101300811", date(1990, 1, 1), True),
        ("991301300000", None, True),
        ("900101000000", None, None),
        ("880505100000", date(1888, 5, 5), True),
    ],
)
def test_what_a_number_says(iin: str, born: date | None, man: bool | None) -> None:
    facts = read_iin(iin)
    assert (facts.birth, facts.is_male) == (born, man)


@pytest.mark.parametrize("text", ["", "12345678901", "1234567890123", "12345678901a", "٠" * 12])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_iin(text)


def test_candidates_age_and_quota() -> None:
    assert age_on(date(1998, 3, 19), DAY) == 25
    assert age_on(date(1998, 3, 20), DAY) == 24
    young = Candidate("A", date(1998, 3, 20))
    assert [r.key for r in too_young([young, Candidate("B", date(1970, 1, 1))], DAY, 25)] == [
        "candidate.age"
    ]
    people = [Candidate(str(n), DAY, in_quota=n < 3) for n in range(10)]
    assert list(quota_missed("L", people, 30)) == []
    assert [r.key for r in quota_missed("L", people, 31)] == ["candidate.quota"]
    assert list(quota_missed("L", [], 30)) == []


def test_deadlines_of_march_2023() -> None:
    deadlines = deadlines_of(DAY)
    assert deadlines.certificates_from == datetime(2023, 3, 4)  # noqa: DTZ001
    assert deadlines.certificates_until == datetime(2023, 3, 18, 18)  # noqa: DTZ001
    assert deadlines.count_ends == datetime(2023, 3, 20, 8)  # noqa: DTZ001
    assert aware(deadlines.voting_closes, "Asia/Oral").utcoffset() is not None
    west = aware(deadlines.voting_closes, "Asia/Oral")
    east = aware(deadlines.voting_closes, "Asia/Almaty")
    assert (west - east).total_seconds() == 3600
    for opens, closes in ((time(5), time(20)), (time(7), time(23)), (time(20), time(7))):
        with pytest.raises(ValueError, match=r".*"):
            deadlines_of(DAY, opens, closes)


def parts(votes: list[int]) -> list[Part]:
    made = []
    for number, count in enumerate(votes, start=9001):
        figures: dict[str, Figure] = {
            "ballots_valid": count,
            "votes.p1": count,
            "votes.p2": 0,
            "ballots_spoiled": NA,
        }
        values = tuple(Value(cell, figure, Source.COUNTED) for cell, figure in figures.items())
        record = replace(a_record(), precinct_id=f"KZ-KOS-{number}", values=values)
        made.append(Part(record, "accepted", (1,)))
    return made


@given(st.lists(st.integers(0, 3000), max_size=3))
def test_totals_are_the_sums_and_missing_precincts_keep_their_row(votes: list[int]) -> None:
    election = an_election()
    expected = [p for p in election.precincts if p.ballot_ids]
    table = consolidate(election, election.ballot("list"), form(), parts(votes), expected)
    assert len(table.rows) == 3
    assert table.received == len(votes)
    assert table.totals["votes.p1"] == sum(votes)
    assert table.totals["ballots_spoiled"] == 0
    assert table.adds_up()
    assert [row.missing for row in table.rows] == [n >= len(votes) for n in range(3)]


def test_a_protocol_is_never_counted_twice_or_for_a_stranger() -> None:
    election = an_election()
    expected = [p for p in election.precincts if p.ballot_ids]
    one = parts([5])
    for wrong in (one * 2, [replace(one[0], record=replace(one[0].record, precinct_id="KZ-X-1"))]):
        with pytest.raises(ValueError, match="KZ"):
            consolidate(election, election.ballot("list"), form(), wrong, expected)
