# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct's whole day in the window by keys alone: from the package to bundles that are accepted."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
from tests.journeys.window.whole_day import Station, WholeDay, lay_ready
from tests.ui.conftest import PRECINCT

pytestmark = pytest.mark.journey
NUMBERS = range(1, 6)


@pytest.fixture
def station(package_and_keys: tuple[OpenedPackage, ElectionKeys], tmp_path: Path) -> Station:
    """A precinct ten days before polling day: package, voter list and key files lie ready."""
    package, keys = package_and_keys
    made = Station(
        package, package.election.precinct(PRECINCT), tmp_path, SetClock(datetime.now(UTC))
    )
    made.at(9, days=-10)
    lay_ready(made, Tools().with_clock(made.clock), keys)
    return made


@pytest.mark.parametrize(("language", "printer"), [(Language.KK, True), (Language.RU, False)])
def test_a_precincts_day_from_the_package_to_the_bundles(
    sit: Sit, station: Station, language: Language, printer: bool,
    record_property: Callable[[str, object], None],
) -> None:  # fmt: skip
    tools = Tools().with_clock(station.clock)
    keys = sit(station.folder / "workspaces", tools, language)
    day = WholeDay(keys, station)
    day.prepare()
    day.live()
    day.end()
    sheets = [typed for number in NUMBERS for typed in day.count(number, miscounted=number == 3)]
    for typed in sheets:
        assert typed == Typed(typed.digits, typed.fields, typed.digits + typed.fields, mouse=0)
        record_property("keys of a sheet", f"{typed.keys} ({typed.fields} fields)")
    day.finish(printer=printer)

    bundles = sorted((station.folder / "stick").glob("*.zip"))
    with ThreadPoolExecutor(1) as elsewhere:
        verdicts = list(elsewhere.map(lambda file: verdict(file, tools, station.package), bundles))
    outcome = "good" if printer else "compare"
    assert [(one.outcome, one.good) for one in verdicts] == [(outcome, True)] * 4
    found = {p.record.ballot_id: p.record.figures() for v in verdicts for p in v.protocols}
    papers = [day.sheet(number) for number in NUMBERS]
    for paper in papers:
        figures = found[paper.ballot.ballot_id]
        assert {cell: figures[cell] for cell in paper.figures} == dict(paper.figures)


def verdict(file: Path, tools: Toolbox, package: OpenedPackage) -> Verdict:
    """What somebody who trusts the package finds in a bundle."""
    return check_foreign(file.read_bytes(), file.name, tools, package, trusted=True)
