# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Kills the program (SIGKILL) at random points of whole days; after each nothing acknowledged is lost.

The program runs in a child process that tells each acknowledged deed through a pipe.  It is
killed at a random moment of a deed chosen by chance, half of them by kind so that rare deeds (signing, a
backup, a restore, the hand-in) are met too.  Then the workspace is opened again, every acknowledged
fact is looked for, the journal's chain and all files that left are checked, and the day goes on from
there by the same program.  First the harness itself is tried: a program that says "saved" too early must
be found out.
"""

import gc
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

from precinct_app.domain.errors import PrecinctError
from tests.faults.day import Day
from tests.faults.deeds import deeds
from tests.faults.facts import broken, facts, run
from tests.services.conftest import PRECINCT, Made

READY, END = "ready", "end"
FOUND = "what was found at the opening"
PER_DAY = 20
OPENING = "opening"
USUAL = {"ready": 0.25, "freeze": 0.05, "sign": 0.35, "hand-over": 0.1, "backup": 0.2, "restore": 0.5,
         "hand-in": 0.3}  # fmt: skip
"""Seconds that deeds take; the others some thousandths."""
SHORT = 0.008
FEW = 20
"""Kills below which no day is spent on measuring."""


@dataclass
class Report:
    """What the kills met and what was lost."""

    kills: int = 0
    days: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    done_unheard: int = 0
    """Deeds that were kept although the program died before it could say so."""
    points: dict[str, int] = field(default_factory=dict)
    """Kinds of deeds that were under way, and how often."""
    refusals: dict[str, int] = field(default_factory=dict)
    """Reasons for which a workspace did not open after a kill."""
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Nothing acknowledged was lost, nothing was wrong."""
        return not self.lost and not self.wrong and not self.refusals


class Child:
    """The program in a process of its own, and what it tells."""

    def __init__(self, work: Callable[[Callable[[str], None]], None]) -> None:
        read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(read)
            _die_after(work, write)
        os.close(write)
        self._told = os.fdopen(read, encoding="utf-8")

    def heard(self) -> Iterator[str]:
        """Lines as they come."""
        for line in self._told:
            yield line.rstrip("\n")

    def kill(self) -> list[str]:
        """End it at once; what it had still said."""
        os.kill(self.pid, signal.SIGKILL)
        rest = [line.rstrip("\n") for line in self._told if line.endswith("\n")]
        self.end()
        return rest

    def end(self) -> int:
        """Wait for it; its exit status."""
        self._told.close()
        _, status = os.waitpid(self.pid, 0)
        return status


def _die_after(work: Callable[[Callable[[str], None]], None], write: int) -> None:
    def tell(line: str) -> None:
        os.write(write, line.encode() + b"\n")

    status = 3
    try:
        work(tell)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


