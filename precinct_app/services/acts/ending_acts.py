# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts that end the night: protocols and packs handed over, the laptop handed in."""

from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.papers.act import ActContent, Listing
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.hand_in import HandedIn
from precinct_app.domain.registers.packs import OriginalHanded, Pack, PapersHanded
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.acts.figures import Figures, said
from precinct_app.services.acts.scene import Draft, Recipe, Recipes, Scene, column, same
from precinct_app.services.papers.labels import name_of


def _handed(scene: Scene) -> list[str]:
    return [entry.entry_id for entry in scene.work.registers.all(PapersHanded)]


def _hand_over(scene: Scene, entry_id: str) -> Draft | None:
    """Originals, acts and packs that a commission was given, and who signs for them."""
    entry = scene.work.registers.get(PapersHanded, entry_id)
    if entry is None or not entry.stands:
        return None
    given, receiver = entry.content, scene.workspace.election.receiver(entry.content.receiver_id)
    packs = [e.content for e in scene.work.registers.all(Pack) if e.content.number in given.packs]
    figures = Figures()
    figures.add("protocols", sum(original.originals for original in given.originals))
    figures.add("sheets_of_protocols", sum(original.sheets for original in given.originals))
    figures.add("acts_handed", len(given.acts))
    figures.add("packs", len(given.packs))
    figures.add("sheets_in_packs", sum(pack.sheets for pack in packs))
    content = ActContent(
        wording("act.title.hand_over"),
        said("act.preamble.hand_over", receiver=receiver.name, when=scene.clock(entry.happened)),
        (figures.table("hand_over"),),
        listings=(_originals(scene, given.originals), _packed(scene, packs)),
        findings=(
            said("act.finding.acts_handed", acts=", ".join(f"№ {n}" for n in given.acts) or "—"),
            said("act.finding.handed_by", members=scene.names(given.handed_by),
                 received_by=given.received_by),
            said("act.finding.receiver_signs"),
        ),
    )  # fmt: skip
    summary = said("act.summary.hand_over", count=len(given.originals), packs=len(packs)).whole
    return Draft(ActKind.HAND_OVER, entry_id, content, summary)


def _originals(scene: Scene, originals: tuple[OriginalHanded, ...]) -> Listing:
    columns = (column("ballot", 4), column("version", 1), column("control", 7),
               column("originals", 2, figures=True), column("sheets", 2, figures=True))  # fmt: skip
    rows = tuple(
        (scene.workspace.election.ballot(o.ballot_id).name, same(o.version),
         same(_control_number(scene, o)), same(o.originals), same(o.sheets))
        for o in originals
    )  # fmt: skip
    return Listing(wording("act.listing.originals"), columns, rows)


def _control_number(scene: Scene, original: OriginalHanded) -> str:
    protocol = scene.work.protocols.version(original.ballot_id, original.version)
    if protocol is None or not protocol.record_json:
        return "—"
    return " ".join(groups_of_four(control_number(protocol.record_json)))


def _packed(scene: Scene, packs: list[Pack]) -> Listing:
    columns = (column("pack", 1), column("holds", 6), column("ballot", 4),
               column("sheets", 2, figures=True), column("seal", 2))  # fmt: skip
    rows = tuple(
        (same(pack.number), name_of(pack), _ballot(scene, pack),
         same(pack.sheets if pack.counted else "—"), same(pack.seal or "—"))
        for pack in packs
    )  # fmt: skip
    return Listing(wording("act.listing.packs"), columns, rows)


def _ballot(scene: Scene, pack: Pack) -> Wording:
    if not pack.ballot_id:
        return same("")
    return scene.workspace.election.ballot(pack.ballot_id).short_name


def _laptop(scene: Scene, _thing: str) -> Draft | None:
    """What was archived and what was wiped when the laptop was handed in."""
    entries = scene.work.registers.all(HandedIn)
    if not entries:
        return None
    done, info = entries[0].content, scene.workspace.info
    figures = Figures()
    figures.add("files_archived", done.files)
    figures.add("voters_wiped", done.voters)
    figures.add("certificates_wiped", done.certificates)
    figures.add("entries_wiped", done.entries)
    reason = (said("act.finding.not_handed_over", reason=done.reason),) if done.reason else ()
    content = ActContent(
        wording("act.title.laptop"), said("paper.act_preamble"), (figures.table("laptop"),),
        findings=(
            said("act.finding.archive", sha256=done.sums_sha256),
            said("act.finding.instance", instance=info.instance_id, generation=info.generation),
            *reason, said("act.finding.receiver_signs"),
        ),
    )  # fmt: skip
    return Draft(ActKind.LAPTOP, "", content, wording("act.summary.laptop"))


RECIPES: Recipes = {
    ActKind.HAND_OVER: Recipe(_handed, _hand_over),
    ActKind.LAPTOP: Recipe(lambda _scene: [""], _laptop),
}
