# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Power lost at points of a day: what was acknowledged is on the disk, whatever was not synced."""

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.faults.power import Disk, File, cut_power
from tests.services.conftest import Made

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
UNTIL = "mark:holder"


@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_with_what_was_not_synced(small: Made, tmp_path: Path) -> None:
    report = cut_power(small, tmp_path, 8, 1, UNTIL)
    assert report.good, report
    assert report.cuts == 8
    assert report.acknowledged > 80
    assert report.calls > 1000
    assert len(report.points) > 3


def test_the_model_keeps_what_was_synced_and_names_of_synced_folders(tmp_path: Path) -> None:
    disk = Disk(Path("/w"), {"d/a": b"old"})
    disk.names["d/a"].since.append((0, b"new"))
    disk._change("make", "d/b", File(bytearray(b"b")))
    kept = set()
    for seed in range(40):
        target = tmp_path / str(seed)
        disk.cut(target, Random(seed))
        kept.add(((target / "d/a").read_bytes(), (target / "d/b").exists()))
    assert kept == {(b"old", False), (b"old", True), (b"new", False), (b"new", True)}
    disk._sync("d/a")
    disk._sync("d")
    disk.cut(tmp_path / "synced", Random(1))
    assert (tmp_path / "synced/d/a").read_bytes() == b"new"
    assert (tmp_path / "synced/d/b").read_bytes() == b"b"
