# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Age on polling day and the quota of a list, at their edges."""

from datetime import date

import pytest

from precinct_app.domain.candidates import Candidate, age_on, quota_missed, too_young

DAY = date(2023, 3, 19)


@pytest.mark.parametrize(
    ("born", "age"),
    [(date(1998, 3, 19), 25), (date(1998, 3, 20), 24), (date(1998, 3, 18), 25),
     (date(2004, 2, 29), 19), (date(2023, 3, 19), 0)],
)  # fmt: skip
def test_age_counts_full_years(born: date, age: int) -> None:
    assert age_on(born, DAY) == age


def test_the_birthday_itself_is_old_enough_and_the_day_after_is_not() -> None:
    people = [Candidate("Үлгі", date(1998, 3, 19)), Candidate("Пример", date(1998, 3, 20))]
    (reason,) = too_young(people, DAY, 25)
    assert reason.key == "candidate.age"
    assert dict(reason.values) == {"name": "Пример", "age": 24, "least": 25}
    assert not list(too_young(people, DAY, 20))


@pytest.mark.parametrize(
    ("of_quota", "all_", "missed"),
    [(3, 10, False), (2, 10, True), (0, 0, False), (0, 1, True), (1, 3, False), (29, 100, True)],
)
def test_quota_of_thirty_per_cent(of_quota: int, all_: int, missed: bool) -> None:
    people = [Candidate(str(n), date(1980, 1, 1), n < of_quota) for n in range(all_)]
    reasons = list(quota_missed("Тізім", people, 30))
    assert bool(reasons) is missed
    assert all(r.values["count"] == of_quota for r in reasons)
