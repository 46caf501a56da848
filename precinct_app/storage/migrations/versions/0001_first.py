# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The first schema: workspace, voters, certificates, protocols, entries, received, journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Compared byte by byte, whatever the server's locale."""


def upgrade() -> None:
    """Make every table of the first schema."""
    _workspace()
    _pin()
    _revocation_list()
    _voter()
    _certificate()
    _protocol()
    _outside_signature()
    _entry()
    _value()
    _received()
    _journal()


def downgrade() -> None:
    """Take the first schema away."""
    op.drop_table("journal")
    op.drop_table("received")
    op.drop_table("value")
    op.drop_table("entry")
    op.drop_table("outside_signature")
    op.drop_table("protocol")
    op.drop_table("certificate")
    op.drop_table("voter")
    op.drop_table("revocation_list")
    op.drop_table("pin")
    op.drop_table("workspace")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False, autoincrement=False) for name in names]


def _blobs(*names: str) -> list[sa.Column[bytes]]:
    return [sa.Column(name, sa.LargeBinary(), nullable=False) for name in names]


def _one_of(table: str, column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def _workspace() -> None:
    op.create_table(
        "workspace",
        *_numbers("id"),
        *_texts("kind", "mode", "instance_id"),
        *_numbers("generation", "superseded"),
        *_texts("precinct_id", "level", "package_sha256"),
        *_blobs("package"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.CheckConstraint("id = 1", name=op.f("ck_workspace_single")),
        _one_of("workspace", "kind", "precinct", "district"),
        _one_of("workspace", "mode", "real", "training"),
        _one_of("workspace", "level", "count_only", "registers", "marks"),
    )


def _pin() -> None:
    op.create_table(
        "pin",
        *_texts("member_id", "name", "role", "hash", "set_by"),
        *_numbers("failures"),
        *_texts("failed"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_pin")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_pin_failures")),
    )


def _revocation_list() -> None:
    op.create_table(
        "revocation_list",
        *_numbers("number"),
        *_blobs("content"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revocation_list")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revocation_list_number")),
    )


def _voter() -> None:
    op.create_table(
        "voter",
        *_texts("voter_id"),
        *_numbers("list_number"),
        *_texts("surname", "given_name", "patronymic", "birth", "iin", "iin_reversed"),
        *_texts("address", "paper_table"),
        *_numbers("paper_page", "paper_row"),
        *_texts("name_fold", "name_loose", "search_loose", "name_sort"),
        sa.PrimaryKeyConstraint("voter_id", name=op.f("pk_voter")),
    )
    for column in ("list_number", "iin_reversed", "name_fold", "name_loose"):
        op.create_index(op.f(f"ix_voter_{column}"), "voter", [column])
    op.create_index(op.f("ix_voter_place"), "voter", ["paper_page", "paper_row"])
    words = ["name_sort", "list_number", "search_loose", "iin_reversed"]
    op.create_index(op.f("ix_voter_words"), "voter", words)


def _certificate() -> None:
    op.create_table(
        "certificate",
        *_texts("certificate_id", "direction", "kind_id", "series", "number", "folded"),
        *_texts("other_precinct_id", "voter_id", "ballot_ids", "happened"),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("folded", name=op.f("uq_certificate_folded")),
        _one_of("certificate", "direction", "issued", "accepted"),
    )
    op.create_index(op.f("ix_certificate_voter_id"), "certificate", ["voter_id"])


def _protocol() -> None:
    op.create_table(
        "protocol",
        *_texts("ballot_id"),
        *_numbers("version"),
        *_texts("status"),
        *_blobs("record", "seal"),
        *_texts("signers"),
        *_blobs("pdf", "xlsx"),
        *_texts("signed_by"),
        sa.PrimaryKeyConstraint("ballot_id", "version", name=op.f("pk_protocol")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_protocol_version")),
        _one_of(
            "protocol", "status", "draft", "entered_twice", "checked", "partly_signed", "signed",
            "handed_over", "correcting", "superseded",
        ),
    )  # fmt: skip


def _outside_signature() -> None:
    op.create_table(
        "outside_signature",
        *_texts("ballot_id"),
        *_numbers("version", "number"),
        *_blobs("message"),
        sa.PrimaryKeyConstraint(
            "ballot_id", "version", "number", name=op.f("pk_outside_signature")
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id", "version"], ["protocol.ballot_id", "protocol.version"],
            name=op.f("fk_outside_signature_protocol"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_outside_signature_number")),
    )  # fmt: skip


def _entry() -> None:
    op.create_table(
        "entry",
        *_texts("entry_id", "ballot_id"),
        *_numbers("version"),
        *_texts("kind", "member_id", "started", "finished"),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry")),
        sa.ForeignKeyConstraint(
            ["ballot_id", "version"],
            ["protocol.ballot_id", "protocol.version"],
            name=op.f("fk_entry_protocol"),
        ),
        _one_of("entry", "kind", "first", "second", "recheck"),
    )
    op.create_index(op.f("ix_entry_ballot_id"), "entry", ["ballot_id"])


def _value() -> None:
    op.create_table(
        "value",
        *_texts("entry_id", "line", "row"),
        *_numbers("position"),
        *_texts("state"),
        *_numbers("number"),
        *_texts("source", "typed_at", "parts"),
        sa.PrimaryKeyConstraint("entry_id", "line", "row", name=op.f("pk_value")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.entry_id"], name=op.f("fk_value_entry")),
        _one_of("value", "state", "empty", "not_applicable", "number"),
        sa.CheckConstraint(
            "number >= 0 AND (state = 'number' OR number = 0)", name=op.f("ck_value_number")
        ),
        _one_of("value", "source", "counted", "register", "paper", "district", "computed"),
    )


def _received() -> None:
    op.create_table(
        "received",
        *_texts("precinct_id", "ballot_id"),
        *_numbers("version"),
        *_texts("protocol_sha256", "manifest_sha256", "acceptance", "rungs"),
        *_blobs("record"),
        *_texts("imported", "findings"),
        sa.PrimaryKeyConstraint("precinct_id", "ballot_id", "version", name=op.f("pk_received")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_received_version")),
        _one_of("received", "acceptance", "accepted", "compare"),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        *_numbers("sequence"),
        *_texts("happened", "recorded", "member_id", "role", "kind", "subject", "details"),
        *_texts("previous", "hash"),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_journal")),
    )
