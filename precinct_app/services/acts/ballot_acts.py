# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts about the ballot papers: delivered, surplus, withdrawn, unused and spoiled, lost, signatures."""

from collections.abc import Callable

from precinct_app.domain.election import Ballot
from precinct_app.domain.papers.act import ActContent, Listing
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.ballots import BallotAccount, MemberAccount
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.runtime.texts import wording
from precinct_app.services.acts.figures import Figures, said
from precinct_app.services.acts.scene import Draft, Recipe, Recipes, Scene, column, same


def _delivered_things(scene: Scene) -> list[str]:
    moves = _movements(scene, Movement.RECEIVED)
    return list(dict.fromkeys(move.document for move in moves))


def _delivered(scene: Scene, document: str) -> Draft | None:
    """What came by one act: a row a ballot, and all of them together."""
    moves = [m for m in _movements(scene, Movement.RECEIVED) if m.document == document]
    figures, numbers = Figures(), []
    for ballot in scene.ballots:
        count = sum(move.count for move in moves if move.ballot_id == ballot.ballot_id)
        if count:
            numbers.append(figures.named(ballot.name, count))
    if not numbers:
        return None
    whole = sum(move.count for move in moves)
    figures.check(figures.add("ballots_in_all", whole), numbers)
    content = ActContent(
        wording("act.title.ballots_delivered"),
        said("act.preamble.ballots_delivered", document=document),
        (figures.table("ballots_delivered"),), tuple(figures.checks),
        findings=(said("act.finding.guarded"),),
    )  # fmt: skip
    summary = said("act.summary.ballots_delivered", document=document, count=whole).whole
    return Draft(ActKind.BALLOTS_DELIVERED, document, content, summary)


def _unused(scene: Scene, ballot_id: str) -> Draft | None:
    """The whole account of a ballot when its unused ones were cancelled."""
    account, ballot = scene.account(ballot_id), _ballot(scene, ballot_id)
    if account.unused is None:
        return None
    figures = Figures()
    received = figures.add("received", account.received or 0)
    surplus = figures.add("surplus", account.surplus)
    issued = figures.add("issued", account.together.issued)
    _member_parts(scene, figures, account, lambda one: one.issued)
    spoiled = figures.add("spoiled", account.together.spoiled)
    withdrawn = figures.add("withdrawn", account.withdrawn)
    lost = figures.add("lost", account.lost)
    unused = figures.add("unused", account.unused)
    cancelled = figures.add("cancelled", account.unused + account.together.spoiled)
    figures.check(unused, [received, surplus], [issued, spoiled, withdrawn, lost])
    figures.check(cancelled, [unused, spoiled])
    content = ActContent(
        wording("act.title.unused_cancelled"), said("act.preamble.unused_cancelled"),
        (figures.table("account", ballot=ballot.name),), tuple(figures.checks),
        findings=(said("act.finding.cancelled"),), only_ballot=True,
    )  # fmt: skip
    summary = said("act.summary.unused_cancelled", count=account.unused).whole
    return Draft(ActKind.UNUSED_CANCELLED, ballot_id, content, summary, (ballot_id,))


def _surplus(scene: Scene, ballot_id: str) -> Draft | None:
    """More in the packs than the act says: in stock and with members."""
    account = scene.account(ballot_id)
    if not account.surplus:
        return None
    figures = Figures()
    whole = figures.add("surplus", account.surplus)
    parts = [figures.part(wording("act.fact.in_stock"), account.stock_surplus)]
    parts += _member_parts(scene, figures, account, lambda one: one.surplus)
    figures.check(whole, parts)
    figures.add("received", account.received or 0)
    return _of_ballot(scene, ActKind.SURPLUS, ballot_id, figures, account.surplus)


def _lost(scene: Scene, ballot_id: str) -> Draft | None:
    """Missing ballots: in stock, with members and on trips."""
    account = scene.account(ballot_id)
    if not account.lost:
        return None
    figures = Figures()
    whole = figures.add("lost", account.lost)
    parts = [figures.part(wording("act.fact.in_stock"), account.stock_lost)]
    parts += _member_parts(scene, figures, account, lambda one: one.lost)
    figures.check(whole, parts)
    return _of_ballot(scene, ActKind.LOST, ballot_id, figures, account.lost)


