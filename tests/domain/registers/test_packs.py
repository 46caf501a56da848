# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Packs: what is typed wrong, and packs that hold another number than the protocol says."""

import pytest

from precinct_app.domain.registers.packs import (
    Pack,
    PackDifference,
    PackKind,
    PapersHanded,
    differences,
    faults,
)
from tests.domain.registers.kept import BALLOTS, entry

VALID, UNUSED = PackKind.BALLOTS_VALID, PackKind.BALLOTS_UNUSED


@pytest.mark.parametrize(
    ("pack", "keys"),
    [
        (Pack(1, VALID, "list"), []),
        (Pack(1, VALID, "list", True, 0), []),
        (Pack(1, PackKind.ACTS, counted=True, sheets=4), []),
        (Pack(1, PackKind.OTHER, note="keys"), []),
        (Pack(1, VALID), ["packs.ballot"]),
        (Pack(1, VALID, "third"), ["packs.ballot"]),
        (Pack(1, PackKind.VOTER_LIST, "list"), ["packs.no_ballot"]),
        (Pack(1, VALID, "list", True, -1), ["packs.sheets"]),
        (Pack(1, VALID, "list", False, 5), ["packs.sheets"]),
        (Pack(1, PackKind.OTHER), ["packs.note"]),
    ],
)
def test_faults_of_a_pack(pack: Pack, keys: list[str]) -> None:
    assert [reason.key for reason in faults(pack, BALLOTS)] == keys


def test_packs_are_compared_with_the_protocol_once_all_of_a_kind_are_counted() -> None:
    expected = {("list", VALID): 750, ("list", UNUSED): 423}
    first = entry(Pack(1, VALID, "list", True, 400))
    second = entry(Pack(2, VALID, "list", True, 350))
    unused = entry(Pack(3, UNUSED, "list", True, 422))
    foreign = entry(Pack(4, UNUSED, "single", True, 9))
    assert differences([first, second], expected) == ()
    assert differences([first, second, unused, foreign], expected) == (
        PackDifference(UNUSED, "list", 422, 423),
    )
    assert differences([first, entry(Pack(2, VALID, "list"))], expected) == ()
    assert len(differences([first, entry(second.content, undone=True)], expected)) == 1


def test_subjects() -> None:
    assert Pack(7, PackKind.ACTS).subject == "7"
    assert PapersHanded(1, "tec", (), (), (), (), "N").subject == "tec"
    assert not PackKind.HOME_APPLICATIONS.of_ballots
