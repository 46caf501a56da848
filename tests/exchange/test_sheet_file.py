# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Files of sheets: however they were saved; one bad row costs only itself; hostile ones are told."""

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from precinct_app.domain.errors import InputError
from precinct_app.domain.protocol.sheet import NA, Rows
from precinct_app.domain.wording import Language
from precinct_app.exchange import sheet_book, sheet_csv, sheet_json
from precinct_app.exchange.sheet_file import read_sheets
from precinct_app.runtime import texts
from precinct_app.services.toolbox import NamedSheet
from tests.domain.protocol.shipped import form

HEAD = ["id", "ballots_issued", "votes.p1", "box.1.found", "ballots_lost"]
ROW = ["Мектеп №5", "784", "402", "21", "-"]


def sheets(path: Path) -> list[NamedSheet]:
    return list(read_sheets(path, form()))


def written(folder: Path, content: bytes | str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def table(*rows: Sequence[str], mark: str = ",") -> str:
    return "".join(mark.join(row) + "\r\n" for row in rows)


def keys(sheet: NamedSheet) -> list[str]:
    for reason in sheet.refused:
        for language in Language:
            assert not re.search(r"\{[a-z_]+\}", texts.sentence(reason, language))
            assert not texts.sentence(reason, language).startswith("refusal.")
    return [reason.key for reason in sheet.refused]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("first", ["", "\r\n", "sep={}\r\n"])
def test_csv_however_it_was_saved(encoding: str, mark: str, first: str, tmp_path: Path) -> None:
    text = first.format(mark) + table(HEAD, ROW, mark=mark)
    (sheet,) = sheets(written(tmp_path, text.encode(encoding)))
    assert sheet.sheet_id == "Мектеп №5"
    assert sheet.sheet.figures == {
        "ballots_issued": 784, "votes.p1": 402, "box.1.found": 21, "ballots_lost": NA,
    }  # fmt: skip
    assert sheet.rows == Rows(votes=("p1",), box=("1",))
    assert sheet.given == frozenset(HEAD[1:])


def test_utf_16_in_the_other_order_of_bytes(tmp_path: Path) -> None:
    data = b"\xfe\xff" + table(HEAD, ROW).encode("utf-16-be")
    (sheet,) = sheets(written(tmp_path, data))
    assert sheet.sheet.figures["votes.p1"] == 402


def test_a_heading_is_understood_once_and_shared(tmp_path: Path) -> None:
    first, second = sheets(written(tmp_path, table(HEAD, ROW, ROW)))
    assert first.rows is second.rows
    assert first.given is second.given


def test_quoted_cells_may_hold_marks_quotes_and_line_ends(tmp_path: Path) -> None:
    text = 'id,note,ballots_issued\n"a, ""b""","two\nlines","784"\nP2,,785\n'
    first, second = sheets(written(tmp_path, text))
    assert (first.sheet_id, first.sheet.figures) == ('a, "b"', {"ballots_issued": 784})
    assert first.unknown == ("note",)
    assert (second.sheet_id, second.sheet.figures) == ("P2", {"ballots_issued": 785})


def test_a_quotation_mark_left_open_costs_its_own_row_only(tmp_path: Path) -> None:
    rows = "".join(f"P{n},{n}\n" for n in range(60))
    first, *others = sheets(written(tmp_path, f'id,ballots_issued\n"P,1\n{rows}'))
    assert keys(first) == ["sheets.quote"]
    assert first.refused[0].values == {"name": "a.csv", "row": 2}
    assert [sheet.sheet.figures["ballots_issued"] for sheet in others] == list(range(60))
    (bad, good) = sheets(written(tmp_path, 'id,ballots_issued\n"P"x"y,1\nQ,"2"\n'))
    assert (keys(bad), good.sheet.figures) == (["sheets.quote"], {"ballots_issued": 2})

    told = sheets(written(tmp_path, 'id,ballots_issued\nx"y,1\nz"w,2\nQ,3\n'))
    assert [keys(sheet) for sheet in told] == [["sheets.quote"], ["sheets.quote"], []]


def test_one_bad_row_is_told_and_the_others_follow(tmp_path: Path) -> None:
    bad = ["P2", "7x4", "1.5", "21", "0"]
    blank = ["", "", "", "", ""]
    text = table(HEAD, ROW, bad, blank, [*ROW, "9"], [*ROW, " "], ["P5", "784"])
    first, second, third, fourth, fifth = sheets(written(tmp_path, text))
    assert keys(second) == ["sheets.figure", "sheets.figure"]
    told = [(r.values["row"], r.values["cell"], r.values["value"]) for r in second.refused]
    assert told == [(3, "ballots_issued", "7x4"), (3, "votes.p1", "1.5")]
    assert (second.sheet_id, second.sheet.figures) == ("P2", {})
    assert keys(third) == ["sheets.too_many_cells"]
    assert third.refused[0].values["row"] == 5
    assert [keys(sheet) for sheet in (first, fourth, fifth)] == [[], [], []]
    assert fifth.sheet.figures == {"ballots_issued": 784}


@pytest.mark.parametrize(
    ("text", "figure"),
    [("0", 0), ("007", 7), (" 784 ", 784), ("1\u00a0234", 1234), ("9 999 999", 9999999), ("n/a", NA),
     ("–", NA), ("", None), ("0000000000784", 784)],
)  # fmt: skip
def test_figures_as_people_write_them(text: str, figure: object, tmp_path: Path) -> None:
    (sheet,) = sheets(written(tmp_path, f"id;ballots_issued;ballots_lost\nP;{text};0\n"))
    assert sheet.sheet.figures.get("ballots_issued") == figure


@pytest.mark.parametrize(
    "text",
    ["10000000", "9" * 5000, "-5", "+5", "1.5", "1,5", "1 2", "12 34", "=1+1", "@sum", "0x10", "1e3",
     "٣", "²", "7\0", "seven", "true", "½"],
)  # fmt: skip
def test_what_is_no_figure_is_never_taken_for_one(text: str, tmp_path: Path) -> None:
    (sheet,) = sheets(written(tmp_path, f"id;ballots_issued\nP;{text}\n"))
    assert keys(sheet) == ["sheets.figure"]
    value = str(sheet.refused[0].values["value"])
    assert value.isprintable()
    assert len(value) <= 40


def test_names_of_sheets_are_fit_for_a_terminal(tmp_path: Path) -> None:
    text = f"id;ballots_issued\n\x1b[2J{'x' * 500};1\n;2\n=cmd;3\n"
    first, second, third = sheets(written(tmp_path, text))
    assert first.sheet_id == "�[2J" + "x" * 96
    assert (second.sheet_id, third.sheet_id) == ("2", "=cmd")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "sheets.head"),
        (b"\r\n\r\n", "sheets.head"),
        (b";;;\n1;2;3\n", "sheets.head"),
        (bytes(range(256)) * 50, "sheets.head"),
        (b"\0" * 5000, "sheets.head"),
        ("ballots_issued".encode("utf-16-le"), "sheets.head"),
        (b'"' * 3, "sheets.head"),
        (b"ballots_issued,votes.p1\n\n", "sheets.none"),
        (b"\xff\xfe\x00", "sheets.none"),
        (b"x" * 2_500_000, "sheets.head"),
        (b"ballots_issued,votes.p1, ballots_issued\n1,2,3\n", "sheets.head_twice"),
        (",".join(f"box.{n}.found" for n in range(3000)).encode(), "sheets.too_large"),
    ],
)
def test_files_whose_heading_is_none(content: bytes, key: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        sheets(written(tmp_path, content))
    assert [reason.key for reason in caught.value.reasons] == [key]


def test_no_column_of_the_form_is_said_for_every_sheet(tmp_path: Path) -> None:
    (sheet,) = sheets(written(tmp_path, "x,y\n1,2\n"))
    assert keys(sheet) == ["sheets.no_lines"]


def test_a_huge_line_costs_its_own_row_only(tmp_path: Path) -> None:
    long = "7" * (2 * sheet_csv.LONGEST_LINE + 5)
    first, second = sheets(written(tmp_path, f"id,ballots_issued\nP1,{long}\nP2,784\n"))
    assert keys(first) == ["sheets.long_row"]
    assert second.sheet.figures == {"ballots_issued": 784}


def as_json(*items: Any) -> list[tuple[str, str]]:
    lines = "\n".join(json.dumps(item) for item in items)
    return [("a.jsonl", lines), ("a.json", json.dumps(items, indent=1)), ("a.txt", lines)]


def test_json_as_an_array_as_lines_and_as_one_object(tmp_path: Path) -> None:
    first: dict[str, Any] = {"id": "P1", "ballots_issued": 784, "votes.p1": None}
    second = {"ballots_issued": "784", "ballots_lost": "-", "votes.p1": 4.0}
    for name, text in as_json(first, second):
        one, two = sheets(written(tmp_path, text, name))
        assert (one.sheet_id, one.sheet.figures) == ("P1", {"ballots_issued": 784})
        assert (two.sheet_id, two.sheet.figures["votes.p1"]) == ("2", 4)
    (alone,) = sheets(written(tmp_path, "\ufeff \n" + json.dumps(first, indent=2), "a.json"))
    assert alone.sheet.figures == {"ballots_issued": 784}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("7", "sheets.no_object"), ("[1]", "sheets.no_object"), ("{", "sheets.no_object"),
        ('{"a":' * 3000, "sheets.no_object"), ("[" * 200_000, "sheets.no_object"),
        ('{"ballots_issued": ' + "9" * 6000 + "}", "sheets.no_object"),
        ('{"ballots_issued": 1, "ballots_issued ": 2}', "sheets.key_twice"),
        ('{"ballots_issued": true}', "sheets.figure"), ('{"ballots_issued": NaN}', "sheets.figure"),
        ('{"ballots_issued": 1e300}', "sheets.figure"), ('{"ballots_issued": 1.5}', "sheets.figure"),
        ('{"ballots_issued": [[[1]]]}', "sheets.figure"), ('{"ballots_issued": {}}', "sheets.figure"),
        ('{"ballots_issued": -5}', "sheets.figure"), ("{}", "sheets.no_lines"),
        ('{"ballots_issued": "' + "7" * 3_000_000 + '"}', "sheets.no_object"),
        ("{" + ",".join(f'"x{n}": 1' for n in range(3000)) + "}", "sheets.no_object"),
    ],
)  # fmt: skip
def test_bad_lines_of_json_cost_only_themselves(line: str, key: str, tmp_path: Path) -> None:
    good = '{"ballots_issued": 784}'
    first, bad, last = sheets(written(tmp_path, f"{good}\n{line}\n\n{good}\n", "a.jsonl"))
    assert keys(bad) == [key]
    assert first.sheet.figures == last.sheet.figures == {"ballots_issued": 784}


