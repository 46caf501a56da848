# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts of the count: more ballots found than issued, a recount with both counts, a sheet reopened."""

from precinct_app.domain.election import Ballot
from precinct_app.domain.papers.act import ActContent, Listing
from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.entries import (
    Demander,
    EntriesSetAside,
    ReopenedByDecision,
    Why,
)
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.acts.figures import Figures, said
from precinct_app.services.acts.scene import Draft, Recipe, Recipes, Scene, Things, column, same
from precinct_app.services.ballot_sheet import sheet_cells
from precinct_app.services.recounts import former_figures


def _excess(scene: Scene, ballot_id: str) -> Draft | None:
    """More found in all boxes than issued: the number issued by each member is established (A302)."""
    ballot = scene.workspace.election.ballot(ballot_id)
    issued, found = (scene.figure(ballot, name) for name in ("ballots_issued", "ballots_found"))
    if issued is None or found is None or found <= issued:
        return None
    figures = Figures()
    whole = figures.add("issued", issued)
    parts = [
        figures.part(Wording.same(member.name), count)
        for member in scene.workspace.precinct.members
        if (count := scene.figure(ballot, f"member.{member.member_id}.issued")) is not None
    ]
    figures.check(whole, parts)
    boxes = [figures.add(key, scene.figure(ballot, cell) or 0)
             for key, cell in (("found_mobile", "found_mobile"),
                               ("found_stationary", "found_stationary"))]  # fmt: skip
    in_all = figures.add("found", found)
    figures.check(in_all, boxes)
    figures.check(figures.add("above_issued", found - issued), [in_all], [whole])
    content = ActContent(
        wording("act.title.excess"), said("paper.act_preamble"),
        (figures.table("account", ballot=ballot.name),), tuple(figures.checks), only_ballot=True,
    )  # fmt: skip
    summary = said("act.summary.excess", issued=issued, found=found).whole
    codes = scene.codes(ActKind.EXCESS)
    return Draft(ActKind.EXCESS, ballot_id, content, summary, (ballot_id,), codes)


def _aside(why: Why) -> Things:
    def things(scene: Scene) -> list[str]:
        entries = scene.work.registers.all(EntriesSetAside)
        return [entry.entry_id for entry in entries if entry.content.why is why]

    return things


def _reopened_things(scene: Scene) -> list[str]:
    return [entry.entry_id for entry in scene.work.registers.all(ReopenedByDecision)]


def _recount(scene: Scene, entry_id: str) -> Draft | None:
    """A recount on demand, with every figure that differs between both counts."""
    entry = scene.work.registers.get(EntriesSetAside, entry_id)
    if entry is None or not entry.stands:
        return None
    ballot = scene.workspace.election.ballot(entry.content.ballot_id)
    if not scene.sheet(ballot):
        return None
    listing = _both_counts(scene, ballot, entry)
    demander = entry.content.said
    known = demander in {one.value for one in Demander}
    by = wording(f"demander.{demander}") if known else Wording.same(demander)
    counted = "act.finding.recount_differs" if listing.rows else "act.finding.recount_same"
    content = ActContent(
        wording("act.title.recount"), said("paper.act_preamble"), listings=(listing,),
        findings=(said("act.finding.recount", by=by, when=scene.clock(entry.happened)),
                  said(counted)), only_ballot=True,
    )  # fmt: skip
    summary = said("act.summary.recount", count=len(listing.rows)).whole
    return Draft(ActKind.RECOUNT, entry_id, content, summary, (ballot.ballot_id,))


def _reopened(scene: Scene, entry_id: str) -> Draft | None:
    """Final figures opened again by a decision: its ballot, version, number, date and reason."""
    entry = scene.work.registers.get(ReopenedByDecision, entry_id)
    if entry is None or not entry.stands:
        return None
    content, ballot = entry.content, scene.workspace.election.ballot(entry.content.ballot_id)
    former = scene.work.protocols.version(ballot.ballot_id, content.version - 1)
    version = former.version if former else content.version
    act = ActContent(
        wording("act.title.reopened"), said("paper.act_preamble"),
        findings=(
            said("act.finding.reopened", ballot=ballot.name, version=version,
                 when=scene.clock(entry.happened)),
            said("act.finding.reopened_by", number=content.number,
                 date=f"{content.date:%d.%m.%Y}", present=scene.names(content.present)),
            said("act.finding.reopened_why", why=content.reason),
        ), only_ballot=True,
    )  # fmt: skip
    summary = said("act.summary.reopened", version=version).whole
    return Draft(ActKind.REOPENED, entry_id, act, summary, (ballot.ballot_id,))


def _both_counts(scene: Scene, ballot: Ballot, entry: Entry[EntriesSetAside]) -> Listing:
    former = former_figures(scene.work, entry.content)
    now = scene.sheet(ballot)
    columns = (column("line", 1), column("caption", 7), column("first_count", 2, figures=True),
               column("recount", 2, figures=True))  # fmt: skip
    rows = tuple(
        _compared(spec, former.get(spec.cell), now.get(spec.cell))
        for spec in sheet_cells(scene.workspace, scene.work, ballot)
        if spec.cell in former and former[spec.cell] != now.get(spec.cell)
    )
    return Listing(wording("act.listing.both_counts"), columns, rows)


def _compared(spec: CellSpec, before: Figure | None, after: Figure | None) -> tuple[Wording, ...]:
    return same(spec.official), spec.caption, _shown(before), _shown(after)


def _shown(figure: Figure | None) -> Wording:
    return wording("paper.not_applicable") if figure is NA else same(str(figure or 0))


def _each_ballot(scene: Scene) -> list[str]:
    return [ballot.ballot_id for ballot in scene.ballots]


RECIPES: Recipes = {
    ActKind.EXCESS: Recipe(_each_ballot, _excess),
    ActKind.RECOUNT: Recipe(_aside(Why.RECOUNT), _recount),
    ActKind.REOPENED: Recipe(_reopened_things, _reopened),
}
