# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Packs and the papers handed up, in a real workspace."""

from dataclasses import replace

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.protocol.record import Value
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.packs import OriginalHanded, Pack, PackKind, PapersHanded
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.registers import packs
from tests.builders import a_record
from tests.services.conftest import Station
from tests.services.registers.day import LIST, refused


def sealed(station: Station, kind: PackKind, ballot: str = "", **more: object) -> Entry[Pack]:
    pack = Pack(99, kind, ballot, **more)  # type: ignore[arg-type]
    return packs.seal_pack(station.workspace, station.actor(), pack)


def signed(station: Station) -> StoredProtocol:
    """A signed protocol of the first ballot: 750 valid."""
    record = a_record()
    counted = Value("ballots_valid", 750, Source.COUNTED)
    record = replace(record, ballot_id=LIST, values=(*record.values, counted))
    protocol = StoredProtocol(LIST, 1, Status.SIGNED, record, record.to_json(), signed_by=("m1",))
    with station.workspace.store.begin() as work:
        work.protocols.save(protocol)
    return protocol


def handed(station: Station, **more: object) -> Entry[PapersHanded]:
    receiver = station.workspace.election.ballot(LIST).receiver_id
    values: dict[str, object] = {
        "receiver_id": receiver, "originals": [OriginalHanded(LIST, 1, 2, 4)], "packs": [2, 1],
        "acts": [3, 1], "handed_by": ["m1", "m3"], "received_by": " Иванов ", **more,
    }  # fmt: skip
    return packs.hand_papers(station.workspace, station.actor(Role.CHAIR), **values)  # type: ignore[arg-type]


def test_packs_are_numbered_and_a_number_is_never_used_again(station: Station) -> None:
    first = sealed(station, PackKind.BALLOTS_VALID, LIST, counted=True, sheets=7, seal=" 55 ")
    second = sealed(station, PackKind.VOTER_LIST)
    assert (first.content.number, first.content.seal, second.content.number) == (1, "55", 2)
    packs.undo_pack(station.workspace, station.actor(), second.entry_id, "opened again")
    assert sealed(station, PackKind.ACTS).content.number == 3
    shown = packs.packs_shown(station.workspace, station.actor())
    assert [e.content.number for e in shown.entries] == [1, 3]
    refused(lambda: sealed(station, PackKind.OTHER), "packs.note")
    refused(lambda: sealed(station, PackKind.BALLOTS_VALID, "third"), "packs.ballot")


def test_a_pack_of_another_number_than_the_protocol_says_is_told(station: Station) -> None:
    signed(station)
    sealed(station, PackKind.BALLOTS_VALID, LIST, counted=True, sheets=749)
    (off,) = packs.packs_shown(station.workspace, station.actor()).differences
    assert (off.packed, off.expected) == (749, 750)
    sealed(station, PackKind.BALLOTS_VALID, LIST, counted=True, sheets=1)
    assert packs.packs_shown(station.workspace, station.actor()).differences == ()


def test_the_act_of_hand_over_names_everything(station: Station) -> None:
    signed(station)
    sealed(station, PackKind.BALLOTS_VALID, LIST, seal="55")
    sealed(station, PackKind.VOTER_LIST)
    entry = handed(station)
    assert (entry.content.packs, entry.content.acts) == ((1, 2), (1, 3))
    assert entry.content.received_by == "Иванов"
    (shown,) = packs.papers_handed(station.workspace, station.actor())
    assert shown.receiver.receiver_id == entry.content.receiver_id
    assert [b.ballot_id for b in shown.ballots] == [LIST]
    assert [p.content.seal for p in shown.packs] == ["55", ""]
    assert [m.member_id for m in shown.handed_by] == ["m1", "m3"]
    packs.undo_handed(station.workspace, station.actor(Role.CHAIR), entry.entry_id, "not yet")
    assert packs.papers_handed(station.workspace, station.actor()) == ()
    assert handed(station).content.number == 2


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"receiver_id": "nobody"}, "packs.receiver"),
        ({"packs": [1, 7]}, "packs.unknown"),
        ({"originals": [OriginalHanded("region_list", 1, 1, 1)]}, "packs.original"),
        ({"originals": [OriginalHanded(LIST, 2, 1, 1)]}, "packs.original"),
        ({"originals": [OriginalHanded(LIST, 1, 0, 1)]}, "packs.original"),
        ({"originals": [OriginalHanded(LIST, 1, 3, 2)]}, "packs.original"),
        ({"handed_by": []}, "packs.who"),
        ({"handed_by": ["m99"]}, "packs.who"),
        ({"received_by": " "}, "packs.who"),
    ],
)
def test_hand_overs_that_cannot_be(station: Station, more: dict[str, object], key: str) -> None:
    signed(station)
    sealed(station, PackKind.VOTER_LIST)
    sealed(station, PackKind.ACTS)
    refused(lambda: handed(station, **more), key)
    assert packs.papers_handed(station.workspace, station.actor()) == ()
