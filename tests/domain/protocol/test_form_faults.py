# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``faults``: everything that is wrong with a form file at once, each with file, place and column."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from precinct_app.domain.election import Level
from precinct_app.domain.errors import FormError, Reason
from precinct_app.domain.protocol.form import Grade, Stage
from precinct_app.domain.protocol.form_faults import faults
from precinct_app.domain.protocol.form_file import load_form, read_form
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime import texts as sentences
from tests.domain.protocol.shipped import texts

BASE = texts()["mazhilis_list_2023"]
SAID = 'says = { kk = "x", ru = "x", en = "x" }\nnext = { kk = "x", ru = "x", en = "x" }\n'


KEPT = frozenset(
    re.findall(
        r"\w+",
        "ballots_lost ballots_valid ballots_spoiled ballots_found found_mobile voters_listed"
        " ballots_received voters_received_ballots voters_outside against_all voters_took_part"
        " ballots_withdrawn ballots_unused ballots_issued ballots_invalid certificates_in"
        " certificates_out found_stationary disputed_decided ballots_surplus home_served"
        " member votes box kind invalid_by_reason"
        " E101 E102 A103 A113 E106 E110 E120 A202 E206 A207 E301 A302 W303 N304 E305 E306 E307"
        " A308 W309 W310 W311 W401 A604 E107",
    )
)


@cache
def shorter(name: str) -> str:
    """A shipped form without most of its lines and relations: it is read in a third of the time."""
    head, *blocks = re.split(r"(?m)^(?=\[\[)", texts()[name])
    names = [re.search(r'^(?:name|code) = "(\w+)"', block, re.MULTILINE) for block in blocks]
    kept = [b for b, n in zip(blocks, names, strict=True) if n is None or n[1] in KEPT]
    return head + "".join(kept)


def found(text: str) -> list[Reason]:
    return faults("own", {"common_sheet": shorter("common_sheet"), "own": text})


def test_the_shorter_form_has_no_fault() -> None:
    assert found(BASE) == []


def keys(text: str) -> list[str]:
    return [reason.key.removeprefix("form.") for reason in found(text)]


def relation(code: str, formula: str, grade: str = "error", **more: str) -> str:
    extra = "".join(f"{key} = {value}\n" for key, value in more.items())
    return (
        f'\n[[relation]]\ncode = "{code}"\ngrade = "{grade}"\nformula = "{formula}"\n{extra}{SAID}'
    )


def change(kind: str, name: str, what: str) -> str:
    key = {"relation": "code", "section": "id"}.get(kind, "name")
    return f'{BASE}\n[[{kind}]]\n{key} = "{name}"\n{what}\n'


