# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whose paper it is: what stands on every paper of a precinct."""

from dataclasses import dataclass
from datetime import date

from precinct_app.domain.commission import Member
from precinct_app.domain.election import Mode
from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Heading:
    """Precinct, election, commission, and whether it is real."""

    mode: Mode
    election_id: str
    election_name: Wording
    day: date
    """Polling day."""
    precinct_number: int
    region: Wording
    settlement: Wording
    address: Wording
    members: tuple[Member, ...]

    @property
    def is_training(self) -> bool:
        """Every page must say that this is no real election."""
        return self.mode is Mode.TRAINING
