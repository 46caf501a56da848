# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Services run off the window's thread: outcome, refusal, progress, cancelling, one after another."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from precinct_app.domain.errors import InputError, PrecinctError
from precinct_app.domain.wording import Language
from precinct_app.ui.background import Background, Headway, Job
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.widgets.progress_row import ProgressRow
from tests.ui.at_work import open_sheet
from tests.ui.conftest import Guard, press


@pytest.fixture
def background(application: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.end()


def finish(background: Background) -> None:
    for _ in range(100):
        background.wait()
        QApplication.processEvents()
        if not background.is_busy:
            return


def test_work_runs_elsewhere_and_its_outcome_comes_back_here(background: Background) -> None:
    where: list[threading.Thread] = []
    outcome: list[object] = []

    def work() -> int:
        where.append(threading.current_thread())
        return 7

    def done(value: int) -> None:
        outcome.append((value, threading.current_thread()))

    background.run(work, done, outcome.append)
    finish(background)
    assert where[0] is not threading.main_thread()
    assert outcome == [(7, threading.main_thread())]


def test_a_refusal_comes_back_as_a_value(background: Background) -> None:
    refused: list[PrecinctError] = []

    def work() -> None:
        raise InputError.of("entry.empty_cells", count=1, line="5")

    background.run(work, lambda _: pytest.fail("not refused"), refused.append)
    finish(background)
    assert refused[0].reasons[0].key == "entry.empty_cells"


def test_a_bug_reaches_the_crash_window(background: Background) -> None:
    def work() -> None:
        raise ZeroDivisionError

    with capture_exceptions() as caught:
        background.run(work, lambda _: None, lambda _: pytest.fail("no refusal"))
        finish(background)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_calls_run_one_after_another_in_their_order(background: Background) -> None:
    order: list[int] = []
    for number in range(20):
        background.run(lambda n=number: n, order.append, lambda _: None)  # type: ignore[misc]
    finish(background)
    assert order == list(range(20))


def test_progress_is_told_and_only_grows(background: Background, qtbot: QtBot) -> None:
    heard: list[Headway] = []
    row = ProgressRow()
    qtbot.addWidget(row)
    followed = threading.Event()

    def work(job: Job) -> str:
        assert followed.wait(10)
        for number in range(1, 11):
            assert job.told(number, 10)
            job.pulse(number / 10)
        return "done"

    outcome: list[str] = []
    job = background.run_long(work, outcome.append, lambda _: None)
    job.progressed.connect(heard.append)
    row.follow(job, "Import", "rows", Language.EN)
    assert row.isVisibleTo(row.parentWidget() or row)
    followed.set()
    finish(background)
    assert outcome == ["done"]
    assert heard[-1].done == heard[-1].total
    assert row.isHidden()


@pytest.mark.parametrize("how", ["told", "pulse"])
def test_cancelled_work_ends_at_its_next_report(background: Background, how: str) -> None:
    begun = threading.Event()
    stop = threading.Event()
    refused: list[PrecinctError] = []
    kept: list[str] = []

    def work(job: Job) -> str:
        begun.set()
        assert stop.wait(10)
        if how == "pulse":
            job.pulse(0.5)
            return "not stopped"
        return "stopped" if not job.told(1, 2) else "not stopped"

    job = background.run_long(work, kept.append, refused.append)
    assert begun.wait(10)
    job.cancel()
    stop.set()
    finish(background)
    if how == "pulse":
        assert kept == []
        assert refused[0].reasons[0].key == "ui.cancelled"
    else:
        assert kept == ["stopped"]


def test_a_window_that_is_closed_leaves_no_thread_and_begins_nothing_more(
    application: QApplication,
) -> None:
    before = set(threading.enumerate())
    background, told = Background(), list[object]()
    background.run(lambda: 1, told.append, told.append)
    background.run_aside(lambda: 2, told.append, told.append)
    assert set(threading.enumerate()) - before
    background.end()
    assert set(threading.enumerate()) - before == set()
    background.run(lambda: 3, told.append, told.append)
    finish(background)
    assert sorted(map(str, told)) == ["1", "2"]


def test_the_guard_sees_a_service_on_the_windows_thread(
    signed_in: MainWindow, guard: Guard, tmp_path: Path
) -> None:
    """The guard of all these tests is itself tested: a transaction begun here is noted."""
    open_sheet(signed_in)
    press(signed_in, "1")
    assert guard.seen == []
    assert signed_in.session is not None
    signed_in.session.ballots()
    assert guard.seen != []
    guard.seen.clear()