E306 = ("relation", "E306")
VALID = ("line", "ballots_valid")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("not toml [", "toml"),
        ("a = " + "9" * 5000, "toml"),
        ("a = " + "[" * 100_000, "toml"),
        ("a." * 200_000 + "a = 1", "long_path"),
        ("[" + "a . 'b'." * 50_000 + "a]", "long_path"),
        ('builds_on = "nothing"', "unknown"),
        ("builds_on = 5", "unknown"),
        ("builds_on = []", "unknown"),
        (BASE.replace("common_sheet", "own"), "circle"),
        (BASE + "\n[[line]]\nnoname = 1\n", "field"),
        (BASE + "\n[[line]]\nname = 1\n", "field"),
        (BASE + "\n[line]\n", "not_a_list"),
        ("line = [1]\n" + BASE, "field"),
        (BASE + '\n[[section]]\nid = "votes"\n[[section]]\nid = "votes"\n', "twice"),
        ('remove = ["E999"]\n' + BASE, "name"),
        ('remove = ["E036"]\n' + BASE, "name_near"),
        ("remove = 3\n" + BASE, "field"),
        ("remove = [[]]\n" + BASE, "field"),
        ("parameters = []\n" + BASE, "field"),
        ("titel = 3\n" + BASE, "name_near"),
        ("title = 3\n" + BASE, "wording"),
        (change(*E306, 'formla = "a == b"'), "name_near"),
        (BASE + relation("X12", "ballots_valid <= ballots_lost"), "code"),
        (BASE + relation("E12", "ballots_valid <= ballots_lost"), "code"),
        (BASE + relation("W901", "ballots_valid <= ballots_lost"), "code_grade"),
        (change(*E306, 'formula = "a == ballots_valid"'), "name"),
        (change(*E306, 'formula = "votes == ballots_valid"'), "per_row"),
        (change(*E306, 'formula = "sum(ballots_found) == ballots_valid"'), "sum_of_line"),
        (change(*E306, 'formula = "sum(box.found where box.found) == ballots_valid"'), "flag"),
        (change(*E306, 'formula = "ballots_valid =="'), "formula"),
        (change(*E306, 'formula = "2 * seats * votes == 1"'), "formula"),
        (change(*E306, 'formula = "seats * ballots_valid <= ballots_found"'), "name"),
        (change(*E306, "formula = 5"), "field"),
        (change(*E306, 'scope = "moon"'), "name"),
        (change(*E306, "scope = []"), "field"),
        (change(*E306, 'when = "annulled"'), "flag"),
        (change(*E306, 'when = "struck"'), "flag"),
        (change(*E306, 'when = "source(moon) = counted"'), "name"),
        (change(*E306, 'when = "source(ballots_valid) = rumour"'), "name"),
        (change(*E306, 'when = "ballots_valid >"'), "formula"),
        (change(*E306, "when = 1979-05-27"), "field"),
        (change(*E306, 'unless = ["E999"]'), "name"),
        (change(*E306, "unless = 5"), "field"),
        (change(*E306, "unless = [5]"), "field"),
        (change(*E306, f"unless = {['E305'] * 31}"), "too_many"),
        (change(*E306, 'grade = "fatal"'), "choice"),
        (change(*E306, 'grade = ["error"]'), "choice"),
        (change(*E306, 'function = "quorum"'), "formula_or_function"),
        (change("relation", "A604", 'function = "quorums"'), "name_near"),
        (change(*E306, 'says = { kk = "x", ru = "x" }'), "language"),
        (change(*E306, 'says = { kk = "x", ru = " ", en = "x" }'), "language"),
        (change(*E306, 'says = "x"'), "wording"),
        (change(*E306, 'says = { kk = "{", ru = "x", en = "x" }'), "braces"),
        (change(*E306, 'says = { kk = "{votes:>9999999999}", ru = "x", en = "x" }'), "braces"),
        (change(*E306, 'says = { kk = "{votes.__class__}", ru = "x", en = "x" }'), "braces"),
        (change(*E306, 'says = { kk = "{}", ru = "x", en = "x" }'), "braces"),
        (change(*E306, 'says = { kk = "{ballots_vallid}", ru = "x", en = "x" }'), "name_near"),
        (change(*E306, 'next = { kk = "{gap}", ru = "x", en = "x" }'), "name"),
        (change(*VALID, 'official = "14"'), "official_twice"),
        (change(*VALID, 'official = "XV"'), "official_shape"),
        (change(*VALID, 'section = "moon"'), "name"),
        (change(*VALID, 'source = "rumour"'), "choice"),
        (change(*VALID, 'formula = "ballots_found"'), "computed"),
        (change(*VALID, 'printed = "yes"'), "flag_value"),
        (change(*VALID, 'level = "all"'), "choice"),
        (change("line", "Ballots", ""), "name_shape"),
        *((change("line", word, ""), "reserved") for word in
          ("gap", "where", "formula", "left", "right", "row", "lines", "sum", "of", "up", "not")),
        (change("relation", "W401", 'formula = "voters_listd == most"'), "name_near"),
        (change(*E306, 'formula = "ballots_valid == most"'), "name"),
        (change("table", "invalid_by_reason", 'column = [{ name = "a", source = "counted", caption = '
                '{ kk = "x", ru = "x", en = "x" } }]'), "name_near"),
        (change("line", "found_mobile", 'formula = "sum(box.gone)"'), "name_near"),
        (change("line", "found_mobile", 'formula = "sum(box.found"'), "formula"),
        (change("line", "found_mobile", 'formula = "10% of ballots_found"'), "computed_share"),
        (change("line", "found_mobile", 'formula = "voters_took_part"'), "computed_order"),
        (change("line", "found_mobile", 'formula = "found_mobile + 1"'), "computed_order"),
        (change("line", "votes", 'official = "99"\nsection = "votes"\nsource = "counted"\n'
                'caption = { kk = "x", ru = "x", en = "x" }'), "twice"),
        (change("table", "votes", "column = []"), "columns"),
        (change("table", "votes", "column = 3"), "not_a_list"),
        (change("table", "votes", 'rows = "form"'), "rows"),
        (change("table", "votes", 'rows = "members"'), "table_name"),
        ("[parameters]\nmandates = -1\n" + BASE.replace("builds_on", "x"), "parameter"),
        (BASE + "\n[parameters]\nmandates = 1.5\n", "parameter"),
        (BASE + "\n[parameters]\nmandates = true\n", "parameter"),
        (BASE.replace("serves", "percent_of"), "field"),
        ('percent_of = "ballots_vald"\n' + BASE, "name_near"),
        ('percent_of = "votes"\n' + BASE, "name"),
        (BASE.replace('serves = ["mazhilis_list"]', 'serves = "mazhilis_list"'), "field"),
        (BASE + "\n[parameters]\nballots_valid = 3\n", "twice"),
        (change(*VALID, 'official = "16.1"'), "official_twice"),
        (change(*E306, 'says = { kk = "x", ru = "x", en = "x", fr = "x" }'), "name"),
        (change(*E306, 'says = { kk = "{votes}", ru = "x", en = "{votes}" }'), "languages_differ"),
        ('numbers = { kk = "{left}", ru = "-", en = "{gap}" }\n' + BASE, "languages_differ"),
        (change("relation", "A604", 'when = "ballots_found >= 1"'), "function_alone"),
        (change("relation", "A604", 'scope = "box"'), "function_alone"),
        (change("relation", "W401", 'formula = "most == voters_listed"'), "day"),
        (change("relation", "W401", 'formula = "voters_listed <= most"'), "day"),
        (change("relation", "W401", 'formula = "voters_listed == ballots_found"'), "day"),
        (change("relation", "W401", 'formula = "voters_listed == most + ballots_lost"'), "day"),
        (change("relation", "W401", 'formula = "voters_listed == most - 1"'), "day"),
        (change("relation", "W401", 'formula = "5% of voters_listed == most"'), "day"),
        (change("relation", "W401", 'formula = "mandates * voters_listed == most"'), "day"),
        (change("relation", "W401", 'when = "voters_listed >= 1"'), "day"),
        (BASE + '\n[[section]]\nid = "x"\nnumber = "IX"\nstage = "after"\n'
         'title = { kk = "x", ru = "x", en = "x" }\n', "section_empty"),
    ],
)  # fmt: skip
def test_a_wrong_form_file_is_told(text: str, key: str) -> None:
    told = found(text)
    assert f"form.{key}" in [reason.key for reason in told]
    for reason in told:
        for language in Language:
            said = sentences.sentence(reason, language)
            assert said.strip()
            assert "refusal." not in said
            assert not re.search(r"\{\w+\}", said.replace(str(reason.values.get("found")), ""))


