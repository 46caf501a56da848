# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Reasoned refusals: what somebody asked for, why it was refused, on a page of his own (field: C10)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.errors import Reason, TextKey


class Asked(StrEnum):
    """What was asked for."""

    BALLOTS = "ballots"
    INCLUSION = "inclusion"
    CERTIFICATE = "certificate"
    ACCEPTANCE = "acceptance"
    """To be entered by a certificate of another precinct."""
    CORRECTION = "correction"
    HOME_VOTING = "home_voting"


class RefusalGround(StrEnum):
    """On which ground it was refused."""

    NOT_IN_LIST = "not_in_list"
    SAME_SETTLEMENT = "same_settlement"
    LATE = "late"
    OTHER = "other"


NOT_IN_LIST = Reason("refused.not_in_list")
"""The person is not in our list; the page names the right station where it is known."""
_GROUND_OF = {
    "certificate.same_settlement": RefusalGround.SAME_SETTLEMENT,
    "certificate.going_same_settlement": RefusalGround.SAME_SETTLEMENT,
    "certificate.deadline": RefusalGround.LATE,
    "home.late": RefusalGround.LATE,
    "list.closed": RefusalGround.LATE,
    NOT_IN_LIST.key: RefusalGround.NOT_IN_LIST,
    "list.not_listed": RefusalGround.NOT_IN_LIST,
    "list.unknown": RefusalGround.NOT_IN_LIST,
}


@dataclass(frozen=True, slots=True)
class ReasonValue:
    """A value that the reason's sentence names; `is_key` when it is itself said by its text key."""

    name: str
    text: str
    is_key: bool = False
    inner: tuple[tuple[str, str], ...] = ()
    """What the key's own sentence names."""

    @property
    def value(self) -> str:
        """The value as the program's reasons have it."""
        return TextKey(self.text, **dict(self.inner)) if self.is_key else self.text


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal; its sentence stands in the catalogs in every language, so the voter reads his own.

    For the paper: number, what was asked (``asked.<asked>``), the reason's sentence, the
    applicant, the right station, what the commission adds; times and member stand in the entry.
    """

    register_name: ClassVar[str] = "refusal"
    number: int
    """Runs through the precinct's refusals, 1 upward."""
    asked: Asked
    ground: RefusalGround
    key: str
    """The reason's key: its sentence is ``refusal.<key>``."""
    values: tuple[ReasonValue, ...]
    applicant: str
    """Name as on the identity document; stays in the register and on the paper."""
    station: str = ""
    """The precinct whose list the applicant belongs to, where the directory tells it."""
    explained: str = ""
    """What the commission adds in its own words."""

    @property
    def subject(self) -> str:
        """The number; never who was refused."""
        return str(self.number)

    @property
    def reason(self) -> Reason:
        """The reason as every refusal of the program has one."""
        return Reason(self.key, {v.name: v.value for v in self.values})


def ground_of(reason: Reason) -> RefusalGround:
    """The ground under which a refusal of the program falls."""
    return _GROUND_OF.get(reason.key, RefusalGround.OTHER)


def values_of(reason: Reason) -> tuple[ReasonValue, ...]:
    """A reason's values as plain texts, in the order of their names."""
    return tuple(_value(name, value) for name, value in sorted(reason.values.items()))


def _value(name: str, value: str | int) -> ReasonValue:
    if not isinstance(value, TextKey):
        return ReasonValue(name, str(value))
    inner = tuple((key, str(said)) for key, said in sorted(value.values.items()))
    return ReasonValue(name, str(value), is_key=True, inner=inner)
