# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How a protocol stands beside its paper: the last comparison of this version, then the decision."""

from datetime import date

from precinct_app.domain.registers.entry import Entry, Undo
from precinct_app.domain.registers.reception import (
    SUMMED,
    DifferenceDecided,
    PaperCompared,
    PaperFigure,
    PaperState,
    Stands,
    paper_state,
)
from tests.builders import a_moment

UNDO = Undo("a slip", a_moment(20), a_moment(20), "o1")


def compared(
    paper: str, hour: int = 10, sha: str = "a", undo: Undo | None = None
) -> Entry[PaperCompared]:
    content = PaperCompared("P", "list", sha, (PaperFigure("ballots_valid", paper, "7"),))
    return Entry("c", content, a_moment(hour), a_moment(hour), "o1", undo)


def decided(stands: Stands, hour: int = 11, sha: str = "a") -> Entry[DifferenceDecided]:
    content = DifferenceDecided("P", "list", sha, "5", date(2023, 3, 20), stands)
    return Entry("d", content, a_moment(hour), a_moment(hour), "o1")


def test_states() -> None:
    file, neither = decided(Stands.FILE), decided(Stands.NEITHER)
    for seen, said, wanted in (
        ([], [], "not_compared"),
        ([compared("8", sha="b"), compared("8", undo=UNDO)], [], "not_compared"),
        ([compared("7")], [], "equal"),
        ([compared("8"), compared("7", 12)], [neither], "equal"),
        ([compared("8")], [], "differs"),
        ([compared("8")], [decided(Stands.FILE, sha="b")], "differs"),
        ([compared("8"), compared("8", 12)], [file], "differs"),
        ([compared("8")], [neither, file], "file_stands"),
        ([compared("8")], [file, neither], "returned"),
    ):
        assert paper_state(seen, said, "a") is PaperState(wanted)
    assert {state for state in PaperState if state not in SUMMED} == {
        PaperState.DIFFERS, PaperState.RETURNED,
    }  # fmt: skip


def test_both_are_looked_up_by_precinct_and_ballot() -> None:
    assert compared("7").content.subject == decided(Stands.FILE).content.subject == "P/list"
