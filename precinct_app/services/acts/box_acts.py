# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts about mobile boxes: more ballots than applications, ballots lost on a trip, a box annulled."""

from dataclasses import dataclass

from precinct_app.domain.election import Ballot
from precinct_app.domain.papers.act import ActContent, FactTable
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.protocol.sheet import cell_name
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.boxes import Box, BoxKind
from precinct_app.domain.registers.home import BoxAnnulled
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.acts.figures import Figures, said
from precinct_app.services.acts.scene import Draft, Recipe, Recipes, Scene
from precinct_app.services.registers import home_voting


@dataclass(frozen=True, slots=True)
class _Of:
    """A box and a ballot: what an act about both is about."""

    ballot: Ballot
    box: Box

    @property
    def thing(self) -> str:
        return f"{self.ballot.ballot_id}/{self.box.box_id}"


def _pairs(scene: Scene) -> list[str]:
    mobile = [box for box in scene.boxes if box.kind is BoxKind.MOBILE]
    return [_Of(ballot, box).thing for ballot in scene.ballots for box in mobile]


def _of(scene: Scene, thing: str) -> _Of | None:
    ballot_id, _, box_id = thing.partition("/")
    box = next((b for b in scene.boxes if b.box_id == box_id), None)
    known = ballot_id in {ballot.ballot_id for ballot in scene.ballots}
    return _Of(scene.workspace.election.ballot(ballot_id), box) if box and known else None


def _excess(scene: Scene, thing: str) -> Draft | None:
    """More ballots in a mobile box than applications that give this ballot (Art. 43(3-1))."""
    about = _of(scene, thing)
    found = None if about is None else scene.figure(about.ballot, _cell(about, "found"))
    if about is None or found is None:
        return None
    foreign = scene.figure(about.ballot, _cell(about, "not_of_form")) or 0
    entitled = _kept(scene, about, "entitled")
    if found - foreign <= entitled:
        return None
    figures = Figures()
    applications = figures.add("applications", entitled)
    _account(scene, figures, about)
    numbers = [figures.add("found_in_box", found)]
    less = [applications]
    if foreign:
        less.append(figures.add("not_of_form", foreign))
    excess = figures.add("above_applications", found - foreign - entitled)
    figures.check(excess, numbers, less)
    content = ActContent(
        wording("act.title.box_excess"), said("act.preamble.box", box=about.box.box_id),
        (_table(figures, about),), tuple(figures.checks), findings=_trips(scene, about),
        only_ballot=True,
    )  # fmt: skip
    summary = said(
        "act.summary.box_excess", box=about.box.box_id, applications=entitled, found=found
    ).whole
    return _draft(scene, ActKind.BOX_EXCESS, about, content, summary)


def _lost(scene: Scene, thing: str) -> Draft | None:
    """Ballots missing when a box came back from its trips."""
    about = _of(scene, thing)
    lost = 0 if about is None else _kept(scene, about, "lost")
    if about is None or not lost:
        return None
    figures = Figures()
    _account(scene, figures, about)
    content = ActContent(
        wording("act.title.box_lost"), said("act.preamble.box", box=about.box.box_id),
        (_table(figures, about),), tuple(figures.checks), findings=_trips(scene, about),
        only_ballot=True,
    )  # fmt: skip
    summary = said("act.summary.box_lost", box=about.box.box_id, count=lost).whole
    return _draft(scene, ActKind.BOX_LOST, about, content, summary)


def _annulled_boxes(scene: Scene) -> list[str]:
    return list(dict.fromkeys(e.content.box_id for e in scene.work.registers.all(BoxAnnulled)))


def _annulled(scene: Scene, box_id: str) -> Draft | None:
    """The commission's decision about a box, with the ballots found in it and its trips' members."""
    decision = next(
        (e.content for e in scene.work.registers.all(BoxAnnulled) if e.content.box_id == box_id),
        None,
    )
    box = next((b for b in scene.boxes if b.box_id == box_id), None)
    if decision is None or box is None:
        return None
    figures = Figures()
    struck = [b for b in scene.ballots if b.ballot_id in decision.ballot_ids]
    for ballot in struck:
        found = scene.figure(ballot, cell_name("box.found", box.row))
        if found is not None:
            figures.named(ballot.name, found)
    about = [_Of(ballot, box) for ballot in struck]
    content = ActContent(
        wording("act.title.box_annulled"), said("act.preamble.box", box=box_id),
        (figures.table("annulled", box=box_id),),
        findings=(said("act.finding.annulled_ground", ground=decision.ground),
                  *(_trips(scene, about[0]) if about else ())),
    )  # fmt: skip
    summary = said("act.summary.box_annulled", box=box_id).whole
    codes = scene.codes(ActKind.BOX_ANNULLED)
    return Draft(
        ActKind.BOX_ANNULLED, box_id, content, summary, decision.ballot_ids, codes, box.row
    )


def _account(scene: Scene, figures: Figures, about: _Of) -> None:
    """Taken and surplus against issued, spoiled, returned and lost."""
    kept = {name: _kept(scene, about, name)
            for name in ("taken", "surplus", "issued", "spoiled", "returned", "lost")}  # fmt: skip
    taken = figures.add("box_taken", kept["taken"])
    left = [figures.add("surplus", kept["surplus"])] if kept["surplus"] else []
    right = [figures.add("box_issued", kept["issued"]), figures.add("spoiled", kept["spoiled"])]
    right.append(figures.add("returned", kept["returned"]))
    if kept["lost"]:
        right.append(figures.add("lost", kept["lost"]))
    figures.check(taken, right, left)


def _trips(scene: Scene, about: _Of) -> tuple[Sentence, ...]:
    """Who went out with the box and when, and whether its seals were whole."""
    trips = [t for t in scene.trips if t.out.content.box_id == about.box.box_id]
    found = [
        said(
            "act.finding.trip",
            members=scene.names((t.out.content.carrier_id, t.out.content.companion_id)),
            left=scene.clock(t.out.happened), seal=t.out.content.seal,
            back=scene.clock(t.back.happened) if t.back else "—",
        )
        for t in trips
    ]  # fmt: skip
    opened = about.box.opened
    if opened is not None:
        key = "seals_differ" if about.box.seal_differs else "seals_whole"
        sealed, read = about.box.sealed.content.seal, opened.content.seal or "—"
        found.append(said(f"act.finding.{key}", sealed=sealed, read=read))
    return tuple(found)


def _kept(scene: Scene, about: _Of, column: str) -> int:
    line = home_voting.lines(scene.work, about.ballot).get(_cell(about, column))
    return line.figure if line else 0


def _cell(about: _Of, column: str) -> str:
    return cell_name(f"box.{column}", about.box.row)


def _table(figures: Figures, about: _Of) -> FactTable:
    return figures.table("box", box=about.box.box_id, ballot=about.ballot.name)


def _draft(scene: Scene, kind: ActKind, about: _Of, content: ActContent, summary: Wording) -> Draft:
    ballot_ids = (about.ballot.ballot_id,)
    codes = scene.codes(kind)
    return Draft(kind, about.thing, content, summary, ballot_ids, codes, about.box.row)


RECIPES: Recipes = {
    ActKind.BOX_EXCESS: Recipe(_pairs, _excess),
    ActKind.BOX_LOST: Recipe(_pairs, _lost),
    ActKind.BOX_ANNULLED: Recipe(_annulled_boxes, _annulled),
}
