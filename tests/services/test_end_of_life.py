# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""After the day: copies go with the people, and after the terms the workspace, keys first."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import PrecinctError
from precinct_app.services.backups import back_up
from precinct_app.services.end_of_life import KEPT_FOR, clear_copies, destroy, ends_from
from precinct_app.services.opening import open_workspace
from precinct_app.services.registers import hand_in
from precinct_app.services.two_people import Agreed
from precinct_app.storage.backup_file import DATABASE, KEYRING
from tests.services.conftest import PRECINCT, SECRET, Station
from tests.services.registers.day import refused


@pytest.fixture
def ended(station: Station, tmp_path: Path) -> Station:
    """Handed in, with the reason why no protocol went up."""
    chair = station.actor(Role.CHAIR)
    hand_in.hand_in(
        station.workspace, chair, tmp_path / "archive", station.tools.press, reason="жоқ"
    )
    return station


def real(station: Station) -> Station:
    """As if it were no training."""
    election = replace(station.workspace.election, mode=Mode.REAL)
    package = replace(station.workspace.package, election=election)
    station.workspace = replace(station.workspace, package=package)
    return station


def test_backups_and_kept_files_go_but_not_those_of_others(
    station: Station, tmp_path: Path
) -> None:
    stick, folder = tmp_path / "stick", tmp_path / PRECINCT
    stick.mkdir()
    chair = station.actor(Role.CHAIR)
    refused(
        lambda: clear_copies(station.workspace, chair, stick, station.tools), "end.not_handed_in"
    )
    mine = back_up(station.workspace, chair, stick, station.tools).file
    other = mine.with_name(f"other-{mine.name}")
    shutil.copy(mine, other)
    data = bytearray(other.read_bytes())
    data[len(data) // 2] ^= 1  # what does not open by our key is somebody else's
    other.write_bytes(data)
    (folder / "replaced").mkdir()
    (folder / "replaced" / "20230319-120000.db").write_bytes(b"former")
    (folder / f"{DATABASE}.before-0001").write_bytes(b"former")
    hand_in.hand_in(
        station.workspace, chair, tmp_path / "archive", station.tools.press, reason="жоқ"
    )
    cleared = clear_copies(station.workspace, chair, stick, station.tools)
    assert (cleared.kept, cleared.backups) == (2, 1)
    assert list(stick.iterdir()) == [other]
    assert list(folder.glob("**/*before*")) + list(folder.glob("replaced/*")) == []


def test_a_workspace_ends_after_its_terms_and_by_two(ended: Station, tmp_path: Path) -> None:
    station = real(ended)
    folder, chair = tmp_path / PRECINCT, station.actor(Role.CHAIR)
    agreed = Agreed(station.actor(Role.SECRETARY))
    key = (folder / KEYRING).read_bytes()
    links = tmp_path / "keyring as the disk has it"
    links.hardlink_to(folder / KEYRING)
    assert ends_from(station.workspace) == station.workspace.election.day + KEPT_FOR
    station.at(12, days=89)
    refused(lambda: destroy(station.workspace, chair, agreed, station.tools), "end.too_early")
    station.at(12, days=90)
    refused(lambda: destroy(station.workspace, chair, None, station.tools), "two_people.needed")
    assert (folder / KEYRING).read_bytes() == key
    (folder / "letter.txt").write_text("not the program's")
    destroy(station.workspace, chair, agreed, station.tools)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert links.read_bytes() != key
    assert len(links.read_bytes()) == len(key)
    with pytest.raises(PrecinctError) as caught:
        open_workspace(folder, "m1", SECRET, station.tools)
    assert caught.value.reasons[0].key == "storage.not_workspace"


def test_training_may_go_at_any_time_and_a_real_one_is_handed_in_first(
    station: Station, tmp_path: Path
) -> None:
    chair, agreed = station.actor(Role.CHAIR), Agreed(alone="training")
    was = station.workspace
    station.clock.set(station.clock.now() + timedelta(days=400))
    refused(
        lambda: destroy(real(station).workspace, chair, agreed, station.tools), "end.not_handed_in"
    )
    destroy(was, chair, agreed, station.tools)
    assert not (tmp_path / PRECINCT).exists()
