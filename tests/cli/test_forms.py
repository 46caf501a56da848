# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``forms`` and ``check`` on forms of other countries, and the help page's own examples."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.protocol.form_faults import faults
from precinct_app.domain.protocol.form_parts import FIELDS
from precinct_app.domain.protocol.linear import UNITS
from precinct_app.domain.protocol.sheet import Source
from precinct_app.runtime import resources
from precinct_app.services.form_files import open_form, shipped_forms

FOREIGN = Path(__file__).parents[1] / "exchange" / "forms"
HELP = resources.read_text("help/form-language.md")


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
         {"good": [], "preferences": ["E006"], "stuffed": ["A001"], "digit": ["E004"],
          "missing": ["W001"]},
         {"preferences": [["votes.4.none"]], "digit": [["nobody"]]}),
        ("russia",
         {"good": [], "cancelled": ["E002"], "lost": ["A003"], "no_certificates": [],
          "stuffed": ["A001", "A002"]},
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
    assert [f["key"] for f in missing] == ["form.unknown"]


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
    blocks = re.findall(r"```toml\n(.*?)```", HELP, re.DOTALL)
    text = "\n".join(blocks).replace("[[section]]", "[parameters]\nseats = 5\n\n[[section]]", 1)
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


def test_the_help_page_names_every_field_unit_and_source() -> None:

    fields = {name for names in FIELDS.values() for name in names}
    wanted = {*fields, *UNITS, *(source.value for source in Source)} - {"ground"}
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
