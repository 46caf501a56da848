# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Work on the voter list: inclusion, exclusion, correction, each with its ground and its undo."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.iin import DIGITS
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.marks import Mark
from precinct_app.domain.registers.voter_changes import (
    PRESENT,
    Correction,
    Exclusion,
    ExclusionGround,
    Inclusion,
    InclusionGround,
    Standing,
)
from precinct_app.domain.voters import Voter, paper_place
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.registers.night import refuse_closed_list
from precinct_app.services.registers.standings import find_voter, standing, standings
from precinct_app.services.workspace import Workspace, require

CHECKED_ONLINE = frozenset({InclusionGround.REGISTERED})
"""Grounds that need a member's online check (law on elections, Art. 26)."""
CORRECTED = ("surname", "given_name", "patronymic", "birth", "iin", "address")
"""Fields of a row that may be corrected."""
VOTING_AGE = 18
_ASCII_DIGITS = re.compile(r"[0-9]+\Z")


def include(
    workspace: Workspace,
    actor: Actor,
    voter: Voter,
    ground: InclusionGround,
    *,
    document: str,
    checked_by: str = "",
    namesake_seen: bool = False,
    happened: datetime | None = None,
) -> Entry[Inclusion]:
    """Enter a voter who is not on the list; he gets a surrogate of his own and no list number.

    `document` is the written application or the court's decision; `checked_by` the member who checked
    the registration online.  NotAllowedError ``list.closed``; InputError ``list.already`` when the
    personal number stands on the own list, ``list.namesake`` when the name does and nobody has said
    that it is somebody else, ``list.no_check``, ``list.no_document``, ``list.no_name``,
    ``list.iin_form``, ``list.under_age``, ``list.ground`` for whoever came back with a certificate
    (`include_again`).
    """
    require(actor, Right.KEEP_REGISTERS)
    if ground is InclusionGround.OWN_CERTIFICATE:
        raise InputError.of("list.ground")
    _refuse_unchecked(workspace, ground, checked_by)
    _refuse_without_document(document)
    refuse_badly_typed(voter)
    _refuse_under_age(workspace, voter)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        own = newcomer(voter)
        refuse_known(work, own, namesake_seen=namesake_seen)
        work.voters.add_all([own])
        content = Inclusion(own.voter_id, ground, checked_by, document.strip())
        return keep(workspace, work, actor, content, happened, ground=ground.value)


def newcomer(voter: Voter) -> Voter:
    """A row added after delivery: a random surrogate, no number in the delivered list, no place."""
    return replace(
        voter, voter_id=uuid4().hex, list_number=0, surname=voter.surname.strip(),
        given_name=voter.given_name.strip(), patronymic=voter.patronymic.strip(),
        address=voter.address.strip(), paper_table="", paper_page=0, paper_row=0,
    )  # fmt: skip


def include_again(
    workspace: Workspace, actor: Actor, voter_id: str, happened: datetime | None = None
) -> Entry[Inclusion]:
    """Take back a voter who came with this precinct's own, unused certificate (field: C9).

    The paper is withdrawn and lies with the list; the blank stays issued in the account.
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

    NotAllowedError ``list.closed``, ``list.not_listed`` for who is not on it, ``list.marked`` for who
    was given ballots; InputError ``list.no_document``.
    """
    require(actor, Right.KEEP_REGISTERS)
    _refuse_without_document(document)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        if standing(work, voter_id) is not Standing.LISTED:
            raise NotAllowedError.of("list.not_listed")
        refuse_marked(work, voter_id)
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

    InputError ``list.nothing_changed``, ``list.field``, ``list.birth``, ``list.no_name``,
    ``list.iin_form``, ``list.no_document``.
    """
    require(actor, Right.KEEP_REGISTERS)
    _refuse_without_document(document)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        voter = find_voter(work, voter_id)
        corrected = _with(voter, changes)
        refuse_badly_typed(corrected)
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

    An included voter's row stays for reading and counts no more (NotAllowedError ``list.marked``
    once he was given ballots); an excluded voter comes back, unless he was entered anew since then
    (InputError ``list.already``); a correction's former values return, unless a later correction
    stands on them (NotAllowedError ``list.corrected_since``).
    """
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        refuse_closed_list(work)
        entry = undo(workspace, work, actor, kind, entry_id, reason)
        content = entry.content
        if isinstance(content, Inclusion):
            refuse_marked(work, content.voter_id)
        elif isinstance(content, Exclusion):
            refuse_known(work, find_voter(work, content.voter_id), namesake_seen=True)
        else:
            _put_back(work, content, entry.recorded)


