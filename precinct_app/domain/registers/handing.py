# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Hand-overs as they are recorded: packed, written and read back, received by the district."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Packed:
    """A protocol in a bundle."""

    ballot_id: str
    version: int
    rungs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BundlePacked:
    """A bundle was made for a receiver."""

    register_name: ClassVar[str] = "bundle_packed"
    receiver_id: str
    number: int
    """Runs through the workspace, 1 upward."""
    file_name: str
    file_sha256: str
    manifest_sha256: str
    protocols: tuple[Packed, ...]

    @property
    def subject(self) -> str:
        """The receiver."""
        return self.receiver_id


@dataclass(frozen=True, slots=True)
class BundleWritten:
    """A bundle was written to a stick or folder, read back from there and found to be the same."""

    register_name: ClassVar[str] = "bundle_written"
    number: int
    file_sha256: str

    @property
    def subject(self) -> str:
        """The bundle's number."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a protocol at the district."""

    ballot_id: str
    version: int
    outcome: str


@dataclass(frozen=True, slots=True)
class ReceiptTaken:
    """The district's receipt for a bundle came back and is good."""

    register_name: ClassVar[str] = "receipt_taken"
    number: int
    receiver_id: str
    imported: datetime
    outcomes: tuple[Outcome, ...]
    file_sha256: str

    @property
    def subject(self) -> str:
        """The bundle's number."""
        return str(self.number)
