# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Voter files in any sensible layout are read: kinds, letters, marks, headings, dates, odd rows."""

import io
import random
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from precinct_app.exchange.voter_columns import field_of
from precinct_app.services.toolbox import VoterFile
from tests.exchange.voter_files import (
    EN,
    KK,
    NAMES,
    PEOPLE,
    RU,
    Rows,
    book,
    names,
    ods,
    ods_content,
    ods_row,
    plain,
    raw,
    read,
    saved,
    text,
)

Case = tuple[str, bytes, str]
ROWS: Rows = [KK, *plain()]


def assert_people(file: VoterFile) -> None:
    found = [
        (v.surname, v.given_name, v.patronymic, v.birth, v.iin, v.address) for v in file.voters
    ]
    assert found == PEOPLE
    assert (file.refused, file.doubtful) == ((), ())


def text_files() -> Iterator[Case]:
    encodings = [
        "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "ptcp154",
    ]  # fmt: skip
    for mark in ";,\t|":
        for encoding in encodings:
            yield f"{mark!r} {encoding}", text(ROWS, mark).encode(encoding), "x.csv"
        yield (
            f"{mark!r} utf-16-be with its mark",
            b"\xfe\xff" + text(ROWS, mark).encode("utf-16-be"),
            "x",
        )
        yield f"{mark!r} lone returns", text(ROWS, mark, "\r").encode(), "x.txt"
        yield f"{mark!r} called xlsx", text(ROWS, mark).encode(), "x.xlsx"
        hint = f"sep={mark}\r\n"
        yield f"{mark!r} with a hint", (hint + text(ROWS, mark)).encode("utf-8-sig"), "x.csv"
    yield "empty lines at the end", text(ROWS).encode() + b"\r\n" * 3000, "x.csv"
    yield "trailing NULs", text(ROWS).encode() + b"\0" * 3, "x.csv"
    yield "trailing marks", text([[*r, "", "", ""] for r in ROWS]).encode(), "x.csv"


def shuffled() -> Iterator[Case]:
    rng = random.Random(5)
    for number in range(30):
        order = rng.sample(range(7), 7)
        heads = rng.choice([KK, RU, EN])
        rows = [[row[c] for c in order] for row in ([h for h in heads], *plain())]
        titles: list[list[Any]] = [["Сайлаушылар тізімі"] for _ in range(rng.randrange(12))]
        rows = titles + rows
        match number % 3:
            case 0:
                yield f"shuffled {number}", book(rows), "x.xlsx"
            case 1:
                yield f"shuffled {number}", ods(*map(ods_row, rows)), "x.ods"
            case _:
                yield f"shuffled {number}", raw(rows), "x.xlsm"


