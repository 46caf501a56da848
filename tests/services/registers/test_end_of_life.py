# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Handing in and the next round: nothing of a voter stays, nobody vanishes unseen."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.people import GuestKind
from precinct_app.domain.registers.voter_changes import ExclusionGround, Standing
from precinct_app.services.opening import open_workspace, set_up_precinct
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.registers import (
    hand_in,
    levels,
    list_totals,
    next_round,
    people,
    voter_changes,
)
from precinct_app.services.toolbox import WorkspaceUser
from precinct_app.services.workspace import Workspace
from tests.builders import a_record
from tests.services.conftest import PRECINCT, SECRET, VOTERS, Station
from tests.services.registers.day import (
    LIST,
    all_ballots,
    applied,
    close_list,
    holder,
    left_with_certificate,
    mark,
    marking,
    refused,
)
from tests.services.registers.decrypted import decrypted


@pytest.fixture
def over(station: Station) -> Station:
    """The day after: marks, an application, a guest, certificates; every protocol handed over."""
    marking(station).at(9)
    people.welcome(station.workspace, station.actor(), GuestKind.OBSERVER, "Бақылаушы Аида", "X")
    mark(station, 0)
    applied(station, 1)
    left_with_certificate(station, 2)
    holder(station, LIST)
    close_list(station)
    record = replace(a_record(), acts=())
    for ballot in all_ballots(station):
        protocol = StoredProtocol(
            ballot, 1, Status.HANDED_OVER, replace(record, ballot_id=ballot), record.to_json(),
            b"seal", (), b"%PDF", b"PK", ("m1",),
        )  # fmt: skip
        with station.workspace.store.begin() as work:
            work.protocols.save(protocol)
    station.at(40)
    return station


def handed_in(station: Station, folder: Path, **more: Any) -> Any:
    return hand_in.hand_in(
        station.workspace, station.actor(Role.CHAIR), folder, station.tools.press, **more
    )


def test_the_archive_is_whole_and_the_voters_are_gone(over: Station, tmp_path: Path) -> None:
    folder, out = tmp_path / PRECINCT, tmp_path / "archive"
    known = repr(over.workspace.election)
    people_here = {v.surname for v in over.voters if v.surname not in known}
    people_here |= {v.iin for v in over.voters if v.iin}
    people_here |= {v.address for v in over.voters} | {"Бақылаушы Аида"}
    raw = decrypted(folder, "m1", SECRET)
    assert all(said.encode() in raw for said in people_here)
    entry = handed_in(over, out)
    listed = (out / hand_in.SUMS).read_text("utf-8").splitlines()
    assert entry.content.files == len(listed) == 1 + 4 * len(all_ballots(over))
    for line in listed:
        digest, name = line.split("  ")
        assert sha256((out / name).read_bytes()).hexdigest() == digest
    assert sha256((out / hand_in.SUMS).read_bytes()).hexdigest() == entry.content.sums_sha256
    assert entry.content.voters == VOTERS + 1
    assert entry.content.certificates == 2
    assert entry.content.entries >= 3
    raw = decrypted(folder, "m1", SECRET)
    assert [said for said in people_here if said.encode() in raw] == []


def test_what_the_act_says_stays_and_the_registers_stand_on_paper(
    over: Station, tmp_path: Path
) -> None:
    workspace = over.workspace
    assert hand_in.handed_in(workspace, over.actor()) is None
    entry = handed_in(over, tmp_path / "archive")
    assert hand_in.handed_in(workspace, over.actor()) == entry
    with workspace.store.begin() as work:
        assert work.voters.count() == 0
        assert levels.kept_here(workspace, work) == frozenset()
        assert list_totals.frozen_list(work) is not None
        assert work.protocols.get(LIST) is not None
    on_paper = levels.standing_on_paper(workspace, over.actor())
    assert {e.content.register for e in on_paper} == set(Kept)
    refused(lambda: handed_in(over, tmp_path / "again"), "hand_in.done")


