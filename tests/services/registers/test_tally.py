# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A whole day by chance, kept beside in plain counters: the sheets' register lines agree with them.

Two trips, certificates both ways, refused ballots, one spoiled, one lost, one too many in a pack, a
mark undone, an inclusion undone; many seeds at full size are a long task (`tallied_day`).  The same
day opened at nine in the evening with nothing but the package and the papers comes to the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers.acts import ActKind
from precinct_app.services.acts import making
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.registers import signatures
from tests.documents.reading import squeezed, whole_text
from tests.services.acts.night import chair
from tests.services.conftest import PRECINCT, Made, Station, make_station, opened
from tests.services.registers.tallied_day import (
    Script,
    acts,
    figures,
    finish,
    from_paper,
    signed,
    the_night_without_registers,
)


@dataclass
class Tallied:
    """A day that was lived once for the tests of this file, and what it came to."""

    made: Made
    script: Script
    given: list[dict[str, int]]
    """What the registers gave to each sheet."""
    sheets: list[tuple[str, dict[str, int]]]
    """Two of the sheets, whole."""
    finals: list[StoredProtocol]
    papers: dict[ActKind, str]
    """Texts of the printed acts; of several of a kind the last."""


@pytest.fixture(scope="module")
def tallied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tallied]:
    made = make_station(tmp_path_factory.mktemp("tallied"))
    station = opened(made.folder, made)
    script = Script(station, 4, Level.MARKS)
    script.run()
    assert not signatures.grid(station.workspace, station.actor()).mismatches
    given = [figures(station, ballot) for ballot in script.ballots]
    sheets = script.sheets()[:2]
    finals = finish(station, sheets)
    papers = {}
    for entry in acts(station):
        data = making.print_act(
            station.workspace, chair(station), entry.entry_id, station.tools.press
        )
        papers[entry.content.kind] = whole_text(data)
        assert squeezed(entry.content.content.title.kk) in papers[entry.content.kind]
    yield Tallied(made, script, given, sheets, finals, papers)
    station.workspace.store.close()


def test_the_register_lines_agree_with_the_tally(tallied: Tallied) -> None:
    for place, given in enumerate(tallied.given):
        assert given == tallied.script.lines(place)


def test_they_agree_where_voters_are_not_marked(station: Station) -> None:
    script = Script(station, 3, Level.REGISTERS)
    script.run()
    for place, ballot in enumerate(script.ballots):
        assert figures(station, ballot) == script.lines(place)


def test_the_final_sheets_say_what_was_tallied(tallied: Tallied) -> None:
    for (_, whole), protocol in zip(tallied.sheets, tallied.finals, strict=True):
        assert protocol.record is not None
        assert protocol.record.figures() == whole


def test_every_act_of_the_day_is_printed(tallied: Tallied) -> None:
    due = {ActKind.OPENING, ActKind.CERTIFICATES_CANCELLED, ActKind.UNUSED_CANCELLED}
    assert due | {ActKind.LOST, ActKind.SURPLUS} <= tallied.papers.keys()


def test_from_nine_in_the_evening_with_package_and_paper(tallied: Tallied, tmp_path: Path) -> None:
    with from_paper(tmp_path / PRECINCT, tallied.made, Level.COUNT_ONLY) as station:
        finals = list(signed(station, tallied.sheets))
    for (_, whole), protocol in zip(tallied.sheets, finals, strict=True):
        assert protocol.record is not None
        assert set(protocol.signed_by) == {a.member_id for a in protocol.signers}
        found = protocol.record.figures()
        assert found == {cell: whole[cell] for cell in found}
        assert {"voters_listed", "home_served", "member.m4.issued", "box.2.entitled"} <= set(found)
        assert Source.REGISTER not in {value.source for value in protocol.record.values}
        assert "A116" not in {code for act in protocol.record.acts for code in act.codes}


def test_registers_that_all_stand_on_paper_need_their_act(tallied: Tallied, tmp_path: Path) -> None:
    with from_paper(tmp_path / PRECINCT, tallied.made, Level.REGISTERS) as station:
        the_night_without_registers(station)
        (protocol,) = signed(station, tallied.sheets[:1])
    assert protocol.record is not None
    assert protocol.record.figures() == tallied.sheets[0][1]
    assert "A116" in {code for act in protocol.record.acts for code in act.codes}
