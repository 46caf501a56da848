# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A file checked in the window: a sentence, the figures, the checks; by the workspace's own package."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from precinct_app.domain.wording import Language
from precinct_app.ui.check.file_page import FilePage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from tests.ui.conftest import press, settle
from tests.ui.test_second import ballots, elsewhere
from tests.ui.test_walk import LOOKS, clipped, strange, unnamed


def checked(window: MainWindow, file: Path) -> FilePage:
    window.go(Place("file", str(file)))
    settle(window)
    assert isinstance(window.page, FilePage)
    return window.page


def told(page: FilePage) -> list[str]:
    return [one.text() for one in page.figures.findChildren(QLabel)]


def test_a_signed_protocol_is_real_and_a_changed_one_is_not(
    signed: MainWindow, tmp_path: Path
) -> None:
    pdf = elsewhere(signed, lambda s: s.paper(ballots(signed)[0])[0])
    file = tmp_path / "protocol.pdf"
    file.write_bytes(pdf)
    page = checked(signed, file)
    assert page.verdict is not None
    assert page.verdict.outcome == "good"
    assert page.sign.name == "good"
    assert page.title.text() == page.say("verdict.good")
    assert "1 141" in [one.replace("\u00a0", " ").replace("\u202f", " ") for one in told(page)]
    faults = []
    for language, dark, percent in LOOKS:
        signed.set_taste(language, percent, dark=dark)
        settle(signed)
        look = [*clipped(signed), *unnamed(signed), *strange(signed)]
        faults += [f"{language} {percent}: {one}" for one in look]
    assert faults == []
    signed.set_taste(Language.KK, 100, dark=False)
    file.write_bytes(pdf[:-200] + b"0" * 200)
    page = checked(signed, file)
    assert page.verdict is not None
    assert page.verdict.outcome == "bad"
    assert page.sign.name == "wrong"
    press(signed, key=Qt.Key.Key_Escape)
    settle(signed)
    assert not isinstance(signed.page, FilePage) or signed.page.path != file
