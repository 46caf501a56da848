# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A command as a process of its own: CPU seconds and peak of memory, as the system counts them."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from precinct_app.domain.errors import InputError

_PAUSE = 0.01
_KILO = 1024
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost."""

    seconds: float
    """Of CPU; of the clock where the system does not count CPU by process (Windows)."""
    megabytes: float | None
    """Peak of memory; None where the system does not tell."""


def own_program() -> tuple[str, ...]:
    """How this program is started: itself when it is one file, else by its interpreter."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-m", __package__.partition(".")[0])


def cost_of(command: Sequence[str], compiled: Path | None = None) -> Cost:
    """Run a command to its end; InputError ``bench.failed`` when it exits above 1.

    With a folder for `compiled` code a second run costs what it costs where the program is installed.
    """
    keep = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(compiled)} if compiled else {}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": _search_path(), **keep},
    )  # fmt: skip
    cost = _counted(process) if hasattr(os, "wait4") else _by_the_clock(process, start)
    if process.returncode not in {0, 1}:
        raise InputError.of("bench.failed", status=process.returncode)
    return cost


def lines_of(command: Sequence[str]) -> list[str]:
    """What a command says, line by line; InputError ``bench.failed`` unless it exits with 0."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": _search_path()}, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise InputError.of("bench.failed", status=done.returncode)
    return done.stdout.splitlines()


def _by_the_clock(process: "subprocess.Popen[bytes]", start: float) -> Cost:
    process.wait()
    return Cost(time.perf_counter() - start, None)


def _counted(process: "subprocess.Popen[bytes]") -> Cost:
    peak = 0.0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        peak = max(peak, _peak(process.pid))
        time.sleep(_PAUSE)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, peak or None)


def _peak(pid: int) -> float:
    """Megabytes at most so far; asked while it runs, for the end's count has the parent's in it."""
    try:
        found = _PEAK.search(
            Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        )
    except OSError:
        return 0.0
    return int(found[1]) / _KILO if found else 0.0


def _search_path() -> str:
    """Where the program's package lies, when it was not installed."""
    package = Path(__file__).parents[3]
    return os.pathsep.join([str(package), *filter(None, [os.environ.get("PYTHONPATH")])])
