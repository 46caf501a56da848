# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct at the end of its night: all figures final, signatures under way, for looking at pages.

Ballots 1 to 3 are signed by chair and secretary; of ballot 4 the secretary refuses; ballot 5 waits
for the secretary.  One commission has its bundle on a stick, an observer has a copy.
"""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Ballot
from precinct_app.domain.protocol.missing import WhyNot
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.people import Recipient
from precinct_app.domain.wording import Wording
from precinct_app.services import handover, protocol_signing, sticks
from precinct_app.services.acts import making
from precinct_app.services.mock_halfway import Halfway
from precinct_app.services.ports import OpenedPackage, Signer
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_record import Night
from precinct_app.services.registers.people import give_copy
from precinct_app.services.signing_set import not_signing, usual_set
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.two_people import Agreed
from precinct_app.services.workspace import Workspace

_REFUSED = 4
"""The ballot that the secretary does not sign."""
_TO_OBSERVER = "Сейтқали Дамир Асқарұлы"
_DECISION = Wording(
    "Себебі хатшының айрықша пікірінде жазылған.",
    "Причина изложена в особом мнении секретаря.",
    "The reason stands in the secretary's own opinion.",
)


class SignedNight(Halfway):
    """One precinct's workspace in a folder, at 01:31 after the polling day."""

    def __init__(
        self, folder: Path, package: OpenedPackage, precinct_id: str, secret: str, tools: Toolbox,
        keys: Mapping[Role, bytes],
    ) -> None:  # fmt: skip
        super().__init__(folder, package, precinct_id, secret, tools)
        self.keys = {role: tools.open_key(data, secret) for role, data in keys.items()}
        secretary = next(m for m in self.precinct.members if m.role is Role.SECRETARY)
        self.leader = Actor(self.chair.member_id, self.chair.role)
        self.secretary = Actor(secretary.member_id, secretary.role)

    def _live(self, workspace: Workspace) -> None:
        ballots = workspace.election.ballots_of(self.precinct.precinct_id)
        for ballot in ballots:
            self._ready(workspace, ballot)
        self.clock.set(self._at(24, 52))
        for ballot in ballots:
            self._make_final(workspace, ballot)
        refused = next(ballot.ballot_id for ballot in ballots if ballot.number == _REFUSED)
        who = self.secretary.member_id
        not_signing(workspace, self.leader, [refused], who, WhyNot.REFUSES)
        decision = making.Decision(_DECISION, len(self.precinct.members))
        making.make(workspace, self.leader, ActKind.REFUSED_TO_SIGN, who, decision=decision)
        self.clock.set(self._at(25, 6))
        self._sign(workspace, self.leader, ballots)
        self.clock.set(self._at(25, 9))
        self._sign(workspace, self.secretary, [b for b in ballots[:-1] if b.number != _REFUSED])
        self.clock.set(self._at(25, 24))
        give_copy(workspace, self.leader, ballots[0].ballot_id, Recipient.OBSERVER, _TO_OBSERVER)
        self.clock.set(self._at(25, 28))
        self._hand_over(workspace, ballots[0].receiver_id)
        self.clock.set(self._at(25, 31))

    def _make_final(self, workspace: Workspace, ballot: Ballot) -> None:
        ended = self.clock.now()
        present = len(self.precinct.members)
        night = Night(Presence(present, present, 3, 0, 1, 1), ended - timedelta(hours=3), ended)
        signers = usual_set(workspace, self.leader, ballot.ballot_id)
        agreed = Agreed(self.secretary)
        freeze(workspace, self.leader, ballot.ballot_id, night, signers, agreed=agreed)

    def _sign(self, workspace: Workspace, actor: Actor, ballots: Sequence[Ballot]) -> None:
        for ballot in ballots:
            protocol_signing.sign(
                workspace, actor, ballot.ballot_id, self._key(actor), self.tools.press
            )

    def _key(self, actor: Actor) -> Signer:
        return self.keys[actor.role]

    def _hand_over(self, workspace: Workspace, receiver_id: str) -> None:
        """Onto a stick that nobody needs afterwards."""
        signers = [self._key(self.leader), self._key(self.secretary)]
        handed = handover.hand_over(workspace, self.leader, receiver_id, signers, self.tools)
        with tempfile.TemporaryDirectory() as stick:
            sticks.write_to(workspace, self.leader, handed, Path(stick))