def layouts() -> Iterator[Case]:
    yield (
        "titles, numbers below",
        book(
            [
                ["Сайлаушылар тізімі"],
                ["№ 214 учаске, мекенжайы: Абай"],
                [],
                KK,
                list(range(1, 8)),
                *plain(),
            ]
        ),
        "x.xlsx",
    )
    yield (
        "two languages in a cell",
        book([[f"{k} / {r}" for k, r in zip(KK, RU, strict=True)], *plain()]),
        "x.xlsx",
    )
    yield (
        "two languages by a break",
        book([[f"{k}\n{r}" for k, r in zip(KK, RU, strict=True)], *plain()]),
        "x.xlsx",
    )
    yield "two languages in two rows", book([KK, RU, *plain()]), "x.xlsx"
    yield "three languages in three rows", book([KK, RU, EN, list(range(1, 8)), *plain()]), "x.xlsx"
    yield "merged head over three", book(
        [["№", "Тегі, аты", None, None, "Туған күні", "ЖСН", "Мекенжайы"],
         [None, "Тегі", "Аты", "Әкесінің аты", None, None, None], *plain()]
    ), "x.xlsx"  # fmt: skip
    yield "heads in three rows", book(
        [["№", "ФИО", None, None, "Данные", None, "Адрес"],
         [None, "Фамилия", "Имя", "Отчество", "рождения", None, None],
         [None, None, None, None, "Дата рождения", "ИИН", None], *plain()]
    ), "x.xlsx"  # fmt: skip
    yield (
        "headings again on each page",
        book([KK, plain()[0], KK, plain()[1], ["Барлығы", None, None, None, None, None, 2]]),
        "x.xlsx",
    )
    yield "dates, numbers without zeros", book(
        [KK, *([n, s, g, p, datetime(b.year, b.month, b.day), int(i), a]  # noqa: DTZ001
               for n, (s, g, p, b, i, a) in enumerate(PEOPLE, 1))]
    ), "x.xlsx"  # fmt: skip
    for form in (
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%d-%m-%Y",
        "%Y-%m-%dT00:00:00",
        "%d.%m.%Y ж.",
        "%d.%m.%Y 00:00",
    ):
        yield f"dates {form}", book([KK, *plain(form)]), "x.xlsx"
    months = [
        [*row[:4], day, *row[5:]]
        for row, day in zip(plain(), ["1 қаңтар 1990", "11 декабря 2004 г."], strict=True)
    ]
    yield "months by name", book([KK, *months]), "x.xlsx"
    bare = [[n, s, g, p, (b - date(1899, 12, 30)).days, i, a]
            for n, (s, g, p, b, i, a) in enumerate(PEOPLE, 1)]  # fmt: skip
    yield "days without their format", book([KK, *bare]), "x.xlsx"
    yield "an empty sheet before", book([], ROWS), "x.xlsx"
    yield (
        "a hidden sheet with an old list",
        book([KK, plain()[0], ["x"]], ROWS, hidden=[0]),
        "x.xlsx",
    )
    yield "a sheet of something else", book([["Имя", "x"], ["a", "b"]], ROWS), "x.xlsx"
    yield (
        "empty rows and columns before",
        book([[], [], *([None, None, *row] for row in ROWS)]),
        "x.xlsx",
    )
    yield (
        "Latin look-alikes in headings",
        book([["№", "Teгi", "Aты", "Әкeciнің aты", "Tyғaн күнi", "ЖCH", "Мeкeнжaйы"], *plain()]),
        "x.xlsx",
    )
    yield (
        "hidden signs in headings",
        book([[f"\u200b{h}\u00ad\xa0" for h in KK], *plain()]),
        "x.xlsx",
    )
    yield "upper case", book([[h.upper() for h in KK], *plain()]), "x.xlsx"
    spaced = [[n, f" {s} ", f"{g}\xa0", p, f"{b:%d.%m.%Y}", f"{i[:6]} {i[6:]}", f"{a} "]
              for n, (s, g, p, b, i, a) in enumerate(PEOPLE, 1)]  # fmt: skip
    yield "spaces everywhere", book([KK, *spaced]), "x.xlsx"
    yield "bidi and joiners in names", book(
        [KK, *([n, f"\u202b{s}\u202c", f"{g[0]}\u200d{g[1:]}", p, f"{b:%d.%m.%Y}", i, a]
               for n, (s, g, p, b, i, a) in enumerate(PEOPLE, 1))]
    ), "x.xlsx"  # fmt: skip
    yield "decomposed letters", book([KK, *plain()[:1], [*plain()[1]]]), "x.xlsx"
    yield "flat ods", ods_content(*map(ods_row, ROWS)).encode(), "x.fods"
    yield (
        "a million styled rows below",
        ods(*map(ods_row, ROWS), ods_row([None], 'table:number-rows-repeated="1048000"')),
        "x.ods",
    )
    one = [["ЖСН", "Аты-жөні", "Туған күні", "Мекенжайы"]]
    one += [[i, f"{s} {g} {p}", f"{b:%d.%m.%Y}", a] for s, g, p, b, i, a in PEOPLE]
    yield "one name column", book(one), "x.xlsx"
    yield (
        "one name column, quoted marks",
        text(one, ",").encode(),
        "x.csv",
    )
    parts = [["Фамилия", "Имя", "Отчество", "Дата рождения", "ИИН", "Улица", "Дом"]]
    parts += [[s, g, p, f"{b:%d.%m.%Y}", i, *a.split(", ")] for s, g, p, b, i, a in PEOPLE]
    yield "an address in columns", book(parts), "x.xlsx"


