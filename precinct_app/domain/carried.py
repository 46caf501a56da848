# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A protocol on its way to whoever signs it at another machine, and back."""

from dataclasses import dataclass
from typing import Any

from precinct_app.domain import canonical
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import BundleError
from precinct_app.domain.handover import HandedProtocol, protocol_from, protocol_mapping

FORMAT = "precinct-carried-1"


@dataclass(frozen=True, slots=True)
class Carried:
    """What is carried: which protocol, and who is to sign it."""

    mode: Mode
    election_id: str
    package_sha256: str
    precinct_id: str
    protocol: HandedProtocol

    def to_json(self) -> bytes:
        """Encode canonically."""
        return canonical.encode(
            {
                "format": FORMAT,
                "mode": self.mode.value,
                "election_id": self.election_id,
                "package_sha256": self.package_sha256,
                "precinct_id": self.precinct_id,
                "protocol": protocol_mapping(self.protocol),
            }
        )

    @classmethod
    def from_json(cls, data: bytes) -> "Carried":
        """Read it back; BundleError ``carried.unreadable`` when it is not one."""
        try:
            carried = _from_mapping(canonical.decode(data))
        except Exception as error:  # hostile content: whatever is wrong, it is not one
            raise BundleError.of("carried.unreadable") from error
        if carried.to_json() != data:
            raise BundleError.of("carried.unreadable")
        return carried


def _from_mapping(content: Any) -> Carried:
    return Carried(
        Mode(content["mode"]), content["election_id"], content["package_sha256"],
        content["precinct_id"], protocol_from(content["protocol"]),
    )  # fmt: skip
