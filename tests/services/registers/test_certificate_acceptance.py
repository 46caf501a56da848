# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates of other precincts in a real workspace: what they give, whom they enter, the undo."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from precinct_app.domain.certificates import Certificate
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import CertificateKind, Distance, Level
from precinct_app.domain.errors import InputError, NotAllowedError, PrecinctError, TextKey
from precinct_app.domain.night import Step
from precinct_app.domain.registers.certificate_facts import ShownPaper
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.voter_changes import ExclusionGround, Standing
from precinct_app.domain.voters import Voter
from precinct_app.domain.wording import Wording
from precinct_app.services.registers import (
    certificate_acceptance,
    certificates,
    home_voting,
    list_totals,
    marks,
    steps,
    voter_changes,
    voter_lookup,
)
from tests.services.certificates import (
    HOLDER,
    KIND,
    far,
    give_certificate,
    neighbour,
    paper,
    take_certificate,
    with_election,
)
from tests.services.conftest import VOTERS, Station


def key(caught: pytest.ExceptionInfo[PrecinctError]) -> str:
    return caught.value.reasons[0].key


def holders_of_each_ballot(station: Station) -> list[int]:
    ballots = station.workspace.election.ballots_of("KZ-KOS-9001")
    with station.workspace.store.begin() as work:
        found = [list_totals.totals(work, ballot) for ballot in ballots]
    return [total.certificates_in for total in found if total]


def standing(station: Station, voter_id: str) -> Standing:
    return voter_lookup.card(station.workspace, station.actor(), voter_id).standing


def certificate_of(station: Station, shown: ShownPaper, holder: Voter = HOLDER) -> Certificate:
    (entry,) = take_certificate(station, shown, holder=holder)
    return entry.content.certificate


def several_kinds(station: Station) -> None:
    """As in 2021: one kind an election."""
    kinds = tuple(
        CertificateKind(kind, Wording.same(kind), (
            (Distance.SAME_DISTRICT, (kind,)), (Distance.SAME_REGION, (kind,)),
            (Distance.ELSEWHERE, (kind,) if kind == "mazhilis_list" else ()),
        ))
        for kind in ("mazhilis_list", "region_list")
    )  # fmt: skip
    with_election(station, certificate_kinds=kinds)


def test_a_holder_is_entered_for_the_ballots_of_the_matrix(station: Station) -> None:
    actor = station.actor()
    near, away = paper(station, "0001", Distance.SAME_REGION), paper(station, "0002")
    look = certificate_acceptance.look_at(station.workspace, actor, near)
    assert look.given is not None
    assert (len(look.given.give), look.given.of, look.refused) == (2, 5, None)
    assert look.issued_at == far(station, Distance.SAME_REGION)
    first = certificate_of(station, near)
    other = replace(HOLDER, surname="Басқаев", address="")
    second = certificate_of(station, away, other)
    assert holders_of_each_ballot(station) == [2, 0, 1, 0, 0]
    assert standing(station, first.voter_id) is Standing.CERTIFICATE_HOLDER
    handing = marks.handing(station.workspace, actor, second.voter_id)
    assert [ballot.ballot_id for ballot in handing.give] == list(second.ballot_ids)
    assert len(handing.withheld) == 4
    rows = certificates.registers(station.workspace, actor).accepted
    assert [(r.row, r.voter.surname, r.issued_at.precinct_id) for r in rows] == [
        (1, "Қонақбаев", near.issued_at), (2, "Басқаев", away.issued_at),
    ]  # fmt: skip
    assert rows[0].region.region_id == "KOS"
    assert rows[0].accepted_by.member_id == actor.member_id


def test_the_journal_has_neither_holder_nor_number(station: Station) -> None:
    certificate = certificate_of(station, paper(station, "004711"))
    with station.workspace.store.begin() as work:
        said = repr(list(work.journal.all())[-1:])
    assert certificate.certificate_id in said
    assert not [w for w in ("004711", certificate.voter_id, HOLDER.surname) if w in said]


