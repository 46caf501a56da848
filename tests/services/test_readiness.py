# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Readiness does what the night will ask for; whatever is wanting is told, with what to do."""

import os
import shutil
from collections import namedtuple
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from precinct_app.documents import notice_pdf
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.readiness import Readiness, State, Subject
from precinct_app.domain.wording import Language
from precinct_app.services import readiness_around
from precinct_app.services.papers import blanks
from precinct_app.services.papers.readiness import readiness_paper
from precinct_app.services.readiness import LONG_BEFORE, check_readiness
from precinct_app.services.readiness_around import Around, KeyTried
from precinct_app.services.registers import station_time
from precinct_app.services.restore_drill import drill
from precinct_app.services.workspace import record_clock
from precinct_app.storage.backup_file import DATABASE
from tests.documents.reading import off_the_page, overlaps, pages_text, squeezed
from tests.services.conftest import PRECINCT, SECRET, Station

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def looked(station: Station, tmp_path: Path, **around: object) -> Readiness:
    """What is found from the chair's place."""
    place = Around(tmp_path / PRECINCT, **around)  # type: ignore[arg-type]
    return check_readiness(station.workspace, station.actor(Role.CHAIR), place, station.tools)


def key(station: Station, role: Role, precinct: str = PRECINCT, secret: str = SECRET) -> KeyTried:
    member = station.actor(role).member_id
    return KeyTried(f"{member}.p12", station.keys.of(member, precinct).data, secret)


def both_keys(station: Station) -> Sequence[KeyTried]:
    return [key(station, Role.CHAIR), key(station, Role.SECRETARY)]


def states(ready: Readiness, subject: Subject) -> list[State]:
    return [finding.state for finding in ready.of(subject)]


def words(ready: Readiness, subject: Subject) -> str:
    return " ".join(finding.said.whole.en for finding in ready.of(subject))


def test_a_bare_laptop_is_told_everything_that_is_wanting(station: Station, tmp_path: Path) -> None:
    ready = looked(station, tmp_path)
    assert {f.subject for f in ready.findings} == set(Subject)
    missing = {f.subject for f in ready.findings if f.state is State.MISSING}
    assert missing == {Subject.STICK, Subject.SECOND_LAPTOP, Subject.EMERGENCY_PACK}
    assert not ready.is_ready
    assert states(ready, Subject.KEYS) == [State.BY_HAND] * 2
    assert states(ready, Subject.CLOCK) == [State.BY_HAND]
    assert states(ready, Subject.DATABASE) == [State.GOOD]
    assert "120" in words(ready, Subject.DATABASE)
    assert states(ready, Subject.TRAINING) == [State.LOOK]
    for finding in ready.findings:
        for language in Language:
            said = finding.said.whole.in_(language)
            assert "readiness." not in said
            assert "{" not in said
    with station.workspace.store.begin() as work:
        event = work.journal.last()
    assert event is not None
    assert (event.kind, event.details["missing"]) == ("readiness.checked", 3)


