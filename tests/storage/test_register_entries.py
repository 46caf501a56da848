# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Entries of registers: in the order recorded, by subject, undone but never gone, on both databases."""

import pytest

from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.entry import Entry, Undo
from precinct_app.services.ports import Store
from tests.builders import a_moment
from tests.storage.content import Note, a_register_entry

UNDO = Undo("typed twice", a_moment(11), a_moment(12), "m1")


def test_entries_come_back_in_the_order_recorded(store: Store) -> None:
    entries = [a_register_entry(c * 32, about) for c, about in (("c", "x"), ("a", "y"), ("b", "x"))]
    with store.begin() as work:
        for entry in entries:
            work.registers.add(entry)
    with store.begin() as work:
        assert work.registers.all(Note) == entries
        assert work.registers.all(Note, "x") == [entries[0], entries[2]]
        assert work.registers.all(Note, "nowhere") == []
        assert work.registers.get(Note, "a" * 32) == entries[1]
        assert work.registers.get(Note, "d" * 32) is None


def test_an_undone_entry_stays_in_the_history(store: Store) -> None:
    entry = a_register_entry()
    with store.begin() as work:
        work.registers.add(entry)
        work.registers.undo(entry.entry_id, UNDO)
    with store.begin() as work:
        assert work.registers.all(Note) == []
        (kept,) = work.registers.history(Note)
        assert kept == Entry(
            entry.entry_id, entry.content, entry.happened, entry.recorded, entry.member_id, UNDO
        )
        assert not kept.stands
    for entry_id in (entry.entry_id, "e" * 32):
        with pytest.raises(InputError) as caught, store.begin() as work:
            work.registers.undo(entry_id, UNDO)
        assert caught.value.reasons[0].key == "register.undone"


def test_texts_are_composed(store: Store) -> None:
    with store.begin() as work:
        work.registers.add(a_register_entry(about="и\u0306"))
    with store.begin() as work:
        assert work.registers.all(Note)[0].content.about == "й"
