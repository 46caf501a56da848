# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Forms of a few lines, to try one thing at a time: ``small("a b c", E001="a == b + c")``."""

from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.form_file import load_form

_GRADES = {"E": "error", "A": "act", "W": "warning", "N": "notice"}
_SAME = '{ kk = "x", ru = "x", en = "x" }'
_HEAD = f"""
numbers = {_SAME}
annex = {_SAME}
title = {_SAME}
ballot_caption = {_SAME}
[parameters]
mandates = 2
[[section]]
id = "all"
number = "I"
stage = "before"
title = {_SAME}
"""
_ROWS = {"votes": "options", "box": "boxes", "member": "members"}


def small(lines: str, tables: str = "", **relations: str) -> Form:
    """A form of counted lines (``a=2 * b`` is computed) and tables (``votes``, or with columns
    ``box/found/annulled``), its relations by code.

    A relation is a formula, then perhaps ``; when CONDITION`` and ``; each TABLE``.
    """
    parts = [_HEAD]
    parts += [_line(place, one) for place, one in enumerate(lines.split(","), start=1)]
    parts += [_table(place, name) for place, name in enumerate(tables.split(), start=90)]
    parts += [_relation(code, said) for code, said in relations.items()]
    return load_form("small", {"small": "\n".join(parts)})


def _line(place: int, said: str) -> str:
    name, _, formula = said.strip().partition("=")
    source = f'"computed"\nformula = "{formula}"' if formula else '"counted"'
    return f"""
[[line]]
name = "{name}"
official = "{place}"
section = "all"
may_be_na = true
source = {source}
caption = {_SAME}"""


def _table(place: int, said: str) -> str:
    name, *columns = said.split("/")
    listed = ", ".join(
        f'{{ {_named(column)}source = "counted", caption = {_SAME} }}' for column in columns or [""]
    )
    return f"""
[[table]]
name = "{name}"
official = "{place}"
section = "all"
rows = "{_ROWS[name]}"
caption = {_SAME}
column = [{listed}]"""


def _named(column: str) -> str:
    flag = "flag = true, " if column == "annulled" else ""
    return f'name = "{column}", {flag}' if column else ""


def _relation(code: str, said: str) -> str:
    formula, *more = said.split(";")
    told = "".join(f'\n{name} = "{value}"' for name, value in map(_more, more))
    return f"""
[[relation]]
code = "{code}"
grade = "{_GRADES[code[0]]}"
formula = "{formula.strip()}"
says = {_SAME}
next = {_SAME}{told}"""


def _more(said: str) -> tuple[str, str]:
    word, _, value = said.strip().partition(" ")
    return ("scope" if word == "each" else word), value
