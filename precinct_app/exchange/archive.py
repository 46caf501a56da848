# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The ZIP around a workbook: parts by name, streamed and capped, so that no bomb finds room."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from precinct_app.domain.errors import VoterFileError
from precinct_app.services.progress import Pulse

UNPACKED = 150_000_000
"""Bytes that all parts together may unpack to while one file is read."""
_CHUNK = 1_000_000
_MOST_PARTS = 3_000
_CENTRAL = b"PK\x01\x02"
_ENCRYPTED = 1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """A workbook's parts; names are compared without case, as some programs write their own."""

    def __init__(self, data: bytes, pulse: Pulse) -> None:
        if data.count(_CENTRAL) > _MOST_PARTS:
            raise _too_large()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, LookupError) as error:
            raise VoterFileError.of("voters.broken") from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        self._parts = {_plain(entry.filename): entry for entry in entries}
        if len(self._parts) < len(entries):  # every program would read another one of them
            raise VoterFileError.of("voters.broken")
        self._done = 0
        self._pulse = pulse

    @property
    def names(self) -> frozenset[str]:
        """Names of the parts in lower case."""
        return frozenset(self._parts)

    @property
    def size(self) -> int:
        """Bytes of all parts, as the archive says; it cannot give more than it says."""
        return sum(entry.file_size for entry in self._parts.values())

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def part(self, name: str) -> bytes:
        """A small part whole; empty when there is none."""
        return b"".join(self.stream(name)) if name in self else b""

    def stream(self, name: str) -> Iterator[bytes]:
        """A part piece by piece; VoterFileError when it is broken, locked or too large."""
        entry = self._parts.get(_plain(name))
        if entry is None:
            raise VoterFileError.of("voters.broken")
        if entry.flag_bits & _ENCRYPTED:
            raise VoterFileError.of("voters.encrypted")
        if entry.compress_type not in _METHODS:
            raise VoterFileError.of("voters.broken")
        for chunk in self._chunks(entry):
            self._done += len(chunk)
            if self._done > UNPACKED:
                raise _too_large()
            self._pulse(self._done / max(1, self.size))
            yield chunk

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except _BROKEN as error:
            raise VoterFileError.of("voters.broken") from error


_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError,
    ValueError,
)  # fmt: skip


def resolve(base: str, target: str) -> str:
    """A part's name by a relationship's target, as seen from the part's folder."""
    return target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _too_large() -> VoterFileError:
    return VoterFileError.of("voters.too_large", limit=UNPACKED // 1_000_000)
