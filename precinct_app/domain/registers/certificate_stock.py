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
from typing import ClassVar

from precinct_app.domain.certificates import Certificate, folded
from precinct_app.domain.errors import Reason
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, cell_name
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.lines import RegisterFigure, added, counted


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
class NumberRange:
    """Blanks of running numbers: first and last in digits, with leading zeros."""

    series: str
    first: str
    last: str

    @property
    def is_sound(self) -> bool:
        """Digits of one length, the first not above the last."""
        digits = self.first.isascii() and self.last.isascii()
        digits = digits and self.first.isdigit() and self.last.isdigit()
        return digits and len(self.first) == len(self.last) and self.first <= self.last

    @property
    def count(self) -> int:
        """How many blanks."""
        return int(self.last) - int(self.first) + 1

    def has(self, series: str, number: str) -> bool:
        """The blank is one of them."""
        same = folded(series) == folded(self.series) and len(number) == len(self.first)
        return same and self.first <= number <= self.last


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
    found += [Reason("stock.range", {"first": r.first, "last": r.last}) for r in wrong]
    numbered = 0 if wrong else sum(r.count for r in entry.ranges)
    if numbered and numbered != entry.count:
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


def is_received(
    kind_id: str, entries: Iterable[Entry[StockEntry]], series: str, number: str
) -> bool | None:
    """Whether a blank's number is among those received; None while no numbers are known."""
    mine = _of_kind(kind_id, entries)
    ranges = [r for e in mine if e.what in _NUMBERED_IN for r in e.ranges]
    return any(r.has(series, number) for r in ranges) if ranges else None


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
    gone += [NumberRange(c.series, c.number, c.number) for c in issued if c.kind_id == kind_id]
    left = [r for e in mine if e.what in _NUMBERED_IN for r in e.ranges]
    for taken in gone:
        left = [part for whole in left for part in _without(whole, taken)]
    return tuple(sorted(left, key=lambda r: (folded(r.series), len(r.first), r.first)))


def lines(balances: Sequence[StockBalance]) -> dict[str, RegisterFigure]:
    """What the stock gives to every ballot's sheet, kind by kind; `unused` once it is counted."""
    found: dict[str, RegisterFigure] = {}
    for kind in balances:
        figures = {"received": kind.received, "surplus": kind.surplus, "spoiled": kind.spoiled,
                   "lost": kind.lost}  # fmt: skip
        if kind.unused is not None:
            figures["unused"] = kind.unused
        found |= counted({_cell(column, kind): count for column, count in figures.items()})
        found |= added(**{_cell("issued", kind): kind.issued})
    return found


def _cell(column: str, kind: StockBalance) -> str:
    return cell_name(f"kind.{column}", kind.kind_id)


def _of_kind(kind_id: str, entries: Iterable[Entry[StockEntry]]) -> list[StockEntry]:
    return [e.content for e in entries if e.stands and e.content.kind_id == kind_id]


def _without(whole: NumberRange, taken: NumberRange) -> list[NumberRange]:
    """What stays of a range; a number that is no running one takes nothing away."""
    same = folded(whole.series) == folded(taken.series) and len(whole.first) == len(taken.first)
    if not (same and taken.is_sound) or taken.last < whole.first or taken.first > whole.last:
        return [whole]
    parts = []
    width = len(whole.first)
    if whole.first < taken.first:
        before = f"{int(taken.first) - 1:0{width}d}"
        parts.append(NumberRange(whole.series, whole.first, before))
    if taken.last < whole.last:
        after = f"{int(taken.last) + 1:0{width}d}"
        parts.append(NumberRange(whole.series, after, whole.last))
    return parts
