# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A workspace and keys as commands open them: pass phrases from the terminal or descriptors."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.domain.commission import Actor
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.ports import Signer
from precinct_app.services.signing_keys import commission_key
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Opened:
    """An open workspace, who opened it, and the tools."""

    workspace: Workspace
    actor: Actor
    tools: Toolbox


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Offer what opens a workspace."""
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--user", required=True, help="member id of who opens the workspace")
    passphrase.add_arguments(parser)


def add_keys(parser: argparse.ArgumentParser, *, needed: bool) -> None:
    """Offer key files, each with its pass phrase."""
    parser.add_argument(
        "--key", type=Path, action="append", default=[], required=needed,
        help="a key file; several times for several signers",
    )  # fmt: skip
    parser.add_argument(
        "--key-passphrase-fd", type=int, action="append", default=[], metavar="N",
        help="read a key's pass phrase from descriptor N, in the order of --key",
    )  # fmt: skip


@contextmanager
def opened(arguments: argparse.Namespace, tools: Toolbox) -> Iterator[Opened]:
    """The workspace that the arguments name, closed at the end."""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    try:
        actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
        yield Opened(workspace, actor, tools)
    finally:
        workspace.store.close()


def key_files(arguments: argparse.Namespace) -> Iterator[tuple[bytes, str]]:
    """Each key file with its pass phrase."""
    for path, descriptor in zip_longest(arguments.key, arguments.key_passphrase_fd):
        if path is not None:
            asked = argparse.Namespace(passphrase_fd=descriptor)
            yield path.read_bytes(), passphrase.read_passphrase(asked, path.name)


def commission_keys(arguments: argparse.Namespace, here: Opened) -> Sequence[Signer]:
    """Keys of this commission; whoever's is not good is told before anything is signed."""
    return [
        commission_key(here.workspace, here.actor, data, secret, here.tools)
        for data, secret in key_files(arguments)
    ]
