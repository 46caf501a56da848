# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``forms``: check a form file, show a form's lines and relations as a table."""

import argparse
from pathlib import Path

from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.protocol.form import Form
from precinct_app.services.form_files import form_faults, open_form
from precinct_app.services.toolbox import Toolbox

NAME = "forms"
HELP = "Check a form file, or show a form's lines and relations."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="say everything that is wrong with a form file")
    check.add_argument("form", help="a form file, or a shipped form's id")
    show = actions.add_parser("show", help="lines and relations as a table")
    show.add_argument("form", help="a form file, or a shipped form's id")


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Check or show."""
    del tools
    if arguments.action == "show":
        return _show(open_form(arguments.form, Path.cwd()), output)
    faults = form_faults(arguments.form, Path.cwd())
    output.data([output.reason(fault) for fault in faults])
    for fault in faults:
        output.line(output.reason(fault)["sentence"])
    if not faults:
        output.say("cli.forms.good", form=arguments.form)
    return NOT_GOOD if faults else GOOD


def _show(form: Form, output: Output) -> int:
    language = output.language
    items = [
        {"official": i.official, "name": i.name, "caption": i.caption.in_(language)}
        for i in form.items
    ]
    relations = [
        {"code": r.code, "grade": r.grade.value, "formula": r.formula or r.function,
         "unless": list(r.unless), "when": r.when, "scope": r.scope, "ground": r.ground}
        for r in form.relations
    ]  # fmt: skip
    output.data({"form": form.form_id, "lines": items, "relations": relations})
    output.line(f"{form.form_id}: {form.title.in_(language)}")
    for item in items:
        output.line(f"{item['official']:>6}  {item['name']:<28} {item['caption']}")
    for relation in relations:
        output.line(f"{relation['code']:>6}  {relation['grade']:<8} {relation['formula']}")
    return GOOD