def test_everything_is_told_in_one_run() -> None:
    text = (
        change(*E306, 'formula = "ballots_valid == sum(votez)"\nunless = ["E305", "E999"]')
        + '[[relation]]\ncode = "W303"\nformula = "ballots_issued -"\nsays = { kk = "x" }\n'
        + '[[line]]\nname = "ballots_lost"\nofficial = "8"\nlevel = "all"\n'
    )
    told = [(reason.key, reason.values.get("place", "")) for reason in found(text)]
    assert sorted(told) == [
        ("form.choice", "line ballots_lost.level"),
        ("form.formula", "own: relation W303.formula"),
        ("form.language", "relation W303.says"),
        ("form.language", "relation W303.says"),
        ("form.name", "relation E306.unless"),
        ("form.name_near", "relation E306.formula:22"),
        ("form.official_twice", "line ballots_lost"),
    ]
    with pytest.raises(FormError) as caught:
        load_form("own", {"common_sheet": shorter("common_sheet"), "own": text})
    assert len(caught.value.reasons) == len(told)


def test_what_is_wrong_gives_a_harmless_value() -> None:
    text = (
        change(*E306, 'grade = 5\nscope = 7\nlevel = "all"\nformula = 1\nunless = 3\nsays = 2')
        + '[[line]]\nname = "ballots_lost"\nprinted = 5\nofficial = "?"\nsource = []\n'
        'caption = { kk = 7, ru = "x", en = "" }\nlevel = 4\n'
        + '[[section]]\nid = "X Y"\nnumber = 3\nstage = "never"\n'
    )
    read = read_form("own", {"common_sheet": shorter("common_sheet"), "own": text}).form
    wrong = read.relation("E306")
    assert (wrong.grade, wrong.scope, wrong.level) == (Grade.ERROR, "sheet", Level.COUNT_ONLY)
    assert (wrong.formula, wrong.linear, wrong.unless, wrong.says) == (
        "", None, (), Wording("", "", ""),
    )  # fmt: skip
    line = next(line for line in read.lines() if line.name == "ballots_lost")
    assert (line.printed, line.official, line.source) == (True, "0", Source.COUNTED)
    assert (line.caption, line.level) == (Wording("", "x", ""), Level.COUNT_ONLY)
    section = read.sections[-1]
    assert (section.section_id, section.number, section.stage) == ("", "", Stage.BEFORE)


