# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who is given which ballots, and the marks of those who were given them, at a table or at home.

A mark never says anything about a vote.  Its exact time is kept only while the list is open: then
it is rounded up to the next turnout report, so that no order of voting remains (field: C8).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.errors import Reason
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import RegisterFigure, added
from precinct_app.domain.registers.voter_changes import Standing


class Place(StrEnum):
    """Where ballots are given."""

    TABLE = "table"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Mark:
    """A voter was given ballots; those that he refused stand beside."""

    register_name: ClassVar[str] = "mark"
    voter_id: str
    given: tuple[str, ...]
    """Empty when he refused all, and below level *marks*, where only refusals are recorded."""
    refused: tuple[str, ...]
    by_certificate: bool
    """Entered by another precinct's certificate."""
    issued_by: str
    place: Place
    where: str
    """The table, or the trip's entry."""
    signed: bool = True
    """False when he was given ballots at home and did not sign; at a table the paper list tells."""

    @property
    def subject(self) -> str:
        """The voter's surrogate."""
        return self.voter_id


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The ballots that a voter is to be given, and those that he is not, each with its reason."""

    give: tuple[str, ...]
    withheld: tuple[tuple[str, Reason], ...]
    by_certificate: bool = False


_WITHHELD = {
    Standing.EXCLUDED: "marks.excluded",
    Standing.NOT_IN_LATER_LIST: "marks.not_in_later_list",
    Standing.NOT_LISTED: "marks.not_listed",
    Standing.LEFT_WITH_CERTIFICATE: "marks.left_with_certificate",
}
"""Standings that give no ballot, with the reason."""


def entitlement(
    ballot_ids: Sequence[str], standing: Standing, certificates: Sequence[Certificate]
) -> Entitlement:
    """What the precinct's ballots and a voter's standing make together.

    An own voter has all; the holder of an accepted certificate has its ballots; who left with a
    certificate of ours, or was taken off the list, has none (law on elections, Art. 41).
    """
    if standing in _WITHHELD:
        reason = Reason(_WITHHELD[standing], _number(CertificateDirection.ISSUED, certificates))
        return Entitlement((), tuple((ballot, reason) for ballot in ballot_ids))
    if standing is not Standing.CERTIFICATE_HOLDER:
        return Entitlement(tuple(ballot_ids), ())
    reason = Reason(
        "marks.not_by_certificate", _number(CertificateDirection.ACCEPTED, certificates)
    )
    given = {ballot for certificate in certificates for ballot in certificate.ballot_ids}
    return Entitlement(
        tuple(ballot for ballot in ballot_ids if ballot in given),
        tuple((ballot, reason) for ballot in ballot_ids if ballot not in given),
        by_certificate=True,
    )


def _number(
    direction: CertificateDirection, certificates: Sequence[Certificate]
) -> dict[str, str | int]:
    said = [f"{c.series} {c.number}".strip() for c in certificates if c.direction is direction]
    return {"number": ", ".join(said)} if said else {}


def received(entries: Iterable[Entry[Mark]], ballot_id: str, place: Place | None = None) -> int:
    """Voters who signed for this ballot, everywhere or in one kind of place."""
    return sum(
        ballot_id in entry.content.given and place in {None, entry.content.place}
        for entry in entries
        if entry.stands and entry.content.signed
    )


def received_by_certificate(entries: Iterable[Entry[Mark]], ballot_id: str) -> int:
    """Holders of accepted certificates who signed for this ballot."""
    return received([e for e in entries if e.content.by_certificate], ballot_id)


def refused(entries: Iterable[Entry[Mark]], ballot_id: str) -> int:
    """Voters of the own list who refused this ballot; certificate holders are not counted (W402)."""
    return sum(e.stands and not e.content.by_certificate and ballot_id in e.content.refused
               for e in entries)  # fmt: skip


def by_member(entries: Iterable[Entry[Mark]]) -> Counter[tuple[str, str]]:
    """Ballots marked, by who gave them and type of ballot."""
    standing = [entry.content for entry in entries if entry.stands]
    return Counter((mark.issued_by, ballot) for mark in standing for ballot in mark.given)


def unsigned_at_home(entries: Iterable[Entry[Mark]]) -> Counter[tuple[str, str]]:
    """Ballots given at home to voters who did not sign, by member and type of ballot."""
    return by_member(e for e in entries if not e.content.signed)


def received_until(entries: Iterable[Entry[Mark]], moments: Sequence[datetime]) -> tuple[int, ...]:
    """For turnout: how many had received a ballot by each of the moments."""
    times = sorted(e.happened for e in entries if e.stands and e.content.given)
    return tuple(sum(time <= moment for time in times) for moment in moments)


def lines(entries: Sequence[Entry[Mark]], ballot_id: str) -> dict[str, RegisterFigure]:
    """What the marks give to a ballot's sheet."""
    return added(ballots_refused=refused(entries, ballot_id))


def coarse(moment: datetime, bounds: Sequence[datetime]) -> datetime:
    """The first of the ascending bounds that is not before a moment; the last one after all."""
    return bounds[min(bisect_left(bounds, moment), len(bounds) - 1)]


def coarsened(entry: Entry[Mark], bounds: Sequence[datetime]) -> Entry[Mark]:
    """A mark as it may leave the workspace: its times rounded up to the bounds."""
    undone = entry.undone
    if undone is not None:
        undone = replace(
            undone,
            happened=coarse(undone.happened, bounds),
            recorded=coarse(undone.recorded, bounds),
        )
    return replace(
        entry,
        happened=coarse(entry.happened, bounds),
        recorded=coarse(entry.recorded, bounds),
        undone=undone,
    )
