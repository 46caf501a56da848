# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a protocol's PDF carries along, read with caps: any file may be hostile."""

import io
from collections.abc import Mapping

import pikepdf

from precinct_app.documents.pdfa import PRODUCER
from precinct_app.domain.errors import DocumentError

LARGEST = 8_000_000
_MOST = 16


def read_attachments(pdf: bytes) -> Mapping[str, bytes]:
    """Attached files by name; DocumentError ``pdf.unreadable`` or ``pdf.too_large``."""
    if len(pdf) > LARGEST:
        raise DocumentError.of("pdf.too_large", limit=LARGEST // 1_000_000)
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            found = {}
            for name, attachment in list(document.attachments.items())[:_MOST]:
                found[str(name)] = attachment.get_file().read_bytes()
            return found
    except Exception as error:  # a hostile file may raise anything out of the parser
        raise DocumentError.of("pdf.unreadable") from error


def read_renderer(pdf: bytes) -> str:
    """The renderer that a protocol's PDF names; empty where it names none, or cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            producer = str(document.docinfo.get("/Producer", ""))
    except Exception:  # a hostile file may raise anything out of the parser
        return ""
    return producer.removeprefix(f"{PRODUCER} ") if producer.startswith(f"{PRODUCER} ") else ""
