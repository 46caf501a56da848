# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A long task: which small wrong changes of the rules do the domain's tests not see?

    python -m tests.domain.protocol.mutation check formula          (files of ``domain/protocol``)
    python -m tests.domain.protocol.mutation --share 0.2 --seed 1   (a fifth of all mutants of all files)

The tests run once under coverage; then each mutant in a process of its own with the tests that ran
its line, quickest first, until one fails.  Survivors are printed; those that no test can see stand
with their reason in ``equivalent_mutants.toml``.  It forks, so it needs Linux or macOS.
"""

import argparse
import contextlib
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import resource
import signal
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from itertools import accumulate
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import coverage
import pytest
from hypothesis import Phase, settings

from tests.domain.protocol.mutants import Mutant, mutants

PACKAGE = "precinct_app.domain.protocol"
FOLDER = Path("precinct_app/domain/protocol")
TESTS = "tests/domain"
ALIKE = Path(__file__).with_name("equivalent_mutants.toml")
START, BYTES = 60, 4 << 30
"""Seconds of CPU until the first test, and memory: a mutant that takes more has been seen."""
_PLAIN = (
    "-c", os.devnull, "--rootdir", ".", "-x", "-q", "--assert=plain",
    *(part for name in ("randomly", "xdist", "pytest_cov", "pytest-qt", "timeout", "cacheprovider")
      for part in ("-p", f"no:{name}")),
)  # fmt: skip


@dataclass
class Seen:
    """What one run of all tests tells: how long each takes, which lines it runs."""

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    """By file and line the tests; an empty name is what runs while tests are collected."""
    imported: list[str] = field(default_factory=list)
    """Modules of others, which every mutant would have to import anew."""

    def tests_of(self, name: str, mutant: Mutant, most: float) -> list[str]:
        """Those that run the mutant's lines, all of the file's where it runs at import."""
        lines = self.lines[name]
        found = set().union(*(lines.get(n, ()) for n in range(mutant.line, mutant.last_line + 1)))
        more = set().union(*lines.values()) - found if "" in found else set()
        tests = [one for group in (found, more) for one in self._in_turn(group - {""})]
        sums = accumulate(self.seconds[test] for test in tests)
        return [test for test, total in zip(tests, sums, strict=True) if total <= most] or tests[:1]

    def _in_turn(self, tests: set[str]) -> list[str]:
        """Quick ones first, but no function with all its cases before another has had one."""
        costs: dict[str, float] = {}
        spent: Counter[str] = Counter()
        for test in sorted(tests, key=lambda test: (self.seconds[test], test)):
            spent[test.partition("[")[0]] += self.seconds[test]  # type: ignore[assignment]
            costs[test] = spent[test.partition("[")[0]]
        return sorted(costs, key=lambda test: costs[test])


class Quick:
    """Properties need not be made small, nor kept."""

    def pytest_collection(self) -> None:
        settings.register_profile(
            "mutation", settings.get_profile("house"), database=None,
            phases=(Phase.explicit, Phase.generate),
        )  # fmt: skip
        settings.load_profile("mutation")


class Watch(Quick):
    """Notes for each test its seconds and its lines."""

    def __init__(self, seen: Seen, watched: coverage.Coverage) -> None:
        self.seen, self.watched = seen, watched
        self.caches: list[Any] = []

    def pytest_collection_finish(self) -> None:
        self.caches = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)
                       and one.__module__.startswith((PACKAGE, "tests."))]  # fmt: skip

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        for cache in self.caches:  # what an earlier test left there would not run again
            cache.cache_clear()
        self.watched.switch_context(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seen.seconds[report.nodeid] = self.seen.seconds.get(report.nodeid, 0) + report.duration


class Chosen(Quick):
    """Runs the chosen tests in their order, each until it takes far longer than it should."""

    def __init__(self, tests: Sequence[str], seconds: Mapping[str, float]) -> None:
        self.places = {test: place for place, test in enumerate(tests)}
        self.seconds = seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.places),
            key=lambda item: self.places[item.nodeid],
        )

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        signal.setitimer(signal.ITIMER_PROF, 5 + 2 * self.seconds[item.nodeid])


class Changed(importlib.machinery.SourceFileLoader):
    """Loads a mutant in the place of its module."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        super().__init__(name, str(path))
        self.changed = code

    def get_code(self, fullname: str) -> CodeType:
        return self.changed


class Finder(importlib.abc.MetaPathFinder):
    """Finds a mutant before anybody finds its module."""

    def __init__(self, changed: Changed) -> None:
        self.changed = changed

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        mine = fullname == self.changed.name
        return importlib.util.spec_from_loader(fullname, self.changed) if mine else None


