# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Absentee certificates: issued here or accepted here, each number once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_LOOKALIKE = str.maketrans("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI")


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


def folded_number(kind_id: str, series: str, number: str) -> str:
    """Key under which a certificate is unique: look-alike Cyrillic letters count as Latin ones."""
    return (
        f"{kind_id}/{series.upper().translate(_LOOKALIKE)}/{number.upper().translate(_LOOKALIKE)}"
    )
