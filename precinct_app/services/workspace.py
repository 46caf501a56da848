# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An open workspace and what every service call in it needs: the store, the clock, the package."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from precinct_app.domain.commission import Actor, Member, Right, may
from precinct_app.domain.election import Ballot, Election, FormText, Precinct
from precinct_app.domain.errors import NotAllowedError, TextKey
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.runtime.clock import StationClock
from precinct_app.services.ports import OpenedPackage, Store, Work, WorkspaceInfo

CLOCK_SET = "clock.set"
"""Kind of the journal's event when the laptop's clock was found set."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A precinct's or a district's open workspace."""

    store: Store
    clock: StationClock
    package: OpenedPackage
    info: WorkspaceInfo
    forms: Mapping[str, Form]
    earlier: tuple[OpenedPackage, ...] = ()
    """Packages of the chain before this one, by which precincts may still have worked."""

    @property
    def election(self) -> Election:
        """The election of the package."""
        return self.package.election

    @property
    def precinct(self) -> Precinct:
        """The precinct of a precinct workspace; KeyError in a district."""
        return self.election.precinct(self.info.precinct_id)

    def form_of(self, ballot: Ballot) -> Form:
        """The form of a ballot's protocol."""
        return self.forms[ballot.form_id]

    def member(self, member_id: str) -> Member:
        """A member of this precinct's commission; KeyError for a stranger."""
        for member in self.precinct.members:
            if member.member_id == member_id:
                return member
        raise KeyError(member_id)


def zone_of(workspace: Workspace) -> str:
    """The zone of the precinct's wall; in a district that of its first precinct."""
    if workspace.info.precinct_id:
        return workspace.precinct.timezone
    return workspace.election.precincts[0].timezone


def forms_of(package: OpenedPackage) -> dict[str, Form]:
    """Every form that the package's ballots use; FormError when one is not a form."""
    wanted = tuple(sorted({ballot.form_id for ballot in package.election.ballots}))
    return dict(_read_forms(package.forms, wanted))


@lru_cache(maxsize=4)
def _read_forms(texts: tuple[FormText, ...], wanted: tuple[str, ...]) -> Mapping[str, Form]:
    """Read once: files are checked by the dozen against one package."""
    by_id = {form.form_id: form.text for form in texts}
    return {form_id: load_form(form_id, by_id) for form_id in wanted}


def require(actor: Actor, right: Right) -> None:
    """Refuse with NotAllowedError ``not_allowed.role`` what the actor's role does not carry."""
    if not may(actor, right):
        role = TextKey(f"role.{actor.role.value}")
        raise NotAllowedError.of("not_allowed.role", role=role, right=right.value)


def record_event(
    workspace: Workspace,
    work: Work,
    actor: Actor,
    kind: str,
    subject: str,
    *,
    happened: datetime | None = None,
    **details: str | int,
) -> None:
    """Write an act into the journal, with the time it happened (now, unless told otherwise).

    A clock that somebody has set since the last act is told first.
    """
    moved = workspace.clock.moved()
    now = workspace.clock.now()
    if moved:
        record_clock(work, actor, now, moved)
    work.journal.append(
        happened=happened or now,
        recorded=now,
        member_id=actor.member_id,
        role=actor.role.value,
        kind=kind,
        subject=subject,
        details=details,
    )


def record_clock(work: Work, actor: Actor, now: datetime, moved: timedelta) -> None:
    """Write into the journal that the laptop's clock was set, and by how many seconds."""
    work.journal.append(
        happened=now, recorded=now, member_id=actor.member_id, role=actor.role.value, kind=CLOCK_SET,
        subject="forward" if moved > timedelta() else "back",
        details={"seconds": abs(round(moved.total_seconds()))},
    )  # fmt: skip


def issuing_members(precinct: Precinct) -> tuple[str, ...]:
    """Members who may hand out ballots: not the chair and not the secretary (Art. 41(5))."""
    barred = {"chair", "secretary"}
    return tuple(m.member_id for m in precinct.members if m.role.value not in barred)
