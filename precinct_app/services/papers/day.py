# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day on paper: turnout by the hour, the night in times (O6), sums of an hour, the journal."""

from collections.abc import Iterable
from datetime import datetime, time

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.election import Ballot
from precinct_app.domain.journal import Event
from precinct_app.domain.night import Step
from precinct_app.domain.papers.act import Column, Listing
from precinct_app.domain.papers.notice import NoticePaper
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.papers.table import Cell, TableColumn, TablePaper
from precinct_app.domain.papers.turnout import TurnoutPaper
from precinct_app.domain.registers.acts import Act
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.night import StepTaken
from precinct_app.domain.registers.people import CopyGiven
from precinct_app.domain.registers.turnout import TurnoutPoint
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.texts import text, wording
from precinct_app.services.papers.heading import clock, heading_of, now, printed
from precinct_app.services.ports import Work
from precinct_app.services.registers import ballots, night
from precinct_app.services.registers.list_totals import totals
from precinct_app.services.registers.turnout import turnout
from precinct_app.services.workspace import Workspace, require

_LATE = 900
"""Seconds after which a recording is told apart from what it records."""


def turnout_paper(workspace: Workspace, actor: Actor) -> TurnoutPaper:
    """The picture of the day."""
    require(actor, Right.KEEP_REGISTERS)
    day = turnout(workspace)
    with workspace.store.begin() as work:
        printed(workspace, work, actor, "turnout", reports=len(day.points))
    told = tuple(_told(workspace, point) for point in day.points)
    election = workspace.election
    return TurnoutPaper(
        heading_of(workspace), election.opens, election.closes, day, told, now(workspace)
    )


