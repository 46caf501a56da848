# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who is there when: members, quorum, guests, copies of former versions."""

from datetime import datetime

from precinct_app.domain.registers.entry import Entry, Undo
from precinct_app.domain.registers.people import (
    Attendance,
    CopyGiven,
    Guest,
    GuestKind,
    GuestLeft,
    IssuersNamed,
    Recipient,
    by_hour,
    guests_at,
    presence,
    quorum_at,
    stale_copies,
    there_at,
    unreplaced_copies,
)
from tests.builders import a_moment

UNDO = Undo("typed twice", a_moment(12), a_moment(12), "m1")


def came(member: str, hour: int, there: bool = True, undo: Undo | None = None) -> Entry[Attendance]:
    when = a_moment(hour)
    return Entry(f"{member}{hour}", Attendance(member, there), when, when, "m1", undo)


def guest(entry_id: str, kind: GuestKind, hour: int) -> Entry[Guest]:
    when: datetime = a_moment(hour)
    return Entry(entry_id, Guest(kind, "Name", "Org"), when, when, "m1")


ENTRIES = [came("m1", 6), came("m2", 6), came("m2", 9, there=False), came("m3", 8, undo=UNDO),
           came("m2", 7, there=False), came("m2", 8)]  # fmt: skip


def test_members_are_there_by_when_it_happened_not_by_when_it_was_told() -> None:
    assert there_at(ENTRIES, a_moment(5)) == frozenset()
    assert there_at(ENTRIES, a_moment(6)) == {"m1", "m2"}
    assert there_at(ENTRIES, a_moment(7)) == {"m1"}
    assert there_at(ENTRIES, a_moment(8)) == {"m1", "m2"}
    assert there_at(ENTRIES, a_moment(20)) == {"m1"}


def test_the_commission_by_the_hour() -> None:
    seven, eight = by_hour(ENTRIES, [a_moment(7), a_moment(8)], 3)
    assert (sorted(seven.member_ids), seven.enough) == (["m1"], False)
    assert (sorted(eight.member_ids), eight.enough) == (["m1", "m2"], True)
    assert IssuersNamed(("m4",)).subject == "issuers"


def test_quorum_and_presence_as_numbers() -> None:
    found = quorum_at(ENTRIES, a_moment(8), 7)
    assert (found.present, found.members, found.needed) == (2, 7, 5)
    guests = [guest("g1", GuestKind.OBSERVER, 7), guest("g2", GuestKind.OBSERVER, 8),
              guest("g3", GuestKind.FOREIGN_OBSERVER, 7), guest("g4", GuestKind.PROXY, 7),
              guest("g5", GuestKind.MEDIA, 7)]  # fmt: skip
    left = [Entry("l", GuestLeft("g4"), a_moment(9), a_moment(9), "m1"),
            Entry("l2", GuestLeft("g5"), a_moment(9), a_moment(9), "m1", UNDO)]  # fmt: skip
    assert [g.entry_id for g in guests_at(guests, left, a_moment(7))] == ["g1", "g3", "g4", "g5"]
    there = guests_at(guests, left, a_moment(10))
    now = presence(found, there)
    assert (now.members, now.members_in_all) == (2, 7)
    assert (now.observers_national, now.observers_foreign, now.proxies, now.media) == (2, 1, 0, 1)


def test_copies_of_a_former_version_are_stale() -> None:
    copies = [
        Entry(
            f"c{n}", CopyGiven(n, ballot, version, Recipient.OBSERVER, "g1"), a_moment(1),
            a_moment(1), "m1", undo,
        )
        for n, ballot, version, undo in (
            (1, "list", 1, None), (2, "single", 1, None), (3, "list", 2, None), (4, "list", 1, UNDO)
        )
    ]  # fmt: skip
    assert [e.entry_id for e in stale_copies(copies, "list", 2)] == ["c1"]
    assert stale_copies(copies, "list", 1) == ()


def test_a_holder_with_a_copy_of_the_new_version_needs_no_other() -> None:
    def given(number: int, version: int, to: str, undo: Undo | None = None) -> Entry[CopyGiven]:
        copy = CopyGiven(number, "list", version, Recipient.OBSERVER, to)
        return Entry(f"c{number}", copy, a_moment(1), a_moment(1), "m1", undo)

    copies = [given(1, 1, "a"), given(2, 1, "a"), given(3, 1, "b"), given(4, 1, "c"),
              given(5, 2, "b"), given(6, 2, "c", UNDO)]  # fmt: skip
    assert [e.entry_id for e in unreplaced_copies(copies, "list", 2)] == ["c2", "c4"]


def test_subjects_name_no_guest() -> None:
    assert guest("g1", GuestKind.MEDIA, 7).content.subject == "media"
    assert GuestLeft("g1").subject == "g1"
    assert Attendance("m1", True).subject == "m1"
    assert CopyGiven(1, "list", 1, Recipient.MEDIA, "Name").subject == "list"
