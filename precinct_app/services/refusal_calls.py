# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Each reason against a file as a page shows it and as it is said by telephone (field: D5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from precinct_app.domain.election import Election
from precinct_app.domain.errors import Reason
from precinct_app.domain.refusals import REFUSALS, Advice, told
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.texts import sentence, text
from precinct_app.services.ports import Check


@dataclass(frozen=True, slots=True)
class Call:
    """One reason: its number, where it is, the two numbers that do not agree, what to do."""

    number: int
    stage: str
    """Name of the check: its title is ``check.<stage>``."""
    reason: Reason
    advice: Advice
    ballot: Wording | None = None
    """Name of the ballot that the reason speaks of."""
    lines: str = ""
    """Official numbers of the lines, such as ``15 = 16.1-16.7 + 17``."""
    numbers: tuple[int, int] | None = None

    @property
    def gap(self) -> int:
        """How far apart the two numbers are."""
        return abs(self.numbers[0] - self.numbers[1]) if self.numbers else 0

    def sentence(self, language: Language) -> str:
        """What is wrong, as the page says it."""
        return sentence(self.reason, language)

    def to_do(self, language: Language) -> str:
        """What to do about it."""
        return text(f"advice.{self.advice.value}", language)

    def spoken(self, language: Language) -> str:
        """One line to read into the telephone: number, ballot, lines, two numbers, what to do."""
        digits = " ".join(str(self.number))
        parts = [text("call.number", language, digits=digits)]
        if self.ballot is not None:
            parts.append(text("call.ballot", language, ballot=self.ballot.in_(language)))
        if self.numbers is None:
            parts.append(self.sentence(language))
        else:
            left, right = self.numbers
            key = "call.lines" if self.lines else "call.numbers"
            values: dict[str, str | int] = {
                "lines": self.lines,
                "left": left,
                "right": right,
                "gap": self.gap,
            }
            parts.append(text(key, language, **values))
        return " ".join([*parts, self.to_do(language)])


def calls(checks: Iterable[Check], election: Election | None = None) -> tuple[Call, ...]:
    """What is to be told of a file's checks: each reason once, in the order of the stages."""
    found: dict[tuple[str, str], Call] = {}
    for check in checks:
        if check.reason is not None and (check.good is False or _asks(check)):
            values = repr(sorted(check.reason.values.items()))
            call = _call(check.name, check.reason, election)
            found.setdefault((check.reason.key, values), call)
    return tuple(found.values())


def _asks(check: Check) -> bool:
    """Say whether what is not decided asks a person to do something; some of it is only told."""
    return check.good is None and check.reason is not None and check.reason.key in REFUSALS


def _call(stage: str, reason: Reason, election: Election | None) -> Call:
    as_told, values = told(reason.key), reason.values
    left, right = values.get("left"), values.get("right")
    numbers = (left, right) if isinstance(left, int) and isinstance(right, int) else None
    lines = str(values.get("formula") or values.get("line") or "")
    ballot = _ballot(str(values.get("ballot", "")), election)
    return Call(as_told.number, stage, reason, as_told.advice, ballot, lines, numbers)


def _ballot(ballot_id: str, election: Election | None) -> Wording | None:
    if not ballot_id:
        return None
    known = election.ballots if election else ()
    return next((b.name for b in known if b.ballot_id == ballot_id), Wording.same(ballot_id))
