# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which registers are kept in the program and which on paper alone (field: M1).

The level of use is one for the whole precinct, because the relations of a form are switched by it; a
register for itself may stand on paper: then its lines are typed twice, with an act (A116).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.registers.entry import Entry


class Kept(StrEnum):
    """A register that feeds lines of the sheets."""

    VOTER_LIST = "voter_list"
    """Inclusions and exclusions."""
    CERTIFICATES = "certificates"
    HOME_VOTING = "home_voting"
    BALLOTS = "ballots"
    """Ballots by member."""


@dataclass(frozen=True, slots=True)
class RegisterChoice:
    """From now on a register stands on paper, or in the program again."""

    register_name: ClassVar[str] = "register_choice"
    register: Kept
    on_paper: bool
    reason: str

    @property
    def subject(self) -> str:
        """The register."""
        return self.register.value


def on_paper(choices: Iterable[Entry[RegisterChoice]]) -> dict[Kept, Entry[RegisterChoice]]:
    """Registers that stand on paper, each with the entry that says so; the last choice counts."""
    last = {entry.content.register: entry for entry in choices if entry.stands}
    return {register: entry for register, entry in last.items() if entry.content.on_paper}
