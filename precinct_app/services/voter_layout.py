# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How a voter file is laid out: found by the program, confirmed or corrected by a person, remembered.

Plain data between looking at a file and reading it.  What is remembered holds headings, never rows.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from precinct_app.domain.errors import Reason, VoterFileError

FIELDS = (
    "number", "surname", "given_name", "patronymic", "full_name", "birth", "iin", "sex",
    "settlement", "street", "house", "flat", "address", "paper_table", "paper_page", "paper_row",
)  # fmt: skip
"""What a column can hold; an address may stand in one column or in several."""
NAMES = frozenset({"surname", "full_name"})
WIDEST = 200
"""Columns that a list may use; no list needs a tenth of them."""
_LETTERS = re.compile(r"[A-Z]{1,2}\Z")
_ALPHABET = 26


@dataclass(frozen=True, slots=True)
class Layout:
    """Which sheet is the list, where its rows begin, and which column holds what."""

    sheet: str
    first_row: int
    """The first row of voters, as the spreadsheet numbers it, 1 upward."""
    columns: Mapping[str, int]
    """Field to column, 0 upward; empty when no heading was recognised."""
    headings: tuple[str, ...] = ()
    """Headings as found, by column; empty where a column has none."""
    head_row: int = 0
    """The last row of headings; 0 when there are none."""
    sheets: tuple[str, ...] = ()
    """Every sheet that holds anything."""
    first_rows: tuple[tuple[str, ...], ...] = ()
    """The first ten rows as text, to be shown; never remembered."""
    uncertain: tuple[Reason, ...] = field(default=())
    """What a person should look at before confirming."""

    @property
    def is_readable(self) -> bool:
        """Whether there is a name column, without which no voter can be read."""
        return bool(NAMES & set(self.columns))

    @property
    def key(self) -> str:
        """By what this layout is remembered: SHA-256 of its folded headings in their order."""
        folded = [" ".join(heading.casefold().split()) for heading in self.headings]
        return hashlib.sha256("\x1f".join(folded).encode("utf-8", "replace")).hexdigest()

    def to_json(self) -> str:
        """The layout without rows and doubts, to be kept under its key."""
        told = {
            "columns": dict(self.columns), "first_row": self.first_row, "head_row": self.head_row,
            "headings": self.headings, "sheet": self.sheet,
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> "Layout":
        """Read what `to_json` wrote; VoterFileError ``voters.layout`` for anything else."""
        try:
            told = json.loads(text)
            columns = {str(name): int(column) for name, column in told["columns"].items()}
            headings = tuple(str(heading) for heading in told["headings"])
            first, head = int(told["first_row"]), int(told["head_row"])
            layout = Layout(str(told["sheet"]), first, columns, headings, head)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise VoterFileError.of("voters.layout") from error
        return _checked(layout)

    def recalling(self, remembered: "Layout") -> "Layout":
        """This file's layout with the columns that a person confirmed for the same headings."""
        if remembered.key != self.key or not self.head_row:
            return self
        below = max(1, remembered.first_row - remembered.head_row)
        return replace(
            self, columns=remembered.columns, first_row=self.head_row + below, uncertain=()
        )

    def corrected(self, columns: Mapping[str, str], first_row: int | None = None) -> "Layout":
        """The layout as a person corrected it: fields to column letters, ``-`` for none.

        VoterFileError ``voters.field_unknown``, ``voters.column_unknown`` or ``voters.layout``.
        """
        at = dict(self.columns)
        for name, letters in columns.items():
            if name not in FIELDS:
                raise VoterFileError.of("voters.field_unknown", field=name[:40])
            if letters == "-":
                at.pop(name, None)
            else:
                at[name] = column_number(letters)
        row = self.first_row if first_row is None else first_row
        return _checked(replace(self, columns=at, first_row=row, uncertain=()))


def column_number(letters: str) -> int:
    """A column's number, 0 upward, by its letters; VoterFileError ``voters.column_unknown``."""
    letters = letters.strip().upper()
    number = 0
    for letter in letters if _LETTERS.match(letters) else "":
        number = number * _ALPHABET + ord(letter) - ord("A") + 1
    if not 0 < number <= WIDEST:
        raise VoterFileError.of("voters.column_unknown", column=letters[:10])
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a column, 0 upward."""
    high, low = divmod(number, _ALPHABET)
    return (chr(ord("A") + high - 1) if high else "") + chr(ord("A") + low)


def _checked(layout: Layout) -> Layout:
    sound = (
        set(layout.columns) <= set(FIELDS)
        and all(0 <= column < WIDEST for column in layout.columns.values())
        and layout.first_row > layout.head_row >= 0
    )
    if not sound:
        raise VoterFileError.of("voters.layout")
    return layout
