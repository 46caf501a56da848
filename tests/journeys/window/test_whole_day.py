# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct's whole day in the window by keys alone: from the package to bundles that are accepted.

In Russian keys are handed to the window; in Kazakh they come from an X server's keyboard in the Kazakh
layout, where there is one.
"""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.wording import Language
from precinct_app.runtime.clock import SetClock
from precinct_app.services.file_check import check_foreign
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys, Toolbox
from precinct_app.services.verdict import Verdict
from tests.journeys.window.at_the_keys import Typed
from tests.journeys.window.conftest import Sit
from tests.journeys.window.real_keys import X11, XTEST
from tests.journeys.window.whole_day import Station, WholeDay, lay_ready, sheet_of
from tests.ui.conftest import PRECINCT

pytestmark = pytest.mark.journey
Record = Callable[[str, object], None]


@pytest.fixture
def station(package_and_keys: tuple[OpenedPackage, ElectionKeys], tmp_path: Path) -> Station:
    """A precinct ten days before polling day: package, voter list and key files lie ready."""
    package, keys = package_and_keys
    clock = SetClock(datetime.now(UTC))
    made = Station(package, package.election.precinct(PRECINCT), tmp_path, clock)
    made.at(9, days=-10)
    lay_ready(made, Tools().with_clock(made.clock), keys)
    return made


def test_a_day_in_russian(sit: Sit, station: Station, record_property: Record) -> None:
    tools = Tools().with_clock(station.clock)
    keys = sit(station.folder / "workspaces", tools, Language.RU)
    typed = WholeDay(keys, station).whole(on_paper=False)
    only_digits_and_one_key_a_field(typed, record_property)
    accepted(station, tools)


def test_a_day_in_kazakh_in_a_real_window(station: Station, record_property: Record) -> None:
    with x_server() as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "tests.journeys.window.real_window"]
        done = subprocess.run(
            [*command, str(station.folder), PRECINCT], env=environment, check=False,
            capture_output=True, text=True,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads((station.folder / "typed.json").read_text())
    only_digits_and_one_key_a_field([Typed(**one) for one in told], record_property)
    accepted(station, Tools().with_clock(station.clock))


def only_digits_and_one_key_a_field(sheets: Sequence[Typed], record_property: Record) -> None:
    """What a sheet costs, and no mouse."""
    assert len(sheets) == 10
    for typed in sheets:
        assert typed == Typed(typed.digits, typed.fields, typed.digits + typed.fields, mouse=0)
        record_property("keys of a sheet", f"{typed.keys} for {typed.fields} fields")


def accepted(station: Station, tools: Toolbox) -> None:
    """Every bundle is what somebody who trusts the package accepts, with the papers' figures."""
    package = station.package
    bundles = sorted((station.folder / "stick").glob("*.zip"))

    def verdict(file: Path) -> Verdict:
        return check_foreign(file.read_bytes(), file.name, tools, package, trusted=True)

    with ThreadPoolExecutor(1) as elsewhere:
        verdicts = list(elsewhere.map(verdict, bundles))
    assert [(one.outcome, one.good) for one in verdicts] == [("good", True)] * 4
    found = {p.record.ballot_id: p.record.figures() for v in verdicts for p in v.protocols}
    for number in range(1, 6):
        paper = sheet_of(station, number)
        figures = found[paper.ballot.ballot_id]
        assert {cell: figures[cell] for cell in paper.figures} == dict(paper.figures)


@contextmanager
def x_server() -> Iterator[str]:
    """An X server without a screen, for as long as it is needed; skips where there is none."""
    if missing := [name for name in ("Xvfb", "setxkbmap") if shutil.which(name) is None]:
        pytest.skip(f"no {', '.join(missing)}: the day in Kazakh needs a real window")
    for library in (X11, XTEST):
        try:
            ctypes.CDLL(library)
        except OSError:
            pytest.skip(f"no {library}: keys cannot be pressed at the X server")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x800x24", "-noreset",
               "-nolisten", "tcp"]  # fmt: skip
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
