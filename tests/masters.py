# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What takes seconds to make is made by one worker of a run and copied by the others."""

import os
import pickle
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

Told = TypeVar("Told")


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Told]
) -> tuple[Path, Told]:
    """A folder of this worker's own with what `make` left in it, and what `make` told.

    Whoever needs it first makes it. Nobody waits: where two make it at the same time, the first
    to be done has made it for both, so that all workers go by the same keys.
    """
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"master-{name}"
    if not shared.exists():
        part = factory.mktemp(name)
        (part / "files").mkdir()
        told = make(part / "files")
        (part / "told").write_bytes(pickle.dumps(told))
        with suppress(OSError):
            part.rename(shared)
    own = shutil.copytree(shared / "files", factory.mktemp(name) / "files")
    read: Told = pickle.loads((shared / "told").read_bytes())  # noqa: S301  # our own, of this run
    return own, read
