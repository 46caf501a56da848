# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The sheet of a correction: lines that changed, whose copies are stale, nothing before it is final."""

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.registers.people import Recipient
from precinct_app.services.papers.changes import changes_sheet
from precinct_app.services.protocol_entry import finish, open_entry, put, reopen
from precinct_app.services.registers.people import give_copy
from precinct_app.services.reopening import reopen_by_decision
from tests.documents.reading import squeezed, whole_text
from tests.services.conftest import Station
from tests.services.registers.day import refused
from tests.services.sheets import LIST, WITH_MEMBER, number, truth, type_twice
from tests.services.test_recounts import decided, final, signed_by


def exchange_votes(station: Station) -> tuple[int, int]:
    """Both typists mend two rows of votes that had been read from each other's pile."""
    for kind, place in (("first", 0), ("second", 1)):
        actor = station.actor(Role.MEMBER, place)
        reopen(station.workspace, actor, LIST, kind, "piles")
        view = open_entry(station.workspace, actor, LIST, kind)
        one, other = (number(view.figures, cell) for cell in ("votes.amanat", "votes.baytaq"))
        put(station.workspace, actor, view, "votes.amanat", other)
        put(station.workspace, actor, view, "votes.baytaq", one)
        finish(station.workspace, actor, view)
    return one, other


def test_it_tells_changed_lines_and_stale_copies_of_a_final_correction(station: Station) -> None:
    station.level(Level.COUNT_ONLY)
    station.at(25)
    workspace, chair, press = station.workspace, station.actor(Role.CHAIR), station.tools.press
    type_twice(station, LIST, truth(station, LIST))
    refused(lambda: changes_sheet(workspace, chair, LIST, press), "changes.none")
    final(station)
    signed_by(station, Role.CHAIR, Role.SECRETARY)
    give_copy(workspace, chair, LIST, Recipient.POSTED)
    give_copy(workspace, chair, LIST, Recipient.OBSERVER, "Ким Алина")
    refused(lambda: changes_sheet(workspace, chair, LIST, press), "changes.none")
    reopen_by_decision(workspace, chair, LIST, decided(), agreed=WITH_MEMBER)
    refused(lambda: changes_sheet(workspace, chair, LIST, press), "changes.none")
    one, other = exchange_votes(station)
    final(station)
    text = whole_text(changes_sheet(workspace, chair, LIST, press))
    gap = squeezed(f"{one} {other}")
    assert gap in text
    assert squeezed(f"{other} {one}") in text
    assert squeezed("вывешена на участке") in text
    assert squeezed("№ 2 байқаушы · наблюдатель") in text
    assert "Алина" not in text
