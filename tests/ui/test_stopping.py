# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Long work is shown with a way to stop it; Escape stops it wherever it is, and nothing is half done."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from precinct_app.domain.wording import Language
from precinct_app.services.mock_voters import mock_person
from precinct_app.ui.background import Background, Job
from precinct_app.ui.check.file_page import FilePage
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.handover_page import HandoverPage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.protocol.preview_page import PreviewPage
from precinct_app.ui.widgets.progress_row import ProgressRow
from tests.ui.conftest import SECRET, press, settle
from tests.ui.test_background import background, finish
from tests.ui.test_finish import at_signing, final
from tests.ui.test_import import bring, write
from tests.ui.test_second import ballots, elsewhere

__all__ = ["background"]

ESCAPE = Qt.Key.Key_Escape


class Held:
    """Work that waits at its first report until it is told to go on."""

    def __init__(self) -> None:
        self.reached, self.go_on = Event(), Event()

    def stop(self, window: MainWindow, row: ProgressRow) -> None:
        """It runs and is shown; Escape; it ends."""
        assert self.reached.wait(20)
        page = window.page
        row.show()  # what is mostly short is shown a moment later
        assert row.isVisible()
        assert row.stop.is_open
        press(window, key=ESCAPE)
        assert window.page is page
        assert not row.stop.is_open
        self.go_on.set()
        settle(window)
        assert row.isHidden()
        assert window.page is page


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    found, real = Held(), Job._tell

    def tell(job: Job, done: int, total: int) -> None:
        found.reached.set()
        assert found.go_on.wait(20)
        real(job, done, total)

    monkeypatch.setattr(Job, "_tell", tell)
    yield found
    found.go_on.set()


def test_a_list_stopped_while_it_is_read_is_not_there(
    signed_in: MainWindow, held: Held, tmp_path: Path
) -> None:
    random = Random(7)
    file = write(signed_in, [mock_person(random) for _ in range(30)], tmp_path / "list.xlsx")
    held.go_on.set()
    page = bring(signed_in, file)
    held.go_on.clear()
    page.columns.go.setFocus()
    press(signed_in, key=Qt.Key.Key_Return)
    held.stop(signed_in, page.progress)
    assert page.taken is None
    assert signed_in.line.isVisible()
    assert elsewhere(signed_in, voters) == 0


def voters(session: Session) -> int:
    with session.workspace.store.begin() as work:
        return work.voters.count()


def test_signing_stopped_keeps_whole_signatures_and_asks_for_the_others(
    halfway: MainWindow, held: Held, key_files: Path
) -> None:
    ballot_id = final(halfway)
    page = at_signing(halfway)
    page.entry.take(key_files / "m1.p12")
    for digit in SECRET:
        press(halfway, digit)
    press(halfway, key=Qt.Key.Key_Return)
    held.stop(halfway, page.progress)
    protocol = elsewhere(halfway, lambda s: s.paper(ballot_id)[1])
    assert protocol is not None
    assert protocol.signed_by == ("m1",)  # the report comes after a signature is kept
    assert page.found is not None
    assert page.found.parts[0].waiting == ()


def test_a_stick_stopped_holds_whole_bundles_only(
    signed: MainWindow, held: Held, key_files: Path, tmp_path: Path
) -> None:
    signed.go(Place("handover"))
    settle(signed)
    page = signed.page
    assert isinstance(page, HandoverPage)
    page.entry.take(key_files / "m1.p12")
    page.entry.secret.setText(SECRET)
    (tmp_path / "stick").mkdir()
    page.write_to(tmp_path / "stick")
    held.stop(signed, page.progress)
    page.look_into(tmp_path / "stick")
    settle(signed)
    (bundle,) = (tmp_path / "stick").iterdir()
    assert page.told.text() == page.say("stick.latest", name=bundle.name)


def test_a_check_and_a_page_that_were_stopped_show_nothing(
    halfway: MainWindow, held: Held, tmp_path: Path
) -> None:
    (tmp_path / "strange.pdf").write_bytes(b"%PDF-1.7 nothing")
    halfway.go(Place("file", str(tmp_path / "strange.pdf")))
    page = halfway.page
    assert isinstance(page, FilePage)
    held.stop(halfway, page.progress)
    assert page.verdict is None
    assert page.title.text() == page.say("refusal.ui.cancelled")
    held.reached.clear()
    held.go_on.clear()
    halfway.go(Place("preview", ballots(halfway)[4]))
    preview = halfway.page
    assert isinstance(preview, PreviewPage)
    held.stop(halfway, preview.progress)
    assert preview.protocol is None
    assert halfway.line.isVisible()


def test_what_is_over_soon_is_not_shown(
    qtbot: QtBot, application: QApplication, background: Background
) -> None:
    row = ProgressRow(after=1)
    qtbot.addWidget(row)
    job = background.run_long(lambda _: None, lambda _: None, lambda _: None)
    row.follow(job, "", "", Language.KK)
    finish(background)
    qtbot.wait(20)
    assert row.isHidden()
