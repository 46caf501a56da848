# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Reading a form file (TOML): a form may build on another, add to it, and take codes away."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from precinct_app.domain.election import Level
from precinct_app.domain.errors import FormError
from precinct_app.domain.protocol.form import (
    Column,
    FixedRow,
    Form,
    Grade,
    Line,
    Relation,
    RowsFrom,
    Section,
    Stage,
    Table,
)
from precinct_app.domain.protocol.formula import (
    Linear,
    Ref,
    read_condition,
    read_formula,
)
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.wording import Wording

_T = TypeVar("_T")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_CODE = re.compile(r"[EAWN][0-9]{3}\Z")
_OFFICIAL = re.compile(r"[0-9]+(\.[0-9]+)*\Z")
_DEEPEST = 8
SCOPES = ("sheet", "day")


def load_form(form_id: str, texts: Mapping[str, str]) -> Form:
    """Load a form from the texts it may build on, by form id.

    FormError with the file, the place in it and, for formulas, the column; ``form.unknown``,
    ``form.toml``, ``form.field``, ``form.name``, ``form.twice``, ``form.formula`` and others.
    """
    layers = list(_layers(form_id, texts))
    merged: dict[str, Any] = {}
    for name, content in reversed(layers):
        _merge(merged, content, name)
    reader = _Reader(form_id, merged)
    digest = hashlib.sha256()
    for name, _ in layers:
        digest.update(texts[name].encode("utf-8") + b"\0")
    return reader.form(digest.hexdigest())


def _layers(form_id: str, texts: Mapping[str, str]) -> Iterable[tuple[str, dict[str, Any]]]:
    name: Any = form_id
    for _ in range(_DEEPEST):
        if name not in texts:
            raise FormError.of("form.unknown", form=str(name))
        try:
            content = tomllib.loads(texts[name])
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise FormError.of("form.toml", form=name, why=str(error)) from error
        yield name, content
        name = content.get("builds_on")
        if name is None:
            return
    raise FormError.of("form.too_deep", form=form_id)


_LISTS = {"section": "id", "line": "name", "table": "name", "relation": "code"}


def _merge(merged: dict[str, Any], content: dict[str, Any], form: str) -> None:
    """Lay one form over the one it builds on: things of the same name are replaced."""
    for key, value in content.items():
        if key in _LISTS:
            merged.setdefault(key, {})
            for place, item in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(item, dict) or not isinstance(item.get(_LISTS[key]), str):
                    raise FormError.of("form.field", form=form, place=f"{key}[{place}]")
                name = item[_LISTS[key]]
                former = merged[key].get(name, {})
                if former.get("_form") == form:
                    raise FormError.of("form.twice", form=form, name=name)
                merged[key][name] = {**former, **item, "_form": form}
        elif key == "parameters":
            merged[key] = {**merged.get(key, {}), **value}
        elif key != "remove":
            merged[key] = value
    for name in content.get("remove", []):
        # A section and the table in it may share a name: both go.
        gone = [merged.get(key, {}).pop(name, None) for key in _LISTS]
        if not any(gone):
            raise FormError.of("form.remove", form=form, name=str(name))
        merged.setdefault("_removed", set()).add(name)


