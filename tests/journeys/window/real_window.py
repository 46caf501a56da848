# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A whole day in a real window of an X server, in a process of its own; run by `test_real_window`.

``python -m tests.journeys.window.real_window FOLDER PRECINCT`` with package, list and keys in the
folder; what each sheet cost is written to ``typed.json`` there.
"""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from precinct_app.bootstrap import Tools
from precinct_app.domain.wording import Language
from precinct_app.runtime.clock import SetClock
from precinct_app.ui.application import prepare
from precinct_app.ui.machine import Desk
from precinct_app.ui.main_window import MainWindow
from tests.journeys.window.at_the_keys import AtTheKeys
from tests.journeys.window.keyboards import Layout
from tests.journeys.window.real_keys import RealKeys
from tests.journeys.window.whole_day import Station, WholeDay


def main(folder: Path, precinct_id: str) -> None:
    """Live the day in Kazakh, with the Kazakh layout."""
    application = QApplication(sys.argv[:1])
    assert application.platformName() == "xcb"
    prepare(application)
    package = Tools().open_package((folder / "package.zip").read_bytes())
    clock = SetClock(datetime.now(UTC))
    station = Station(package, package.election.precinct(precinct_id), folder, clock)
    station.at(9, days=-10)
    window = MainWindow(Desk(Tools().with_clock(clock), folder / "workspaces"))
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    keys = AtTheKeys(window, Language.KK, RealKeys(Layout.KAZAKH))
    typed = WholeDay(keys, station).whole(on_paper=True)
    (folder / "typed.json").write_text(json.dumps([asdict(one) for one in typed]))
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
