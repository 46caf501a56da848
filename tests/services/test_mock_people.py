# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Made-up voters are plausible, seeded, and read back whole from the file that akimats send."""

from collections import Counter

import pytest

from precinct_app.domain.iin import read_iin
from precinct_app.exchange.voter_file import read_voter_file
from precinct_app.exchange.voter_file_writer import write_voter_file
from precinct_app.services.mock_voters import POLLING_DAY, MockPerson, mock_people
from tests.builders import a_precinct


@pytest.fixture(scope="module")
def people() -> list[MockPerson]:
    return mock_people(a_precinct(), 7)


def test_the_same_seed_gives_the_same_people(people: list[MockPerson]) -> None:
    assert mock_people(a_precinct(), 7) == people
    assert mock_people(a_precinct(), 8) != people
    assert mock_people(a_precinct(9002), 7) != people


def test_numbers_fit_birth_and_sex_but_for_the_planted_doubts(people: list[MockPerson]) -> None:
    assert 1_140 <= len(people) <= 1_260
    assert sum(not person.iin for person in people) == 1
    facts = [(person, read_iin(person.iin)) for person in people if person.iin]
    assert sum(not fact.check_digit_fits for _, fact in facts) == 1
    names = Counter((p.surname, p.given_name, p.patronymic) for p in people)
    assert max(names.values()) >= 2
    assert any(person.iin.startswith("0") for person in people)
    assert all(fact.birth == person.born for person, fact in facts)
    assert all((POLLING_DAY - person.born).days >= 18 * 365.2 for person in people)
    # The namesake keeps a name and has a number of his own, maybe of the other sex.
    sexed = [fact.is_male == person.patronymic.endswith(("ұлы", "ич")) for person, fact in facts]
    assert sexed.count(False) <= 1


@pytest.mark.parametrize("style", [0, 1])
def test_what_the_akimat_writes_is_read_back(people: list[MockPerson], style: int) -> None:
    numbers = iter(range(9_999))
    data = write_voter_file(people, a_precinct(), style)
    file = read_voter_file(data, "x.xlsx", lambda: str(next(numbers)))
    assert file.refused == ()
    assert [note.reason.key for note in file.doubtful] == ["voters.row_check_digit"]
    read = [(v.surname, v.given_name, v.patronymic, v.birth, v.iin, v.address) for v in file.voters]
    assert read == [(p.surname, p.given_name, p.patronymic, p.born, p.iin, p.address)
                    for p in people]  # fmt: skip
