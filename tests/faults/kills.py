# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Kills the program (SIGKILL) at random points of whole days; after each nothing acknowledged is lost.

``python -m tests.faults.kills --count 200`` prints a report as JSON; exit status 1 when anything was
lost.  The program runs in a child process that tells each acknowledged deed through a pipe.  It is
killed at a random moment of a deed chosen by chance, half of them by kind so that rare deeds (signing, a
backup, a restore, the hand-in) are met too.  Then the workspace is opened again, every acknowledged
fact is looked for, the journal's chain and all files that left are checked, and the day goes on from
there by the same program.
"""

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

from precinct_app.domain.errors import PrecinctError
from tests.faults.day import Day
from tests.faults.deeds import deeds
from tests.faults.facts import broken, facts, run
from tests.services.conftest import PRECINCT, Made, make_station

READY, END = "ready", "end"
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

    def __init__(self, made: Made, place: Path, seed: int, *, lies: bool = False) -> None:
        self.made, self.place = made, place
        self.run_day = lie if lies else run
        self.random = Random(seed)
        self.report = Report()
        self.points: Counter[str] = Counter()
        self.lasting: dict[str, float] = {}
        """Seconds that a deed of a kind takes, measured on a day without a kill."""
        self.names: list[str] = []

    def run(self, count: int) -> Report:
        """As many kills as are wanted, on as many days as that takes."""
        began = monotonic()
        if count < FEW:
            self._take_names()
        else:
            self._measure()
        while self.report.kills < count:
            self._day(min(PER_DAY, count - self.report.kills))
        self.report.points = dict(sorted(self.points.items()))
        self.report.seconds = round(monotonic() - began, 1)
        return self.report

    def _take_names(self) -> None:
        """The day's deeds, without doing them."""
        place = self._fresh()
        child = Child(self._look(place))
        self.names = json.loads("".join(child.heard()))["deeds"]
        child.end()
        shutil.rmtree(place)
        self.lasting = {_kind(name): SHORT for name in self.names} | USUAL

    def _measure(self) -> None:
        """A day without a kill: its deeds in order and how long each kind takes."""
        place = self._fresh()
        child, last, took = Child(self._whole(place)), monotonic(), Counter[str]()
        for line in child.heard():
            now = monotonic()
            took[_kind(line)] += now - last  # type: ignore[assignment]
            if line not in {READY, END}:
                self.names.append(line)
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
            self._check(place, acknowledged)
        child = Child(self._whole(place))
        acknowledged |= set(child.heard()) - {READY, END}
        if child.end() != 0:
            self.report.wrong.append("the day did not go on")
        self._check(place, acknowledged, end=True)
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
        before = self.names[target - 1] if target else READY
        child, heard = Child(self._whole(place)), [*acknowledged]
        under_way = OPENING
        if before in acknowledged or self.random.random() < 0.1:
            wanted, kind = READY, OPENING
        else:
            wanted, kind = before, _kind(self.names[target])
        if kind == OPENING and before not in acknowledged:
            sleep(self.random.random() * self.lasting[READY])
        else:
            for line in child.heard():
                heard.append(line)
                if line in {wanted, END}:
                    break
            kind = _kind(self.names[target])
            sleep(self.random.random() * self.lasting[kind])
        heard += child.kill()
        told = [name for name in self.names if name in set(heard)]
        following = [name for name in self.names if name not in set(heard)]
        if READY in heard and following:
            under_way = _kind(following[0])
        acknowledged |= set(told)
        self.points[under_way] += 1
        self.report.kills += 1

    def _check(self, place: Path, acknowledged: set[str], *, end: bool = False) -> None:
        child = Child(self._look(place))
        told = json.loads("".join(child.heard()) or "{}")
        if child.end() != 0 or not told:
            self.report.wrong.append("the workspace could not be looked at")
            return
        if told.get("refused"):
            self.report.refusals[told["refused"]] = self.report.refusals.get(told["refused"], 0) + 1
            return
        there = set(told["facts"])
        self.report.lost += sorted(acknowledged - there)
        self.report.wrong += [told["broken"]] if told["broken"] else []
        self.report.done_unheard += len(there - acknowledged)
        if end and there != set(self.names):
            self.report.wrong.append("the day is not whole at its end")
        acknowledged |= there

    def _whole(self, place: Path) -> Callable[[Callable[[str], None]], None]:
        def work(tell: Callable[[str], None]) -> None:
            day = Day(self.made, place)
            tell(READY)
            self.run_day(day, tell)
            day.close()
            tell(END)

        return work

    def _look(self, place: Path) -> Callable[[Callable[[str], None]], None]:
        def work(tell: Callable[[str], None]) -> None:
            try:
                day = Day(self.made, place)
            except PrecinctError as error:
                tell(json.dumps({"refused": error.reasons[0].key}))
                return
            found: dict[str, Any] = {"facts": sorted(facts(day)), "broken": broken(day)}
            found["deeds"] = [deed.name for deed in deeds(day)]
            day.close()
            tell(json.dumps(found))

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


def _kind(name: str) -> str:
    return name.partition(":")[0]


def main() -> int:
    """Kill, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lie", action="store_true", help="run a program that loses things")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        made = make_station(Path(place))
        kills = Kills(made, Path(place), arguments.seed, lies=arguments.lie)
        report = kills.run(arguments.count)
    print(json.dumps(asdict(report), indent=1))
    return 0 if report.good else 1


if __name__ == "__main__":
    sys.exit(main())
