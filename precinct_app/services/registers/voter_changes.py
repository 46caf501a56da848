# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Work on the voter list: inclusion, exclusion, correction, each with its ground and its undo."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.directory import stations_for
from precinct_app.domain.election import Ballot, Precinct
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.voter_changes import (
    Correction,
    DeliveredList,
    Exclusion,
    ExclusionGround,
    Inclusion,
    InclusionGround,
    ListTotals,
    NotInLaterList,
    Standing,
    standing_of,
)
from precinct_app.domain.voters import Voter
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import refuse_closed_list
from precinct_app.services.workspace import Workspace, require

CHECKED_ONLINE = frozenset({InclusionGround.REGISTERED})
"""Grounds that need a member's online check (law on elections, Art. 26)."""
CORRECTED = ("surname", "given_name", "patronymic", "birth", "iin", "address")
"""Fields of a row that may be corrected."""


@dataclass(frozen=True, slots=True)
class Card:
    """A voter as the screen shows him: his row, his standing, and people of the same name."""

    voter: Voter
    standing: Standing
    certificates: tuple[Certificate, ...]
    namesakes: tuple[Voter, ...]


def card(workspace: Workspace, actor: Actor, voter_id: str) -> Card:
    """A voter's card; InputError ``list.unknown``."""
    require(actor, Right.SEARCH_VOTERS)
    with workspace.store.begin() as work:
        voter = _voter(work, voter_id)
        return Card(
            voter, standing(work, voter_id), tuple(work.certificates.of_voter(voter_id)),
            tuple(work.voters.namesakes(voter)),
        )  # fmt: skip


def standing(work: Work, voter_id: str) -> Standing:
    """What the list says of a voter now."""
    return standing_of(
        work.certificates.of_voter(voter_id), work.registers.all(Exclusion, voter_id),
        work.registers.all(NotInLaterList, voter_id), work.registers.all(Inclusion, voter_id),
    )  # fmt: skip


def include(
    workspace: Workspace,
    actor: Actor,
    voter: Voter,
    ground: InclusionGround,
    *,
    checked_by: str = "",
    document: str = "",
    namesake_seen: bool = False,
    happened: datetime | None = None,
) -> Entry[Inclusion]:
    """Enter a voter who is not on the list; he gets a surrogate of his own and no list number.

    NotAllowedError ``list.closed``; InputError ``list.already`` when the personal number stands on
    the own list, ``list.namesake`` when the name does and nobody has said that it is somebody else,
    ``list.no_check`` without the member who checked online, ``list.no_name``.
    """
    require(actor, Right.KEEP_REGISTERS)
    _refuse_unchecked(workspace, ground, checked_by)
    if not (voter.surname.strip() and voter.given_name.strip()):
        raise InputError.of("list.no_name")
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        own = replace(voter, voter_id=uuid4().hex, list_number=0)
        _refuse_known(work, own, namesake_seen=namesake_seen)
        work.voters.add_all([own])
        content = Inclusion(own.voter_id, ground, checked_by, document.strip())
        return keep(workspace, work, actor, content, happened, ground=ground.value)


def include_again(
    workspace: Workspace, actor: Actor, voter_id: str, happened: datetime | None = None
) -> Entry[Inclusion]:
    """Take back a voter who came with this precinct's own, unused certificate.

    InputError ``list.no_own_certificate`` when none was issued to him.
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        if standing(work, voter_id) is not Standing.LEFT_WITH_CERTIFICATE:
            raise InputError.of("list.no_own_certificate")
        content = Inclusion(voter_id, InclusionGround.OWN_CERTIFICATE, "", "")
        return keep(workspace, work, actor, content, happened, ground=content.ground.value)


def exclude(
    workspace: Workspace,
    actor: Actor,
    voter_id: str,
    ground: ExclusionGround,
    *,
    document: str,
    happened: datetime | None = None,
) -> Entry[Exclusion]:
    """Take a voter off the list; his row stays readable.

    NotAllowedError ``list.closed``, ``list.not_listed`` for who is not on it; InputError
    ``list.no_document``.
    """
    require(actor, Right.KEEP_REGISTERS)
    if not document.strip():
        raise InputError.of("list.no_document")
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        _voter(work, voter_id)
        if standing(work, voter_id) is not Standing.LISTED:
            raise NotAllowedError.of("list.not_listed")
        content = Exclusion(voter_id, ground, document.strip())
        return keep(workspace, work, actor, content, happened, ground=ground.value)


def correct(
    workspace: Workspace,
    actor: Actor,
    voter_id: str,
    changes: Mapping[str, str],
    *,
    document: str,
    happened: datetime | None = None,
) -> Entry[Correction]:
    """Correct fields of a row (a date as ISO text); what stood there is kept.

    InputError ``list.nothing_changed``, ``list.field``, ``list.birth``, ``list.no_document``.
    """
    require(actor, Right.KEEP_REGISTERS)
    if not document.strip():
        raise InputError.of("list.no_document")
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        voter = _voter(work, voter_id)
        corrected = _with(voter, changes)
        former = tuple(
            (n, _told(voter, n)) for n in CORRECTED if _told(voter, n) != _told(corrected, n)
        )
        if not former:
            raise InputError.of("list.nothing_changed")
        work.voters.save(corrected)
        content = Correction(voter_id, former, document.strip())
        return keep(workspace, work, actor, content, happened, fields=len(former))


def undo_change(
    workspace: Workspace,
    actor: Actor,
    kind: type[Inclusion] | type[Exclusion] | type[Correction],
    entry_id: str,
    reason: str,
) -> None:
    """Undo an inclusion, an exclusion or a correction with its reason.

    An included voter's row stays for reading and counts no more; a correction's former values
    return, unless a later correction stands on them (NotAllowedError ``list.corrected_since``).
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        entry = undo(workspace, work, actor, kind, entry_id, reason)
        content = entry.content
        if isinstance(content, Correction):
            later = [e for e in work.registers.all(Correction, content.voter_id)
                     if e.recorded > entry.recorded]  # fmt: skip
            if later:
                raise NotAllowedError.of("list.corrected_since")
            voter = _voter(work, content.voter_id)
            work.voters.save(_with(voter, dict(content.former)))


