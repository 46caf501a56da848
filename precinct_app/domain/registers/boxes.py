# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Ballot boxes: checked and sealed before the voting, opened at the count, with the seals' numbers.

A mobile box keeps the number it was given first: it is its row on the sheets, so that whatever is
recorded late moves no figure to another box.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.night import Step
from precinct_app.domain.registers.entry import Entry


class BoxKind(StrEnum):
    """Where a box stands or goes."""

    STATIONARY = "stationary"
    MOBILE = "mobile"


OPENING_STEP = {BoxKind.MOBILE: Step.MOBILE_OPENED, BoxKind.STATIONARY: Step.STATIONARY_OPENED}
"""The step of the night that is taken when all boxes of a kind are open."""


@dataclass(frozen=True, slots=True)
class BoxSealed:
    """A box was shown empty and sealed before those present; again when a seal was replaced."""

    register_name: ClassVar[str] = "box_sealed"
    box_id: str
    """The box as it is labelled."""
    kind: BoxKind
    number: int
    """Runs through the boxes of a kind, 1 upward."""
    seal: str
    """Numbers of its seals as they are read, with spaces between."""

    @property
    def subject(self) -> str:
        """The box."""
        return self.box_id


@dataclass(frozen=True, slots=True)
class BoxOpened:
    """A box was opened at the count."""

    register_name: ClassVar[str] = "box_opened"
    box_id: str
    seal: str
    """Numbers read on its seals before they were cut; empty when there was none."""

    @property
    def subject(self) -> str:
        """The box."""
        return self.box_id


@dataclass(frozen=True, slots=True)
class Box:
    """A box from its sealing to its opening."""

    box_id: str
    kind: BoxKind
    number: int
    sealed: Entry[BoxSealed]
    """The last time."""
    opened: Entry[BoxOpened] | None

    @property
    def row(self) -> str:
        """Its row on the sheets, for a mobile box."""
        return str(self.number)

    @property
    def seal_differs(self) -> bool:
        """It was opened with other seals than it was sealed with."""
        return self.opened is not None and not same_seals(
            self.opened.content.seal, self.sealed.content.seal
        )


def same_seals(one: str, other: str) -> bool:
    """The same numbers, in whatever order and case."""
    return sorted(one.casefold().split()) == sorted(other.casefold().split())


def boxes_of(
    sealed: Iterable[Entry[BoxSealed]], opened: Iterable[Entry[BoxOpened]]
) -> tuple[Box, ...]:
    """The boxes by kind, stationary ones first, and number."""
    openings = {entry.content.box_id: entry for entry in opened if entry.stands}
    last = {entry.content.box_id: entry for entry in sealed if entry.stands}
    found = [
        Box(box_id, entry.content.kind, entry.content.number, entry, openings.get(box_id))
        for box_id, entry in last.items()
    ]
    return tuple(sorted(found, key=lambda box: (list(BoxKind).index(box.kind), box.number)))


def next_number(ever_sealed: Iterable[Entry[BoxSealed]], kind: BoxKind) -> int:
    """The number of a new box of a kind; one that an undone entry had is not used again."""
    numbers = [e.content.number for e in ever_sealed if e.content.kind is kind]
    return max(numbers, default=0) + 1


def first_opened(boxes: Iterable[Box]) -> Mapping[Step, datetime]:
    """When the first box of each kind was opened, by the step of the night."""
    found: dict[Step, datetime] = {}
    for box in boxes:
        if box.opened is not None:
            step, happened = OPENING_STEP[box.kind], box.opened.happened
            found[step] = min(found.get(step, happened), happened)
    return found
