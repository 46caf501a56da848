# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A member signs with a key in a token, in the window; SoftHSM stands for the token where it is there."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from PySide6.QtCore import Qt

from precinct_app.bootstrap import Tools
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.errors import SignatureError
from precinct_app.domain.wording import Language
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.registrar import TokenHolder
from precinct_app.services.toolbox import ElectionKeys
from precinct_app.signing.registrar import KeyRegistrar
from precinct_app.ui.finish.handover_page import HandoverPage
from precinct_app.ui.finish.signing_page import SigningPage
from precinct_app.ui.frame.place import Place
from precinct_app.ui.main_window import MainWindow
from precinct_app.ui.settings.settings_page import SettingsPage
from tests.signing.test_token import MODULE, PIN, Token, ask
from tests.ui.at_work import ENTER
from tests.ui.conftest import PRECINCT, SECRET, press, settle
from tests.ui.test_walk import clipped, out_of_sight

HELD = TokenHolder("secretary", last_try=False)
needs_softhsm = pytest.mark.skipif(
    not MODULE or shutil.which("pkcs11-tool") is None, reason="softhsm2 or opensc is not installed"
)


@pytest.fixture
def library(
    tmp_path: Path, package_and_keys: tuple[OpenedPackage, ElectionKeys],
    monkeypatch: pytest.MonkeyPatch,
) -> str:  # fmt: skip
    """A token with two keys of the secretary, of which one has been certified for this election."""
    (tmp_path / "tokens").mkdir()
    settings = f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n"
    (tmp_path / "softhsm2.conf").write_text(settings)
    monkeypatch.setitem(os.environ, "SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    package, keys = package_and_keys
    secretary = next(m for m in package.election.precinct(PRECINCT).members
                     if m.role is Role.SECRETARY)  # fmt: skip
    token, registrar = Token(tmp_path), Tools().registrar
    token.make("secretary")
    token.key("secretary", "EC:prime256v1", "signing", "01")
    pkcs11.lib(MODULE).reinitialize()  # soft tokens are counted once, when the library starts
    asked = registrar.token_request(MODULE, ask, "secretary", "signing")
    authority = keys.authority_files["authority-1.p12"]
    certificate = registrar.certify(authority, SECRET, secretary, PRECINCT, asked)
    token.certificate("secretary", certificate, "01")
    token.certificate("secretary", keys.trust.authorities[0], "02")
    pkcs11.lib(MODULE).reinitialize()
    return MODULE


def at_signing(window: MainWindow) -> SigningPage:
    window.go(Place("signing"))
    settle(window)
    assert isinstance(window.page, SigningPage)
    part = window.page.part()
    assert part is not None
    assert part.member.role is Role.SECRETARY
    return window.page


def typed(window: MainWindow, pin: str) -> None:
    for digit in pin:
        press(window, digit)
    press(window, key=ENTER)
    settle(window)


@needs_softhsm
def test_the_secretary_signs_with_a_token(signed: MainWindow, library: str) -> None:
    signed.settings.keep_token_library(library)
    page = at_signing(signed)
    press(signed, key=Qt.Key.Key_F6)
    settle(signed)
    assert page.message.text() == ""
    assert signed.focusWidget() is page.entry.secret
    assert "Һәкімов" in page.entry.which.currentText()
    typed(signed, "000000")
    assert "PIN" in page.message.text()
    assert page.found is not None
    assert page.found.complete == 4
    press(signed, key=Qt.Key.Key_F6)
    settle(signed)
    typed(signed, PIN)
    assert page.message.text() == ""
    assert page.found.complete == 5
    assert not page.entry.is_chosen


def test_without_its_program_a_sentence_says_who_chooses_it(signed: MainWindow) -> None:
    page = at_signing(signed)
    press(signed, key=Qt.Key.Key_F6)
    settle(signed)
    assert "техник" in page.message.text()


@pytest.mark.parametrize("fault", ["token.locked", "token.removed", "token.none"])
def test_a_locked_or_pulled_token_is_told_and_signs_nothing(
    signed: MainWindow, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise SignatureError.of(fault)

    monkeypatch.setattr(KeyRegistrar, "open_token", refused)
    signed.settings.keep_token_library("library.so")
    page = at_signing(signed)
    page.entry.take_token([HELD])
    typed(signed, PIN)
    assert page.message.text() == signed.page.say(f"refusal.{fault}")
    assert page.found is not None
    assert page.found.complete == 4
    assert page.entry.secret.text() == ""


@needs_softhsm
def test_only_a_technician_names_the_program(signed: MainWindow, tmp_path: Path) -> None:
    def at_settings() -> SettingsPage:
        signed.go(Place("settings"))
        settle(signed)
        assert isinstance(signed.page, SettingsPage)
        return signed.page

    assert not at_settings().token_card.isVisible()
    press(signed, key=Qt.Key.Key_F7)
    assert signed.line.isVisible()
    assert signed.session is not None
    signed.session.actor = Actor("t1", Role.TECHNICIAN)
    signed.home()
    page = at_settings()
    assert page.token_card.isVisible()
    (tmp_path / "nothing.so").write_bytes(b"\x7fELF")
    page.take_library(str(tmp_path / "nothing.so"))
    settle(signed)
    assert signed.settings.token_library == ""
    page.take_library(MODULE)
    settle(signed)
    assert signed.settings.token_library == MODULE
    assert page.library.text() == MODULE


@pytest.mark.parametrize("page_id", ["signing", "handover"])
def test_two_keys_and_a_refusal_leave_the_field_whole_at_large_type(
    signed: MainWindow, page_id: str
) -> None:
    signed.go(Place(page_id))
    settle(signed)
    signed.set_taste(Language.RU, 150, dark=True)
    page = signed.page
    assert isinstance(page, SigningPage | HandoverPage)
    page.entry.take_token([HELD, replace(HELD, label="chair")])
    page.message.setText(page.say("refusal.token.pin"))
    settle(signed)
    settle(signed)
    assert [*clipped(signed), *out_of_sight(page)] == []
    assert page.entry.secret.height() >= page.entry.secret.sizeHint().height()
