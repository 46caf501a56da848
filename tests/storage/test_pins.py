# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""PINs as they are kept: by hash alone, one a person."""

from dataclasses import replace
from pathlib import Path

from precinct_app.domain.attempts import Attempts
from precinct_app.domain.commission import Role
from precinct_app.domain.pins import Pin
from precinct_app.services.ports import Store
from precinct_app.storage.keyring import read_keyring
from precinct_app.storage.pin_repository import hash_pin, pin_fits
from precinct_app.storage.workspace_card import KEYRING
from tests.builders import a_moment
from tests.storage.content import CHAIR

KEPT = Pin("m4", "Өтеген Дана", Role.MEMBER, "h1", "m1", Attempts(4, a_moment(3)))


def test_a_pin_comes_back_and_is_replaced_and_goes(store: Store) -> None:
    other = Pin("m5", "B", Role.DISTRICT_OPERATOR, "h2", "m5")
    with store.begin() as work:
        work.pins.save(other)
        work.pins.save(KEPT)
    with store.begin() as work:
        assert work.pins.all() == [KEPT, other]
        work.pins.save(replace(KEPT, hash="h3", attempts=Attempts()))
    with store.begin() as work:
        assert work.pins.get("m4") == replace(KEPT, hash="h3", attempts=Attempts())
        work.pins.remove("m4")
        work.pins.remove("m4")
    with store.begin() as work:
        assert work.pins.get("m4") is None
        assert work.pins.all() == [other]


def test_a_hash_tells_no_pin_and_fits_its_own_alone() -> None:
    one, again = hash_pin("294751"), hash_pin("294751")
    assert one != again
    assert "294751" not in one
    assert one.startswith("$argon2id$")
    assert pin_fits(one, "294751")
    assert not pin_fits(one, "294752")
    assert not pin_fits("nonsense", "294751")
    assert not pin_fits(one, "\ud800")


def test_a_pin_wraps_no_key(folder: Path) -> None:
    owners = {owner.member_id for owner in read_keyring(folder / KEYRING).owners}
    assert KEPT.member_id not in owners
    assert CHAIR.member_id in owners
