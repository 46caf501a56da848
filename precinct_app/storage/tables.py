# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The tables of a workspace, and nothing else; times are ISO 8601 texts in UTC.

Texts that stand for a fixed set of words carry a CHECK.  Every text is compared as bytes: SQLCipher
does so by nature (BINARY), PostgreSQL by ``COLLATE "C"``; no order may depend on a server's locale.
"""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, MetaData
from sqlalchemy import Text as PlainText
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
Text: Any = PlainText().with_variant(PlainText(collation="C"), "postgresql")
"""Text that every database compares byte by byte."""


class _Table(SQLModel):
    metadata = metadata


def _one_of(column: str, *words: str) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class WorkspaceRow(_Table, table=True):
    """What the workspace is; one row."""

    __tablename__ = "workspace"
    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        _one_of("kind", "precinct", "district"),
        _one_of("mode", "real", "training"),
        _one_of("level", "count_only", "registers", "marks"),
    )
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(sa_type=Text)
    mode: str = Field(sa_type=Text)
    instance_id: str = Field(sa_type=Text)
    generation: int
    superseded: int
    precinct_id: str = Field(sa_type=Text)
    level: str = Field(sa_type=Text)
    package_sha256: str = Field(sa_type=Text)
    package: bytes = Field(sa_type=LargeBinary)


class PinRow(_Table, table=True):
    """The PIN of somebody at the keyboard, and failures since its last success."""

    __tablename__ = "pin"
    __table_args__ = (CheckConstraint("failures >= 0", name="failures"),)
    member_id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)
    set_by: str = Field(sa_type=Text)
    failures: int
    failed: str = Field(sa_type=Text)


class RevocationListRow(_Table, table=True):
    """A revocation list that came after the package."""

    __tablename__ = "revocation_list"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: bytes = Field(sa_type=LargeBinary)


class VoterRow(_Table, table=True):
    """A row of the voter list with its keys for search and order."""

    __tablename__ = "voter"
    __table_args__ = (
        Index("ix_voter_place", "paper_page", "paper_row"),
        # Walked in alphabetical order and read for words without touching the row itself.
        Index("ix_voter_words", "name_sort", "list_number", "search_loose", "iin_reversed"),
    )
    voter_id: str = Field(primary_key=True, sa_type=Text)
    list_number: int = Field(index=True)
    surname: str = Field(sa_type=Text)
    given_name: str = Field(sa_type=Text)
    patronymic: str = Field(sa_type=Text)
    birth: str = Field(sa_type=Text)
    iin: str = Field(sa_type=Text)
    iin_reversed: str = Field(index=True, sa_type=Text)
    address: str = Field(sa_type=Text)
    paper_table: str = Field(sa_type=Text)
    paper_page: int
    paper_row: int
    name_fold: str = Field(index=True, sa_type=Text)
    name_loose: str = Field(index=True, sa_type=Text)
    search_loose: str = Field(sa_type=Text)
    name_sort: str = Field(sa_type=Text)


class CertificateRow(_Table, table=True):
    """A certificate issued or accepted here; its folded number is unique."""

    __tablename__ = "certificate"
    __table_args__ = (_one_of("direction", "issued", "accepted"),)
    certificate_id: str = Field(primary_key=True, sa_type=Text)
    direction: str = Field(sa_type=Text)
    kind_id: str = Field(sa_type=Text)
    series: str = Field(sa_type=Text)
    number: str = Field(sa_type=Text)
    folded: str = Field(unique=True, sa_type=Text)
    other_precinct_id: str = Field(sa_type=Text)
    voter_id: str = Field(index=True, sa_type=Text)
    ballot_ids: str = Field(sa_type=Text)
    happened: str = Field(sa_type=Text)


class ProtocolRow(_Table, table=True):
    """A version of a ballot's protocol with its papers."""

    __tablename__ = "protocol"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        _one_of(
            "status", "draft", "entered_twice", "checked", "partly_signed", "signed",
            "handed_over", "correcting", "superseded",
        ),
    )  # fmt: skip
    ballot_id: str = Field(primary_key=True, sa_type=Text)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    status: str = Field(sa_type=Text)
    record: bytes = Field(sa_type=LargeBinary)
    seal: bytes = Field(sa_type=LargeBinary)
    signers: str = Field(sa_type=Text)
    pdf: bytes = Field(sa_type=LargeBinary)
    xlsx: bytes = Field(sa_type=LargeBinary)
    signed_by: str = Field(sa_type=Text)


