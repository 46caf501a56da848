# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A small form with every kind of cell, and a record that fills it."""

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import Column, Form, Line, RowsFrom, Section, Stage, Table
from precinct_app.domain.protocol.record import NamedOption, ProtocolRecord, Value
from precinct_app.domain.protocol.sheet import NA, Figure, Source
from precinct_app.domain.wording import Wording
from tests.builders import a_record

NAME = Wording.same("x")


def line(name: str, official: str, *, printed: bool = True) -> Line:
    return Line(name, official, NAME, "one", Source.COUNTED, printed=printed)


def table(name: str, official: str, rows: RowsFrom, *columns: Column) -> Table:
    return Table(name, official, NAME, "one", rows, columns)


def a_form(**changes: object) -> Form:
    """Lines 1, 2 and a working line, members, boxes, votes as line 16, line 17 after them."""
    column = Column("", NAME, Source.COUNTED)
    return Form(
        form_id="mazhilis_list_2023", annex=NAME, title=NAME, ballot_caption=NAME,
        sections=(Section("one", "I", NAME, Stage.BEFORE, printed=True),),
        items=(
            line("voters_listed", "1"),
            line("ballots_spoiled", "2"),
            line("working", "", printed=False),
            table("member", "6", RowsFrom.MEMBERS, Column("issued", NAME, Source.COUNTED)),
            table("box", "9", RowsFrom.BOXES, Column("found", NAME, Source.COUNTED),
                  Column("issued", NAME, Source.COUNTED)),
            table("votes", "16", RowsFrom.OPTIONS, column),
            line("against_all", "17"),
        ),
        relations=(), sha256="b" * 64,
    )  # fmt: skip


def a_filled_record(options: int = 2, **changes: object) -> ProtocolRecord:
    """A record of that form with so many options; votes count up from 500."""
    figures: dict[str, Figure] = {
        "voters_listed": 1202, "ballots_spoiled": NA, "working": 5,
        "member.m4.issued": 784, "box.1.found": 28, "box.1.issued": 29, "box.2.found": 3,
        "box.2.issued": 3,
        **{f"votes.p{n}": 499 + n for n in range(1, options + 1)},
        "against_all": 28,
    }  # fmt: skip
    values = tuple(Value(cell, figure, Source.COUNTED) for cell, figure in figures.items())
    named = tuple(NamedOption(f"p{n}", NAME) for n in range(1, options + 1))
    fixed = {"level": Level.COUNT_ONLY, "values": values, "options": named}
    return a_record(**(fixed | changes))
