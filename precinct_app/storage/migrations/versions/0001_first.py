# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The first schema: workspace, voters, certificates, entries, protocols, received, journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first schema."""
    _workspace()
    _voter()
    _certificate()
    _entry()
    _value()
    _note()
    _protocol()
    _received()
    _journal()


def downgrade() -> None:
    """Take the first schema away."""
    op.drop_table("journal")
    op.drop_table("received")
    op.drop_table("protocol")
    op.drop_table("note")
    op.drop_table("value")
    op.drop_table("entry")
    op.drop_table("certificate")
    op.drop_table("voter")
    op.drop_table("workspace")


def _workspace() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("precinct_id", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("package_sha256", sa.Text(), nullable=False),
        sa.Column("package", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
        sa.CheckConstraint("id = 1", name="ck_workspace_single"),
        sa.CheckConstraint("kind IN ('precinct', 'district')", name="ck_workspace_kind"),
        sa.CheckConstraint("mode IN ('real', 'training')", name="ck_workspace_mode"),
        sa.CheckConstraint("level IN ('count_only', 'registers', 'marks')", name="ck_workspace_level"),
    )


def _voter() -> None:
    op.create_table(
        "voter",
        sa.Column("voter_id", sa.Text(), nullable=False),
        sa.Column("list_number", sa.Integer(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("patronymic", sa.Text(), nullable=False),
        sa.Column("birth", sa.Text(), nullable=False),
        sa.Column("iin", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("paper_table", sa.Text(), nullable=False),
        sa.Column("paper_page", sa.Integer(), nullable=False),
        sa.Column("paper_row", sa.Integer(), nullable=False),
        sa.Column("name_loose", sa.Text(), nullable=False),
        sa.Column("search_loose", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("voter_id", name="pk_voter"),
    )
    op.create_index("ix_voter_list_number", "voter", ["list_number"])
    op.create_index("ix_voter_iin", "voter", ["iin"])
    op.create_index("ix_voter_name_loose", "voter", ["name_loose"])


def _certificate() -> None:
    op.create_table(
        "certificate",
        sa.Column("certificate_id", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("other_precinct_id", sa.Text(), nullable=False),
        sa.Column("voter_id", sa.Text(), nullable=False),
        sa.Column("ballot_ids", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("certificate_id", name="pk_certificate"),
        sa.UniqueConstraint("folded", name="uq_certificate_folded"),
        sa.CheckConstraint("direction IN ('issued', 'accepted')", name="ck_certificate_direction"),
    )
    op.create_index("ix_certificate_voter_id", "certificate", ["voter_id"])


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("ballot_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_entry"),
        sa.CheckConstraint("kind IN ('first', 'second', 'recheck')", name="ck_entry_kind"),
    )
    op.create_index("ix_entry_ballot_id", "entry", ["ballot_id"])


def _value() -> None:
    op.create_table(
        "value",
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("typed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "line", "row", name="pk_value"),
        sa.CheckConstraint("state IN ('number', 'not_applicable')", name="ck_value_state"),
        sa.CheckConstraint("source IN ('counted', 'register', 'paper', 'district', 'computed')", name="ck_value_source"),
    )


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("ballot_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("text_kk", sa.Text(), nullable=False),
        sa.Column("text_ru", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("left_side", sa.Integer(), nullable=False),
        sa.Column("right_side", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "number", name="pk_note"),
        sa.CheckConstraint("kind IN ('act', 'explanation')", name="ck_note_kind"),
    )
    op.create_index("ix_note_ballot_id", "note", ["ballot_id"])


def _protocol() -> None:
    op.create_table(
        "protocol",
        sa.Column("ballot_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.Column("signers", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("xlsx", sa.LargeBinary(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ballot_id", "version", name="pk_protocol"),
        sa.CheckConstraint("status IN ('draft', 'entered_twice', 'checked', 'partly_signed', 'signed', 'handed_over', 'correcting', 'superseded')", name="ck_protocol_status"),
    )


def _received() -> None:
    op.create_table(
        "received",
        sa.Column("precinct_id", sa.Text(), nullable=False),
        sa.Column("ballot_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("protocol_sha256", sa.Text(), nullable=False),
        sa.Column("manifest_sha256", sa.Text(), nullable=False),
        sa.Column("acceptance", sa.Text(), nullable=False),
        sa.Column("rungs", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("imported", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("precinct_id", "ballot_id", "version", name="pk_received"),
        sa.CheckConstraint("acceptance IN ('accepted', 'compare')", name="ck_received_acceptance"),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("sequence", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_journal"),
    )