def test_a_lone_surrogate_cannot_stop_the_output(tmp_path: Path) -> None:
    (sheet,) = sheets(written(tmp_path, '{"id": "\\ud800", "ballots_issued": 1}', "a.json"))
    assert sheet.sheet_id == "�"


@pytest.mark.parametrize("content", [b"[", b"null", b"7", b'{"a":' * 50_000, b"\xff\xfe\x00[", b""])
def test_documents_that_are_no_json(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        sheets(written(tmp_path, content, "a.json"))
    assert caught.value.reasons[0].key == "sheets.unreadable"


def test_a_document_too_large_to_be_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_json, "LARGEST", 1000)
    with pytest.raises(InputError) as caught:
        sheets(written(tmp_path, "[" + " " * 1000 + "]", "a.json"))
    assert caught.value.reasons[0].key == "sheets.too_large"


def test_a_workbook_too_large_or_whose_parser_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        """As a parser in another language raises it: no Exception."""

    def gives_up(_data: bytes) -> None:
        raise Panic

    path = workbook(tmp_path, HEAD, ROW)
    monkeypatch.setattr(sheet_book, "refuse_bomb", gives_up)
    with pytest.raises(InputError) as caught:
        sheets(path)
    assert caught.value.reasons[0].key == "sheets.unreadable"
    monkeypatch.setattr(sheet_book, "LARGEST", 100)
    with pytest.raises(InputError) as caught:
        sheets(path)
    assert caught.value.reasons[0].key == "sheets.too_large"