def test_a_thing_that_lacks_a_field_is_told_once_for_it() -> None:
    bare = BASE + '\n[[line]]\nname = "x"\n[[table]]\nname = "y"\n[[section]]\nid = "z"\n'
    bare += '[[relation]]\ncode = "E999"\n'
    told = [(reason.values["place"], reason.key) for reason in found(bare)]
    assert sorted(told) == [
        ("line x.caption", "form.wording"), ("line x.official", "form.field"),
        ("line x.section", "form.field"), ("line x.source", "form.choice"),
        ("relation E999.formula", "form.formula_or_function"), ("relation E999.grade", "form.choice"),
        ("relation E999.next", "form.wording"), ("relation E999.says", "form.wording"),
        ("section z", "form.section_empty"),
        ("section z.number", "form.field"), ("section z.stage", "form.choice"),
        ("section z.title", "form.wording"),
        ("table y", "form.table_name"),
        ("table y.caption", "form.wording"), ("table y.column", "form.columns"),
        ("table y.official", "form.field"), ("table y.rows", "form.choice"),
        ("table y.section", "form.field"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "values"),
    [
        (change(*E306, 'formula = "ballots_valid == 2 * sum(ballots_found)"'),
         "relation E306.formula:26", {"name": "ballots_found", "column": 26}),
        (change(*E306, 'formula = "ballots_valid <= votes"'), "relation E306.formula:18",
         {"name": "votes", "table": "votes", "column": 18}),
        (change(*E306, 'formula = "ballots_valid == sum(box.found where issued)"'),
         "relation E306.formula:22", {"name": "issued", "table": "box", "column": 22}),
        (change(*E306, 'when = "annulled"'), "relation E306.when",
         {"name": "annulled", "table": "sheet", "column": 0}),
        (change(*E306, 'formula = "seats * ballots_valid <= ballots_found"'),
         "relation E306.formula:1", {"name": "seats", "column": 1}),
        (change(*E306, 'scope = "boxx"'), "relation E306.scope", {"near": "box", "column": 0}),
        (change(*E306, 'unless = ["E36"]'), "relation E306.unless", {"name": "E36"}),
        (change(*E306, 'when = "source(ballots_vali) = counted"'), "relation E306.when",
         {"near": "ballots_valid"}),
        (change(*E306, 'when = "source(ballots_valid) = countd"'), "relation E306.when",
         {"near": "counted"}),
        (change("relation", "A604", 'function = "quorun"'), "relation A604.function",
         {"near": "quorum"}),
        (change(*VALID, 'section = "voted"'), "line ballots_valid.section", {"near": "votes"}),
        (change("line", "found_mobile", 'formula = "sum(box.fond)"'), "line found_mobile.formula:5",
         {"near": "box.found", "column": 5}),
        (change("line", "found_mobile", 'formula = "sum(ballots_lost)"'),
         "line found_mobile.formula:5", {"name": "ballots_lost"}),
        (change("line", "found_mobile", 'formula = "box.found"'), "line found_mobile.formula:1",
         {"name": "box.found"}),
        (change("line", "found_mobile", 'formula = "sum(box.found where issued)"'),
         "line found_mobile.formula:5", {"name": "box.found"}),
        (change("line", "found_mobile", 'formula = "1 + voters_took_part"'),
         "line found_mobile.formula:5", {"name": "voters_took_part", "column": 5}),
        (BASE + relation("E999", "ballots_lost <= 17"), "relation E999.formula:17",
         {"number": 17, "column": 17}),
        (BASE + relation("E999", "ballots_lost <= ballots_spoiled", when='"ballots_lost >= 9"'),
         "relation E999.when:17", {"number": 9}),
        (BASE + relation("E999", "ballots_lost <= 201% of ballots_spoiled"),
         "relation E999.formula:17", {"number": 201}),
        (BASE + relation("W999", "ballots_lost <= ballots_spoiled"), "relation W999.code",
         {"grade": "error", "letter": "E"}),
        (BASE + relation("E999", "ballots_lost <= ballots_spoiled", unless='["N304"]'),
         "relation E999.unless", {"code": "N304"}),
        ('remove = ["E36"]\n' + BASE, "remove", {"name": "E36"}),
        (BASE + "\n[[line]]\nofficial = 1\n", "line[1].name", {}),
        (BASE + '\n[[line]]\nname = "a"\n[[line]]\nname = "a"\n', "line", {"name": "a"}),
        (change(*E306, 'next = { kk = "-", ru = "-", en = "{votez}" }'), "relation E306.next",
         {"near": "votes", "column": 0}),
        (change(*VALID, 'official = "16.1"'), "line ballots_valid",
         {"other": "votes", "number": "16.1"}),
        (change("table", "votes", 'rows = "members"'), "table votes", {"wanted": "member"}),
        (change("relation", "W401", 'when = "ballots_lost >= 1"'), "relation W401.when",
         {"code": "W401"}),
        (change("relation", "A604", 'scope = "box"'), "relation A604.scope", {"code": "A604"}),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_column(
    text: str, place: str, values: dict[str, str | int]
) -> None:
    told = [reason for reason in found(text) if reason.values.get("place") == place]
    assert told, [reason.values for reason in found(text)]
    assert any(values.items() <= reason.values.items() for reason in told), told
    assert {reason.values["form"] for reason in told} == {"own"}


@pytest.mark.parametrize(
    ("inside", "outside", "key"),
    [
        ("ballots_lost <= 200% of ballots_spoiled", "ballots_lost <= 201% of ballots_spoiled",
         "percent"),
        ("ballots_lost <= 99% of ballots_spoiled", "ballots_lost <= 100% of ballots_spoiled",
         "percent"),
        ("ballots_lost <= 1% of ballots_spoiled", "ballots_lost <= 0% of ballots_spoiled",
         "percent"),
        ("ballots_lost <= 1", "ballots_lost <= 2", "unit"),
        ("ballots_lost <= 5% of ballots_spoiled, up", "ballots_lost >= 5% of ballots_spoiled, up",
         "up"),
        ("5% of ballots_spoiled, up >= ballots_lost", "5% of ballots_spoiled, up <= ballots_lost",
         "up"),
        ("ballots_lost <= 5% of ballots_spoiled, up + 1",
         "ballots_lost <= 5% of ballots_spoiled, up + 3% of ballots_unused, up", "up"),
        ("ballots_lost <= 5% of ballots_spoiled, up",
         "ballots_lost <= ballots_unused - 5% of ballots_spoiled, up", "up"),
    ],
)  # fmt: skip
def test_habits_just_inside_and_just_outside(inside: str, outside: str, key: str) -> None:
    assert f"form.{key}" not in [reason.key for reason in found(BASE + relation("E999", inside))]
    assert f"form.{key}" in [reason.key for reason in found(BASE + relation("E999", outside))]


def test_files_just_within_their_bounds() -> None:
    def lines(count: int) -> str:
        return "".join(f'[[line]]\nname = "x{n}"\n' for n in range(count))

    most = 'builds_on = "small"\nremove = ["ballots_valid"]\n'
    for count, told in ((500, False), (501, True)):
        text = {"small": SMALL, "own": most + lines(count)}
        reasons = [r for r in faults("own", text) if r.key == "form.too_many"]
        assert [r.values for r in reasons] == [{"form": "own", "place": "line", "most": 500}] * told
    chain = {f"f{n}": f'builds_on = "f{n + 1}"' for n in range(8)}
    assert faults("f0", {**chain, "f8": SMALL})[0].key == "form.too_deep"
    assert faults("f1", {**chain, "f8": SMALL}) == []
    for parts, told in ((20, False), (21, True)):
        path = ".".join(["a"] * parts)
        assert ("long_path" in keys(f"{path} = 1\n{BASE}")) is told
    (long,) = found(f"# one\n# two\n{'.'.join('a' * 30)} = 1\n")
    assert long.values == {"form": "own", "line": 3}
    (broken,) = found("a = 1\nb = [\n\nc")
    assert (broken.values["line"], broken.values["form"]) == (4, "own")
    (endless,) = found("a = 1\nb = " + "[" * 5000)
    assert endless.values["line"] == 2


def test_names_are_cut_where_they_are_told() -> None:
    long = "x" * 90
    for text in (
        f'remove = ["{long}"]\n{BASE}', change(*E306, f'formula = "{long} == 1"'),
        f"{long} = 1\n{BASE}",
    ):  # fmt: skip
        (reason,) = found(text)
        assert reason.values["name"] == "x" * 60
    (grade,) = [r for r in found(change(*E306, f'grade = "{long}"')) if r.key == "form.choice"]
    assert grade.values["found"] == "x" * 60
    (shape,) = [r for r in found(change(*VALID, f'official = "{long}"'))]
    assert shape.values["found"] == "x" * 60
    parameter = found(f"{BASE}\n[parameters]\n{long} = -1\n")[0]
    assert parameter.values["place"] == "parameters." + "x" * 60
    assert "name_shape" in keys(change("line", "y" * 61, ""))
    assert "name_shape" not in keys(change("line", "y" * 60, ""))


def test_lists_hold_what_they_should_and_so_many() -> None:
    codes = [f"E{n}" for n in range(700, 730)]
    many = "".join(relation(code, f"ballots_lost <= ballots_spoiled + {n} ballots", unless="[]")
                   for n, code in enumerate(codes))  # fmt: skip
    text = BASE + many + "\n" + relation("W990", "ballots_lost <= ballots_unused", "warning",
                                         unless=str(codes))  # fmt: skip
    assert "form.too_many" not in [reason.key for reason in found(text)]
    more = text.replace("'E729']", "'E729', 'E306']")
    assert [r.values["most"] for r in found(more) if r.key == "form.too_many"] == [30]
    for column in ("[1]", "[{}, 1]", "5"):
        assert keys(change("table", "votes", f"column = {column}"))[0] == "not_a_list"


def test_places_are_as_in_the_file() -> None:
    text = "title = 3\npercent_of = []\n" + change(
        "table", "votes", 'official = "?"\ncolumn = [{ source = "x" }, { caption = 1, flag = 2 }]'
    )
    told = {reason.values["place"]: reason for reason in found(text)}
    assert {
        "title", "percent_of", "table votes.official", "table votes.column[1].source",
        "table votes.column[1].caption", "table votes.column[2].caption",
        "table votes.column[2].flag", "table votes.column[2].source", "table votes.column",
    } <= set(told)  # fmt: skip
    choice = told["table votes.column[1].source"].values
    assert choice["found"] == "x"
    assert choice["choices"] == "counted, register, paper, district, computed"
    assert told["table votes.column[2].source"].values["found"] == "…"
    assert told["table votes.official"].values["found"] == "?"


def test_a_fault_names_the_file_it_comes_from() -> None:
    base = shorter("common_sheet").replace("ballots_found <= 14 ballots", "ballots_fond <= 14")
    name, unit = faults("akim", {**texts(), "common_sheet": base})
    assert (name.key, name.values["near"]) == ("form.name_near", "ballots_found")
    assert (unit.key, unit.values["number"]) == ("form.unit", 14)
    assert {name.values["form"], unit.values["form"]} == {"common_sheet"}


@pytest.mark.parametrize(
    ("formula", "more", "key"),
    [
        ("ballots_valid >= 0", {}, "never_fails"),
        ("0 <= ballots_valid", {}, "never_fails"),
        ("ballots_valid == ballots_valid", {}, "never_fails"),
        ("ballots_valid - ballots_valid <= ballots_lost", {}, "never_fails"),
        ("sum(votes) + ballots_lost >= sum(votes)", {}, "never_fails"),
        ("sum(box.found where box.annulled) <= sum(box.found)", {}, "never_fails"),
        ("sum(invalid_by_reason) >= invalid_by_reason.unclear", {}, "never_fails"),
        ("votes <= sum(votes)", {"scope": '"votes"'}, "never_fails"),
        ("2 * ballots_valid == 2 * ballots_valid + 0", {}, "never_fails"),
        ("10% of ballots_valid <= ballots_valid", {}, "never_fails"),
        ("found_mobile == sum(box.found)", {}, "tautology"),
        ("voters_took_part == ballots_found", {}, "tautology"),
        ("found_mobile >= sum(box.found where annulled)", {}, "tautology"),
        ("box.annulled <= 1", {"scope": '"box"'}, "never_fails"),
        ("box.annulled == 2 boxes", {"scope": '"box"'}, "never_holds"),
        ("voters_took_part <= ballots_received", {}, "computed_alone"),
        ("ballots_lost + 1 >= found_mobile", {}, "computed_alone"),
        ("ballots_valid + 1 <= 0", {}, "never_holds"),
        ("ballots_valid + 1 == 0", {}, "never_holds"),
        ("2 * ballots_valid == 2 * ballots_lost + 1", {}, "never_holds"),
        ("sum(box.found) + 1 <= sum(box.found where box.annulled)", {}, "never_holds"),
        ("ballots_lost <= ballots_spoiled", {"when": '"ballots_lost + 1 <= 0"'}, "when_never"),
        ("ballots_lost <= ballots_spoiled", {"when": '"ballots_lost >= 0"'}, "when_always"),
        ("ballots_lost <= 9 ballots", {"when": '"ballots_lost <= 5 ballots"'}, "when_fulfils"),
        ("ballots_lost <= ballots_spoiled", {"when": '"2 * ballots_lost <= ballots_spoiled"'},
         "when_fulfils"),
        ("ballots_lost == 0", {"when": '"ballots_lost >= 1"'}, "when_denies"),
        ("ballots_lost <= ballots_spoiled", {"when": '"ballots_lost >= ballots_spoiled + 1"'},
         "when_denies"),
        ("sum(votes) + against_all == ballots_valid", {}, "says_same"),
        ("2 * ballots_valid == 2 * sum(votes) + 2 * against_all", {}, "says_same"),
        ("3 * voters_outside <= 3 * voters_received_ballots", {}, "says_same"),
        ("2 * voters_outside <= 2 * voters_received_ballots + 1", {}, "says_same"),
        ("voters_received_ballots >= voters_outside", {}, "says_same"),
        ("ballots_valid <= sum(votes) + against_all", {}, "implied"),
        ("ballots_valid + 0 >= sum(votes) + against_all", {"when": '"ballots_valid >= 1"'},
         "implied"),
        ("voters_outside <= voters_received_ballots + 5 voters", {}, "implied"),
        ("ballots_lost <= 5", {}, "unit"),
        ("ballots_lost <= ballots_spoiled", {"when": '"ballots_spoiled >= 2"'}, "unit"),
        ("ballots_lost <= 0% of ballots_spoiled", {}, "percent"),
        ("ballots_lost <= 100% of ballots_spoiled", {}, "percent"),
        ("ballots_lost <= 500% of ballots_spoiled", {}, "percent"),
        ("ballots_lost == 5% of ballots_spoiled", {}, "share_equals"),
        ("ballots_lost >= 5% of ballots_spoiled, up", {}, "up"),
        ("ballots_lost <= ballots_found - 5% of ballots_spoiled, up", {}, "up"),
        ("ballots_lost <= ballots_spoiled", {"unless": '["E999"]'}, "unless_self"),
        ("ballots_lost <= ballots_spoiled", {"unless": '["W303"]'}, "unless_milder"),
    ],
)  # fmt: skip
def test_senseless_relations_are_named(formula: str, more: dict[str, str], key: str) -> None:
    told = [one for one in found(BASE + relation("E999", formula, **more))]
    assert [reason.key for reason in told] == [f"form.{key}"]
    assert "E999" in str(told[0].values["place"])


@pytest.mark.parametrize(
    ("formula", "grade", "more"),
    [
        ("sum(votes) <= mandates * ballots_valid", "error", {}),
        ("ballots_lost <= 1", "warning", {}),
        ("ballots_lost <= 12 ballots", "warning", {"when": '"ballots_lost >= 3 ballots"'}),
        ("ballots_valid <= sum(votes) + against_all", "error", {"level": '"registers"'}),
        ("box.found <= sum(box.found where annulled)", "error", {"scope": '"box"'}),
        ("2 * ballots_lost == 3 * ballots_spoiled", "error", {}),
        ("box.annulled == 0", "error", {"scope": '"box"'}),
        ("found_mobile + 1 <= ballots_received", "error", {}),
        ("2 * ballots_lost <= voters_took_part + ballots_spoiled", "error", {}),
        ("voters_outside <= voters_received_ballots", "error", {"when": '"ballots_lost >= 1"'}),
    ],
)
def test_what_only_looks_senseless_is_left_alone(
    formula: str, grade: str, more: dict[str, str]
) -> None:
    code = {"error": "E999", "warning": "W999"}[grade]
    told = keys(BASE + relation(code, formula, grade, **more))
    # A relation that another says already is told; what can fail and hold by itself is not.
    assert {*told} <= {"implied"}


def test_relations_that_silence_each_other_are_named() -> None:
    circle = relation("W991", "ballots_lost <= ballots_spoiled", "warning", unless='["W992"]')
    other = relation("W992", "ballots_lost <= ballots_unused", "warning", unless='["W993"]')
    third = relation("W993", "ballots_lost <= ballots_found", "warning", unless='["W991"]')
    told = found(BASE + circle + other + third)
    assert [reason.key for reason in told] == ["form.unless_circle"] * 3


def test_relations_of_a_table_that_is_gone_are_no_fault() -> None:
    assert found('remove = ["kind", "member", "E101", "E120"]\n' + BASE) == []


def test_a_side_of_which_nothing_is_left_is_told() -> None:
    gone = 'remove = ["invalid_by_reason", "E206"]\n' + BASE
    (told,) = found(gone)
    assert (told.key, told.values["code"]) == ("form.side_gone", "E307")
    assert told.values["form"] == "common_sheet"
    assert found(gone.replace('"E206"', '"E206", "E307"')) == []
    # A term less is no side less, and a side of 0 was meant so.
    assert found('remove = ["ballots_withdrawn", "A113"]\n' + BASE) == []


def test_what_is_missing_would_stand_in_the_own_file() -> None:
    bare = 'builds_on = "base"\nnumbers = { kk = "x", ru = "x" }\n'
    told = faults("own", {"own": bare, "base": f"title = {WORDS}\nannex = 5\n"})
    assert [(r.key, r.values["form"], r.values["place"]) for r in told] == [
        ("form.wording", "base", "annex"), ("form.wording", "own", "ballot_caption"),
        ("form.language", "own", "numbers"),
    ]  # fmt: skip
    assert [r.key for r in faults("own", {"own": "moon = 1"})] == [
        "form.name",
        *["form.wording"] * 4,
    ]
    # A broken file is all that is told: half a form would bring forth faults that are none.
    assert [r.key for r in faults("own", {"own": bare, "base": "["})] == ["form.toml"]
    assert [r.key for r in faults("own", {"own": "["})] == ["form.toml"]


def test_a_code_s_number_is_given_once() -> None:
    text = BASE + relation("W306", "ballots_lost <= ballots_spoiled", "warning")
    (told,) = found(text)
    assert (told.key, told.values["other"]) == ("form.number_twice", "E306")


def test_a_day_relation_of_the_right_shape_is_no_fault() -> None:
    right = 'formula = "2 * ballots_found - ballots_lost + 1 == most"\nunless = ["E102"]'
    assert found(change("relation", "W401", right)) == []


def test_forms_that_build_on_each_other_are_named_with_the_way() -> None:
    a, b = 'builds_on = "b"', 'builds_on = "a"'
    (reason,) = faults("a", {"a": a, "b": b})
    assert (reason.key, reason.values["path"]) == ("form.circle", "a → b → a")
    many = {f"f{n}": f'builds_on = "f{n + 1}"' for n in range(9)}
    assert [reason.key for reason in faults("f0", many)] == ["form.too_deep"]


@pytest.mark.parametrize("language", list(Language))
def test_every_fault_has_its_sentence(language: Language) -> None:
    folder = Path(load_form.__code__.co_filename).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("form*.py"))
    used = {*re.findall(r'"(form\.[a-z_]+)"', code)}
    assert len(used) > 40
    for key in sorted(used):
        assert sentences.text(f"refusal.{key}", language) != f"refusal.{key}", key
    for key in re.findall(r'"(form\.expected\.[a-z_]+)"', code):
        assert sentences.text(key, language) != key


@pytest.mark.parametrize("language", list(Language))
def test_sentences_say_file_place_and_column(language: Language) -> None:
    told = found(change(*E306, 'formula = "ballots_valid == sum(votez)"\nwhen = "a >"'))
    said = {reason.key: sentences.sentence(reason, language) for reason in told}
    assert said["form.name_near"].startswith("own, relation E306.formula:22")
    assert "votes" in said["form.name_near"]
    formula = said["form.formula"]
    assert formula.startswith("own: relation E306.when:3")
    assert "{" not in formula
    assert "form." not in formula


HOSTILE: list[Any] = [
    "5", "-1", "1.5", "nan", "true", "[]", "{}", '""', '"\\u0000"', '"' + "a" * 5000 + '"', "[[]]",
    "[{}]", "1979-05-27", '["a", 1]', "{ kk = 1 }", '"' + "(" * 3000 + '"', '"{0}{a[b]!r:9}"',
]  # fmt: skip
FIELDS = {
    "relation": ("code", "grade", "formula", "function", "says", "next", "scope", "when", "unless",
                 "level", "ground"),
    "line": ("name", "official", "caption", "section", "source", "printed", "may_be_na", "level",
             "of_which", "formula"),
    "table": ("name", "official", "caption", "section", "rows", "column", "row", "level"),
    "section": ("id", "number", "title", "stage", "printed"),
}  # fmt: skip
NAMES = {"relation": "E306", "line": "ballots_valid", "table": "votes", "section": "votes"}
WORDS = '{ kk = "x", ru = "x", en = "x" }'
SMALL = f"""
annex = {WORDS}
title = {WORDS}
ballot_caption = {WORDS}
numbers = {WORDS}
[[section]]
id = "votes"
number = "I"
stage = "after"
title = {WORDS}
[[line]]
name = "ballots_valid"
official = "1"
section = "votes"
source = "counted"
caption = {WORDS}
[[table]]
name = "votes"
official = "2"
section = "votes"
rows = "options"
caption = {WORDS}
column = [{{ source = "counted", caption = {WORDS} }}]
""" + relation("E306", "ballots_valid == sum(votes)")
"""As much as a form needs; the common sheet takes fifty times as long to read."""


@pytest.mark.parametrize("kind", FIELDS)
def test_hostile_fields_end_in_faults(kind: str) -> None:
    base = {**texts(), "small": SMALL}
    assert faults("small", base) == []
    for field in FIELDS[kind]:
        for value in HOSTILE:
            key = {"relation": "code", "section": "id"}.get(kind, "name")
            head = f'{key} = "{NAMES[kind]}"\n' if field != key else ""
            text = f'builds_on = "small"\n[[{kind}]]\n{head}{field} = {value}\n'
            told = faults("own", {**base, "own": text})
            assert (
                told
                or value in {'""', "true", "[]"}
                or (field, value[:2]) == ("ground", '"a')
                or (field in {"ground", "number"})
            ), (field, value)


@pytest.mark.parametrize("key", ["annex", "numbers", "builds_on", "remove", "parameters", "line",
                                 "relation", "section", "table"])  # fmt: skip
def test_hostile_keys_end_in_faults(key: str) -> None:
    bare = BASE.replace("builds_on", "x", 1) if key == "builds_on" else BASE
    bare = "\n".join(row for row in bare.split("\n") if not row.startswith(key))
    bare = bare.replace(f"[[{key}]]", "[[other]]")
    for value in HOSTILE:
        harmless = (key == "parameters" and value in {"{}", "{ kk = 1 }"}) or value == "[]"
        assert found(f"{key} = {value}\n{bare}") or harmless, value


def test_huge_files_end_soon() -> None:
    lines = "".join(f'[[line]]\nname = "x{n}"\n' for n in range(20_000))
    assert "too_many" in keys(BASE + "\n" + lines)
    unknown = "".join(relation(f"E{n}", f"a{n} <= b{n}") for n in range(100, 500))
    assert 0 < len(found(BASE + unknown)) <= 250
    assert keys(change(*E306, 'formula = "' + "a + " * 100_000 + '"')) == ["too_long"]
    web = ", ".join(f"'W{n}'" for n in range(800, 830))
    silent = "".join(
        relation(f"W{n}", f"ballots_lost <= {n} ballots", "warning", unless=f"[{web}]")
        for n in range(800, 999)
    )
    assert len(found(BASE + silent)) == 200
    alike = "".join(relation(f"E{n}", f"ballots_lost <= {n} ballots") for n in range(700, 999))
    assert keys(BASE + alike).count("implied") >= 199
