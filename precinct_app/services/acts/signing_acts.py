# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts about signatures that are missing on protocols: refused, or not given for another reason.

The reason in words is written by the member's own hand on the act; the program does not hold it.
"""

from precinct_app.domain.papers.act import ActContent, Listing
from precinct_app.domain.protocol.missing import WhyNot
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.signing import NotSigning
from precinct_app.runtime.texts import wording
from precinct_app.services.acts.figures import said
from precinct_app.services.acts.scene import Build, Draft, Recipe, Recipes, Scene, column, same

_BY_HAND = "." * 60


def _said_by(scene: Scene, kind: ActKind, member_id: str) -> list[Entry[NotSigning]]:
    """What stands of a member, as far as an act of this kind tells it."""
    refused = kind is ActKind.REFUSED_TO_SIGN
    return [
        entry
        for entry in scene.work.registers.all(NotSigning)
        if entry.content.member_id == member_id
        and (entry.content.why is WhyNot.REFUSES) is refused
    ]  # fmt: skip


def _members(scene: Scene) -> list[str]:
    said_of = [entry.content.member_id for entry in scene.work.registers.all(NotSigning)]
    return list(dict.fromkeys(said_of))


def _draws(kind: ActKind) -> Build:
    def build(scene: Scene, member_id: str) -> Draft | None:
        entries = _said_by(scene, kind, member_id)
        if not entries:
            return None
        name, ballots = scene.name(member_id), [e.content.ballot_id for e in entries]
        content = ActContent(
            wording(f"act.title.{kind.value}"), said("paper.act_preamble"),
            listings=(_listing(scene, entries),),
            findings=(said(f"act.finding.{kind.value}", member=name),
                      said("act.finding.by_hand", line=_BY_HAND)),
        )  # fmt: skip
        summary = said(f"act.summary.{kind.value}", member=name).whole
        own = tuple(dict.fromkeys(ballots))
        return Draft(kind, member_id, content, summary, own, scene.codes(kind))

    return build


def _listing(scene: Scene, entries: list[Entry[NotSigning]]) -> Listing:
    columns = (column("ballot", 6), column("version", 1), column("happened", 2), column("why", 5))
    rows = tuple(
        (scene.workspace.election.ballot(e.content.ballot_id).short_name, same(e.content.version),
         same(scene.clock(e.happened)), wording(f"why_not.{e.content.why.value}"))
        for e in entries
    )  # fmt: skip
    return Listing(wording("act.listing.not_signed"), columns, rows)


RECIPES: Recipes = {
    ActKind.REFUSED_TO_SIGN: Recipe(_members, _draws(ActKind.REFUSED_TO_SIGN)),
    ActKind.NOT_SIGNED: Recipe(
        _members, _draws(ActKind.NOT_SIGNED), due=lambda _scene, _thing: False
    ),
}
