# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The steps lead to the tables, on both databases; data survive a step, or nothing is changed."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text

from precinct_app.domain.errors import StorageError
from precinct_app.domain.protocol.sheet import Source
from precinct_app.services.ports import StoredValue
from precinct_app.storage import tables
from precinct_app.storage.cipher import cipher_engine, connect
from precinct_app.storage.database import make_database, open_database
from precinct_app.storage.schema import MIGRATIONS, Schema
from precinct_app.storage.store import DatabaseStore
from tests.builders import a_moment
from tests.storage.content import PACKAGE, a_protocol, an_entry, an_info

KEY = bytes(range(32))
REBUILDS_A_PARENT = '''
"""A step that rebuilds a table to which another refers."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0003", "0002"
def upgrade():
    with op.batch_alter_table("entry", recreate="always") as batch:
        batch.add_column(sa.Column("remark", sa.Text(), nullable=False, server_default=""))
'''
BREAKS_OFF = '''
"""A step that makes a table and then fails."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0003", "0002"
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO nowhere VALUES (1)")
'''


@pytest.fixture(params=["cipher", "server"])
def migrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a database that took every step."""
    if request.param == "cipher":
        engine = make_database(tmp_path / "a.db", KEY)
    else:
        request.getfixturevalue("server_store")
        url = str(request.getfixturevalue("address"))
        engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


def test_the_steps_lead_to_the_tables(migrated: Engine) -> None:
    with migrated.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, tables.metadata) == []


def test_the_steps_give_the_tables_checks(migrated: Engine, tmp_path: Path) -> None:
    made = cipher_engine(tmp_path / "models.db", KEY)
    tables.metadata.create_all(made)
    ours, theirs = inspect(migrated), inspect(made)
    for table in tables.metadata.sorted_tables:
        checks = {str(c["name"]) for c in theirs.get_check_constraints(table.name)}
        assert {str(c["name"]) for c in ours.get_check_constraints(table.name)} == checks
        columns = [c["name"] for c in theirs.get_columns(table.name)]
        assert sorted(c["name"] for c in ours.get_columns(table.name)) == sorted(columns)
        if migrated.dialect.name == "sqlite":
            words = {str(c["sqltext"]) for c in theirs.get_check_constraints(table.name)}
            assert {str(c["sqltext"]) for c in ours.get_check_constraints(table.name)} == words
    made.dispose()


def test_the_server_compares_every_text_as_bytes(server_store: DatabaseStore, address: str) -> None:
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    query = (
        "SELECT table_name, column_name, collation_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND data_type = 'text'"
    )
    with engine.connect() as connection:
        found = connection.execute(text(query)).all()
    engine.dispose()
    assert len(found) > 50
    assert [row for row in found if row[2] != "C"] == []


def test_a_step_can_be_taken_back(tmp_path: Path) -> None:
    engine = make_database(tmp_path / "a.db", KEY)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_steps_use_neither_pragma_nor_trigger_nor_the_tables() -> None:
    steps = sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert steps
    for step in steps:
        source = step.read_text(encoding="utf-8")
        assert re.search(r"pragma|trigger|precinct_app|sqlmodel", source, re.IGNORECASE) is None


def test_a_step_keeps_the_data_and_sets_the_older_file_aside(tmp_path: Path) -> None:
    file, dump = _filled(tmp_path)
    engine = open_database(file, KEY, _with_step(tmp_path, REBUILDS_A_PARENT))
    with engine.connect() as connection:
        values = connection.execute(text("SELECT count(*) FROM value")).scalar_one()
        rows = connection.execute(text("SELECT entry_id, remark FROM entry")).all()
        kept = connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one()
    engine.dispose()
    assert values == 2
    assert [tuple(row) for row in rows] == [("e-first", "")]
    assert kept == 1
    aside = DatabaseStore(open_database(file.with_name("a.db.before-0003"), KEY))
    assert aside.dump() == dump
    aside.close()


def test_the_copy_set_aside_holds_what_only_the_wal_has(tmp_path: Path) -> None:
    file, dump = _filled(tmp_path)
    for name in ("a.db", "a.db-wal"):
        shutil.copy2(tmp_path / "live" / name, tmp_path / name)
    assert (tmp_path / "a.db-wal").stat().st_size > 0
    open_database(file, KEY, _with_step(tmp_path, REBUILDS_A_PARENT)).dispose()
    aside = DatabaseStore(open_database(file.with_name("a.db.before-0003"), KEY))
    assert aside.dump() == dump
    aside.close()


def test_a_step_that_fails_leaves_nothing(tmp_path: Path) -> None:
    file, dump = _filled(tmp_path)
    with pytest.raises(StorageError):
        open_database(file, KEY, _with_step(tmp_path, BREAKS_OFF))
    with closing(connect(file, KEY)) as connection:
        found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'")
        assert found.fetchone()[0] == 0
    store = DatabaseStore(open_database(file, KEY))
    assert store.dump() == dump
    store.close()


def test_a_newer_schema_is_told_by_its_version(tmp_path: Path) -> None:
    file, _ = _filled(tmp_path)
    open_database(file, KEY, _with_step(tmp_path, REBUILDS_A_PARENT)).dispose()
    before = file.read_bytes()
    with pytest.raises(StorageError) as caught:
        open_database(file, KEY)
    assert [(r.key, dict(r.values)) for r in caught.value.reasons] == [
        ("storage.newer", {"version": "0003"})
    ]
    assert file.read_bytes() == before


def test_a_folder_with_a_per_cent_sign_is_no_placeholder(tmp_path: Path) -> None:
    shutil.copytree(MIGRATIONS, tmp_path / "100%(here)s")
    assert Schema(tmp_path / "100%(here)s").head == Schema().head


def test_python_sees_no_database_in_the_file(tmp_path: Path) -> None:
    file, _ = _filled(tmp_path)
    with closing(sqlite3.connect(file)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master").fetchall()


def _filled(tmp_path: Path) -> tuple[Path, object]:
    """A database with an entry of two cells, a copy of it with its WAL in ``live``, its dump."""
    file = tmp_path / "a.db"
    store = DatabaseStore(make_database(file, KEY))
    with store.begin() as work:
        work.workspace.save_info(an_info())
        work.workspace.save_package(PACKAGE)
        work.protocols.save(a_protocol())
        work.protocols.start_entry(an_entry())
        work.protocols.save_value("e-first", _value("votes.p1", 7))
        work.protocols.save_value("e-first", _value("ballots_issued", 9))
    (tmp_path / "live").mkdir()
    for name in ("a.db", "a.db-wal"):
        shutil.copy2(tmp_path / name, tmp_path / "live" / name)
    dump = store.dump()
    store.close()
    return file, dump


def _value(cell: str, figure: int) -> StoredValue:
    return StoredValue(cell, figure, Source.COUNTED, a_moment(15))


def _with_step(tmp_path: Path, step: str) -> Schema:
    folder = tmp_path / "steps"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "versions" / "0003_next.py").write_text(step, encoding="utf-8")
    return Schema(folder)