def night_paper(workspace: Workspace, actor: Actor) -> NoticePaper:
    """The night in times: steps, boxes, what became of each ballot, acts; no names (O6)."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        printed(workspace, work, actor, "night")
        listings = (
            _steps(workspace, work), _boxes(workspace, work), _by_ballot(workspace, work),
            _acts(workspace, work),
        )  # fmt: skip
    return NoticePaper(
        heading_of(workspace), wording("night_paper.title"), now(workspace), listings=listings
    )


def totals_paper(workspace: Workspace, actor: Actor, hour: time) -> NoticePaper:
    """What every register adds up to at an hour, ballot by ballot: for a laptop that dies later."""
    require(actor, Right.KEEP_REGISTERS)
    found = {point.hour: point.voters for point in turnout(workspace).points}
    mine = workspace.election.ballots_of(workspace.info.precinct_id)
    with workspace.store.begin() as work:
        printed(workspace, work, actor, "totals", hour=f"{hour:%H:%M}")
        columns = (
            Column(wording("totals_paper.line"), 5),
            *(Column(ballot.short_name, 3, figures=True) for ballot in mine),
        )
        listing = Listing(
            wording("totals_paper.by_ballot"), columns, tuple(_totals(workspace, work, mine))
        )
    voters = found.get(hour)
    said = Sentence.of(
        wording("totals_paper.turnout"), hour=f"{hour:%H:%M}",
        voters="—" if voters is None else voters,
    )  # fmt: skip
    return NoticePaper(
        heading_of(workspace), wording("totals_paper.title"), now(workspace),
        listings=(listing,), sentences=(said, Sentence.of(wording("totals_paper.keep"))),
        to_sign=True,
    )  # fmt: skip


def journal_paper(
    workspace: Workspace,
    actor: Actor,
    since: datetime | None = None,
    until: datetime | None = None,
) -> TablePaper:
    """An extract of the journal: events recorded in a stretch of time, and the last hash of all."""
    require(actor, Right.READ_JOURNAL)
    with workspace.store.begin() as work:
        events = [e for e in work.journal.all() if _within(e, since, until)]
        head = work.journal.head()
        printed(workspace, work, actor, "journal", events=len(events))
    columns = tuple(
        TableColumn(wording(f"journal_column.{key}"), share)
        for key, share in (("number", 1), ("recorded", 3), ("happened", 3), ("who", 3),
                           ("event", 7), ("subject", 4), ("details", 7))
    )  # fmt: skip
    rows = tuple(_event(workspace, event) for event in events)
    closing = Sentence.of(wording("journal_paper.head"), hash=head).whole
    return TablePaper(
        heading_of(workspace), wording("journal_paper.title"), columns, rows, now(workspace),
        (closing,),
    )  # fmt: skip


def event_name(kind: str) -> Wording:
    """What an event of the journal is called; its own name where there are no words for it."""
    register = kind.removeprefix("register.")
    if register != kind:
        undone = register.endswith("_undone")
        name = _known(f"register_name.{register.removesuffix('_undone')}", kind)
        key = "journal_paper.undone" if undone else "journal_paper.kept"
        return Sentence.of(wording(key), register=name).whole
    return _known(f"journal.{kind}", kind)


def _known(key: str, other: str) -> Wording:
    return wording(key) if text(key, Language.KK) != key else Wording.same(other)


def _event(workspace: Workspace, event: Event) -> tuple[Cell, ...]:
    members = {m.member_id: m.short_name for m in workspace.precinct.members}
    late = abs((event.recorded - event.happened).total_seconds()) > _LATE
    details = "; ".join(f"{name}: {value}" for name, value in event.details.items() if value != "")
    return (
        event.sequence, f"{clock(workspace, event.recorded)}",
        clock(workspace, event.happened) if late else "",
        members.get(event.member_id, event.member_id), event_name(event.kind),
        event.subject[:32], details,
    )  # fmt: skip


def _within(event: Event, since: datetime | None, until: datetime | None) -> bool:
    early = since is not None and event.recorded < since
    return not early and not (until is not None and event.recorded > until)


def _told(workspace: Workspace, point: TurnoutPoint) -> str:
    if not point.told:
        return ""
    last = point.told[-1]
    return f"{clock(workspace, last.happened)}, {last.told_to} ({last.voters})"


def _steps(workspace: Workspace, work: Work) -> Listing:
    columns = (
        Column(wording("night_paper.step"), 7), Column(wording("night_paper.happened"), 2),
        Column(wording("night_paper.recorded"), 3),
    )  # fmt: skip
    taken = {entry.content.step: entry for entry in work.registers.all(StepTaken)}
    rows = tuple(
        (wording(f"night.{step.value}"), *_two_times(workspace, taken[step]))
        for step in Step
        if step in taken
    )
    return Listing(wording("night_paper.steps"), columns, rows)


def _boxes(workspace: Workspace, work: Work) -> Listing:
    columns = (
        Column(wording("act.column.box"), 2), Column(wording("act.column.box_kind"), 4),
        Column(wording("night_paper.sealed"), 2), Column(wording("night_paper.opened"), 2),
    )  # fmt: skip
    rows = tuple(
        (
            Wording.same(box.box_id), wording(f"box_kind.{box.kind.value}"),
            Wording.same(clock(workspace, box.sealed.happened)),
            Wording.same(clock(workspace, box.opened.happened) if box.opened else "—"),
        )
        for box in night.boxes(work)
    )  # fmt: skip
    return Listing(wording("act.listing.boxes"), columns, rows)


def _by_ballot(workspace: Workspace, work: Work) -> Listing:
    """Unused cancelled, counted, protocol made, copies given, each ballot in a row."""
    keys = ("ballot", "unused", "counted", "protocol", "version", "copies")
    shares = (5, 2, 2, 2, 1, 1)
    columns = tuple(
        Column(wording(f"night_paper.{key}"), share)
        for key, share in zip(keys, shares, strict=True)
    )
    mine = workspace.election.ballots_of(workspace.info.precinct_id)
    rows = tuple(_ballot_row(workspace, work, ballot) for ballot in mine)
    return Listing(wording("night_paper.by_ballot"), columns, rows)


def _ballot_row(workspace: Workspace, work: Work, ballot: Ballot) -> tuple[Wording, ...]:
    moves = work.registers.all(BallotMovement, ballot.ballot_id)
    unused = [e.happened for e in moves if e.content.movement is Movement.UNUSED]
    protocol = work.protocols.get(ballot.ballot_id)
    entries = work.protocols.entries(ballot.ballot_id, protocol.version) if protocol else []
    counted = [entry.finished for entry in entries if entry.finished]
    made = [protocol.record.times.protocol_made] if protocol and protocol.record else []
    copies = len(work.registers.all(CopyGiven, ballot.ballot_id))
    return (
        ballot.short_name, _last(workspace, unused), _last(workspace, counted),
        _last(workspace, made), Wording.same(str(protocol.version) if made and protocol else "—"),
        Wording.same(str(copies)),
    )  # fmt: skip


def _acts(workspace: Workspace, work: Work) -> Listing:
    columns = (
        Column(wording("act.column.happened"), 2), Column(wording("night_paper.act"), 1),
        Column(wording("night_paper.says"), 9),
    )  # fmt: skip
    rows = tuple(
        (
            Wording.same(clock(workspace, entry.happened)),
            Wording.same(f"№ {entry.content.number}"), entry.content.summary,
        )
        for entry in work.registers.all(Act)
    )  # fmt: skip
    return Listing(wording("night_paper.acts"), columns, rows)


def _two_times(workspace: Workspace, entry: Entry[StepTaken]) -> tuple[Wording, Wording]:
    late = (entry.recorded - entry.happened).total_seconds() > _LATE
    recorded = clock(workspace, entry.recorded) if late else ""
    return Wording.same(clock(workspace, entry.happened)), Wording.same(recorded)


def _last(workspace: Workspace, moments: Iterable[datetime]) -> Wording:
    last = max(moments, default=None)
    return Wording.same("—" if last is None else clock(workspace, last))


def _totals(
    workspace: Workspace, work: Work, mine: tuple[Ballot, ...]
) -> Iterable[tuple[Wording, ...]]:
    """A row a sum, a column a ballot; members of the commission each in a row of their own."""
    listed = [totals(work, ballot) for ballot in mine]
    yield _row("voters_listed", [None if t is None else t.listed for t in listed])
    accounts = [ballots.account(work, ballot.ballot_id) for ballot in mine]
    yield _row("received", [a.received for a in accounts])
    yield _row("issued", [a.together.issued for a in accounts])
    yield _row("spoiled", [a.together.spoiled for a in accounts])
    yield _row("withdrawn", [a.withdrawn for a in accounts])
    yield _row("lost", [a.lost for a in accounts])
    yield _row("in_stock", [a.in_stock for a in accounts])
    for member in workspace.precinct.members:
        taken = [a.members[member.member_id].issued if member.member_id in a.members else None
                 for a in accounts]  # fmt: skip
        if any(count is not None for count in taken):
            yield (Wording.same(member.name), *_cells(taken))


def _row(key: str, counts: list[int | None]) -> tuple[Wording, ...]:
    return (wording(f"totals_paper.{key}"), *_cells(counts))


def _cells(counts: list[int | None]) -> tuple[Wording, ...]:
    return tuple(Wording.same("—" if count is None else str(count)) for count in counts)
