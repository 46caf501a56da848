# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A refined list as a difference: each person matched once, by number or by name and birth."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.registers.later_list import ChangedRow, difference
from precinct_app.domain.voters import Voter

BORN = date(1980, 2, 29)


def voter(number: int, surname: str, iin: str = "", born: date | None = BORN) -> Voter:
    return Voter(f"{number:032x}", number, surname, "Асан", "", born, iin, "Арман 1")


def later(one: Voter, **changes: object) -> Voter:
    return replace(one, **{"voter_id": f"f{one.voter_id[1:]}", **changes})  # type: ignore[arg-type]


def test_new_gone_changed_and_the_same() -> None:
    here = [voter(1, "Абай", "900101300811"), voter(2, "Бота"), voter(3, "Вера"), voter(4, "Гүл")]
    found = difference(
        here,
        [later(here[0], surname="Абаев"), later(here[1]), later(here[3], list_number=3),
         voter(9, "Жаңа")],
    )  # fmt: skip
    assert [v.surname for v in found.new] == ["Жаңа"]
    assert found.gone == (here[2],)
    assert [c.fields for c in found.changed] == [("surname",), ("list_number",)]
    assert found.changed[0].after.voter_id == here[0].voter_id
    assert (found.same, found.rows) == (1, 4)


def test_two_numbers_are_two_people_whatever_the_name() -> None:
    one, other = voter(1, "Абай", "900101300811"), voter(2, "Абай", "061211600012")
    found = difference([one], [other])
    assert (found.new, found.gone) == ((other,), (one,))


def test_a_number_that_a_refined_list_brings_is_a_change() -> None:
    found = difference([voter(1, "Абай")], [voter(2, "Абай", "061211600012")])
    assert found.changed[0].fields == ("list_number", "iin")


def test_namesakes_born_on_one_day_are_matched_one_by_one() -> None:
    here = [voter(1, "Абай"), voter(2, "Абай")]
    found = difference(here, [later(here[0]), later(here[1]), voter(3, "Абай")])
    assert (found.same, len(found.new), found.gone) == (2, 1, ())


def test_without_a_birth_date_the_name_alone_matches() -> None:
    one = voter(1, "Абай", born=None)
    assert difference([one], [later(one)]).same == 1
    assert ChangedRow(one, one).fields == ()


people = st.lists(
    st.builds(voter, st.integers(1, 99), st.sampled_from("АБВ"), st.sampled_from(["", "1", "2"])),
    unique_by=lambda v: v.voter_id, max_size=8,
)  # fmt: skip


@given(people, people)
def test_every_row_is_told_of_exactly_once(here: list[Voter], rows: list[Voter]) -> None:
    rows = [later(row) for row in rows]
    found = difference(here, rows)
    assert found.rows == len(rows)
    assert len(found.gone) + len(found.changed) + found.same == len(here)
    assert difference(here, here).same == len(here)
