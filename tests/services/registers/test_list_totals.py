# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A list worked on for days agrees with plain counters, and is frozen when it is closed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import NotAllowedError
from precinct_app.domain.night import Step
from precinct_app.domain.registers.voter_changes import (
    ENTITLED,
    DeliveredList,
    Exclusion,
    ExclusionGround,
    Inclusion,
    InclusionGround,
    ListTotals,
)
from precinct_app.domain.voters import Voter
from precinct_app.services.registers import (
    certificates,
    later_list,
    list_totals,
    standings,
    steps,
    voter_changes,
)
from precinct_app.services.registers.keeping import undo
from tests.services.certificates import give_certificate, paper, take_certificate
from tests.services.conftest import PRECINCT, VOTERS, Station

STEPS = 60


@dataclass
class People:
    """Who stands where by the script's own account; it asks the workspace nothing."""

    listed: list[str]
    left: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    """Who came back with a certificate of ours."""
    excluded: dict[str, str] = field(default_factory=dict)
    entered: dict[str, str] = field(default_factory=dict)
    """Entries of inclusions and exclusions that stand, by voter."""
    holders: int = 0
    made: int = 0

    @property
    def entitled(self) -> int:
        return len(self.listed) + self.holders


def newcomer(people: People) -> Voter:
    people.made += 1
    return Voter("", 0, "Жаңабаев", f"Ерлан{people.made}", "", None, f"{people.made:012d}", "")


class Work:
    """One lawful piece of work on the list after another, chosen by chance."""

    def __init__(self, station: Station, seed: int) -> None:
        self.station = station
        self.random = Random(seed)
        self.people = People([v.voter_id for v in station.voters])

    def some(self, pool: list[str]) -> str:
        return pool.pop(self.random.randrange(len(pool)))

    def include(self) -> None:
        entry = voter_changes.include(
            self.station.workspace, self.station.actor(), newcomer(self.people),
            InclusionGround.COURT, document="No 5", namesake_seen=True,
        )  # fmt: skip
        self.people.entered[entry.content.voter_id] = entry.entry_id
        self.people.listed.append(entry.content.voter_id)

    def undo_inclusion(self) -> None:
        standing = [v for v in self.people.entered if v in self.people.listed]
        if standing:
            voter = self.random.choice(standing)
            self.undo(Inclusion, self.people.entered.pop(voter))
            self.people.listed.remove(voter)

    def exclude(self) -> None:
        voter = self.some(self.people.listed)
        entry = voter_changes.exclude(
            self.station.workspace, self.station.actor(), voter, ExclusionGround.MOVED, document="7"
        )
        self.people.excluded[voter] = entry.entry_id

    def undo_exclusion(self) -> None:
        if self.people.excluded:
            voter = self.random.choice(list(self.people.excluded))
            self.undo(Exclusion, self.people.excluded.pop(voter))
            self.people.listed.append(voter)

    def leave(self) -> None:
        voter = self.random.choice([v for v in self.people.listed if v not in self.people.back])
        self.people.made += 1
        earlier = self.station.at(9, days=-2)
        self.station.at(10)
        give_certificate(self.station, voter, f"{self.people.made}", happened=earlier)
        self.people.listed.remove(voter)
        self.people.left.append(voter)

    def come_back(self) -> None:
        if self.people.left:
            voter = self.some(self.people.left)
            voter_changes.include_again(self.station.workspace, self.station.actor(), voter)
            self.people.listed.append(voter)
            self.people.back.append(voter)

    def accept(self) -> None:
        holder = newcomer(self.people)
        take_certificate(
            self.station, paper(self.station, f"{self.people.made}"), holder=holder,
            namesake_seen=True,
        )  # fmt: skip
        self.people.holders += 1

    def undo(self, kind: type[Inclusion] | type[Exclusion], entry_id: str) -> None:
        voter_changes.undo_change(
            self.station.workspace, self.station.actor(), kind, entry_id, "mistake"
        )

    def later_list(self) -> None:
        """Has nine of ten delivered rows, one whom we entered, and one whom nobody knew."""
        people, chair = self.people, self.station.actor(Role.CHAIR)
        with self.station.workspace.store.begin() as work:
            delivered = [voter for voter in work.voters.all() if voter.list_number]
            known = [v for v in people.entered if v in people.listed][:1]
            entered = [standings.find_voter(work, v) for v in known]
        stay = [voter for voter in delivered if self.random.random() < 0.9]
        new = replace(newcomer(people), list_number=800)
        rows = [replace(v, voter_id=f"{people.made}/{n}") for n, v in enumerate([*stay, new])]
        rows += [replace(v, list_number=900 + people.made) for v in entered]
        later_list.accept_later_list(
            self.station.workspace, chair, rows, file_sha256=f"{people.made:064d}", act="8"
        )
        self._follow({v.voter_id for v in delivered}, {v.voter_id for v in stay})
        for voter_id in known:
            people.entered.pop(voter_id)
        people.listed.append(rows[len(stay)].voter_id)

    def _follow(self, delivered: set[str], stay: set[str]) -> None:
        """Whoever is not in it is off the list, save who came back; whoever is again in it is on it."""
        gone, people = delivered - stay, self.people
        people.listed = [v for v in people.listed if v not in gone or v in people.back]
        people.excluded = {v: e for v, e in people.excluded.items() if v not in gone}
        placed = {*people.listed, *people.left, *people.excluded}
        people.listed += sorted(stay - placed)