def right_station(workspace: Workspace, actor: Actor, address: str) -> tuple[Precinct, ...]:
    """Stations that serve an address, from the package's directory."""
    require(actor, Right.SEARCH_VOTERS)
    return stations_for(address, workspace.election.precincts)


def totals(work: Work, ballot: Ballot) -> ListTotals | None:
    """What the list adds up to for a ballot; None while no list was taken in."""
    lists = work.registers.all(DeliveredList)
    accepted = work.certificates.all(CertificateDirection.ACCEPTED)
    issued = work.certificates.all(CertificateDirection.ISSUED)
    delivered = lists[-1].content.rows if lists else _rows(work, len(accepted))
    if delivered <= 0 and not lists:
        return None
    grounds = [e.content.ground for e in work.registers.all(Inclusion)]
    returned = grounds.count(InclusionGround.OWN_CERTIFICATE)
    return ListTotals(
        delivered, len(grounds) - returned, len(work.registers.all(Exclusion)),
        len(issued) - returned, sum(ballot.ballot_id in c.ballot_ids for c in accepted),
    )  # fmt: skip


def people_listed(workspace: Workspace, work: Work) -> int | None:
    """People on the list, whatever ballots they get; None while no list was taken in."""
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    found = [total.listed for ballot in ballots if (total := totals(work, ballot))]
    return max(found, default=None)


def _rows(work: Work, accepted: int) -> int:
    """Rows of the list where nobody has said how many were delivered."""
    included = len({e.content.voter_id for e in work.registers.history(Inclusion)
                    if e.content.ground is not InclusionGround.OWN_CERTIFICATE})  # fmt: skip
    return work.voters.count() - accepted - included


def _voter(work: Work, voter_id: str) -> Voter:
    voter = work.voters.get(voter_id)
    if voter is None:
        raise InputError.of("list.unknown")
    return voter


def _refuse_unchecked(workspace: Workspace, ground: InclusionGround, checked_by: str) -> None:
    members = {member.member_id for member in workspace.precinct.members}
    if ground in CHECKED_ONLINE and checked_by not in members:
        raise InputError.of("list.no_check")


def _refuse_known(work: Work, voter: Voter, *, namesake_seen: bool) -> None:
    same_number = work.voters.by_iin(voter.iin) if voter.iin else []
    standing_rows = [v for v in same_number if _still_counts(work, v)]
    if standing_rows:
        raise InputError.of("list.already", place=place(standing_rows[0]))
    others = [v for v in work.voters.namesakes(voter) if _still_counts(work, v)]
    if others and not namesake_seen:
        raise InputError.of("list.namesake", place=place(others[0]), count=len(others))


def _still_counts(work: Work, voter: Voter) -> bool:
    """A row whose inclusion was undone does not keep the person from being entered again."""
    history = work.registers.history(Inclusion, voter.voter_id)
    return not history or any(entry.stands for entry in history)


def place(voter: Voter) -> str:
    """Where the paper list has a voter: table, page, row as far as known, else the list number."""
    if voter.paper_page:
        table = f"{voter.paper_table} / " if voter.paper_table else ""
        return f"{table}{voter.paper_page} / {voter.paper_row}"
    return f"№ {voter.list_number}" if voter.list_number else "+"


def _told(voter: Voter, field: str) -> str:
    value = getattr(voter, field)
    return value.isoformat() if isinstance(value, date) else value or ""


def _with(voter: Voter, changes: Mapping[str, str]) -> Voter:
    if any(field not in CORRECTED for field in changes):
        raise InputError.of("list.field")
    texts = {field: value.strip() for field, value in changes.items() if field != "birth"}
    corrected = replace(voter, **texts)  # type: ignore[arg-type]
    if "birth" not in changes:
        return corrected
    try:
        birth = date.fromisoformat(changes["birth"]) if changes["birth"] else None
    except ValueError as error:
        raise InputError.of("list.birth") from error
    return replace(corrected, birth=birth)
