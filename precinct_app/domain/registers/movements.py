# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How ballot papers move: received by act, to a member and back, spoiled, withdrawn, lost, cancelled."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.errors import Reason
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE


class Movement(StrEnum):
    """What happens to ballots."""

    RECEIVED = "received"
    """Delivered by an act."""
    SURPLUS = "surplus"
    """Found in a pack above its number: in stock, or with a member."""
    TO_MEMBER = "to_member"
    RETURNED = "returned"
    """Back from a member."""
    SPOILED = "spoiled"
    """Spoiled by a voter and exchanged by a member."""
    WITHDRAWN = "withdrawn"
    """Taken out of stock by an act for a printing fault, replaced or not."""
    LOST = "lost"
    """Missing: in stock, or with a member."""
    UNUSED = "unused"
    """Left over, counted and cancelled before any box is opened (Art. 43)."""
    WITHOUT_SIGNATURE = "issued_without_signature"
    WITHOUT_BALLOT = "signed_without_ballot"


_WITH_MEMBER = frozenset({Movement.TO_MEMBER, Movement.RETURNED, Movement.SPOILED})
_OF_STOCK = frozenset({Movement.RECEIVED, Movement.WITHDRAWN, Movement.UNUSED})
_BY_ACT = frozenset({Movement.RECEIVED, Movement.WITHDRAWN})
NOTHING_AFTER_UNUSED = frozenset({Movement.TO_MEMBER, Movement.SPOILED, Movement.WITHDRAWN})
"""What cannot happen any more once the unused ballots are cancelled."""


@dataclass(frozen=True, slots=True)
class BallotMovement:
    """Some ballots of one type moved, or were found to be too many or missing."""

    register_name: ClassVar[str] = "ballot_movement"
    movement: Movement
    ballot_id: str
    count: int
    member_id: str = ""
    """With whom; empty for the stock."""
    document: str = ""
    """Number of the act, for what is received or withdrawn."""
    replaced: int = 0
    """Good ballots that came for the withdrawn ones by the same act; they count as received."""

    @property
    def subject(self) -> str:
        """The type of ballot."""
        return self.ballot_id


def faults(movement: BallotMovement) -> tuple[Reason, ...]:
    """Why a movement cannot be kept as it is typed; empty when it can."""
    kind, found = movement.movement, []
    least = 0 if kind is Movement.UNUSED else 1
    if not least <= movement.count <= LARGEST_FIGURE:
        found.append(Reason("ballots.count", {"least": least}))
    if kind in _WITH_MEMBER and not movement.member_id:
        found.append(Reason("ballots.member_needed"))
    if kind in _OF_STOCK and movement.member_id:
        found.append(Reason("ballots.stock_only"))
    if kind in _BY_ACT and not movement.document.strip():
        found.append(Reason("ballots.document"))
    most = movement.count if kind is Movement.WITHDRAWN else 0
    if not 0 <= movement.replaced <= most:
        found.append(Reason("ballots.replaced"))
    return tuple(found)
