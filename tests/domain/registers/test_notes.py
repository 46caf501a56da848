# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Texts that answer findings: bound to ballot, code, row and both figures; numbers run on."""

from dataclasses import replace

from precinct_app.domain.registers.acts import Answered
from precinct_app.domain.registers.entry import Entry, Undo, content_from_json, content_to_json
from precinct_app.domain.registers.notes import Note, NoteKind, last_number
from precinct_app.domain.wording import Wording
from tests.builders import a_moment

FOUND = Answered("list", "A202", "1", 22, 21)
OTHER = Answered("single", "W401", "", 1202, 1201)
NOTE = Note(NoteKind.EXPLANATION, 3, Wording("Себебі", "Причина", "Reason"), (OTHER, FOUND))


def entry(note: Note, number: int) -> Entry[Note]:
    return Entry(f"{number:032x}", replace(note, number=number), a_moment(), a_moment(), "m4")


def test_a_note_answers_its_findings_with_these_figures_and_no_others() -> None:
    assert NOTE.codes_on([FOUND]) == ("A202",)
    assert NOTE.codes_on([FOUND, OTHER]) == ("W401", "A202")
    for changed in (
        {"left": 23},
        {"right": 20},
        {"row": "2"},
        {"ballot_id": "x"},
        {"code": "A207"},
    ):
        assert NOTE.codes_on([replace(FOUND, **changed)]) == ()


def test_a_code_of_several_rows_is_told_once() -> None:
    both = replace(NOTE, answers=(FOUND, replace(FOUND, row="2")))
    assert both.codes_on(both.answers) == ("A202",)


def test_numbers_run_by_kind_and_undone_ones_count() -> None:
    gone = replace(entry(NOTE, 5), undone=Undo("x", a_moment(), a_moment(), "m1"))
    kept = [entry(NOTE, 2), gone]
    assert last_number(kept, NoteKind.EXPLANATION) == 5
    assert last_number(kept, NoteKind.ACT) == 0


def test_a_note_is_kept_as_it_was_written() -> None:
    assert content_from_json(Note, content_to_json(NOTE)) == NOTE
    assert NOTE.subject == "explanation/3"
