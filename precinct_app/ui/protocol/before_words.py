# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the grid before the boxes says: its rows, its figures, what must be 0, the one card."""

from collections.abc import Callable
from dataclasses import dataclass

from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.registers.signatures import MemberSum
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.registers.before_boxes import BeforeBoxes, Column
from precinct_app.ui.protocol.before_columns import ColumnHead, LineWords, MustBeZero

MEMBER = "member."
TYPED = {"surplus": Movement.SURPLUS, "unused": Movement.UNUSED, "lost": Movement.LOST,
         "without_signature": Movement.WITHOUT_SIGNATURE,
         "without_ballot": Movement.WITHOUT_BALLOT}  # fmt: skip
"""Rows that one types in, beside those of members."""
_AFTER = (("issued", True), ("signatures", False), ("unused", True), ("spoiled", False),
          ("withdrawn", False), ("lost", False), ("without_signature", True),
          ("without_ballot", False))  # fmt: skip
"""Rows below the members, and whether a group begins with them."""
_FIGURES: dict[str, Callable[[Column], int | None]] = {
    "received": lambda c: c.account.received,
    "surplus": lambda c: c.account.surplus,
    "issued": lambda c: c.account.together.issued,
    "signatures": lambda c: c.signatures,
    "unused": lambda c: c.account.unused,
    "spoiled": lambda c: c.account.together.spoiled,
    "withdrawn": lambda c: c.account.withdrawn,
    "lost": lambda c: c.account.lost,
    "without_signature": lambda c: c.account.issued_without_signature,
    "without_ballot": lambda c: c.account.signed_without_ballot,
}


@dataclass(frozen=True, slots=True)
class CardSays:
    """The line below the grid."""

    state: str
    """``residual mismatch waiting open_list ready cancelled``."""
    says: str
    then: str
    cell: str = ""
    """Where ``/`` leads."""


def heads_of(found: BeforeBoxes, language: Language) -> list[ColumnHead]:
    """A head a ballot."""
    ballots = [column.ballot for column in found.columns]
    return [ColumnHead(b.number, b.short_name.in_(language), b.colour.rgb) for b in ballots]


def lines_of(
    found: BeforeBoxes, names: dict[str, str], first: Language, second: Language
) -> list[LineWords]:
    """Every row with its captions; `names` are the members' short names."""

    def line(row: str, *, group: bool = False, strong: bool = False) -> LineWords:
        key = f"before.{row}"
        typed = row in TYPED
        return LineWords(row, text(key, first), text(key, second), typed, group, strong)

    rows = [line("received"), line("surplus")]
    for place, (member, table) in enumerate(found.members):
        told = text("before.table", first, table=table, name=names.get(member, member))
        who = told if table else names.get(member, member)
        rows.append(
            LineWords(f"{MEMBER}{member}", who, text("before.returned", second), True, not place)
        )
    return rows + [line(row, group=group, strong=row == "issued") for row, group in _AFTER]


def figures_of(found: BeforeBoxes) -> dict[str, Figure | None]:
    """What is kept, by cell."""
    figures: dict[str, Figure | None] = {}
    for place, column in enumerate(found.columns):
        figures |= {f"{row}/{place}": told(column) for row, told in _FIGURES.items()}
        figures |= {f"{MEMBER}{member}/{place}": column.returned.get(member)
                    for member, _ in found.members}  # fmt: skip
    return figures


def zeros_of(found: BeforeBoxes, language: Language) -> list[MustBeZero]:
    """What is left unexplained, by ballot: in the account first, then at a table."""
    return [_zero(column, language) for column in found.columns]


def failing_cells(found: BeforeBoxes) -> frozenset[str]:
    """Cells to be counted again."""
    cells = set()
    for place, column in enumerate(found.columns):
        if column.account.residual:
            cells.add(f"unused/{place}")
        elif column.mismatch is not None:
            cells.add(f"{MEMBER}{column.mismatch.member_id}/{place}")
    return frozenset(cells)


def card_of(found: BeforeBoxes, names: dict[str, str], language: Language, at: str) -> CardSays:
    """What to do now; `at` is the time at which the unused were cancelled."""
    for place, column in enumerate(found.columns):
        if column.account.residual:
            return _residual(column, place, language)
    for place, column in enumerate(found.columns):
        if column.mismatch is not None:
            return _mismatch(found, place, column.mismatch, names, language)
    if found.cancelled is not None:
        return CardSays(
            "cancelled", text("before.cancelled", language, time=at),
            text("before.boxes_may", language),
        )  # fmt: skip
    if not found.list_closed:
        return CardSays("open_list", text("before.list_open", language),
                        text("before.list_open_then", language))  # fmt: skip
    open_columns = [(p, c) for p, c in enumerate(found.columns) if c.account.unused is None]
    if open_columns:
        place, column = open_columns[0]
        number = column.ballot.number
        return CardSays("waiting", text("before.count_unused", language, number=number),
                        text("before.must_be_left", language, count=column.account.in_stock),
                        f"unused/{place}")  # fmt: skip
    return CardSays("ready", text("before.ready", language), text("before.ready_then", language))


def _residual(column: Column, place: int, language: Language) -> CardSays:
    account = column.account
    says = text(
        "before.residual", language, number=column.ballot.number, left=account.in_stock,
        counted=account.unused or 0, gap=abs(account.residual or 0),
    )  # fmt: skip
    paper = column.ballot.colour.name.in_(language)
    return CardSays("residual", says, text("before.recount_unused", language, paper=paper),
                    f"unused/{place}")  # fmt: skip


def _mismatch(
    found: BeforeBoxes, place: int, one: MemberSum, names: dict[str, str], language: Language
) -> CardSays:
    column = found.columns[place]
    table = dict(found.members).get(one.member_id, "")
    who = text("before.at_table", language, table=table) if table else names.get(one.member_id, "")
    says = text(
        "before.mismatch", language, who=who, number=column.ballot.number,
        signatures=one.signatures, ballots=one.ballots, gap=abs(one.signatures - one.ballots),
    )  # fmt: skip
    says = says[:1].upper() + says[1:]
    paper = column.ballot.colour.name.in_(language)
    then = text("before.recount_member", language, who=who, paper=paper)
    return CardSays("mismatch", says, then, f"{MEMBER}{one.member_id}/{place}")


def _zero(column: Column, language: Language) -> MustBeZero:
    residual, mismatch = column.account.residual, column.mismatch
    if residual:
        return MustBeZero(-residual, text("before.in_safe", language))
    if mismatch is not None:
        table = mismatch.tables[0] if mismatch.tables else ""
        who = text("before.at_table", language, table=table) if table else ""
        return MustBeZero(mismatch.signatures - mismatch.ballots, who)
    return MustBeZero(0 if residual == 0 else None)
