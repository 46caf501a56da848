# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The container of bundles and packages: an uncompressed zip that can be written again byte for byte.

STORED only, so no bomb can exist; flat names; no gaps, no prefix, nothing after the end.  Reading
ends with writing the parts again and comparing the bytes.
"""

import io
import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.errors import PrecinctError, Reason

FIRST = ("manifest.json", "manifest.p7s")
_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What a container may hold at most."""

    total: int
    each: int
    files: int
    names: re.Pattern[str]


class ContainerError(PrecinctError):
    """The bytes are not a container of ours."""


def write_container(files: Mapping[str, bytes]) -> bytes:
    """Write files: manifest and signature first, the others by name; always the same bytes."""
    names = [name for name in FIRST if name in files]
    names += sorted(name for name in files if name not in FIRST)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            info = zipfile.ZipInfo(name, _TIME)
            info.create_system = 3
            info.external_attr = _MODE
            archive.writestr(info, files[name])
    return target.getvalue()


def read_container(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Read a container; ContainerError ``container.*`` with the reason, whatever the bytes are."""
    if len(data) > limits.total:
        raise ContainerError.of("container.too_large", limit=limits.total // 1_000_000)
    try:
        files = _read(data, limits)
    except ContainerError:
        raise
    except (zipfile.BadZipFile, struct.error, ValueError, EOFError, KeyError, OverflowError,
            NotImplementedError, RuntimeError, OSError, IndexError) as error:  # fmt: skip
        raise ContainerError.of("container.unreadable") from error
    if write_container(files) != data:
        raise ContainerError.of("container.altered")
    return files


def _read(data: bytes, limits: Limits) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        reasons = [reason for entry in entries if (reason := _fault(entry, limits))]
        if len(entries) > limits.files:
            reasons.append(Reason("container.too_many", {"limit": limits.files}))
        if len({entry.filename for entry in entries}) < len(entries):
            reasons.append(Reason("container.twice"))
        if reasons:
            raise ContainerError(*reasons)
        return {entry.filename: archive.read(entry) for entry in entries}


def _fault(entry: zipfile.ZipInfo, limits: Limits) -> Reason | None:
    name = entry.orig_filename
    if not limits.names.fullmatch(name) or entry.filename != name:
        return Reason("container.name", {"name": _shown(name)})
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits or entry.is_dir():
        return Reason("container.kind", {"name": name})
    if entry.file_size > limits.each or entry.file_size != entry.compress_size:
        return Reason("container.size", {"name": name})
    return None


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)[:80]
