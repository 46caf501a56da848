# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The window as a process of its own: until somebody can sign in, then until the first page stands."""

from collections.abc import Iterator

from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target
from precinct_app.services.bench.mock_precinct_list import listed_workspace
from precinct_app.services.bench.process import Cost, cost_of
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


def _look(room: Room, *look: str) -> Cost:
    """The least of a few runs; each starts the whole program, the first compiles it."""
    command = (*room.program, "window", str(room.folder / "precinct"), "look", *look)
    costs = [cost_of(command, room.folder / "compiled") for _ in range(room.runs + 1)]
    peaks = [cost.megabytes for cost in costs if cost.megabytes]
    return Cost(min(cost.seconds for cost in costs), max(peaks, default=None))


BENCH = Bench("window", measure)
