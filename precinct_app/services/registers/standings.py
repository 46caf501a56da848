# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the list says of a voter, of a few at once while somebody types, or of everybody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.errors import InputError
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


def find_voter(work: Work, voter_id: str) -> Voter:
    """A voter's row; InputError ``list.unknown``."""
    voter = work.voters.get(voter_id)
    if voter is None:
        raise InputError.of("list.unknown")
    return voter


def standing(work: Work, voter_id: str) -> Standing:
    """What the list says of a voter now; InputError ``list.unknown``."""
    return standings(work, [find_voter(work, voter_id)])[voter_id]


def standings(work: Work, voters: Sequence[Voter]) -> dict[str, Standing]:
    """What the list says of a few voters, by surrogate: in four queries, however many they are."""
    ids = [voter.voter_id for voter in voters]
    certificates = _grouped((c.voter_id, c) for c in work.certificates.of_voters(ids))
    gone = _grouped((e.content.voter_id, e) for e in work.registers.about(Exclusion, ids))
    dropped = _grouped((e.content.voter_id, e) for e in work.registers.about(NotInLaterList, ids))
    entered = _grouped((e.content.voter_id, e) for e in work.registers.about(Inclusion, ids))
    return {
        key: standing_of(voter, certificates[key], gone[key], dropped[key], entered[key])
        for key, voter in zip(ids, voters, strict=True)
    }


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
