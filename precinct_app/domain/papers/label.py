# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Labels for sealed packs."""

from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Label:
    """One pack's label."""

    number: int
    of: int
    """How many packs there are in all."""
    holds: Wording
    """What is inside."""
    ballot: Wording
    """Empty where the pack holds no ballots of one type."""
    count: int
    """How many sheets; -1 where they are not counted."""
    seal: str
    """Number of its seal; empty when it is written by hand."""


@dataclass(frozen=True, slots=True)
class LabelPaper:
    """The labels of the night, to be cut apart."""

    heading: Heading
    labels: tuple[Label, ...]
    made: datetime
