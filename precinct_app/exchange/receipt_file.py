# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A district's receipt as a file: its content and its signature in a container of one form."""

import re

from precinct_app.domain.errors import BundleError
from precinct_app.exchange.container import (
    ContainerError,
    Limits,
    read_container,
    write_container,
)

CONTENT, SIGNATURE = "receipt.json", "receipt.p7s"
LIMITS = Limits(
    total=200_000, each=100_000, files=2, names=re.compile(r"receipt\.(json|p7s)")
)  # fmt: skip


def pack_receipt(content: bytes, cms: bytes) -> bytes:
    """Write a receipt; the same content and signature give the same bytes."""
    return write_container({CONTENT: content, SIGNATURE: cms})


def open_receipt(data: bytes) -> tuple[bytes, bytes]:
    """Content and signature; BundleError ``receipt.unreadable`` for any other file."""
    try:
        files = read_container(data, LIMITS)
        return files[CONTENT], files[SIGNATURE]
    except (ContainerError, KeyError) as error:
        raise BundleError.of("receipt.unreadable") from error
