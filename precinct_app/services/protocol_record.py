# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot's record as it is frozen: figures with their sources, times, people, acts, explanations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from precinct_app.domain.canonical import sha256
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.check import CheckReport
from precinct_app.domain.protocol.record import (
    ActNote,
    ExplanationNote,
    NamedOption,
    Presence,
    ProtocolRecord,
    Times,
    Value,
)
from precinct_app.domain.protocol.sheet import Sheet, Source
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.notes import Note, NoteKind
from precinct_app.services.acts.on_sheets import notes_on
from precinct_app.services.agreed_sheet import agreed_sheet
from precinct_app.services.ballot_sheet import sheet_cells
from precinct_app.services.papers.heading import local
from precinct_app.services.ports import StoredProtocol, Work
from precinct_app.services.protocol_notes import notes_answering
from precinct_app.services.registers.night import night as night_taken
from precinct_app.services.reopening import decision_of
from precinct_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Night:
    """What the commission says of the night beside the figures."""

    presence: Presence
    count_started: datetime
    count_ended: datetime
    opinions: int = 0
    complaints: int = 0


def record_of(
    workspace: Workspace,
    work: Work,
    protocol: StoredProtocol,
    ballot: Ballot,
    night: Night,
    report: CheckReport,
) -> ProtocolRecord:
    """The record of a ballot's agreed sheet, with the acts and explanations that answer its report."""
    sheet = agreed_sheet(workspace, work, ballot)
    notes = notes_answering(work, ballot.ballot_id, report)
    former = work.protocols.version(ballot.ballot_id, protocol.version - 1)
    decision = decision_of(work, ballot.ballot_id, protocol.version)
    election, precinct = workspace.election, workspace.precinct
    contest = election.contest(ballot.contest_id)
    return ProtocolRecord(
        mode=election.mode,
        election_id=election.election_id,
        election_name=election.name,
        day=election.day.isoformat(),
        package_sha256=workspace.package.sha256,
        package_sequence=election.sequence,
        precinct_id=precinct.precinct_id,
        precinct_number=precinct.number,
        region=election.region(precinct.region_id).name,
        settlement=precinct.settlement,
        address=precinct.address,
        ballot_id=ballot.ballot_id,
        ballot_number=ballot.number,
        ballot_name=ballot.name,
        contest_id=contest.contest_id,
        mandates=contest.mandates,
        form_id=ballot.form_id,
        form_sha256=workspace.form_of(ballot).sha256,
        version=protocol.version,
        previous=sha256(former.record_json) if former else "",
        reason=decision.reason if decision and former else "",
        instance_id=workspace.info.instance_id,
        generation=workspace.info.generation,
        level=workspace.info.level,
        options=tuple(NamedOption(o.option_id, o.name) for o in contest.options),
        members=precinct.members,
        values=_values(workspace, work, ballot, sheet),
        presence=night.presence,
        times=_times(workspace, work, night),
        acts=_acts(workspace, work, ballot.ballot_id, notes),
        explanations=tuple(
            _explanation(workspace, entry, codes)
            for entry, codes in notes
            if entry.content.kind is NoteKind.EXPLANATION
        ),
        opinions=night.opinions,
        complaints=night.complaints,
        journal_head=work.journal.head(),
    )


def _values(workspace: Workspace, work: Work, ballot: Ballot, sheet: Sheet) -> tuple[Value, ...]:
    return tuple(
        Value(spec.cell, sheet.figures[spec.cell], _source(sheet, spec.cell, spec.source))
        for spec in sheet_cells(workspace, work, ballot)
        if spec.cell in sheet.figures
    )


def _source(sheet: Sheet, cell: str, declared: Source) -> Source:
    return sheet.sources.get(cell, declared)


def _times(workspace: Workspace, work: Work, night: Night) -> Times:
    """Of the voting as recorded, else as the law sets them."""
    deadlines, zone = workspace.election.deadlines, workspace.precinct.timezone
    opened, taken = aware(deadlines.voting_opens, zone), night_taken(work).times
    closed = taken.get(Step.VOTING_CLOSED, aware(deadlines.voting_closes, zone))
    return Times(
        voting_opened=taken.get(Step.OPENED, opened).astimezone(opened.tzinfo),
        voting_closed=closed.astimezone(opened.tzinfo),
        count_started=night.count_started.astimezone(opened.tzinfo),
        count_ended=night.count_ended.astimezone(opened.tzinfo),
        protocol_made=workspace.clock.now().astimezone(opened.tzinfo),
    )


Answering = Sequence[tuple[Entry[Note], tuple[str, ...]]]
"""Notes with the codes that they answer on the sheet."""


def _acts(
    workspace: Workspace, work: Work, ballot_id: str, notes: Answering
) -> tuple[ActNote, ...]:
    """Acts drawn up from the registers and those written on the sheet alone, by number."""
    found = notes_on(workspace, work, ballot_id)
    found += [
        _act(workspace, entry, codes)
        for entry, codes in notes
        if entry.content.kind is NoteKind.ACT
    ]
    return tuple(sorted(found, key=lambda act: act.number))


def _act(workspace: Workspace, entry: Entry[Note], codes: tuple[str, ...]) -> ActNote:
    note = entry.content
    return ActNote(note.number, local(workspace, entry.happened), codes, note.text)


def _explanation(
    workspace: Workspace, entry: Entry[Note], codes: tuple[str, ...]
) -> ExplanationNote:
    name = workspace.member(entry.member_id).name
    return ExplanationNote(entry.content.number, codes, entry.content.text, name)
