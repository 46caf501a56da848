# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``forms``: check form files, show a form as a table, write the help pages of forms."""

import argparse
from pathlib import Path

from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.wording import Language
from precinct_app.runtime.files import write_whole
from precinct_app.services.form_files import form_faults, open_form, shipped_forms
from precinct_app.services.form_page import form_page, index_page
from precinct_app.services.toolbox import Toolbox

NAME = "forms"
HELP = "Check form files, show a form's lines and relations, or write its help page."
ALL = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    one = "a form file, or a shipped form's id"
    check = actions.add_parser("check", help="say everything that is wrong with form files")
    check.add_argument("form", nargs="+", help=one)
    show = actions.add_parser("show", help="lines and relations as a table")
    show.add_argument("form", help=one)
    page = actions.add_parser("page", help="write help pages in Kazakh, Russian and English")
    page.add_argument("form", nargs="*", default=[ALL], help=f"{one}; {ALL} the shipped ones")
    page.add_argument("--out", type=Path, required=True, help="folder for the pages")


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Check, show, or write pages."""
    del tools
    if arguments.action == "show":
        return _show(open_form(arguments.form, Path.cwd()), output)
    if arguments.action == "page":
        return _pages(arguments.form, arguments.out, output)
    return max([_check(name, output) for name in arguments.form])


def _check(name: str, output: Output) -> int:
    faults = form_faults(name, Path.cwd())
    output.data([output.reason(fault) for fault in faults])
    for fault in faults:
        output.line(output.reason(fault)["sentence"])
    if not faults:
        output.say("cli.forms.good", form=name)
    return NOT_GOOD if faults else GOOD


def _pages(names: list[str], folder: Path, output: Output) -> int:
    wanted = [one for name in names for one in (shipped_forms() if name == ALL else (name,))]
    forms = [open_form(name, Path.cwd()) for name in dict.fromkeys(wanted)]
    written: list[str] = []
    for language in Language:
        pages = {"index": index_page(forms, language)}
        pages |= {form.form_id: form_page(form, language) for form in forms}
        for name, text in pages.items():
            path = folder / language.value / f"{name}.md"
            write_whole(path, text.encode())
            written.append(str(path.relative_to(folder)))
    output.data({"folder": str(folder), "pages": written})
    output.say("cli.forms.written", count=len(written), folder=str(folder))
    return GOOD


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
