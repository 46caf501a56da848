# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voter files in any sensible layout are read; anything else ends in a sentence."""

import csv
import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from precinct_app.domain.errors import VoterFileError
from precinct_app.exchange.voter_columns import field_of
from precinct_app.exchange.voter_file import read_voter_file
from precinct_app.services.toolbox import VoterFile

PEOPLE = [
    ("Қасымов", "Әли", "Нұрланұлы", date(1990, 1, 1), "900101300811", "Мектеп көшесі, 1"),
    ("Іңкәрова", "Өрік", "", date(2006, 12, 11), "061211600012", "Достық, 2"),
]
THREE = ["№", "Тегі", "Аты", "Әкесінің аты", "Туған күні", "ЖСН", "Мекенжайы"]


def read(data: bytes, name: str = "x.xlsx") -> VoterFile:
    numbers = iter(range(10_000))
    return read_voter_file(data, name, lambda: f"{next(numbers):032x}")


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def plain_rows(day: str = "%d.%m.%Y") -> list[list[Any]]:
    return [[n, s, g, p, f"{b:{day}}", i, a] for n, (s, g, p, b, i, a) in enumerate(PEOPLE, 1)]


def text(rows: Sequence[Sequence[Any]], mark: str) -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=mark).writerows(rows)
    return target.getvalue()


def assert_people(file: VoterFile) -> None:
    found = [(v.surname, v.given_name, v.patronymic, v.birth, v.iin) for v in file.voters]
    assert found == [person[:5] for person in PEOPLE]
    assert file.refused == ()


def layouts() -> Iterator[tuple[str, bytes, str]]:
    rows = [THREE, *plain_rows()]
    yield "xlsx", workbook(rows), "x.xlsx"
    titles: list[list[Any]] = [
        ["Сайлаушылар тізімі"],
        ["№ 214 учаске"],
        [],
        THREE,
        list(range(1, 8)),
        *plain_rows(),
    ]
    yield "titles above and numbers below the heads", workbook(titles), "x.xlsx"
    ru = ["№ п/п", "Фамилия", "Имя", "Отчество", "Дата рождения", "ИИН", "Адрес места жительства"]
    yield "Russian heads", workbook([ru, *plain_rows()]), "x.xlsx"
    en = ["No", "Surname", "Given name", "Middle name", "Date of birth", "IIN", "Address"]
    yield "English heads", workbook([en, *plain_rows()]), "x.xlsx"
    both = [f"{k} / {r}" for k, r in zip(THREE, ru, strict=True)]
    yield "heads in two languages", workbook([both, *plain_rows()]), "x.xlsx"
    one = [["ЖСН", "Аты-жөні", "Туған күні", "Мекенжайы"]]
    one += [[i, f"{s} {g} {p}".strip(), f"{b:%d.%m.%Y}", a] for s, g, p, b, i, a in PEOPLE]
    yield "one name column, other order", workbook(one), "x.xlsx"
    dates = [[n, s, g, p, datetime(b.year, b.month, b.day), int(i), a]  # noqa: DTZ001
             for n, (s, g, p, b, i, a) in enumerate(PEOPLE, 1)]  # fmt: skip
    yield "dates as dates, numbers without their zero", workbook([THREE, *dates]), "x.xlsx"
    yield "ISO dates", workbook([THREE, *plain_rows("%Y-%m-%d")]), "x.xlsx"
    two = [["№", "Тегі, аты", None, None, "Туған күні", "ЖСН", "Мекенжайы"],
           [None, "Тегі", "Аты", "Әкесінің аты", None, None, None], *plain_rows()]  # fmt: skip
    yield "heads in two rows", workbook(two), "x.xlsx"
    for mark in ",;\t":
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            yield f"csv {mark!r} {encoding}", text(rows, mark).encode(encoding), "x.csv"
    second = workbook(rows)
    book = Workbook()
    sheet = book.create_sheet("list")
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    yield "an empty sheet before", target.getvalue(), "x.xlsx"
    yield "called xlsm", second, "x.xlsm"


CASES = list(layouts())


@pytest.mark.parametrize(("name", "data", "file"), CASES, ids=[c[0] for c in CASES])
def test_sensible_layouts_are_read(name: str, data: bytes, file: str) -> None:
    assert_people(read(data, file))


def test_windows_1251_keeps_what_it_can_hold() -> None:
    rows = [["Фамилия", "Имя", "Адрес"], ["Иванов", "Пётр", "Школьная, 1"]]
    file = read(text(rows, ";").encode("cp1251"), "x.csv")
    assert [(v.surname, v.given_name) for v in file.voters] == [("Иванов", "Пётр")]