def watch(told: Path) -> int:
    """Run every test of the domain and write down what it ran."""
    seen = Seen()
    watched = coverage.Coverage(data_file=None, config_file=False, include=[f"{FOLDER}/*"])
    watched.start()
    status = pytest.main([*_PLAIN, TESTS], plugins=[Watch(seen, watched)])
    watched.stop()
    numbers = {test: number for number, test in enumerate(["", *seen.seconds])}
    by_line = {
        Path(path).stem: {line: [numbers[test] for test in tests] for line, tests in
                          watched.get_data().contexts_by_lineno(path).items()}
        for path in watched.get_data().measured_files()
    }  # fmt: skip
    others = [name for name in sys.modules if not name.startswith(("precinct_app", "tests", "_"))]
    told.write_text(json.dumps([seen.seconds, by_line, others]), "utf-8")
    return int(status)


def in_a_child(work: Callable[[], int]) -> bool:
    """Whether the work ended well, in a process of its own, silent and under limits."""
    child = os.fork()
    if not child:
        status = 1
        try:
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            status = work()
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def look(kept: Path | None) -> Seen:
    """The tests without any change; they must pass."""
    with tempfile.TemporaryDirectory() as folder:
        told = kept or Path(folder, "told.json")
        if not told.exists() and not in_a_child(lambda: watch(told)):
            told.unlink(missing_ok=True)
            raise SystemExit("The tests fail as they are.")
        seconds, lines, imported = json.loads(told.read_text("utf-8"))
    names = ["", *seconds]
    by_line = {name: {int(n): {names[test] for test in tests} for n, tests in found.items()}
               for name, found in lines.items()}  # fmt: skip
    return Seen(seconds, by_line, imported)


def survives(
    name: str, path: Path, mutant: Mutant, tests: Sequence[str], seconds: Mapping[str, float]
) -> bool:
    """Whether every test passes on the mutant."""

    def judge() -> int:
        signal.setitimer(signal.ITIMER_PROF, START)
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        changed = Changed(f"{PACKAGE}.{name}", path, mutant.code)
        sys.meta_path.insert(0, Finder(changed))
        files = dict.fromkeys(test.partition("::")[0] for test in tests)
        return int(pytest.main([*_PLAIN, *files], plugins=[Chosen(tests, seconds)]))

    return not tests or in_a_child(judge)


def alike() -> set[tuple[str, str, str]]:
    """Mutants that behave like the original: file, change and the statement around it."""
    told = tomllib.loads(ALIKE.read_text("utf-8")).get("mutant", [])
    return {(one["file"], one["change"], one["inside"]) for one in told}


def main() -> int:
    """Judge the files asked for; 1 when fewer than nine in ten mutants are seen."""
    parser = argparse.ArgumentParser(description="Which wrong changes do the tests not see?")
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    parser.add_argument("files", nargs="*", metavar="FILE", help=", ".join(names))
    parser.add_argument("--share", type=float, default=1.0, help="the share of mutants tried")
    parser.add_argument("--seed", default="1", help="which ones are tried")
    most = "seconds of tests for a mutant, as they took under coverage"
    parser.add_argument("--most", type=float, default=60.0, help=most)
    parser.add_argument("--kept", type=Path, help="what the tests run, kept there between tasks")
    asked = parser.parse_args()
    seen = look(asked.kept)
    for other in seen.imported:
        with contextlib.suppress(ImportError):
            importlib.import_module(other)
    counts: Counter[str] = Counter()
    for name in asked.files or names:
        counts += judge_file(name, seen, asked)
    print(f"all: {counts['seen']} of {counts['tried']} seen")
    return int(counts["seen"] < 0.9 * counts["tried"])


def judge_file(name: str, seen: Seen, asked: argparse.Namespace) -> Counter[str]:
    """Print a file's survivors as they are found; how many were tried and how many were seen."""
    path = FOLDER / f"{name}.py"
    known, dice = alike(), random.Random(f"{asked.seed}/{name}")
    counts: Counter[str] = Counter()
    for mutant in mutants(path.read_text("utf-8"), str(path)):
        if dice.random() >= asked.share:
            continue
        if (name, mutant.change, mutant.inside) in known:
            counts["alike"] += 1
            continue
        counts["tried"] += 1
        if survives(name, path, mutant, seen.tests_of(name, mutant, asked.most), seen.seconds):
            print(f"{name}:{mutant.line}: {mutant.change}  in: {mutant.inside}", flush=True)
        else:
            counts["seen"] += 1
    told = f"{counts['seen']} of {counts['tried']} seen"
    print(f"{name}: {told}, {counts['alike']} behave like the original", flush=True)
    return counts


if __name__ == "__main__":
    sys.exit(main())
