# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is claimed to follow holds for every count that is tried; plain cases are claimed."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from precinct_app.domain.protocol.implication import Compared, always, compared, never
from precinct_app.domain.protocol.linear import Operator

NAMES = ("a", "b", "c")
FEW = tuple(product(range(7), repeat=3))

comparisons = st.builds(
    lambda sizes, constant, operator: (dict(zip(NAMES, sizes, strict=True)), constant, operator),
    st.tuples(*[st.integers(-4, 4)] * 3),
    st.integers(-8, 8),
    st.sampled_from(list(Operator)),
)


def holds(told: tuple[dict[str, int], int, Operator], counts: tuple[int, ...]) -> bool:
    sizes, constant, operator = told
    total = sum(sizes[name] * count for name, count in zip(NAMES, counts, strict=True))
    return operator.holds(total + constant)


@given(comparisons, comparisons)
@settings(max_examples=400, deadline=None)
def test_nothing_is_claimed_that_a_count_denies(
    told: tuple[dict[str, int], int, Operator], given: tuple[dict[str, int], int, Operator]
) -> None:
    said, where = compared(*told), compared(*given)
    there = [counts for counts in FEW if holds(given, counts)]
    if always(said):
        assert all(holds(told, counts) for counts in FEW)
    if never(said):
        assert not any(holds(told, counts) for counts in FEW)
    if always(said, where):
        assert all(holds(told, counts) for counts in there)
    if never(said, where):
        assert not any(holds(told, counts) for counts in there)


@given(comparisons, st.integers(1, 5))
def test_multiples_and_mirrors_say_the_same(
    told: tuple[dict[str, int], int, Operator], times: int
) -> None:
    sizes, constant, operator = told
    more = compared({n: times * s for n, s in sizes.items()}, times * constant, operator)
    turned = {Operator.AT_MOST: Operator.AT_LEAST, Operator.AT_LEAST: Operator.AT_MOST}
    mirrored = compared(
        {n: -s for n, s in sizes.items()}, -constant, turned.get(operator, operator)
    )
    for other in (more, mirrored):
        if not never(compared(*told)):
            assert always(other, compared(*told))
            assert always(compared(*told), other)


def simple(a: int, b: int, constant: int, operator: Operator = Operator.AT_MOST) -> Compared:
    return compared({"a": a, "b": b}, constant, operator)


def test_plain_cases_are_claimed() -> None:
    equal = simple(1, -1, 0, Operator.EQUAL)
    assert always(simple(1, -1, 0), equal)
    assert always(simple(-3, 3, 0), equal)
    assert always(simple(1, -1, -5), simple(1, -1, 0))
    assert not always(simple(1, -1, 0), simple(1, -1, -5))
    assert never(simple(2, -2, 1, Operator.EQUAL))
    assert never(equal, simple(1, -1, 1))
    assert always(simple(2, -2, -1), simple(1, -1, 0))
    assert never(simple(1, 1, 1))
    assert not never(simple(1, 1, 0))
    assert always(simple(0, 0, 0, Operator.EQUAL))
    assert never(simple(0, 0, 1, Operator.EQUAL))


def test_bounds_are_weakened_term_by_term_and_by_any_share() -> None:
    # What holds anyway follows from anything.
    assert always(simple(0, -1, 0), simple(1, 0, -5))
    assert always(simple(0, 0, -1), simple(1, 0, -5))
    # Half of the given: 2 a + b <= 2, so a <= 1; and not a <= 0.
    assert always(simple(1, 0, -1), simple(2, 1, -2))
    assert not always(simple(1, 0, 0), simple(2, 1, -2))
    # A count that the given does not speak of stays free.
    assert not always(simple(1, 1, 0), simple(1, 0, 0))
    # Whole numbers: 2 a <= 2 b + 1 is a <= b.
    assert always(simple(1, -1, 0), simple(2, -2, -1))
    assert not always(simple(1, -1, 0), simple(2, -2, -2))
    assert always(simple(-1, 1, 0), simple(3, -3, 2, Operator.AT_LEAST))
    # Nothing smaller than nothing; and at least 1 is not at least 2.
    assert never(simple(1, 0, 1), simple(1, 0, -5))
    assert always(simple(1, 0, -1, Operator.AT_LEAST), simple(1, 0, -1, Operator.AT_LEAST))
    assert not always(simple(1, 0, -2, Operator.AT_LEAST), simple(1, 0, -1, Operator.AT_LEAST))
    assert not never(simple(1, 0, -1), simple(1, 0, -1, Operator.AT_LEAST))
    assert never(simple(1, 0, 0), simple(1, 0, -1, Operator.AT_LEAST))
    assert never(simple(1, 0, -1, Operator.EQUAL), simple(1, 0, -2, Operator.AT_LEAST))
    assert never(simple(1, 0, -3, Operator.EQUAL), simple(1, 0, -2))
    assert not never(simple(1, 0, -2, Operator.EQUAL), simple(1, 0, -2))


def test_counts_of_size_nothing_do_not_stand_in_a_comparison() -> None:
    for operator in Operator:
        assert compared({"a": 0, "b": 2}, -4, operator) == compared({"b": 1}, -2, operator)
