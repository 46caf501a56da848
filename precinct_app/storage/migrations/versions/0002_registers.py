# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The registers of the day: one table of entries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of the registers' entries."""
    names = (
        "entry_id", "register_name", "subject", "content", "happened", "recorded", "member_id",
        "undone_reason", "undone_happened", "undone_recorded", "undone_by",
    )  # fmt: skip
    op.create_table(
        "register_entry",
        sa.Column("sequence", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, TEXT, nullable=False) for name in names),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_register_entry_entry_id")),
    )
    op.create_index(
        op.f("ix_register_entry_subject"), "register_entry", ["register_name", "subject"]
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("register_entry")
