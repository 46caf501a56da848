# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Made-up people: names, birth dates, valid personal numbers, addresses; all by a seed."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from precinct_app.domain.election import Precinct
from precinct_app.domain.iin import check_digit
from precinct_app.domain.voters import Voter
from precinct_app.runtime import resources

POLLING_DAY = date(2023, 3, 19)
PEOPLE = 1200
_SPREAD = 60
"""A precinct's list has 1,200 people, sixty more or fewer."""


@dataclass(frozen=True, slots=True)
class MockPerson:
    """A row of a made-up voter list."""

    surname: str
    given_name: str
    patronymic: str
    born: date
    iin: str
    address: str


class MockNames:
    """Made-up names from one source of chance."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.data = tomllib.loads(resources.read_text("elections/names.toml"))
        self.settlements: list[str] = self.data["example"]["settlements"]

    def full_name(self) -> tuple[str, str, str, bool]:
        """Surname, given name, patronymic, and whether the person is a man."""
        man, kazakh = self.random.random() < 0.48, self.random.random() < 0.7  # noqa: PLR2004
        names = self.data["kk" if kazakh else "ru"]
        given = self.random.choice(names["male" if man else "female"])
        father = self.random.choice(names["male"])
        surname = self._surname(self.random.choice(names["surnames"]), man=man)
        return surname, given, self._patronymic(father, man=man, kazakh=kazakh), man

    def members(self, count: int) -> list[str]:
        """Different names for a commission."""
        found: dict[str, None] = {}
        while len(found) < count:
            surname, given, patronymic, _ = self.full_name()
            found[f"{surname} {given} {patronymic}"] = None
        return list(found)

    def candidates(self, count: int) -> list[str]:
        """Names that say that they are examples, in Kazakh alphabetical order."""
        surnames = self.random.sample(self.data["example"]["kk"], count)
        return [f"{surname} {self.full_name()[1]}" for surname in sorted(surnames)]

    def birth(self, least: int, most: int) -> date:
        """A birth date of somebody of that age on the polling day."""
        days = self.random.randint(least * 366, most * 365)
        return POLLING_DAY - timedelta(days=days)

    def address(self) -> dict[str, str]:
        """The address of a station in three languages, without its settlement."""
        street = self.random.choice(self.data["example"]["streets"])
        house = self.random.randint(1, 60)
        return {
            "kk": f"{street} көшесі, {house}",
            "ru": f"улица {street}, {house}",
            "en": f"{street} street, {house}",
        }

    def home(self) -> str:
        """A voter's address."""
        street = self.random.choice(self.data["example"]["streets"])
        return f"{street} көшесі, {self.random.randint(1, 90)}-{self.random.randint(1, 80)}"

    def _surname(self, surname: str, *, man: bool) -> str:
        return surname if man or not surname.endswith(("в", "н")) else f"{surname}а"

    def _patronymic(self, father: str, *, man: bool, kazakh: bool) -> str:
        if kazakh:
            return f"{father}{'ұлы' if man else 'қызы'}"
        if father.endswith("й"):
            father = f"{father[:-1]}е"
            return f"{father}вич" if man else f"{father}вна"
        if father == "Пётр":
            father = "Петр"
        return f"{father}{'ович' if man else 'овна'}"


def mock_person(random: Random) -> MockPerson:
    """One made-up voter."""
    names = MockNames(random)
    return _person(names)


def mock_people(precinct: Precinct, seed: int) -> list[MockPerson]:
    """A precinct's voters: two namesakes and a few doubtful numbers among them, as in life."""
    random = Random(f"people/{precinct.precinct_id}/{seed}")  # noqa: S311  a mock list
    names = MockNames(random)
    people = [_person(names) for _ in range(PEOPLE + random.randint(-_SPREAD, _SPREAD))]
    first = people[0]
    other = next(p for p in iter(lambda: _person(names), None) if _same_sex(p, first))
    people[1] = MockPerson(
        first.surname, first.given_name, first.patronymic, other.born, other.iin, other.address
    )
    people[2] = _with_iin(people[2], "")
    people[3] = _with_iin(people[3], _with_wrong_digit(people[3].iin))
    return sorted(people, key=lambda p: (p.surname, p.given_name, p.patronymic, p.born, p.iin))


def mock_voter(seed: int) -> Voter:
    """A made-up certificate holder from another precinct."""
    person = mock_person(Random(f"holder/{seed}"))  # noqa: S311  a mock day
    return Voter(
        "", 0, person.surname, person.given_name, person.patronymic, person.born, person.iin,
        person.address,
    )  # fmt: skip


def _person(names: MockNames) -> MockPerson:
    surname, given, patronymic, man = names.full_name()
    born = names.birth(18, 92)
    return MockPerson(
        surname, given, patronymic, born, _iin(names.random, born, man=man), names.home()
    )


def _iin(random: Random, born: date, *, man: bool) -> str:
    century = (3 if born.year < 2000 else 5) + (not man)  # noqa: PLR2004
    while True:
        body = f"{born:%y%m%d}{century}{random.randrange(10_000):04d}"
        digit = check_digit(body)
        if digit is not None:
            return f"{body}{digit}"


def _same_sex(one: MockPerson, other: MockPerson) -> bool:
    return (int(one.iin[6]) - int(other.iin[6])) % 2 == 0


def _with_iin(person: MockPerson, iin: str) -> MockPerson:
    return MockPerson(
        person.surname, person.given_name, person.patronymic, person.born, iin, person.address
    )


def _with_wrong_digit(iin: str) -> str:
    return f"{iin[:11]}{(int(iin[11]) + 1) % 10}"
