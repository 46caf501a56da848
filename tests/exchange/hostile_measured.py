# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every hostile voter file read as the program reads it, in processes of their own: memory and time.

As a long task:  ``python -m tests.exchange.hostile_measured [--part WORDS] [--batch N]``; 1 when a
process takes more than 500 MB, a file more than a minute, or a file ends otherwise than it should.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from precinct_app.domain.errors import PrecinctError
from precinct_app.exchange.voter_reading import read_voters
from tests.exchange.hostile_voter_files import Case, cases

MOST_MEGABYTES, MOST_SECONDS = 500, 60
_SHOWN = 8


def read_all(folder: Path) -> None:
    """In a process of its own: read each file of a folder, say what came of it and how long it took."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        start = time.monotonic()
        try:
            said = str(len(read_voters(path.with_suffix(".bin").read_bytes(), told["file"]).voters))
        except PrecinctError as error:
            said = error.reasons[0].key.removeprefix("voters.")
        print(json.dumps([told["name"], said, time.monotonic() - start]), flush=True)


def measured(some: Sequence[Case]) -> tuple[list[tuple[str, str, float]], float]:
    """Name, outcome and seconds of each file, and the peak of the process that read them."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, data, file, _) in enumerate(some):
            path = Path(folder) / f"{number:04d}.bin"
            path.write_bytes(data)
            told = json.dumps({"name": name, "file": file})
            path.with_suffix(".json").write_text(told, encoding="utf-8")
        command = [sys.executable, "-m", "tests.exchange.hostile_measured", "--read", folder]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        found = [tuple(json.loads(line)) for line in process.stdout.read().splitlines()]
        _, _, used = os.wait4(process.pid, 0)
    return found, used.ru_maxrss / 1024


def main() -> int:
    """Measure all, or those with some words in their names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--part", default="")
    parser.add_argument("--batch", type=int, default=20, help="files read by one process")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read:
        read_all(arguments.read)
        return 0
    slowest: list[tuple[float, str]] = []
    peaks: list[float] = []
    wrong = 0
    chosen = [case for case in cases() if arguments.part in case[0]]
    for some in _batches(chosen, arguments.batch):
        found, peak = measured(some)
        peaks.append(peak)
        outcomes = {name: (said, seconds) for name, said, seconds in found}
        for name, _, _, wanted in some:
            said, seconds = outcomes.get(name, ("nothing: the process ended", 0.0))
            slowest.append((seconds, name))
            if said != str(wanted) or seconds > MOST_SECONDS or peak > MOST_MEGABYTES:
                wrong += 1
                print(
                    f"{name}: {said}, wanted {wanted}; {seconds:.1f} s, {peak:.0f} MB", flush=True
                )
    print(f"{len(chosen)} files, {wrong} wrong; most memory of a process {max(peaks):.0f} MB")
    for seconds, name in sorted(slowest, reverse=True)[:_SHOWN]:
        print(f"  {seconds:5.1f} s  {name}")
    return 1 if wrong else 0


def _batches(chosen: Sequence[Case], size: int) -> list[Sequence[Case]]:
    return [chosen[start : start + size] for start in range(0, len(chosen), size)]


if __name__ == "__main__":
    sys.exit(main())
