# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Real files, and a real server where there is one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from precinct_app.services.ports import Store
from precinct_app.storage.postgres import create_postgres
from precinct_app.storage.store import DatabaseStore
from precinct_app.storage.tables import metadata
from precinct_app.storage.workspace import open_workspace
from tests.storage.content import CHAIR, PACKAGE, a_workspace, an_info
from tests.storage.server import throw_away_server


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "w"
    a_workspace(folder)
    return folder


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Path:
    """A workspace, closed; a copy, because making one takes all the steps of the schema."""
    return Path(shutil.copytree(made_once, tmp_path / "w"))


@pytest.fixture
def cipher_store(folder: Path) -> Iterator[DatabaseStore]:
    store = open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    yield store
    store.close()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with throw_away_server() as address:
        yield address


@pytest.fixture
def address(server: str) -> str:
    """The server's address, its database empty."""
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        if inspect(connection).has_table("workspace"):
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
    engine.dispose()
    return server


@pytest.fixture
def server_store(address: str) -> Iterator[DatabaseStore]:
    store = create_postgres(address, an_info("district"), PACKAGE)
    yield store
    store.close()


@pytest.fixture(params=["cipher", "server"])
def store(request: pytest.FixtureRequest) -> Store:
    """Every repository is asked for the same on both databases."""
    opened: Store = request.getfixturevalue(f"{request.param}_store")
    return opened
