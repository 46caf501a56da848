# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Seats: the published totals of 2023, thresholds just below and at, ties told and not broken."""

from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.seats import largest_remainder, most_votes

MAZHILIS_2023 = {
    "amanat": 3_431_510, "auyl": 693_938, "respublica": 547_154, "aq_jol": 535_139,
    "people": 432_920, "nsdp": 331_058, "baitaq": 146_431,
}  # fmt: skip
AGAINST_ALL = 248_291
VALID = 6_366_441


def test_the_published_votes_of_2023_add_up_and_give_the_published_seats() -> None:
    assert sum(MAZHILIS_2023.values()) + AGAINST_ALL == VALID
    found = largest_remainder(MAZHILIS_2023, 69, threshold_percent=5, base=VALID)
    assert found.by_list == {
        "amanat": 40, "auyl": 8, "respublica": 6, "aq_jol": 6, "people": 5, "nsdp": 4,
    }  # fmt: skip
    assert found.tied == ()
    assert f"{100 * 3_431_510 / VALID:.2f}" == "53.90"


def test_the_threshold_is_reached_at_and_missed_just_below() -> None:
    at = largest_remainder({"a": 950, "b": 50}, 10, threshold_percent=5, base=1000)
    assert set(at.by_list) == {"a", "b"}
    below = largest_remainder({"a": 951, "b": 49}, 10, threshold_percent=5, base=1000)
    assert below.by_list == {"a": 10}
    assert largest_remainder({"a": 0}, 10, threshold_percent=0, base=0).by_list == {}
    assert largest_remainder({"a": 4}, 10, threshold_percent=5, base=100).by_list == {}


def test_equal_remainders_for_one_seat_are_told() -> None:
    found = largest_remainder({"a": 5, "b": 5}, 3, threshold_percent=5, base=10)
    assert (found.by_list, found.tied) == ({"a": 1, "b": 1}, ("a", "b"))
    even = largest_remainder({"a": 1, "b": 1, "c": 1}, 2, threshold_percent=5, base=3)
    assert (sum(even.by_list.values()), even.tied) == (0, ("a", "b", "c"))
    enough = largest_remainder({"a": 5, "b": 5, "c": 2}, 7, threshold_percent=0, base=12)
    assert enough.by_list == {"a": 3, "b": 3, "c": 1}


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 10**7), min_size=1),
    st.integers(1, 200),
)
def test_all_seats_are_given_unless_tied_and_more_votes_never_get_fewer(
    votes: dict[str, int], seats: int
) -> None:
    base = sum(votes.values())
    found = largest_remainder(votes, seats, threshold_percent=5, base=base)
    if found.by_list:
        left = seats - sum(found.by_list.values())
        assert 0 <= left < max(len(found.tied), 1)
        for one, has in found.by_list.items():
            for other, gets in found.by_list.items():
                if votes[one] > votes[other]:
                    assert has >= gets


def test_the_most_votes_win_and_a_tie_needs_repeat_voting() -> None:
    assert most_votes({"a": 3, "b": 2}).by_list == {"a": 1}
    tie = most_votes({"a": 3, "b": 3, "c": 1})
    assert (tie.by_list, tie.tied) == ({}, ("a", "b"))
    assert most_votes({"a": 0, "b": 0}).by_list == {}
    assert most_votes({}).by_list == {}
    five = most_votes({"a": 9, "b": 7, "c": 7, "d": 1}, 2)
    assert (five.by_list, five.tied) == ({"a": 1}, ("b", "c"))
    assert most_votes({"a": 9, "b": 7, "c": 0}, 3).by_list == {"a": 1, "b": 1}