def workbook(folder: Path, *rows: Sequence[Any], name: str = "a.xlsx") -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    book.save(folder / name)
    return folder / name


@pytest.mark.parametrize("name", ["a.xlsx", "named_wrongly.csv"])
def test_a_workbook_whatever_its_name(name: str, tmp_path: Path) -> None:
    path = workbook(
        tmp_path, [], HEAD, ["P1", 784, "402", 21.0, "-"], [], ["P2", True, 1.5], name=name
    )
    first, second = sheets(path)
    assert first.sheet.figures == {
        "ballots_issued": 784, "votes.p1": 402, "box.1.found": 21, "ballots_lost": NA,
    }  # fmt: skip
    assert keys(second) == ["sheets.figure", "sheets.figure"]
    assert second.refused[0].values["row"] == 5


def test_workbooks_that_are_none_empty_or_bombs(tmp_path: Path) -> None:
    far = Workbook()
    far.active["XFD1048576"] = 1  # type: ignore[index]
    far.save(tmp_path / "far.xlsx")
    cases = {
        written(tmp_path, b"PK broken", "b.xlsx"): "sheets.unreadable",
        written(tmp_path, b"\xd0\xcf\x11\xe0" * 9, "old.xls"): "sheets.unreadable",
        workbook(tmp_path, name="empty.xlsx"): "sheets.head",
        tmp_path / "far.xlsx": "sheets.too_large",
    }
    for path, key in cases.items():
        with pytest.raises(InputError) as caught:
            sheets(path)
        assert [reason.key for reason in caught.value.reasons] == [key], path.name


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"PK", b"[", b"{", b'id,"',
       b"ballots_issued,votes.p1\n", b'{"ballots_issued":', b"\xff\xfe"]))  # fmt: skip
def test_no_bytes_end_in_anything_but_sheets_or_a_refusal(
    content: bytes, start: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.mktemp("any"), start + content)
    found: list[NamedSheet] = []
    with suppress(InputError):
        found = sheets(path)
    for sheet in found:
        assert sheet.refused or sheet.given
        keys(sheet)
