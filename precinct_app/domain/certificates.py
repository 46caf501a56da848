# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Absentee certificates: issued here or accepted here, each number once, with what each gives."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from precinct_app.domain.election import Ballot, CertificateKind, Distance, Election, Precinct
from precinct_app.domain.voters import loose
from precinct_app.domain.wording import Wording

_LOOKALIKE = str.maketrans("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI")
_WORD = re.compile(r"[^\W_]+")
_PLACE_WORDS = frozenset(
    loose(word)
    for word in ("қаласы", "ауылы", "кенті", "город", "г", "село", "с", "посёлок", "п", "ауыл",
                 "аул", "city", "town", "village")
)  # fmt: skip
"""What kind of place it is; people leave it out or write it otherwise."""


class CertificateDirection(StrEnum):
    """Issued to a voter of the own list, or accepted from a voter of another precinct."""

    ISSUED = "issued"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate in the register of this precinct."""

    certificate_id: str
    direction: CertificateDirection
    kind_id: str
    series: str
    number: str
    """Text with leading zeros."""
    other_precinct_id: str
    """Where it was issued, for an accepted one; empty for an issued one."""
    voter_id: str
    """Surrogate of the voter in the own list."""
    ballot_ids: tuple[str, ...]
    """The ballots it gives here; empty for an issued one."""
    happened: datetime

    @property
    def told(self) -> str:
        """Series and number as they are said."""
        return f"{self.series} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a voter says that he will vote: a precinct of the directory, or a place in a region."""

    region_id: str
    settlement: str
    """As he says it; may be empty where the precinct is known."""
    precinct_id: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a certificate gives at a distance, of the ballots of this precinct: "2 of 5"."""

    distance: Distance
    give: tuple[Ballot, ...]
    withheld: tuple[Ballot, ...]

    @property
    def of(self) -> int:
        """How many ballots there are."""
        return len(self.give) + len(self.withheld)


def folded(text: str) -> str:
    """A series or number for comparison: look-alike Cyrillic letters count as Latin ones."""
    return closed_up(text).upper().translate(_LOOKALIKE)


def closed_up(text: str) -> str:
    """A series or number as it is kept: without the spaces that people put in to read it."""
    return "".join(text.split())


def folded_number(kind_id: str, series: str, number: str) -> str:
    """Key under which a certificate is unique."""
    return f"{kind_id}/{folded(series)}/{folded(number)}"


def kind_of(election: Election, kind_id: str) -> CertificateKind:
    """A kind of certificate of the package; KeyError for a strange one."""
    return {kind.kind_id: kind for kind in election.certificate_kinds}[kind_id]


def given(election: Election, here: Precinct, kind_id: str, distance: Distance) -> Given | None:
    """The precinct's ballots by the matrix; None where it refuses this distance, KeyError as above."""
    kinds = kind_of(election, kind_id).ballot_kinds(distance)
    if kinds is None:
        return None
    ballots = election.ballots_of(here.precinct_id)
    return Given(
        distance, tuple(b for b in ballots if b.kind in kinds),
        tuple(b for b in ballots if b.kind not in kinds),
    )  # fmt: skip


def precincts_of(election: Election, region_id: str, number: int) -> tuple[Precinct, ...]:
    """Precincts of the directory by region and number: numbers repeat between regions."""
    return tuple(
        p for p in election.precincts if (p.region_id, p.number) == (region_id, number)
    )  # fmt: skip


def distance_to(election: Election, here: Precinct, destination: Destination) -> Distance:
    """How far the applicant goes; of several places of the same name the nearest counts.

    A city of republican significance is one settlement.  KeyError for a precinct or region that
    the package does not know.
    """
    if destination.precinct_id:
        return election.distance(election.precinct(destination.precinct_id), here)
    region = election.region(destination.region_id)
    if region.region_id != here.region_id:
        return Distance.ELSEWHERE
    if region.is_city:
        return Distance.SAME_SETTLEMENT
    found = {
        election.distance(precinct, here)
        for precinct in election.precincts
        if precinct.region_id == region.region_id and _named(precinct, destination.settlement)
    }
    return next((distance for distance in Distance if distance in found), Distance.SAME_REGION)


def _named(precinct: Precinct, settlement: str) -> bool:
    wanted = _bare(settlement)
    return bool(wanted) and wanted in {_bare(name) for name in _names(precinct.settlement)}


def _bare(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(loose(name))) - _PLACE_WORDS


def _names(wording: Wording) -> tuple[str, str, str]:
    return wording.kk, wording.ru, wording.en


Signed = Mapping[str, Collection[str]]
"""Ballots for which each voter signed, by his surrogate: from marks or from the paper list."""


def holders_of(accepted: Iterable[Certificate], ballot_id: str) -> frozenset[str]:
    """Holders whose certificates give a ballot; several kinds of one person count once."""
    return frozenset(c.voter_id for c in accepted if ballot_id in c.ballot_ids)


def certificates_used(accepted: Iterable[Certificate], signed: Signed, ballot_id: str) -> int:
    """Holders in the register of accepted certificates who signed for a ballot (E108).

    Whoever was wrongly given a ballot that his certificate does not give counts too: that is for
    A403 to tell, and must not leave a sheet that nobody can sign.
    """
    return sum(ballot_id in signed.get(holder, ()) for holder in {c.voter_id for c in accepted})


def voters_by_certificate(holders: Collection[str], signed: Signed, ballot_id: str) -> int:
    """Voters entered by a certificate who signed for a ballot, whether it gives it or not (E108)."""
    return sum(ballot_id in ballots for voter, ballots in signed.items() if voter in holders)