def totals(station: Station) -> tuple[ListTotals, ...]:
    with station.workspace.store.begin() as work:
        ballots = station.workspace.election.ballots_of(PRECINCT)
        found = [list_totals.totals(work, ballot) for ballot in ballots]
    return tuple(total for total in found if total)


def entitled_now(station: Station) -> int:
    """Asked one by one and all at once."""
    with station.workspace.store.begin() as work:
        both = list(standings.everybody(work))
        everybody = [voter.voter_id for voter, _ in both]
        found = [standings.standing(work, voter) for voter in everybody]
    assert found == [standing for _, standing in both]
    return sum(standing in ENTITLED for standing in found)


@pytest.mark.parametrize("seed", range(3))
def test_a_list_worked_on_agrees_with_plain_counters(station: Station, seed: int) -> None:
    station.at(10)
    by_hand = Work(station, seed)
    acts: list[Callable[[], None]] = [
        by_hand.include, by_hand.undo_inclusion, by_hand.exclude, by_hand.undo_exclusion,
        by_hand.leave, by_hand.come_back, by_hand.accept,
    ]  # fmt: skip
    for place in range(STEPS):
        if place in {STEPS // 3, STEPS // 2, STEPS - 5}:
            by_hand.later_list()
        else:
            by_hand.random.choice(acts)()
        assert totals(station)[0].listed == by_hand.people.entitled, place
    assert entitled_now(station) == by_hand.people.entitled


def test_closing_the_list_freezes_its_totals(station: Station) -> None:
    chair, workspace = station.actor(Role.CHAIR), station.workspace
    take_certificate(station, paper(station, "1"))
    station.at(20, 5)
    steps.take_step(workspace, chair, Step.VOTING_CLOSED)
    steps.take_step(workspace, chair, Step.LIST_CLOSED)
    with workspace.store.begin() as work:
        frozen = list_totals.frozen_list(work)
        events = [event.kind for event in work.journal.all()]
    assert frozen is not None
    assert tuple(total for _, total in frozen.content.totals) == totals(station)
    ballots = workspace.election.ballots_of(PRECINCT)
    assert [b for b, _ in frozen.content.totals] == [ballot.ballot_id for ballot in ballots]
    assert frozen.content.totals[0][1] == ListTotals(VOTERS, 0, 0, 0, 1)
    assert frozen.content.totals[1][1].listed == VOTERS
    assert "register.list_frozen" in events


def test_undoing_the_step_thaws_the_list(station: Station) -> None:
    chair, workspace = station.actor(Role.CHAIR), station.workspace
    station.at(20, 5)
    for step in (Step.VOTING_CLOSED, Step.LIST_CLOSED):
        steps.take_step(workspace, chair, step)
    steps.mend_time(workspace, chair, Step.LIST_CLOSED, station.clock.now(), "the clock was read")
    with workspace.store.begin() as work:
        assert list_totals.frozen_list(work) is not None
    steps.undo_step(workspace, chair, Step.LIST_CLOSED, "somebody came at 19:58")
    with workspace.store.begin() as work:
        assert list_totals.frozen_list(work) is None
    voter_changes.exclude(
        workspace, chair, station.voters[0].voter_id, ExclusionGround.MOVED, document="7"
    )
    steps.take_step(workspace, chair, Step.LIST_CLOSED)
    with workspace.store.begin() as work:
        frozen = list_totals.frozen_list(work)
    assert frozen is not None
    assert frozen.content.totals[0][1].excluded == 1


def test_a_step_that_is_refused_freezes_nothing(station: Station) -> None:
    with pytest.raises(NotAllowedError):
        steps.take_step(station.workspace, station.actor(Role.CHAIR), Step.LIST_CLOSED)
    with station.workspace.store.begin() as work:
        assert list_totals.frozen_list(work) is None


def test_a_list_that_came_on_paper_gives_no_totals(station: Station) -> None:
    chair, workspace = station.actor(Role.CHAIR), station.workspace
    with workspace.store.begin() as work:
        (delivered,) = work.registers.all(DeliveredList)
        undo(workspace, work, chair, DeliveredList, delivered.entry_id, "it came on paper")
    take_certificate(station, paper(station, "1"))
    with workspace.store.begin() as work:
        ballot = workspace.election.ballots_of(PRECINCT)[0]
        assert list_totals.totals(work, ballot) is None
        assert list_totals.people_listed(workspace, work) is None
        lines = certificates.lines(workspace, work, ballot)
    assert lines["certificates_in"].figure == 1
    assert "certificates_out" not in lines
    station.at(20, 5)
    for step in (Step.VOTING_CLOSED, Step.LIST_CLOSED):
        steps.take_step(workspace, chair, step)
    with workspace.store.begin() as work:
        frozen = list_totals.frozen_list(work)
    assert frozen is not None
    assert frozen.content.totals == ()
