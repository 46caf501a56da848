# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``check``: one JSON line a sheet, sentences for people, exit statuses, readers that leave."""

import argparse
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from precinct_app.cli import check
from precinct_app.cli.output import Output, standard_output
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.wording import Language
from precinct_app.exchange.sheet_file import read_sheets
from precinct_app.runtime import texts
from precinct_app.services.toolbox import NamedSheet, Toolbox
from tests.domain.protocol.shipped import quiet


class Reader:
    """The one tool that ``check`` asks for."""

    def read_sheets(self, path: Path, form: Form) -> Iterator[NamedSheet]:
        return read_sheets(path, form)


def csv(folder: Path, *changes: dict[str, Any]) -> Path:
    """Quiet nights by the file, each with changes."""
    path = folder / "s.csv"
    head = ["id", *quiet()]
    rows = [{"id": f"P{n}", **quiet(), **change} for n, change in enumerate(changes, start=1)]
    lines = [head, *([str(row.get(name, "")) for name in head] for row in rows)]
    path.write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="utf-8")
    return path


def run(
    path: Path, *options: str, as_json: bool = True, language: Language = Language.EN
) -> tuple[int, list[Any], str]:
    parser = argparse.ArgumentParser()
    check.add_arguments(parser)
    standard = ["--form", "mazhilis_list_2023", "--level", "count_only"]
    asked = parser.parse_args([str(path), *standard, *options])
    output = Output(language, as_json, io.StringIO(), io.StringIO())
    status = check.run(asked, cast("Toolbox", Reader()), output)
    out = cast("io.StringIO", output.out).getvalue().splitlines()
    told = [json.loads(line) for line in out] if as_json else out
    return status, told, cast("io.StringIO", output.err).getvalue()


SLIP = {"votes.p1": 420}


def test_one_json_line_a_sheet(tmp_path: Path) -> None:
    status, (good, bad), err = run(csv(tmp_path, {}, SLIP), "--slips")
    assert (status, err) == (1, "")
    assert set(good) == {
        "id", "findings", "waiting", "open", "not_checked", "from_register", "sums", "slips",
    }  # fmt: skip
    assert (good["id"], good["findings"], good["open"], good["slips"]) == ("P1", [], [], [])
    assert {"W401", "E602"} <= set(good["not_checked"])
    (finding,) = bad["findings"]
    assert set(finding) == {
        "code", "grade", "row", "cells", "left", "right", "gap", "sentence", "next",
    }  # fmt: skip
    assert (finding["code"], finding["grade"]) == ("E306", "error")
    assert (finding["left"], finding["right"], finding["gap"]) == (750, 768, -18)
    assert {"ballots_valid", "votes.p1", "against_all"} <= set(finding["cells"])
    assert "750" in finding["sentence"]
    assert finding["next"]
    slip = next(slip for slip in bad["slips"] if slip["cells"] == ["votes.p1"])
    assert (slip["from"], slip["to"]) == ([420], [402])
    assert "402" in slip["sentence"]
    assert "420" in slip["sentence"]
    assert "slips" not in run(csv(tmp_path, SLIP))[1][0]


