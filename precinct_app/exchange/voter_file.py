# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list as it arrives: every row becomes a voter, a refusal or something passed over."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from precinct_app.domain.errors import Reason, VoterFileError
from precinct_app.domain.voters import Voter
from precinct_app.exchange.table_sheet import Cell, Line, Lost, TableSheet
from precinct_app.exchange.tables import read_sheets
from precinct_app.exchange.voter_cells import iin_of, text_of, whole_of
from precinct_app.exchange.voter_columns import count_headings, repeats_headings
from precinct_app.exchange.voter_doubles import find_doubles
from precinct_app.exchange.voter_rows import ReadRow, Rules, read_row
from precinct_app.exchange.voter_sheet import chosen_sheets, find_layout, refuse_too_large
from precinct_app.services.progress import Pulse, part_of, quiet
from precinct_app.services.toolbox import RowNote, VoterFile
from precinct_app.services.voter_layout import Layout

_TOTAL = re.compile(r"(барлығы|жиыны|жалпы саны|итого|всего|total)\b", re.IGNORECASE)
_STREET = re.compile(
    r"көше|даңғыл|шағын ?аудан|тұйығы|\bауыл|\bулиц|\bул\b|\bпр\b|просп|мкр|микрорайон|\bпер\b|переул"
    r"|\bсело\b|street|avenue",
    re.IGNORECASE,
)
_OFTEN = 200
_READING = 0.5
"""Part of the whole that is reading cells; the rest is understanding rows."""


def look(data: bytes, name: str, sheet: str | None = None, pulse: Pulse = quiet) -> Layout:
    """How a file is laid out, for a person to confirm; VoterFileError when it is no table.

    Without recognised headings the layout has no columns and says so among what is uncertain.
    """
    return find_layout(read_sheets(data, count_headings, pulse), name, sheet)


def read_voter_file(
    data: bytes,
    name: str,
    new_id: Callable[[], str],
    layout: Layout | None = None,
    day: date | None = None,
    pulse: Pulse = quiet,
) -> VoterFile:
    """Read a voter file; VoterFileError when nothing of it can be taken.

    Without a layout the recognised one is used; `day` is the polling day that ages are told by.
    """
    sheets = read_sheets(data, count_headings, part_of(pulse, 0.0, _READING))
    layout = layout or find_layout(sheets, name, None)
    if not layout.is_readable:
        raise VoterFileError.of(_why_unreadable(sheets))
    reader = _ListReader(layout, day, new_id)
    for sheet, own in chosen_sheets(sheets, layout):
        refuse_too_large(sheet)
        reader.read(sheet, own, part_of(pulse, _READING, 1.0))
    return reader.result()


def _why_unreadable(sheets: Sequence[TableSheet]) -> str:
    """Headings that are formulas without results look like no headings at all."""
    lost = any(
        v is Lost.FORMULA for sheet in sheets for _, cells in sheet.lines for v in cells.values()
    )
    return "voters.formulas" if lost else "voters.no_columns"


