# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``demo``: a whole mock election day on real files."""

import argparse
import json
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.errors import InputError
from precinct_app.domain.wording import Wording
from precinct_app.runtime.files import write_whole
from precinct_app.runtime.texts import text
from precinct_app.services.mock_day import PASSPHRASE, DayOutcome, MockDay
from precinct_app.services.toolbox import Toolbox

NAME = "demo"
HELP = "A whole mock election day without a screen: keys, lists, counts, protocols, district."
MARKER = "summary.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--out", type=Path, default=Path("demo"), help="folder for the files")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same figures")
    parser.add_argument("--territory", choices=["region", "city"], default="region")
    parser.add_argument("--precincts", type=int, default=3, choices=range(1, 51), metavar="1..50")
    parser.add_argument(
        "--screens",
        type=Path,
        metavar="DIR",
        help="also write a picture of every page of the window",
    )


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Run the day; exit 1 when any of its own checks failed."""
    started = time.monotonic()
    _clear(arguments.out)
    day = MockDay(
        arguments.out, arguments.seed, arguments.territory, arguments.precincts, tools,
        lambda key, values: _progress(key, values, output),
    )  # fmt: skip
    outcome = day.run()
    summary = _summary(arguments, outcome)
    data = json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(arguments.out / MARKER, data.encode())
    output.data(summary)
    if arguments.screens is not None:
        count = tools.write_screens(arguments.out, arguments.screens, PASSPHRASE)
        output.say("cli.demo.screens", count=count, folder=str(arguments.screens))
    return _tell(arguments.out, outcome, time.monotonic() - started, output)


def _clear(out: Path) -> None:
    """Empty the folder of a former demo; never a folder that is something else."""
    if out.exists() and any(out.iterdir()):
        if not (out / MARKER).is_file() or not (out / "package.fingerprint").is_file():
            raise InputError.of("demo.folder_used", folder=str(out))
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)


def _progress(key: str, values: Mapping[str, str | int | Wording], output: Output) -> None:
    told = {n: v.in_(output.language) if isinstance(v, Wording) else v for n, v in values.items()}
    output.line(text(key, output.language, **told))
    if not output.as_json:
        output.out.flush()


def _summary(arguments: argparse.Namespace, outcome: DayOutcome) -> dict[str, Any]:
    return {
        "seed": arguments.seed,
        "territory": arguments.territory,
        "precincts": [precinct.to_mapping() for precinct in outcome.precincts],
        "district": {"tables": outcome.tables},
        "checks": outcome.checks,
    }


def _tell(out: Path, outcome: DayOutcome, seconds: float, output: Output) -> int:
    bad = [check for check in outcome.checks if not check["good"]]
    protocols = [p for precinct in outcome.precincts for p in precinct.protocols]
    output.say(
        "cli.demo.done",
        protocols=len(protocols),
        signatures=sum(p["signatures"] for p in protocols),
        bundles=sum(len(precinct.bundles) for precinct in outcome.precincts),
        good=len(outcome.checks) - len(bad),
        bad=len(bad),
        seconds=f"{seconds:.0f}",
        folder=str(out),
    )
    for check in bad:
        output.line(f"  X {check['check']} {check['subject']} {check.get('reason', '')}")
    return NOT_GOOD if bad else GOOD
