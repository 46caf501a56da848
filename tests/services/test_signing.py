# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signing in steps on a real workspace: who signs, who does not, what must be there first."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.missing import REFUSALS, Missing, WhyNot, read_told
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.acts import Act, ActKind
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.signing import NotSigning, Obstacle
from precinct_app.services import handover, obstacles, signing_set
from precinct_app.services.acts.making import Decision, make, undo_act
from precinct_app.services.bundle_examination import examine_bundle, nothing_known
from precinct_app.services.handover import HandedOver, hand_over
from precinct_app.services.ports import Signer, StoredProtocol
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_record import Night
from precinct_app.services.protocol_signing import sign
from tests.documents.reading import squeezed, whole_text
from tests.services.conftest import PRECINCT, SECRET, Made, Station, opened
from tests.services.sheets import LIST, WITH_MEMBER, reasons, truth, type_twice

DECIDED = Decision(in_favour=5, against=1)


@pytest.fixture
def paper(made: Made, tmp_path: Path) -> Iterator[Station]:
    """A night at *count only* with one sheet typed twice: typed once, copied by each test."""
    typed = made.folder.parent / "typed"
    if not typed.exists():
        _type(Path(shutil.copytree(made.folder, typed)), made)
    station = opened(Path(shutil.copytree(typed, tmp_path / PRECINCT)), made)
    station.at(20, 30)
    yield station
    station.workspace.store.close()


def _type(folder: Path, made: Made) -> None:
    station = opened(folder, made)
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    type_twice(station, LIST, truth(station, LIST))
    station.workspace.store.close()


def member(station: Station, role: Role) -> str:
    return station.actor(role).member_id


def final(station: Station, *roles: Role) -> StoredProtocol:
    now, chair = station.clock.now(), station.actor(Role.CHAIR)
    signers = tuple(
        ExpectedSigner(member(station, role), role) for role in roles
    ) or signing_set.usual_set(station.workspace, chair, LIST)
    said = Night(Presence(7, 7, 0, 0, 0, 0), now, now)
    return freeze(station.workspace, chair, LIST, said, signers, agreed=WITH_MEMBER)


def key(station: Station, role: Role) -> Signer:
    file = station.keys.of(member(station, role), station.workspace.info.precinct_id)
    return station.tools.open_key(file.data, SECRET)


def signed(station: Station, *roles: Role) -> StoredProtocol:
    for role in roles:
        done = sign(
            station.workspace, station.actor(role), LIST, key(station, role), station.tools.press
        )
    return done


def gone(station: Station, role: Role, why: WhyNot = WhyNot.REFUSES) -> Entry[NotSigning]:
    chair = station.actor(Role.CHAIR)
    who = member(station, role)
    (entry,) = signing_set.not_signing(station.workspace, chair, [LIST], who, why)
    return entry


def act_on(station: Station, role: Role, kind: ActKind = ActKind.REFUSED_TO_SIGN) -> int:
    decision = DECIDED if kind is ActKind.REFUSED_TO_SIGN else None
    chair, who = station.actor(Role.CHAIR), member(station, role)
    return make(station.workspace, chair, kind, who, decision=decision).content.number


def packed(station: Station, *roles: Role) -> HandedOver:
    receiver = station.workspace.election.ballot(LIST).receiver_id
    signers = [key(station, role) for role in roles]
    return hand_over(station.workspace, station.actor(Role.CHAIR), receiver, signers, station.tools)


def judged(station: Station, bundle: HandedOver) -> tuple[str, list[str]]:
    package, tools = station.workspace.package, station.tools
    judge = tools.judge(package.trust)
    found = examine_bundle(
        bundle.data, package, station.workspace.forms, judge, tools, nothing_known
    )
    return found.acceptance.value, [reason.key for reason in found.reasons]


def refused(station: Station, *roles: Role) -> list[str]:
    with pytest.raises(NotAllowedError) as caught:
        signed(station, *roles)
    return reasons(caught)


