# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The account of the ballots: it closes by construction, and what it cannot explain stays visible."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, Source
from precinct_app.domain.registers.ballots import (
    BallotAccount,
    Carried,
    MemberAccount,
    account_of,
    leaders_issued,
    lines,
)
from precinct_app.domain.registers.movements import BallotMovement, Movement, faults
from tests.domain.registers.kept import entry

MEMBERS = ("m2", "m4")
_WITH = (Movement.TO_MEMBER, Movement.RETURNED, Movement.SPOILED)


def moved(kind: Movement, count: int, member: str = "", **more: object) -> BallotMovement:
    document = "7" if kind in {Movement.RECEIVED, Movement.WITHDRAWN} else ""
    movement = BallotMovement(kind, "list", count, member, document)
    return replace(movement, **more)  # type: ignore[arg-type]


def account(*moves: BallotMovement, **more: object) -> BallotAccount:
    return account_of("list", [entry(move) for move in moves], **more)  # type: ignore[arg-type]


QUIET = (
    moved(Movement.RECEIVED, 1210), moved(Movement.TO_MEMBER, 500, "m2"),
    moved(Movement.TO_MEMBER, 400, "m4"), moved(Movement.SPOILED, 3, "m2"),
    moved(Movement.RETURNED, 97, "m2"), moved(Movement.RETURNED, 16, "m4"),
    moved(Movement.UNUSED, 423),
)  # fmt: skip


def test_a_quiet_day_closes() -> None:
    found = account(*QUIET)
    assert (found.in_stock, found.residual) == (423, 0)
    assert {name: one.issued for name, one in found.members.items()} == {"m2": 400, "m4": 384}
    assert (found.together.issued, found.together.spoiled) == (784, 3)
    assert (found.surplus, found.lost, found.overdrawn) == (0, 0, ())
    figures = {cell: value.figure for cell, value in lines(found, MEMBERS).items()}
    assert figures["ballots_received"] == 1210
    assert figures["ballots_unused"] == 423
    assert figures["member.m2.issued"] == 400
    assert figures["member.m4.returned"] == 16
    assert {value.source for value in lines(found, MEMBERS).values()} == {Source.COUNTED}


@pytest.mark.parametrize(
    ("more", "received", "surplus", "lost", "withdrawn", "residual"),
    [
        ((moved(Movement.SURPLUS, 1),), 1210, 1, 0, 0, 1),
        ((moved(Movement.SURPLUS, 1, "m2"),), 1210, 1, 0, 0, 0),
        ((moved(Movement.LOST, 2),), 1210, 0, 2, 0, -2),
        ((moved(Movement.LOST, 2, "m4"),), 1210, 0, 2, 0, 0),
        ((moved(Movement.WITHDRAWN, 384),), 1210, 0, 0, 384, -384),
        ((moved(Movement.WITHDRAWN, 384, replaced=384),), 1594, 0, 0, 384, 0),
        ((moved(Movement.WITHDRAWN, 384, replaced=300),), 1510, 0, 0, 384, -84),
        ((moved(Movement.RECEIVED, 100),), 1310, 0, 0, 0, 100),
    ],
)  # fmt: skip
def test_what_goes_wrong_has_its_line(
    more: tuple[BallotMovement, ...], received: int, surplus: int, lost: int, withdrawn: int,
    residual: int,
) -> None:  # fmt: skip
    found = account(*QUIET, *more)
    assert (found.received, found.surplus, found.lost) == (received, surplus, lost)
    assert (found.withdrawn, found.residual) == (withdrawn, residual)


def test_unsigned_ballots_are_told_wherever_they_were_given() -> None:
    found = account(
        moved(Movement.WITHOUT_SIGNATURE, 2, "m2"), moved(Movement.WITHOUT_BALLOT, 1),
        unsigned_at_home=1,
    )  # fmt: skip
    assert (found.issued_without_signature, found.signed_without_ballot) == (3, 1)
    figures = lines(found, ())
    assert figures["issued_without_signature"].figure == 3
    assert figures["signed_without_ballot"].figure == 1


def test_what_nobody_recorded_is_not_given_as_zero() -> None:
    nothing = account()
    assert not nothing.started
    assert lines(nothing, MEMBERS) == {}
    only_members = account(moved(Movement.TO_MEMBER, 100, "m2"))
    assert only_members.in_stock == -100
    assert only_members.residual is None
    given_to_sheet = lines(only_members, MEMBERS)
    assert {"ballots_received", "ballots_unused"} & set(given_to_sheet) == set()
    assert given_to_sheet["member.m4.taken"].figure == 0


def test_a_member_who_shows_more_than_he_took_is_named_and_never_below_zero_on_paper() -> None:
    found = account(moved(Movement.TO_MEMBER, 10, "m2"), moved(Movement.RETURNED, 11, "m2"))
    assert found.overdrawn == ("m2",)
    assert lines(found, MEMBERS)["member.m2.issued"].figure == 0


