# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The next round's list, and which registers outlive the voters."""

import importlib
import pkgutil
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain import registers
from precinct_app.domain.registers.hand_in import IMPERSONAL, HandedIn, sums
from precinct_app.domain.registers.next_round import CARRIED, next_round
from precinct_app.domain.registers.voter_changes import Standing
from precinct_app.domain.voters import Voter

WIPED = {
    "certificate_accepted", "certificate_issued", "certificate_signed", "copy_given", "correction",
    "exclusion", "guest", "guest_left", "home_application", "home_not_served", "inclusion",
    "list_table", "mark", "not_in_later_list", "refusal", "signature_page",
}  # fmt: skip


def voter(number: int, name: str = "A") -> Voter:
    return Voter(f"old-{name}-{number}", number, name, "B", "", None, "", "")


def test_every_register_is_either_kept_or_wiped_on_purpose() -> None:
    modules = [
        importlib.import_module(f"{registers.__name__}.{module.name}")
        for module in pkgutil.iter_modules(registers.__path__)
    ]
    told = [getattr(kind, "register_name", None) for m in modules for kind in vars(m).values()]
    names = {name for name in told if isinstance(name, str)}
    assert WIPED.isdisjoint(IMPERSONAL)
    assert names - WIPED - IMPERSONAL == set()
    assert WIPED - names == set()


def test_the_next_list_holds_the_delivered_then_the_added() -> None:
    numbers = count(1)
    rows = [
        (voter(0, "added"), Standing.LISTED), (voter(7, "left"), Standing.LEFT_WITH_CERTIFICATE),
        (voter(2, "here"), Standing.LISTED), (voter(3, "gone"), Standing.EXCLUDED),
        (voter(0, "guest"), Standing.CERTIFICATE_HOLDER), (voter(0, "undone"), Standing.NOT_LISTED),
        (voter(9, "dropped"), Standing.NOT_IN_LATER_LIST),
    ]  # fmt: skip
    found = next_round(rows, lambda: f"new-{next(numbers)}")
    assert [(v.surname, v.list_number, v.voter_id) for v in found.voters] == [
        ("here", 2, "new-1"), ("left", 7, "new-2"), ("added", 8, "new-3"),
    ]  # fmt: skip
    assert [v.surname for v in found.put_back] == ["left"]
    assert [v.surname for v in found.added] == ["added"]
    assert [(o.voter.surname, o.standing) for o in found.left_out] == [
        ("gone", Standing.EXCLUDED), ("guest", Standing.CERTIFICATE_HOLDER),
        ("undone", Standing.NOT_LISTED), ("dropped", Standing.NOT_IN_LATER_LIST),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from(Standing))))
def test_nobody_vanishes_unseen(rows: list[tuple[int, Standing]]) -> None:
    people = [(voter(n, str(place)), standing) for place, (n, standing) in enumerate(rows)]
    found = next_round(people, lambda: "x")
    names = [v.surname for v in found.voters] + [o.voter.surname for o in found.left_out]
    assert sorted(names) == sorted(v.surname for v, _ in people)
    assert len(found.voters) == sum(standing in CARRIED for _, standing in people)
    assert all(v.list_number for v in found.voters)


def test_check_sums_are_listed_as_the_common_tool_reads_them() -> None:
    assert sums({"b.pdf": "ff", "a.json": "00"}) == b"00  a.json\nff  b.pdf\n"
    assert HandedIn(1, "ab", 2, 3, 4, "").subject == "ab"
