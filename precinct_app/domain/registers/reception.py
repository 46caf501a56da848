# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Paper beside file at the district (field: D1, D4): figures typed from paper, and what was decided.

Both are kept.  Nobody at the district changes a precinct's figure: the precinct corrects its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.registers.entry import Entry


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """One line as the paper has it and as the file has it; ``n/a`` for not applicable."""

    cell: str
    paper: str
    file: str


@dataclass(frozen=True, slots=True)
class PaperCompared:
    """The paper of a protocol was compared with what was taken in."""

    register_name: ClassVar[str] = "paper_compared"
    precinct_id: str
    ballot_id: str
    protocol_sha256: str
    """Of the version compared: a later one is compared anew."""
    figures: tuple[PaperFigure, ...]

    @property
    def subject(self) -> str:
        """Precinct and ballot."""
        return f"{self.precinct_id}/{self.ballot_id}"

    @property
    def differing(self) -> tuple[PaperFigure, ...]:
        """Lines on which paper and file differ."""
        return tuple(figure for figure in self.figures if figure.paper != figure.file)


class Stands(StrEnum):
    """What the commission decided where paper and file differ."""

    FILE = "file"
    """The file's figures are the commission's; the paper was copied wrongly."""
    NEITHER = "neither"
    """The precinct corrects; nothing is added up until its next version."""


@dataclass(frozen=True, slots=True)
class DifferenceDecided:
    """The commission decided on a protocol whose paper differs from its file."""

    register_name: ClassVar[str] = "difference_decided"
    precinct_id: str
    ballot_id: str
    protocol_sha256: str
    number: str
    """Of the decision."""
    decided: date
    stands: Stands

    @property
    def subject(self) -> str:
        """Precinct and ballot."""
        return f"{self.precinct_id}/{self.ballot_id}"


class PaperState(StrEnum):
    """How a protocol taken in stands beside its paper."""

    NOT_COMPARED = "not_compared"
    EQUAL = "equal"
    DIFFERS = "differs"
    FILE_STANDS = "file_stands"
    RETURNED = "returned"


SUMMED = frozenset({PaperState.NOT_COMPARED, PaperState.EQUAL, PaperState.FILE_STANDS})
"""States in which a protocol is added up."""


def paper_state(
    compared: Iterable[Entry[PaperCompared]],
    decided: Iterable[Entry[DifferenceDecided]],
    protocol_sha256: str,
) -> PaperState:
    """The last comparison of this very version, and what was decided after it."""
    seen = [e for e in compared if e.stands and e.content.protocol_sha256 == protocol_sha256]
    if not seen:
        return PaperState.NOT_COMPARED
    if not seen[-1].content.differing:
        return PaperState.EQUAL
    said = [
        e.content
        for e in decided
        if e.stands
        and e.content.protocol_sha256 == protocol_sha256
        and e.recorded >= seen[-1].recorded
    ]
    if not said:
        return PaperState.DIFFERS
    return PaperState.FILE_STANDS if said[-1].stands is Stands.FILE else PaperState.RETURNED