class OutsideSignatureRow(_Table, table=True):
    """A signature of another program over a version's data."""

    __tablename__ = "outside_signature"
    __table_args__ = (
        ForeignKeyConstraint(["ballot_id", "version"], ["protocol.ballot_id", "protocol.version"]),
        CheckConstraint("number >= 1", name="number"),
    )
    ballot_id: str = Field(primary_key=True, sa_type=Text)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    message: bytes = Field(sa_type=LargeBinary)


class EntryRow(_Table, table=True):
    """One entry of a sheet by one member."""

    __tablename__ = "entry"
    __table_args__ = (
        ForeignKeyConstraint(["ballot_id", "version"], ["protocol.ballot_id", "protocol.version"]),
        _one_of("kind", "first", "second", "recheck"),
    )
    entry_id: str = Field(primary_key=True, sa_type=Text)
    ballot_id: str = Field(index=True, sa_type=Text)
    version: int
    kind: str = Field(sa_type=Text)
    member_id: str = Field(sa_type=Text)
    started: str = Field(sa_type=Text)
    finished: str = Field(sa_type=Text)


class ValueRow(_Table, table=True):
    """One cell of an entry; a cell that was emptied again keeps its row and its place."""

    __tablename__ = "value"
    __table_args__ = (
        ForeignKeyConstraint(["entry_id"], ["entry.entry_id"]),
        _one_of("state", "empty", "not_applicable", "number"),
        CheckConstraint("number >= 0 AND (state = 'number' OR number = 0)", name="number"),
        _one_of("source", "counted", "register", "paper", "district", "computed"),
    )
    entry_id: str = Field(primary_key=True, sa_type=Text)
    line: str = Field(primary_key=True, sa_type=Text)
    row: str = Field(primary_key=True, sa_type=Text)
    position: int
    state: str = Field(sa_type=Text)
    number: int
    source: str = Field(sa_type=Text)
    typed_at: str = Field(sa_type=Text)
    parts: str = Field(sa_type=Text)


class ReceivedRow(_Table, table=True):
    """A protocol that a district has taken in."""

    __tablename__ = "received"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        _one_of("acceptance", "accepted", "compare"),
    )
    precinct_id: str = Field(primary_key=True, sa_type=Text)
    ballot_id: str = Field(primary_key=True, sa_type=Text)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    protocol_sha256: str = Field(sa_type=Text)
    manifest_sha256: str = Field(sa_type=Text)
    acceptance: str = Field(sa_type=Text)
    rungs: str = Field(sa_type=Text)
    record: bytes = Field(sa_type=LargeBinary)
    imported: str = Field(sa_type=Text)
    findings: str = Field(sa_type=Text)


class RegisterRow(_Table, table=True):
    """An entry of one of the day's registers; undone, never erased."""

    __tablename__ = "register_entry"
    __table_args__ = (Index("ix_register_entry_subject", "register_name", "subject"),)
    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    entry_id: str = Field(unique=True, sa_type=Text)
    register_name: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    happened: str = Field(sa_type=Text)
    recorded: str = Field(sa_type=Text)
    member_id: str = Field(sa_type=Text)
    undone_reason: str = Field(sa_type=Text)
    undone_happened: str = Field(sa_type=Text)
    undone_recorded: str = Field(sa_type=Text)
    undone_by: str = Field(sa_type=Text)


class JournalRow(_Table, table=True):
    """An event of the hash-chained journal."""

    __tablename__ = "journal"
    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    happened: str = Field(sa_type=Text)
    recorded: str = Field(sa_type=Text)
    member_id: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    details: str = Field(sa_type=Text)
    previous: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)
