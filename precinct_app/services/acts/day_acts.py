# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts of the whole day: the list handed over, the opening, registers on paper, order broken, copies."""

from precinct_app.domain.night import OrderFault, Step
from precinct_app.domain.papers.act import ActContent, FactTable, Listing
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.boxes import BoxSealed
from precinct_app.domain.registers.kept import RegisterChoice, on_paper
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.people import CopyGiven, IssuersNamed, presence
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.acts.figures import Figures, said
from precinct_app.services.acts.scene import Draft, Recipe, Recipes, Scene, column, same
from precinct_app.services.registers import night, people

_WHOLE_DAY = [""]


def _lists(scene: Scene) -> list[str]:
    return [e.subject for e in (entry.content for entry in scene.work.registers.all(DeliveredList))]


def _list_delivered(scene: Scene, number: str) -> Draft | None:
    """A list of the akimat, with its rows as they were counted."""
    entries = scene.work.registers.all(DeliveredList, number)
    if not entries:
        return None
    given = entries[-1].content
    figures = Figures()
    figures.add("list_rows", given.rows)
    content = ActContent(
        wording("act.title.list_delivered"),
        said("act.preamble.list_delivered", number=given.number, document=given.act or "—"),
        (figures.table("list"),),
        findings=(_came_as(given), said("act.finding.akimat_signs")),
    )
    summary = said("act.summary.list_delivered", count=given.rows).whole
    return Draft(ActKind.LIST_DELIVERED, number, content, summary)


def _came_as(given: DeliveredList) -> Sentence:
    if not given.file_sha256:
        return said("act.finding.list_on_paper")
    return said("act.finding.list_file", sha256=given.file_sha256[:16])


def _opening(scene: Scene, _thing: str) -> Draft | None:
    """Boxes and seals, who is there, and the ballots as they lay with the members at the opening."""
    sealed = scene.work.registers.all(BoxSealed)
    opened = night.night(scene.work).times.get(Step.OPENED)
    if opened is None and not sealed:
        return None
    moment = opened or sealed[-1].happened
    columns = (column("box", 2), column("box_kind", 4), column("seals", 5))
    rows = tuple(
        (same(box.box_id), wording(f"box_kind.{box.kind.value}"), same(box.sealed.content.seal))
        for box in scene.boxes
    )
    before = [e for e in scene.work.registers.all(BallotMovement) if e.happened <= moment]
    tables, checks = _handed_out(scene, [entry.content for entry in before])
    content = ActContent(
        wording("act.title.opening"), said("act.preamble.opening"), tables, checks,
        (Listing(wording("act.listing.boxes"), columns, rows),),
        findings=(*_present(scene), *_named(scene)),
    )  # fmt: skip
    summary = said("act.summary.opening", count=len(rows)).whole
    return Draft(ActKind.OPENING, "", content, summary)


def _handed_out(
    scene: Scene, moves: list[BallotMovement]
) -> tuple[tuple[FactTable, ...], tuple[str, ...]]:
    """For each ballot what was received, what each member took, and what stayed in stock."""
    figures = Figures()
    for ballot in scene.ballots:
        mine = [m for m in moves if m.ballot_id == ballot.ballot_id]
        received = sum(m.count for m in mine if m.movement is Movement.RECEIVED)
        if not received:
            continue
        whole = figures.named(said("act.fact.received_of", ballot=ballot.name).whole, received)
        parts = []
        for member in scene.workspace.precinct.members:
            taken = sum(_with_member(m) for m in mine if m.member_id == member.member_id)
            if taken:
                parts.append(figures.part(Wording.same(member.name), taken))
        other = sum(_of_stock(m) for m in mine)
        stock = received + other - sum(_with_member(m) for m in mine)
        parts.append(figures.part(wording("act.fact.left_in_stock"), stock))
        if not other:
            figures.check(whole, parts)
    return (figures.table("handed_out"),), tuple(figures.checks)


def _with_member(move: BallotMovement) -> int:
    signs = {Movement.TO_MEMBER: 1, Movement.RETURNED: -1}
    return signs.get(move.movement, 0) * move.count


def _of_stock(move: BallotMovement) -> int:
    signs = {Movement.SURPLUS: 1, Movement.WITHDRAWN: -1, Movement.LOST: -1}
    return 0 if move.member_id else signs.get(move.movement, 0) * move.count + move.replaced


