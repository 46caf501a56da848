# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Backups by themselves: told once, tried again, never in the desk's way."""

import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from precinct_app.domain.backups import ENDING
from precinct_app.domain.commission import Role
from precinct_app.runtime.backup_choice import FILE, BackupChoice, keep_choice, read_choice
from precinct_app.services import automatic_backup
from precinct_app.services.automatic_backup import AutomaticBackup, BackupNews
from precinct_app.services.restore_drill import drill, take_drills
from precinct_app.services.restoring import look_at_backup, restore
from precinct_app.services.two_people import Agreed
from precinct_app.storage import vault
from precinct_app.storage.backup_file import write_backup
from tests.services.conftest import PRECINCT, SECRET, Station
from tests.services.registers.day import refused, seal


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def keeper(station: Station, stick: Path, told: list[BackupNews]) -> AutomaticBackup:
    choice = BackupChoice(str(stick), 5, 3)
    chair = station.actor(Role.CHAIR)
    return AutomaticBackup(station.workspace, chair, choice, station.tools, told.append)


def keys(told: list[BackupNews]) -> list[str]:
    return [news.trouble.reasons[0].key if news.trouble else "made" for news in told]


def kinds(station: Station) -> list[str]:
    with station.workspace.store.begin() as work:
        return [e.kind for e in work.journal.all() if e.kind.startswith("backup.")]


def wait_for(what: Callable[[], object]) -> None:
    end = monotonic() + 60
    while not what():
        assert monotonic() < end
        sleep(0.01)


def test_trouble_is_told_once_and_the_stick_that_comes_back_too(
    station: Station, stick: Path
) -> None:
    told: list[BackupNews] = []
    watch = keeper(station, stick, told)
    assert watch.attempt()
    station.at(9)
    assert watch.attempt()
    assert keys(told) == ["made"]
    away = stick.rename(stick.with_name("pulled"))
    for _ in range(3):
        assert watch.attempt()
    stick.write_text("a file in its place")
    assert watch.attempt()
    assert keys(told) == ["made", "backup.no_folder"]
    assert watch.trouble is not None
    stick.unlink()
    away.rename(stick)
    station.at(10)
    assert watch.attempt()
    assert keys(told) == ["made", "backup.no_folder", "made"]
    assert watch.trouble is None
    assert watch.last is not None
    assert watch.last.file.exists()
    assert kinds(station) == ["backup.made", "backup.failed", "backup.made"]


def test_a_thread_of_its_own_keeps_the_stick_up_to_date(
    station: Station, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(automatic_backup, "AGAIN_SECONDS", 0.01)
    told: list[BackupNews] = []
    watch = keeper(station, stick / "not yet there", told)
    watch.start()
    wait_for(lambda: keys(told) == ["backup.no_folder"])
    (stick / "not yet there").mkdir()
    wait_for(lambda: keys(told) == ["backup.no_folder", "made"])
    seal(station)
    events = station.workspace.store.contents().events
    watch.ask()
    wait_for(lambda: watch.last is not None and watch.last.label.events >= events)
    watch.stop()
    assert [t for t in threading.enumerate() if t.name == "automatic backup"] == []


def test_the_desk_does_not_wait_for_a_stick_that_hangs(
    station: Station, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, hangs, goes_on = write_backup, threading.Event(), threading.Event()

    def slow(target: Path, beside: object, database: Path) -> None:
        hangs.set()
        goes_on.wait(60)
        whole(target, beside, database)  # type: ignore[arg-type]

    monkeypatch.setattr(vault, "write_backup", slow)
    told: list[BackupNews] = []
    watch = keeper(station, stick, told)
    watch.start()
    assert hangs.wait(60)
    seal(station)
    station.workspace.store.forget()
    assert told == []  # the stick hangs still, and the desk is done
    goes_on.set()
    wait_for(lambda: keys(told) == ["made"])
    watch.stop()


def test_a_closed_workspace_and_a_newer_laptop_end_it(
    station: Station, stick: Path, tmp_path: Path
) -> None:
    told: list[BackupNews] = []
    watch = keeper(station, stick, told)
    assert watch.attempt()
    assert watch.last is not None
    looked = look_at_backup(watch.last.file, "m1", SECRET, tmp_path / "b", station.tools)
    restore(looked, tmp_path / "b", Agreed(alone="drill"), station.tools)
    store = station.tools.open_workspace(tmp_path / "b", "m1", SECRET)
    station.tools.vault.write(store, stick, PRECINCT, "Asia/Almaty", station.clock.now())
    store.close()
    assert not watch.attempt()
    assert keys(told) == ["made", "workspace.superseded"]
    station.workspace.store.close()
    assert not watch.attempt()
    assert len(told) == 2


def test_the_choice_is_kept_beside_the_database(tmp_path: Path) -> None:
    assert read_choice(tmp_path) == BackupChoice()
    choice = BackupChoice("/media/stick", 10, 4)
    keep_choice(tmp_path, choice)
    assert read_choice(tmp_path) == choice
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    keep_choice(tmp_path, BackupChoice("/media/stick", 0, 4))
    assert read_choice(tmp_path) == BackupChoice("/media/stick")
    for content in (b"", b"{", b"[]", b'{"folder":1}', b"\xff", b"[" * 90_000):
        (tmp_path / FILE).write_bytes(content)
        assert read_choice(tmp_path) == BackupChoice()


# --- the drill ---------------------------------------------------------------------------------------


def test_another_laptop_proves_that_it_could_go_on(
    station: Station, stick: Path, tmp_path: Path
) -> None:
    chair = station.actor(Role.CHAIR)
    station.tools.machine = "a" * 32  # type: ignore[misc]
    watch = keeper(station, stick, [])
    watch.attempt()
    (file,) = stick.glob(f"*{ENDING}")
    station.tools.machine = "b" * 32  # type: ignore[misc]
    done = drill(file, "m1", SECRET, tmp_path, station.tools)
    assert list(tmp_path.glob(".copying-*")) == []
    assert not (tmp_path / "drill").exists()
    station.tools.machine = "a" * 32  # type: ignore[misc]
    for _ in range(2):
        assert take_drills(station.workspace, chair, stick, station.tools) == (done,)
    with station.workspace.store.begin() as work:
        (event,) = [e for e in work.journal.all() if e.kind == "backup.drill"]
    assert (event.subject, event.details["own"]) == ("b" * 32, 0)
    refused(lambda: drill(file, "m1", "0", tmp_path, station.tools), "signin.wrong")


@pytest.mark.parametrize("change", ["bbbb", "m2", "proof", "other"])
def test_a_made_up_proof_counts_for_nothing(
    station: Station, stick: Path, tmp_path: Path, change: str
) -> None:
    keeper(station, stick, []).attempt()
    (file,) = stick.glob(f"*{ENDING}")
    drill(file, "m1", SECRET, tmp_path, station.tools)
    (proof,) = stick.glob("*.restore-drill")
    content = proof.read_text()
    changed = {
        "m2": content.replace("m1", "m2"),
        "proof": content[:-3] + ("0" if content[-3] != "0" else "1") + content[-2:],
        "bbbb": "[]", "other": "not even JSON",
    }  # fmt: skip
    assert changed[change] != content
    proof.write_text(changed[change])
    chair = station.actor(Role.CHAIR)
    assert take_drills(station.workspace, chair, stick, station.tools) == ()
