# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Readiness by keys, and a backup that is read back."""

from pathlib import Path

from precinct_app.domain.readiness import State
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.readiness.readiness_page import ReadinessPage
from tests.ui.at_work import ENTER
from tests.ui.conftest import press, settle


def test_everything_is_tried_and_what_is_wanting_stands_first(
    halfway: MainWindow, tmp_path: Path
) -> None:
    halfway.go(Place("readiness"))
    settle(halfway)
    page = halfway.page
    assert isinstance(page, ReadinessPage)
    assert page.ready is None
    press(halfway, key=ENTER)
    settle(halfway)
    assert page.ready is not None
    states = [list(State).index(one.state) for one in page._sorted(page.ready)]
    assert states == sorted(states)
    assert len(page.list.rows) == len(page.ready.findings) >= 8
    assert halfway.focusWidget() is page.list
    step = next(s for s in halfway.steps if s.step_id == "readiness")
    assert page.ready.count(State.MISSING)
    assert step.state == "working"
    stick = tmp_path / "stick"
    stick.mkdir()
    page.back_up_to(stick)
    settle(halfway)
    (backup,) = stick.iterdir()
    assert backup.name in page.told.text()
    page.back_up_to(tmp_path / "not there")
    settle(halfway)
    assert halfway.line.isVisible()
