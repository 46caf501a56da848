# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Everybody's standing on the list at once: thousands of rows are not asked one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.registers.voter_changes import (
    Exclusion,
    Inclusion,
    NotInLaterList,
    Standing,
    standing_of,
)
from precinct_app.domain.voters import Voter
from precinct_app.services.ports import Work

_T = TypeVar("_T")


def everybody(work: Work) -> Iterator[tuple[Voter, Standing]]:
    """Every row of the list with what it says of the voter now, in alphabetical order."""
    both = [c for direction in CertificateDirection for c in work.certificates.all(direction)]
    certificates = _grouped((c.voter_id, c) for c in both)
    gone = _grouped((e.content.voter_id, e) for e in work.registers.all(Exclusion))
    dropped = _grouped((e.content.voter_id, e) for e in work.registers.all(NotInLaterList))
    entered = _grouped((e.content.voter_id, e) for e in work.registers.all(Inclusion))
    for voter in work.voters.all():
        key = voter.voter_id
        yield voter, standing_of(voter, certificates[key], gone[key], dropped[key], entered[key])


def _grouped(pairs: Iterable[tuple[str, _T]]) -> defaultdict[str, list[_T]]:
    found: defaultdict[str, list[_T]] = defaultdict(list)
    for key, thing in pairs:
        found[key].append(thing)
    return found
