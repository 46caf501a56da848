# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""People who may stand in a list twice: always a doubt, never a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from precinct_app.domain.voters import Voter, fold


@dataclass(frozen=True, slots=True)
class Double:
    """A voter who may be the same person as one before him."""

    place: int
    first: int
    """Positions of both."""
    by_number: bool
    """Told by the personal number; else by name and birth date."""


def find_doubles(voters: Sequence[Voter]) -> tuple[Double, ...]:
    """Who may be a double of whom, in the order of the list.

    The personal number tells; where one of two has none, name and birth date do.
    """
    found: dict[int, Double] = {}
    by_iin: dict[str, int] = {}
    by_person: dict[tuple[str, date], int] = {}
    for place, voter in enumerate(voters):
        first = by_iin.setdefault(voter.iin, place) if voter.iin else place
        if first != place:
            found[place] = Double(place, first, by_number=True)
        if voter.birth is None:
            continue
        first = by_person.setdefault((fold(voter.full_name), voter.birth), place)
        if first != place and not (voter.iin and voters[first].iin):
            found.setdefault(place, Double(place, first, by_number=False))
    return tuple(found[place] for place in sorted(found))
