# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Backups are whole, read back, kept in generations; going on from one loses nothing unseen."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from precinct_app.domain.backups import ENDING, KEPT, Standing
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.errors import PrecinctError, StorageError
from precinct_app.domain.journal import first_break
from precinct_app.domain.registers.marks import Mark
from precinct_app.services import protocol_entry
from precinct_app.services.backups import back_up
from precinct_app.services.opening import open_workspace
from precinct_app.services.registers.station_time import read_wall_clock
from precinct_app.services.restoring import LookedAt, look_at_backup, restore
from precinct_app.services.two_people import Agreed
from precinct_app.services.workspace import Workspace
from precinct_app.storage import backup_file, vault
from precinct_app.storage.workspace import change_passphrase
from precinct_app.storage.workspace_card import DATABASE, KEYRING
from tests.services.conftest import PRECINCT, SECRET, Station
from tests.services.registers.day import LIST, mark, marking, refused, seal

ALONE = Agreed(alone="the secretary is ill")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / PRECINCT


def chair(station: Station) -> Actor:
    return station.actor(Role.CHAIR)


def backup(station: Station, stick: Path, keep: int = KEPT) -> Path:
    return back_up(station.workspace, chair(station), stick, station.tools, keep=keep).file


def look(station: Station, file: Path, folder: Path, here: Workspace | None = None) -> LookedAt:
    return look_at_backup(file, "m1", SECRET, folder, station.tools, here)


def reopened(station: Station, folder: Path) -> Workspace:
    return open_workspace(folder, "m1", SECRET, station.tools)