def _present(scene: Scene) -> tuple[Sentence, ...]:
    opened = night.night(scene.work).times.get(Step.OPENED, scene.workspace.clock.now())
    quorum = people.quorum(scene.workspace, scene.work, opened)
    if quorum is None:
        return ()
    there = presence(quorum, people.guests(scene.work, opened))
    return (
        said(
            "act.finding.present", members=there.members, all=there.members_in_all,
            observers=there.observers_national, foreign=there.observers_foreign,
            proxies=there.proxies, media=there.media,
        ),
    )  # fmt: skip


def _named(scene: Scene) -> tuple[Sentence, ...]:
    entries = scene.work.registers.all(IssuersNamed)
    if not entries:
        return ()
    return (said("act.finding.issuers", members=scene.names(entries[-1].content.member_ids)),)


def _is_open(scene: Scene, _thing: str) -> bool:
    return night.night(scene.work).done(Step.OPENED)


def _from_paper(scene: Scene, _thing: str) -> Draft | None:
    """Registers that stand on paper: since when and why; every sheet takes lines from them."""
    choices = on_paper(scene.work.registers.all(RegisterChoice))
    if not choices:
        return None
    columns = (column("register", 4), column("since", 2), column("why", 6))
    rows = tuple(
        (wording(f"register_kept.{register.value}"), same(scene.clock(entry.happened)),
         same(entry.content.reason))
        for register, entry in choices.items()
    )  # fmt: skip
    content = ActContent(
        wording("act.title.from_paper"), said("paper.act_preamble"),
        listings=(Listing(wording("act.listing.from_paper"), columns, rows),),
    )  # fmt: skip
    summary = said("act.summary.from_paper", count=len(rows)).whole
    return _for_all(scene, ActKind.FROM_PAPER, content, summary)


def _order_broken(scene: Scene, _thing: str) -> Draft | None:
    """Each step that was taken out of order or out of time, with both times."""
    faults = night.faults(scene.workspace, scene.work)
    if not faults:
        return None
    columns = (column("step", 5), column("happened", 2), column("what_broken", 6))
    rows = tuple(_fault(scene, fault) for fault in faults)
    content = ActContent(
        wording("act.title.order_broken"), said("paper.act_preamble"),
        listings=(Listing(wording("act.listing.order"), columns, rows),),
    )  # fmt: skip
    summary = said("act.summary.order_broken", count=len(rows)).whole
    return _for_all(scene, ActKind.ORDER_BROKEN, content, summary)


def _fault(scene: Scene, fault: OrderFault) -> tuple[Wording, ...]:
    other = wording(f"night.{fault.other.value}") if fault.other else Wording.same("")
    why = said(f"act.fault.{fault.fault.value}", bound=scene.clock(fault.bound), other=other).whole
    return wording(f"night.{fault.step.value}"), same(scene.clock(fault.happened)), why


def _for_all(scene: Scene, kind: ActKind, content: ActContent, summary: Wording) -> Draft:
    ballot_ids = tuple(ballot.ballot_id for ballot in scene.ballots)
    return Draft(kind, "", content, summary, ballot_ids, scene.codes(kind))


def _copies(scene: Scene, _thing: str) -> Draft | None:
    """Copies of protocols that were given, by number, kind of recipient and time; without names."""
    entries = scene.work.registers.all(CopyGiven)
    if not entries:
        return None
    election = scene.workspace.election
    columns = (column("copy", 2), column("ballot", 5), column("version", 1),
               column("recipient", 4), column("given", 2), column("signature", 3))  # fmt: skip
    rows = tuple(
        (same(f"№ {e.content.number}"), election.ballot(e.content.ballot_id).short_name,
         same(e.content.version), wording(f"recipient.{e.content.recipient.value}"),
         same(scene.clock(e.happened)), same(""))
        for e in entries
    )  # fmt: skip
    figures = Figures()
    figures.add("copies", len(entries))
    content = ActContent(
        wording("act.title.copies"), said("paper.act_preamble"), (figures.table("copies"),),
        listings=(Listing(wording("act.listing.copies"), columns, rows),),
    )  # fmt: skip
    return Draft(ActKind.COPIES, "", content, said("act.summary.copies", count=len(entries)).whole)


RECIPES: Recipes = {
    ActKind.LIST_DELIVERED: Recipe(_lists, _list_delivered, due=lambda _s, _t: False),
    ActKind.OPENING: Recipe(lambda _scene: _WHOLE_DAY, _opening, due=_is_open),
    ActKind.FROM_PAPER: Recipe(lambda _scene: _WHOLE_DAY, _from_paper),
    ActKind.ORDER_BROKEN: Recipe(lambda _scene: _WHOLE_DAY, _order_broken),
    ActKind.COPIES: Recipe(lambda _scene: _WHOLE_DAY, _copies),
}
