# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a certified copy of a protocol says beside its figures; who has it stands in a register."""

from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class SignedOriginal:
    """How one member signed the original."""

    member_id: str
    by_hand: bool | None
    """None where nobody has recorded it: the line is left to be filled in."""
    digitally: datetime | None
    """Local time."""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class ProtocolCopy:
    """One copy: its number, the kind of recipient, when, and who signed the original."""

    number: int
    """0 for the copy that hangs at the station."""
    recipient: Wording
    given: datetime
    """Local time."""
    signed: tuple[SignedOriginal, ...]
