# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voter lists for tests of paper."""

from dataclasses import replace

from precinct_app.domain.papers.voter_list import ListKind, ListPaper, ListRow
from precinct_app.services.mock_voters import mock_people
from tests.builders import NIGHT, a_precinct
from tests.documents.acts import a_heading
from tests.documents.papers import both

BALLOTS = (
    both("Мәжіліс, тізім", "Мажилис, списки"),
    both("Мәжіліс, округ", "Мажилис, округ"),
    both("Облыс, тізім", "Область, списки"),
    both("Облыс, округ", "Область, округ"),
    both("Аудан, округ", "Район, округ"),
)
CERTIFICATE = both("есептен шығару куәлігі берілді", "выдано открепительное")
AT_HOME = both("үйде, өтініш № 3", "на дому, заявление № 3")


def list_rows(count: int) -> tuple[ListRow, ...]:
    """Made-up people, every fortieth left with a certificate, every thirtieth at home."""
    people = [p for seed in range(1 + count // 700) for p in mock_people(a_precinct(), seed)]
    return tuple(
        ListRow(
            str(n), f"{p.surname} {p.given_name} {p.patronymic}",
            f"{p.born:%d.%m.%Y}" if p.born else "", p.iin[-4:], p.address,
            notes=(CERTIFICATE,) if n % 40 == 0 else (AT_HOME,) if n % 30 == 0 else (),
            closed=n % 40 == 0,
        )
        for n, p in enumerate(people[:count], 1)
    )  # fmt: skip


def a_list(count: int = 40, **changes: object) -> ListPaper:
    """The part of table 3."""
    paper = ListPaper(a_heading(), ListKind.MAIN, "3", BALLOTS, list_rows(count), NIGHT)
    return replace(paper, **changes)  # type: ignore[arg-type]
