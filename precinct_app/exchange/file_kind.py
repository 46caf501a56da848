# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What kind of file of ours somebody brings, by what is in it; its name says nothing.

A broken zip is judged by its first file, and is a bundle where that says nothing.
"""

import io
import zipfile

_KINDS = (
    ("[Content_Types].xml", "xlsx"), ("receipt.json", "receipt"), ("carried.json", "carried"),
    ("election.json", "package"), ("root.der", "package"),
)  # fmt: skip
_PICTURES = (b"\x89PNG", b"\xff\xd8", b"II*\0", b"MM\0*", b"BM")
_OURS = ("xl/", "manifest.", "receipt.", "carried.")
"""What stands in every zip of ours, whatever was taken out of it or written in capitals."""
_MOST = 30_000
_HEAD = 100


def kind_of(data: bytes) -> str:
    """``pdf``, ``picture``, ``xlsx``, ``receipt``, ``carried``, ``package``, ``bundle`` or ``other``."""
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(_PICTURES):
        return "picture"
    if not data.startswith(b"PK"):
        return "other"
    names = _names(data)
    if names is None:
        names = [name for name, _ in _KINDS if name.encode() in data[:_HEAD]]
    elif not any(name.lower().startswith(_OURS) for name in names):
        return "other"
    return next((kind for name, kind in _KINDS if name in names), "bundle")


def _names(data: bytes) -> list[str] | None:
    """Names in the zip's directory; None for a broken one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()[:_MOST]
    except Exception:  # a hostile file may raise anything out of the reader
        return None
