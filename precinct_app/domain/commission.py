# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Members of a commission, their roles, and who may do what (one table)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a commission or beside it; the value stands in certificates (title)."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"
    TECHNICIAN = "technician"
    OBSERVER = "observer"
    DISTRICT_CHAIR = "district-chair"
    DISTRICT_OPERATOR = "district-operator"
    DISTRICT_RECEIPT = "district-receipt"
    PACKAGE_SIGNER = "package-signer"
    TRAINER = "trainer"


CERTIFIERS = (Role.CHAIR, Role.DEPUTY, Role.SECRETARY)
"""Who may put the seal under a protocol: the chair, or deputy or secretary for the chair (E602)."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the commission as the package names them; the name is written as in the ID card."""

    member_id: str
    name: str
    role: Role

    @property
    def short_name(self) -> str:
        """Surname and initials, as on a stamp: ``Жүнісов Е. Т.``."""
        surname, *rest = self.name.split()
        return " ".join([surname, *(f"{part[0]}." for part in rest)])


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, in which role: the first argument of every service call."""

    member_id: str
    role: Role


class Right(StrEnum):
    """Something that not everybody may do."""

    SET_UP = "set_up"
    EDIT_VOTERS = "edit_voters"
    SEARCH_VOTERS = "search_voters"
    CERTIFICATES = "certificates"
    KEEP_REGISTERS = "keep_registers"
    LEAD_DAY = "lead_day"
    ENTER_COUNTS = "enter_counts"
    EXPLAIN = "explain"
    FREEZE = "freeze"
    CERTIFY = "certify"
    SIGN = "sign"
    HAND_OVER = "hand_over"
    IMPORT_BUNDLES = "import_bundles"
    CONSOLIDATE = "consolidate"
    READ_JOURNAL = "read_journal"
    BACK_UP = "back_up"
    RESTORE = "restore"
    SIT_DOWN = "sit_down"
    """Take the keyboard under one's own name, and change one's own PIN or pass phrase."""
    SEE_DAY = "see_day"
    """Follow how far the day is, and what is final."""
    MANAGE_PEOPLE = "manage_people"
    """Say who may open the workspace, and give a PIN to who has none."""


_STAFF = frozenset({Role.CHAIR, Role.DEPUTY, Role.SECRETARY, Role.MEMBER})
_LEADERS = frozenset({Role.CHAIR, Role.DEPUTY, Role.SECRETARY})
_DISTRICT = frozenset({Role.DISTRICT_CHAIR, Role.DISTRICT_OPERATOR})
_CARE = frozenset({Role.TECHNICIAN, Role.TRAINER})
"""Who looks after a workspace and never touches a count; a trainer only where nothing is real."""

RIGHTS: Mapping[Right, frozenset[Role]] = {
    Right.SET_UP: _LEADERS | _DISTRICT | _CARE,
    Right.EDIT_VOTERS: _LEADERS,
    Right.SEARCH_VOTERS: _STAFF,
    Right.CERTIFICATES: _STAFF,
    Right.KEEP_REGISTERS: _STAFF,
    Right.LEAD_DAY: _LEADERS,
    Right.ENTER_COUNTS: _STAFF,
    Right.EXPLAIN: _STAFF,
    Right.FREEZE: _LEADERS,
    Right.CERTIFY: frozenset(CERTIFIERS),
    Right.SIGN: _STAFF,
    Right.HAND_OVER: _LEADERS,
    Right.IMPORT_BUNDLES: _DISTRICT,
    Right.CONSOLIDATE: _DISTRICT,
    Right.BACK_UP: _STAFF | _DISTRICT | _CARE,
    Right.RESTORE: _LEADERS | _DISTRICT | _CARE,
    Right.READ_JOURNAL: _LEADERS | _DISTRICT | _CARE | {Role.OBSERVER},
    Right.SIT_DOWN: _STAFF | _DISTRICT | _CARE,
    Right.SEE_DAY: _STAFF | _CARE | {Role.OBSERVER},
    Right.MANAGE_PEOPLE: _LEADERS | _DISTRICT,
}
"""Who may do what; keys that only certify (receipts, packages) stand for nobody at a keyboard."""

OF_THE_PACKAGE = _STAFF
"""Roles that only an election package gives."""
OF_A_DISTRICT = _DISTRICT
BESIDE_THE_COMMISSION = _CARE | {Role.OBSERVER}
"""Roles that a workspace may give to who stands in no package."""


def may(actor: Actor, right: Right) -> bool:
    """Say whether this actor's role carries the right."""
    return actor.role in RIGHTS[right]
