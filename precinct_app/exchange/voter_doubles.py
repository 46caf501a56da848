# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""People who may stand in a file twice, told by the rows of the file."""

from collections.abc import Sequence

from precinct_app.domain import doubles
from precinct_app.domain.errors import Reason
from precinct_app.domain.voters import Voter


def find_doubles(voters: Sequence[Voter], rows: Sequence[int]) -> dict[int, Reason]:
    """By position, why a voter may be a double of one before, and in which row that one stands."""
    found: dict[int, Reason] = {}
    for double in doubles.find_doubles(voters):
        first: dict[str, str | int] = {"first": rows[double.first]}
        tail: dict[str, str | int] = {"tail": voters[double.place].iin[-4:]}
        found[double.place] = (
            Reason("voters.row_iin_twice", tail | first)
            if double.by_number
            else Reason("voters.row_same_person", first)
        )
    return found
