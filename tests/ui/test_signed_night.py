# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The pages of the finish on a night whose figures are final: what they say of signatures and sticks."""

from functools import partial
from pathlib import Path

import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.commission import Actor
from precinct_app.domain.finish import Row, State
from precinct_app.domain.registers.signing import Original
from precinct_app.services import handover, protocol_signing, sticks
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.finish_page import FinishPage
from precinct_app.ui.finish.handover_page import HandoverPage
from precinct_app.ui.finish.originals import record_original
from precinct_app.ui.finish.signing_page import SigningPage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.home.home_page import HomePage
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.observer.observer_page import ObserverPage
from precinct_app.ui.protocol.mend_page import MendPage
from precinct_app.ui.protocol.preview_page import PreviewPage
from tests.ui.conftest import SECRET, press, settle
from tests.ui.test_second import ballots, elsewhere


def put(file: Path, ballot_id: str, session: Session) -> None:
    signer = session.tools.open_key(file.read_bytes(), SECRET)
    actor = Actor(signer.member_id, signer.role)
    protocol_signing.sign(session.workspace, actor, ballot_id, signer, session.tools.press)


def written(key: Path, stick: Path, session: Session) -> None:
    workspace, actor, tools = session.workspace, session.actor, session.tools
    signer = tools.open_key(key.read_bytes(), SECRET)
    for receiver in handover.receivers_of(workspace):
        handed = handover.hand_over(workspace, actor, receiver, [signer], tools)
        sticks.write_to(workspace, actor, handed, stick)


def at(window: MainWindow, place: Place) -> object:
    window.go(place)
    settle(window)
    return window.page


def test_the_finish_says_who_is_missing_and_then_what_is_next(
    signed: MainWindow, key_files: Path, tmp_path: Path
) -> None:
    page = at(signed, Place("finish"))
    assert isinstance(page, FinishPage)
    assert page.day is not None
    assert page.day.next is Row.SIGNATURES
    fact = page.rows[Row.SIGNATURES].fact.text()
    assert "Һәкімов" in fact
    assert "5" in fact
    assert "01:28" in page.rows[Row.STICK].fact.text()
    elsewhere(signed, partial(put, key_files / "m3.p12", ballots(signed)[4]))
    elsewhere(signed, partial(written, key_files / "m1.p12", tmp_path))
    page.open(Place("finish"))
    settle(signed)
    states = [page.day.state(row) for row in Row]
    assert states == [State.DONE, State.DONE, State.OPEN, State.BLOCKED, State.OPEN, State.DONE]
    assert page.title.text() == "Орындалды: 3 (барлығы 6). Келесі: басып шығару"
    assert signed.focusWidget() is page.rows[Row.PAPER].do
    assert "5 (барлығы 5)" in page.rows[Row.SIGNATURES].fact.text()
    for ballot_id in ballots(signed):
        elsewhere(signed, partial(record_original, ballot_id=ballot_id, how=Original.PRINTED))
    page.open(Place("finish"))
    settle(signed)
    assert page.title.text().endswith("Келесі: көшірмені ілу")
    home = at(signed, Place("home"))
    assert isinstance(home, HomePage)
    assert home.sentence.text() == page.title.text()
    press(signed, key=Qt.Key.Key_Return)
    settle(signed)
    assert signed.page is page


def test_who_refuses_one_ballot_still_signs_the_others(signed: MainWindow) -> None:
    page = at(signed, Place("signing"))
    assert isinstance(page, SigningPage)
    part = page.part()
    assert part is not None
    assert part.member.member_id == "m3"
    row = page.list.rows[1]
    assert (row.icon, row.right) == ("disc", "3 / 4")
    lines = page.what.text().splitlines()
    assert [line.partition(": ")[2] for line in lines] == [
        "5",
        "1, 2, 3",
        "4 (қол қоюдан бас тартты)",
    ]
    preview = at(signed, Place("preview", ballots(signed)[3]))
    assert isinstance(preview, PreviewPage)
    assert "Һәкімов Бауыржан Ұланұлы: қол қоюдан бас тартты" in preview.signers.text()


def test_each_commission_is_shown_with_its_ballots(signed: MainWindow) -> None:
    page = at(signed, Place("handover"))
    assert isinstance(page, HandoverPage)
    assert [[n for n, _ in row.marks] for row in page.list.rows] == [[1, 3], [2], [4], [5]]
    assert [row.right for row in page.list.rows] == ["2 / 2", "0 / 1", "0 / 1", "0 / 1"]


def test_what_is_signed_is_opened_by_a_decision_alone(signed: MainWindow) -> None:
    page = at(signed, Place("mend"))
    assert isinstance(page, MendPage)
    assert page.form.choice("way").count() == 1
    assert [row.second for row in page.list.rows][::4] == ["Тапсырылды", "Қол қойылып жатыр"]


def test_any_phone_reads_the_figures_from_the_screen(signed: MainWindow) -> None:
    page = at(signed, Place("observer"))
    assert isinstance(page, ObserverPage)
    press(signed, key=Qt.Key.Key_Right)
    protocol = page.found.ballots[1].protocol if page.found else None
    assert protocol is not None
    assert protocol.record is not None
    for dark in (False, True):
        signed.set_taste(signed.language, 100, dark=dark)
        settle(signed)
        (code,) = read(page)
        digits = " ".join(groups_of_four(control_number(protocol.record_json)))
        assert digits in code
        assert protocol.ballot_id in code
        assert f"={protocol.record.figure('ballots_valid')}" in code
    press(signed, key=Qt.Key.Key_F9)
    assert not page.photo.isVisible()
    assert page.side.isVisible()


def test_no_code_before_the_figures_are_final(halfway: MainWindow) -> None:
    page = at(halfway, Place("observer"))
    assert isinstance(page, ObserverPage)
    assert page.found is not None
    for told in page.found.ballots:
        assert (told.protocol, told.code) == (None, None)
        assert not page.photo.isVisible()
        press(halfway, key=Qt.Key.Key_Right)


def read(page: ObserverPage) -> list[str]:
    """What a phone reads from the picture of the page."""
    image = page.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
    return [barcode.text for barcode in zxingcpp.read_barcodes(pixels)]
