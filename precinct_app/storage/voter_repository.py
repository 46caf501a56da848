# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list in the database; search keys are folded, so Kazakh letters are found from Russian."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, insert, or_
from sqlmodel import Session, col, select

from precinct_app.domain.voters import Voter, loose, sort_key
from precinct_app.storage.tables import VoterRow

_LAST = "\U0010ffff"


class VoterTable:
    """The voters of this precinct."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_all(self, voters: Sequence[Voter]) -> None:
        """Keep voters."""
        if voters:
            self._session.connection().execute(insert(VoterRow), [_to_row(v) for v in voters])

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
        for row in self._session.exec(query):
            yield _from_row(row)

    def search(self, text: str, limit: int = 6) -> list[Voter]:
        """Voters whose name begins with the text first, then any whose words all fit."""
        words = loose(text).split()
        if not words:
            return []
        wanted = " ".join(words)
        name = col(VoterRow.name_loose)
        first = self._found([name >= wanted, name < wanted + _LAST], limit)
        if len(first) >= limit:
            return first
        more = self._found([self._holds(word) for word in words], limit)
        known = {voter.voter_id for voter in first}
        return (first + [v for v in more if v.voter_id not in known])[:limit]

    def by_iin(self, iin: str) -> list[Voter]:
        """Voters with this personal number; it is not unique."""
        return [_from_row(r) for r in self._session.exec(select(VoterRow).where(VoterRow.iin == iin))]

    def included(self) -> int:
        """How many rows were added after delivery: those without a number in the delivered list."""
        query = select(func.count()).select_from(VoterRow).where(VoterRow.list_number == 0)
        return self._session.exec(query).one()

    def _found(self, conditions: Sequence[object], limit: int) -> list[Voter]:
        query = select(VoterRow).where(*conditions)  # type: ignore[arg-type]
        ordered = query.order_by(col(VoterRow.name_sort), col(VoterRow.list_number)).limit(limit)
        return [_from_row(row) for row in self._session.exec(ordered)]

    def _holds(self, word: str) -> object:
        literal = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        fits = col(VoterRow.search_loose).like(f"%{literal}%", escape="\\")
        if not word.isdecimal():
            return fits
        tail = col(VoterRow.iin).like(f"%{word}")
        return or_(fits, tail, VoterRow.list_number == int(word[:9]))


def _to_row(voter: Voter) -> dict[str, object]:
    return {
        "voter_id": voter.voter_id,
        "list_number": voter.list_number,
        "surname": voter.surname,
        "given_name": voter.given_name,
        "patronymic": voter.patronymic,
        "birth": voter.birth.isoformat() if voter.birth else "",
        "iin": voter.iin,
        "address": voter.address,
        "paper_table": voter.paper_table,
        "paper_page": voter.paper_page,
        "paper_row": voter.paper_row,
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