CASES = [*text_files(), *shuffled(), *layouts()]


@pytest.mark.parametrize(("name", "data", "file"), CASES, ids=[c[0] for c in CASES])
def test_sensible_layouts_are_read(name: str, data: bytes, file: str) -> None:
    assert_people(read(data, file))


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8_r"])
@pytest.mark.parametrize("mark", ";,\t")
def test_older_code_pages_keep_what_they_can_hold(encoding: str, mark: str) -> None:
    rows = [["Фамилия", "Имя", "ИИН", "Адрес"], ["Иванов", "Пётр", "900101300811", "Школьная; 1"]]
    file = read(text(rows, mark).encode(encoding), "x.csv")
    assert [(v.surname, v.given_name, v.address) for v in file.voters] == [
        ("Иванов", "Пётр", "Школьная; 1")
    ]


def test_a_file_saved_by_libreoffice_is_read() -> None:
    """It ends in a million empty rows, which count for nothing."""
    saved_file = Path(__file__).with_name("files") / "libreoffice.ods"
    assert len(read(saved_file.read_bytes(), saved_file.name).voters) == 2


def test_days_counted_from_1904() -> None:
    workbook = Workbook()
    workbook.epoch = datetime(1904, 1, 1)  # noqa: DTZ001  the library's own epoch
    sheet = workbook.worksheets[0]
    for row in [KK, *([*r[:4], datetime(1990, 1, 1), *r[5:]] for r in plain()[:1])]:  # noqa: DTZ001
        sheet.append(row)
    (voter,) = read(saved(workbook)).voters
    assert voter.birth == date(1990, 1, 1)
    bare = raw([KK, [1, "Ким", "Ян", "", 31_412, "", "x"]])
    assert read(bare).voters[0].birth == date(1985, 12, 31)


def test_a_styled_cell_in_a_far_corner_costs_nothing() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in ROWS:
        sheet.append(list(row))
    sheet["ZZ90000"].number_format = "0.00"
    assert_people(read(saved(workbook)))


def test_row_numbers_are_the_spreadsheet_s() -> None:
    file = read(book([[], [], [], KK, [], [1, "", "", "", "", "900101300811", "x"], *plain()]))
    assert [(n.row, n.reason.key, n.tail) for n in file.refused] == [
        (6, "voters.row_no_name", "0811")
    ]


def test_streets_totals_and_signatures_are_passed_over_and_named() -> None:
    heads = ["№", "Тегі, аты, әкесінің аты", "ЖСН", "Үйі"]
    heads[3] = "Мекенжайы"
    rows: Rows = [
        heads, ["Мектеп көшесі"], [1, "Қасымов Әли Нұрланұлы", "900101300811", "1"],
        ["Достық даңғылы"], [2, "Іңкәрова Өрік", "041211600016", "2-5"], ["Барлығы", 2],
        [None, "Әкім", None, "А. Серіков"],
    ]  # fmt: skip
    file = read(book(rows))
    assert [v.address for v in file.voters] == ["Мектеп көшесі, 1", "Достық даңғылы, 2-5"]
    assert [(n.row, n.reason.key.removeprefix("voters.row_")) for n in file.passed_over] == [
        (2, "alone"), (4, "alone"), (6, "total"), (7, "after_total"),
    ]  # fmt: skip
    assert (file.refused, file.doubtful) == ((), ())


