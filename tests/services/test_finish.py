# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A protocol on its way to the end, on a real workspace: rows, stick, copies, a correction."""

from datetime import date
from pathlib import Path

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import BundleError, InputError, PrecinctError
from precinct_app.domain.finish import AtDistrict, Row, State
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.people import Recipient
from precinct_app.domain.registers.signing import Obstacle, Original
from precinct_app.services import finish, obstacles, sticks
from precinct_app.services.papers.copies import copy_for, print_copy
from precinct_app.services.registers.people import undo_copy
from precinct_app.services.reopening import Decision, reopen_by_decision
from precinct_app.services.sticks import Lies, check_stick, write_to
from tests.documents.reading import squeezed, whole_text
from tests.services.conftest import Station
from tests.services.sheets import LIST, WITH_MEMBER, reasons
from tests.services.test_signing import final, packed, paper, signed

__all__ = ["paper"]
PRESENT = ("m1", "m2", "m3", "m4", "m5")


def told(station: Station) -> finish.BallotFinish:
    return finish.finish_of(station.workspace, station.actor(), LIST)


def rows(station: Station) -> str:
    letters = {State.DONE: "d", State.OPEN: "o", State.BLOCKED: "b", State.WITHOUT: "w"}
    return "".join(letters[row.state] for row in told(station).way.rows)


def copy(station: Station, recipient: Recipient, given_to: str = "") -> bytes:
    actor, press = station.actor(), station.tools.press
    return copy_for(station.workspace, actor, LIST, recipient, given_to, press)[1]


def test_a_protocol_goes_its_way_to_the_end_and_is_corrected(
    paper: Station, tmp_path: Path
) -> None:
    workspace, chair = paper.workspace, paper.actor(Role.CHAIR)
    one, *others = finish.finish(workspace, chair)
    assert one == told(paper)
    assert {other.way.next for other in others} == {Row.ACTS}
    assert {r.key for r in others[0].way.rows[0].reasons} == {"freeze.not_entered_twice"}
    assert [r.key for r in one.way.rows[0].reasons] == ["finish.make_final"]
    final(paper)
    assert rows(paper) == "dobbbb"
    assert len(told(paper).control_number) == 36
    with pytest.raises(InputError) as caught:
        copy(paper, Recipient.OBSERVER)
    assert reasons(caught) == ["people.not_signed"]
    signed(paper, Role.CHAIR, Role.SECRETARY)
    finish.original_made(workspace, chair, LIST, Original.PRINTED, 3, PRESENT)
    copy(paper, Recipient.POSTED)
    page = squeezed(whole_text(copy(paper, Recipient.OBSERVER, "Ким Алина")))
    assert squeezed("№ 2 көшірме · копия № 2") in page
    assert squeezed("Копия верна".upper()) in page
    assert page.count(squeezed("қойылды · поставлена:")) == 2
    assert "Ким" not in page, "no names of observers on paper"
    bundle = packed(paper, Role.CHAIR, Role.SECRETARY)
    assert rows(paper) == "dddddo"
    write_to(workspace, chair, bundle, tmp_path)
    assert rows(paper) == "dddddd"
    assert told(paper).way.at_district is AtDistrict.ACCEPTS


def test_a_correction_names_stale_copies_and_takes_the_place_of_the_first(paper: Station) -> None:
    workspace, chair = paper.workspace, paper.actor(Role.CHAIR)
    final(paper)
    signed(paper, Role.CHAIR, Role.SECRETARY)
    copy(paper, Recipient.POSTED)
    copy(paper, Recipient.OBSERVER, "Ким Алина")
    finish.original_made(workspace, chair, LIST, Original.PRINTED, 3, PRESENT)
    packed(paper, Role.CHAIR)
    decision = Decision("7", date(2023, 3, 20), PRESENT, "a recount was ordered")
    paper.at(27)
    reopen_by_decision(workspace, chair, LIST, decision, agreed=WITH_MEMBER)
    assert rows(paper) == "obbbbb"
    final(paper)
    signed(paper, Role.CHAIR, Role.SECRETARY)
    found = told(paper)
    assert (found.version, rows(paper)) == (2, "ddoboo")
    (stale,) = next(row.reasons for row in found.way.rows if row.row is Row.COPIES)
    assert (stale.key, stale.values["count"]) == ("finish.stale_copies", 2)
    copy(paper, Recipient.POSTED)
    copy(paper, Recipient.OBSERVER, "Ким Алина")
    second = packed(paper, Role.CHAIR, Role.SECRETARY)
    assert second.manifest.protocols[0].previous
    with workspace.store.begin() as work:
        first = work.protocols.version(LIST, 1)
    assert first is not None
    assert first.status is Status.SUPERSEDED
    assert rows(paper) == "ddoddo"


