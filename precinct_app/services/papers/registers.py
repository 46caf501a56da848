# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Registers as they stand, for paper and spreadsheet: certificates, home voting, refusals, acts.

They stay with the commission: a personal number is shown by its last four digits.
"""

from dataclasses import replace

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.papers.table import Cell, TableColumn, TablePaper
from precinct_app.domain.registers.acts import Act
from precinct_app.domain.registers.certificate_rows import AcceptedRow, IssuedRow
from precinct_app.domain.registers.entry import C, Entry
from precinct_app.domain.registers.home import HomeApplication
from precinct_app.domain.voters import Voter
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.papers.heading import clock, heading_of, now, printed
from precinct_app.services.papers.personal import destination, reason_of, refused_because
from precinct_app.services.registers.certificates import registers
from precinct_app.services.registers.home_trips import Applied, home_day
from precinct_app.services.registers.refusals import RefusalRow, refusals
from precinct_app.services.workspace import Workspace, require

Rows = list[tuple[Cell, ...]]
MOST_EMPTY = 200


def issued_register(workspace: Workspace, actor: Actor) -> TablePaper:
    """The register of issued certificates, undone rows too, and the account of the blanks."""
    found = registers(workspace, actor)
    rows: Rows = [_issued(workspace, row) for row in found.issued]
    closing = [
        _said("register_paper.stock", name=row.kind.name, received=row.balance.received,
              issued=row.balance.issued, unused="—" if row.balance.unused is None else
              row.balance.unused)
        for row in found.stock
    ]  # fmt: skip
    columns = (
        ("row", 1), ("issued_at", 3), ("certificate", 3), ("person", 6), ("document", 4),
        ("going_to", 5), ("reason", 4), ("collected_by", 4), ("issued_by", 3), ("state", 4),
    )  # fmt: skip
    return _paper(workspace, actor, "issued", columns, rows, closing)


def accepted_register(workspace: Workspace, actor: Actor) -> TablePaper:
    """The register of accepted certificates, undone rows too, and the papers withdrawn."""
    found = registers(workspace, actor)
    rows: Rows = [_accepted(workspace, row) for row in found.accepted]
    papers: Cell = "—" if found.papers is None else found.papers
    closing = [_said("register_paper.papers", count=papers)]
    columns = (
        ("row", 1), ("accepted_at", 3), ("certificate", 3), ("person", 6), ("document", 4),
        ("issued_where", 6), ("ballots", 6), ("signed_for", 5), ("accepted_by", 3), ("state", 3),
    )  # fmt: skip
    return _paper(workspace, actor, "accepted", columns, rows, closing)


def home_journal(workspace: Workspace, actor: Actor, empty_rows: int = 0) -> TablePaper:
    """The journal of applications to vote at home, with what became of each."""
    day = home_day(workspace, actor)
    rows: Rows = [_applied(workspace, applied) for applied in day.applications]
    columns = (
        ("row", 1), ("applied_at", 2), ("person", 6), ("address", 6), ("ground", 4), ("ballots", 2),
        ("box", 3), ("members", 5), ("state", 5),
    )  # fmt: skip
    paper = _paper(workspace, actor, "home", columns, rows, [])
    return _with_empty(paper, empty_rows)


def refusal_register(workspace: Workspace, actor: Actor) -> TablePaper:
    """Every refusal with what was asked and on which ground."""
    rows: Rows = [_refusal(workspace, row) for row in refusals(workspace, actor)]
    columns = (("row", 1), ("happened", 3), ("applicant", 5), ("asked", 5), ("why", 9), ("by", 4))
    return _paper(workspace, actor, "refusals", columns, rows, [])


def act_register(workspace: Workspace, actor: Actor) -> TablePaper:
    """Every act by its number and version, with what it says in a sentence."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        entries = work.registers.history(Act)
    rows: Rows = [_act(workspace, entry) for entry in entries]
    columns = (("act", 1), ("version", 1), ("happened", 2), ("about", 6), ("summary", 9),
               ("codes", 2), ("state", 3))  # fmt: skip
    return _paper(workspace, actor, "acts", columns, rows, [])


