# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct in the middle of its count: every ballot at another step, for looking at pages.

Ballot 1 is being typed and holds a slip; of ballot 2 the second entry is under way; ballot 3 has
entries that differ; ballot 4 adds up wrongly although both agree; ballot 5 waits to be made final.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot, Level
from precinct_app.domain.protocol.form import Stage
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.registers.disputed import Doubt
from precinct_app.runtime.clock import SetClock
from precinct_app.services import protocol_entry
from precinct_app.services.ballot_sheet import form_and_rows
from precinct_app.services.mock_counts import MockNight, mock_counts, plant_slip
from precinct_app.services.mock_people import give_pins
from precinct_app.services.opening import open_workspace, set_up_precinct
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.registers.disputed import decide
from precinct_app.services.registers.turnout import hours, report_turnout
from precinct_app.services.toolbox import Toolbox, WorkspaceUser
from precinct_app.services.workspace import Workspace

VOTERS = 1842
_SECOND_DONE = 8
"""The second entry goes up the sheet: so many cells are typed."""
_SHARES = (0.15, 0.33, 0.47, 0.55, 0.61)


class Halfway:
    """One precinct's workspace in a folder, at 22:41 of the polling day."""

    def __init__(self, folder: Path, package: OpenedPackage, precinct_id: str, secret: str,
                 tools: Toolbox) -> None:  # fmt: skip
        self.folder = folder
        self.package = package
        self.precinct = package.election.precinct(precinct_id)
        self.secret = secret
        self.clock = SetClock(self._at(20, 30))
        self.tools = tools.with_clock(self.clock)
        members = self.precinct.members
        self.chair = next(m for m in members if m.role is Role.CHAIR)
        typists = [m for m in members if m.role in {Role.MEMBER, Role.DEPUTY}]
        self.typists = tuple(Actor(m.member_id, m.role) for m in typists[:2])

    def make(self) -> None:
        """Set the workspace up and live the night so far."""
        users = [WorkspaceUser(m.member_id, m.name, m.role, self.secret)
                 for m in self.precinct.members
                 if m.role in {Role.CHAIR, Role.DEPUTY, Role.SECRETARY}]  # fmt: skip
        set_up_precinct(
            self.folder,
            self.package,
            self.precinct.precinct_id,
            Level.COUNT_ONLY,
            users,
            self.tools,
        )
        workspace = open_workspace(self.folder, self.chair.member_id, self.secret, self.tools)
        give_pins(workspace, self.tools)
        self._turnout(workspace)
        self._live(workspace)
        workspace.store.close()

    def _live(self, workspace: Workspace) -> None:
        """Count so far."""
        ballots = workspace.election.ballots_of(self.precinct.precinct_id)
        steps = (self._slip, self._second_begun, self._differing, self._wrong, self._ready)
        for ballot, step in zip(ballots, steps, strict=False):
            step(workspace, ballot)
        self.clock.set(self._at(22, 41))

    def _at(self, hour: int, minute: int) -> datetime:
        day = aware(self.package.election.deadlines.voting_opens, self.precinct.timezone)
        return day.replace(hour=0, minute=0) + timedelta(hours=hour, minutes=minute)

    def _turnout(self, workspace: Workspace) -> None:
        chair = Actor(self.chair.member_id, self.chair.role)
        for hour, share in zip(hours(workspace), _SHARES, strict=False):
            report_turnout(workspace, chair, hour, int(VOTERS * share))

    def _truth(self, workspace: Workspace, ballot: Ballot) -> dict[str, Figure]:
        with workspace.store.begin() as work:
            form, rows = form_and_rows(workspace, work, ballot)
        return mock_counts(form, rows, MockNight(VOTERS, 0, 0, day=1), seed=ballot.number)

    def _slip(self, workspace: Workspace, ballot: Ballot) -> None:
        """Every cell, two digits of a row of votes exchanged."""
        truth = self._truth(workspace, ballot)
        wrong, _ = plant_slip(truth, seed=1)
        self._type(workspace, ballot, "first", wrong, finish=False)

    def _second_begun(self, workspace: Workspace, ballot: Ballot) -> None:
        truth = self._truth(workspace, ballot)
        self._type(workspace, ballot, "first", truth)
        form = workspace.form_of(ballot)
        view = protocol_entry.open_entry(workspace, self.typists[1], ballot.ballot_id, "second")
        before = [spec.cell for spec in view.in_order
                  if form.section(spec.section_id).stage is not Stage.AFTER]  # fmt: skip
        done = {cell: truth[cell] for cell in before[:_SECOND_DONE]}
        self._type(workspace, ballot, "second", done, finish=False)

    def _differing(self, workspace: Workspace, ballot: Ballot) -> None:
        truth = self._truth(workspace, ballot)
        other, _ = plant_slip(truth, seed=2)
        cells = [c for c in truth if c.startswith("votes.") and other[c] == truth[c]]
        other[cells[-1]] = int(truth[cells[-1]]) + 6  # type: ignore[arg-type]
        self._type(workspace, ballot, "first", truth)
        self._type(workspace, ballot, "second", other)

    def _wrong(self, workspace: Workspace, ballot: Ballot) -> None:
        self._disputes(workspace, ballot)
        truth = self._truth(workspace, ballot)
        truth["ballots_invalid"] = int(truth["ballots_invalid"]) - 1  # type: ignore[arg-type]
        unclear = "invalid_by_reason.unclear"
        truth[unclear] = int(truth[unclear]) - 1  # type: ignore[arg-type]
        self._both(workspace, ballot, truth)

    def _disputes(self, workspace: Workspace, ballot: Ballot) -> None:
        """Two ballots about which the commission voted."""
        for doubt, ground, votes in (
            (Doubt.UNCLEAR, "Белгі шаршыға жартылай түскен", (5, 2)),
            (Doubt.SEVERAL_MARKS, "Екінші белгі сызып тасталған", (3, 4)),
        ):
            decide(
                workspace, self.typists[0], ballot.ballot_id, doubt, ground, in_favour=votes[0],
                against=votes[1], valid=votes[0] > votes[1],
            )  # fmt: skip

    def _ready(self, workspace: Workspace, ballot: Ballot) -> None:
        self._both(workspace, ballot, self._truth(workspace, ballot))

    def _both(self, workspace: Workspace, ballot: Ballot, figures: Mapping[str, Figure]) -> None:
        for kind in ("first", "second"):
            self._type(workspace, ballot, kind, figures)

    def _type(
        self, workspace: Workspace, ballot: Ballot, kind: str, figures: Mapping[str, Figure], *,
        finish: bool = True,
    ) -> None:  # fmt: skip
        actor = self.typists[0 if kind == "first" else 1]
        view = protocol_entry.open_entry(workspace, actor, ballot.ballot_id, kind)
        for spec in view.cells:
            if protocol_entry.is_typed(view, spec) and spec.cell in figures:
                protocol_entry.put(workspace, actor, view, spec.cell, figures[spec.cell])
        if finish:
            protocol_entry.finish(workspace, actor, view)
