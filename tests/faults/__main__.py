# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""All that laptops do to a commission, in one run: ``python -m tests.faults`` prints a report as JSON.

Exit status 1 when anything acknowledged was lost.  ``--kills 200`` kills the program so many times
(`kills`), ``--rounds 10`` gives each of the five troubles of disks and sticks so many times (`troubles`);
lost power is a command of its own, since it needs ``strace`` (`power`).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.faults.day import SMALL
from tests.faults.kills import Kills, Liars
from tests.faults.troubles import MOUNTS, Troubled, in_mount_space
from tests.services.conftest import make_station


def main() -> int:
    """Do it in a mount space of our own where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=10, help="how often each trouble")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--small", action="store_true", help="days with two ballots instead of five"
    )
    parser.add_argument(
        "--until", default="", help="name of the deed with which the troubled day ends"
    )
    arguments = parser.parse_args()
    space = [] if os.environ.get(MOUNTS) else in_mount_space()
    if space:
        command = [*space, sys.executable, "-m", "tests.faults", *sys.argv[1:]]
        return subprocess.run(command, env={**os.environ, MOUNTS: "1"}, check=False).returncode
    return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        place = Path(work)
        made = make_station(place, SMALL if arguments.small else ())
        found_out = Liars(made, place, arguments.seed).found()
        kills = Kills(made, place, arguments.seed).run(arguments.kills)
        told = {"liar_found_out": found_out, "kills": asdict(kills)}
        good = found_out and kills.good
        if os.environ.get(MOUNTS):
            troubled = Troubled(made, place / "disk", arguments.seed)
            troubles = troubled.run(arguments.rounds, arguments.until)
            told["troubles"] = asdict(troubles)
            good = good and troubles.good
    print(json.dumps(told, indent=1))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
