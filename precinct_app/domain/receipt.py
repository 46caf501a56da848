# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The district's receipt: which hand-over it took in, when, and what became of each protocol.

It also bounds back-dating: whatever a signature claims, the hand-over existed when it was received.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from precinct_app.domain import canonical
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import BundleError

FORMAT = "precinct-receipt-1"
OUTCOMES = ("accepted", "compare")


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One protocol of the hand-over: its control number and whether it is to be compared."""

    ballot_id: str
    version: int
    control_number: str
    outcome: str
    """``accepted`` or ``compare``."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the district confirms under its own signature."""

    mode: Mode
    election_id: str
    package_sha256: str
    precinct_id: str
    receiver_id: str
    handover_no: int
    manifest_sha256: str
    imported: datetime
    protocols: tuple[ReceivedLine, ...]

    def to_json(self) -> bytes:
        """Encode canonically: these are the bytes that are signed."""
        return canonical.encode(
            {
                "format": FORMAT,
                "mode": self.mode.value,
                "election_id": self.election_id,
                "package_sha256": self.package_sha256,
                "precinct_id": self.precinct_id,
                "receiver_id": self.receiver_id,
                "handover_no": self.handover_no,
                "manifest_sha256": self.manifest_sha256,
                "imported": self.imported.isoformat(),
                "protocols": [
                    {
                        "ballot_id": line.ballot_id,
                        "version": line.version,
                        "control_number": line.control_number,
                        "outcome": line.outcome,
                    }
                    for line in self.protocols
                ],
            }
        )

    @classmethod
    def from_json(cls, data: bytes) -> "Receipt":
        """Read a canonical receipt; BundleError ``receipt.unreadable`` when it is not one."""
        try:
            receipt = _from_mapping(canonical.decode(data))
        except Exception as error:  # hostile content: whatever is wrong, it is not a receipt
            raise BundleError.of("receipt.unreadable") from error
        if receipt.to_json() != data:
            raise BundleError.of("receipt.unreadable")
        return receipt


def _from_mapping(content: Any) -> Receipt:
    imported = datetime.fromisoformat(content["imported"])
    lines = tuple(
        ReceivedLine(p["ballot_id"], p["version"], p["control_number"], p["outcome"])
        for p in content["protocols"]
    )
    if imported.tzinfo is None or any(line.outcome not in OUTCOMES for line in lines):
        raise ValueError(content)
    return Receipt(
        mode=Mode(content["mode"]),
        election_id=content["election_id"],
        package_sha256=content["package_sha256"],
        precinct_id=content["precinct_id"],
        receiver_id=content["receiver_id"],
        handover_no=content["handover_no"],
        manifest_sha256=content["manifest_sha256"],
        imported=imported,
        protocols=lines,
    )
