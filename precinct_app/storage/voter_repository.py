# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list in the database, and how a voter is found while somebody types.

Search keys are folded, so that Kazakh letters are found from a Russian keyboard; the order is that
of the Kazakh alphabet.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, or_, update
from sqlmodel import Session, col, select

from precinct_app.domain.voters import Voter, fold, loose, sort_key
from precinct_app.storage.tables import VoterRow

_LAST = "\U0010ffff"
_AT_ONCE = 500
_NUMBER = re.compile(r"[0-9]{1,9}\Z")
_TAIL = re.compile(r"[0-9]{4,12}\Z")
_PLACE = re.compile(r"(?:([^\s/]{1,9})/)?([0-9]{1,6})/([0-9]{1,6})\Z")
"""Where the paper list has somebody: ``3/14/7`` is table, page, row; ``14/7`` page and row."""


class VoterTable:
    """The voters of this precinct."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_all(self, voters: Sequence[Voter]) -> None:
        """Keep voters."""
        if voters:
            self._session.connection().execute(insert(VoterRow), [_to_row(v) for v in voters])

    def save(self, voter: Voter) -> None:
        """Write a voter's row anew, for a correction or a later list's numbers."""
        row = col(VoterRow.voter_id) == voter.voter_id
        self._session.connection().execute(update(VoterRow).where(row).values(_to_row(voter)))

    def place_all(self, voters: Sequence[Voter]) -> None:
        """Keep where the paper list has them; nothing else of their rows changes."""
        if not voters:
            return
        statement = (
            update(VoterRow)
            .where(col(VoterRow.voter_id) == bindparam("who"))
            .values(
                paper_table=bindparam("table_name"), paper_page=bindparam("page"),
                paper_row=bindparam("row_number"),
            )
        )  # fmt: skip
        places = [
            {"who": v.voter_id, "table_name": v.paper_table, "page": v.paper_page,
             "row_number": v.paper_row}
            for v in voters
        ]  # fmt: skip
        self._session.connection().execute(statement, places)

    def wipe(self) -> int:
        """Take every voter away; how many there were."""
        return self._session.connection().execute(delete(VoterRow)).rowcount

    def namesakes(self, voter: Voter) -> list[Voter]:
        """Other voters of the same name, however it is written."""
        query = select(VoterRow).where(
            VoterRow.name_fold == fold(voter.full_name), VoterRow.voter_id != voter.voter_id
        )
        return [_from_row(row) for row in self._session.exec(query.order_by(VoterRow.voter_id))]

    def of_their_names(self, voters: Sequence[Voter]) -> list[Voter]:
        """Everybody who has a name of theirs, they themselves too."""
        names = {fold(voter.full_name) for voter in voters}
        query = select(VoterRow).where(col(VoterRow.name_fold).in_(names))
        return [_from_row(row) for row in self._session.exec(query.order_by(VoterRow.voter_id))]

    def get(self, voter_id: str) -> Voter | None:
        """A voter by surrogate."""
        row = self._session.get(VoterRow, voter_id)
        return _from_row(row) if row else None

    def count(self) -> int:
        """How many rows the list has, holders of accepted certificates included."""
        return self._session.exec(select(func.count()).select_from(VoterRow)).one()

    def all(self) -> Iterator[Voter]:
        """Every voter in Kazakh alphabetical order."""
        query = select(VoterRow).order_by(col(VoterRow.name_sort), col(VoterRow.list_number))
        for row in self._session.exec(query.execution_options(yield_per=_AT_ONCE)):
            yield _from_row(row)

    def search(self, text: str, limit: int = 6) -> list[Voter]:
        """Voters who fit, the nearest first, each group in Kazakh alphabetical order.

        First the list number or the place in the paper list, then names that begin with the text
        (as typed, then with look-alike letters), the end of the personal number, and last everybody
        in whose name and address all words occur.
        """
        wanted = fold(text)
        found: dict[str, Voter] = {}
        for condition in _conditions(wanted) if wanted else ():
            for voter in self._found(condition, limit):
                found.setdefault(voter.voter_id, voter)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def by_iin(self, iin: str) -> list[Voter]:
        """Voters with this personal number; it is not unique."""
        query = select(VoterRow).where(VoterRow.iin_reversed == iin[::-1])
        ordered = query.order_by(col(VoterRow.name_sort), col(VoterRow.list_number))
        return [_from_row(row) for row in self._session.exec(ordered)]

    def _found(self, condition: ColumnElement[bool], limit: int) -> list[Voter]:
        query = select(VoterRow).where(condition)
        ordered = query.order_by(col(VoterRow.name_sort), col(VoterRow.list_number)).limit(limit)
        return [_from_row(row) for row in self._session.exec(ordered)]


def _conditions(wanted: str) -> Iterator[ColumnElement[bool]]:
    """What to look for, nearest first; each is asked only while there is room for more."""
    if _NUMBER.match(wanted) and int(wanted):
        yield col(VoterRow.list_number) == int(wanted)
    place = _PLACE.match(wanted)
    if place:
        yield _at_place(*place.groups())
    yield _begins(VoterRow.name_fold, wanted)
    yield _begins(VoterRow.name_loose, loose(wanted))
    if _TAIL.match(wanted):
        yield _begins(VoterRow.iin_reversed, wanted[::-1])
    yield and_(*(_holds(word) for word in loose(wanted).split()))


def _begins(column: str, start: str) -> ColumnElement[bool]:
    return and_(col(column) >= start, col(column) < start + _LAST)


def _at_place(table: str | None, page: str, row: str) -> ColumnElement[bool]:
    there = and_(col(VoterRow.paper_page) == int(page), col(VoterRow.paper_row) == int(row))
    if table is None:
        return there
    # SQLite's own lower() knows Latin letters only.
    return and_(there, col(VoterRow.paper_table).in_({table, table.upper()}))


def _holds(word: str) -> ColumnElement[bool]:
    literal = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    fits: ColumnElement[bool] = col(VoterRow.search_loose).like(f"%{literal}%", escape="\\")
    if _NUMBER.match(word) and int(word):
        fits = or_(fits, col(VoterRow.list_number) == int(word))
    if _TAIL.match(word):
        fits = or_(fits, _begins(VoterRow.iin_reversed, word[::-1]))
    return fits


def _to_row(voter: Voter) -> dict[str, object]:
    return {
        "voter_id": voter.voter_id,
        "list_number": voter.list_number,
        "surname": voter.surname,
        "given_name": voter.given_name,
        "patronymic": voter.patronymic,
        "birth": voter.birth.isoformat() if voter.birth else "",
        "iin": voter.iin,
        "iin_reversed": voter.iin[::-1],
        "address": voter.address,
        "paper_table": voter.paper_table,
        "paper_page": voter.paper_page,
        "paper_row": voter.paper_row,
        "name_fold": fold(voter.full_name),
        "name_loose": loose(voter.full_name),
        "search_loose": loose(f"{voter.full_name} {voter.address}"),
        "name_sort": sort_key(voter.full_name),
    }


def _from_row(row: VoterRow) -> Voter:
    return Voter(
        row.voter_id, row.list_number, row.surname, row.given_name, row.patronymic,
        date.fromisoformat(row.birth) if row.birth else None, row.iin, row.address,
        row.paper_table, row.paper_page, row.paper_row,
    )  # fmt: skip
