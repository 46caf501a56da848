# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Failed attempts to open a workspace, kept beside the database: the data key is not to be had yet."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from precinct_app.domain.attempts import Attempts
from precinct_app.runtime.files import PRIVATE_FILE, write_whole
from precinct_app.storage.moments import to_moment, to_text

_LARGEST_FILE = 100_000


def read_attempts(file: Path) -> dict[str, Attempts]:
    """Attempts by member id; an unreadable file counts as none, for it must not be a wall."""
    try:
        with file.open("rb") as opened:
            content = json.loads(opened.read(_LARGEST_FILE).decode("utf-8"))
        return {
            str(member_id): Attempts(int(item["count"]), to_moment(item["last"]).astimezone(UTC))
            for member_id, item in content.items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        return {}
    except RecursionError:
        return {}


def note_failure(file: Path, member_id: str, now: datetime) -> None:
    """Count one more failure; a folder that cannot be written lets it go."""
    attempts = read_attempts(file)
    former = attempts.get(member_id, Attempts())
    _write(file, {**attempts, member_id: former.failed(now)})


def note_success(file: Path, member_id: str) -> None:
    """Forget the failures of somebody who has signed in."""
    attempts = read_attempts(file)
    if attempts.pop(member_id, None) is not None:
        _write(file, attempts)


def _write(file: Path, attempts: dict[str, Attempts]) -> None:
    content = {
        member_id: {"count": one.count, "last": to_text(one.last)}
        for member_id, one in attempts.items()
        if one.last is not None
    }
    with suppress(OSError):
        write_whole(file, json.dumps(content).encode(), PRIVATE_FILE)
