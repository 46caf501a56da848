# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The stock of certificate blanks: received by act, spoiled, lost, the unused cancelled at 18:00.

`stock` gives a `StockRow` a kind, for the screen and for the act of cancellation.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from precinct_app.domain.certificates import Certificate, CertificateDirection, closed_up, kind_of
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import CertificateKind
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.registers.certificate_rows import StockRow
from precinct_app.domain.registers.certificate_stock import (
    Stock,
    StockBalance,
    StockEntry,
    balance,
    cancelled_at,
    number_faults,
    numbers_left,
    stock_faults,
)
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.number_range import NumberRange
from precinct_app.services.ports import Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace, require

_ENDS_WITH_CANCELLING = frozenset({Stock.RECEIVED, Stock.SPOILED})
"""What cannot happen any more once the unused are cancelled; a loss may still be found out."""


def keep_stock(
    workspace: Workspace, actor: Actor, entry: StockEntry, happened: datetime | None = None
) -> Entry[StockEntry]:
    """Keep what happened to blanks of a kind.

    InputError with every fault of what was typed (``stock.…``), ``certificate.kind_unknown``;
    NotAllowedError ``stock.early`` for cancelling while certificates may still be issued,
    ``stock.cancelled_twice``, ``stock.cancelled`` for what cannot happen afterwards.
    """
    require(actor, Right.CERTIFICATES)
    refuse_unknown_kind(workspace, entry.kind_id)
    entry = replace(entry, ranges=tuple(_closed_up(r) for r in entry.ranges))
    if found := stock_faults(entry):
        raise InputError(*found)
    moment = happened or workspace.clock.now()
    with workspace.store.begin() as work:
        entries = work.registers.all(StockEntry, entry.kind_id)
        _refuse_wrong_time(workspace, entry, entries, moment)
        if found := number_faults(entry, entries, issued_here(work)):
            raise InputError(*found)
        return keep(
            workspace, work, actor, entry, happened, what=entry.what.value, count=entry.count
        )


def undo_stock(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> Entry[StockEntry]:
    """Undo an entry of the stock with its reason."""
    require(actor, Right.CERTIFICATES)
    with workspace.store.begin() as work:
        return undo(workspace, work, actor, StockEntry, entry_id, reason)


def stock(workspace: Workspace, actor: Actor) -> tuple[StockRow, ...]:
    """The account of every kind's blanks, in the package's order."""
    require(actor, Right.CERTIFICATES)
    with workspace.store.begin() as work:
        return stock_rows(workspace, work)


def stock_rows(workspace: Workspace, work: Work) -> tuple[StockRow, ...]:
    """As `stock`, inside a transaction."""
    return tuple(_row(work, kind) for kind in workspace.election.certificate_kinds)


def balances(workspace: Workspace, work: Work) -> tuple[StockBalance, ...]:
    """The account of every kind, for the sheets."""
    entries, issued = work.registers.all(StockEntry), issued_here(work)
    kinds = workspace.election.certificate_kinds
    return tuple(balance(kind.kind_id, entries, issued) for kind in kinds)


def issued_here(work: Work) -> list[Certificate]:
    """Certificates issued to own voters, those that came back too: their blanks are gone."""
    return work.certificates.all(CertificateDirection.ISSUED)


def refuse_unknown_kind(workspace: Workspace, kind_id: str) -> CertificateKind:
    """The kind; InputError ``certificate.kind_unknown``."""
    try:
        return kind_of(workspace.election, kind_id)
    except KeyError as error:
        raise InputError.of("certificate.kind_unknown", kind=kind_id) from error


def last_moment(workspace: Workspace) -> datetime:
    """The end of the days of issue: 18:00 of the day before, by the precinct's clock."""
    return aware(workspace.election.deadlines.certificates_until, workspace.precinct.timezone)


def _row(work: Work, kind: CertificateKind) -> StockRow:
    entries, issued = work.registers.all(StockEntry, kind.kind_id), issued_here(work)
    return StockRow(
        kind, balance(kind.kind_id, entries, issued),
        numbers_left(kind.kind_id, entries, issued), cancelled_at(kind.kind_id, entries),
        tuple(work.registers.history(StockEntry, kind.kind_id)),
    )  # fmt: skip


def _closed_up(numbers: NumberRange) -> NumberRange:
    return NumberRange(
        numbers.series.strip(), closed_up(numbers.first), closed_up(numbers.last)
    )  # fmt: skip


def _refuse_wrong_time(
    workspace: Workspace, entry: StockEntry, entries: Sequence[Entry[StockEntry]], moment: datetime
) -> None:
    cancelled = cancelled_at(entry.kind_id, entries)
    if entry.what is Stock.UNUSED:
        if moment < last_moment(workspace):
            until = workspace.election.deadlines.certificates_until
            raise NotAllowedError.of("stock.early", last=f"{until:%d.%m.%Y %H:%M}")
        if cancelled:
            raise NotAllowedError.of("stock.cancelled_twice")
    elif entry.what in _ENDS_WITH_CANCELLING and cancelled and moment > cancelled:
        raise NotAllowedError.of("stock.cancelled")