def paper_checks(station: Station, protocol: StoredProtocol) -> dict[str, bool | None]:
    assert protocol.record is not None
    form = station.workspace.forms[protocol.record.form_id]
    judge, renderer = station.tools.judge(station.workspace.package.trust), station.tools.renderer
    found = judge.pdf(
        protocol.pdf, protocol.record, form, protocol.seal, protocol.signers, renderer
    )
    return {c.name: c.good for c in found.checks if c.name in {"pdf_shows_data", "pdf_fields"}}


# --- who signs -----------------------------------------------------------------------------------


def test_without_the_chair_the_deputy_certifies_and_the_rung_says_so(paper: Station) -> None:
    gone(paper, Role.CHAIR, WhyNot.ILL)
    assert [s.role for s in final(paper).signers] == [Role.DEPUTY, Role.SECRETARY]
    assert refused(paper, Role.CHAIR) == ["sign.not_signing"]
    assert refused(paper, Role.SECRETARY) == ["sign.certifier_first"]
    assert signed(paper, Role.DEPUTY, Role.SECRETARY).status is Status.SIGNED
    bundle = packed(paper, Role.DEPUTY, Role.SECRETARY)
    (told,) = bundle.manifest.protocols
    assert told.rungs == (2,)
    assert told.missing == (Missing(member(paper, Role.CHAIR), WhyNot.ILL),)
    assert judged(paper, bundle) == ("compare", ["bundle.rungs"])


def test_a_refusal_waits_for_its_act_and_leaves_seal_and_number(paper: Station) -> None:
    before = final(paper, Role.CHAIR, Role.SECRETARY, Role.MEMBER)
    gone(paper, Role.MEMBER)
    assert refused(paper, Role.CHAIR) == ["sign.act_not_made", "sign.act_missing"]
    number = act_on(paper, Role.MEMBER)
    after = signed(paper, Role.CHAIR, Role.SECRETARY)
    assert after.status is Status.SIGNED
    assert after.record_json == before.record_json
    bundle = packed(paper, Role.CHAIR, Role.SECRETARY)
    (told,) = bundle.manifest.protocols
    assert told.rungs == (1,), "a member's refusal is no reason to compare"
    assert [(m.why, m.act) for m in told.missing] == [(WhyNot.REFUSES, number)]
    assert f"act-{number}.pdf" in {file.path for file in bundle.manifest.files}
    assert judged(paper, bundle) == ("accepted", [])
    text = squeezed(whole_text(after.pdf))
    assert squeezed(f"от подписи отказался, акт № {number}") in text
    assert paper_checks(paper, after) == {"pdf_shows_data": True, "pdf_fields": True}
    assert read_told(paper.tools.attachments(after.pdf)[REFUSALS]) == told.missing


def test_a_refusal_after_the_seal_draws_the_page_anew_under_the_same_seal(paper: Station) -> None:
    final(paper)
    first = signed(paper, Role.CHAIR)
    gone(paper, Role.SECRETARY)
    act_on(paper, Role.SECRETARY)
    chair = paper.actor(Role.CHAIR)
    anew = signing_set.draw_anew(paper.workspace, chair, LIST)
    assert [s.role for s in anew.signers] == [Role.CHAIR]
    assert (anew.signed_by, anew.pdf) == ((), b"")
    again = signed(paper, Role.CHAIR)
    assert again.seal == first.seal
    assert again.status is Status.SIGNED
    bundle = packed(paper, Role.CHAIR)
    assert bundle.manifest.protocols[0].rungs == (2,)
    assert judged(paper, bundle) == ("compare", ["bundle.rungs"])
    with pytest.raises(NotAllowedError) as caught:
        signing_set.draw_anew(paper.workspace, chair, LIST)
    assert reasons(caught) == ["signing.complete"]


