# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The stock of certificate blanks, kind by kind: received by act, spoiled, lost, unused cancelled.

At 18:00 of the day before the vote the unused blanks are counted and cancelled by act; then
received and surplus must equal issued, spoiled, unused and lost (E110).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from typing import ClassVar

from precinct_app.domain.certificates import Certificate, folded
from precinct_app.domain.errors import Reason
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, cell_name
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import RegisterFigure, added, counted
from precinct_app.domain.registers.number_range import NumberRange


class Stock(StrEnum):
    """What happened to blanks; the value is the column of the sheet's table of kinds."""

    RECEIVED = "received"
    SURPLUS = "surplus"
    """More in the pack than the act says."""
    SPOILED = "spoiled"
    UNUSED = "unused"
    """Counted and cancelled."""
    LOST = "lost"


_NUMBERED_IN = frozenset({Stock.RECEIVED, Stock.SURPLUS})
_NUMBERED_OUT = frozenset({Stock.SPOILED, Stock.LOST})


@dataclass(frozen=True, slots=True)
class StockEntry:
    """Something happened to blanks of a kind."""

    register_name: ClassVar[str] = "certificate_stock"
    kind_id: str
    what: Stock
    count: int
    ranges: tuple[NumberRange, ...]
    """Their numbers where they are running ones; may be empty."""
    document: str
    """The act."""

    @property
    def subject(self) -> str:
        """The kind."""
        return self.kind_id


@dataclass(frozen=True, slots=True)
class StockBalance:
    """The account of one kind's blanks."""

    kind_id: str
    received: int
    surplus: int
    issued: int
    spoiled: int
    lost: int
    unused: int | None
    """None until the unused are counted and cancelled."""

    @property
    def is_kept(self) -> bool:
        """Something of this kind's blanks was recorded."""
        return (
            any((self.received, self.surplus, self.spoiled, self.lost)) or self.unused is not None
        )

    @property
    def left(self) -> int:
        """How many blanks should be here; below zero when more went than came."""
        return self.received + self.surplus - self.issued - self.spoiled - self.lost

    @property
    def gap(self) -> int:
        """Blanks that should be here and were not counted; 0 while nobody has counted."""
        return 0 if self.unused is None else self.left - self.unused


def stock_faults(entry: StockEntry) -> tuple[Reason, ...]:
    """Why an entry cannot be kept as it is typed; empty when it can."""
    found = []
    least = 0 if entry.what is Stock.UNUSED else 1
    if not least <= entry.count <= LARGEST_FIGURE:
        found.append(Reason("stock.count"))
    if not entry.document.strip():
        found.append(Reason("stock.no_act"))
    wrong = [r for r in entry.ranges if not r.is_sound]
    found += [Reason("stock.range", _said(r)) for r in wrong]
    numbered = 0 if wrong else sum(r.count for r in entry.ranges)
    if not wrong and _overlap(entry.ranges):
        found.append(Reason("stock.range_overlap"))
    elif numbered and numbered != entry.count:
        found.append(Reason("stock.range_count", {"numbers": numbered, "count": entry.count}))
    return tuple(found)


def balance(
    kind_id: str, entries: Iterable[Entry[StockEntry]], issued: Iterable[Certificate]
) -> StockBalance:
    """The account of a kind from the entries that stand and the certificates issued."""
    mine = _of_kind(kind_id, entries)
    sums = {what: sum(e.count for e in mine if e.what is what) for what in Stock}
    was_counted = any(e.what is Stock.UNUSED for e in mine)
    return StockBalance(
        kind_id, sums[Stock.RECEIVED], sums[Stock.SURPLUS],
        sum(certificate.kind_id == kind_id for certificate in issued),
        sums[Stock.SPOILED], sums[Stock.LOST], sums[Stock.UNUSED] if was_counted else None,
    )  # fmt: skip


