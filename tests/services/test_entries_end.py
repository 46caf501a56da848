# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whatever members and leaders do to the entries of two ballots, both sheets can still be made final."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precinct_app.bootstrap import Tools
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Level
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.record import Presence, ProtocolRecord
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.registers.entries import Demander
from precinct_app.domain.wording import Wording
from precinct_app.runtime.clock import SetClock
from precinct_app.services.circumstances import Signing
from precinct_app.services.entries_at_hand import PAIR, find_entry, protocol_of
from precinct_app.services.entry_differences import differences, enter_again
from precinct_app.services.opening import open_workspace
from precinct_app.services.protocol_entry import (
    begin_anew,
    explain_alone,
    finish,
    open_entry,
    put,
    reopen,
)
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_notes import KIND_OF_GRADE, Asked, answer_findings
from precinct_app.services.protocol_record import Night
from precinct_app.services.recounts import counts, exchange, recount
from precinct_app.services.reopening import Decision, reopen_by_decision
from precinct_app.services.sheet_report import current_report
from tests.services.conftest import PRECINCT, SECRET, Made, Station
from tests.services.sheets import WITH_MEMBER, truth, type_entry

HERE, THERE = "region_list", "region_single_2"
BALLOTS = (HERE, THERE)
ALL = Presence(7, 7, 0, 0, 0, 0)
SAID = Wording("Себебі", "Причина", "Reason")
Step = tuple[str, int, int, int]
"""What is done, to which ballot, by which member, with which figure."""
STEPS = st.tuples(
    st.sampled_from(("type", "type", "type", "again", "reopen", "anew", "exchange", "recount",
                     "final", "decide", "alone")),
    st.integers(0, 1), st.integers(0, 2), st.integers(0, 2),
)  # fmt: skip


