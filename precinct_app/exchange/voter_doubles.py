# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""People who may stand in a list twice: always a doubt, never a refusal."""

from collections.abc import Sequence

from precinct_app.domain.errors import Reason
from precinct_app.domain.voters import Voter, fold


def find_doubles(voters: Sequence[Voter], rows: Sequence[int]) -> dict[int, Reason]:
    """By position, why a voter may be a double of one before, and in which row that one stands.

    The personal number tells; where one of two has none, name and birth date do.
    """
    found: dict[int, Reason] = {}
    by_iin: dict[str, int] = {}
    by_person: dict[tuple[str, object], int] = {}
    for place, voter in enumerate(voters):
        first = by_iin.setdefault(voter.iin, place) if voter.iin else place
        if first != place:
            found[place] = Reason(
                "voters.row_iin_twice", {"tail": voter.iin[-4:], "first": rows[first]}
            )
        if voter.birth is None:
            continue
        first = by_person.setdefault((fold(voter.full_name), voter.birth), place)
        if first != place and not (voter.iin and voters[first].iin):
            found.setdefault(place, Reason("voters.row_same_person", {"first": rows[first]}))
    return found
