# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the law asks of candidates: age on polling day, and the quota of a party list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from precinct_app.domain.errors import Reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate as the election's description names them."""

    name: str
    born: date
    in_quota: bool = False
    """A woman, a person under 29, or a person with a disability."""


def age_on(born: date, day: date) -> int:
    """Full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def too_young(candidates: Sequence[Candidate], day: date, least: int) -> Iterator[Reason]:
    """Candidates below the age that the body asks (Mazhilis 25, maslikhat 20)."""
    for candidate in candidates:
        age = age_on(candidate.born, day)
        if age < least:
            yield Reason("candidate.age", {"name": candidate.name, "age": age, "least": least})


def quota_missed(name: str, candidates: Sequence[Candidate], percent: int) -> Iterator[Reason]:
    """A party list with less than the quota; an empty list says nothing."""
    of_quota = sum(candidate.in_quota for candidate in candidates)
    if candidates and of_quota * 100 < percent * len(candidates):
        values: dict[str, str | int] = {
            "list": name,
            "count": of_quota,
            "all": len(candidates),
            "percent": percent,
        }
        yield Reason("candidate.quota", values)
