# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A voter list comes in as a whole or not at all: layout confirmed, remembered, cancelled, told."""

import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import NotAllowedError, PrecinctError, VoterFileError
from precinct_app.runtime.clock import SetClock
from precinct_app.services.opening import open_workspace, set_up_precinct
from precinct_app.services.toolbox import Toolbox, WorkspaceUser
from precinct_app.services.voter_import import import_list, look_at_list
from precinct_app.services.voter_layout import Layout, column_letters, column_number
from precinct_app.services.workspace import Workspace
from tests.exchange.voter_files import KK, NAMES, Rows, book, plain, text
from tests.services.conftest import PRECINCT, SECRET, Made

GOOD = book([KK, *plain()])


@dataclass
class Empty:
    """A precinct's workspace without a list, opened by its secretary."""

    folder: Path
    workspace: Workspace
    tools: Toolbox
    actor: Actor

    def voters(self) -> list[tuple[str, str]]:
        with self.workspace.store.begin() as work:
            return [(voter.surname, voter.given_name) for voter in work.voters.all()]

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        with self.workspace.store.begin() as work:
            rows = [row for row in work.journal.all() if row.kind.startswith("voters.")]
        return [(row.kind, dict(row.details)) for row in rows]


class Memory:
    """Layouts kept in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def recall(self, key: str) -> str | None:
        return self.kept.get(key)

    def keep(self, key: str, layout: str) -> None:
        self.kept[key] = layout


@pytest.fixture
def empty(made: Made, tmp_path: Path) -> Iterator[Empty]:
    tools = Tools().with_clock(SetClock(Tools().clock.now()))
    folder = tmp_path / "empty"
    members = made.election.precinct(PRECINCT).members
    users = [WorkspaceUser(m.member_id, m.name, m.role, SECRET) for m in members]
    set_up_precinct(folder, made.package, PRECINCT, Level.REGISTERS, users, tools)
    secretary = next(m for m in members if m.role is Role.SECRETARY)
    workspace = open_workspace(folder, secretary.member_id, SECRET, tools)
    yield Empty(folder, workspace, tools, Actor(secretary.member_id, secretary.role))
    workspace.store.close()


def refused(empty: Empty, data: bytes, **more: Any) -> str:
    with pytest.raises(PrecinctError) as caught:
        import_list(empty.workspace, empty.actor, empty.tools, data, "x", **more)
    return caught.value.reasons[0].key


def test_a_list_is_kept_and_told_without_names(empty: Empty) -> None:
    heard: list[float] = []
    bad = [3, "", "", "", "", "900101300811", "x"]
    outcome = import_list(
        empty.workspace, empty.actor, empty.tools, book([KK, *plain(), bad]), "x.xlsx",
        pulse=heard.append,
    )  # fmt: skip
    assert (outcome.kept, sorted(empty.voters())) == (2, sorted(NAMES))
    ((kind, details),) = empty.events()
    assert (kind, int(details["kept"]), int(details["refused"])) == ("voters.imported", 2, 1)
    assert heard == sorted(heard)
    assert len({voter.voter_id for voter in outcome.file.voters}) == 2


def test_a_refused_file_leaves_a_row_in_the_journal_and_nothing_else(empty: Empty) -> None:
    assert refused(empty, b"") == "voters.empty"
    assert empty.voters() == []
    ((kind, details),) = empty.events()
    assert (kind, details["reason"]) == ("voters.refused", "voters.empty")


@pytest.mark.parametrize("after", [0.0, 0.3, 0.61, 0.9])
def test_cancelled_at_any_moment_keeps_nothing(empty: Empty, after: float) -> None:
    def stop(done: float) -> None:
        if done >= after:
            raise VoterFileError.of("voters.cancelled")

    rows = [[n, "Ким", f"Ян{'абвг'[n % 4]}", "", "01.01.1990", "", "x"] for n in range(1, 2200)]
    assert refused(empty, text([KK, *rows]).encode(), pulse=stop) == "voters.cancelled"
    assert empty.voters() == []
    assert import_list(empty.workspace, empty.actor, empty.tools, GOOD, "x").kept == 2


def test_a_second_list_is_refused_before_it_is_read(empty: Empty) -> None:
    import_list(empty.workspace, empty.actor, empty.tools, GOOD, "x.xlsx")
    with pytest.raises(NotAllowedError) as caught:
        import_list(empty.workspace, empty.actor, empty.tools, b"not a list", "x.xlsx")
    assert caught.value.reasons[0].key == "voters.list_present"


def test_only_who_may_edit_voters_takes_a_list_in(empty: Empty) -> None:
    observer = replace(empty.actor, role=Role.TECHNICIAN)
    with pytest.raises(NotAllowedError):
        import_list(empty.workspace, observer, empty.tools, GOOD, "x.xlsx")


def test_a_person_names_the_columns_that_headings_do_not(empty: Empty) -> None:
    data = book([["a", "b", "c"], *([r[5], r[2], r[1]] for r in plain())])
    found = look_at_list(empty.tools, data, "x.xlsx")
    assert (found.columns, found.is_readable) == ({}, False)
    assert [reason.key for reason in found.uncertain] == ["voters.no_columns"]
    told = found.corrected({"surname": "C", "given_name": "B", "iin": "a"}, 2)
    import_list(empty.workspace, empty.actor, empty.tools, data, "x.xlsx", layout=told)
    assert sorted(empty.voters()) == sorted(NAMES)


def test_a_confirmed_layout_is_remembered_by_its_headings(empty: Empty) -> None:
    memory = Memory()
    rows = [["Тегі", "Аты", "Туған күні", "?"], *([r[2], r[1], r[4], r[6]] for r in plain())]
    found = look_at_list(empty.tools, book(rows), "x.xlsx", memory=memory)
    swapped = found.corrected({"surname": "B", "given_name": "A", "address": "D"})
    import_list(
        empty.workspace, empty.actor, empty.tools, book(rows), "x", layout=swapped, memory=memory
    )
    later: Rows = [["Title"], [], *rows]
    again = look_at_list(empty.tools, book(later), "y.xlsx", memory=memory)
    assert again.columns == swapped.columns
    assert (again.head_row, again.first_row) == (3, 4)
    other = look_at_list(empty.tools, GOOD, "z.xlsx", memory=memory)
    assert other.columns["surname"] == 1
    (kept,) = memory.kept.values()
    assert not any(name in kept for pair in NAMES for name in pair)


def test_a_sheet_is_chosen_and_others_are_told(empty: Empty) -> None:
    data = book([KK, *plain(), *plain()], [KK, plain()[0]], titles=["A", "B"])
    found = look_at_list(empty.tools, data, "x.xlsx")
    assert (found.sheet, found.sheets) == ("A", ("A", "B"))
    assert [(r.key, dict(r.values)) for r in found.uncertain] == [
        ("voters.more_sheets", {"sheet": "B", "rows": 2})
    ]
    chosen = look_at_list(empty.tools, data, "x.xlsx", sheet="B")
    assert (chosen.sheet, chosen.first_rows[0][1]) == ("B", NAMES[0][0])
    with pytest.raises(VoterFileError, match=r"voters\.sheet_unknown"):
        look_at_list(empty.tools, data, "x.xlsx", sheet="C")


def test_what_is_uncertain_is_said() -> None:
    def keys(rows: Rows, **more: Any) -> list[str]:
        found = look_at_list(Tools(), book(rows, **more), "x.xlsx")
        return [reason.key.removeprefix("voters.") for reason in found.uncertain]

    assert keys([KK, *plain()]) == []
    assert keys([["Тегі", "Аты"], ["a", "b"]]) == ["no_person_column", "no_address_column"]
    guessed = [*KK[:5], "ИИН гражданина РК", KK[6]]
    assert keys([guessed, *plain()]) == ["guessed"]
    assert keys([*([["x"]] * 25), KK, *plain()]) == ["head_far_down"]
    data = book([KK, *plain()], [["x"]], hidden=[0])
    assert [r.key for r in look_at_list(Tools(), data, "x").uncertain] == ["voters.hidden_sheet"]


BAD_LAYOUTS = [
    "", "[]", "{}", "null", "[" * 100_000, '{"columns": 5}',
    '{"columns": {"x": 1}, "headings": [], "first_row": 2, "head_row": 1, "sheet": "s"}',
    '{"columns": {"iin": -1}, "headings": [], "first_row": 2, "head_row": 1, "sheet": "s"}',
    '{"columns": {"iin": 1}, "headings": [], "first_row": 1, "head_row": 1, "sheet": "s"}',
]  # fmt: skip


@pytest.mark.parametrize("kept", BAD_LAYOUTS, ids=[str(n) for n in range(len(BAD_LAYOUTS))])
def test_a_damaged_memory_is_a_sentence(kept: str) -> None:
    with pytest.raises(VoterFileError) as caught:
        Layout.from_json(kept)
    assert caught.value.reasons[0].key == "voters.layout"


@pytest.mark.parametrize(
    ("columns", "row", "key"),
    [({"surnam": "A"}, None, "field_unknown"), ({"iin": "AAA"}, None, "column_unknown"),
     ({"iin": "ZZ"}, None, "column_unknown"), ({"iin": ""}, None, "column_unknown"),
     ({"iin": "1"}, None, "column_unknown"), ({"iin": "Б"}, None, "column_unknown"),
     ({}, 0, "layout"), ({}, 1, "layout"), ({}, -5, "layout")],
)  # fmt: skip
def test_a_wrong_correction_is_a_sentence(
    columns: dict[str, str], row: int | None, key: str
) -> None:
    found = look_at_list(Tools(), GOOD, "x.xlsx")
    with pytest.raises(VoterFileError) as caught:
        found.corrected(columns, row)
    assert caught.value.reasons[0].key == f"voters.{key}"


def test_a_layout_comes_back_from_json_without_rows() -> None:
    found = look_at_list(Tools(), GOOD, "x.xlsx")
    back = Layout.from_json(found.to_json())
    assert back == replace(found, first_rows=(), sheets=(), uncertain=())
    assert back.key == found.key
    assert found.corrected({"address": "-"}).columns.get("address") is None
    assert [column_number(column_letters(n)) for n in range(200)] == list(range(200))


def command(empty: Empty, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, Any, str]:
    empty.workspace.store.close()
    reader, writer = os.pipe()
    os.write(writer, SECRET.encode() + b"\n")
    os.close(writer)
    user = empty.actor.member_id
    try:
        status = main(
            ["voters", "import", *more, "--workspace", str(empty.folder), "--user", user, "--json",
             "--passphrase-fd", str(reader)], Tools()
        )  # fmt: skip
    finally:
        os.close(reader)
    told = capsys.readouterr()
    return status, json.loads(told.out), told.err


def test_the_command_imports_and_writes_a_report(
    empty: Empty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, report = tmp_path / "=list.xlsx", tmp_path / "report.xlsx"
    rows: Rows = [
        ["a", "b", "c", "d"],
        [7, "Ким", "Ян", "900101300812"],
        [8, "", "", "900101300811"],
    ]
    file.write_bytes(book(rows, titles=["Тізім"]))
    columns = "number=A,surname=B,given_name=C,iin=D"
    status, told, _ = command(
        empty, capsys, str(file), "--columns", columns, "--first-row", "2", "--report", str(report)
    )
    assert (status, told["kept"]) == (0, 1)
    assert [(n["row"], n["list_number"], n["tail"], n["key"]) for n in told["refused"]] == [
        (3, 8, "0811", "voters.row_no_name")
    ]
    sheet = load_workbook(report).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [sheet.cell(n, 1).value for n in (1, 5, 6)] == ["=list.xlsx", 3, 2]
    whole = " ".join(str(cell.value) for cell in cells)
    assert "900101300812" not in whole
    assert "Ким" not in whole
    assert not any(word in whole for word in ("refusal.", "todo.", "voters.report"))
    assert report.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("arguments", "key"),
    [(("--columns", "surname"), "voters.columns_form"), (("--columns", "x=A"), "voters.field_unknown"),
     (("--sheet", "none"), "voters.sheet_unknown"), (("--first-row", "1"), "voters.layout")],
)  # fmt: skip
def test_the_command_refuses_by_sentences(
    empty: Empty,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    key: str,
) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(GOOD)
    status, told, said = command(empty, capsys, str(file), *arguments)
    assert (status, [reason["key"] for reason in told["refused"]]) == (2, [key])
    assert said.strip()


def test_the_command_looks_without_a_workspace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(book([["Тізім"], KK, *plain()]))
    assert main(["voters", "look", str(file), "--json"], Tools()) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["head_row"], told["first_row"], told["columns"]["iin"]) == (2, 3, "F")
    assert told["first_rows"][0][1] == NAMES[0][0]
    assert main(["voters", "look", str(file), "--language", "kk"], Tools()) == 0
    shown = capsys.readouterr().out
    assert "ЖСН" in shown
    assert "voters." not in shown


def test_the_report_says_every_key_in_words(tmp_path: Path) -> None:
    rows: Rows = [KK, plain()[0], [2, "?им", "", "", "1.1.2020", "12", ""], ["Барлығы", 2], ["x"],
            [5, "", "", "", "", "900101300811", ""]]  # fmt: skip
    file = Tools().read_voters(book(rows), "x.xlsx")
    sheet = load_workbook(io.BytesIO(Tools().voter_report(file, "x"))).worksheets[0]
    notes = len(file.refused) + len(file.doubtful) + len(file.passed_over)
    assert sheet.max_row == 4 + notes
    assert notes >= 6
    for row in sheet.iter_rows(min_row=5, values_only=True):
        assert all(str(value).count("\n") == 1 for value in row[3:6])
        assert not any(str(value).startswith(("todo.", "refusal.", "voters.")) for value in row[3:])
