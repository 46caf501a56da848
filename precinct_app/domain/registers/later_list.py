# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A refined list against the one that is here, as a difference: who is new, gone, changed.

People are matched by personal number; without one on either side by name and birth date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from precinct_app.domain.voters import Voter, fold


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """The same person with something else in the row."""

    before: Voter
    after: Voter
    """With the surrogate of the row that is here."""

    @property
    def fields(self) -> tuple[str, ...]:
        """What differs, the surrogate left out."""
        return tuple(
            name
            for name in Voter.__dataclass_fields__
            if getattr(self.before, name) != getattr(self.after, name)
        )


@dataclass(frozen=True, slots=True)
class ListDifference:
    """What a later list would change."""

    new: tuple[Voter, ...]
    gone: tuple[Voter, ...]
    changed: tuple[ChangedRow, ...]
    met: frozenset[str]
    """Surrogates of those here whom the later list has too, changed or not."""

    @property
    def same(self) -> int:
        """How many stand there as they stand here."""
        return len(self.met) - len(self.changed)

    @property
    def rows(self) -> int:
        """How many rows the later list has."""
        return len(self.new) + len(self.met)


def difference(here: Sequence[Voter], later: Iterable[Voter]) -> ListDifference:
    """Compare row by row; of two equal people each row is matched once."""
    by_iin: dict[str, list[Voter]] = {}
    by_name: dict[tuple[str, str], list[Voter]] = {}
    for voter in here:
        if voter.iin:
            by_iin.setdefault(voter.iin, []).append(voter)
        by_name.setdefault(_named(voter), []).append(voter)
    matched: set[str] = set()
    new: list[Voter] = []
    changed: list[ChangedRow] = []
    for row in later:
        found = _first(by_iin.get(row.iin, ()), matched) if row.iin else None
        found = found or _first(_alike(row, by_name.get(_named(row), ())), matched)
        if found is None:
            new.append(row)
            continue
        matched.add(found.voter_id)
        after = replace(row, voter_id=found.voter_id)
        if after != found:
            changed.append(ChangedRow(found, after))
    gone = tuple(voter for voter in here if voter.voter_id not in matched)
    return ListDifference(tuple(new), gone, tuple(changed), frozenset(matched))


def _named(voter: Voter) -> tuple[str, str]:
    return fold(voter.full_name), voter.birth.isoformat() if voter.birth else ""


def _alike(row: Voter, candidates: Iterable[Voter]) -> Iterable[Voter]:
    """Two personal numbers that differ are two people, whatever their names."""
    return (one for one in candidates if not (row.iin and one.iin and row.iin != one.iin))


def _first(candidates: Iterable[Voter], matched: set[str]) -> Voter | None:
    return next((one for one in candidates if one.voter_id not in matched), None)
