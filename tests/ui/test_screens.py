# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pictures of the pages: every sample in every look, and what a sample names is found on the day."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from precinct_app.bootstrap import Tools
from precinct_app.domain.commission import Role
from precinct_app.domain.wording import Language
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import Toolbox
from precinct_app.ui import screens
from precinct_app.ui.frame.place import Place
from precinct_app.ui.pages import PAGES
from tests.ui.conftest import PRECINCT, SECRET, Guard, Master


def test_samples_name_ballots_by_number_and_typists_by_entry(package: OpenedPackage) -> None:
    day = screens.sample_day(package, PRECINCT)
    place = day.place(Place("sheet", "2", "second"))
    assert place is not None
    assert place.subject == package.election.ballots_of(PRECINCT)[1].ballot_id
    typists = [m for m in package.election.precinct(PRECINCT).members
               if m.role in {Role.DEPUTY, Role.MEMBER}]  # fmt: skip
    assert day.who(place).member_id == typists[1].member_id
    assert day.who(Place("home")).role is Role.CHAIR
    assert day.place(Place("file", "sample")) is None
    assert day.place(Place("help", "sheet")) == Place("help", "sheet")


def test_a_picture_of_every_page_is_written(
    application: QApplication, package: OpenedPackage, tmp_path: Path, guard: Guard,
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    guard.watching = False  # days are made here where no walk has made them
    days: dict[str, Master] = {n: request.getfixturevalue(f"{n}_day") for n in screens.DAYS}

    def copied(name: str, folder: Path, *_: object) -> Toolbox:
        """The days that the walks are made on, instead of new ones."""
        shutil.copytree(days[name].folder, folder)
        return days[name].tools()

    monkeypatch.setattr(screens, "make_day", copied)
    monkeypatch.setattr(screens, "_LOOKS", ((Language.KK, False, 100),))
    (tmp_path / "package.zip").write_bytes(package.raw)
    count = Tools().write_screens(tmp_path, tmp_path / "screens", SECRET)
    written = sorted(p.name for p in (tmp_path / "screens").glob("*.png"))
    samples = [s for spec in PAGES for s in spec.samples if spec.page_id != "file"]
    assert count == len(written) == len(samples)
    picture = QImage(str(tmp_path / "screens" / "sheet_kk_light_100.png"))
    assert (picture.width(), picture.height()) == screens.SIZE
    assert len({picture.pixel(x, 400) for x in range(0, picture.width(), 7)}) > 5
