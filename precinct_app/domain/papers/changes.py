# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the sheet of a correction names beside the figures: who has a copy of the former version."""

from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class GivenCopy:
    """A copy of the former version that must be replaced; names of observers never stand here."""

    number: int
    """0 for the copy that hangs at the precinct."""
    recipient: Wording
    given: datetime