def test_what_lies_on_a_stick_is_held_against_what_was_made(paper: Station, tmp_path: Path) -> None:
    workspace, chair, tools = paper.workspace, paper.actor(Role.CHAIR), paper.tools
    final(paper)
    signed(paper, Role.CHAIR, Role.SECRETARY)
    first = packed(paper, Role.CHAIR)
    write_to(workspace, chair, first, tmp_path)
    (tmp_path / "notes.txt").write_bytes(b"nothing")
    (tmp_path / ".hidden.zip").write_bytes(b"PK")
    assert [one.lies for one in check_stick(workspace, chair, tmp_path, tools)] == [Lies.LATEST]
    second = packed(paper, Role.CHAIR, Role.SECRETARY)
    found = check_stick(workspace, chair, tmp_path, tools)
    assert [(one.lies, one.number) for one in found] == [(Lies.OLDER, 1), (Lies.MISSING, 2)]
    (tmp_path / second.file_name).write_bytes(second.data[:-9] + b"\0" + second.data[-8:])
    (tmp_path / "copied.zip").write_bytes(second.data[:-1])
    (tmp_path / "renamed.zip").write_bytes(second.data)
    found = check_stick(workspace, chair, tmp_path, tools)
    assert {one.file_name: one.lies for one in found} == {
        first.file_name: Lies.OLDER, second.file_name: Lies.CHANGED,
        "copied.zip": Lies.CHANGED, "renamed.zip": Lies.LATEST,
    }  # fmt: skip


def test_a_stick_that_fails_is_told_and_nothing_is_recorded(
    paper: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, chair = paper.workspace, paper.actor(Role.CHAIR)
    final(paper)
    signed(paper, Role.CHAIR, Role.SECRETARY)
    bundle = packed(paper, Role.CHAIR)
    (tmp_path / "file").write_bytes(b"")

    def refused(folder: Path) -> list[str]:
        with pytest.raises(BundleError) as caught:
            write_to(workspace, chair, bundle, folder)
        return reasons(caught)

    assert refused(tmp_path / "file") == ["stick.not_written"]
    monkeypatch.setattr(sticks, "ask_the_disk", lambda target: target.write_bytes(b"rotten"))
    assert refused(tmp_path) == ["stick.differs"]
    assert told(paper).way.rows[5].reasons[0].key == "finish.not_written"
    obstacles.go_without(workspace, chair, Obstacle.NO_STICK)
    assert told(paper).way.at_district is AtDistrict.TYPES


def test_ink_is_a_signature_too(paper: Station) -> None:
    """Rung 3: copies are given of what was signed in ink, and its correction is a new version."""
    workspace, chair = paper.workspace, paper.actor(Role.CHAIR)
    final(paper)
    obstacles.go_without(workspace, chair, Obstacle.NO_KEY)
    entry = finish.original_made(workspace, chair, LIST, Original.COPIED_BY_HAND, 2, ("m1", "m3"))
    page = squeezed(whole_text(copy(paper, Recipient.MEDIA, "Газета")))
    assert page.count(squeezed("қойылды · поставлена")) == 2
    assert rows(paper) == "dwdodo"
    paper.at(27)
    decision = Decision("7", date(2023, 3, 20), PRESENT, "a slip")
    reopen_by_decision(workspace, chair, LIST, decision, agreed=WITH_MEMBER)
    assert told(paper).version == 2
    finish.undo_original(workspace, chair, entry.entry_id, "two were burnt")
    with pytest.raises(InputError) as caught:
        finish.original_made(workspace, chair, LIST, Original.PRINTED, 0)
    assert reasons(caught) == ["finish.originals"]
    with pytest.raises(PrecinctError) as refused:
        finish.original_made(workspace, chair, LIST, Original.PRINTED, 1)
    assert reasons(refused) == ["sign.not_frozen"]


def test_a_copy_is_printed_again_as_it_was_given(paper: Station) -> None:
    final(paper)
    signed(paper, Role.CHAIR, Role.SECRETARY)
    workspace, actor, press = paper.workspace, paper.actor(), paper.tools.press
    entry, page = copy_for(workspace, actor, LIST, Recipient.PROXY, "Сейіт", press)
    paper.at(30)
    assert print_copy(workspace, actor, entry.entry_id, press) == page
    undo_copy(workspace, actor, entry.entry_id, "not fetched")
    with pytest.raises(InputError) as caught:
        print_copy(workspace, actor, "f" * 32, press)
    assert reasons(caught) == ["copies.unknown"]
