# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The table of guards fits the code, the tests and the threat model; the long task removes each."""

import ast
import re

import pytest

from precinct_app.domain.commission import RIGHTS, Right, Role
from tests.threats.guards import ROOT, Guard, guards

THREAT = re.compile(r"^\| (T[0-9]+) \|.*$", re.MULTILINE)
MODEL = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.name)
def test_a_guard_is_where_the_table_says_and_its_test_exists(guard: Guard) -> None:
    whole = (ROOT / guard.file).read_text(encoding="utf-8")
    without = guard.removed_from(whole)
    assert without != whole
    ast.parse(without)
    file, _, name = guard.test.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_every_line_of_the_threat_model_names_its_guards() -> None:
    lines = {found[1]: found[0] for found in THREAT.finditer(MODEL)}
    told = {guard.threat for guard in guards()}
    assert set(lines) == told
    for guard in guards():
        assert f"`{guard.name}`" in lines[guard.threat], guard.name


def test_no_line_names_a_guard_that_is_not_there() -> None:
    names = {guard.name for guard in guards()}
    for found in THREAT.finditer(MODEL):
        cells = found[0].split("|")
        assert set(re.findall(r"`([a-z0-9-]+)`", cells[-2])) <= names, found[1]


def test_the_table_of_rights_is_the_one_that_is_asked() -> None:
    head, told = "", {}
    for line in MODEL.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == "right":
            head = line
            roles = [Role(re.sub(r" \(.*\)", "", cell).replace(" ", "-")) for cell in cells[1:]]
        elif head and cells[0] in set(Right):
            marked = zip(roles, cells[1:], strict=True)
            told[Right(cells[0])] = {role for role, mark in marked if mark == "x"}
    assert told == RIGHTS