def change_of(
    workspace: Workspace, actor: Actor, voter_id: str
) -> Entry[Inclusion] | Entry[Exclusion] | None:
    """The inclusion or exclusion that stands and was recorded last; None where neither does."""
    require(actor, Right.SEARCH_VOTERS)
    with workspace.store.begin() as work:
        found: list[Entry[Inclusion] | Entry[Exclusion]] = [
            *work.registers.all(Inclusion, voter_id), *work.registers.all(Exclusion, voter_id)
        ]  # fmt: skip
    return max(found, key=lambda entry: entry.recorded, default=None)


def present_rows(work: Work, rows: Sequence[Voter]) -> list[Voter]:
    """Those of some rows that keep a person from being entered again."""
    found = standings(work, rows)
    return [voter for voter in rows if found[voter.voter_id] in PRESENT]


def refuse_known(work: Work, voter: Voter, *, namesake_seen: bool) -> None:
    """InputError ``list.already`` by personal number, ``list.namesake`` by name."""
    others = [v for v in work.voters.by_iin(voter.iin) if v.voter_id != voter.voter_id]
    if voter.iin and (same := present_rows(work, others)):
        raise InputError.of("list.already", place=paper_place(same[0]))
    if namesake_seen:
        return
    if namesakes := present_rows(work, work.voters.namesakes(voter)):
        place = paper_place(namesakes[0])
        raise InputError.of("list.namesake", place=place, count=len(namesakes))


def refuse_marked(work: Work, voter_id: str) -> None:
    """NotAllowedError ``list.marked``: whoever was given ballots stays on the list."""
    if any(entry.content.given for entry in work.registers.all(Mark, voter_id)):
        raise NotAllowedError.of("list.marked")


def refuse_badly_typed(voter: Voter) -> None:
    """InputError ``list.no_name``, ``list.iin_form``; a check digit that fails is no bar.

    Some people have one name only: then number or birth date must tell who it is.
    """
    names = [name for name in (voter.surname, voter.given_name) if name.strip()]
    if not names or (len(names) == 1 and not (voter.iin or voter.birth)):
        raise InputError.of("list.no_name")
    if voter.iin and not (len(voter.iin) == DIGITS and _ASCII_DIGITS.match(voter.iin)):
        raise InputError.of("list.iin_form", digits=DIGITS)


def _refuse_unchecked(workspace: Workspace, ground: InclusionGround, checked_by: str) -> None:
    members = {member.member_id for member in workspace.precinct.members}
    if ground in CHECKED_ONLINE and checked_by not in members:
        raise InputError.of("list.no_check")


def _refuse_without_document(document: str) -> None:
    if not document.strip():
        raise InputError.of("list.no_document")


def _refuse_under_age(workspace: Workspace, voter: Voter) -> None:
    day, birth = workspace.election.day, voter.birth
    if birth and (birth.year + VOTING_AGE, birth.month, birth.day) > (day.year, day.month, day.day):
        raise InputError.of("list.under_age", birth=f"{birth:%d.%m.%Y}")


def _put_back(work: Work, content: Correction, recorded: datetime) -> None:
    if any(e.recorded > recorded for e in work.registers.all(Correction, content.voter_id)):
        raise NotAllowedError.of("list.corrected_since")
    voter = find_voter(work, content.voter_id)
    work.voters.save(_with(voter, dict(content.former)))


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