def test_trips_are_with_the_member_who_carried_the_ballots() -> None:
    trip = MemberAccount(taken=24, spoiled=1, returned=2)
    found = account(
        moved(Movement.TO_MEMBER, 10, "m2"),
        trips=[
            Carried("m2", "list", trip), Carried("m4", "list", trip), Carried("m4", "single", trip)
        ],
    )  # fmt: skip
    assert {name: one.issued for name, one in found.members.items()} == {"m2": 31, "m4": 21}
    assert account(trips=[Carried("m4", "list", trip)]).started
    assert not account(trips=[Carried("m4", "single", trip)]).started


def test_the_chair_who_issued_is_counted_for_the_act() -> None:
    found = account(moved(Movement.TO_MEMBER, 10, "m1"), moved(Movement.RETURNED, 4, "m1"),
                    moved(Movement.TO_MEMBER, 9, "m2"), moved(Movement.RETURNED, 1, "m3"))  # fmt: skip
    assert leaders_issued(found, {"m1", "m3"}) == 6
    assert leaders_issued(found, ()) == 0


AMOUNTS = st.integers(1, 2000)
MOVES = st.one_of(
    st.builds(moved, st.sampled_from([Movement.RECEIVED, Movement.UNUSED]), AMOUNTS),
    st.builds(moved, st.sampled_from(_WITH), AMOUNTS, st.sampled_from(MEMBERS)),
    st.builds(
        moved, st.sampled_from([Movement.SURPLUS, Movement.LOST]), AMOUNTS,
        st.sampled_from(["", *MEMBERS]),
    ),
    st.integers(1, 300).flatmap(
        lambda n: st.builds(
            moved, st.just(Movement.WITHDRAWN), st.just(n), replaced=st.integers(0, n)
        )
    ),
)  # fmt: skip
TRIPS = st.builds(
    Carried, st.sampled_from(MEMBERS), st.just("list"),
    st.builds(MemberAccount, *[st.integers(0, 50)] * 5),
)  # fmt: skip


@given(st.lists(MOVES, max_size=12), st.lists(TRIPS, max_size=3))
def test_every_paper_is_somewhere(moves: list[BallotMovement], trips: list[Carried]) -> None:
    found = account(moved(Movement.RECEIVED, 1), *moves, trips=trips)
    came = (found.received or 0) + found.surplus
    there = found.in_stock + found.together.issued + found.together.spoiled
    assert came == there + found.withdrawn + found.lost
    for one in found.members.values():
        assert one.taken + one.surplus == one.issued + one.spoiled + one.returned + one.lost
    if found.residual is not None and found.unused is not None:
        out = found.together.issued + found.unused + found.together.spoiled
        assert found.residual == came - out - found.withdrawn - found.lost


@given(st.lists(MOVES, max_size=8), st.lists(MOVES, max_size=4), st.lists(MOVES, max_size=4))
def test_undone_movements_and_other_ballots_change_nothing(
    moves: list[BallotMovement], undone: list[BallotMovement], other: list[BallotMovement]
) -> None:
    plain = [entry(move) for move in moves]
    gone = [entry(move, undone=True) for move in undone]
    foreign = [entry(replace(move, ballot_id="single")) for move in other]
    assert account_of("list", [*gone, *plain, *foreign]) == account_of("list", plain)


@pytest.mark.parametrize(
    ("movement", "keys"),
    [
        (moved(Movement.RECEIVED, 1), []),
        (moved(Movement.UNUSED, 0), []),
        (moved(Movement.LOST, 1), []),
        (moved(Movement.LOST, 1, "m2"), []),
        (moved(Movement.WITHDRAWN, 5, replaced=5), []),
        (moved(Movement.RECEIVED, 0), ["ballots.count"]),
        (moved(Movement.UNUSED, -1), ["ballots.count"]),
        (moved(Movement.LOST, LARGEST_FIGURE + 1), ["ballots.count"]),
        (moved(Movement.TO_MEMBER, 1), ["ballots.member_needed"]),
        (moved(Movement.UNUSED, 1, "m2"), ["ballots.stock_only"]),
        (moved(Movement.RECEIVED, 1, document=" "), ["ballots.document"]),
        (moved(Movement.WITHDRAWN, 5, replaced=6), ["ballots.replaced"]),
        (moved(Movement.RECEIVED, 5, replaced=1), ["ballots.replaced"]),
        (moved(Movement.WITHDRAWN, 0, "m2", document="", replaced=-1),
         ["ballots.count", "ballots.stock_only", "ballots.document", "ballots.replaced"]),
    ],
)  # fmt: skip
def test_faults_of_what_is_typed_are_all_told(movement: BallotMovement, keys: list[str]) -> None:
    assert [reason.key for reason in faults(movement)] == keys


def test_a_movement_is_looked_up_by_its_ballot() -> None:
    assert moved(Movement.LOST, 1).subject == "list"