class Kills:
    """Days and their kills."""

    run_day: Callable[[Day, Callable[[str], None]], None] = staticmethod(run)

    def __init__(self, made: Made, place: Path, seed: int) -> None:
        self.made, self.place = made, place
        self.random = Random(seed)
        self.report = Report()
        self.points: Counter[str] = Counter()
        self.lasting: dict[str, float] = {}
        """Seconds that a deed of a kind takes, measured on a day without a kill."""
        self.names: list[str] = []

    def run(self, count: int) -> Report:
        """As many kills as are wanted, on as many days as that takes."""
        began = monotonic()
        self._take_names()
        if count >= FEW:
            self._measure()
        while self.report.kills < count:
            self._day(min(PER_DAY, count - self.report.kills))
        self.report.points = dict(sorted(self.points.items()))
        self.report.seconds = round(monotonic() - began, 1)
        return self.report

    def _take_names(self) -> None:
        """The day's deeds, without doing them; what was read once serves every child."""
        place = self._fresh()
        day = Day(self.made, place)
        self.names = [deed.name for deed in deeds(day)]
        facts(day)
        day.close()
        shutil.rmtree(place)
        gc.freeze()
        self.lasting = {_kind(name): SHORT for name in self.names} | USUAL

    def _measure(self) -> None:
        """A day without a kill: how long each kind of deed takes."""
        place = self._fresh()
        child, last, took = Child(self._whole(place)), monotonic(), Counter[str]()
        for line in child.heard():
            if line.startswith("{"):
                continue
            now = monotonic()
            took[_kind(line)] += now - last  # type: ignore[assignment]
            last = now
        if child.end() != 0:
            raise AssertionError("the day does not run even without a kill")
        count = Counter(_kind(line) for line in [READY, *self.names])
        self.lasting = {kind: took[kind] / count[kind] for kind in count}
        shutil.rmtree(place)

    def _day(self, kills: int) -> None:
        place, acknowledged = self._fresh(), set[str]()
        for target in self._targets(kills):
            self._kill_at(place, target, acknowledged)
        child = Child(self._whole(place))
        for line in child.heard():
            self._hear(line, acknowledged)
        if child.end() != 0:
            self.report.wrong.append("the day did not go on")
        if acknowledged != set(self.names):
            self.report.wrong.append("the day is not whole at its end")
        self.report.days += 1
        self.report.acknowledged += len(acknowledged)
        shutil.rmtree(place)

    def _targets(self, count: int) -> list[int]:
        """Places in the day, half of them by kind; the first deed twice is an opening."""
        kinds: dict[str, list[int]] = {}
        for at, name in enumerate(self.names):
            kinds.setdefault(_kind(name), []).append(at)
        by_kind = [self.random.choice(kinds[self.random.choice(list(kinds))])
                   for _ in range(count - count // 2)]  # fmt: skip
        anywhere = [self.random.randrange(len(self.names)) for _ in range(count // 2)]
        return sorted(by_kind + anywhere)

    def _kill_at(self, place: Path, target: int, acknowledged: set[str]) -> None:
        before = self.names[target - 1] if target else FOUND
        at_opening = before in acknowledged or self.random.random() < 0.1
        child, ready, lasts = Child(self._whole(place)), False, self.lasting[READY]
        if not at_opening:
            for line in child.heard():
                ready = True
                self._hear(line, acknowledged)
                if line in {before, END} or (before == FOUND and line.startswith("{")):
                    break
            lasts = self.lasting[_kind(self.names[target])]
        sleep(self.random.random() * lasts)
        for line in child.kill():
            ready = True
            self._hear(line, acknowledged)
        following = [name for name in self.names if name not in acknowledged]
        self.points[_kind(following[0]) if ready and following else OPENING] += 1
        self.report.kills += 1

    def _hear(self, line: str, acknowledged: set[str]) -> None:
        """Take in a deed that was acknowledged, or what was found at an opening or at the end."""
        if line.startswith("{"):
            self._compare(json.loads(line), acknowledged)
        elif line not in {READY, END}:
            acknowledged.add(line)

    def _compare(self, told: dict[str, Any], acknowledged: set[str]) -> None:
        if "refused" in told:
            self.report.refusals[told["refused"]] = self.report.refusals.get(told["refused"], 0) + 1
            return
        there = set(told["facts"])
        self.report.lost += sorted(acknowledged - there)
        self.report.wrong += [told["broken"]] if told["broken"] else []
        self.report.done_unheard += len(there - acknowledged)
        acknowledged |= there

    def _whole(self, place: Path) -> Callable[[Callable[[str], None]], None]:
        """Open, tell what is there, do what is still to be done, tell what is there then."""

        def work(tell: Callable[[str], None]) -> None:
            try:
                day = Day(self.made, place)
            except PrecinctError as error:
                tell(json.dumps({"refused": error.reasons[0].key}))
                return
            tell(READY)
            tell(json.dumps({"facts": sorted(facts(day)), "broken": broken(day)}))
            self.run_day(day, tell)
            tell(END)
            tell(json.dumps({"facts": sorted(facts(day)), "broken": broken(day)}))
            day.close()

        return work

    def _fresh(self) -> Path:
        place = Path(tempfile.mkdtemp(dir=self.place))
        shutil.copytree(self.made.folder, place / PRECINCT)
        return place


def lie(day: Day, acknowledge: Callable[[str], None]) -> None:
    """A program that says "saved" before it has saved: what the harness must find."""
    there = facts(day)
    for deed in deeds(day):
        if deed.name not in there:
            acknowledge(deed.name)
            day.at(deed.hour)
            deed.do(day)


class Liars(Kills):
    """Short days of a program that says "saved" too early: each is killed as soon as it has said so."""

    run_day = staticmethod(lie)

    def found(self, tries: int = 6) -> bool:
        """Whether the loss was found."""
        self._take_names()
        self.lasting = dict.fromkeys(self.lasting, 0.0)
        for _ in range(tries):
            place = self._fresh()
            acknowledged = set[str]()
            for target in (self.random.randrange(1, 40), 0):
                self._kill_at(place, target, acknowledged)
            shutil.rmtree(place)
            if self.report.lost:
                return True
        return False


def _kind(name: str) -> str:
    return name.partition(":")[0]
