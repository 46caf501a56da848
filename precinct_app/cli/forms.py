# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``forms``: check form files, show a form as a table, write the help pages of forms."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import Form, Line, Relation, Table
from precinct_app.domain.protocol.template import TemplateNumbers
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts
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
    output.data(
        {
            "form": form.form_id,
            "serves": list(form.serves),
            "percent_of": form.percent_of,
            "lines": [line for item in form.items for line in _lines(item, output.language)],
            "relations": [_relation(one, form, output.language) for one in form.relations],
        }
    )
    if not output.as_json:
        for line in _told(form, output):
            output.line(line)
    return GOOD


def _lines(item: Line | Table, language: Language) -> Iterator[dict[str, Any]]:
    """A line; a table and the columns that a file of sheets names, with ROW for a row's name."""
    caption = item.caption.in_(language)
    told = {"official": item.official, "name": item.name, "caption": caption}
    if isinstance(item, Line):
        yield {**told, "source": item.source.value, "level": item.level.value}
        return
    yield {**told, "rows": [row.name for row in item.fixed_rows]}
    for column in item.columns:
        name = f"{item.name}.ROW.{column.name}" if column.name else f"{item.name}.ROW"
        level = max(item.level, column.level, key=lambda one: one.rank)
        yield {
            "official": "", "name": name, "caption": column.caption.in_(language),
            "source": column.source.value, "level": level.value,
        }  # fmt: skip


def _relation(relation: Relation, form: Form, language: Language) -> dict[str, Any]:
    numbers = TemplateNumbers(form)
    return {
        "code": relation.code, "grade": relation.grade.value,
        "formula": relation.formula or relation.function, "unless": list(relation.unless),
        "when": relation.when, "scope": relation.scope, "level": relation.level.value,
        "ground": relation.ground, "says": numbers.told(relation.says, language),
        "next": numbers.told(relation.next, language),
    }  # fmt: skip


def _told(form: Form, output: Output) -> Iterator[str]:
    language = output.language
    yield f"{form.form_id}: {form.title.in_(language)}, {form.ballot_caption.in_(language)}"
    for item in form.items:
        for line in _lines(item, language):
            yield f"{line['official']:>6}  {line['name']:<28} {line['caption']}"
    for relation in form.relations:
        yield f"{relation.code:>6}  {relation.grade:<8} {relation.formula or relation.function}"
        facts = {key: value for key, value in _facts(relation) if value}
        if facts:
            told = "; ".join(f"{_say(output, key)}: {value}" for key, value in facts.items())
            yield f"{'':17}{told}"
        yield f"{'':17}{_relation(relation, form, language)['says']}"


def _facts(relation: Relation) -> Iterator[tuple[str, str]]:
    yield "scope", "" if relation.scope == "sheet" else relation.scope
    yield "when", relation.when
    yield "unless", ", ".join(relation.unless)
    yield "level", "" if relation.level is Level.COUNT_ONLY else relation.level.value


def _say(output: Output, key: str) -> str:
    return texts.text(f"form.page.{key}", output.language)
