# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list: kept as it came, and found as somebody types, alike on both databases."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from precinct_app.domain.voters import Voter, sort_key
from precinct_app.services.ports import Store
from precinct_app.storage.workspace import open_workspace
from tests.storage.content import CHAIR, a_voter

PEOPLE = (
    a_voter(1, "Қасымов", "Әли", iin="800229301234", address="Мектеп көшесі, 12"),
    a_voter(2, "Касымов", "Алик", iin="900101401111", address="улица Школьная, 3"),
    a_voter(3, "Қасымова", "Өмір", address="Абай даңғылы, 100% құрылыс"),
    a_voter(12, "Үсенов", "Іңкәр", patronymic="Төлегенұлы", iin="800229304321"),
    a_voter(17, "Усманов", "Пётр", paper_table="3", paper_page=14, paper_row=7),
    a_voter(18, "Ёлкин", "Иван", paper_table="4А", paper_page=14, paper_row=7),
    a_voter(19, "Һәкімов", "Нұр_лан", address="көше a_b\\c"),
)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.begin() as work:
        work.voters.add_all(PEOPLE)
    return store


def found(store: Store, text: str, limit: int = 6) -> list[int]:
    with store.begin() as work:
        return [voter.list_number for voter in work.voters.search(text, limit)]


def test_every_field_comes_back(filled: Store) -> None:
    bare = Voter("9" * 32, 0, "Ким", "", "", None, "", "")
    with filled.begin() as work:
        work.voters.add_all([bare])
    with filled.begin() as work:
        assert [work.voters.get(v.voter_id) for v in (*PEOPLE, bare)] == [*PEOPLE, bare]
        assert work.voters.get("nobody") is None
        assert work.voters.count() == 8


def test_the_order_is_that_of_the_kazakh_alphabet(filled: Store) -> None:
    with filled.begin() as work:
        names = [voter.full_name for voter in work.voters.all()]
    assert names == sorted(names, key=sort_key)
    assert [name.split()[0] for name in names] == [
        "Ёлкин", "Касымов", "Қасымов", "Қасымова", "Усманов", "Үсенов", "Һәкімов",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("қас", [1, 3, 2]),
        ("кас", [2, 1, 3]),
        ("КАСЫМОВ  АЛИ", [2, 1]),
        ("касымова", [3]),
        ("әли қасымов", [2, 1]),
        ("елкин", [18]),
        ("петр", [17]),
        ("инкар", [12]),
        ("мектеп 12", [1]),
        ("12", [12, 1]),
        ("17", [17]),
        ("1234", [1]),
        ("800229304321", [12]),
        ("касымов 1111", [2]),
        ("14/7", [18, 17]),
        ("3/14/7", [17]),
        ("4а/14/7", [18]),
        ("100%", [3]),
        ("a_b\\c", [19]),
        ("нұр_лан", [19]),
        ("a%c", []),
        ("жоқ адам", []),
        ("", []),
        ("  \t", []),
        ("0", [3]),
        ("99999999999", []),
        ("'; DROP TABLE voter; --", []),
        ("٣", []),
    ],
)
def test_a_voter_is_found_by_what_is_typed(filled: Store, text: str, numbers: list[int]) -> None:
    assert found(filled, text) == numbers


def test_no_more_than_asked_and_nobody_twice(filled: Store) -> None:
    assert found(filled, "а", 2) == [18, 2]
    assert len(set(found(filled, "а", 50))) == len(found(filled, "а", 50))


def test_a_personal_number_is_not_unique(filled: Store) -> None:
    again = a_voter(20, "Аманов", iin="800229301234")
    with filled.begin() as work:
        work.voters.add_all([again])
        assert work.voters.by_iin("800229301234") == [again, PEOPLE[0]]
        assert work.voters.by_iin("80022930123") == []


def test_people_of_a_name_are_found_for_a_few_at_once(filled: Store) -> None:
    twin = a_voter(21, "ҚАСЫМОВ", "әли")
    with filled.begin() as work:
        work.voters.add_all([twin])
        assert work.voters.namesakes(PEOPLE[0]) == [twin]
        found = work.voters.of_their_names([PEOPLE[0], PEOPLE[1]])
        assert {v.list_number for v in found} == {1, 2, 21}
        assert work.voters.of_their_names([]) == []


def test_a_surrogate_is_given_once(filled: Store) -> None:
    with pytest.raises(IntegrityError), filled.begin() as work:
        work.voters.add_all([a_voter(1, "Басқа")])
    with filled.begin() as work:
        assert work.voters.count() == len(PEOPLE)


def test_places_in_the_paper_list_are_kept_and_nothing_else_changes(filled: Store) -> None:
    with filled.begin() as work:
        before = list(work.voters.all())
        placed = [replace(v, paper_table="7", paper_page=n, paper_row=n + 1, surname="?")
                  for n, v in enumerate(before[:3], 1)]  # fmt: skip
        work.voters.place_all(placed)
        work.voters.place_all([])
    with filled.begin() as work:
        after = {voter.voter_id: voter for voter in work.voters.all()}
    for place, old in enumerate(before):
        new = after[old.voter_id]
        if place < 3:
            where = {"paper_table": "7", "paper_page": place + 1, "paper_row": place + 2}
            assert new == replace(old, **where)  # type: ignore[arg-type]
        else:
            assert new == old


def test_each_of_three_thousand_voters_is_found(folder: Path) -> None:
    """How fast is what ``bench`` says."""
    chance = random.Random(5)
    surnames = [voter.surname + end for voter in PEOPLE for end in ("", "ұлы", "ев", "бай")]
    people = [
        a_voter(n, chance.choice(surnames), f"Дана{n}", iin=f"{n:012d}") for n in range(1, 3001)
    ]
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    with store.begin() as work:
        work.voters.add_all(people)
    with store.begin() as work:
        assert set(work.voters.all()) == set(people)
    for voter in chance.sample(people, 40):
        assert voter.list_number in found(store, voter.full_name)
        assert found(store, voter.iin[-4:]) == [voter.list_number]
        assert len(found(store, voter.surname[:3])) == 6
    assert found(store, "жоқ адам") == []
    store.close()
