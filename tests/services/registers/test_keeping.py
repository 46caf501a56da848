# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every register: two times, one line in the journal, an undo with its reason."""

from datetime import timedelta

import pytest

from precinct_app.domain.errors import InputError
from precinct_app.services.registers.keeping import keep, undo
from tests.services.conftest import Station
from tests.storage.content import Note


def test_an_entry_has_two_times_and_a_line_in_the_journal(station: Station) -> None:
    now = station.at(9, 30)
    earlier = now - timedelta(minutes=12)
    with station.workspace.store.begin() as work:
        entry = keep(station.workspace, work, station.actor(), Note("x"), earlier, count=3)
        event = list(work.journal.all())[-1]
    assert entry.happened == earlier
    assert now <= entry.recorded < now + timedelta(seconds=9)
    assert (event.kind, event.subject) == ("register.test_note", "x")
    assert event.happened == entry.happened
    assert event.details == {"count": 3}


def test_nothing_happens_in_the_future(station: Station) -> None:
    with pytest.raises(InputError) as caught, station.workspace.store.begin() as work:
        later = station.clock.now() + timedelta(minutes=1)
        keep(station.workspace, work, station.actor(), Note("x"), later)
    assert caught.value.reasons[0].key == "register.future"


def test_an_undo_needs_a_reason_and_a_standing_entry(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    with workspace.store.begin() as work:
        entry = keep(workspace, work, actor, Note("x"))
    with pytest.raises(InputError) as caught, workspace.store.begin() as work:
        undo(workspace, work, actor, Note, entry.entry_id, "  ")
    assert caught.value.reasons[0].key == "register.no_reason"
    with workspace.store.begin() as work:
        undo(workspace, work, actor, Note, entry.entry_id, "typed twice")
        assert list(work.journal.all())[-1].kind == "register.test_note_undone"
    with pytest.raises(InputError) as caught, workspace.store.begin() as work:
        undo(workspace, work, actor, Note, entry.entry_id, "again")
    assert caught.value.reasons[0].key == "register.undone"
