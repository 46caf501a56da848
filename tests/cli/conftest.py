# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct's workspace for commands that open one."""

import shutil
from pathlib import Path

import pytest

from tests.services.conftest import PRECINCT, Made, made

__all__ = ["made"]


@pytest.fixture
def precinct(made: Made, tmp_path: Path) -> Path:
    """The folder of a closed workspace; everybody's pass phrase is `SECRET`."""
    return Path(shutil.copytree(made.folder, tmp_path / PRECINCT))
