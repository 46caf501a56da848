# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A signed protocol is corrected by keys: by a decision, one figure, then version 2."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.election import Ballot
from precinct_app.domain.wording import Language
from precinct_app.runtime.clock import SetClock
from precinct_app.services.file_check import check_foreign
from precinct_app.services.ports import OpenedPackage
from tests.journeys.window.at_the_keys import AtTheKeys
from tests.journeys.window.conftest import Sit
from tests.journeys.window.night_work import make_final, sign_in, take_the_keyboard
from tests.ui.conftest import PRECINCT, SECRET, Master
from tests.ui.test_finish import final
from tests.ui.test_hand_over import put
from tests.ui.test_second import elsewhere

pytestmark = pytest.mark.journey
LINE, RIGHT = "41", "2"
"""Disputed ballots: the sheet said none."""


@pytest.mark.parametrize("language", [Language.KK, Language.RU])
def test_one_figure_of_a_signed_protocol_is_corrected_by_decision(
    sit: Sit, night_day: Master, package: OpenedPackage, key_files: Path, tmp_path: Path,
    language: Language,
) -> None:  # fmt: skip
    folder = tmp_path / "workspaces"
    tools = Tools().with_clock(SetClock(night_day.moment + timedelta(hours=12)))
    shutil.copytree(night_day.folder, folder / PRECINCT)
    keys = sit(folder, tools, language)
    sign_in(keys, SECRET)
    signed_by_both(keys, key_files)
    ballot = package.election.ballots_of(PRECINCT)[4]
    members = package.election.precinct(PRECINCT).members

    reopen(keys, ballot, members[2].name)
    change_one_figure(keys, ballot)
    make_final(keys, members[2].name, SECRET)
    changed = [line for line in keys.reads().splitlines() if "→" in line]
    assert [line.split()[0] for line in changed] == [LINE]
    assert changed[0].endswith(f": 0 → {RIGHT}")
    keys.press("F8")
    assert keys.sees(keys.say("preview.changes"))
    keys.press("F8", "Enter")
    sign_and_hand_over(keys, key_files, tmp_path / "stick")

    (bundle,) = (tmp_path / "stick").glob("*.zip")
    judge = partial(check_foreign, bundle.read_bytes(), bundle.name, tools, package, trusted=True)
    with ThreadPoolExecutor(1) as elsewhere_:
        verdict = elsewhere_.submit(judge).result()
    # Alone it leaves one thing open: nobody who holds one file can know the first version.
    left = [check.reason.key for check in verdict.checks if check.good is not True and check.reason]
    assert left == ["bundle.first_missing"]
    (protocol,) = verdict.protocols
    assert protocol.record.version == 2
    assert protocol.record.figures()["disputed_decided"] == int(RIGHT)


def signed_by_both(keys: AtTheKeys, key_files: Path) -> None:
    """The stage: ballot 5 is final, chair and secretary have signed its first version."""
    ballot_id = final(keys.window)
    for member in ("m1", "m3"):
        elsewhere(keys.window, partial(put, key_files / f"{member}.p12", ballot_id))
    keys.press("F4")


def reopen(keys: AtTheKeys, ballot: Ballot, second: str) -> None:
    """Decision 7 of the next day, the last member was not there; two people agree."""
    keys.walk_to("protocols", "mend")
    keys.choose(ballot.short_name.in_(keys.language))
    keys.press("Enter", "Enter")
    keys.digits(7)
    keys.press("Enter")
    keys.digits("20032023")
    keys.press("Enter", *["Down"] * 6, "Space", "Enter")
    keys.write("Даулы бюллетеньдер жазылмай қалған")
    keys.press("Enter")
    keys.choose(second)
    keys.press("Enter")
    keys.digits(SECRET)
    keys.press("Enter", "Enter")
    assert keys.sees(keys.say("mend.sure_reopen"))
    keys.press("Enter")
    assert not keys.refusal, keys.refusal


def change_one_figure(keys: AtTheKeys, ballot: Ballot) -> None:
    """The first entry is opened, the line typed anew; what differs is counted once more."""
    name = ballot.short_name.in_(keys.language)
    keys.walk_to_line("count", name)
    keys.press("F8", "Enter")
    take_the_keyboard(keys, 2)
    keys.until(lambda: keys.focus.startswith(f"{LINE} "), "Up", LINE)
    keys.digits(RIGHT)
    keys.press("Enter")
    keys.to(keys.say("sheet.finish"), "Enter")
    keys.press("Enter")
    keys.walk_to_line("count", name)
    assert keys.sees(keys.say("differences.title", count=1)), keys.reads()
    keys.digits(RIGHT)
    keys.press("Enter", "Enter")
    assert keys.sees(keys.say("card.agree"))


def sign_and_hand_over(keys: AtTheKeys, key_files: Path, stick: Path) -> None:
    """Chair and secretary sign the protocol, then the bundle for the commission above."""
    stick.mkdir()
    for member in ("m1", "m3"):
        keys.in_a_dialog(str(key_files / f"{member}.p12"), "F5")
        keys.digits(SECRET)
        keys.press("Enter")
    keys.walk_to("protocols", "finish")
    keys.press("6")
    for member in ("m1", "m3"):
        keys.in_a_dialog(str(key_files / f"{member}.p12"), "F5")
        keys.digits(SECRET)
        if member == "m1":
            keys.press("Enter")
    keys.in_a_dialog(str(stick), "Enter")
