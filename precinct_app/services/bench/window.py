# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The window as a process of its own: until somebody can sign in, the first page, a whole night."""

import json
from collections.abc import Iterator
from tempfile import TemporaryDirectory

from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target
from precinct_app.services.bench.mock_precinct_list import listed_workspace
from precinct_app.services.bench.process import Cost, cost_of, lines_of
from precinct_app.services.mock_day import PASSPHRASE

VOTERS = 3000
"""The law's largest precinct."""


def measure(room: Room) -> Iterator[Measured]:
    """Start beside a bare window of the toolkit; the first page and memory with a full list."""
    voters = room.size(VOTERS)
    workspace, _, _ = listed_workspace(room.folder / "precinct", room.tools, voters)
    workspace.store.close()
    bare, start, home = (
        _look(room, *look) for look in (("bare",), ("start",), ("home", PASSPHRASE))
    )
    yield Measured(
        "window_start", start.seconds, "seconds", Beside("bare_window", bare.seconds),
        Target(at_most=2.5, of_ratio=True),
    )  # fmt: skip
    first = max(home.seconds - start.seconds, 1e-6)
    yield Measured("window_first_page", first, "seconds", told={"voters": voters})
    if home.megabytes and bare.megabytes:
        beside = Beside("bare_window", bare.megabytes)
        told, most = {"voters": voters}, Target(at_most=250)
        yield Measured("window_memory", home.megabytes, "megabytes", beside, most, told)
    yield min((_freeze(room, voters) for _ in range(min(room.runs, 2))), key=lambda m: m.value)


def _freeze(room: Room, voters: int) -> Measured:
    """The longest that a key would have had to wait in a night, and in what."""
    with TemporaryDirectory(dir=room.folder) as folder:
        command = (*room.program, "window", folder, "look", "night", PASSPHRASE, str(voters))
        deeds = [json.loads(line) for line in lines_of(command)]
    longest = max(deeds, key=lambda deed: float(deed["seconds"]))
    return Measured(
        "window_freeze", longest["seconds"] * 1000, "milliseconds", target=Target(at_most=100),
        told={"deeds": len(deeds), "deed": longest["deed"], "voters": voters},
    )  # fmt: skip


def _look(room: Room, *look: str) -> Cost:
    """The least of a few runs; each starts the whole program, the first compiles it."""
    command = (*room.program, "window", str(room.folder / "precinct"), "look", *look)
    costs = [cost_of(command, room.folder / "compiled") for _ in range(room.runs + 1)]
    peaks = [cost.megabytes for cost in costs if cost.megabytes]
    return Cost(min(cost.seconds for cost in costs), max(peaks, default=None))


BENCH = Bench("window", measure)
