# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every hostile voter file read as the program reads it, in a process of its own: memory and time.

As a long task:  ``python -m tests.exchange.hostile_measured [--part WORDS]``; 1 when one file takes more
than 500 MB or a minute, or ends in anything but voters or a sentence.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from precinct_app.domain.errors import PrecinctError
from precinct_app.exchange.voter_reading import read_voters
from tests.exchange.hostile_voter_files import Outcome, cases

MOST_MEGABYTES, MOST_SECONDS = 500, 60
_SHOWN = 8


def outcome(data: bytes, name: str) -> str:
    """How many voters, or the last word of the refusal."""
    try:
        return str(len(read_voters(data, name).voters))
    except PrecinctError as error:
        return error.reasons[0].key.removeprefix("voters.")


def measured(file: Path, name: str) -> tuple[str, float, float]:
    """Outcome, megabytes at the peak and seconds of a process that reads the file."""
    start = time.monotonic()
    command = [sys.executable, "-m", "tests.exchange.hostile_measured", "--one", str(file), name]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout is not None
    said = process.stdout.read().decode(errors="replace").strip()
    _, _, used = os.wait4(process.pid, 0)
    return said, used.ru_maxrss / 1024, time.monotonic() - start


def bad(wanted: Outcome, said: str, megabytes: float, seconds: float) -> bool:
    """Whether a file did not end as it should."""
    return said != str(wanted) or megabytes > MOST_MEGABYTES or seconds > MOST_SECONDS


def main() -> int:
    """Measure all, or those with some words in their names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--part", default="")
    parser.add_argument("--one", nargs=2, metavar=("FILE", "NAME"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(outcome(Path(arguments.one[0]).read_bytes(), arguments.one[1]))
        return 0
    found: list[tuple[float, float, str]] = []
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data, file_name, wanted in cases():
            if arguments.part not in name:
                continue
            path = Path(folder) / "case"
            path.write_bytes(data)
            said, megabytes, seconds = measured(path, file_name)
            found.append((megabytes, seconds, name))
            if bad(wanted, said, megabytes, seconds):
                wrong += 1
                print(f"{name}: {said[-300:]!r}, wanted {wanted!r}; {megabytes:.0f} MB, {seconds:.1f} s",
                      flush=True)  # fmt: skip
    print(f"{len(found)} files, {wrong} wrong")
    for megabytes, seconds, name in sorted(found, reverse=True)[:_SHOWN]:
        print(f"  most memory {megabytes:6.0f} MB {seconds:5.1f} s  {name}")
    for megabytes, seconds, name in sorted(found, key=lambda one: -one[1])[:_SHOWN]:
        print(f"  most time   {megabytes:6.0f} MB {seconds:5.1f} s  {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