@pytest.fixture
def second(station: Station, stick: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Another laptop that goes on from the stick."""
    backup(station, stick)
    looked = look(station, newest(stick), tmp_path / "second")
    restore(looked, tmp_path / "second", ALONE, station.tools)
    opened = reopened(station, tmp_path / "second")
    yield opened
    opened.store.close()


def newest(stick: Path) -> Path:
    return sorted(stick.glob(f"*{ENDING}"))[-1]


def test_a_backup_holds_what_the_workspace_held(
    station: Station, stick: Path, folder: Path
) -> None:
    mark(marking(station), 0)
    before = station.workspace.store.contents()
    made = back_up(station.workspace, chair(station), stick, station.tools)
    looked = look(station, made.file, folder, station.workspace)
    assert looked.preview.held == before
    assert (made.label.events, made.label.generation) == (before.events, 1)
    assert (looked.preview.standing, looked.preview.lost) == (Standing.EARLIER, 1)  # its own event
    looked.close()
    assert [path.name for path in stick.iterdir()] == [made.file.name]
    assert list(folder.glob(".copying-*")) == []
    raw = made.file.read_bytes()
    assert station.voters[0].surname.encode() not in raw


def test_only_the_last_backups_of_this_workspace_stay(station: Station, stick: Path) -> None:
    (stick / f"somebody-else{ENDING}").write_bytes(b"x")
    files = []
    for minute in range(4):
        station.at(9, minute)
        files.append(backup(station, stick, keep=2))
    left = {path.name for path in stick.iterdir()}
    assert left == {f"somebody-else{ENDING}", files[2].name, files[3].name}


def test_a_stick_that_lies_is_found_out(
    station: Station, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = backup_file.write_backup

    def lying(target: Path, beside: object, database: Path) -> None:
        whole(target, beside, database)  # type: ignore[arg-type]
        data = bytearray(target.read_bytes())
        data[len(data) // 2] ^= 1
        target.write_bytes(data)

    monkeypatch.setattr(vault, "write_backup", lying)
    refused(lambda: backup(station, stick), "backup.differs")
    assert list(stick.iterdir()) == []


def test_a_missing_stick_is_told(station: Station, stick: Path) -> None:
    refused(lambda: backup(station, stick / "gone"), "backup.no_folder")
    (stick / "file").write_text("x")
    refused(lambda: backup(station, stick / "file"), "backup.no_folder")


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(400)]
)
def test_a_foreign_file_is_no_backup(
    station: Station, stick: Path, folder: Path, content: bytes
) -> None:
    (stick / f"a{ENDING}").write_bytes(content)
    refused(lambda: look(station, stick / f"a{ENDING}", folder), "backup.unreadable")
    refused(lambda: look(station, stick / f"b{ENDING}", folder), "backup.not_read")
    assert list(folder.glob(".copying-*")) == []


def test_a_damaged_backup_is_told_wherever_the_damage_is(
    station: Station, stick: Path, folder: Path
) -> None:
    held = station.workspace.store.contents()
    file = backup(station, stick)
    data = file.read_bytes()
    keys = []
    for place in range(0, len(data), len(data) // 23):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x40]) + data[place + 1 :])
        try:
            looked = look(station, file, folder)
        except PrecinctError as error:
            keys.append(error.reasons[0].key)
        else:  # a byte that says nothing, for instance of the container's own times
            assert looked.preview.held == held
            looked.close()
    assert len(keys) > 20
    file.write_bytes(data[: len(data) // 2])
    refused(lambda: look(station, file, folder), "backup.unreadable")
    assert set(keys) <= {"backup.unreadable", "storage.damaged", "storage.keyring", "signin.wrong"}


def test_a_restore_goes_back_and_the_journal_tells_of_it(
    station: Station, stick: Path, folder: Path
) -> None:
    marking(station)
    mark(station, 0)
    file = backup(station, stick)
    station.at(9)
    mark(station, 1)
    former = station.workspace.store.contents()
    looked = look(station, file, folder, station.workspace)
    preview = looked.preview
    assert preview.here == former
    assert former.entries == preview.held.entries + 1
    assert preview.standing is Standing.EARLIER
    assert preview.lost == former.events - preview.held.events
    done = restore(
        looked, folder, Agreed(station.actor(Role.SECRETARY)), station.tools, station.workspace
    )
    refused(lambda: mark(station, 2), "storage.closed")
    again = reopened(station, folder)
    assert again.info == done.info
    assert (again.info.generation, done.taken_over) == (2, False)
    assert again.info.instance_id not in {former.instance_id, preview.held.instance_id}
    with again.store.begin() as work:
        assert len(work.registers.all(Mark)) == 1
        events = list(work.journal.all())
    assert first_break(events) is None
    told = next(e for e in events if e.kind == "workspace.restored")
    assert told.details["second"] == station.actor(Role.SECRETARY).member_id
    assert told.details["replaced_head"] == former.head
    assert told.details["lost"] == preview.lost
    again.store.close()
    (aside,) = (folder / "replaced").iterdir()
    shutil.copyfile(aside, folder / DATABASE)
    back = reopened(station, folder)
    assert back.store.contents().entries == former.entries
    back.store.close()


def test_two_people_or_a_reason(station: Station, stick: Path, folder: Path) -> None:
    file = backup(station, stick)
    looked = look(station, file, folder, station.workspace)
    observer = Actor("o1", Role.OBSERVER)
    for agreed, key in (
        (Agreed(), "two_people.needed"), (Agreed(alone="  "), "two_people.needed"),
        (Agreed(chair(station)), "two_people.same"), (Agreed(observer), "two_people.stranger"),
    ):  # fmt: skip
        refused(
            lambda agreed=agreed: restore(  # type: ignore[misc]
                looked, folder, agreed, station.tools, station.workspace
            ),
            key,
        )
    looked.close()
    assert station.workspace.store.contents().generation == 1
    refused(lambda: back_up(station.workspace, observer, stick, station.tools), "not_allowed.role")
    member = station.actor()
    refused(
        lambda: look_at_backup(file, member.member_id, SECRET, folder, station.tools),
        "not_allowed.role",
    )


def test_another_precincts_backup_is_refused(station: Station, stick: Path, folder: Path) -> None:
    file = backup(station, stick)
    elsewhere = replace(
        station.workspace, info=replace(station.workspace.info, precinct_id="KZ-KOS-9002")
    )
    refused(lambda: look(station, file, folder, elsewhere), "restore.other_workspace")


def test_later_pass_phrases_open_an_earlier_backup_and_stay(
    station: Station, stick: Path, folder: Path
) -> None:
    file = backup(station, stick)
    change_passphrase(folder, "m1", SECRET, "5555")
    for secret in (SECRET, "5555"):
        looked = look_at_backup(file, "m1", secret, folder, station.tools, station.workspace)
        looked.close()
    refused(lambda: look_at_backup(file, "m1", "0", folder, station.tools), "signin.wrong")
    looked = look_at_backup(file, "m1", "5555", folder, station.tools, station.workspace)
    restore(looked, folder, ALONE, station.tools, station.workspace)
    refused(lambda: reopened(station, folder), "signin.wrong")
    open_workspace(folder, "m1", "5555", station.tools).store.close()


@pytest.mark.parametrize("harm", ["damaged", "lost", "keyring", "both"])
def test_a_workspace_that_opens_no_more_goes_on_from_its_backup(
    station: Station, stick: Path, folder: Path, harm: str
) -> None:
    mark(marking(station), 0)
    file = backup(station, stick)
    station.workspace.store.close()
    if harm in {"damaged", "both"}:
        (folder / DATABASE).write_bytes(b"x" * 100_000)
        (folder / f"{DATABASE}-wal").write_bytes(b"y" * 5000)
    if harm == "lost":
        (folder / DATABASE).unlink()
    if harm in {"keyring", "both"}:
        (folder / KEYRING).write_bytes(b"{")
    with pytest.raises(StorageError):
        reopened(station, folder)
    looked = look(station, file, folder)
    restore(looked, folder, ALONE, station.tools)
    again = reopened(station, folder)
    with again.store.begin() as work:
        assert len(work.registers.all(Mark)) == 1
    assert again.info.generation == 2
    again.store.close()
    kept = {path.name.partition(".")[2] for path in (folder / "replaced").iterdir()}
    assert kept == {"lost": set(), "both": {"db", "db-wal"}}.get(harm, {"db"})


def test_a_second_window_is_in_the_way_and_nothing_changes(
    station: Station, stick: Path, folder: Path
) -> None:
    file = backup(station, stick)
    looked = look(station, file, folder, station.workspace)
    other = reopened(station, folder)
    refused(
        lambda: restore(looked, folder, ALONE, station.tools, station.workspace), "storage.locked"
    )
    looked.close()
    assert other.store.contents().generation == 1
    other.store.close()
    reopened(station, folder).store.close()


def test_a_folder_with_something_else_is_left_alone(
    station: Station, stick: Path, tmp_path: Path
) -> None:
    file = backup(station, stick)
    used = tmp_path / "photos"
    used.mkdir()
    (used / "a.jpg").write_bytes(b"x")
    looked = look(station, file, used)
    refused(lambda: restore(looked, used, ALONE, station.tools), "storage.folder_used")
    looked.close()
    assert [path.name for path in used.iterdir()] == ["a.jpg"]


# --- another laptop ----------------------------------------------------------------------------------


def test_another_laptop_goes_on_as_another_instance(
    station: Station, second: Workspace, tmp_path: Path
) -> None:
    assert second.info.generation == 2
    assert second.info.instance_id != station.workspace.info.instance_id
    with second.store.begin() as work:
        assert "workspace.taken_over" in [e.kind for e in work.journal.all()]
    assert {path.name for path in (tmp_path / "second").iterdir()} >= {
        DATABASE, KEYRING, "workspace.json",
    }  # fmt: skip
    assert list(tmp_path.glob(".copying-*")) == []


def test_the_other_laptops_clock_is_its_own(station: Station, stick: Path, tmp_path: Path) -> None:
    wall = station.clock.now() + timedelta(hours=1)
    read_wall_clock(station.workspace, chair(station), wall)
    assert station.workspace.clock.offset == timedelta(hours=1) - timedelta(seconds=1)
    file = backup(station, stick)
    restore(look(station, file, tmp_path / "b"), tmp_path / "b", ALONE, station.tools)
    opened = reopened(station, tmp_path / "b")
    assert opened.clock.offset == timedelta()
    opened.store.close()


def test_the_old_laptop_meets_the_new_one_and_can_only_be_read(
    station: Station, second: Workspace, stick: Path, folder: Path
) -> None:
    back_up(second, chair(station), stick, station.tools)
    error = refused(lambda: backup(station, stick), "workspace.superseded")
    assert error.reasons[0].values == {"generation": 2}
    assert refused(lambda: seal(station), "workspace.superseded").reasons == error.reasons
    refused(
        lambda: protocol_entry.open_entry(station.workspace, station.actor(), LIST, "first"),
        "workspace.superseded",
    )
    with station.workspace.store.begin() as work:
        assert work.voters.count() == len(station.voters)
        assert [e.kind for e in work.journal.all()][-1] == "workspace.superseded"
    station.workspace.store.close()
    again = reopened(station, folder)
    assert again.info.superseded == 2
    station.workspace = again
    refused(lambda: seal(station), "workspace.superseded")
    refused(lambda: backup(station, stick), "workspace.superseded")
    mark_there = Station(second, station.clock, station.tools, station.keys, station.voters)
    mark(marking(mark_there), 0)


def test_a_forged_label_turns_nobody_read_only(station: Station, stick: Path) -> None:
    file = backup(station, stick)
    beside = backup_file.read_beside(file)
    forged = replace(beside.label, generation=99, instance_id="f" * 32)
    database = stick / "db"
    backup_file.take_database(file, database)
    backup_file.write_backup(stick / f"z{ENDING}", replace(beside, label=forged), database)
    database.unlink()
    backup(station, stick)
    assert station.workspace.info.superseded == 0
    assert station.workspace.store.contents().generation == 1


def test_a_third_laptop_counts_from_the_highest_that_the_stick_knows(
    station: Station, second: Workspace, stick: Path, tmp_path: Path
) -> None:
    back_up(second, chair(station), stick, station.tools)
    oldest = sorted(stick.glob(f"*{ENDING}"))[0]
    looked = look(station, oldest, tmp_path / "third")
    assert looked.preview.held.generation == 1
    done = restore(looked, tmp_path / "third", ALONE, station.tools)
    assert done.info.generation == 3


def test_a_disk_that_lost_entries_is_found_out_by_the_stick(
    station: Station, tmp_path: Path
) -> None:
    folder, stick, kept = tmp_path / PRECINCT, tmp_path / "stick", tmp_path / "kept"
    stick.mkdir()
    shutil.copytree(folder, kept)
    first = back_up(station.workspace, chair(station), stick, station.tools)
    again = back_up(station.workspace, chair(station), stick, station.tools)
    assert (first.ahead, again.ahead) == ("", "")
    station.workspace.store.close()
    shutil.rmtree(folder)
    kept.rename(folder)  # as if nothing of all this had been kept
    workspace = open_workspace(folder, "m1", SECRET, station.tools)
    made = back_up(workspace, chair(station), stick, station.tools)
    assert made.ahead == again.file.name
    with workspace.store.begin() as work:
        kinds = [event.kind for event in work.journal.all()]
    assert kinds[-2:] == ["workspace.behind", "backup.made"]
    workspace.store.close()