@pytest.mark.parametrize("language", list(Language))
def test_a_sum_that_its_own_parts_contradict_is_told(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("id,found_mobile,box.1.found,box.2.found,voters_took_part\n"
                    "1,21,12,9,5\n2,22,12,9,\n3,21,12,,-\n", encoding="utf-8")  # fmt: skip
    status, told, _ = run(path, language=language)
    assert status == 1
    assert [[(one["cell"], one["typed"], one["computed"]) for one in sheet["sums"]]
            for sheet in told] == [[], [("found_mobile", 22, 21)], []]  # fmt: skip
    _, lines, _ = run(path, as_json=False, language=language)
    (line,) = [line for line in lines if line.endswith(told[1]["sums"][0]["sentence"])]
    assert line.startswith("2: ")
    assert all(part in line for part in ("10", "22", "21"))
    good = [line for line in lines if texts.text("cli.check.good", language) in line]
    assert [line[:2] for line in good] == ["1:", "3:"]


def test_a_cell_left_empty_leaves_relations_open(tmp_path: Path) -> None:
    status, (sheet,), _ = run(csv(tmp_path, {"ballots_unused": ""}))
    assert (status, sheet["findings"], sheet["open"]) == (0, [], ["E102"])


def test_warnings_ask_for_no_other_status_than_good(tmp_path: Path) -> None:
    warned = {"box.1.found": 20, "found_stationary": 764}
    status, (sheet,), _ = run(csv(tmp_path, warned))
    assert (status, [f["code"] for f in sheet["findings"]]) == (0, ["W203"])


@pytest.mark.parametrize("language", list(Language))
def test_a_row_that_cannot_be_read_is_no_clean_sheet(language: Language, tmp_path: Path) -> None:
    path = csv(tmp_path, {}, {"votes.p1": "4o2"}, SLIP)
    status, told, err = run(path, language=language)
    assert status == 2
    assert [sheet["id"] for sheet in told] == ["P1", "P2", "P3"]
    assert "findings" not in told[1]
    (reason,) = told[1]["refused"]
    assert reason["key"] == "sheets.figure"
    assert reason["values"] == {"name": "s.csv", "row": 3, "cell": "votes.p1", "value": "4o2"}
    assert reason["sentence"] in err
    assert all(part in reason["sentence"] for part in ("s.csv", "3", "votes.p1", "4o2"))
    assert [f["code"] for f in told[2]["findings"]] == ["E306"]


@pytest.mark.parametrize("language", list(Language))
def test_people_read_the_sentence_and_what_to_recount(language: Language, tmp_path: Path) -> None:
    path = csv(tmp_path, {}, SLIP, {"ballots_unused": ""})
    status, told, _ = run(path, "--slips", as_json=False, language=language)
    assert status == 1
    assert told[0].startswith("P1: ")
    assert told[1].startswith("P1: ")
    assert "E110" in told[1]  # what is not checked, once for all sheets alike
    assert told[2].startswith("P2: E306 (")
    assert "750" in told[2]
    assert "16.1" in told[3]
    assert any("402" in line for line in told[4:-1])
    assert sum("E110" in line for line in told) == 1
    assert told[-1].startswith("P3: ")
    assert "E102" in told[-1]
    assert not [line for line in told if "cli." in line or "card." in line or "{" in line]


def test_columns_that_the_form_lacks_are_named_once(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("id,ballots_isued,ballots_lost\n1,5,0\n2,5,0\n", encoding="utf-8")
    status, told, err = run(path)
    assert (status, len(told)) == (0, 2)
    assert err.count("ballots_isued") == 1
    assert "E102" in told[0]["not_checked"]


def test_what_is_not_checked_is_told_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    whole = {**quiet(), "id": "A"}
    bare = {"id": "B", "ballots_found": 784, "ballots_issued": 784}
    path.write_text(json.dumps([whole, whole, bare, bare, whole]), encoding="utf-8")
    _, told, _ = run(path, as_json=False)
    listed = [line.split(":")[0] for line in told if "W401" in line]
    assert listed == ["A", "B", "A"]


@pytest.mark.parametrize("language", list(Language))
def test_a_flag_is_one_or_zero(language: Language, tmp_path: Path) -> None:
    path = csv(tmp_path, {"box.1.annulled": "2"}, {"box.1.annulled": "-"}, {"box.1.annulled": ""})
    status, (wrong, na, empty), err = run(path, language=language)
    assert status == 2
    (reason,) = wrong["refused"]
    assert reason["key"] == "sheets.flag"
    assert reason["values"] == {"name": "s.csv", "row": 2, "cell": "box.1.annulled"}
    assert "box.1.annulled" in err
    assert (na["findings"], na["open"], empty["open"]) == ([], [], ["E206", "A207", "W309"])


PRINTED = ("voters_listed", "voters_received_ballots", "ballots_received", "ballots_issued",
           "ballots_spoiled", "ballots_unused", "ballots_lost", "found_mobile", "found_stationary",
           "ballots_found", "ballots_invalid", "ballots_valid", "against_all")  # fmt: skip


def test_the_printed_lines_of_a_protocol_are_enough_for_a_file(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    figures = {**quiet(), "found_mobile": 21}
    lines = {name: figures[name] for name in (*PRINTED, "votes.p1", "votes.p2", "votes.p3")}
    rows = [lines, lines | {"found_stationary": 736}]
    text = "\n".join([",".join(lines), *(",".join(map(str, row.values())) for row in rows)])
    path.write_text(text, encoding="utf-8")
    status, (good, bad), _ = run(path)
    assert status == 1
    assert good["findings"] == []
    assert {"E101", "E204", "W309"} <= set(good["not_checked"])
    (finding,) = bad["findings"]
    assert (finding["code"], finding["left"], finding["right"]) == ("E301", 784, 757)
    assert finding["cells"] == ["ballots_found", "found_stationary", "found_mobile"]
    assert "12 = 11 + 10" in finding["sentence"]


def test_seats_and_level_are_taken_from_the_line(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(
        "votes.a,votes.b,votes.c,votes.d,ballots_valid,against_all\n250,250,250,250,290,20\n",
        encoding="utf-8",
    )
    multi = ("--form", "local_body_multi", "--mandates")
    assert run(path, *multi, "5")[0] == 0
    assert run(path, *multi, "3")[1][0]["findings"][0]["code"] == "E312"
    night = csv(tmp_path, {})
    assert (
        run(night)[1][0]["not_checked"] != run(night, "--level", "registers")[1][0]["not_checked"]
    )


def test_a_reader_sees_each_line_at_once(tmp_path: Path) -> None:
    class Watched(io.StringIO):
        def __init__(self) -> None:
            super().__init__()
            self.flushed: list[int] = []

        def flush(self) -> None:
            self.flushed.append(self.getvalue().count("\n"))

    asked = argparse.Namespace(
        input=csv(tmp_path, {}, SLIP, {}), form="mazhilis_list_2023", level="count_only",
        mandates=1, slips=False,
    )  # fmt: skip
    out = Watched()
    check.run(asked, cast("Toolbox", Reader()), Output(Language.KK, True, out, io.StringIO()))
    assert out.flushed == [1, 2, 3]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_reader_that_leaves_ends_the_check_without_a_word(as_json: bool, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    asked = argparse.Namespace(
        input=csv(tmp_path, *[SLIP] * 50), form="mazhilis_list_2023", level="count_only",
        mandates=1, slips=False,
    )  # fmt: skip
    err = io.StringIO()
    with os.fdopen(writer, "w", encoding="utf-8") as out:
        status = check.run(asked, cast("Toolbox", Reader()), Output(Language.KK, as_json, out, err))
        out.write("what was still to be said")
    assert (status, err.getvalue()) == (2, "")


@pytest.mark.parametrize(("as_json", "written"), [(True, '{"id": "Ң"}\n'), (False, "\\u04a2\n")])
def test_a_console_without_the_letters_stops_nothing(
    as_json: bool, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="cp1251", newline="\n"))
    output = standard_output(Language.KK, as_json)
    output.data({"id": "Ң"})
    output.line("Ң")
    output.out.flush()
    assert raw.getvalue().decode() == written