def test_a_protocol_that_was_not_handed_over_needs_a_reason(over: Station, tmp_path: Path) -> None:
    with over.workspace.store.begin() as work:
        work.protocols.save(StoredProtocol(LIST, 2, Status.CORRECTING))
    error = refused(lambda: handed_in(over, tmp_path / "a"), "hand_in.not_handed_over")
    assert error.reasons[0].values == {"number": 1}
    assert not (tmp_path / "a").exists()
    entry = handed_in(over, tmp_path / "a", reason="the correction was made on paper")
    assert entry.content.reason == "the correction was made on paper"
    assert (tmp_path / "a" / f"{LIST}_v1.pdf").read_bytes() == b"%PDF"
    assert not (tmp_path / "a" / f"{LIST}_v2.pdf").exists()


def test_nothing_is_wiped_where_the_archive_cannot_be_written(
    over: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "something").write_text("x")
    (tmp_path / "file").write_text("x")
    refused(lambda: handed_in(over, tmp_path / "full"), "hand_in.folder")
    refused(lambda: handed_in(over, tmp_path / "file"), "hand_in.folder")
    refused(lambda: handed_in(over, tmp_path / "file" / "below"), "hand_in.not_written")
    monkeypatch.setattr(hand_in, "write_whole", lambda path, data: path.write_bytes(data[:-1]))
    (tmp_path / "short").mkdir()
    refused(lambda: handed_in(over, tmp_path / "short"), "hand_in.not_written")
    with over.workspace.store.begin() as work:
        assert work.voters.count() == VOTERS + 1
    refused(
        lambda: hand_in.hand_in(over.workspace, over.actor(), tmp_path / "x", over.tools.press),
        "not_allowed.role",
    )


@pytest.fixture
def second(station: Station, tmp_path: Path) -> Workspace:
    """An empty workspace for the next round."""
    members = station.workspace.precinct.members
    users = [WorkspaceUser(m.member_id, m.name, m.role, SECRET) for m in members]
    folder = tmp_path / "second"
    set_up_precinct(
        folder, station.workspace.package, PRECINCT, Level.REGISTERS, users, station.tools
    )
    return open_workspace(folder, "m1", SECRET, station.tools)


def test_the_next_round_takes_the_list_over_and_shows_each(
    station: Station, second: Workspace
) -> None:
    marking(station).at(9)
    chair = station.actor(Role.CHAIR)
    mark(station, 0)
    left_with_certificate(station, 2)
    guest = holder(station, LIST)
    voter_changes.exclude(
        station.workspace, chair, station.voters[3].voter_id, ExclusionGround.DIED, document="d"
    )
    refused(lambda: next_round.look_at_next_round(station.workspace, chair), "round.list_open")
    close_list(station)
    shown = next_round.carry_over(station.workspace, second, chair, "act 5")
    assert [v.voter_id for v in shown.put_back] == [station.voters[2].voter_id]
    assert {(o.voter.voter_id, o.standing) for o in shown.left_out} == {
        (guest, Standing.CERTIFICATE_HOLDER), (station.voters[3].voter_id, Standing.EXCLUDED),
    }  # fmt: skip
    ballot = station.workspace.election.ballot(LIST)
    with second.store.begin() as work:
        total = list_totals.totals(work, ballot)
        carried = list(work.voters.all())
    assert total is not None
    assert (total.delivered, total.listed) == (VOTERS - 1, VOTERS - 1)
    assert {v.voter_id for v in carried}.isdisjoint({v.voter_id for v in station.voters})
    assert {v.full_name for v in carried} == {
        v.full_name for n, v in enumerate(station.voters) if n != 3
    }
    refused(lambda: next_round.carry_over(station.workspace, second, chair), "voters.list_present")
    second.store.close()


def test_only_within_a_precinct_and_only_where_a_list_was(
    station: Station, second: Workspace
) -> None:
    chair = station.actor(Role.CHAIR)
    other = replace(second, info=replace(second.info, precinct_id="KZ-KOS-9002"))
    close_list(station)
    refused(lambda: next_round.carry_over(station.workspace, other, chair), "round.other_precinct")
    with station.workspace.store.begin() as work:
        work.voters.wipe()
    refused(lambda: next_round.carry_over(station.workspace, second, chair), "round.nobody")
    refused(
        lambda: next_round.look_at_next_round(station.workspace, station.actor()),
        "not_allowed.role",
    )
    second.store.close()
