# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rings of objects that nobody uses go away on the window's thread, never on the services'."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtWidgets import QApplication

from precinct_app.ui.collector import Collector

MANY = 5_000


class Ring:
    """Refers to itself, and notes on which thread it went away."""

    def __init__(self, gone: list[threading.Thread]) -> None:
        self.me, self.gone = self, gone

    def __del__(self) -> None:
        self.gone.append(threading.current_thread())


def test_rings_are_collected_on_the_windows_thread(application: QApplication) -> None:
    collector = application.findChildren(Collector)[0]
    gone: list[threading.Thread] = []

    def make() -> None:
        for _ in range(MANY):
            Ring(gone)

    with ThreadPoolExecutor(1) as worker:
        worker.submit(make).result()
    assert gone == []
    collector.look()
    assert len(gone) == MANY
    assert set(gone) == {threading.main_thread()}


def test_nothing_is_collected_before_it_is_time(application: QApplication) -> None:
    gone: list[threading.Thread] = []
    gc.collect()
    Ring(gone)
    application.findChildren(Collector)[0].look()
    assert gone == []