def test_doubtful_rows_are_kept_and_named() -> None:
    rows = [THREE, *plain_rows(), [3, "Ким", "Анна", "", "31.02.1990", "900101300812", "x"],
            [4, "Ким", "Анна", "", "02.01.1990", "900101300811", "x"],
            [5, "Ким", "Ян", "", "1990", "12ab", "x"], [6, "", "Анна", "", "", "", "x"]]  # fmt: skip
    file = read(workbook(rows))
    assert len(file.voters) == 5
    doubts = [(note.row, note.reason.key) for note in file.doubtful]
    assert doubts == [
        (4, "voters.row_check_digit"), (4, "voters.row_birth"), (5, "voters.row_birth_iin"),
        (5, "voters.row_iin_twice"), (6, "voters.row_iin"),
    ]  # fmt: skip
    assert [(note.row, note.reason.key) for note in file.refused] == [(7, "voters.row_no_name")]


def bad_files() -> Iterator[tuple[str, bytes, str]]:
    yield "voters.empty", b"", "x.csv"
    yield "voters.empty", b"\0\0 \n", "x.csv"
    yield "voters.empty", workbook([]), "x.xlsx"
    yield "voters.no_columns", workbook([["a", "b"], ["c", "d"]]), "x.xlsx"
    yield "voters.no_rows", workbook([THREE]), "x.xlsx"
    yield "voters.old_excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.xls"
    yield "voters.html", b"<html><body><table></table></body></html>", "x.xls"
    yield "voters.html", b"<?xml version='1.0'?><Workbook/>", "x.xml"
    yield "voters.broken", b"PK\x03\x04 but no more", "x.xlsx"
    good = workbook([THREE, *plain_rows()])
    yield "voters.broken", good[: len(good) // 2], "x.xlsx"
    yield "voters.not_table", "бір сөз".encode(), "x.txt"
    yield "voters.not_table", bytes(range(1, 256)) * 4 + b"\0", "x.bin"
    yield "voters.not_table", zip_of({"readme.txt": b"x"}), "x.zip"
    yield "voters.xlsb", zip_of({"xl/workbook.bin": b"x"}), "x.xlsb"
    yield "voters.too_large", zip_of({"xl/workbook.xml": bytes(30_000_000)}), "x.xlsx"
    yield "voters.too_large", bytes(20_000_001), "x.csv"
    yield (
        "voters.too_many_rows",
        sheet_of('<c r="A1"/><c r="XFD1048576" t="n"><v>1</v></c>'),
        "x.xlsx",
    )
    yield "voters.too_many_rows", sheet_of("<c/>" * 300), "x.xlsx"
    yield "voters.too_many_rows", ods_of('table:number-columns-repeated="16000"'), "x.ods"
    yield "voters.too_many_rows", b"a;b\n" * 40_002, "x.csv"
    yield "voters.too_many_rows", b";".join([b"x"] * 300) + b"\n", "x.csv"


def test_a_file_saved_by_libreoffice_is_read() -> None:
    """It ends in a million empty rows, which count for nothing."""
    saved = Path(__file__).with_name("files") / "libreoffice.ods"
    assert_people(read(saved.read_bytes(), saved.name))


def sheet_of(cells: str) -> bytes:
    """A small workbook whose one row would make a parser ask for a table without end."""
    sheet = f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"
    return zip_of({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet.encode()})


def ods_of(repeated: str) -> bytes:
    cell = f'<table:table-cell office:value-type="string" {repeated}/>'
    return zip_of({"content.xml": f"<table:table-row>{cell}</table:table-row>".encode()})


def zip_of(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


BAD = list(bad_files())


@pytest.mark.parametrize(
    ("key", "data", "name"), BAD, ids=[f"{n}-{c[0]}" for n, c in enumerate(BAD)]
)
def test_other_files_end_in_a_sentence(key: str, data: bytes, name: str) -> None:
    with pytest.raises(VoterFileError) as caught:
        read(data, name)
    assert caught.value.reasons[0].key == key


def test_no_mutant_of_a_good_file_raises_anything_else() -> None:
    good = workbook([THREE, *plain_rows()])
    rng = random.Random(3)
    outcomes = set()
    for _ in range(120):
        mutant = bytearray(good)
        for _ in range(rng.randrange(1, 30)):
            mutant[rng.randrange(len(mutant))] = rng.randrange(256)
        try:
            read(bytes(mutant))
            outcomes.add("read")
        except VoterFileError as error:
            outcomes.add(error.reasons[0].key)
    assert outcomes


@pytest.mark.parametrize(
    ("heading", "field"),
    [("  ИИН ", "iin"), ("ЖСН/ИИН", "iin"), ("Тегі, аты, әкесінің аты", "full_name"),
     ("ФИО", "full_name"), ("Ф.И.О.", "full_name"), ("Адрес\nместа жительства", "address"),
     ("СНИЛС", ""), ("", ""), ("№", "number"), ("Бет", "paper_page")],
)  # fmt: skip
def test_headings(heading: str, field: str) -> None:
    assert field_of(heading) == field
