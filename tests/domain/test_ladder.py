# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who is left to sign, on which rungs a protocol stands, and how missing signatures are told."""

from datetime import UTC, datetime

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import InputError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.ladder import certifier_first, left_to_sign, rungs, usual_signers
from precinct_app.domain.protocol.missing import Missing, WhyNot, read_told, refusing, told_of
from precinct_app.domain.registers.entry import Entry, Undo
from precinct_app.domain.registers.signing import (
    AttachedKind,
    GoneWithout,
    NotSigning,
    Obstacle,
    Original,
    OriginalMade,
    PaperAttached,
    missing_on,
)

ROLES = {"m1": Role.CHAIR, "m2": Role.DEPUTY, "m3": Role.SECRETARY, "m4": Role.MEMBER}
CHAIR, DEPUTY, SECRETARY, MEMBER = (ExpectedSigner(m, role) for m, role in ROLES.items())
NOW = datetime(2023, 3, 19, 20, tzinfo=UTC)


def gone(*members: str, why: WhyNot = WhyNot.AWAY) -> list[Missing]:
    return [Missing(member, why) for member in members]


def test_the_certifier_stands_first_and_members_keep_their_order() -> None:
    other = ExpectedSigner("m5", Role.MEMBER)
    found = certifier_first([other, SECRETARY, MEMBER, CHAIR])
    assert found == (CHAIR, SECRETARY, other, MEMBER)
    assert left_to_sign(found, gone("m1", "m5")) == (SECRETARY, MEMBER)


@pytest.mark.parametrize(
    ("absent", "left"),
    [
        ((), (CHAIR, SECRETARY)),
        (("m1",), (DEPUTY, SECRETARY)),
        (("m1", "m2"), (SECRETARY,)),
        (("m3",), (CHAIR,)),
        (("m1", "m2", "m3"), ()),
    ],
)
def test_whoever_signs_for_the_chair(
    absent: tuple[str, ...], left: tuple[ExpectedSigner, ...]
) -> None:
    assert usual_signers(ROLES, gone(*absent)) == left


BOTH = (CHAIR, SECRETARY)


@pytest.mark.parametrize(
    ("signed", "absent", "more", "stands"),
    [
        ("m1 m3", "", {}, (1,)),
        ("m1", "", {}, (2,)),
        ("m1 m3", "m4", {}, (1,)),
        ("m1 m3", "m1", {}, (2,)),
        ("", "", {}, (3,)),
        ("m1 m3", "", {"sealed": False}, (3,)),
        ("m1 m3", "", {"manifest_signed": False}, (3,)),
        ("m1 m3", "", {"printed": False}, (4,)),
        ("m1", "m3", {"printed": False}, (2, 4)),
        ("", "m1 m3", {"printed": False}, (3, 4)),
    ],
)
def test_rungs(signed: str, absent: str, more: dict[str, bool], stands: tuple[int, ...]) -> None:
    told = {"sealed": True} | more
    assert rungs(BOTH, signed.split(), gone(*absent.split()), ROLES, **told) == stands


def said(member: str, version: int = 1, undo: Undo | None = None) -> Entry[NotSigning]:
    content = NotSigning("list", version, member, WhyNot.REFUSES)
    return Entry("0" * 32, content, NOW, NOW, "m1", undo)


def test_only_what_stands_of_this_version_counts() -> None:
    taken_back = Undo("a slip", NOW, NOW, "m1")
    entries = [said("m4"), said("m3", 2), said("m2", undo=taken_back), said("m1")]
    found = missing_on(entries, 1, {"m4": 7})
    assert found == (Missing("m1", WhyNot.REFUSES), Missing("m4", WhyNot.REFUSES, 7))


def test_refusals_alone_are_told_on_the_page_and_read_back() -> None:
    refusal = Missing("m4", WhyNot.REFUSES, 7)
    assert told_of(gone("m1")) == b""
    told = told_of([*gone("m1"), refusal])
    assert read_told(told) == (refusal,)
    assert refusing([*gone("m1"), refusal]) == (refusal,)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"[1]", b'[{"act":1,"member_id":"m4"}]',
        b'[{"act":"1","member_id":"m4","why":"refuses"}]',
        b'[{"act":1,"member_id":4,"why":"refuses"}]',
        b'[{"act":1,"member_id":"m4","why":"away"}]',
        b'[{"act":1,"member_id":"m4","why":"other"}]',
        b'[{"act":1, "member_id":"m4","why":"refuses"}]',
    ],
)  # fmt: skip
def test_other_bytes_tell_nothing(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_told(data)
    assert caught.value.reasons[0].key == "protocol.unreadable"


def test_what_an_entry_is_looked_up_by() -> None:
    assert said("m1").content.subject == "list"
    assert GoneWithout(Obstacle.NO_KEY).subject == "no_key"
    assert OriginalMade("list", 1, Original.PRINTED, 3, ("m1",)).subject == "list"
    assert PaperAttached(AttachedKind.COMPLAINT, 2, ("list",)).subject == "complaint/2"
