# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Ballots about which the commission was of two minds, decided by vote one by one (field: M8).

What is kept is the doubt and the decision, never for whom the ballot was: it counts with all others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.errors import Reason
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import RegisterFigure, counted


class Doubt(StrEnum):
    """What the dispute is about; the value is the row of the sheet's grounds of invalidity."""

    NOT_OF_FORM = "not_of_form"
    STRUCK_OPTION = "struck_option"
    NO_MEMBER_SIGNATURE = "no_member_signature"
    SEVERAL_MARKS = "several_marks"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class DisputedBallot:
    """One ballot and how the commission voted about it."""

    register_name: ClassVar[str] = "disputed_ballot"
    ballot_id: str
    number: int
    """Runs through the ballot's disputed ones, 1 upward, and is written on the paper."""
    doubt: Doubt
    ground: str
    """Why it was decided so."""
    in_favour: int
    """Votes that it is valid."""
    against: int
    valid: bool

    @property
    def subject(self) -> str:
        """The type of ballot."""
        return self.ballot_id


@dataclass(frozen=True, slots=True)
class Decided:
    """How many ballots of one doubt were found valid and how many invalid."""

    valid: int
    invalid: int


def faults(ballot: DisputedBallot, members: int) -> tuple[Reason, ...]:
    """Why a decision cannot be kept as it is typed; empty when it can.

    The majority of those voting decides; with equal votes the chair's vote does.
    """
    found = []
    if not ballot.ground.strip():
        found.append(Reason("disputed.no_ground"))
    votes = ballot.in_favour + ballot.against
    if min(ballot.in_favour, ballot.against) < 0 or not 0 < votes <= members:
        found.append(Reason("disputed.votes", {"members": members}))
    elif ballot.in_favour != ballot.against and ballot.valid is not (
        ballot.in_favour > ballot.against
    ):
        found.append(Reason("disputed.majority"))
    return tuple(found)


def decided(entries: Iterable[Entry[DisputedBallot]]) -> Mapping[Doubt, Decided]:
    """The annex: what was decided, by doubt, in the order of the sheet's grounds."""
    kept = Counter((e.content.doubt, e.content.valid) for e in entries if e.stands)
    return {
        doubt: Decided(kept[doubt, True], kept[doubt, False])
        for doubt in Doubt
        if kept[doubt, True] + kept[doubt, False]
    }


def lines(entries: Iterable[Entry[DisputedBallot]]) -> dict[str, RegisterFigure]:
    """What the register gives to the ballot's sheet: nothing while none was disputed here."""
    number = sum(entry.stands for entry in entries)
    return counted({"disputed_decided": number}) if number else {}
