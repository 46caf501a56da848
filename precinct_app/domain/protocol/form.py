# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A protocol form as data: lines in official order, tables, sections, control relations.

The code holds no row number, no caption, no threshold and no relation: a form file does
(``resources/forms``, carried inside the signed election package).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.formula import Condition, Linear, read_formula
from precinct_app.domain.protocol.sheet import Rows, Source
from precinct_app.domain.wording import Wording


class Grade(StrEnum):
    """What a failed relation asks for before the protocol may be signed."""

    ERROR = "error"
    ACT = "act"
    WARNING = "warning"
    NOTICE = "notice"


class Stage(StrEnum):
    """When a section's figures are known: before the boxes are opened, or after."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the form (I, II, III; working lines have a section of their own)."""

    section_id: str
    number: str
    title: Wording
    stage: Stage
    printed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line with one figure."""

    name: str
    official: str
    caption: Wording
    section_id: str
    source: Source
    """Computed lines carry `formula` and are never typed."""
    printed: bool = True
    may_be_na: bool = False
    level: Level = Level.COUNT_ONLY
    """The least level of use at which the line is asked for."""
    of_which: bool = False
    """Printed indented, as part of the line above."""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; a table of one column has it unnamed."""

    name: str
    caption: Wording
    source: Source
    printed: bool = True
    level: Level = Level.COUNT_ONLY
    flag: bool = False
    """A yes-or-no column (1 or 0), such as ``annulled``."""


class RowsFrom(StrEnum):
    """Where a table's rows come from."""

    OPTIONS = "options"
    MEMBERS = "members"
    BOXES = "boxes"
    QUESTIONS = "questions"
    """Several questions on one paper: the contest's options are its questions."""
    KINDS = "kinds"
    """Kinds of absentee certificates of which the precinct has a stock."""
    FORM = "form"


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row that the form itself brings (reasons for invalidity)."""

    name: str
    caption: Wording


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures; its rows are numbered after its official number (16.1, 16.2 …).

    The one printed column of a table carries its row's number, any other a further one (6.2.3).
    """

    name: str
    official: str
    caption: Wording
    section_id: str
    rows_from: RowsFrom
    columns: tuple[Column, ...]
    fixed_rows: tuple[FixedRow, ...] = ()
    level: Level = Level.COUNT_ONLY


@dataclass(frozen=True, slots=True)
class Relation:
    """One control relation: its code is its message key, its test and its help entry."""

    code: str
    grade: Grade
    formula: str
    says: Wording
    """What is wrong, in words; may name lines by {line_name}. The numbers follow by themselves."""
    next: Wording
    """What to recount first; where nothing is to be recounted, what to do."""
    recount: bool = True
    """Whether `next` names what to recount, instead of saying what to do."""
    scope: str = "sheet"
    """``sheet``, ``day``, or the table whose rows it runs over (``votes``, ``box``, ``member``)."""
    when: str = ""
    unless: tuple[str, ...] = ()
    level: Level = Level.COUNT_ONLY
    ground: str = ""
    linear: Linear | None = None
    """The formula read once; None for a named function."""
    condition: Condition | None = None
    """``when`` read once."""
    function: str = ""
    """Name of the function that says what no formula can."""


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell of a precinct's sheet as screens and paper show it."""

    cell: str
    official: str
    caption: Wording
    section_id: str
    source: Source
    printed: bool
    may_be_na: bool
    of_which: bool
    flag: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form."""

    form_id: str
    annex: Wording
    """The annex line printed on every page."""
    title: Wording
    ballot_caption: Wording
    """Heading of the kind of ballot: "by party lists", "by single-mandate district"."""
    sections: tuple[Section, ...]
    items: tuple[Line | Table, ...]
    relations: tuple[Relation, ...]
    parameters: Mapping[str, int] = field(default_factory=dict)
    numbers: Wording = field(default_factory=lambda: Wording("", "", ""))
    """The tail of every finding: {formula}, {left}, {right}, {gap}."""
    serves: tuple[str, ...] = ()
    """Kinds of ballot it is for; any kind where nothing is said."""
    percent_of: str = ""
    """The line of which votes are a percentage; empty where the form knows no percentages."""
    sha256: str = ""
    """SHA-256 over the form's own text and the texts it builds on, in order."""

    def section(self, section_id: str) -> Section:
        """Find a section; KeyError when the form has none of that id."""
        return {section.section_id: section for section in self.sections}[section_id]

    def by_stage(self, cells: Iterable[CellSpec]) -> dict[Stage, tuple[CellSpec, ...]]:
        """Cells in the order in which they become known and are typed: printed lines first."""
        stages = {section.section_id: section.stage for section in self.sections}
        ordered = sorted(cells, key=lambda spec: not spec.printed)
        found = {s: tuple(c for c in ordered if stages[c.section_id] is s) for s in Stage}
        return {stage: here for stage, here in found.items() if here}

    def lines(self) -> tuple[Line, ...]:
        """Lines alone, in official order."""
        return tuple(item for item in self.items if isinstance(item, Line))

    def tables(self) -> tuple[Table, ...]:
        """Tables alone, in official order."""
        return tuple(item for item in self.items if isinstance(item, Table))

    def relation(self, code: str) -> Relation:
        """Find a relation by its code; StopIteration is impossible for a code of this form."""
        return next(r for r in self.relations if r.code == code)

    def rows(
        self,
        options: tuple[str, ...],
        *,
        member: tuple[str, ...] = (),
        box: tuple[str, ...] = (),
        kind: tuple[str, ...] = (),
        struck: frozenset[str] = frozenset(),
    ) -> Rows:
        """The rows of a sheet of this form; a contest's options are its questions where it has any."""
        asks = any(table.rows_from is RowsFrom.QUESTIONS for table in self.tables())
        if asks:
            return Rows(question=options, member=member, box=box, kind=kind, struck=struck)
        return Rows(votes=options, member=member, box=box, kind=kind, struck=struck)

    def cells(
        self, rows: Rows, level: Level, names: Mapping[str, Wording] | None = None
    ) -> tuple[CellSpec, ...]:
        """Cells of a precinct's sheet in official order, those of higher levels left out.

        `names` gives the caption of rows that the precinct brings, by row name (option names,
        members' names); a box is captioned by its number.
        """
        found: list[CellSpec] = []
        for item in self.items:
            if level.rank < item.level.rank:
                continue
            if isinstance(item, Line):
                found.append(_line_cell(item))
            else:
                found += _table_cells(item, rows, level, names or {})
        return tuple(found)


