# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``forms`` and ``check`` on forms of other countries, and the help page's own examples."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import check, completed
from precinct_app.domain.protocol.form_faults import faults
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.protocol.form_layers import PLAIN
from precinct_app.domain.protocol.form_parts import FIELDS
from precinct_app.domain.protocol.linear import UNITS
from precinct_app.domain.protocol.sheet import Rows, Sheet, Source
from precinct_app.runtime import resources
from precinct_app.services.form_files import open_form, shipped_forms

FOREIGN = Path(__file__).parents[1] / "exchange" / "forms"
HELP = resources.read_text("help/form-language.md")
BLOCKS = re.findall(r"```toml\n(.*?)```", HELP, re.DOTALL)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[Any]]:
    status = main([*arguments, "--json"], Tools())
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("country", ["poland", "poland_like", "bulgaria", "russia"])
def test_forms_of_other_countries_have_no_fault(
    country: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "forms", "check", str(FOREIGN / f"{country}.toml")) == (0, [[]])


@pytest.mark.parametrize(
    ("country", "told", "slips"),
    [
        ("poland",
         {"good": [], "transposed": ["E008"], "proxies": ["E005"], "empty_box": ["E017"],
          "unfilled": []},
         {"transposed": [["votes.2"]]}),
        ("bulgaria",
         {"good": [], "preferences": ["E006"], "stuffed": ["A101"], "digit": ["E004"],
          "missing": ["W201"]},
         {"preferences": [["votes.4.none"]], "digit": [["nobody"]]}),
        ("russia",
         {"good": [], "cancelled": ["E002"], "lost": ["A103"], "no_certificates": [],
          "stuffed": ["A101", "A102"]},
         {}),
    ],
)  # fmt: skip
def test_protocols_of_other_countries_are_checked(
    country: str, told: dict[str, list[str]], slips: dict[str, list[list[str]]],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    form, sheets = FOREIGN / f"{country}.toml", FOREIGN / f"{country}.csv"
    status, found = run(capsys, "check", str(sheets), "--form", str(form), "--slips")
    assert status == 1
    assert {one["id"]: [f["code"] for f in one["findings"]] for one in found} == told
    named = {one["id"]: [slip["cells"] for slip in one["slips"]] for one in found}
    for sheet, cells in slips.items():
        assert named[sheet] == cells
    assert all(not named[one["id"]] for one in found if not one["findings"])
    for one in found:
        for finding in one["findings"]:
            assert not re.search(r"[{}]|\b[a-z]+_[a-z]+\b", finding["sentence"] + finding["next"])


def test_a_letter_in_an_official_number_keeps_its_place() -> None:
    poland = [item.official for item in open_form("poland.toml", FOREIGN).items]
    assert poland[8:15] == ["9", "9a", "9b", "9c", "9d", "9e", "10"]
    assert [item.official for item in open_form("bulgaria.toml", FOREIGN).items][:2] == ["A", "1"]


def test_several_files_are_checked_in_one_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('builds_on = "akim"\nbuild_on = "x"\nremove = ["E3O6"]\n', encoding="utf-8")
    names = ["akim", str(wrong), str(tmp_path / "nowhere.toml")]
    status, (good, bad, missing) = run(capsys, "forms", "check", *names)
    assert (status, good) == (1, [])
    assert [(f["key"], f["values"]["near"]) for f in bad] == [
        ("form.name_near", "E306"), ("form.name_near", "builds_on"),
    ]  # fmt: skip
    assert [f["key"] for f in missing] == ["form.not_found"]
    assert "akim, common_sheet, district_single_2023" in missing[0]["sentence"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_people_read_what_to_do(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (FOREIGN / "russia.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(text.replace("+ lost", "+ losst"), encoding="utf-8")
    assert (
        main(["forms", "check", str(tmp_path / "own.toml"), "--language", language], Tools()) == 1
    )
    (said,) = capsys.readouterr().out.splitlines()
    assert said.startswith("own, relation E002.formula:56: ")
    assert "losst" in said
    assert "lost?" in said


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 1_000_001, b"", b"\xef\xbb\xbftitle = 3"])
def test_what_is_no_form_file_is_told(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    (tmp_path / "large.toml").write_bytes(b"x" * 1_000_001)
    status, (told,) = run(capsys, "forms", "check", str(path))
    assert status == 1
    assert told
    assert all("refusal." not in one["sentence"] for one in told)


def test_a_file_beside_matters_only_when_it_is_built_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.toml").write_bytes(b"\xff")
    (tmp_path / "base.toml").write_text('builds_on = "akim"\n', encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text('builds_on = "base"\n', encoding="utf-8")
    assert run(capsys, "forms", "check", str(own)) == (0, [[]])
    own.write_text('builds_on = "broken"\n', encoding="utf-8")
    status, ((reason,),) = run(capsys, "forms", "check", str(own))
    assert (status, reason["key"]) == (1, "form.not_text")
    own.write_text('builds_on = "../own"\n', encoding="utf-8")
    status, ((reason,),) = run(capsys, "forms", "check", str(own))
    assert (status, reason["key"]) == (1, "form.unknown")


def test_pages_are_written_in_three_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    poland = str(FOREIGN / "poland.toml")
    status, (told,) = run(capsys, "forms", "page", "akim", poland, "--out", str(tmp_path))
    assert status == 0
    wanted = {f"{lang}/{n}.md" for lang in ("kk", "ru", "en") for n in ("index", "akim", "poland")}
    assert {*told["pages"]} == wanted
    for name in wanted:
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("# ")
    assert "(poland.md)" in (tmp_path / "kk" / "index.md").read_text(encoding="utf-8")


def examples() -> list[dict[str, str]]:
    """The ten rows of the help page's table, as fields of a relation."""
    rows = re.findall(r"^\| \d+ \|[^|]*\|(.*)\|$", HELP, re.MULTILINE)
    field = re.compile(r'`(\w+) = ("[^`]*"|\[[^`]*\]|\d+)`')
    return [dict(field.findall(row)) for row in rows]


def page_form(*wanted: int) -> str:
    """The page's own blocks and some of its examples as one form file."""
    text = "\n".join(BLOCKS[:2]).replace("[[section]]", "[parameters]\nseats = 5\n\n[[section]]", 1)
    for number, name in enumerate(("listed", "unused", "spoiled", "found", "invalid", "valid"), 3):
        text += (
            f'\n[[line]]\nname = "{name}"\nofficial = "{number + 20}"\nsection = "before"\n'
            'source = "counted"\ncaption = { kk = "-", ru = "-", en = "-" }\n'
        )
    for number in wanted:
        fields = {k: v for k, v in examples()[number - 1].items() if k != "seats"}
        said = "\n".join(f"{key} = {value}" for key, value in fields.items())
        text += (
            f'\n[[relation]]\ncode = "E{900 + number}"\ngrade = "error"\n{said}\n'
            'says = { kk = "-", ru = "-", en = "-" }\nnext = { kk = "-", ru = "-", en = "-" }\n'
        )
    return text


def test_the_help_page_s_form_and_ten_examples_are_true() -> None:
    assert len(examples()) == 10
    assert all("formula" in example for example in examples())
    assert faults("page", {"page": page_form()}) == []
    assert faults("page", {"page": page_form(*range(1, 11))}) == []


ROWS = Rows(votes=("1", "2"), box=("1", "2"))
VOTES = {"valid": 120, "votes.1": 70, "votes.2": 50}
BOXES = {"box.1.found": 7, "box.2.found": 5, "box.1.annulled": 1, "box.2.annulled": 0,
         "reason.box": 7}  # fmt: skip
EXAMPLES: list[tuple[dict[str, int], dict[str, int]]] = [
    (VOTES, {"votes.2": 51}),
    ({"received": 100, "issued": 80, "unused": 18, "spoiled": 2}, {"spoiled": 3}),
    ({"issued": 80, "listed": 80}, {"listed": 79}),
    ({"issued": 1, "found": 1}, {"found": 0}),
    ({"issued": 80, "found": 66}, {"found": 65}),
    ({"invalid": 3, "found": 30}, {"invalid": 4}),
    ({"received": 152, "listed": 150}, {"received": 153}),
    ({"valid": 100, "votes.1": 99, "votes.2": 0}, {"votes.1": 100}),
    (BOXES, {"box.2.annulled": 1}),
    ({"found": 507, "valid": 100, "invalid": 7}, {"found": 508}),
]
"""For each of the ten examples figures that hold, and what breaks it."""


@pytest.mark.parametrize("number", range(1, 11))
def test_each_example_says_what_the_page_says(number: int) -> None:
    alone = load_form("page", {"page": page_form(number).replace('unless = ["E904"]', "")})
    relation = alone.relation(f"E{900 + number}")
    alone = replace(alone, relations=(relation,))
    holds, breaks = EXAMPLES[number - 1]
    good, bad = (
        check(alone, Sheet(figures), ROWS, level=Level.REGISTERS)
        for figures in (holds, holds | breaks)
    )
    assert (good.passed, good.findings, good.open) == ((relation.code,), (), ())
    assert {finding.code for finding in bad.findings} == {relation.code}
    below = check(alone, Sheet(holds | breaks), ROWS, level=Level.COUNT_ONLY)
    assert (relation.code in below.not_checked) is (number == 3)


def test_examples_with_a_when_are_not_asked_without_it() -> None:
    silent = {4: {"issued": 0, "found": 0}, 6: {"invalid": 29, "found": 29},
              8: {"valid": 99, "votes.1": 99, "votes.2": 0}}  # fmt: skip
    for number, figures in silent.items():
        form = load_form("page", {"page": page_form(number)})
        form = replace(form, relations=(form.relation(f"E{900 + number}"),))
        found = check(form, Sheet(figures), ROWS, level=Level.COUNT_ONLY)
        assert (found.findings, found.passed) == ((), ()), number


def test_the_page_s_two_switches_turn() -> None:
    texts = {name: resources.read_text(f"forms/{name}.toml") for name in shipped_forms()}
    turned = {**texts, "own": BLOCKS[2]}
    assert faults("own", turned) == []
    figures = Sheet({"ballots_valid": 750, "ballots_found": 784, "ballots_issued": 790,
                     "ballots_spoiled": 3})  # fmt: skip
    own = completed(load_form("own", turned), figures, ROWS).figures
    assert (own["voters_took_part"], own["ballots_issued_gross"]) == (750, 793)
    shipped = completed(load_form("mazhilis_list_2023", turned), figures, ROWS).figures
    assert shipped["voters_took_part"] == 784
    assert "ballots_issued_gross" not in shipped


def test_the_help_page_names_every_field_unit_and_source() -> None:

    fields = {*PLAIN, *(name for names in FIELDS.values() for name in names)}
    wanted = {*fields, *UNITS, *(source.value for source in Source)}
    assert [name for name in sorted(wanted) if not re.search(rf"\b{name}\b", HELP)] == []


def test_people_read_what_was_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "check", "akim", "--language", "en"], Tools()) == 0
    assert main(["forms", "page", "--out", str(tmp_path), "--language", "en"], Tools()) == 0
    assert main(["forms", "show", "akim", "--language", "ru"], Tools()) == 0
    good, written, *shown = capsys.readouterr().out.splitlines()
    assert good == "The form file is good: akim."
    assert written.startswith(f"{3 * (len(shipped_forms()) + 1)} pages written")
    assert shown[0].startswith("akim: ПРОТОКОЛ")
    assert any("E306" in line for line in shown)


def test_show_lists_everything_a_file_of_sheets_can_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, (told,) = run(capsys, "forms", "show", "referendum", "--language", "en")
    assert (status, told["form"], told["percent_of"]) == (0, "referendum", "voters_took_part")
    assert told["serves"] == ["referendum"]
    lines = {line["name"]: line for line in told["lines"]}
    assert lines["ballots_issued"]["caption"] == "Ballots issued to citizens"
    assert (lines["found_mobile"]["source"], lines["found_mobile"]["level"]) == (
        "computed", "count_only",
    )  # fmt: skip
    assert lines["invalid_by_reason"]["rows"][-1] == "unclear"
    assert lines["member.ROW.taken"]["level"] == "registers"
    assert lines["kind.ROW.lost"]["level"] == "registers"
    assert {"votes.ROW", "box.ROW.found", "invalid_by_reason.ROW"} <= set(lines)
    relations = {relation["code"]: relation for relation in told["relations"]}
    assert relations["A207"]["when"] == "annulled"
    assert (relations["A207"]["scope"], relations["A207"]["unless"]) == ("box", ["A202"])
    assert relations["E119"]["level"] == "registers"
    assert relations["A604"]["formula"] == "quorum"
    assert relations["E306"]["next"] == "The piles of votes, the largest first: lines 16.1-16.n."
    assert main(["forms", "show", "akim", "--language", "en"], Tools()) == 0
    shown = capsys.readouterr().out
    assert "        box.ROW.found                found\n" in shown
    assert (
        "  A207  act      box.found == 0\n"
        "                 Applies to: box; When: annulled; Silent while this speaks: A202\n"
        "                 The box was annulled. Box: n.\n"
    ) in shown
