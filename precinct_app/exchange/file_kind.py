# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What kind of file of ours somebody brings, by what is in it; its name says nothing."""

import io
import zipfile

_KINDS = (
    ("[Content_Types].xml", "xlsx"), ("receipt.json", "receipt"), ("election.json", "package"),
    ("root.der", "package"),
)  # fmt: skip
_MOST = 30_000
_HEAD = 100


def kind_of(data: bytes) -> str:
    """``pdf``, ``xlsx``, ``receipt``, ``package``, ``bundle`` for any other zip, or ``picture``."""
    if data.startswith(b"%PDF"):
        return "pdf"
    if not data.startswith(b"PK"):
        return "picture"
    names = _names(data)
    return next((kind for name, kind in _KINDS if name in names), "bundle")


def _names(data: bytes) -> frozenset[str]:
    """Names in the zip's directory; of a broken one the first file's."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist()[:_MOST])
    except Exception:  # a hostile file may raise anything out of the reader
        return frozenset(name for name, _ in _KINDS if name.encode() in data[:_HEAD])