def computed_from(line: Line, place: str = "") -> Linear:
    """What a computed line is computed from, as the left side of a comparison with 0."""
    return read_formula(f"{line.formula} == 0", place or line.name)


def table_rows(table: Table, rows: Rows) -> tuple[str, ...]:
    """Row names of a table: fixed by the form, or brought by the precinct."""
    if table.rows_from is RowsFrom.FORM:
        return tuple(row.name for row in table.fixed_rows)
    return rows.of(table.name)


def column_cell(table: Table, row: str, column: Column) -> str:
    """Name of a cell of a table; a table of one unnamed column has two parts."""
    return f"{table.name}.{row}.{column.name}" if column.name else f"{table.name}.{row}"


def _line_cell(line: Line) -> CellSpec:
    return CellSpec(
        line.name, line.official, line.caption, line.section_id, line.source, line.printed,
        line.may_be_na, line.of_which, flag=False,
    )  # fmt: skip


def _table_cells(
    table: Table, rows: Rows, level: Level, names: Mapping[str, Wording]
) -> list[CellSpec]:
    fixed = {row.name: row.caption for row in table.fixed_rows}
    asked = [column for column in table.columns if level.rank >= column.level.rank]
    found: list[CellSpec] = []
    for place, row in enumerate(table_rows(table, rows), start=1):
        caption = fixed.get(row) or names.get(row) or _numbered(table.caption, row)
        for column in asked:
            found.append(
                CellSpec(
                    column_cell(table, row, column),
                    f"{table.official}.{place}{_column_number(table, column)}",
                    caption if len(asked) == 1 else _joined(caption, column.caption),
                    table.section_id, column.source, column.printed, may_be_na=False,
                    of_which=False, flag=column.flag,
                )
            )  # fmt: skip
    return found


def _column_number(table: Table, column: Column) -> str:
    """What stands after the row's number; nothing for the only column that is printed."""
    printed = [one for one in table.columns if one.printed]
    if len(table.columns) == 1 or printed == [column]:
        return ""
    return f".{table.columns.index(column) + 1}"


def _numbered(caption: Wording, row: str) -> Wording:
    return Wording(f"{caption.kk} № {row}", f"{caption.ru} № {row}", f"{caption.en} No {row}")


def _joined(row: Wording, column: Wording) -> Wording:
    return Wording(f"{row.kk}: {column.kk}", f"{row.ru}: {column.ru}", f"{row.en}: {column.en}")
