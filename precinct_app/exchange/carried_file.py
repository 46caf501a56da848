# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A protocol carried to another machine for a signature, as a container of one form."""

import re
from collections.abc import Mapping

from precinct_app.domain.errors import BundleError
from precinct_app.exchange.container import (
    ContainerError,
    Limits,
    read_container,
    write_container,
)

CONTENT, DATA = "carried.json", "protocol.json"
LIMITS = Limits(
    total=20_000_000, each=8_000_000, files=5,
    names=re.compile(r"carried\.json|protocol\.(json|seal|pdf|xlsx)"),
)  # fmt: skip


def pack_carried(files: Mapping[str, bytes]) -> bytes:
    """Write it; the same parts give the same bytes."""
    return write_container(files)


def open_carried(data: bytes) -> Mapping[str, bytes]:
    """Its parts by name; BundleError ``carried.unreadable`` for any other file."""
    try:
        files = read_container(data, LIMITS)
    except ContainerError as error:
        raise BundleError.of("carried.unreadable") from error
    if not {CONTENT, DATA} <= set(files):
        raise BundleError.of("carried.unreadable")
    return files
