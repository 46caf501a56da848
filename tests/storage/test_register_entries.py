# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Entries of registers: in the order recorded, by subject, undone but never gone, on both databases."""

from dataclasses import replace
from typing import ClassVar

import pytest

from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.entry import Entry, Undo
from precinct_app.services.ports import Store
from tests.builders import a_moment
from tests.storage.content import Note, a_certificate, a_register_entry, a_voter

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


def test_entries_about_a_few_are_asked_at_once(store: Store) -> None:
    about = [("a", "x"), ("b", "y"), ("c", "x"), ("d", "z")]
    entries = [a_register_entry(c * 32, subject) for c, subject in about]
    with store.begin() as work:
        for entry in entries:
            work.registers.add(entry)
        work.registers.undo(entries[2].entry_id, UNDO)
    with store.begin() as work:
        assert work.registers.about(Note, ["z", "x", "nowhere"]) == [entries[0], entries[3]]
        assert work.registers.about(Note, []) == []


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


def test_within_a_transaction_every_change_is_seen_at_once(store: Store) -> None:
    first, second = a_register_entry("a" * 32, "x"), a_register_entry("b" * 32, "y")
    with store.begin() as work:
        assert work.registers.all(Note) == []
        work.registers.add(first)
        assert work.registers.all(Note) == [first]
        work.registers.all(Note).clear()
        work.registers.add(second)
        assert work.registers.all(Note) == [first, second]
        work.registers.undo(first.entry_id, UNDO)
        assert work.registers.all(Note) == [second]
        assert work.registers.all(Note, "x") == []
        work.registers.coarsen(Note, lambda moment: moment.replace(hour=20))
        assert {e.recorded for e in work.registers.history(Note)} == {a_moment(20)}
        work.registers.wipe(())
        assert work.registers.history(Note) == []


def test_exact_times_and_their_order_are_taken_away_for_good(store: Store) -> None:
    kept = [replace(a_register_entry(c * 32, c), recorded=a_moment(h)) for c, h in ORDER]
    other = Entry("f" * 32, OtherNote("x"), a_moment(9), a_moment(10), "m4")
    with store.begin() as work:
        work.registers.add(kept[0])
        work.registers.add(other)
        for entry in kept[1:]:
            work.registers.add(entry)
        work.registers.undo(kept[1].entry_id, UNDO)
        assert work.registers.coarsen(Note, lambda moment: moment.replace(hour=20)) == len(kept)
    store.forget()
    with store.begin() as work:
        after = work.registers.history(Note)
        assert [e.content.about for e in after] == ["a", "b", "c"]
        assert {(e.happened, e.recorded) for e in after} == {(a_moment(20), a_moment(20))}
        undone = next(e.undone for e in after if e.undone)
        assert (undone.reason, undone.happened, undone.recorded) == (
            UNDO.reason, a_moment(20), a_moment(20),
        )  # fmt: skip
        assert work.registers.history(OtherNote) == [other]
        work.registers.add(a_register_entry("9" * 32, "last"))
        assert work.registers.all(Note)[-1].content.about == "last"
    with store.begin() as work:
        assert work.registers.coarsen(NeverKept, lambda moment: moment) == 0


def test_at_the_end_people_are_wiped_and_what_names_nobody_stays(store: Store) -> None:
    other = Entry("f" * 32, OtherNote("x"), a_moment(9), a_moment(10), "m4")
    with store.begin() as work:
        work.registers.add(a_register_entry())
        work.registers.add(other)
        work.voters.add_all([a_voter(1, "Алма"), a_voter(2, "Бақыт")])
        work.certificates.add(a_certificate())
    with store.begin() as work:
        assert (work.voters.wipe(), work.certificates.wipe()) == (2, 1)
        assert work.registers.wipe({OtherNote.register_name}) == 1
        assert (work.voters.wipe(), work.certificates.wipe()) == (0, 0)
    store.forget()
    with store.begin() as work:
        assert work.registers.history(Note) == []
        assert work.registers.history(OtherNote) == [other]
        assert work.voters.count() == 0
        assert work.certificates.all(CertificateDirection.ACCEPTED) == []


ORDER = (("c", 9), ("a", 10), ("b", 11))


class OtherNote(Note):
    """A second register."""

    register_name: ClassVar[str] = "test_other"


class NeverKept(Note):
    """A register of which nothing was kept."""

    register_name: ClassVar[str] = "test_never"