class _Reader:
    """Turns the merged mapping into a form, refusing what no form may say."""

    def __init__(self, form_id: str, content: Mapping[str, Any]) -> None:
        self.form_id = form_id
        self.content = content

    def form(self, sha256: str) -> Form:
        sections = tuple(self._each("section", self._section))
        lines, tables = self._each("line", self._line), self._each("table", self._table)
        items: list[Line | Table] = sorted([*lines, *tables], key=_order)
        self._refuse_double_numbers(items)
        parameters = self._parameters()
        relations = tuple(self._each("relation", self._relation))
        form = Form(
            form_id=self.form_id,
            annex=self._wording(self.content, "annex", "annex"),
            title=self._wording(self.content, "title", "title"),
            ballot_caption=self._wording(self.content, "ballot_caption", "ballot_caption"),
            sections=sections,
            items=tuple(items),
            relations=relations,
            parameters=parameters,
            numbers=self._wording(self.content, "numbers", "numbers"),
            sha256=sha256,
        )
        self._refuse_unknown_names(form)
        return form

    def _each(self, key: str, read: Callable[[Mapping[str, Any], str], _T]) -> list[_T]:
        items = self.content.get(key, {})
        return [read(item, f"{key} {name}") for name, item in items.items()]

    def _section(self, item: Mapping[str, Any], place: str) -> Section:
        return Section(
            self._text(item, "id", place), self._text(item, "number", place),
            self._wording(item, "title", place), self._one_of(Stage, item, "stage", place),
            self._flag(item, "printed", place, default=True),
        )  # fmt: skip

    def _line(self, item: Mapping[str, Any], place: str) -> Line:
        source = self._one_of(Source, item, "source", place)
        formula = item.get("formula", "")
        if bool(formula) != (source is Source.COMPUTED):
            raise FormError.of("form.computed", form=self.form_id, place=place)
        return Line(
            name=self._name(item, place), official=self._official(item, place),
            caption=self._wording(item, "caption", place),
            section_id=self._known_section(item, place), source=source,
            printed=self._flag(item, "printed", place, default=True),
            may_be_na=self._flag(item, "may_be_na", place, default=False),
            level=self._level(item, place),
            of_which=self._flag(item, "of_which", place, default=False), formula=formula,
        )  # fmt: skip

    def _table(self, item: Mapping[str, Any], place: str) -> Table:
        columns = [self._column(c, f"{place}.column") for c in item.get("column", [])]
        if not columns or len({c.name for c in columns}) < len(columns):
            raise FormError.of("form.field", form=self.form_id, place=f"{place}.column")
        fixed = [
            FixedRow(self._name(r, place), self._wording(r, "caption", f"{place}.row"))
            for r in item.get("row", [])
        ]
        rows_from = self._one_of(RowsFrom, item, "rows", place)
        if bool(fixed) != (rows_from is RowsFrom.FORM):
            raise FormError.of("form.field", form=self.form_id, place=f"{place}.row")
        return Table(
            self._name(item, place), self._official(item, place),
            self._wording(item, "caption", place), self._known_section(item, place), rows_from,
            tuple(columns), tuple(fixed), self._level(item, place),
        )  # fmt: skip

    def _column(self, item: Mapping[str, Any], place: str) -> Column:
        name = item.get("name", "")
        if name:
            self._name(item, place)
        return Column(
            name, self._wording(item, "caption", place),
            self._one_of(Source, item, "source", place),
            self._flag(item, "printed", place, default=True), self._level(item, place),
            self._flag(item, "flag", place, default=False),
        )  # fmt: skip

    def _relation(self, item: Mapping[str, Any], place: str) -> Relation:
        code = self._text(item, "code", place)
        if not _CODE.match(code):
            raise FormError.of("form.code", form=self.form_id, place=place)
        formula, function = item.get("formula", ""), item.get("function", "")
        if bool(formula) == bool(function):
            raise FormError.of("form.field", form=self.form_id, place=f"{place}.formula")
        where = f"{self.form_id}: {code}"
        when = item.get("when", "")
        return Relation(
            code=code, grade=self._one_of(Grade, item, "grade", place), formula=formula,
            says=self._wording(item, "says", place), next=self._wording(item, "next", place),
            scope=item.get("scope", "sheet"), when=when, unless=tuple(item.get("unless", ())),
            level=self._level(item, place), ground=item.get("ground", ""),
            linear=read_formula(formula, where) if formula else None, function=function,
            condition=read_condition(when, f"{where} when") if when else None,
        )  # fmt: skip

    def _parameters(self) -> dict[str, int]:
        parameters: dict[str, int] = {}
        for name, value in self.content.get("parameters", {}).items():
            if type(value) is not int or value < 0:
                raise FormError.of("form.field", form=self.form_id, place=f"parameters.{name}")
            parameters[name] = value
        return parameters

    def _text(self, item: Mapping[str, Any], key: str, place: str) -> str:
        value = item.get(key)
        if not isinstance(value, str) or not value:
            raise FormError.of("form.field", form=self.form_id, place=f"{place}.{key}")
        return value

    def _name(self, item: Mapping[str, Any], place: str) -> str:
        name = self._text(item, "name", place)
        if not _NAME.match(name):
            raise FormError.of("form.field", form=self.form_id, place=f"{place}.name")
        return name

    def _official(self, item: Mapping[str, Any], place: str) -> str:
        official = self._text(item, "official", place)
        if not _OFFICIAL.match(official):
            raise FormError.of("form.field", form=self.form_id, place=f"{place}.official")
        return official

    def _flag(self, item: Mapping[str, Any], key: str, place: str, *, default: bool) -> bool:
        value = item.get(key, default)
        if not isinstance(value, bool):
            raise FormError.of("form.field", form=self.form_id, place=f"{place}.{key}")
        return value

    def _one_of(
        self, kind: Callable[[str], _T], item: Mapping[str, Any], key: str, place: str
    ) -> _T:
        try:
            return kind(item.get(key, ""))
        except ValueError as error:
            raise FormError.of("form.field", form=self.form_id, place=f"{place}.{key}") from error

    def _level(self, item: Mapping[str, Any], place: str) -> Level:
        if "level" not in item:
            return Level.COUNT_ONLY
        return self._one_of(Level, item, "level", place)

    def _known_section(self, item: Mapping[str, Any], place: str) -> str:
        section = self._text(item, "section", place)
        if section not in self.content.get("section", {}):
            raise FormError.of("form.name", form=self.form_id, place=place, name=section)
        return section

    def _wording(self, item: Mapping[str, Any], key: str, place: str) -> Wording:
        texts = item.get(key)
        if isinstance(texts, dict):
            missing = [lang for lang in ("kk", "ru", "en") if not isinstance(texts.get(lang), str)]
            if not missing:
                return Wording.from_mapping(texts)
            raise FormError.of(
                "form.language", form=self.form_id, place=f"{place}.{key}", language=missing[0]
            )
        raise FormError.of("form.field", form=self.form_id, place=f"{place}.{key}")

    def _refuse_double_numbers(self, items: Iterable[Line | Table]) -> None:
        lines: set[str] = set()
        for item in items:
            if isinstance(item, Line):
                if item.official in lines:
                    raise FormError.of("form.twice", form=self.form_id, name=item.official)
                lines.add(item.official)

    def _refuse_unknown_names(self, form: Form) -> None:
        # What a form takes away from the one it builds on vanishes from inherited relations.
        removed: set[str] = self.content.get("_removed", set())
        known = known_names(form) | removed
        codes = {relation.code for relation in form.relations}
        tables = {table.name: table for table in form.tables()}
        for line in form.lines():
            for name in _formula_names(line.formula, f"{form.form_id}: {line.name}"):
                self._demand(name in known, name, line.name)
        for relation in form.relations:
            scoped = relation.scope in {*tables, *SCOPES, *removed}
            self._demand(scoped, relation.scope, relation.code)
            for code in relation.unless:
                self._demand(code in codes or code in removed, code, relation.code)
            self._refuse_unknown_refs(relation, known, tables)

    def _refuse_unknown_refs(
        self, relation: Relation, known: frozenset[str], tables: Mapping[str, Table]
    ) -> None:
        if relation.scope == "day":
            return
        comparison = relation.condition.comparison if relation.condition else None
        for linear in (one for one in (relation.linear, comparison) if one is not None):
            for ref in linear.refs:
                gone = ref.name.partition(".")[0] in self.content.get("_removed", set())
                fits = gone or _fits(ref, known, tables, relation.scope)
                self._demand(fits, ref.name, relation.code)
            for term in (*linear.left, *linear.right):
                parameters = self.content.get("parameters", {})
                known_parameter = not term.parameter or term.parameter in parameters
                self._demand(known_parameter, term.parameter, relation.code)

    def _demand(self, condition: bool, name: str, place: str) -> None:
        if not condition:
            raise FormError.of("form.name", form=self.form_id, place=place, name=name)


def known_names(form: Form) -> frozenset[str]:
    """Everything a formula may name: lines, table columns, fixed rows."""
    names = {line.name for line in form.lines()}
    for table in form.tables():
        names |= {f"{table.name}.{c.name}" if c.name else table.name for c in table.columns}
        names |= {f"{table.name}.{row.name}" for row in table.fixed_rows}
    return frozenset(names)


def _fits(ref: Ref, known: frozenset[str], tables: Mapping[str, Table], scope: str) -> bool:
    table = tables.get(ref.name.partition(".")[0])
    if ref.is_sum:
        flags = {c.name for c in table.columns if c.flag} if table else set()
        return ref.name in known and table is not None and (not ref.where or ref.where in flags)
    if table is None:
        return ref.name in known
    fixed = {f"{table.name}.{row.name}" for row in table.fixed_rows}
    return ref.name in known and (ref.name in fixed or table.name == scope)


def _formula_names(formula: str, place: str) -> list[str]:
    if not formula:
        return []
    linear: Linear = read_formula(f"{formula} == 0", place)
    return [ref.name for ref in linear.refs]


def _order(item: Line | Table) -> tuple[tuple[int, ...], bool]:
    return tuple(int(part) for part in item.official.split(".")), isinstance(item, Table)
