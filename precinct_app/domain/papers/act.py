# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An act of the commission: what was found, with figures, checks and the decision."""

from dataclasses import dataclass, field
from datetime import datetime

from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.wording import Wording

NOTHING = Wording("", "", "")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its number: of the protocol's line, or within the act."""

    number: str
    caption: Wording
    figure: int
    applicable: bool = True
    small: bool = False
    """Printed small below the row before it: a part of that figure, for instance a member's."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """Figures that belong together; they are printed in digits and in words."""

    title: Wording
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head and its share of the width."""

    title: Wording
    share: int
    figures: bool = False
    """Set to the right."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of words: seals, number ranges, packs, copies."""

    title: Wording
    columns: tuple[Column, ...]
    rows: tuple[tuple[Wording, ...], ...]


@dataclass(frozen=True, slots=True)
class ActContent:
    """What an act says, frozen when it was drawn up."""

    title: Wording
    """What it is about, below its number; may be empty."""
    preamble: Sentence
    tables: tuple[FactTable, ...] = ()
    checks: tuple[str, ...] = ()
    """``2 = 3 + 4 + 5: 23 = 21 + 0 + 2``."""
    listings: tuple[Listing, ...] = ()
    findings: tuple[Sentence, ...] = ()
    """What was seen beside the figures."""
    decision: Sentence = field(default_factory=lambda: Sentence.free(NOTHING))
    """What the commission decided, with the ground and the vote."""
    only_ballot: bool = False
    """It is about one type of ballot; its decision holds for that alone."""


@dataclass(frozen=True, slots=True)
class ActPaper:
    """An act on paper."""

    heading: Heading
    number: int
    version: int
    happened: datetime
    """Local time at the station."""
    codes: tuple[str, ...]
    """Relations of the form that it answers."""
    lines: tuple[str, ...]
    """Official numbers of the protocol's lines concerned."""
    ballot_name: Wording
    """Empty for an act of the whole day."""
    content: ActContent
