# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Seats from votes: party lists over a threshold by the largest remainder, and who has most votes.

Constitutional law on elections, Art. 97-1 (five per cent of those who took part in the list vote; the
threshold and its base are the package's).  Whole numbers throughout; a tie is told, never broken.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seats:
    """An allocation: seats by list, and the lists between which a last seat could not be decided."""

    by_list: Mapping[str, int]
    tied: tuple[str, ...] = ()
    """Lists with equal remainders for fewer seats than they are; those seats are not given."""


def largest_remainder(
    votes: Mapping[str, int], seats: int, *, threshold_percent: int, base: int
) -> Seats:
    """Share out seats among the lists that have at least the threshold of `base` votes.

    Each list gets the whole part of votes x seats / all votes of these lists; what is left goes to
    the largest remainders.  No list over the threshold: no seat is given.
    """
    over = {name: n for name, n in votes.items() if 100 * n >= threshold_percent * base and n > 0}
    total = sum(over.values())
    if not total:
        return Seats({})
    given = {name: n * seats // total for name, n in over.items()}
    left = seats - sum(given.values())
    remainders = sorted(((n * seats % total, name) for name, n in over.items()), reverse=True)
    if not left:
        return Seats(given)
    last = remainders[left - 1][0]
    clear = [name for remainder, name in remainders if remainder > last]
    equal = [name for remainder, name in remainders if remainder == last]
    if len(clear) + len(equal) == left:
        clear, equal = clear + equal, []
    return Seats({name: n + (name in clear) for name, n in given.items()}, tuple(sorted(equal)))


def most_votes(votes: Mapping[str, int], seats: int = 1) -> Seats:
    """The options with most votes, one seat each; `tied` where equal votes leave a seat open."""
    ranked = sorted(votes.values(), reverse=True)
    if not ranked or not ranked[0]:
        return Seats({})
    last = ranked[min(seats, len(ranked)) - 1]
    above = [name for name, n in votes.items() if n > last]
    at = [name for name, n in votes.items() if n == last and n > 0]
    if len(above) + len(at) <= seats:
        above, at = above + at, []
    return Seats(dict.fromkeys(above, 1), tuple(sorted(at)))
