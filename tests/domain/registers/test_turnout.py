# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Turnout: the last report of an hour counts, a fall is told, misheard figures are noticed."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.entry import Entry, Undo
from precinct_app.domain.registers.turnout import (
    TurnoutDay,
    TurnoutReport,
    TurnoutTold,
    check_digits,
    points,
    series,
)
from tests.builders import a_moment

HOURS = (time(10), time(12), time(20))


def report(hour: int, voters: int, undone: bool = False) -> Entry[TurnoutReport]:
    content = TurnoutReport(time(hour), voters, Source.PAPER)
    undo = Undo("x", a_moment(), a_moment(), "m1") if undone else None
    return Entry(f"{hour}/{voters}", content, a_moment(hour), a_moment(hour), "m1", undo)


def told(hour: int, voters: int) -> Entry[TurnoutTold]:
    content = TurnoutTold(time(hour), voters, "district")
    return Entry(f"t{hour}", content, a_moment(hour), a_moment(hour), "m1")


def test_the_picture_of_a_day() -> None:
    reports = [
        report(10, 120),
        report(12, 118),
        report(12, 400),
        report(20, 390),
        report(20, 9, True),
    ]
    found = points(HOURS, reports, [told(10, 120), told(12, 118)])
    assert [(p.hour, p.voters, p.before, p.is_told, p.falls) for p in found] == [
        (time(10), 120, None, True, False),
        (time(12), 400, 120, False, False),
        (time(20), 390, 400, False, True),
    ]
    assert [p.told_otherwise for p in found] == [False, True, False]
    assert [(t.voters, t.told_to) for t in found[1].told] == [(118, "district")]
    assert {p.source for p in found} == {Source.PAPER}
    assert series(found) == (120, 400, 390)


def test_a_share_needs_a_report_and_a_list() -> None:
    found = points(HOURS, [report(10, 120)], [])
    assert TurnoutDay(found, 999).per_mille(found[0]) == 120
    assert TurnoutDay(found, 999).per_mille(found[1]) is None
    assert TurnoutDay(found, None).per_mille(found[0]) is None
    assert TurnoutDay(found, 0).per_mille(found[0]) is None


def test_what_is_read_out_on_the_telephone() -> None:
    assert check_digits(214, time(12), 487) == "69"
    assert int("214" + "1200" + "00487" + "69") % 97 == 1  # ISO 7064


def test_an_hour_without_a_report_is_shown_empty_and_skipped_over() -> None:
    found = points(HOURS, [report(10, 120), report(20, 119)], [])
    assert [p.voters for p in found] == [120, None, 119]
    assert found[2].before == 120
    assert found[2].falls
    assert not found[1].falls
    assert (report(10, 1).content.subject, told(12, 1).content.subject) == ("10:00", "12:00")


@given(st.integers(1, 99999), st.sampled_from(HOURS), st.integers(0, 99999), st.data())
def test_a_misheard_digit_or_exchange_changes_the_check(
    number: int, hour: time, voters: int, data: st.DataObject
) -> None:
    check = check_digits(number, hour, voters)
    assert len(check) == 2
    digits = list(f"{voters:05d}")
    place = data.draw(st.integers(0, 4))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))
    misheard = int("".join([*digits[:place], other, *digits[place + 1 :]]))
    assert check_digits(number, hour, misheard) != check
    if place and digits[place] != digits[place - 1]:
        digits[place], digits[place - 1] = digits[place - 1], digits[place]
        assert check_digits(number, hour, int("".join(digits))) != check
