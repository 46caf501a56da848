# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A page of what happened, for reading: the night in times, telephone numbers, sums of an hour."""

from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.papers.act import FactTable, Listing
from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """A title, figures, lists and sentences; it is no act and no protocol."""

    heading: Heading
    title: Wording
    made: datetime
    """Local time of printing."""
    tables: tuple[FactTable, ...] = ()
    listings: tuple[Listing, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    to_sign: bool = False
    """Chair and secretary sign below it."""