DOUBTS: list[tuple[str, list[Any]]] = [
    ("check_digit", ["Ким", "Анна", "", "01.01.1990", "900101300812", "x"]),
    ("birth", ["Ким", "Анна", "", "31.02.1990", "", "x"]),
    ("birth_iin", ["Ким", "Анна", "", "02.01.1990", "900101300811", "x"]),
    ("birth_iin", ["Ким", "Анна", "", "1991", "900101300811", "x"]),
    ("iin", ["Ким", "Ян", "", "01.01.1990", "12ab", "x"]),
    ("iin", ["Ким", "Ян", "", "01.01.1990", "12345678", "x"]),
    ("iin", ["Ким", "Ян", "", "01.01.1990", "1234567890123", "x"]),
    ("iin", ["Ким", "Ян", "", "01.01.1990", "000000000000", "x"]),
    ("iin_rounded", ["Ким", "Ян", "", "01.01.1990", "9,00101E+11", "x"]),
    ("iin_date", ["Ким", "Ян", "", "01.01.1990", "993199300014", "x"]),
    ("sex", ["Ким", "Анна", "Ивановна", "01.01.1990", "900101300811", "x"]),
    ("young", ["Ким", "Анна", "", "20.03.2005", "", "x"]),
    ("young", ["Ким", "Анна", "", "2006", "", "x"]),
    ("old", ["Ким", "Анна", "", "18.03.1902", "", "x"]),
    ("address", ["Ким", "Анна", "", "01.01.1990", "", ""]),
    ("bare", ["Ким", "Анна", "", "", "", "x"]),
    ("letters", ["?асымов", "Анна", "", "01.01.1990", "", "x"]),
    ("letters", ["Ким 2", "Анна", "", "01.01.1990", "", "x"]),
    ("letters", ["=1+1", "Анна", "", "01.01.1990", "", "x"]),
    ("one_name", ["Ким", "", "", "01.01.1990", "", "x"]),
    ("one_name", ["", "Анна", "", "01.01.1990", "", "x"]),
]


@pytest.mark.parametrize(("key", "row"), DOUBTS, ids=[f"{n}-{d[0]}" for n, d in enumerate(DOUBTS)])
def test_a_doubtful_row_is_kept_and_named(key: str, row: list[Any]) -> None:
    file = read(text([KK[1:], *(r[1:] for r in plain()[:1]), row]).encode())
    if key in {"sex", "check_digit", "birth_iin"}:  # the first person has the same number
        file = read(text([KK[1:], row]).encode())
    keys = {n.reason.key for n in file.doubtful}
    assert f"voters.row_{key}" in keys
    assert keys <= {f"voters.row_{key}", "voters.row_check_digit"}
    assert file.refused == ()


NO_DOUBTS: list[list[Any]] = [
    ["Ким", "Анна", "", "19.03.2005", "", "x"],
    ["Ким", "Анна", "", "2005", "", "x"],
    ["Ким", "Анна", "", "20.03.1902", "", "x"],
    ["Ким-Ли", "Анна Мария", "Д'Арк", "01.01.1990", "", "x"],
    ["Сон", "Ян", "Петрович", "01.01.1990", 900101300811, "x"],
    ["Сон", "Ян", "Петрович", "1990", "900101300811", "x"],
    ["Ахметова", "Дана", "", "01.01.2000", "101600018", "x"],
]


@pytest.mark.parametrize("row", NO_DOUBTS, ids=[str(n) for n in range(len(NO_DOUBTS))])
def test_a_good_row_raises_no_doubt(row: list[Any]) -> None:
    file = read(text([KK[1:], row]).encode())
    assert (len(file.voters), file.doubtful, file.refused) == (1, (), ())


def test_zeros_that_a_spreadsheet_took_come_back() -> None:
    file = read(book([KK, [1, "Ахметова", "Дана", "", date(2000, 1, 1), 101600018, "x"]]))
    assert [(v.iin, v.birth) for v in file.voters] == [("000101600018", date(2000, 1, 1))]


