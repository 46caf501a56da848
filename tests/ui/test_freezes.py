# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What `bench` calls a freeze: work of the window's thread at once; no waiting, no work elsewhere."""

from collections.abc import Callable
from time import sleep, thread_time

import pytest

from precinct_app.ui.freezes import Watcher
from precinct_app.ui.main_window import MainWindow

BUSY = 0.05


def work() -> None:
    began = thread_time()
    while thread_time() - began < BUSY:
        continue


def elsewhere(window: MainWindow) -> None:
    window.background.run(work, lambda _: None, lambda _: None)


@pytest.mark.parametrize(
    ("deed", "freezes"),
    [(lambda _: work(), True), (lambda _: sleep(BUSY), False), (elsewhere, False)],
    ids=["here", "asleep", "elsewhere"],
)
def test_only_work_on_the_windows_thread_counts(
    window: MainWindow, deed: Callable[[MainWindow], None], freezes: bool
) -> None:
    assert (Watcher(window).longest(lambda: deed(window)) >= BUSY) is freezes
