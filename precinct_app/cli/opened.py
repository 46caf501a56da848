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
from precinct_app.domain.errors import SignatureError
from precinct_app.services.authority import from_pem
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.ports import Signer
from precinct_app.services.registrar import TokenCard
from precinct_app.services.signing_keys import holder_of
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


def add_keys(parser: argparse.ArgumentParser, *, needed: bool = False) -> None:
    """Offer key files, each with its pass phrase."""
    parser.add_argument(
        "--key", type=Path, action="append", default=[], required=needed,
        help="a key file; several times for several signers",
    )  # fmt: skip
    parser.add_argument(
        "--key-passphrase-fd", type=int, action="append", default=[], metavar="N",
        help="read a key's pass phrase from descriptor N, in the order of --key",
    )  # fmt: skip


def add_signers(parser: argparse.ArgumentParser) -> None:
    """Offer key files and a token."""
    add_keys(parser)
    parser.add_argument("--library", help="sign with a token too: its PKCS#11 library")
    parser.add_argument("--token", default="", help="its label, where there are several")
    parser.add_argument("--pin-fd", type=int, metavar="N", help="read its PIN from descriptor N")
    parser.add_argument(
        "--certificate", type=Path, nargs="+", default=[],
        help="the signer's own and the authority's, where the token does not hold them",
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
            yield path.read_bytes(), _secret(descriptor, path.name)


@contextmanager
def signers(arguments: argparse.Namespace, tools: Toolbox) -> Iterator[Sequence[Signer]]:
    """Keys from files, then the token's, signed in until the end."""
    found = [tools.open_key(data, secret) for data, secret in key_files(arguments)]
    if arguments.library is None:
        yield found
        return

    def ask(card: TokenCard) -> str:
        return _secret(arguments.pin_fd, f"PIN: {card.label}")

    certificates = [from_pem(path.read_bytes()) for path in arguments.certificate]
    token = tools.registrar.open_token(arguments.library, ask, arguments.token, certificates)
    with token as signer:
        yield [*found, signer]


@contextmanager
def commission_signers(arguments: argparse.Namespace, here: Opened) -> Iterator[Sequence[Signer]]:
    """The same, each of this commission; what is wrong with one is told before anything is signed."""
    with signers(arguments, here.tools) as found:
        for signer in found:
            holder_of(here.workspace, signer, here.tools)
        yield found


def demand_key(found: Sequence[Signer]) -> None:
    """SignatureError ``key.none`` where no key is named at all."""
    if not found:
        raise SignatureError.of("key.none")


def _secret(descriptor: int | None, prompt: str) -> str:
    return passphrase.read_passphrase(argparse.Namespace(passphrase_fd=descriptor), prompt)
