# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``check``: sheets from CSV, JSON or XLSX against a form, one sheet a line."""

import argparse
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from precinct_app.cli.output import GOOD, NOT_GOOD, UNUSABLE, Output
from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import Finding
from precinct_app.domain.protocol.form import Form, Grade
from precinct_app.runtime import texts
from precinct_app.services.form_files import open_form
from precinct_app.services.sheet_check import CheckedSheet, check_sheets
from precinct_app.services.slip_words import SlipWords
from precinct_app.services.toolbox import Toolbox

NAME = "check"
HELP = "Check sheets from a CSV, JSON or XLSX file against a form."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    columns = "a sheet a row; columns are line names (forms show FORM lists them), and id"
    parser.add_argument("input", type=Path, help=columns)
    parser.add_argument("--form", required=True, help="a shipped form's id, or a form file")
    parser.add_argument("--slips", action="store_true", help="name the likely slips of the pen")
    level = "what the precinct keeps; lines above it are not asked for (registers)"
    parser.add_argument(
        "--level", choices=[level.value for level in Level], default="registers", help=level
    )
    parser.add_argument("--mandates", type=int, default=1, help="seats of a multi-mandate contest")


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Stream the sheets; 1 with an error, an act or a wrong sum on any, 2 when any could not be read."""
    form = open_form(arguments.form, Path.cwd())
    level = Level(arguments.level)
    checked = check_sheets(
        form, tools.read_sheets(arguments.input, form), level, {"mandates": arguments.mandates},
        with_slips=arguments.slips,
    )  # fmt: skip
    teller = _Teller(form, level, output, with_slips=arguments.slips)
    try:
        return max((teller.tell(sheet) for sheet in checked), default=GOOD)
    except BrokenPipeError:
        _turn_away(output)
        return UNUSABLE


class _Teller:
    """Says what was found on each sheet, as JSON or as lines for people."""

    def __init__(self, form: Form, level: Level, output: Output, *, with_slips: bool) -> None:
        self._form, self._level, self._output = form, level, output
        self._with_slips = with_slips
        self._left_out: set[str] = set()
        self._told: dict[str, tuple[str, ...]] = {}
        """What was not judged on the sheet before; sheets alike need not say it again."""

    def tell(self, sheet: CheckedSheet) -> int:
        """Say one sheet, at once; the exit status it asks for."""
        self._warn_of_columns(sheet)
        if sheet.refused:
            self._refusal(sheet)
        else:
            self._output.data(self._mapping(sheet))
            for line in () if self._output.as_json else self._lines(sheet):
                self._output.line(line)
        self._output.out.flush()
        return _status(sheet)

    def _refusal(self, sheet: CheckedSheet) -> None:
        """No ``findings`` at all: an unread sheet must not look like a clean one."""
        reasons = [self._output.reason(reason) for reason in sheet.refused]
        self._output.data({"id": sheet.sheet_id, "refused": reasons})
        for reason in reasons:
            self._output.message(f"{sheet.sheet_id}: {reason['sentence']}")

    def _warn_of_columns(self, sheet: CheckedSheet) -> None:
        new = [name for name in sheet.unknown if name not in self._left_out]
        if new and len(self._left_out) < _TOLD_COLUMNS:
            self._left_out.update(new)
            self._output.message(self._say("cli.check.columns", names=", ".join(new[:20])))

    def _mapping(self, sheet: CheckedSheet) -> dict[str, Any]:
        report = sheet.report
        told: dict[str, Any] = {
            "id": sheet.sheet_id,
            "findings": [self._finding(finding) for finding in report.findings],
            "waiting": report.waiting,
            "open": report.open,
            "not_checked": report.not_checked,
            "from_register": report.from_register,
            "sums": [
                {"cell": one.cell, "typed": one.typed, "computed": one.computed, "sentence": said}
                for one, said in zip(sheet.sums, self._sums(sheet), strict=True)
            ],
        }
        if self._with_slips:
            told["slips"] = [
                {**slip.to_mapping(), "sentence": self._words(sheet).sentence(slip)}
                for slip in sheet.slips
            ]
        return told

    def _finding(self, finding: Finding) -> dict[str, Any]:
        language = self._output.language
        return {
            "code": finding.code, "grade": finding.grade.value, "row": finding.row,
            "cells": finding.cells, "left": finding.left, "right": finding.right,
            "gap": finding.gap, "sentence": finding.sentence(language),
            "next": finding.next_step(language),
        }  # fmt: skip

    def _lines(self, sheet: CheckedSheet) -> Iterator[str]:
        report, name = sheet.report, sheet.sheet_id
        for finding in report.findings:
            grade = self._say(f"card.{finding.grade.value}")
            sentence = finding.sentence(self._output.language)
            yield f"{name}: {finding.code} ({grade}) {sentence}"
            advice = finding.next_step(self._output.language)
            first = "recount" if finding.relation.recount else "do_first"
            yield f"    {self._say(f'card.{first}')}: {advice}"
        for sentence in self._sums(sheet):
            yield f"{name}: {sentence}"
        for sentence in self._words(sheet).together(sheet.slips) if sheet.slips else ():
            yield f"    {sentence}"
        if report.open:
            yield f"{name}: {self._say('cli.check.open', codes=', '.join(report.open))}"
        elif not report.findings and not sheet.sums:
            yield f"{name}: {self._say('cli.check.good')}"
        for key in ("not_checked", "from_register"):
            codes = getattr(report, key)
            if codes and self._told.get(key) != codes:
                yield f"{name}: {self._say(f'cli.check.{key}', codes=', '.join(codes))}"
            self._told[key] = codes

    def _sums(self, sheet: CheckedSheet) -> list[str]:
        numbers = {line.name: line.official for line in self._form.lines()}
        return [
            self._say("cli.check.sum", line=numbers[one.cell], typed=one.typed, sum=one.computed)
            for one in sheet.sums
        ]

    def _words(self, sheet: CheckedSheet) -> SlipWords:
        return SlipWords(self._form.cells(sheet.rows, self._level), self._output.language)

    def _say(self, key: str, **values: str | int) -> str:
        return texts.text(key, self._output.language, **values)


_TOLD_COLUMNS = 100


def _status(sheet: CheckedSheet) -> int:
    if sheet.refused:
        return UNUSABLE
    grave = any(finding.grade in {Grade.ERROR, Grade.ACT} for finding in sheet.report.findings)
    return NOT_GOOD if grave or sheet.sums else GOOD


def _turn_away(output: Output) -> None:
    """Who read the output has left: what is still buffered goes nowhere, and nobody hears of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):
        os.dup2(nowhere, output.out.fileno())
    os.close(nowhere)
