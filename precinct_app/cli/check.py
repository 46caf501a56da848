# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``check``: sheets from CSV, JSON or XLSX against a form, one sheet a line."""

import argparse
from pathlib import Path
from typing import Any

from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import Grade
from precinct_app.services.form_files import open_form
from precinct_app.services.sheet_check import CheckedSheet, check_sheets
from precinct_app.services.toolbox import Toolbox

NAME = "check"
HELP = "Check sheets from a CSV, JSON or XLSX file against a form."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("input", type=Path, help="columns are line names: votes.1, box.1.found ...")
    parser.add_argument("--form", required=True, help="a shipped form's id, or a form file")
    parser.add_argument("--slips", action="store_true", help="name the likely slips of the pen")
    parser.add_argument("--level", choices=[level.value for level in Level], default="registers")
    parser.add_argument("--mandates", type=int, default=1, help="seats of a multi-mandate contest")


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Stream the sheets; exit 1 when any relation of the grades error or act fails."""
    form = open_form(arguments.form, Path.cwd())
    sheets = tools.read_sheets(arguments.input, form)
    status = GOOD
    for checked in check_sheets(
        form, sheets, Level(arguments.level), {"mandates": arguments.mandates},
        with_slips=arguments.slips,
    ):  # fmt: skip
        output.data(_mapping(checked, output, with_slips=arguments.slips))
        _lines(checked, output)
        if any(f.grade in {Grade.ERROR, Grade.ACT} for f in checked.report.findings):
            status = NOT_GOOD
    return status


def _mapping(checked: CheckedSheet, output: Output, *, with_slips: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": checked.sheet_id,
        "findings": [
            {"code": f.code, "grade": f.grade.value, "row": f.row, "cells": list(f.cells),
             "left": f.left, "right": f.right, "gap": f.gap,
             "sentence": f.sentence(output.language), "next": f.next_step(output.language)}
            for f in checked.report.findings
        ],
        "waiting": list(checked.report.waiting),
        "open": list(checked.report.open),
        "not_checked": list(checked.report.not_checked),
    }  # fmt: skip
    if with_slips:
        told["slips"] = [slip_mapping(slip) for slip in checked.slips]
    return told


def slip_mapping(slip: Any) -> dict[str, Any]:
    """A likely slip as JSON."""
    return dict(slip.to_mapping())


def _lines(checked: CheckedSheet, output: Output) -> None:
    if not checked.report.findings:
        output.line(f"{checked.sheet_id}: +")
    for finding in checked.report.findings:
        sentence = finding.sentence(output.language)
        output.line(f"{checked.sheet_id}: {finding.code} {sentence}")
