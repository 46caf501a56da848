# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A decisive step is taken by two: who does it, and another who agrees; or alone, with the reason.

Figures made final, unused ballots cancelled, final figures opened again, a backup put in place.  A
signature needs no second person: it is somebody's own key, under figures that two made final.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.commission import Actor, Right, may
from precinct_app.domain.errors import NotAllowedError, TextKey


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who agreed to a step, named by his own pass phrase or PIN; or why nobody could."""

    second: Actor | None = None
    alone: str = ""


def refuse_alone(actor: Actor, agreed: Agreed | None, right: Right) -> Mapping[str, str]:
    """What the journal says of the second person, who must carry a right too.

    NotAllowedError ``two_people.needed`` without one and without a reason, ``two_people.same``,
    ``two_people.stranger``.
    """
    if agreed is None:
        raise NotAllowedError.of("two_people.needed")
    if agreed.second is None:
        if not agreed.alone.strip():
            raise NotAllowedError.of("two_people.needed")
        return {"alone": agreed.alone.strip()}
    if agreed.second.member_id == actor.member_id:
        raise NotAllowedError.of("two_people.same")
    if not may(agreed.second, right):
        role = TextKey(f"role.{agreed.second.role.value}")
        raise NotAllowedError.of("two_people.stranger", role=role)
    return {"second": agreed.second.member_id}