def test_doubles_are_doubts() -> None:
    rows = [KK, *plain(), [3, "Басқа", "Біреу", "", "01.01.1990", "900101300811", "x"],
            [4, "ҚАСЫМОВ", "Әли", "Нұрланұлы", "01.01.1990", "", "x"],
            [5, "Іңкәрова", "Өрік", "Үміт", "11.12.2003", "", "x"]]  # fmt: skip
    file = read(book(rows))
    found = [(n.row, n.reason.key, n.reason.values.get("first")) for n in file.doubtful]
    assert found == [(4, "voters.row_iin_twice", 2), (5, "voters.row_same_person", 2)]
    assert len(file.voters) == 5


def test_list_numbers_that_begin_anew_give_way_to_the_order() -> None:
    again = [[1, *row[1:]] for row in plain()]
    assert [v.list_number for v in read(book([KK, *again])).voters] == [1, 2]
    delivered = [[n, *row[1:]] for n, row in zip((7, 9), plain(), strict=True)]
    assert [v.list_number for v in read(book([KK, *delivered])).voters] == [7, 9]


def test_every_row_is_a_voter_a_refusal_or_passed_over() -> None:
    rng = random.Random(11)
    pool = [plain()[0], plain()[1], KK, ["Барлығы", 5], ["Абай көшесі"], [None, "", "Ян"], [1, 2, 3, 4],
            ["x", "y"], [None, "Ким", "Ян", "", "", "", ""]]  # fmt: skip
    for _ in range(20):
        rows = [rng.choice(pool) for _ in range(40)]
        file = read(book([KK, plain()[0], *rows]))
        told = {n.row for n in (*file.refused, *file.passed_over)}
        assert len(file.voters) + len(told) == len(rows) + 1


def test_a_latin_letter_in_a_cyrillic_word_becomes_its_own() -> None:
    file = read(text([KK[1:], ["Ісеева", "Aйгүл", "", "01.01.1990", "", "x"]]).encode())
    assert names(file) == [("Ісеева", "Айгүл")]


@pytest.mark.parametrize(
    ("heading", "field"),
    [("  ИИН ", "iin"), ("ЖСН/ИИН", "iin"), ("Тегі, аты, әкесінің аты", "full_name"),
     ("ФИО", "full_name"), ("Ф.И.О.", "full_name"), ("Адрес\nместа жительства", "address"),
     ("СНИЛС", ""), ("", ""), ("№", "number"), ("Бет", "paper_page"), ("Место рождения", ""),
     ("№ удостоверения личности", ""), ("Фамилия, имя, отчество (при наличии)", "full_name"),
     ("Туған күні, айы, жылы (немесе жасы)", "birth"), ("ИИН избирателя", "iin"), ("Қолы", ""),
     ("Тұрғылықты жерінің мекенжайы", "address"), ("Подпись избирателя", ""), ("x" * 5000, "")],
)  # fmt: skip
def test_headings(heading: str, field: str) -> None:
    assert field_of(heading) == field


def test_our_reader_agrees_with_another_one() -> None:
    """Every cell of a list that openpyxl wrote, against what openpyxl reads."""
    from openpyxl import load_workbook  # noqa: PLC0415

    from precinct_app.exchange.tables import read_sheets  # noqa: PLC0415

    data = book([KK, *([*r[:4], date(1990, 1, 1), *r[5:], 1.5, True, "a\nb"] for r in plain())])
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    theirs = [list(row) for row in sheet.iter_rows(values_only=True)]
    ours = read_sheets(data, len, lambda _: None)[0].lines
    for (_, cells), row in zip(ours, theirs, strict=True):
        wanted = {
            n: v.date() if isinstance(v, datetime) else v
            for n, v in enumerate(row) if v is not None and not isinstance(v, bool)
        }  # fmt: skip
        assert dict(cells) == wanted


def test_names_are_the_people_s() -> None:
    assert names(read(book(ROWS))) == NAMES