def test_whoever_refused_may_sign_after_all(paper: Station) -> None:
    final(paper)
    entry = gone(paper, Role.SECRETARY)
    chair = paper.actor(Role.CHAIR)
    signing_set.undo_not_signing(paper.workspace, chair, entry.entry_id, "persuaded")
    assert signed(paper, Role.CHAIR, Role.SECRETARY).status is Status.SIGNED
    with pytest.raises(NotAllowedError) as caught:
        gone(paper, Role.SECRETARY)
    assert reasons(caught) == ["signing.has_signed"]


def test_the_set_may_be_chosen_until_somebody_has_signed(paper: Station) -> None:
    final(paper)
    workspace, chair = paper.workspace, paper.actor(Role.CHAIR)
    three = [
        ExpectedSigner(member(paper, role), role)
        for role in (Role.MEMBER, Role.SECRETARY, Role.CHAIR)
    ]
    chosen = signing_set.choose_signers(workspace, chair, LIST, three)
    assert [s.role for s in chosen.signers] == [Role.CHAIR, Role.SECRETARY, Role.MEMBER]
    for bad, key_of in (
        (three[:1], "freeze.certifier"),
        ([ExpectedSigner("m99", Role.CHAIR)], "ballots.member_unknown"),
    ):
        with pytest.raises(Exception, match=key_of):
            signing_set.choose_signers(workspace, chair, LIST, bad)
    signed(paper, Role.CHAIR)
    with pytest.raises(NotAllowedError) as caught:
        signing_set.choose_signers(workspace, chair, LIST, three)
    assert reasons(caught) == ["signing.begun"]


# --- what must be there --------------------------------------------------------------------------


def test_an_act_undone_after_freezing_stops_the_signing(paper: Station) -> None:
    gone(paper, Role.MEMBER)
    number = act_on(paper, Role.MEMBER)
    frozen = final(paper)
    assert frozen.record is not None
    assert [act.number for act in frozen.record.acts] == [number]
    act = next(iter(_acts(paper)))
    undo_act(paper.workspace, paper.actor(Role.CHAIR), act, "a slip")
    assert refused(paper, Role.CHAIR) == ["sign.act_undone", "sign.act_not_made"]


def _acts(station: Station) -> list[str]:
    with station.workspace.store.begin() as work:
        return [entry.entry_id for entry in work.registers.all(Act)]


# --- without a key -------------------------------------------------------------------------------


def test_without_a_key_the_bundle_goes_unsigned_and_waits_for_its_paper(paper: Station) -> None:
    final(paper)
    chair = paper.actor(Role.CHAIR)
    with pytest.raises(NotAllowedError) as caught:
        packed(paper)
    assert reasons(caught) == ["handover.nothing"]
    obstacles.go_without(paper.workspace, chair, Obstacle.NO_KEY)
    obstacles.go_without(paper.workspace, chair, Obstacle.NO_PRINTER)
    bundle = packed(paper)
    assert bundle.manifest.protocols[0].rungs == (3, 4)
    assert [file.path for file in bundle.manifest.files] == [f"{LIST}.json"]
    assert judged(paper, bundle) == ("paper", ["bundle.unsigned", "bundle.rungs"])


def test_a_key_that_is_found_again_is_asked_for(paper: Station) -> None:
    final(paper)
    signed(paper, Role.CHAIR, Role.SECRETARY)
    workspace, chair = paper.workspace, paper.actor(Role.CHAIR)
    first = obstacles.go_without(workspace, chair, Obstacle.NO_KEY)
    assert obstacles.go_without(workspace, chair, Obstacle.NO_KEY) == first
    obstacles.there_again(workspace, chair, Obstacle.NO_KEY, "found in the safe")
    obstacles.there_again(workspace, chair, Obstacle.NO_STICK, "never missed")
    with pytest.raises(NotAllowedError) as caught:
        packed(paper)
    assert reasons(caught) == ["handover.no_signer"]
    assert handover.receivers_of(workspace)
