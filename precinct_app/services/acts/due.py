# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which acts the day asks for: made, still due, out of date, or possible."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.registers.acts import Act, ActKind, Answered, find
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.wording import Wording
from precinct_app.services.acts.finding_acts import about, act_findings, plain_thing
from precinct_app.services.acts.making import same_findings
from precinct_app.services.acts.on_sheets import as_answered
from precinct_app.services.acts.recipes import RECIPES
from precinct_app.services.acts.scene import Draft, Scene
from precinct_app.services.workspace import Workspace, require


class State(StrEnum):
    """How far an act is."""

    DUE = "due"
    STALE = "stale"
    """Made, but the registers say something else since: a new version is due."""
    MADE = "made"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Offer:
    """An act of today."""

    kind: ActKind
    thing: str
    title: Wording
    ballot_ids: tuple[str, ...]
    codes: tuple[str, ...]
    state: State
    made: Entry[Act] | None

    @property
    def decides(self) -> bool:
        """It needs the commission's decision with its vote."""
        return bool(self.codes)


def offers(workspace: Workspace, actor: Actor) -> tuple[Offer, ...]:
    """All acts of today in the order of their kinds."""
    require(actor, Right.EXPLAIN)
    with workspace.store.begin() as work:
        return tuple(offers_of(Scene(workspace, work)))


def still_due(workspace: Workspace, actor: Actor) -> tuple[Offer, ...]:
    """Acts that must be made, or made anew, before the commission goes home."""
    return tuple(o for o in offers(workspace, actor) if o.state in {State.DUE, State.STALE})


def offers_of(scene: Scene) -> list[Offer]:
    """As `offers`, inside a transaction."""
    made = scene.work.registers.all(Act)
    found = [
        _offer(draft, made, due=recipe.due(scene, thing))
        for kind, recipe in RECIPES.items()
        if kind is not ActKind.FINDING
        for thing in recipe.things(scene)
        if (draft := recipe.build(scene, thing)) is not None
    ]
    found += [_offer(draft, made, due=True) for draft in _other_findings(scene, made)]
    known = {(offer.kind, offer.thing) for offer in found}
    kept = [e for e in made if (e.content.kind, e.content.thing) not in known]
    found += [_kept(entry) for entry in kept]
    return sorted(found, key=lambda offer: list(ActKind).index(offer.kind))


def answered(made: Iterable[Entry[Act]], finding: Answered) -> bool:
    """A standing act answers a finding with its present figures."""
    return any(entry.stands and entry.content.covers(finding) for entry in made)


def _other_findings(scene: Scene, made: list[Entry[Act]]) -> list[Draft]:
    """Acts on findings for which the registers have no act of their own."""
    found = []
    for ballot in scene.ballots:
        for finding in act_findings(scene, ballot):
            kind, thing = about(scene, ballot, finding)
            own = None if kind is ActKind.FINDING else RECIPES[kind].build(scene, thing)
            plain = plain_thing(ballot.ballot_id, finding)
            covered = answered(made, as_answered(ballot.ballot_id, finding))
            if own is None and (not covered or find(made, ActKind.FINDING, plain)):
                draft = RECIPES[ActKind.FINDING].build(scene, plain)
                found += [draft] if draft else []
    return found


def _offer(draft: Draft, made: list[Entry[Act]], *, due: bool) -> Offer:
    entry = find(made, draft.kind, draft.thing)
    state = State.DUE if due else State.POSSIBLE
    if entry is not None:
        fresh = same_findings(entry.content.content, draft.content)
        state = State.MADE if fresh else State.STALE
    return Offer(
        draft.kind, draft.thing, draft.content.title, draft.ballot_ids, draft.codes, state, entry
    )


def _kept(entry: Entry[Act]) -> Offer:
    """An act that the registers would no longer draw up; what was found then stays found."""
    act = entry.content
    return Offer(
        act.kind, act.thing, act.content.title, act.ballot_ids, act.codes, State.MADE, entry
    )