def fresh(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Station:
    folder = tmp_path_factory.mktemp("night") / PRECINCT
    shutil.copytree(made.folder, folder)
    clock = SetClock(aware(made.election.deadlines.voting_opens, "Asia/Almaty"))
    tools = Tools().with_clock(clock)
    chair = made.election.precinct(PRECINCT).members[0]
    workspace = open_workspace(folder, chair.member_id, SECRET, tools)
    station = Station(workspace, clock, tools, made.keys, ())
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    return station


class Tale:
    """One station's night: steps that may be refused, and the way to its end."""

    def __init__(self, station: Station) -> None:
        self.station, self.workspace = station, station.workspace
        self.truth = {b: truth(station, b, seed, day=3) for seed, b in enumerate(BALLOTS)}
        self.acts: Mapping[str, Callable[[str, Actor, int], object]] = {
            "type": self._type, "again": self._again, "reopen": self._reopen, "anew": self._anew,
            "exchange": self._exchange, "recount": self._recount, "final": self._final,
            "decide": self._decide, "alone": self._alone,
        }  # fmt: skip

    @property
    def chair(self) -> Actor:
        return self.station.actor(Role.CHAIR)

    def step(self, step: Step) -> None:
        what, ballot, member, figure = step
        with suppress(PrecinctError):
            self.acts[what](BALLOTS[ballot], self.station.actor(Role.MEMBER, member), figure)

    def _type(self, ballot_id: str, actor: Actor, figure: int) -> None:
        kind = PAIR[0] if self._entry(ballot_id, "first") is None else PAIR[1]
        figures: dict[str, Figure] = {**self.truth[ballot_id], "ballots_refused": figure}
        type_entry(self.station, actor, ballot_id, kind, figures)

    def _again(self, ballot_id: str, actor: Actor, figure: int) -> None:
        for one in differences(self.workspace, actor, ballot_id).waiting[:1]:
            enter_again(self.workspace, actor, ballot_id, one.cell.cell, figure)

    def _reopen(self, ballot_id: str, actor: Actor, figure: int) -> None:
        reopen(self.workspace, actor, ballot_id, PAIR[figure % 2])

    def _anew(self, ballot_id: str, actor: Actor, figure: int) -> None:
        del actor
        begin_anew(self.workspace, self.chair, ballot_id, PAIR[figure % 2], "ill")

    def _exchange(self, ballot_id: str, actor: Actor, figure: int) -> None:
        del actor, ballot_id
        kinds: Sequence[str] = (PAIR, PAIR[:1], PAIR[1:])[figure]
        exchange(self.workspace, self.chair, HERE, THERE, kinds)

    def _recount(self, ballot_id: str, actor: Actor, figure: int) -> None:
        del actor, figure
        recount(self.workspace, self.chair, ballot_id, Demander.PROXY)

    def _decide(self, ballot_id: str, actor: Actor, figure: int) -> None:
        del actor, figure
        present = tuple(m.member_id for m in self.workspace.precinct.members)
        decision = Decision("5", date(2023, 3, 19), present, "a slip")
        reopen_by_decision(self.workspace, self.chair, ballot_id, decision, agreed=WITH_MEMBER)

    def _alone(self, ballot_id: str, actor: Actor, figure: int) -> None:
        del figure
        explain_alone(self.workspace, actor, ballot_id, "nobody else")

    def _final(self, ballot_id: str, actor: Actor, figure: int) -> ProtocolRecord:
        del actor, figure
        roles = (Role.CHAIR, Role.SECRETARY)
        signing = Signing(roles, ALL)
        for finding in current_report(self.workspace, self.chair, ballot_id, signing).findings:
            if finding.grade in KIND_OF_GRADE:
                asked = [Asked(ballot_id, finding.code, finding.row)]
                answer_findings(self.workspace, self.chair, asked, SAID, signing=signing)
        signers = tuple(ExpectedSigner(self.station.actor(r).member_id, r) for r in roles)
        now = self.station.clock.now()
        frozen = freeze(
            self.workspace, self.chair, ballot_id, Night(ALL, now, now), signers, agreed=WITH_MEMBER
        )
        assert frozen.record is not None
        return frozen.record

    # --- the way to the end ----------------------------------------------------------------------

    def end(self, ballot_id: str) -> ProtocolRecord:
        """What a commission does from wherever it stands."""
        with self.workspace.store.begin() as work:
            record = protocol_of(work, ballot_id).record
        if record is not None:
            return record
        for kind, other in (PAIR, PAIR[::-1]):
            self._complete(ballot_id, kind, other)
        self._settle(ballot_id)
        if self._wrong(ballot_id):
            self._correct(ballot_id)
            self._settle(ballot_id)
        return self._final(ballot_id, self.chair, 0)

    def _complete(self, ballot_id: str, kind: str, other: str) -> None:
        entry, beside = self._entry(ballot_id, kind), self._entry(ballot_id, other)
        members = [self.station.actor(Role.MEMBER, place) for place in range(3)]
        typist = next(a for a in members if beside is None or a.member_id != beside[0])
        if entry is not None and entry[1]:
            return
        if entry is not None:
            typist = next(a for a in members if a.member_id == entry[0])
        type_entry(self.station, typist, ballot_id, kind, self.truth[ballot_id])

    def _settle(self, ballot_id: str) -> None:
        found = differences(self.workspace, self.chair, ballot_id)
        for one in found.cells:
            for _ in range(2):
                right = self.truth[ballot_id][one.cell.cell]
                enter_again(self.workspace, self.chair, ballot_id, one.cell.cell, right)
                if not differences(self.workspace, self.chair, ballot_id).waiting:
                    break
        if found.unexplained:
            explain_alone(self.workspace, self.chair, ballot_id, "nobody else")

    def _wrong(self, ballot_id: str) -> list[str]:
        agreed = counts(self.workspace, self.chair, ballot_id)[-1].figures
        return [c for c, figure in self.truth[ballot_id].items() if agreed.get(c) != figure]

    def _correct(self, ballot_id: str) -> None:
        wrong = self._wrong(ballot_id)
        reopen(self.workspace, self.chair, ballot_id, "first")
        entry = self._entry(ballot_id, "first")
        assert entry is not None
        typist = Actor(entry[0], Role.MEMBER)
        view = open_entry(self.workspace, typist, ballot_id, "first")
        for cell in wrong:
            put(self.workspace, typist, view, cell, self.truth[ballot_id][cell])
        finish(self.workspace, typist, view)

    def _entry(self, ballot_id: str, kind: str) -> tuple[str, bool] | None:
        with self.workspace.store.begin() as work:
            entry = find_entry(work, protocol_of(work, ballot_id), kind)
        return None if entry is None else (entry.member_id, entry.finished is not None)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, min_size=4, max_size=10))
def test_no_sequence_of_steps_keeps_a_commission_from_its_end(
    made: Made, tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    station = fresh(made, tmp_path_factory)
    try:
        tale = Tale(station)
        for step in steps:
            tale.step(step)
        for ballot_id in BALLOTS:
            record = tale.end(ballot_id)
            assert {
                c: record.figure(c) for c in tale.truth[ballot_id] if c != "ballots_refused"
            } == {c: f for c, f in tale.truth[ballot_id].items() if c != "ballots_refused"}
    finally:
        station.workspace.store.close()
