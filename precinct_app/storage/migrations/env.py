# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Runs the schema steps on the connection that `database` hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=None, transactional_ddl=True, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