def _withdrawn(scene: Scene, ballot_id: str) -> Draft | None:
    """Ballots taken out for a printing fault, by which act, and how many were replaced."""
    moves = [m for m in _movements(scene, Movement.WITHDRAWN) if m.ballot_id == ballot_id]
    if not moves:
        return None
    figures = Figures()
    count, replaced = sum(m.count for m in moves), sum(m.replaced for m in moves)
    whole = figures.add("withdrawn", count)
    parts = [figures.add("replaced", replaced), figures.add("not_replaced", count - replaced)]
    figures.check(whole, parts)
    columns = (column("document", 4), column("withdrawn", 2, figures=True),
               column("replaced", 2, figures=True))  # fmt: skip
    rows = tuple((same(m.document), same(m.count), same(m.replaced)) for m in moves)
    listing = Listing(wording("act.listing.withdrawn"), columns, rows)
    return _of_ballot(scene, ActKind.WITHDRAWN, ballot_id, figures, count, listing)


def _without_signature(scene: Scene, ballot_id: str) -> Draft | None:
    """Ballots that left with voters who did not sign."""
    account = scene.account(ballot_id)
    count = account.issued_without_signature
    if not count:
        return None
    figures = Figures()
    whole = figures.add("without_signature", count)
    _told_parts(scene, figures, ballot_id, Movement.WITHOUT_SIGNATURE)
    issued = figures.add("issued", account.together.issued)
    signed = figures.add("issued_signed", account.together.issued - count)
    figures.check(issued, [signed, whole])
    return _of_ballot(scene, ActKind.WITHOUT_SIGNATURE, ballot_id, figures, count)


def _without_ballot(scene: Scene, ballot_id: str) -> Draft | None:
    """Signatures of voters who then took no ballot."""
    count = scene.account(ballot_id).signed_without_ballot
    if not count:
        return None
    figures = Figures()
    figures.add("without_ballot", count)
    _told_parts(scene, figures, ballot_id, Movement.WITHOUT_BALLOT)
    return _of_ballot(scene, ActKind.WITHOUT_BALLOT, ballot_id, figures, count)


def _of_ballot(
    scene: Scene,
    kind: ActKind,
    ballot_id: str,
    figures: Figures,
    count: int,
    listing: Listing | None = None,
) -> Draft:
    """An act about one ballot that answers the relation of its kind."""
    ballot = _ballot(scene, ballot_id)
    content = ActContent(
        wording(f"act.title.{kind.value}"), said("paper.act_preamble"),
        (figures.table("account", ballot=ballot.name),), tuple(figures.checks),
        (listing,) if listing else (), only_ballot=True,
    )  # fmt: skip
    summary = said(f"act.summary.{kind.value}", count=count).whole
    return Draft(kind, ballot_id, content, summary, (ballot_id,), scene.codes(kind))


def _member_parts(
    scene: Scene,
    figures: Figures,
    account: BallotAccount,
    of: Callable[[MemberAccount], int],
) -> list[str]:
    """A small row for each member who has some, in the commission's order."""
    members = [m.member_id for m in scene.workspace.precinct.members]
    return [
        figures.part(scene.name(member), of(account.members[member]))
        for member in members
        if member in account.members and of(account.members[member])
    ]


def _told_parts(scene: Scene, figures: Figures, ballot_id: str, kind: Movement) -> None:
    found: dict[str, int] = {}
    for move in _movements(scene, kind):
        if move.ballot_id == ballot_id and move.member_id:
            found[move.member_id] = found.get(move.member_id, 0) + move.count
    for member, count in found.items():
        figures.part(scene.name(member), count)


def _movements(scene: Scene, kind: Movement) -> list[BallotMovement]:
    entries = scene.work.registers.all(BallotMovement)
    return [e.content for e in entries if e.content.movement is kind]


def _ballot(scene: Scene, ballot_id: str) -> Ballot:
    return scene.workspace.election.ballot(ballot_id)


def _each_ballot(scene: Scene) -> list[str]:
    return [ballot.ballot_id for ballot in scene.ballots]


RECIPES: Recipes = {
    ActKind.BALLOTS_DELIVERED: Recipe(_delivered_things, _delivered, due=lambda _s, _t: False),
    ActKind.SURPLUS: Recipe(_each_ballot, _surplus),
    ActKind.WITHDRAWN: Recipe(_each_ballot, _withdrawn),
    ActKind.UNUSED_CANCELLED: Recipe(_each_ballot, _unused),
    ActKind.LOST: Recipe(_each_ballot, _lost),
    ActKind.WITHOUT_SIGNATURE: Recipe(_each_ballot, _without_signature),
    ActKind.WITHOUT_BALLOT: Recipe(_each_ballot, _without_ballot),
}
