# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the laptop at the door does all day: a voter found as somebody types, a voter marked.

Searching stands beside a plain scan of the same folded texts in memory; marking beside one row
committed to a bare SQLite file as safely.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TypeVar

from precinct_app.domain.commission import Actor
from precinct_app.domain.voters import Voter, loose
from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target
from precinct_app.services.bench.mock_precinct_list import listed_workspace
from precinct_app.services.registers import marks, voter_lookup
from precinct_app.services.workspace import Workspace

PRECINCT, CITY = 3000, 100_000
"""The law's largest precinct; and a city, should one laptop ever answer for it."""
_P95 = {PRECINCT: 5.0, CITY: 100.0}
_ASKED, _MARKED = 60, 200
_T = TypeVar("_T")


def measure_search(room: Room) -> Iterator[Measured]:
    """Milliseconds at the 95th percentile from a key to the results with their standings."""
    for full in (PRECINCT, CITY):
        yield _search(room, full)


def _search(room: Room, full: int) -> Measured:
    workspace, actor, voters = _workspace(room, room.size(full), f"search{full}")
    keys = _typed(voters)
    texts = [loose(f"{v.full_name} {v.address}") for v in voters]
    with closing(workspace.store):
        ours = room.best(lambda: _p95(keys, lambda key: voter_lookup.find(workspace, actor, key)))
    theirs = room.best(lambda: _p95(keys, lambda key: _scan(texts, key)))
    return Measured(
        f"search_{full}", ours, "milliseconds", Beside("scan_in_memory", theirs),
        Target(at_most=_P95[full]), {"voters": len(voters), "keys": len(keys)},
    )  # fmt: skip


def measure_marking(room: Room) -> Iterator[Measured]:
    """Milliseconds from the second Enter to the mark and its line in the journal on the disk."""
    workspace, actor, voters = _workspace(room, room.size(PRECINCT), "marking")
    marked = voters[:_MARKED]
    with closing(workspace.store):
        ours = _each(marked, lambda v: _mark(workspace, actor, v))
    theirs = _bare_commits(room.folder / "bare.db", len(marked))
    yield Measured(
        "marking", ours, "milliseconds", Beside("bare_commit", theirs), told={"voters": len(marked)}
    )


def _workspace(room: Room, count: int, name: str) -> tuple[Workspace, Actor, list[Voter]]:
    return listed_workspace(room.folder / name, room.tools, count)


def _typed(voters: Sequence[Voter]) -> list[str]:
    """What stands in the search field after each key: surnames, both names, ends of numbers."""
    chosen = Random(1).sample(voters, min(_ASKED, len(voters)))  # noqa: S311  made-up people
    keys = [v.surname[:end] for v in chosen for end in range(2, len(v.surname) + 1)]
    keys += [f"{v.given_name} {v.surname}" for v in chosen]
    return keys + [v.iin[-4:] for v in chosen if v.iin]


def _p95(keys: Sequence[str], answer: Callable[[str], object]) -> float:
    """Milliseconds of CPU at the 95th percentile, so that other programs do not count."""
    times = sorted(_milliseconds(answer, key) for key in keys)
    return times[min(len(times) * 95 // 100, len(times) - 1)]


def _milliseconds(answer: Callable[[str], object], key: str) -> float:
    start = time.process_time_ns()
    answer(key)
    return max(time.process_time_ns() - start, 1) / 1e6


def _scan(texts: Sequence[str], key: str) -> list[str]:
    words = loose(key).split()
    return [text for text in texts if all(word in text for word in words)][:6]


def _each(things: Sequence[_T], work: Callable[[_T], object]) -> float:
    """Milliseconds of the clock for each, the disk's time included."""
    start = time.perf_counter()
    for thing in things:
        work(thing)
    return (time.perf_counter() - start) * 1000 / len(things)


def _mark(workspace: Workspace, actor: Actor, voter: Voter) -> None:
    issuer = workspace.precinct.members[-1].member_id
    marks.mark(workspace, actor, voter.voter_id, issued_by=issuer, table="1")


def _bare_commits(path: Path, count: int) -> float:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE mark (voter TEXT, content TEXT)")
        database.commit()

        def commit(number: int) -> None:
            database.execute("INSERT INTO mark VALUES (?, ?)", (f"{number:032x}", "x" * 300))
            database.commit()

        return _each(range(count), commit)


SEARCH = Bench("search", measure_search)
MARKING = Bench("marking", measure_marking)
