# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A help page of a form, drawn from its file: lines and control relations in one language.

Markdown out of a form, nothing else: what the file does not say does not stand on the page.
"""

from collections.abc import Iterable, Iterator

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import Form, Line, Relation, Section, Table
from precinct_app.domain.protocol.formula import Condition, Linear, Operator
from precinct_app.domain.protocol.template import TemplateNumbers
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts


def form_page(form: Form, language: Language) -> str:
    """One form as Markdown: annex, lines by section, every relation with its formula and words."""
    return "\n".join(_Page(form, language).text()).rstrip() + "\n"


def index_page(forms: Iterable[Form], language: Language) -> str:
    """The list of form pages, each linked by the form's id."""
    listed = [f"- [{_plain(_caption(form, language))}]({form.form_id}.md)" for form in forms]
    return "\n".join([f"# {texts.text('form.page.index', language)}", "", *listed]) + "\n"


def _caption(form: Form, language: Language) -> str:
    return f"{form.form_id}: {form.title.in_(language)}, {form.ballot_caption.in_(language)}"


class _Page:
    """Writes the page of one form in one language."""

    def __init__(self, form: Form, language: Language) -> None:
        self._form, self._language = form, language
        self._numbers = TemplateNumbers(form)

    def text(self) -> Iterator[str]:
        form, language = self._form, self._language
        yield f"# {_plain(_caption(form, language))}"
        yield from ("", f"{_plain(form.annex.in_(language))}", "")
        for key, told in self._form_facts():
            yield from (f"{self._say(key)}: {told}", "")
        yield from (f"## {self._say('lines')}", "")
        for section in form.sections:
            yield from self._section(section)
        yield from (f"## {self._say('relations')}", "")
        for relation in sorted(form.relations, key=lambda one: one.code[1:]):
            yield from self._relation(relation)

    def _form_facts(self) -> Iterator[tuple[str, str]]:
        form = self._form
        if form.serves:
            yield "serves", ", ".join(f"`{kind}`" for kind in form.serves)
        if form.percent_of:
            yield "percent_of", f"{self._numbers.cells[form.percent_of]} (`{form.percent_of}`)"
        if form.parameters:
            told = (f"`{name}` = {value}" for name, value in form.parameters.items())
            yield "parameters", ", ".join(told)

    def _section(self, section: Section) -> Iterator[str]:
        yield from (f"### {section.number}. {_plain(section.title.in_(self._language))}", "")
        head = [
            self._say(key) for key in ("number", "caption", "name", "source", "level", "printed")
        ]
        yield _row(head)
        yield _row(["---"] * len(head))
        for item in self._form.items:
            if item.section_id == section.section_id:
                yield from self._line(item) if isinstance(item, Line) else self._table(item)
        yield ""

    def _line(self, line: Line) -> Iterator[str]:
        source = texts.text(f"form.source.{line.source.value}", self._language)
        caption = ("… " if line.of_which else "") + line.caption.in_(self._language)
        if line.formula:
            source += f": {self._numbers.computed(line)}"
        yield self._item(line.official, caption, line.name, source, line.level, line.printed)

    def _table(self, table: Table) -> Iterator[str]:
        language = self._language
        for row in table.fixed_rows or (None,):
            for column in table.columns:
                name = table.name if row is None else f"{table.name}.{row.name}"
                name += f".{column.name}" if column.name else ""
                parts = [table.caption.in_(language)]
                parts += [row.caption.in_(language)] if row else []
                parts += [column.caption.in_(language)] if column.name else []
                level = max(table.level, column.level, key=lambda one: one.rank)
                source = texts.text(f"form.source.{column.source.value}", language)
                yield self._item(
                    self._numbers.cell(table, row, column), ": ".join(parts), name, source, level,
                    column.printed,
                )  # fmt: skip

    def _item(
        self, official: str, caption: str, name: str, source: str, level: Level, printed: bool
    ) -> str:
        return _row([
            official, _plain(caption), f"`{name}`", source,
            texts.text(f"form.level.{level.value}", self._language),
            self._say("yes" if printed else "no"),
        ])  # fmt: skip

    def _relation(self, relation: Relation) -> Iterator[str]:
        grade = texts.text(f"card.{relation.grade.value}", self._language)
        yield from (f"### {relation.code} ({grade})", "")
        for key, value in self._facts(relation):
            yield f"- {self._say(key)}: {value}"
        yield ""

    def _facts(self, relation: Relation) -> Iterator[tuple[str, str]]:
        language = self._language
        if relation.linear is not None:
            yield "formula", f"**{self._formula(relation, relation.linear)}**"
            yield "as_written", f"`{relation.formula}`"
        else:
            told = texts.text(f"form.function.{relation.function}", language)
            yield "function", f"{told} (`{relation.function}`)"
        yield "says", _plain(self._numbers.told(relation.says, language))
        yield "next", _plain(self._numbers.told(relation.next, language))
        if relation.scope == "day":
            yield "scope", self._say("day")
        elif relation.scope != "sheet":
            yield "scope", self._say("each", table=f"`{relation.scope}`")
        if relation.condition is not None:
            yield "when", f"{self._when(relation, relation.condition)} (`{relation.when}`)"
        if relation.unless:
            yield "unless", ", ".join(relation.unless)
        thresholds = list(self._thresholds(relation))
        if thresholds:
            yield "thresholds", ", ".join(thresholds)
        yield "level", texts.text(f"form.level.{relation.level.value}", language)
        if relation.ground:
            yield "ground", _plain(relation.ground)

    def _formula(self, relation: Relation, linear: Linear) -> str:
        if relation.scope != "day":
            return self._numbers.formula(relation)
        return f"{self._numbers.side(linear.left)} = {self._say('most')}"

    def _when(self, relation: Relation, condition: Condition) -> str:
        if condition.comparison is not None:
            return self._comparison(condition.comparison)
        if condition.source_of:
            source = texts.text(f"form.source.{condition.source}", self._language)
            line = self._numbers.cells.get(condition.source_of, condition.source_of)
            return self._say("from_source", line=line, source=source)
        flag = self._flag(relation.scope, condition.flag)
        return self._say("not_flagged" if condition.negated else "flagged", flag=flag)

    def _flag(self, scope: str, name: str) -> str:
        """What a row's flag says, in the form's words."""
        for table in self._form.tables():
            for column in table.columns if table.name == scope else ():
                if column.name == name:
                    return _plain(column.caption.in_(self._language))
        return self._say("struck")

    def _comparison(self, linear: Linear) -> str:
        sign = "=" if linear.operator is Operator.EQUAL else linear.operator.value
        return f"{self._numbers.side(linear.left)} {sign} {self._numbers.side(linear.right)}"

    def _thresholds(self, relation: Relation) -> Iterator[str]:
        when = relation.condition.comparison if relation.condition else None
        for linear in (relation.linear, when):
            for term in (*linear.left, *linear.right) if linear else ():
                if term.unit:
                    unit = texts.text(f"form.unit.{term.unit}", self._language)
                    yield f"{abs(term.coefficient)} {unit}"

    def _say(self, key: str, **values: str) -> str:
        return texts.text(f"form.page.{key}", self._language, **values)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(text: str) -> str:
    """A form's text on one line, with nothing in it that Markdown would read."""
    told = " ".join(text.split())
    for sign in ("\\", "|", "`", "*", "_", "<", "[", "#"):
        told = told.replace(sign, f"\\{sign}")
    return told