@dataclass(slots=True)
class _ListReader:
    """Collects voters and notes over the sheets of a list."""

    layout: Layout
    day: date | None
    new_id: Callable[[], str]
    voters: list[Voter] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    refused: list[RowNote] = field(default_factory=list)
    doubtful: list[RowNote] = field(default_factory=list)
    passed_over: list[RowNote] = field(default_factory=list)
    section: str = ""
    is_after_total: bool = False

    def read(self, sheet: TableSheet, layout: Layout, pulse: Pulse) -> None:
        """Read the rows of one sheet."""
        rules = Rules(layout.columns, self.day, sheet.from_1904)
        fields = {column: name for name, column in layout.columns.items()}
        self.section, self.is_after_total = "", False
        for count, line in enumerate(_data(sheet.lines, layout.first_row)):
            if count % _OFTEN == 0:
                pulse(count / len(sheet.lines))
            row, cells = line
            by_field = {name: cells[c] for c, name in fields.items() if c in cells}
            if reason := self._no_voter(line, by_field, fields):
                self.passed_over.append(RowNote(row, reason))
                continue
            self._take(row, by_field, read_row(by_field, rules, self.new_id))

    def _no_voter(
        self, line: Line, by_field: Mapping[str, Cell], fields: Mapping[int, str]
    ) -> Reason | None:
        """Why a row holds no voter by its nature; None for a row that must be read."""
        if iin_of(by_field.get("iin")).digits:
            return None
        cells = line[1]
        texts = [text_of(value) for value in cells.values()]
        if _is_column_numbers(cells):
            return Reason("voters.row_numbers")
        if len(cells) > 1 and repeats_headings(line, fields):
            return Reason("voters.row_heading")
        bare = "iin" not in by_field and "birth" not in by_field
        if bare and any(_TOTAL.match(text) for text in texts):
            self.is_after_total = True
            return Reason("voters.row_total")
        if bare and self.is_after_total:
            return Reason("voters.row_after_total")
        if len(cells) == 1 and not _is_one_person(by_field):
            self._begin_section(texts[0])
            return Reason("voters.row_alone")
        return None

    def _begin_section(self, text: str) -> None:
        self.section = text[:_LONGEST_SECTION] if _STREET.search(text) else ""

    def _take(self, row: int, cells: Mapping[str, Cell], read: ReadRow) -> None:
        number = whole_of(cells.get("number"))
        tail = iin_of(cells.get("iin")).digits[-4:]
        notes = [RowNote(row, fault, number, tail) for fault in read.faults]
        if read.voter is None:
            self.refused += notes
            return
        self.doubtful += notes
        self.rows.append(row)
        self.voters.append(self._placed(read.voter))

    def _placed(self, voter: Voter) -> Voter:
        """The voter with the street of its section where the row tells only house and flat."""
        if not self.section or _STREET.search(voter.address) or len(voter.address) > _HOUSE:
            return voter
        return replace(voter, address=", ".join(p for p in (self.section, voter.address) if p))

    def result(self) -> VoterFile:
        """What was read; VoterFileError when there is no voter."""
        if not self.voters:
            formulas = any(note.reason.key == "voters.row_formula" for note in self.refused)
            raise VoterFileError.of("voters.formulas" if formulas else "voters.no_rows")
        for place, reason in find_doubles(self.voters, self.rows).items():
            voter = self.voters[place]
            note = RowNote(self.rows[place], reason, voter.list_number, voter.iin[-4:])
            self.doubtful.append(note)
        self.doubtful.sort(key=lambda note: note.row)
        return VoterFile(
            tuple(_numbered(self.voters)), tuple(self.refused), tuple(self.doubtful),
            tuple(self.passed_over), self.layout,
        )  # fmt: skip


_LONGEST_SECTION = 100
_WORDS_OF_A_NAME = range(2, 5)
_HOUSE = 12
"""Letters of an address that tells only house and flat."""


def _data(lines: Sequence[Line], first_row: int) -> Iterator[Line]:
    return (line for line in lines if line[0] >= first_row)


def _is_column_numbers(cells: Mapping[int, Cell]) -> bool:
    """The row 1, 2, 3 ... that forms print under their headings."""
    told = [whole_of(cells[column]) for column in sorted(cells)]
    return len(told) > 2 and told == list(range(told[0], told[0] + len(told)))  # noqa: PLR2004


def _is_one_person(by_field: Mapping[str, Cell]) -> bool:
    """Whether a row with a single cell still names a person: two to four words, no street."""
    words = text_of(by_field.get("full_name")).split()
    told = len(words) in _WORDS_OF_A_NAME and all(word.isalpha() for word in words)
    return told and not _STREET.search(" ".join(words))


def _numbered(voters: Sequence[Voter]) -> Iterator[Voter]:
    """List numbers as delivered where they tell rows apart, else the order of the rows."""
    numbers = [voter.list_number for voter in voters]
    if all(numbers) and len(set(numbers)) == len(numbers):
        yield from voters
        return
    for number, voter in enumerate(voters, start=1):
        yield replace(voter, list_number=number)
