# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What commands about a voter file share: its layout as a person corrected it, progress, Ctrl-C."""

import argparse
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from precinct_app.cli.output import Output
from precinct_app.domain.errors import InputError, VoterFileError
from precinct_app.runtime import texts
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.voter_import import look_at_list
from precinct_app.services.voter_layout import Layout

_QUIET_SECONDS = 1.0


def add_file(action: argparse.ArgumentParser) -> None:
    """Declare the file and its sheet."""
    action.add_argument("file", type=Path)
    action.add_argument("--sheet", help="the sheet that is the list")


def add_layout(action: argparse.ArgumentParser) -> None:
    """Declare what a person may correct of its layout."""
    action.add_argument(
        "--columns", default="", metavar="FIELD=LETTER,...", help="columns that a person corrected"
    )
    action.add_argument("--first-row", type=int, metavar="N", help="the first row of voters")


def corrected(arguments: argparse.Namespace, tools: Toolbox, data: bytes) -> Layout | None:
    """The layout where something of it was said, else none."""
    if not (arguments.columns or arguments.first_row or arguments.sheet):
        return None
    found = look_at_list(tools, data, arguments.file.name, sheet=arguments.sheet)
    return found.corrected(_pairs(arguments.columns), arguments.first_row)


def _pairs(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if not all(mark for _, mark, _ in pairs):
        raise InputError.of("voters.columns_form")
    return {field.strip(): letters.strip() for field, _, letters in pairs}


@contextmanager
def heard(output: Output) -> Iterator[Callable[[float], None]]:
    """Progress on stderr once it takes long; Ctrl-C ends the work with nothing kept."""
    cancelled = False
    began = time.monotonic()
    told = 0

    def cancel(_number: int, _frame: FrameType | None) -> None:
        nonlocal cancelled
        cancelled = True

    def pulse(done: float) -> None:
        nonlocal told
        if cancelled:
            raise VoterFileError.of("voters.cancelled")
        if int(done * 10) > told and time.monotonic() - began > _QUIET_SECONDS:
            told = int(done * 10)
            output.message(texts.text("cli.voters.progress", output.language, percent=told * 10))

    former = signal.signal(signal.SIGINT, cancel)
    try:
        yield pulse
    finally:
        signal.signal(signal.SIGINT, former)
