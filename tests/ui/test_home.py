# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The home page: what now, how far the tables are, and lamps that tell of real things."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from precinct_app.domain.errors import StorageError
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.signatures import ListTable, MemberSum, MissingPage
from precinct_app.domain.wording import Language
from precinct_app.runtime.backup_choice import read_choice
from precinct_app.runtime.texts import text
from precinct_app.services.automatic_backup import BackupNews
from precinct_app.services.registers.signatures import Grid
from precinct_app.ui import machine_printers
from precinct_app.ui.frame.place import Place
from precinct_app.ui.home.home_page import HomePage
from precinct_app.ui.home.lamps import printer_lamp
from precinct_app.ui.machine_printers import PrinterSeen, usual_printer
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.polling.tables import table_states
from precinct_app.ui.readiness.readiness_page import ReadinessPage
from precinct_app.ui.screens import settle as painted
from precinct_app.ui.widgets.flow_boxes import flow_boxes
from precinct_app.ui.widgets.state_chips import Chip, StateChips
from tests.ui.conftest import settle
from tests.ui.test_walk import clipped, out_of_sight


def home(window: MainWindow) -> HomePage:
    window.go(Place("home"))
    settle(window)
    assert isinstance(window.page, HomePage)
    return window.page


def test_tables_stand_as_chips_with_how_far_each_is(shared_evening: MainWindow) -> None:
    page = home(shared_evening)
    assert page.tables.isVisible()
    assert [chip.state for chip in page.tables.chips] == ["done", "done", "differs", "now", "later"]
    assert "4-үстел: кезекте" in page.tables.accessibleName()
    assert page.before.text().startswith("20:00 ")
    assert "Шәкірова С. Ә." in page.needs.text()
    assert "<b>" in page.deadline.text()


def test_a_table_differs_only_when_all_its_pages_are_counted() -> None:
    tables = tuple(entry(ListTable(name, name, 1, 3)) for name in ("1", "2", "3"))
    differing = tuple(MemberSum((name,), name, "b1", 4, 5) for name in ("1", "3"))
    missing = tuple(MissingPage(*place) for place in (("2", 3), ("3", 1), ("3", 2)))
    found = table_states(Grid(tables, (), missing, (), differing))
    assert [(t.state, t.counted, t.pages) for t in found] == [
        ("differs", 3, 3), ("now", 2, 3), ("later", 1, 3)
    ]  # fmt: skip
    assert table_states(Grid((), (), (), (), ())) == ()


def entry(table: ListTable) -> Entry[ListTable]:
    moment = datetime(2023, 3, 19, 20, tzinfo=UTC)
    return Entry("e", table, moment, moment, "m1")


def test_before_the_tables_and_in_the_count_there_are_no_chips(halfway: MainWindow) -> None:
    page = home(halfway)
    assert page.tables.isHidden()
    assert page.who.isVisible()


@pytest.mark.parametrize("language", list(Language))
def test_at_the_largest_type_sentence_and_button_stay_whole(
    shared_evening: MainWindow, language: Language
) -> None:
    shared_evening.set_taste(language, 200, dark=False)
    page = home(shared_evening)
    painted(shared_evening)
    assert page.sentence.isVisible()
    assert page.go.isVisible()
    assert list(clipped(shared_evening)) == []
    assert list(out_of_sight(page)) == []
    at = page.go.mapTo(page, page.go.rect().topLeft())
    assert at.x() == page.sentence.mapTo(page, page.sentence.rect().topLeft()).x()


def test_the_stick_is_told_of_from_the_first_backup_to_its_trouble(
    halfway: MainWindow, tmp_path: Path
) -> None:
    session = halfway.session
    assert session is not None
    assert home(halfway).stick.first.text() == text("home.stick_none", Language.KK)
    stick = tmp_path / "stick"
    stick.mkdir()
    halfway.go(Place("readiness"))
    settle(halfway)
    ready = halfway.page
    assert isinstance(ready, ReadinessPage)
    ready.back_up_to(stick)
    settle(halfway)
    assert read_choice(session.folder).folder == str(stick)
    keeper = halfway.backups.keeper
    assert keeper is not None
    assert len(list(stick.iterdir())) == 1
    now = f"{session.now():%H:%M}"
    page = home(halfway)
    assert page.stick.first.text() == text("home.stick_good", Language.KK, time=now)
    assert page.stick.sign.name == "good"
    keeper.trouble = StorageError.of("backup.no_folder")
    halfway.backups.told.emit(BackupNews(None, keeper.trouble))
    assert halfway.line.isVisible()
    assert page.stick.sign.name == "wrong"
    assert page.stick.second.text() == halfway.line.text.text()
    halfway.close()
    assert halfway.backups.keeper is None


def test_the_stick_of_the_day_before_is_gone_on_with(halfway: MainWindow, tmp_path: Path) -> None:
    session = halfway.session
    assert session is not None
    halfway.background.run(
        lambda: halfway.backups.choose(session, tmp_path), lambda _: None, halfway.page.refuse
    )
    settle(halfway)
    halfway.backups.stop()
    told: list[BackupNews] = []
    halfway.backups.told.connect(told.append)
    halfway.background.run(
        lambda: halfway.backups.begin(session), lambda _: None, halfway.page.refuse
    )
    settle(halfway)
    halfway.backups.stop()
    settle(halfway)
    assert [news.made is not None for news in told] == [True]


@pytest.mark.parametrize(
    ("seen", "state"),
    [(None, "unknown"), (PrinterSeen(), "attention"), (PrinterSeen("Laser", True), "good"),
     (PrinterSeen("Laser"), "attention")],
)  # fmt: skip
def test_a_printer_is_told_of_as_the_machine_sees_it(seen: PrinterSeen | None, state: str) -> None:
    assert printer_lamp(seen, Language.RU).state == state


def test_a_printer_with_a_long_name_does_not_widen_the_lamp() -> None:
    told = printer_lamp(
        PrinterSeen("Kyocera ECOSYS M2040dn KX (network, room 12)", True), Language.EN
    )
    assert len(told.second) == 30
    assert told.second.endswith("…")


def test_the_usual_printer_is_the_machines_choice_or_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names, chosen = ["one", "two"], [""]
    info = SimpleNamespace(
        availablePrinterNames=lambda: names, defaultPrinterName=lambda: chosen[0],
        printerInfo=lambda name: SimpleNamespace(
            description=lambda: f"the {name}", state=lambda: QPrinter.PrinterState.Idle
        ),
    )  # fmt: skip
    monkeypatch.setattr(machine_printers, "QPrinterInfo", info)
    assert usual_printer() == PrinterSeen("the one", True)
    chosen[0] = "two"
    assert usual_printer() == PrinterSeen("the two", True)
    names.clear()
    assert usual_printer() == PrinterSeen()


def test_boxes_flow_to_the_next_line_and_none_is_lost() -> None:
    boxes = flow_boxes([50, 60, 200, 20], 10, 5, 120)
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (55, 0), (0, 15), (0, 30)]
    assert flow_boxes([], 10, 5, 120) == []


def test_chips_wrap_and_tell_their_states_in_words(application: QApplication) -> None:
    chips = StateChips()
    chips.show_chips([Chip(f"table {n}", "now" if n == 3 else "later", "next") for n in range(9)])
    chips.resize(400, 10)
    assert chips.heightForWidth(400) > 3 * 36
    assert max(place.right() for place in chips.places(400)) < 400
    assert chips.accessibleName().count("; ") == 8
    chips.deleteLater()
