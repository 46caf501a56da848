# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The reception desk of a district: a chair comes with paper and stick, one precinct at a time.

Taken in, compared with the paper, receipted.  Where paper and file differ both are kept and neither is
added up until the commission decides (field: D1, D4); without a key the paper alone vouches (C1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError, Reason
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, Figure, cell_parts
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.reception import (
    SUMMED,
    DifferenceDecided,
    PaperCompared,
    PaperFigure,
    PaperState,
    Stands,
    paper_state,
)
from precinct_app.services.bundle_examination import Examination
from precinct_app.services.district_import import import_bundle, keep_protocols
from precinct_app.services.paper_check import Answers, check_digits, groups_to_ask
from precinct_app.services.ports import ReceivedProtocol, Signer, Work
from precinct_app.services.receipts import make_receipt
from precinct_app.services.registers.keeping import keep
from precinct_app.services.sticks import place
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event, require

CONTROL = ("ballots_issued", "ballots_found", "ballots_invalid", "ballots_valid")
"""Figures that are compared with the paper at the desk, by the last part of their line's name."""


class AtDesk(StrEnum):
    """What the operator says to the chair."""

    ACCEPTED = "accepted"
    COMPARE = "compare"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class DeskBallot:
    """One protocol at the desk."""

    ballot_id: str
    version: int
    verdict: AtDesk
    control: tuple[CellSpec, ...]
    """Lines whose figures the operator types from the paper."""
    groups: tuple[int, ...]
    """Groups of the control number that he asks for."""


@dataclass(frozen=True, slots=True)
class Reception:
    """What came, and what to do with each ballot."""

    examination: Examination
    ballots: tuple[DeskBallot, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why something is returned or compared."""
        return self.examination.reasons


@dataclass(frozen=True, slots=True)
class FromPaper:
    """What was typed from a protocol's paper: its control figures, groups of its control number."""

    figures: Mapping[str, Figure]
    digits: Answers


def receive(workspace: Workspace, actor: Actor, data: bytes, tools: Toolbox) -> Reception:
    """Take a bundle in, and say what is to be compared with the paper."""
    require(actor, Right.IMPORT_BUNDLES)
    judge = tools.judge(workspace.package.trust)
    examination = import_bundle(workspace, actor, data, tools, judge)
    verdict = _verdict(examination.acceptance)
    ballots = tuple(
        DeskBallot(
            p.record.ballot_id, p.record.version, verdict, control_cells(p.record, p.form),
            groups_to_ask(),
        )
        for p in examination.protocols
    )  # fmt: skip
    return Reception(examination, ballots)


def control_cells(record: ProtocolRecord, form: Form) -> tuple[CellSpec, ...]:
    """The control figures of a record's form, those that it holds."""
    held = record.figures()
    return tuple(
        spec
        for spec in form.cells(record.rows(form), record.level)
        if cell_parts(spec.cell)[0].rsplit(".", 1)[-1] in CONTROL and spec.cell in held
    )


def compare_paper(
    workspace: Workspace, actor: Actor, precinct_id: str, ballot_id: str, paper: FromPaper
) -> Entry[PaperCompared]:
    """Keep what the paper says beside what was taken in; its figures differ or they do not.

    NotAllowedError ``reception.not_received``; InputError ``reception.figures`` when not every
    control figure is typed, ``paper.groups`` for too few digits, ``paper.digits`` for another paper.
    """
    require(actor, Right.IMPORT_BUNDLES)
    with workspace.store.begin() as work:
        held = _held(work, precinct_id, ballot_id)
        form = workspace.forms[held.record.form_id]
        _refuse_digits(held.record.to_json(), paper.digits)
        return _keep_comparison(workspace, work, actor, held, form, paper.figures)


def vouch_by_paper(
    workspace: Workspace,
    actor: Actor,
    data: bytes,
    papers: Mapping[str, FromPaper],
    tools: Toolbox,
) -> Examination:
    """Take in a bundle that nobody signed with a key, on the word of its papers (rung 3).

    Each ballot's paper gives two groups of its control number and the control figures.  InputError
    ``reception.no_paper``, ``reception.not_unsigned`` and what `compare_paper` has.
    """
    require(actor, Right.IMPORT_BUNDLES)
    examination = import_bundle(workspace, actor, data, tools, tools.judge(workspace.package.trust))
    if examination.acceptance is not Acceptance.PAPER:
        raise InputError.of("reception.not_unsigned")
    for protocol in examination.protocols:
        told = papers.get(protocol.record.ballot_id)
        if told is None:
            raise InputError.of("reception.no_paper", ballot=protocol.record.ballot_id)
        _refuse_digits(protocol.files["json"], told.digits)
    with workspace.store.begin() as work:
        keep_protocols(workspace, work, examination, Acceptance.COMPARE)
        for protocol in examination.protocols:
            record = protocol.record
            held = _held(work, record.precinct_id, record.ballot_id)
            figures = papers[record.ballot_id].figures
            _keep_comparison(workspace, work, actor, held, protocol.form, figures)
        record_event(
            workspace, work, actor, "bundle.vouched", examination.manifest_sha256,
            ballots=" ".join(p.record.ballot_id for p in examination.protocols),
        )  # fmt: skip
    return replace(examination, acceptance=Acceptance.COMPARE)


def decide_difference(
    workspace: Workspace,
    actor: Actor,
    precinct_id: str,
    ballot_id: str,
    number: str,
    decided: date,
    stands: Stands,
) -> Entry[DifferenceDecided]:
    """The commission's decision on a protocol whose paper differs.

    NotAllowedError ``reception.not_received``, ``reception.no_difference``; InputError
    ``reopening.no_number``.
    """
    require(actor, Right.CONSOLIDATE)
    if not number.strip():
        raise InputError.of("reopening.no_number")
    with workspace.store.begin() as work:
        held = _held(work, precinct_id, ballot_id)
        if state_of(work, held) in {PaperState.NOT_COMPARED, PaperState.EQUAL}:
            raise NotAllowedError.of("reception.no_difference")
        content = DifferenceDecided(
            precinct_id, ballot_id, held.protocol_sha256, number.strip(), decided, stands
        )
        return keep(
            workspace, work, actor, content, number=content.number, stands=stands.value,
            date=decided.isoformat(),
        )  # fmt: skip


def paper_states(workspace: Workspace, actor: Actor) -> dict[tuple[str, str], PaperState]:
    """How protocols stand whose paper was compared, by precinct and ballot."""
    require(actor, Right.IMPORT_BUNDLES)
    with workspace.store.begin() as work:
        return _states(work)


def state_of(work: Work, held: ReceivedProtocol) -> PaperState:
    """How one stands."""
    subject = f"{held.precinct_id}/{held.ballot_id}"
    return paper_state(
        work.registers.all(PaperCompared, subject),
        work.registers.all(DifferenceDecided, subject),
        held.protocol_sha256,
    )


def not_summed(work: Work) -> frozenset[tuple[str, str]]:
    """Precincts and ballots that are not added up, as their paper says something else."""
    return frozenset(place for place, state in _states(work).items() if state not in SUMMED)


def give_receipt(
    workspace: Workspace,
    actor: Actor,
    examination: Examination,
    signer: Signer,
    folder: Path,
    tools: Toolbox,
) -> Path:
    """Make the signed receipt and put it on the stick, read back from there."""
    require(actor, Right.IMPORT_BUNDLES)
    data = make_receipt(workspace, actor, examination, signer, tools)
    manifest = examination.manifest
    if manifest is None:
        raise NotAllowedError.of("receipt.not_taken_in")
    target = folder / f"receipt_{manifest.precinct_id}_{manifest.handover_no:02d}.zip"
    place(target, data)
    return target


def _states(work: Work) -> dict[tuple[str, str], PaperState]:
    compared = [entry.content for entry in work.registers.all(PaperCompared)]
    places = dict.fromkeys((one.precinct_id, one.ballot_id) for one in compared)
    return {place: state_of(work, held) for place in places if (held := work.received.get(*place))}


def _verdict(acceptance: Acceptance) -> AtDesk:
    if acceptance in {Acceptance.ACCEPTED, Acceptance.KNOWN}:
        return AtDesk.ACCEPTED
    return AtDesk.RETURN if acceptance is Acceptance.REFUSED else AtDesk.COMPARE


def _held(work: Work, precinct_id: str, ballot_id: str) -> ReceivedProtocol:
    held = work.received.get(precinct_id, ballot_id)
    if held is None:
        raise NotAllowedError.of("reception.not_received", ballot=ballot_id, precinct=precinct_id)
    return held


def _refuse_digits(record_json: bytes, digits: Answers) -> None:
    check = check_digits(record_json, digits)
    if check.reason is not None:
        raise InputError(check.reason)


def _keep_comparison(
    workspace: Workspace,
    work: Work,
    actor: Actor,
    held: ReceivedProtocol,
    form: Form,
    typed: Mapping[str, Figure],
    happened: datetime | None = None,
) -> Entry[PaperCompared]:
    figures = held.record.figures()
    specs = control_cells(held.record, form)
    lacking = [spec.official for spec in specs if spec.cell not in typed]
    if lacking:
        raise InputError.of("reception.figures", lines=", ".join(lacking))
    compared = PaperCompared(
        held.precinct_id, held.ballot_id, held.protocol_sha256,
        tuple(PaperFigure(c, _text(f), _text(figures[c])) for c, f in typed.items() if c in figures),
    )  # fmt: skip
    return keep(
        workspace, work, actor, compared, happened, version=held.version,
        differing=" ".join(figure.cell for figure in compared.differing),
    )  # fmt: skip


def _text(figure: Figure) -> str:
    return "n/a" if figure is NA else str(figure)
