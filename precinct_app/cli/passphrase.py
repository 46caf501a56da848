# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pass phrases come from the terminal or a file descriptor, never from arguments or environment."""

import argparse
import getpass
import os

from precinct_app.domain.errors import InputError

_LONGEST = 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Offer ``--passphrase-fd``."""
    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N", help="read the pass phrase from descriptor N"
    )


def read_passphrase(arguments: argparse.Namespace, prompt: str) -> str:
    """The pass phrase's first line; InputError ``passphrase.unreadable`` for a bad descriptor."""
    if arguments.passphrase_fd is None:
        return getpass.getpass(prompt + ": ")
    try:
        data = os.read(arguments.passphrase_fd, _LONGEST)
    except OSError as error:
        raise InputError.of("passphrase.unreadable") from error
    return data.decode("utf-8", "replace").split("\n")[0].strip()
