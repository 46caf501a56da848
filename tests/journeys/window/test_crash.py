# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The program is killed (SIGKILL) in the middle of work and started again: one goes on where one was."""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.mock_voters import mock_person
from precinct_app.services.opening import set_up_precinct
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.sticks import Lies, check_stick
from precinct_app.services.toolbox import WorkspaceUser
from precinct_app.ui.desk import Session, open_session
from tests.journeys.window.apart import Apart, Seen
from tests.ui.at_work import make_final
from tests.ui.conftest import PRECINCT, SECRET, Guard, Master, key_files, night_day
from tests.ui.test_hand_over import put

__all__ = ["key_files", "night_day"]

KK = Language.KK
say = partial(text, language=KK)
Start = Callable[[Language], Apart]


@pytest.fixture
def start(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start the program over the test's folder of workspaces."""
    begun: list[Apart] = []
    compiled = tmp_path_factory.getbasetemp() / "compiled"

    def started(language: Language) -> Apart:
        program = Apart(tmp_path / "workspaces", tmp_path / "home", compiled, language)
        begun.append(program)
        return program

    yield started
    for program in begun:
        program.kill()


def signed_in(program: Apart) -> Seen:
    program.do("settle")
    program.do("digits", SECRET)
    return program.do("press", "Enter")


@pytest.mark.parametrize("language", [Language.KK, Language.RU])
def test_killed_in_a_sheet_one_goes_on_in_the_same_cell(
    start: Start, set_up: Path, tmp_path: Path, language: Language
) -> None:
    program = start(language)
    signed_in(program)
    if language is Language.RU:
        program.do("press", "F2")
    assert program.do("press", "Enter", "Enter").page == "sheet"
    for figure in ("1842", "57", "31"):
        program.do("digits", figure)
        saved = program.do("press", "Enter").saved
    last = program.do("press", "Up")
    half = program.do("digits", "9")
    assert (last.value, half.value) == ("31", "9")
    program.kill()

    program = start(language)
    again = signed_in(program)
    assert again.language == language.value
    assert (again.place, again.cell, again.focus) == (half.place, half.cell, half.focus)
    assert again.value == "31"
    assert again.is_note
    line = half.focus.partition(" ")[0]
    assert text("restored.until", language, time=saved) in again.told
    assert again.told == " ".join([
        text("restored.until", language, time=saved),
        text("restored.cell", language, ballot=1, kind=text("restored.first", language), line=line),
    ])  # fmt: skip
    assert [program.do("press", "Up").value for _ in range(2)] == ["57", "1842"]
    program.do("press", "Down", "Down", "Down")
    program.do("digits", "4")
    assert not program.do("press", "Enter").is_note
    program.begin("close")
    program.gone()
    kept = json.loads((tmp_path / "home" / "precinct-app" / "settings.json").read_text())
    assert kept["places"] == {}


def cut_off(program: Apart, start: Start, page: str) -> Apart:
    """Kill it where it is held; started again it is on the same page and says what was cut off."""
    program.held()
    program.kill()
    again = start(program.language)
    there = signed_in(again)
    assert (there.place[0], there.is_note) == (page, True)
    assert say(f"restored.cut_{page}") in there.told
    return again


@pytest.fixture
def listless(package: OpenedPackage, guard: Guard, tmp_path: Path) -> Path:
    """A precinct that keeps registers and has no list yet; the file of its thirty voters."""
    guard.watching = False
    precinct = package.election.precinct(PRECINCT)
    chair = next(m for m in precinct.members if m.role is Role.CHAIR)
    user = WorkspaceUser(chair.member_id, chair.name, chair.role, SECRET)
    tools = Tools().with_clock(Tools().clock)
    folder = tmp_path / "workspaces" / PRECINCT
    set_up_precinct(folder, package, PRECINCT, Level.REGISTERS, [user], tools)
    random = Random(7)
    file = tmp_path / "list.xlsx"
    file.write_bytes(tools.write_voters([mock_person(random) for _ in range(30)], precinct, 0))
    return file


def to_take_in(program: Apart) -> None:
    program.do("to", say("import.act"))
    program.do("digits", 12)
    while program.do("press", "Tab").focus != say("import.check"):
        continue
    assert program.do("press", "Enter").focus == say("import.take_in")


def test_killed_in_an_import_nothing_of_the_list_is_there(start: Start, listless: Path) -> None:
    def bring(program: Apart) -> Seen:
        program.do("write", str(listless))
        return program.do("press", "Enter", "Enter")

    program = start(KK)
    signed_in(program)
    program.do("walk_to", "preparation", "import")
    bring(program)
    to_take_in(program)
    program.do("hold", "report")
    program.begin("enter")
    program = cut_off(program, start, "import")
    assert say("import.first") in bring(program).reads
    to_take_in(program)
    assert say("import.kept", count=30) in program.do("press", "Enter").reads


@pytest.fixture
def night(night_day: Master, guard: Guard, tmp_path: Path) -> Callable[..., None]:
    """A night whose fifth ballot is final; what is done to it before and looked up afterwards."""
    guard.watching = False
    folder = tmp_path / "workspaces" / PRECINCT
    shutil.copytree(night_day.folder, folder)

    def with_session(work: Callable[[Session, str], None]) -> None:
        session = open_session(night_day.tools(), folder, "m1", SECRET)
        try:
            ballot = session.workspace.election.ballots_of(PRECINCT)[4]
            work(session, ballot.ballot_id)
        finally:
            session.close()

    return with_session


def test_killed_while_signing_a_signature_is_there_whole(
    start: Start, night: Callable[..., None], key_files: Path
) -> None:
    night(make_final)
    program = start(KK)
    signed_in(program)
    program.do("walk_to", "protocols", "finish")
    program.do("digits", "2")
    program.do("in_a_dialog", str(key_files / "m1.p12"), "F5")
    program.do("digits", SECRET)
    program.do("hold", "report")
    program.begin("enter")
    program = cut_off(program, start, "signing")
    program.begin("close")
    program.gone()
    night(chair_alone_has_signed)


def test_killed_while_writing_a_stick_no_half_bundle_lies_there(
    start: Start, night: Callable[..., None], key_files: Path, tmp_path: Path
) -> None:
    def write(program: Apart) -> None:
        program.do("in_a_dialog", str(key_files / "m1.p12"), "F5")
        program.do("digits", SECRET)
        program.do("press", "Enter")
        program.do("in_a_dialog", str(key_files / "m3.p12"), "F5")
        program.do("digits", SECRET)

    night(partial(signed, key_files))
    stick = tmp_path / "stick"
    stick.mkdir()
    program = start(KK)
    signed_in(program)
    program.do("walk_to", "protocols", "finish")
    program.do("digits", "6")
    write(program)
    program.do("hold", str(stick))
    program.begin("in_a_dialog", str(stick), "Enter")
    program = cut_off(program, start, "handover")
    assert list(stick.glob("*.zip")) == []
    write(program)
    program.do("in_a_dialog", str(stick), "Enter")
    program.begin("close")
    program.gone()
    assert len(list(stick.iterdir())) == 1
    night(partial(as_it_was_made, stick))


def chair_alone_has_signed(session: Session, ballot_id: str) -> None:
    pdf, protocol = session.paper(ballot_id)
    assert protocol is not None
    assert protocol.record is not None
    assert protocol.signed_by == ("m1",)
    judge, form = session.tools.judge(session.workspace.package.trust), session.workspace.forms
    found = judge.pdf(
        pdf, protocol.record, form[protocol.record.form_id], protocol.seal, protocol.signers,
        session.tools.renderer,
    )  # fmt: skip
    assert [one.member_id for one in found.signed_by] == ["m1"]


def signed(key_files: Path, session: Session, ballot_id: str) -> None:
    make_final(session, ballot_id)
    protocol = session.paper(ballot_id)[1]
    assert protocol is not None
    for signer in protocol.signers:
        put(key_files / f"{signer.member_id}.p12", ballot_id, session)


def as_it_was_made(stick: Path, session: Session, _: str) -> None:
    found = check_stick(session.workspace, session.actor, stick, session.tools)
    assert [one.lies for one in found] == [Lies.LATEST]
