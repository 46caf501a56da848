# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The account of certificate blanks: what is refused, what is left, what it gives to the sheets."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.registers import certificate_stock as domain
from precinct_app.domain.registers.certificate_stock import Stock, StockBalance, StockEntry
from precinct_app.domain.registers.entry import Entry, Undo
from precinct_app.domain.registers.number_range import NumberRange
from tests.builders import a_moment


def numbers(first: str, last: str = "", series: str = "AB") -> NumberRange:
    return NumberRange(series, first, last or first)


def stock(what: Stock, count: int, *ranges: NumberRange, kind: str = "avc") -> StockEntry:
    return StockEntry(kind, what, count, ranges, "act 4")


def kept(content: StockEntry, hour: int = 10, undone: bool = False) -> Entry[StockEntry]:
    when = a_moment(hour)
    undo = Undo("typed twice", when, when, "m1") if undone else None
    return Entry(f"{content}{hour}", content, when, when, "m1", undo)


def issued(number: str, kind: str = "avc", series: str = "AB") -> Certificate:
    return Certificate(
        number, CertificateDirection.ISSUED, kind, series, number, "", "v", (), a_moment()
    )


PACK = kept(stock(Stock.RECEIVED, 50, numbers("001", "050")))
PLAIN = kept(stock(Stock.RECEIVED, 50))


@pytest.mark.parametrize(
    ("entry", "keys"),
    [
        (stock(Stock.RECEIVED, 50), set()),
        (stock(Stock.RECEIVED, 50, numbers("001", "050")), set()),
        (stock(Stock.UNUSED, 0), set()),
        (stock(Stock.RECEIVED, 0), {"stock.count"}),
        (stock(Stock.LOST, -1), {"stock.count"}),
        (stock(Stock.RECEIVED, 10_000_000), {"stock.count"}),
        (StockEntry("avc", Stock.RECEIVED, 5, (), " "), {"stock.no_act"}),
        (stock(Stock.RECEIVED, 5, numbers("005", "001")), {"stock.range"}),
        (stock(Stock.RECEIVED, 5, numbers("01", "005")), {"stock.range"}),
        (stock(Stock.RECEIVED, 5, numbers("a1", "a5")), {"stock.range"}),
        (stock(Stock.RECEIVED, 5, numbers("1" * 19, "1" * 18 + "5")), {"stock.range"}),
        (stock(Stock.RECEIVED, 5, numbers("٠١", "٠٥")), {"stock.range"}),
        (stock(Stock.RECEIVED, 5, numbers("001", "004")), {"stock.range_count"}),
        (stock(Stock.RECEIVED, 6, numbers("001", "004"), numbers("004", "005")),
         {"stock.range_overlap"}),
        (StockEntry("avc", Stock.RECEIVED, 0, (numbers("2", "1"),), ""),
         {"stock.count", "stock.no_act", "stock.range"}),
    ],
)  # fmt: skip
def test_every_fault_of_an_entry_is_told(entry: StockEntry, keys: set[str]) -> None:
    assert {reason.key for reason in domain.stock_faults(entry)} == keys


@pytest.mark.parametrize(
    ("entry", "keys"),
    [
        (stock(Stock.RECEIVED, 10, numbers("051", "060")), []),
        (stock(Stock.RECEIVED, 10, numbers("050", "059")), ["stock.numbers_twice"]),
        (stock(Stock.SURPLUS, 1, numbers("050", series="АВ")), ["stock.numbers_twice"]),
        (stock(Stock.SURPLUS, 1, numbers("050", series="CD")), []),
        (stock(Stock.RECEIVED, 10), ["stock.numbers_mixed"]),
        (stock(Stock.SPOILED, 1), ["stock.numbers_mixed"]),
        (stock(Stock.SPOILED, 1, numbers("020")), []),
        (stock(Stock.SPOILED, 1, numbers("003")), ["stock.numbers_gone"]),
        (stock(Stock.LOST, 2, numbers("003", "004")), ["stock.numbers_gone"]),
        (stock(Stock.LOST, 1, numbers("051")), ["stock.numbers_gone"]),
        (stock(Stock.LOST, 1, numbers("0020")), ["stock.numbers_gone"]),
        (stock(Stock.UNUSED, 46), []),
        (stock(Stock.RECEIVED, 10, kind="other"), []),
        (stock(Stock.LOST, 1, kind="other"), []),
    ],
)
def test_numbers_go_with_those_that_are_here(entry: StockEntry, keys: list[str]) -> None:
    found = domain.number_faults(entry, [PACK], [issued("003")])
    assert [reason.key for reason in found] == keys


def test_a_loss_may_reach_over_two_packs() -> None:
    second = kept(stock(Stock.RECEIVED, 50, numbers("051", "100")))
    lost = stock(Stock.LOST, 4, numbers("049", "052"))
    assert domain.number_faults(lost, [PACK, second], []) == ()


def test_numbers_that_nobody_gave_are_not_asked_for_later() -> None:
    later = stock(Stock.RECEIVED, 10, numbers("051", "060"))
    assert [r.key for r in domain.number_faults(later, [PLAIN], [])] == ["stock.numbers_mixed"]
    assert domain.number_faults(stock(Stock.SPOILED, 1), [PLAIN], []) == ()


