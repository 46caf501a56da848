# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sections, lines, tables and relations of a form, each from its fields."""

from precinct_app.domain.errors import FormError
from precinct_app.domain.protocol.form import (
    Column,
    FixedRow,
    Grade,
    Line,
    Relation,
    RowsFrom,
    Section,
    Stage,
    Table,
)
from precinct_app.domain.protocol.form_fields import Fields
from precinct_app.domain.protocol.formula import (
    Condition,
    Linear,
    read_condition,
    read_formula,
)
from precinct_app.domain.protocol.sheet import Source

_COLUMN = ("name", "caption", "source", "printed", "level", "flag")
_ROW = ("name", "caption")
FIELDS = {
    "section": ("id", "number", "title", "stage", "printed"),
    "line": (
        "name", "official", "caption", "section", "source", "printed", "may_be_na", "level",
        "of_which", "formula",
    ),
    "table": ("name", "official", "caption", "section", "rows", "column", "row", "level"),
    "relation": (
        "code", "grade", "formula", "function", "says", "next", "recount", "scope", "when", "unless",
        "level", "ground",
    ),
}  # fmt: skip
"""What each kind of thing may say."""


def section(fields: Fields) -> Section:
    """A headed part of the form."""
    return Section(
        fields.name("id"), fields.text("number"), fields.wording("title"),
        fields.one_of(Stage, "stage"), fields.flag("printed", default=True),
    )  # fmt: skip


def line(fields: Fields) -> Line:
    """A line with one figure; a computed one has a formula and no other has."""
    source = fields.one_of(Source, "source")
    formula = fields.text("formula", "")
    if bool(formula) != (source is Source.COMPUTED):
        fields.refuse("form.computed", "formula")
    return Line(
        name=fields.name(), official=fields.official(), caption=fields.wording("caption"),
        section_id=fields.text("section"), source=source,
        printed=fields.flag("printed", default=True),
        may_be_na=fields.flag("may_be_na", default=False), level=fields.level(),
        of_which=fields.flag("of_which", default=False), formula=formula,
    )  # fmt: skip


def table(fields: Fields) -> Table:
    """A table; its rows come from the precinct, or from the form, which then lists them."""
    columns = tuple(_column(one) for one in fields.inner("column", _COLUMN))
    rows = tuple(FixedRow(one.name(), one.wording("caption")) for one in fields.inner("row", _ROW))
    names = [column.name for column in columns]
    if not names or len({*names}) < len(names) or ("" in names and len(names) > 1):
        fields.refuse("form.columns", "column")
    rows_from = fields.one_of(RowsFrom, "rows")
    if bool(rows) != (rows_from is RowsFrom.FORM) or len({r.name for r in rows}) < len(rows):
        fields.refuse("form.rows", "row")
    return Table(
        fields.name(), fields.official(), fields.wording("caption"), fields.text("section"),
        rows_from, columns, rows, fields.level(),
    )  # fmt: skip


def _column(fields: Fields) -> Column:
    name = fields.name() if "name" in fields.item.fields else ""
    return Column(
        name, fields.wording("caption"), fields.one_of(Source, "source"),
        fields.flag("printed", default=True), fields.level(), fields.flag("flag", default=False),
    )  # fmt: skip


def relation(fields: Fields) -> Relation | None:
    """A control relation, without what cannot be read of it; None when its code is none."""
    formula, function = fields.text("formula", ""), fields.text("function", "")
    if bool(formula) == bool(function):
        fields.refuse("form.formula_or_function", "formula")
    when = fields.text("when", "")
    linear = _read_formula(fields, formula) if formula else None
    read = Relation(
        code=fields.code(), grade=fields.one_of(Grade, "grade"), formula=formula,
        says=fields.wording("says"), next=fields.wording("next"),
        recount=fields.flag("recount", default=True),
        scope=fields.text("scope", "sheet"), when=when, unless=fields.texts("unless"),
        level=fields.level(), ground=fields.text("ground", ""), linear=linear,
        condition=_read_when(fields, when) if when else None, function=function,
    )  # fmt: skip
    return read if read.code else None


def _read_formula(fields: Fields, formula: str) -> Linear | None:
    try:
        return read_formula(formula, _place(fields, "formula"))
    except FormError as error:
        fields.faults.extend(error.reasons)
        return None


def _read_when(fields: Fields, when: str) -> Condition | None:
    try:
        return read_condition(when, _place(fields, "when"))
    except FormError as error:
        fields.faults.extend(error.reasons)
        return None


def _place(fields: Fields, key: str) -> str:
    return f"{fields.file(key)}: {fields.place}.{key}"