def _paper(
    workspace: Workspace,
    actor: Actor,
    name: str,
    columns: tuple[tuple[str, int], ...],
    rows: Rows,
    closing: list[Wording],
) -> TablePaper:
    with workspace.store.begin() as work:
        printed(workspace, work, actor, f"register_{name}", rows=len(rows))
    heads = tuple(TableColumn(wording(f"register_column.{key}"), share) for key, share in columns)
    title = wording(f"register_paper.title.{name}")
    return TablePaper(
        heading_of(workspace), title, heads, tuple(rows), now(workspace), tuple(closing)
    )


def _with_empty(paper: TablePaper, empty_rows: int) -> TablePaper:
    return replace(paper, empty_rows=max(0, min(empty_rows, MOST_EMPTY)))


def _issued(workspace: Workspace, row: IssuedRow) -> tuple[Cell, ...]:
    certificate, application = row.entry.content.certificate, row.entry.content.application
    collected = "; ".join(
        part for part in (application.collected_by, application.power_of_attorney) if part
    )
    state = _undone(row.entry)
    if row.returned is not None:
        state = _said("register_state.returned", when=clock(workspace, row.returned))
    return (
        row.row, clock(workspace, row.entry.happened), certificate.told, _person(row.voter),
        application.document, destination(row), reason_of(application), collected,
        row.issued_by.short_name, state,
    )  # fmt: skip


def _accepted(workspace: Workspace, row: AcceptedRow) -> tuple[Cell, ...]:
    acceptance, election = row.entry.content, workspace.election
    given = [election.ballot(b).short_name for b in acceptance.certificate.ballot_ids]
    signed: Cell = "—"
    if row.signed is not None:
        signed = _joined([election.ballot(b).short_name for b in row.signed])
    place, region = row.issued_at.settlement, row.region.name
    where = Wording(*(
        f"№ {row.issued_at.number}, {one}, {two}"
        for one, two in zip(_three(place), _three(region), strict=True)
    ))  # fmt: skip
    return (
        row.row, clock(workspace, row.entry.happened), acceptance.certificate.told,
        _person(row.voter), acceptance.document, where, _joined(given), signed,
        row.accepted_by.short_name, _undone(row.entry),
    )  # fmt: skip


def _applied(workspace: Workspace, applied: Applied) -> tuple[Cell, ...]:
    application: HomeApplication = applied.entry.content
    box, members = "—", "—"
    if applied.trip is not None:
        out = applied.trip.out.content
        box = f"№ {out.box_id}, {clock(workspace, applied.trip.out.happened)}"
        both = (out.carrier_id, out.companion_id)
        members = ", ".join(workspace.member(m).short_name for m in both)
    state = wording(f"home_state.{applied.state.value}")
    if applied.reason:
        state = Wording(*(f"{text}: {applied.reason}" for text in _three(state)))
    return (
        application.number, clock(workspace, applied.entry.happened), _person(applied.voter),
        applied.voter.address, wording(f"home_ground.{application.ground.value}"),
        len(application.ballot_ids), box, members, state,
    )  # fmt: skip


def _refusal(workspace: Workspace, row: RefusalRow) -> tuple[Cell, ...]:
    refusal = row.entry.content
    return (
        refusal.number, clock(workspace, row.entry.happened), refusal.applicant,
        wording(f"asked.{refusal.asked.value}"), refused_because(row), row.member.short_name,
    )  # fmt: skip


def _act(workspace: Workspace, entry: Entry[Act]) -> tuple[Cell, ...]:
    act = entry.content
    return (
        act.number, act.version, clock(workspace, entry.happened), act.content.title, act.summary,
        ", ".join(act.codes), _undone(entry),
    )  # fmt: skip


def _person(voter: Voter) -> str:
    birth = f"{voter.birth:%d.%m.%Y}" if voter.birth else ""
    tail = f"…{voter.iin[-4:]}" if voter.iin else ""
    return " · ".join(part for part in (voter.full_name, birth, tail) if part)


def _undone(entry: Entry[C]) -> Wording:
    if entry.undone is None:
        return Wording.same("")
    return _said("register_state.undone", reason=entry.undone.reason)


def _joined(names: list[Wording]) -> Wording:
    return Wording(
        "; ".join(n.kk for n in names), "; ".join(n.ru for n in names),
        "; ".join(n.en for n in names),
    )  # fmt: skip


def _said(key: str, **values: Cell) -> Wording:
    return Sentence.of(wording(key), **values).whole


def _three(words: Wording) -> tuple[str, str, str]:
    return words.kk, words.ru, words.en
