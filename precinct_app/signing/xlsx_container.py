# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The zip of a signed XLSX in one form only: the same parts always give the same bytes.

Parts are stored, not compressed: compressors differ between machines, and a container that cannot
be built again byte for byte could be altered unseen.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from precinct_app.domain.errors import SignatureError

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of all parts together."""
CONTENT_TYPES: Final = "[Content_Types].xml"
ROOT_RELATIONS: Final = "_rels/.rels"

_MOST_PARTS: Final = 64
_FIRST: Final = (CONTENT_TYPES, ROOT_RELATIONS)
_NAME: Final = re.compile(r"(?!/)(?!.*//)(?!.*\.\.)[A-Za-z0-9_\-./\[\]]+(?<!/)\Z")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_DOS: Final = 0
_ENCRYPTED: Final = 0x1


def read(data: bytes) -> dict[str, bytes]:
    """Read the parts of any OPC package; SignatureError ``xlsx.container`` for anything odd."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            entries = file.infolist()
            if not _are_plain(entries):
                raise SignatureError.of("xlsx.container")
            return {entry.filename: file.read(entry) for entry in entries}
    except SignatureError:
        raise
    except Exception as error:  # BadZipFile, zlib.error, NotImplementedError and more
        raise SignatureError.of("xlsx.container") from error


def read_strictly(data: bytes) -> dict[str, bytes]:
    """Read a package that `write` wrote; SignatureError ``xlsx.container`` for any other bytes."""
    parts = read(data)
    if write(parts) != data:
        raise SignatureError.of("xlsx.container")
    return parts


def write(parts: Mapping[str, bytes]) -> bytes:
    """Write the parts: content types and root relations first, the rest by name."""
    output = BytesIO()
    rest = sorted(name for name in parts if name not in _FIRST)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as file:
        for name in [*(n for n in _FIRST if n in parts), *rest]:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _DOS
            file.writestr(entry, parts[name])
    return output.getvalue()


def _are_plain(entries: list[zipfile.ZipInfo]) -> bool:
    folded = {entry.filename.lower() for entry in entries}
    return (
        len(folded) == len(entries) <= _MOST_PARTS
        and sum(entry.file_size for entry in entries) <= LARGEST
        and all(_NAME.match(entry.orig_filename) for entry in entries)
        and all(entry.orig_filename == entry.filename for entry in entries)
        and not any(entry.flag_bits & _ENCRYPTED for entry in entries)
    )
