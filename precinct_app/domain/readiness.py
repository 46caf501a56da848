# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whether laptop, keys, stick and papers are ready for the day: findings, each of one thing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from precinct_app.domain.papers.sentence import Sentence


class State(StrEnum):
    """How a thing stands, the worst first."""

    MISSING = "missing"
    """The day would stop here."""
    LOOK = "look"
    """The day would go on, but something should be done."""
    BY_HAND = "by_hand"
    """Only a person can tell."""
    GOOD = "good"


class Subject(StrEnum):
    """What is looked at, in the order of the page."""

    DATABASE = "database"
    DISK = "disk"
    CLOCK = "clock"
    PACKAGE = "package"
    KEYS = "keys"
    STICK = "stick"
    SECOND_LAPTOP = "second_laptop"
    FONTS = "fonts"
    PRINTER = "printer"
    EMERGENCY_PACK = "emergency_pack"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing, how it stands, and what to do about it."""

    subject: Subject
    state: State
    said: Sentence


@dataclass(frozen=True, slots=True)
class Readiness:
    """Everything that was looked at."""

    findings: tuple[Finding, ...]
    checked: datetime

    @property
    def is_ready(self) -> bool:
        """Nothing is missing that would stop the day."""
        return self.count(State.MISSING) == 0

    def count(self, state: State) -> int:
        """How many things stand so."""
        return sum(finding.state is state for finding in self.findings)

    def of(self, subject: Subject) -> tuple[Finding, ...]:
        """What was found of one thing."""
        return tuple(finding for finding in self.findings if finding.subject is subject)
