# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Private folders in which a copy of a database lies while it is compared; they end with the work."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from time import time

COPYING = ".copying-"
LEFT_BEHIND = 3600
"""Seconds after which such a folder was left behind by a program that was killed."""


@contextmanager
def private_copy(near: Path, *, keep: bool = False) -> Iterator[Path]:
    """A folder that only its owner may enter; with `keep` it stays when the work goes well."""
    clear_left_behind(near)
    private = Path(mkdtemp(prefix=COPYING, dir=near))
    whole = False
    try:
        yield private
        whole = True
    finally:
        if not (whole and keep):
            shutil.rmtree(private, ignore_errors=True)


def clear_left_behind(near: Path, older: float = LEFT_BEHIND) -> None:
    """Take away copies of programs that were killed."""
    for folder in near.glob(f"{COPYING}*"):
        with suppress(OSError):
            if time() - folder.stat().st_mtime >= older:
                shutil.rmtree(folder, ignore_errors=True)
