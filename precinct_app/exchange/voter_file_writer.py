# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Made-up voter files as akimats send them, for mock elections: titles above, two languages."""

from collections.abc import Sequence

from openpyxl import Workbook

from precinct_app.domain.election import Precinct
from precinct_app.runtime.spreadsheets import saved
from precinct_app.services.mock_voters import MockPerson

_THREE = ("№", "Тегі / Фамилия", "Аты / Имя", "Әкесінің аты / Отчество",
          "Туған күні / Дата рождения", "ЖСН / ИИН", "Мекенжайы / Адрес")  # fmt: skip
_ONE = ("№ п/п", "ЖСН", "Тегі, аты, әкесінің аты", "Адрес места жительства", "Дата рождения")


def write_voter_file(people: Sequence[MockPerson], precinct: Precinct, style: int) -> bytes:
    """An XLSX; even styles have three name columns and texts, odd ones one column and numbers."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise AssertionError(book)
    sheet.append([f"Сайлаушылар тізімі / Список избирателей, № {precinct.number}"])
    sheet.append([f"{precinct.settlement.kk}, {precinct.address.kk}"])
    sheet.append([])
    sheet.append(list(_ONE if style % 2 else _THREE))
    for number, person in enumerate(people, start=1):
        sheet.append(_one_column(number, person) if style % 2 else _three_columns(number, person))
    return saved(book)


def _three_columns(number: int, person: MockPerson) -> list[object]:
    return [number, person.surname, person.given_name, person.patronymic,
            f"{person.born:%d.%m.%Y}", person.iin, person.address]  # fmt: skip


def _one_column(number: int, person: MockPerson) -> list[object]:
    name = f"{person.surname} {person.given_name} {person.patronymic}"
    iin = int(person.iin) if person.iin else None
    return [number, iin, name, person.address, person.born]