@pytest.mark.parametrize(
    ("number", "series", "key"),
    [
        ("020", "AB", None), ("020", "АВ", None), ("051", "AB", "certificate.not_of_stock"),
        ("20", "AB", "certificate.not_of_stock"), ("020", "CD", "certificate.not_of_stock"),
        ("03A", "AB", "certificate.not_of_stock"), ("007", "AB", "certificate.blank_gone"),
    ],
)  # fmt: skip
def test_a_blank_is_of_the_stock_where_numbers_are_known(
    number: str, series: str, key: str | None
) -> None:
    spoiled = kept(stock(Stock.SPOILED, 1, numbers("007")))
    certificate = issued(number, series=series)
    found = domain.blank_fault("avc", [PACK, spoiled], [], certificate)
    assert (found.key if found else None) == key
    assert domain.blank_fault("avc", [PLAIN], [], certificate) is None


def test_the_account_of_a_kind() -> None:
    entries = [
        PACK, kept(stock(Stock.SURPLUS, 1, numbers("051"))), kept(stock(Stock.SPOILED, 2)),
        kept(stock(Stock.LOST, 1)), kept(stock(Stock.LOST, 9), undone=True),
        kept(stock(Stock.RECEIVED, 30, kind="other")),
    ]  # fmt: skip
    found = domain.balance("avc", entries, [issued("001"), issued("002"), issued("1", "other")])
    assert found == StockBalance("avc", 50, 1, 2, 2, 1, None)
    assert (found.left, found.gap, found.is_kept) == (46, 0, True)
    cancelled = domain.balance("avc", [*entries, kept(stock(Stock.UNUSED, 45))], [])
    assert (cancelled.unused, cancelled.left, cancelled.gap) == (45, 48, 3)


def test_the_unused_are_cancelled_once() -> None:
    entries = [kept(stock(Stock.UNUSED, 5), 18), kept(stock(Stock.UNUSED, 5), 13, undone=True),
               kept(stock(Stock.UNUSED, 5, kind="other"), 14), PACK]  # fmt: skip
    assert domain.cancelled_at("avc", entries) == a_moment(18)
    assert domain.cancelled_at("third", entries) is None


def test_numbers_that_should_lie_here() -> None:
    entries = [PACK, kept(stock(Stock.RECEIVED, 2, numbers("0001", "0002"))),
               kept(stock(Stock.SPOILED, 3, numbers("010", "012"))),
               kept(stock(Stock.LOST, 1, numbers("050")))]  # fmt: skip
    gone = [issued("001"), issued("020"), issued("0002"), issued("7", "other"), issued("x9")]
    found = domain.numbers_left("avc", entries, gone)
    assert [one.told for one in found] == [
        "AB 002-009", "AB 013-019", "AB 021-049", "AB 0001",
    ]  # fmt: skip
    assert NumberRange("", "7", "7").told == "7"


def test_the_subject_is_the_kind() -> None:
    assert stock(Stock.LOST, 1).subject == "avc"


def test_lines_of_the_stock() -> None:
    kinds = [
        StockBalance("avc", 50, 1, 14, 2, 1, 34), StockBalance("b", 10, 0, 0, 0, 0, None),
        StockBalance("c", 0, 0, 0, 0, 0, None), StockBalance("d", 0, 0, 3, 0, 0, None),
        StockBalance("e", 0, 0, 0, 0, 0, 0),
    ]  # fmt: skip
    found = domain.lines(kinds)
    figures = {cell: figure.figure for cell, figure in found.items()}
    assert {cell: n for cell, n in figures.items() if ".avc." in cell} == {
        "kind.avc.received": 50, "kind.avc.surplus": 1, "kind.avc.issued": 14,
        "kind.avc.spoiled": 2, "kind.avc.unused": 34, "kind.avc.lost": 1,
    }  # fmt: skip
    assert "kind.b.unused" not in figures
    assert not any(".c." in cell for cell in figures)
    assert (figures["kind.d.issued"], figures["kind.e.unused"]) == (3, 0)
    assert found["kind.avc.issued"].source is Source.REGISTER
    assert found["kind.avc.unused"].source is Source.COUNTED


ranges = st.builds(
    lambda a, b: numbers(f"{min(a, b):03d}", f"{max(a, b):03d}"),
    st.integers(0, 60), st.integers(0, 60),
)  # fmt: skip


def members(one: NumberRange) -> set[int]:
    return set(range(int(one.first), int(one.last) + 1))


@given(ranges, ranges, st.integers(0, 60))
def test_ranges_are_sets_of_numbers(one: NumberRange, other: NumberRange, number: int) -> None:
    mine, theirs = members(one), members(other)
    assert one.count == len(mine)
    assert one.meets(other) == bool(mine & theirs)
    assert one.within(other) == (mine <= theirs)
    assert one.has("АВ", f"{number:03d}") == (number in mine)
    left = one.without(other)
    assert set().union(*(members(part) for part in left)) == mine - theirs
    assert all(part.is_sound for part in left)


MOVES = st.lists(
    st.tuples(st.sampled_from(list(Stock)), st.integers(1, 40), st.booleans()), max_size=12
)


@given(MOVES, st.integers(0, 20))
def test_the_account_closes_when_what_is_left_is_counted(
    moves: list[tuple[Stock, int, bool]], gone: int
) -> None:
    entries: list[Entry[Any]] = [
        kept(stock(what, count), undone=undone)
        for what, count, undone in moves
        if what is not Stock.UNUSED
    ]
    certificates = [issued(str(number)) for number in range(gone)]
    before = domain.balance("avc", entries, certificates)
    assume(before.left >= 0)
    late = kept(stock(Stock.UNUSED, before.left), 20)
    after = domain.balance("avc", [*entries, late], certificates)
    assert after.gap == 0
    assert after.received + after.surplus == (
        after.issued + after.spoiled + (after.unused or 0) + after.lost
    )
