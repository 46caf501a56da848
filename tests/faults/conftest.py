# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct with two ballots."""

import pytest

from tests.faults.day import SMALL
from tests.services.conftest import Made, make_station


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Keys, package and a workspace; copied by each test."""
    return make_station(tmp_path_factory.mktemp("small"), SMALL)
