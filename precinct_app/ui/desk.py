# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the screens ask of the services about one open workspace, for whoever is at the keyboard."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from precinct_app.domain.commission import Actor, Member, Role
from precinct_app.domain.election import Mode
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.check import CheckReport
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.protocol.slips import Slip
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.wording import Wording
from precinct_app.services import (
    entry_differences,
    protocol_entry,
    protocol_freezing,
    protocol_notes,
)
from precinct_app.services.ballot_states import BallotState, ballot_states
from precinct_app.services.checked_ballot import BallotCheck, check_ballot
from precinct_app.services.circumstances import Signing
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.protocol_paper import paper_of
from precinct_app.services.protocol_record import Night
from precinct_app.services.registers import count_facts
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.two_people import Agreed
from precinct_app.services.workspace import Workspace


def open_session(tools: Toolbox, folder: Path, member_id: str, passphrase: str) -> "Session":
    """Open a workspace."""
    workspace = open_workspace(folder, member_id, passphrase, tools)
    session = Session(workspace, actor_of(workspace, folder, member_id, tools), tools, folder)
    with workspace.store.begin() as work:
        last = work.journal.last()
    session.saved = session.local_time(last.recorded) if last else ""
    return session


class Session:
    """An open workspace with whoever is at its keyboard."""

    def __init__(self, workspace: Workspace, actor: Actor, tools: Toolbox, folder: Path) -> None:
        self.workspace = workspace
        self.actor = actor
        """Who is at the keyboard: whoever signed in, until another one takes it."""
        self.tools = tools
        self.folder = folder
        self.seated = False
        """Whether it was asked who types, since somebody signed in."""
        self.saved = ""
        """Time of what was recorded last before it was opened."""

    @property
    def is_training(self) -> bool:
        """Whether nothing here is a real election."""
        return self.workspace.election.mode is Mode.TRAINING

    def local(self, moment: datetime) -> datetime:
        """A moment by the precinct's wall clock."""
        return moment.astimezone(ZoneInfo(self.workspace.precinct.timezone))

    def now(self) -> datetime:
        """The precinct's wall clock."""
        return self.local(self.workspace.clock.now())

    def local_time(self, moment: datetime) -> str:
        """A moment by the precinct's wall clock, in words."""
        return f"{self.local(moment):%H:%M:%S}"

    def members(self) -> tuple[Member, ...]:
        """The precinct's commission."""
        return self.workspace.precinct.members

    def ballots(self) -> list[BallotState]:
        """Every ballot with its next step."""
        return ballot_states(self.workspace, self.actor)

    def sit_down(self, actor: Actor) -> None:
        """Somebody has named himself: whatever follows is his."""
        self.actor, self.seated = actor, True

    def open_entry(self, ballot_id: str, kind: str) -> protocol_entry.EntryView:
        """Begin or go on with an entry."""
        return protocol_entry.open_entry(self.workspace, self.actor, ballot_id, kind)

    def put(
        self,
        view: protocol_entry.EntryView,
        cell: str,
        figure: Figure | None,
        parts: Sequence[int] = (),
    ) -> str:
        """Keep one cell and the piles it was added up from; the local time from which it is safe."""
        moment = protocol_entry.put(self.workspace, self.actor, view, cell, figure, parts)
        return self.local_time(moment)

    def report(
        self, view: protocol_entry.EntryView, figures: Mapping[str, Figure]
    ) -> tuple[CheckReport, Sequence[Slip]]:
        """What is wrong with the entry at hand, and the likely slips."""
        found = protocol_entry.report(self.workspace, view, figures)
        slips = protocol_entry.slips(self.workspace, view, figures) if found.has_errors else ()
        return found, slips

    def finish(self, view: protocol_entry.EntryView) -> Status:
        """Close an entry."""
        return protocol_entry.finish(self.workspace, self.actor, view)

    def differences(self, ballot_id: str) -> entry_differences.Differences:
        """Where the two entries differ."""
        return entry_differences.differences(self.workspace, self.actor, ballot_id)

    def explain_alone(self, ballot_id: str, reason: str) -> Status:
        """Say why one member typed both entries."""
        return protocol_entry.explain_alone(self.workspace, self.actor, ballot_id, reason)

    def enter_again(
        self, ballot_id: str, cell: str, figure: Figure, parts: Sequence[int] = ()
    ) -> Status:
        """Keep a recounted figure and the piles it was added up from."""
        return entry_differences.enter_again(
            self.workspace, self.actor, ballot_id, cell, figure, parts
        )

    def check(self, ballot_id: str) -> BallotCheck:
        """The agreed figures, what was found in them, what still needs an act or an explanation."""
        return check_ballot(self.workspace, self.actor, ballot_id, self._signing(ballot_id))

    def answer(self, ballot_id: str, code: str, kk: str, ru: str) -> None:
        """Write an act or an explanation."""
        text = Wording(kk, ru, ru)
        asked = (protocol_notes.Asked(ballot_id, code),)
        protocol_notes.answer_findings(
            self.workspace, self.actor, asked, text, signing=self._signing(ballot_id)
        )

    def reopen(self, ballot_id: str, kind: str) -> None:
        """Open a finished entry again."""
        protocol_entry.reopen(self.workspace, self.actor, ballot_id, kind)

    def freeze(self, ballot_id: str, agreed: Agreed) -> None:
        """Make the figures final by two people; chair and secretary are to sign."""
        signers = self._signers()
        night = count_facts.night_said(self.workspace, self.actor, ballot_id)
        protocol_freezing.freeze(
            self.workspace, self.actor, ballot_id, night, signers, agreed=agreed
        )

    def paper(self, ballot_id: str) -> tuple[bytes, StoredProtocol | None]:
        """The signed PDF, or the page as it will be signed, or the draft."""
        night = self._night(ballot_id)
        return paper_of(self.workspace, self.actor, ballot_id, night, self.tools.press)

    def close(self) -> None:
        """Let go of the workspace."""
        self.workspace.store.close()

    def _signers(self) -> tuple[ExpectedSigner, ...]:
        """Chair and secretary."""
        return tuple(
            ExpectedSigner(m.member_id, m.role)
            for role in (Role.CHAIR, Role.SECRETARY)
            for m in self.members()
            if m.role is role
        )

    def _signing(self, ballot_id: str) -> Signing:
        roles = tuple(signer.role for signer in self._signers())
        return Signing(roles, self._night(ballot_id).presence)

    def _night(self, ballot_id: str) -> Night:
        """As it was said of this ballot's count, else as it is proposed."""
        asked = count_facts.asked(self.workspace, self.actor, ballot_id)
        return count_facts.night_of(asked.facts)