def test_a_laptop_where_all_is_there_is_ready(
    station: Station, tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chair = station.actor(Role.CHAIR)
    first = looked(station, tmp_path, stick=stick, keys=both_keys(station))
    assert states(first, Subject.STICK) == [State.GOOD]
    assert states(first, Subject.KEYS) == [State.GOOD] * 2
    assert states(first, Subject.SECOND_LAPTOP) == [State.MISSING]
    (backup,) = stick.glob("*.precinct-backup")
    drill(backup, "m1", SECRET, tmp_path, station.tools)
    own = looked(station, tmp_path, stick=stick)
    assert "this laptop only" in words(own, Subject.SECOND_LAPTOP)
    second = station.tools.with_clock(station.clock)
    monkeypatch.setattr(second, "machine", "f" * 32)
    drill(backup, "m1", SECRET, tmp_path, second)
    blanks.emergency_pack(station.workspace, chair)
    wall = station.workspace.clock.machine() + timedelta(minutes=60)
    station_time.read_wall_clock(station.workspace, chair, wall)
    ready = looked(station, tmp_path, stick=stick, keys=both_keys(station), printers=["HP"])
    assert [f for f in ready.findings if f.state is State.MISSING] == []
    assert ready.is_ready
    assert states(ready, Subject.SECOND_LAPTOP) == [State.GOOD]
    assert states(ready, Subject.CLOCK) == [State.GOOD]
    assert "60 min" in words(ready, Subject.CLOCK)
    assert "HP" in words(ready, Subject.PRINTER)


def test_keys_that_would_fail_at_night(station: Station, tmp_path: Path) -> None:
    other = next(p for p in station.workspace.election.precincts if p.precinct_id != PRECINCT)
    keys = [
        key(station, Role.CHAIR, secret="0000"),
        key(station, Role.SECRETARY, other.precinct_id),
        KeyTried("letter.p12", b"no key", SECRET),
    ]
    ready = looked(station, tmp_path, keys=keys)
    assert states(ready, Subject.KEYS) == [State.MISSING] * 3 + [State.BY_HAND] * 2
    assert other.precinct_id in words(ready, Subject.KEYS)


def test_keys_that_have_ended(station: Station, tmp_path: Path) -> None:
    station.at(7, days=365 * 10 + 30)
    ready = looked(station, tmp_path, keys=both_keys(station))
    assert states(ready, Subject.CLOCK) == [State.BY_HAND]
    assert states(ready, Subject.KEYS) == [State.MISSING] * 2 + [State.BY_HAND] * 2


def test_by_a_date_that_is_wrong_no_key_is_judged(station: Station, tmp_path: Path) -> None:
    station.at(7, days=365 * 30)
    ready = looked(station, tmp_path, keys=both_keys(station))
    assert states(ready, Subject.CLOCK) == [State.MISSING]
    assert states(ready, Subject.KEYS) == [State.BY_HAND] * 2


def test_damage_a_full_disk_and_a_lost_date(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(9, 9, 199_000_000))
    file = tmp_path / PRECINCT / DATABASE
    station.workspace.store.forget()
    with file.open("rb+") as opened:
        opened.seek(-100, os.SEEK_END)
        opened.write(bytes(64))
    station.clock.set(station.clock.now() - LONG_BEFORE - timedelta(days=1))
    ready = looked(station, tmp_path)
    for subject in (Subject.DATABASE, Subject.DISK, Subject.CLOCK):
        assert states(ready, subject) == [State.MISSING], subject
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(9, 9, 999_000_000))
    assert states(looked(station, tmp_path), Subject.DISK) == [State.LOOK]


def test_a_clock_that_was_set_asks_for_the_wall(station: Station, tmp_path: Path) -> None:
    workspace, chair = station.workspace, station.actor(Role.CHAIR)
    station_time.read_wall_clock(workspace, chair, workspace.clock.machine())
    with workspace.store.begin() as work:
        record_clock(work, chair, workspace.clock.now(), timedelta(hours=1))
    assert states(looked(station, tmp_path), Subject.CLOCK) == [State.LOOK]


def test_training_beside_the_real_election_is_named(station: Station, tmp_path: Path) -> None:
    election = replace(station.workspace.election, mode=Mode.REAL)
    package = replace(station.workspace.package, election=election)
    station.workspace = replace(station.workspace, package=package)
    around = Around(tmp_path / "elsewhere" / PRECINCT)
    around.folder.mkdir(parents=True)
    assert [f.state for f in readiness_around.of_training(
        station.workspace, around, station.tools)] == [State.GOOD]  # fmt: skip
    ready = looked(station, tmp_path)
    assert states(ready, Subject.TRAINING) == [State.LOOK]
    assert PRECINCT in words(ready, Subject.TRAINING)


def test_a_stick_that_fails_and_no_printer(station: Station, tmp_path: Path) -> None:
    ready = looked(station, tmp_path, stick=tmp_path / "gone", printers=[])
    assert states(ready, Subject.STICK) == [State.MISSING]
    assert str(tmp_path / "gone") in words(ready, Subject.STICK)
    assert states(ready, Subject.PRINTER) == [State.LOOK]


def test_a_district_is_not_asked(station: Station, tmp_path: Path) -> None:
    chair = station.actor(Role.CHAIR)
    info = replace(station.workspace.info, precinct_id="")
    district = replace(station.workspace, info=info)
    with pytest.raises(PrecinctError) as caught:
        check_readiness(district, chair, Around(tmp_path / PRECINCT), station.tools)
    assert caught.value.reasons[0].key == "readiness.precinct_only"


def test_the_page_says_it_all(station: Station, tmp_path: Path) -> None:
    chair = station.actor(Role.CHAIR)
    ready = looked(station, tmp_path, keys=both_keys(station))
    paper = readiness_paper(station.workspace, chair, ready)
    inked = notice_pdf.draw(paper).inked
    assert off_the_page(inked) == []
    assert list(overlaps(inked)) == []
    found = "".join(pages_text(station.tools.press.paper(paper)))
    for finding in ready.findings:
        for said in (finding.said.whole.kk, finding.said.whole.ru):
            assert squeezed(said) in found