def number_faults(
    entry: StockEntry, entries: Sequence[Entry[StockEntry]], issued: Iterable[Certificate]
) -> tuple[Reason, ...]:
    """Why an entry's numbers do not go with those that are here; empty when they do.

    The numbers of a kind are known of all its blanks or of none; what comes must be new, and what
    goes must lie here.
    """
    came = [e for e in _of_kind(entry.kind_id, entries) if e.what in _NUMBERED_IN]
    if entry.what is Stock.UNUSED or (not came and entry.what in _NUMBERED_OUT):
        return ()
    if any(bool(e.ranges) != bool(entry.ranges) for e in came):
        return (Reason("stock.numbers_mixed"),)
    if entry.what in _NUMBERED_IN:
        here = [r for e in came for r in e.ranges]
        twice = [r for r in entry.ranges if any(r.meets(other) for other in here)]
        return tuple(Reason("stock.numbers_twice", _said(r)) for r in twice)
    left = numbers_left(entry.kind_id, entries, issued)
    gone = [r for r in entry.ranges if _without([r], left)]
    return tuple(Reason("stock.numbers_gone", _said(r)) for r in gone)


def blank_fault(
    kind_id: str,
    entries: Sequence[Entry[StockEntry]],
    issued: Iterable[Certificate],
    certificate: Certificate,
) -> Reason | None:
    """Why a blank cannot be issued: not of the stock, or gone; None while no numbers are known."""
    mine = _of_kind(kind_id, entries)
    ranges = [r for e in mine if e.what in _NUMBERED_IN for r in e.ranges]
    blank = (certificate.series, certificate.number)
    if not ranges or any(r.has(*blank) for r in numbers_left(kind_id, entries, issued)):
        return None
    gone = any(r.has(*blank) for r in ranges)
    key = "certificate.blank_gone" if gone else "certificate.not_of_stock"
    return Reason(key, {"number": certificate.told})


def cancelled_at(kind_id: str, entries: Iterable[Entry[StockEntry]]) -> datetime | None:
    """When the unused blanks of a kind were cancelled; None while they are not."""
    times = [e.happened for e in entries
             if e.stands and (e.content.kind_id, e.content.what) == (kind_id, Stock.UNUSED)]  # fmt: skip
    return min(times, default=None)


def numbers_left(
    kind_id: str, entries: Iterable[Entry[StockEntry]], issued: Iterable[Certificate]
) -> tuple[NumberRange, ...]:
    """Numbers that should lie here unused, to be compared with the blanks; by series and number."""
    mine = _of_kind(kind_id, entries)
    gone = [r for e in mine if e.what in _NUMBERED_OUT for r in e.ranges]
    given = [NumberRange(c.series, c.number, c.number) for c in issued if c.kind_id == kind_id]
    came = [r for e in mine if e.what in _NUMBERED_IN for r in e.ranges]
    left = _without(came, [*gone, *(one for one in given if one.is_sound)])
    return tuple(sorted(left, key=lambda r: (folded(r.series), len(r.first), r.first)))


def lines(balances: Iterable[StockBalance]) -> dict[str, RegisterFigure]:
    """What the stock gives to every ballot's sheet, kind by kind; `unused` once it is counted.

    A kind of which nothing was recorded gives nothing: its cells are typed.
    """
    found: dict[str, RegisterFigure] = {}
    for kind in balances:
        if not (kind.is_kept or kind.issued):
            continue
        figures = {"received": kind.received, "surplus": kind.surplus, "spoiled": kind.spoiled,
                   "lost": kind.lost}  # fmt: skip
        if kind.unused is not None:
            figures["unused"] = kind.unused
        found |= counted({_cell(column, kind): count for column, count in figures.items()})
        found |= added(**{_cell("issued", kind): kind.issued})
    return found


def _without(ranges: Iterable[NumberRange], taken: Iterable[NumberRange]) -> list[NumberRange]:
    left = list(ranges)
    for gone in taken:
        left = [part for whole in left for part in whole.without(gone)]
    return left


def _overlap(ranges: Sequence[NumberRange]) -> bool:
    return any(one.meets(other) for one, other in combinations(ranges, 2))


def _cell(column: str, kind: StockBalance) -> str:
    return cell_name(f"kind.{column}", kind.kind_id)


def _of_kind(kind_id: str, entries: Iterable[Entry[StockEntry]]) -> list[StockEntry]:
    return [e.content for e in entries if e.stands and e.content.kind_id == kind_id]


def _said(numbers: NumberRange) -> dict[str, str | int]:
    return {"numbers": numbers.told}
