# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts and explanations written on the sheets themselves: one text may answer several findings.

An answer is bound to its finding's ballot, code, row and both figures; it lapses when they change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.registers.acts import Answered
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.wording import Wording


class NoteKind(StrEnum):
    """What is written."""

    ACT = "act"
    EXPLANATION = "explanation"


@dataclass(frozen=True, slots=True)
class Note:
    """An act or an explanation; who wrote it is the entry's member."""

    register_name: ClassVar[str] = "note"
    kind: NoteKind
    number: int
    """Runs through the day, 1 upward: acts together with those drawn up, explanations apart."""
    text: Wording
    answers: tuple[Answered, ...]

    @property
    def subject(self) -> str:
        """Its kind and number."""
        return f"{self.kind.value}/{self.number}"

    def codes_on(self, findings: Iterable[Answered]) -> tuple[str, ...]:
        """Codes of the findings that it answers, each once, in the order in which it names them."""
        standing = set(findings)
        return tuple(dict.fromkeys(a.code for a in self.answers if a in standing))


def last_number(ever_written: Iterable[Entry[Note]], kind: NoteKind) -> int:
    """The highest number of a kind so far, undone ones too; 0 before the first."""
    return max((e.content.number for e in ever_written if e.content.kind is kind), default=0)
