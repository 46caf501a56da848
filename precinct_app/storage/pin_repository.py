# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""PINs of people at the keyboard; hashed by Argon2id, cheaply: who reads them has the database open."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session, col, select

from precinct_app.domain.attempts import Attempts
from precinct_app.domain.commission import Role
from precinct_app.domain.pins import Pin
from precinct_app.storage.moments import to_moment, to_text
from precinct_app.storage.tables import PinRow

_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


class PinTable:
    """One PIN a person."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, member_id: str) -> Pin | None:
        """Somebody's PIN; None for who has none."""
        row = self._session.get(PinRow, member_id)
        return _from_row(row) if row is not None else None

    def all(self) -> list[Pin]:
        """Every PIN, by member."""
        rows = self._session.exec(select(PinRow).order_by(col(PinRow.member_id)))
        return [_from_row(row) for row in rows]

    def save(self, pin: Pin) -> None:
        """Keep a PIN in the place of the person's former one."""
        last = pin.attempts.last
        row = PinRow(
            member_id=pin.member_id, name=pin.name, role=pin.role.value, hash=pin.hash,
            set_by=pin.set_by, failures=pin.attempts.count, failed=to_text(last) if last else "",
        )  # fmt: skip
        self._session.merge(row)
        self._session.flush()

    def remove(self, member_id: str) -> None:
        """Take somebody's PIN away; who has none keeps none."""
        row = self._session.get(PinRow, member_id)
        if row is not None:
            self._session.delete(row)
            self._session.flush()


def hash_pin(pin: str) -> str:
    """A PIN as it is kept."""
    return _HASHER.hash(pin)


def pin_fits(kept: str, pin: str) -> bool:
    """Say whether a PIN is the one that is kept."""
    try:
        return _HASHER.verify(kept, pin)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def _from_row(row: PinRow) -> Pin:
    last = to_moment(row.failed) if row.failed else None
    attempts = Attempts(row.failures, last)
    return Pin(row.member_id, row.name, Role(row.role), row.hash, row.set_by, attempts)
