# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The list of the next round (repeat voting, law on elections, Art. 95): the same people, no marks.

Own voters who had left with a certificate are put back, holders from elsewhere go back to their own
lists; each of them is shown, nothing happens unseen (field: C12).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from precinct_app.domain.registers.voter_changes import Standing
from precinct_app.domain.voters import Voter

CARRIED = frozenset({Standing.LISTED, Standing.LEFT_WITH_CERTIFICATE})
"""Standings that belong to this precinct's next list."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who is not carried over, and why."""

    voter: Voter
    standing: Standing


@dataclass(frozen=True, slots=True)
class NextRound:
    """The next round's list beside what is different from the last one."""

    voters: tuple[Voter, ...]
    """Rows of the new list, with surrogates of their own."""
    put_back: tuple[Voter, ...]
    """Those who had left with a certificate."""
    added: tuple[Voter, ...]
    """Those entered on the day: they get the numbers after the delivered ones."""
    left_out: tuple[LeftOut, ...]


def next_round(rows: Iterable[tuple[Voter, Standing]], surrogate: Callable[[], str]) -> NextRound:
    """The list of the next round from everybody's standing in the last one."""
    everybody = list(rows)
    mine = [(voter, standing) for voter, standing in everybody if standing in CARRIED]
    delivered = sorted((v for v, _ in mine if v.list_number), key=lambda v: v.list_number)
    added = [v for v, _ in mine if not v.list_number]
    last = delivered[-1].list_number if delivered else 0
    numbered = [replace(v, list_number=n) for n, v in enumerate(added, start=last + 1)]
    return NextRound(
        tuple(replace(v, voter_id=surrogate()) for v in [*delivered, *numbered]),
        tuple(v for v, standing in mine if standing is Standing.LEFT_WITH_CERTIFICATE),
        tuple(added),
        tuple(LeftOut(v, standing) for v, standing in everybody if standing not in CARRIED),
    )