def test_region_and_number_find_the_precinct(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    there = far(station)
    found = certificate_acceptance.issuing_precincts(
        workspace, actor, there.region_id, there.number
    )
    assert found == (there,)
    assert certificate_acceptance.issuing_precincts(workspace, actor, there.region_id, 1) == ()


def test_the_own_settlement_is_refused(station: Station) -> None:
    near = neighbour(station)
    shown = ShownPaper(KIND, "CD", "1", near.precinct_id)
    look = certificate_acceptance.look_at(station.workspace, station.actor(), shown)
    assert look.given is None
    assert look.refused is not None
    assert (look.refused.key, look.refused.values) == (
        "certificate.same_settlement", {"number": near.number},
    )  # fmt: skip
    with pytest.raises(NotAllowedError) as caught:
        take_certificate(station, shown)
    assert caught.value.reasons == (look.refused,)


@pytest.mark.parametrize(
    ("shown", "refusal"),
    [
        (ShownPaper("other", "CD", "1", "KZ-AKT-9901"), "certificate.kind_unknown"),
        (ShownPaper(KIND, "CD", " ", "KZ-AKT-9901"), "certificate.no_number"),
        (ShownPaper(KIND, "CD", "1", "KZ-AKT-1"), "certificate.precinct_unknown"),
        (ShownPaper(KIND, "CD", "1", "KZ-KOS-9001"), "certificate.own_precinct"),
    ],
)
def test_papers_that_are_none_are_refused(
    station: Station, shown: ShownPaper, refusal: str
) -> None:
    with pytest.raises(InputError) as caught:
        take_certificate(station, shown)
    assert key(caught) == refusal
    look = certificate_acceptance.look_at(station.workspace, station.actor(), shown)
    assert look.refused is not None
    assert look.refused.key == refusal


@pytest.mark.parametrize(("series", "number"), [("CD", "0001"), ("СD", "00 01"), ("cd", "0001")])
def test_one_number_is_taken_once(station: Station, series: str, number: str) -> None:
    shown = paper(station, "0001")
    take_certificate(station, shown)
    again = replace(shown, series=series, number=number)
    with pytest.raises(InputError) as caught:
        take_certificate(station, again, holder=replace(HOLDER, surname="Басқаев"))
    assert key(caught) == "certificate.twice"
    assert caught.value.reasons[0].values == {"number": "CD 0001"}
    assert holders_of_each_ballot(station)[0] == 1
    assert voter_lookup.find(station.workspace, station.actor(), "Басқаев") == ()


def test_the_same_paper_twice_at_once_keeps_nothing(station: Station) -> None:
    shown = paper(station, "0001")
    with pytest.raises(InputError) as caught:
        take_certificate(station, shown, shown)
    assert key(caught) == "certificate.twice"
    assert holders_of_each_ballot(station)[0] == 0


def test_the_own_certificate_comes_back(station: Station) -> None:
    voter = station.voters[4].voter_id
    station.at(10, days=-2)
    issued = give_certificate(station, voter, "0001").content.certificate
    station.at(11)
    shown = replace(paper(station, issued.number), series="АВ")
    look = certificate_acceptance.look_at(station.workspace, station.actor(), shown)
    assert (look.own_voter, look.refused and look.refused.key) == (
        voter, "certificate.own_precinct",
    )  # fmt: skip
    with pytest.raises(InputError) as caught:
        take_certificate(station, shown)
    assert key(caught) == "certificate.own_precinct"
    voter_changes.include_again(station.workspace, station.actor(), look.own_voter)
    assert standing(station, voter) is Standing.LISTED


@pytest.mark.parametrize(
    ("changes", "refusals"),
    [
        ({"withdrawn": False}, {"certificate.not_withdrawn"}),
        ({"document": ""}, {"certificate.no_document"}),
        ({"accepted_by": "m99", "withdrawn": False},
         {"certificate.no_member", "certificate.not_withdrawn"}),
        ({"holder": replace(HOLDER, surname="", given_name=" ")}, {"list.no_name"}),
        ({"holder": replace(HOLDER, iin="80040230001")}, {"list.iin_form"}),
        ({"holder": replace(HOLDER, surname="", birth=None)}, {"list.no_name"}),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly_is_told_at_once(
    station: Station, changes: dict[str, object], refusals: set[str]
) -> None:
    with pytest.raises(InputError) as caught:
        take_certificate(station, paper(station, "1"), **changes)  # type: ignore[arg-type]
    assert {reason.key for reason in caught.value.reasons} == refusals


def test_no_paper_no_holder(station: Station) -> None:
    with pytest.raises(InputError) as caught:
        take_certificate(station)
    assert key(caught) == "certificate.no_paper"


@pytest.mark.parametrize(("days", "hour"), [(-1, 23), (1, 1)])
def test_certificates_are_accepted_on_polling_day(station: Station, days: int, hour: int) -> None:
    moment = station.at(hour, days=days)
    station.at(2, days=1)
    with pytest.raises(NotAllowedError) as caught:
        take_certificate(station, paper(station, "1"), happened=moment)
    assert key(caught) == "certificate.not_polling_day"


def test_late_recording_is_not_refused(station: Station) -> None:
    moment = station.at(11)
    station.at(2, days=1)
    (entry,) = take_certificate(station, paper(station, "1"), happened=moment)
    assert entry.happened == moment < entry.recorded


def test_a_holder_who_is_on_our_own_list(station: Station) -> None:
    station.at(10, days=-2)
    stays, left, gone = (v for v in station.voters[:3])
    give_certificate(station, left.voter_id, "1")
    voter_changes.exclude(
        station.workspace, station.actor(), gone.voter_id, ExclusionGround.OTHER_LIST,
        document="act 2",
    )  # fmt: skip
    station.at(11)
    for known, refusal in ((stays, "certificate.in_own_list"), (left, "certificate.left_ours")):
        with pytest.raises(NotAllowedError) as caught:
            take_certificate(station, paper(station, "7"), holder=known)
        assert key(caught) == refusal
        place = caught.value.reasons[0].values["place"]
        assert isinstance(place, TextKey)
        assert place.values == {"number": known.list_number}
    certificate = certificate_of(station, paper(station, "7"), gone)
    assert standing(station, certificate.voter_id) is Standing.CERTIFICATE_HOLDER
    assert standing(station, gone.voter_id) is Standing.EXCLUDED


def test_a_namesake_is_shown_and_needs_a_second_key(station: Station) -> None:
    known = station.voters[0]
    holder = replace(known, iin="", birth=None, surname=known.surname.upper())
    (match,) = certificate_acceptance.holder_matches(station.workspace, station.actor(), holder)
    assert (match.voter, match.standing, match.by_number) == (known, Standing.LISTED, False)
    (same,) = certificate_acceptance.holder_matches(station.workspace, station.actor(), known)
    assert same.by_number
    with pytest.raises(InputError) as caught:
        take_certificate(station, paper(station, "1"), holder=replace(holder, birth=HOLDER.birth))
    assert key(caught) == "list.namesake"
    take_certificate(station, paper(station, "1"), holder=holder, namesake_seen=True)


def test_several_kinds_make_one_holder(station: Station) -> None:
    several_kinds(station)
    at = far(station, Distance.SAME_REGION).precinct_id
    mazhilis, region = (
        ShownPaper(kind, "CD", "1", at) for kind in ("mazhilis_list", "region_list")
    )
    entries = take_certificate(station, mazhilis, region)
    assert len({e.content.certificate.voter_id for e in entries}) == 1
    assert holders_of_each_ballot(station) == [1, 0, 1, 0, 0]
    due = marks.handing(station.workspace, station.actor(), entries[0].content.certificate.voter_id)
    assert len(due.give) == 2


def test_a_second_paper_later(station: Station) -> None:
    several_kinds(station)
    at = far(station, Distance.SAME_REGION).precinct_id
    holder = replace(HOLDER, iin="800402300011")
    first = certificate_of(station, ShownPaper("mazhilis_list", "CD", "1", at), holder)
    second = ShownPaper("region_list", "CD", "2", at)
    with pytest.raises(NotAllowedError) as caught:
        take_certificate(station, second, holder=holder)
    assert key(caught) == "certificate.holder_known"
    with pytest.raises(InputError) as strange:
        take_certificate(station, second, known_as=station.voters[0].voter_id)
    assert key(strange) == "certificate.holder_unknown"
    (entry,) = take_certificate(station, second, known_as=first.voter_id)
    assert entry.content.certificate.voter_id == first.voter_id
    assert holders_of_each_ballot(station) == [1, 0, 1, 0, 0]
    certificates.holder_signed(
        station.workspace, station.actor(), first.voter_id, ["mazhilis_list"]
    )
    third = ShownPaper("region_list", "CD", "3", at)
    with pytest.raises(NotAllowedError) as signed:
        take_certificate(station, third, known_as=first.voter_id)
    assert key(signed) == "certificate.signed"


def test_a_kind_that_gives_nothing_here(station: Station) -> None:
    several_kinds(station)
    shown = ShownPaper("region_list", "CD", "1", far(station).precinct_id)
    with pytest.raises(NotAllowedError) as caught:
        take_certificate(station, shown)
    assert key(caught) == "certificate.gives_nothing"


def test_an_undone_acceptance_gives_no_ballot_and_frees_the_number(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    shown = paper(station, "0001")
    (entry,) = take_certificate(station, shown)
    holder = entry.content.certificate.voter_id
    certificate_acceptance.undo_acceptance(workspace, actor, entry.entry_id, "wrong person")
    assert standing(station, holder) is Standing.NOT_LISTED
    handing = marks.handing(workspace, actor, holder)
    assert handing.give == ()
    assert {withheld.reason.key for withheld in handing.withheld} == {"marks.not_listed"}
    assert holders_of_each_ballot(station) == [0] * 5
    take_certificate(station, shown)
    assert holders_of_each_ballot(station)[0] == 1
    rows = certificates.registers(workspace, actor).accepted
    assert [row.entry.stands for row in rows] == [False, True]


def test_an_acceptance_on_which_something_rests_is_not_undone(station: Station) -> None:
    station.level(Level.MARKS)
    workspace, actor = station.workspace, station.actor()
    (first,) = take_certificate(station, paper(station, "1"))
    (second,) = take_certificate(
        station, paper(station, "2"), holder=replace(HOLDER, surname="Екіншібаев")
    )
    voted, home = (e.content.certificate.voter_id for e in (first, second))
    marks.mark(workspace, actor, voted, issued_by=actor.member_id, table="1")
    home_voting.apply(workspace, actor, home, Ground.HEALTH, written=True)
    for entry, refusal in ((first, "list.marked"), (second, "certificate.applied_home")):
        with pytest.raises(NotAllowedError) as caught:
            certificate_acceptance.undo_acceptance(workspace, actor, entry.entry_id, "mistake")
        assert key(caught) == refusal
    with pytest.raises(NotAllowedError) as marked:
        take_certificate(station, paper(station, "3"), known_as=voted)
    assert key(marked) == "list.marked"


def test_signatures_are_read_from_the_paper_list_below_marks(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    (entry,) = take_certificate(station, paper(station, "1"))
    holder = entry.content.certificate.voter_id
    assert len(certificates.registers(workspace, actor).unsigned) == 1
    with pytest.raises(InputError) as strange:
        certificates.holder_signed(workspace, actor, station.voters[0].voter_id, [])
    assert key(strange) == "certificate.holder_unknown"
    with pytest.raises(InputError) as unknown:
        certificates.holder_signed(workspace, actor, holder, ["nothing"])
    assert key(unknown) == "ballots.ballot_unknown"
    certificates.holder_signed(workspace, actor, holder, ["mazhilis_list", "region_list"])
    with pytest.raises(NotAllowedError) as twice:
        certificates.holder_signed(workspace, actor, holder, [])
    assert key(twice) == "certificate.signed"
    with pytest.raises(NotAllowedError) as undone:
        certificate_acceptance.undo_acceptance(workspace, actor, entry.entry_id, "mistake")
    assert key(undone) == "certificate.signed"
    (row,) = certificates.registers(workspace, actor).accepted
    assert row.signed == ("mazhilis_list", "region_list")
    certificates.undo_signed(workspace, actor, holder, "looked again")
    assert len(certificates.registers(workspace, actor).unsigned) == 1
    station.level(Level.MARKS)
    with pytest.raises(NotAllowedError) as by_marks:
        certificates.holder_signed(station.workspace, actor, holder, [])
    assert key(by_marks) == "certificate.by_marks"


def test_withdrawn_papers_are_counted(station: Station) -> None:
    workspace, actor = station.workspace, station.actor()
    for number in "123":
        holder = replace(HOLDER, surname=f"Қонақ{number}")
        take_certificate(station, paper(station, number), holder=holder)
    assert certificates.registers(workspace, actor).papers is None
    with pytest.raises(InputError) as caught:
        certificates.count_papers(workspace, actor, -1)
    assert key(caught) == "certificate.papers"
    certificates.count_papers(workspace, actor, 2)
    assert certificates.registers(workspace, actor).papers_gap == 1
    certificates.count_papers(workspace, actor, 3)
    assert certificates.registers(workspace, actor).papers_gap == 0


def test_nobody_is_entered_once_the_list_is_closed(station: Station) -> None:
    (entry,) = take_certificate(station, paper(station, "1"))
    moment = station.at(12)
    station.at(20, 5)
    for step in (Step.VOTING_CLOSED, Step.LIST_CLOSED):
        steps.take_step(station.workspace, station.actor(Role.CHAIR), step)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: take_certificate(
            station, paper(station, "2"), holder=replace(HOLDER, surname="X"), happened=moment
        ),
        lambda: certificate_acceptance.undo_acceptance(
            station.workspace, station.actor(), entry.entry_id, "mistake"
        ),
    )
    for attempt in attempts:
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert key(caught) == "list.closed"
    certificates.all_signed(station.workspace, station.actor())


def test_observers_accept_nothing(station: Station) -> None:
    watcher, workspace = Actor("o1", Role.OBSERVER), station.workspace
    shown = paper(station, "1")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: certificate_acceptance.look_at(workspace, watcher, shown),
        lambda: certificate_acceptance.issuing_precincts(workspace, watcher, "KOS", 1),
        lambda: certificate_acceptance.holder_matches(workspace, watcher, HOLDER),
        lambda: certificate_acceptance.accept(
            workspace, watcher, [shown], HOLDER, document="1", accepted_by="m4", withdrawn=True
        ),
        lambda: certificate_acceptance.undo_acceptance(workspace, watcher, "e", "x"),
        lambda: certificates.holder_signed(workspace, watcher, "v", []),
        lambda: certificates.all_signed(workspace, watcher),
        lambda: certificates.undo_signed(workspace, watcher, "v", "x"),
        lambda: certificates.count_papers(workspace, watcher, 1),
    )
    for attempt in attempts:
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert key(caught) == "not_allowed.role"
    assert holders_of_each_ballot(station) == [0] * 5
    assert len(station.voters) == VOTERS
