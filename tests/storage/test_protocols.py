# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Entries, notes and protocols, alike on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import StorageError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, NA, Figure, Source
from precinct_app.domain.protocol.status import Status
from precinct_app.services.ports import Store, StoredValue
from tests.builders import a_moment, a_record
from tests.storage.content import a_protocol, a_signed_protocol, an_entry


def a_value(cell: str, figure: Figure = 7, source: Source = Source.COUNTED) -> StoredValue:
    return StoredValue(cell, figure, source, a_moment(15))


@pytest.fixture
def begun(store: Store) -> Store:
    """A first entry is open."""
    with store.begin() as work:
        work.protocols.save(a_protocol())
        work.protocols.start_entry(an_entry())
    return store


def values_of(store: Store) -> tuple[StoredValue, ...]:
    with store.begin() as work:
        return work.protocols.entries("list", 1)[0].values


def test_cells_come_back_in_the_order_of_typing(begun: Store) -> None:
    typed = (
        a_value("votes.p2", 284), a_value("ballots_spoiled", NA), a_value("member.m4.issued", 0),
        a_value("box.1.found", LARGEST_FIGURE, Source.PAPER),
        a_value("voters_listed", 1202, Source.REGISTER),
    )  # fmt: skip
    with begun.begin() as work:
        for value in typed:
            work.protocols.save_value("e-first", value)
    assert values_of(begun) == typed


def test_a_cell_typed_again_is_replaced_in_its_place(begun: Store) -> None:
    for value in (a_value("votes.p1"), a_value("votes.p2"), a_value("votes.p1", NA)):
        with begun.begin() as work:
            work.protocols.save_value("e-first", value)
    assert values_of(begun) == (a_value("votes.p1", NA), a_value("votes.p2"))


def test_an_emptied_cell_keeps_its_place(begun: Store) -> None:
    with begun.begin() as work:
        for cell in ("votes.p1", "votes.p2", "votes.p3"):
            work.protocols.save_value("e-first", a_value(cell))
        work.protocols.clear_value("e-first", "votes.p1")
        work.protocols.clear_value("e-first", "never.typed")
    assert [v.cell for v in values_of(begun)] == ["votes.p2", "votes.p3"]
    with begun.begin() as work:
        work.protocols.save_value("e-first", a_value("votes.p4", 1))
        work.protocols.save_value("e-first", a_value("votes.p1", 8))
    assert [(v.cell, v.figure) for v in values_of(begun)] == [
        ("votes.p1", 8), ("votes.p2", 7), ("votes.p3", 7), ("votes.p4", 1),
    ]  # fmt: skip


def test_an_impossible_figure_is_refused_by_the_database(begun: Store) -> None:
    with pytest.raises(IntegrityError), begun.begin() as work:
        work.protocols.save_value("e-first", a_value("votes.p1", -1))
    assert values_of(begun) == ()


def test_entries_are_apart_and_oldest_first(begun: Store) -> None:
    second = replace(an_entry("second", a_moment(17)), member_id="m5")
    with begun.begin() as work:
        work.protocols.start_entry(second)
        work.protocols.save_value("e-second", a_value("votes.p1", 8))
        work.protocols.finish_entry("e-first", a_moment(16))
    with begun.begin() as work:
        entries = work.protocols.entries("list", 1)
        assert work.protocols.entries("list", 2) == work.protocols.entries("single", 1) == []
        work.protocols.finish_entry("e-first", None)
    assert entries == [
        replace(an_entry(), finished=a_moment(16)),
        replace(second, values=(a_value("votes.p1", 8),)),
    ]
    with begun.begin() as work:
        assert work.protocols.entries("list", 1)[0].finished is None


def test_an_entry_may_bring_its_values(begun: Store) -> None:
    whole = replace(an_entry("recheck", a_moment(18)), values=(a_value("votes.p1", 3),))
    with begun.begin() as work:
        work.protocols.start_entry(whole)
    with begun.begin() as work:
        assert work.protocols.entries("list", 1)[1] == whole


def test_an_entry_without_protocol_and_a_value_without_entry_are_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.begin() as work:
        work.protocols.start_entry(an_entry())
    with pytest.raises(IntegrityError), store.begin() as work:
        work.protocols.save_value("e-first", a_value("votes.p1"))
    with pytest.raises(NoResultFound), store.begin() as work:
        work.protocols.finish_entry("e-first", a_moment())


def test_a_protocol_comes_back_with_record_papers_and_signers(store: Store) -> None:
    with store.begin() as work:
        assert work.protocols.get("list") is None
        work.protocols.save(a_protocol())
        assert work.protocols.get("list") == a_protocol()
        work.protocols.save(a_signed_protocol())
    with store.begin() as work:
        assert work.protocols.get("list") == a_signed_protocol()
        assert work.protocols.get("single") is None


def test_the_latest_version_is_given_and_former_ones_are_kept(store: Store) -> None:
    with store.begin() as work:
        work.protocols.save(a_protocol(version=10))
        work.protocols.save(a_signed_protocol())
        work.protocols.save(a_protocol(version=9))
    with store.begin() as work:
        assert work.protocols.get("list") == a_protocol(version=10)
        assert work.protocols.version("list", 1) == a_signed_protocol()
        assert work.protocols.version("list", 2) is None


def test_what_is_signed_goes_on_to_the_next_signature(store: Store) -> None:
    signed = a_signed_protocol()
    both = replace(signed, pdf=b"%PDF two", signed_by=("m1", "m3"), status=Status.SIGNED)
    with store.begin() as work:
        work.protocols.save(signed)
        work.protocols.save(both)
        work.protocols.save(replace(both, status=Status.HANDED_OVER))
        assert work.protocols.get("list") == replace(both, status=Status.HANDED_OVER)


def test_a_refusal_to_sign_changes_the_set_and_keeps_the_record(store: Store) -> None:
    fewer = replace(a_signed_protocol(), signers=(ExpectedSigner("m1", Role.CHAIR),))
    with store.begin() as work:
        work.protocols.save(a_signed_protocol())
        work.protocols.save(fewer)
        assert work.protocols.get("list") == fewer


CHANGED = a_record(reason="түзету")


@pytest.mark.parametrize(
    "change",
    [
        {"record": CHANGED, "record_json": CHANGED.to_json()},
        {"record": None, "record_json": b""},
        {"seal": b"other"},
        {"signed_by": ()},
        {"signed_by": ("m3",)},
        {"signed_by": ("m3", "m1")},
    ],
    ids=["record", "no record", "seal", "unsigned", "other signer", "other order"],
)
def test_what_is_signed_never_changes(store: Store, change: dict[str, object]) -> None:
    with store.begin() as work:
        work.protocols.save(a_signed_protocol())
    with pytest.raises(StorageError) as caught, store.begin() as work:
        work.protocols.save(replace(a_signed_protocol(), **change))  # type: ignore[arg-type]
    assert caught.value.reasons[0].key == "storage.signed_changed"
    with store.begin() as work:
        assert work.protocols.get("list") == a_signed_protocol()


def test_a_frozen_record_that_nobody_has_signed_may_be_given_up(store: Store) -> None:
    frozen = replace(a_signed_protocol(), signed_by=(), status=Status.CHECKED)
    with store.begin() as work:
        work.protocols.save(frozen)
        work.protocols.save(replace(a_protocol(), status=Status.ENTERED_TWICE))
        assert work.protocols.get("list") == replace(a_protocol(), status=Status.ENTERED_TWICE)
