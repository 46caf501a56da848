# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Canonical JSON: one and only one byte string for the same data.

UTF-8, NFC, keys ``[a-z0-9_]`` in code point order, no spaces, whole numbers from 0 to 2**53-1, no
floats, no null, no booleans.  Verify over the raw bytes received, then insist that they are
canonical by encoding again.
"""

import hashlib
import json
import re
import unicodedata
from typing import Any

from precinct_app.domain.errors import InputError

_KEY = re.compile(r"[a-z0-9_]+\Z")
_LARGEST = 2**53 - 1
_DEEPEST = 32


def encode(value: Any) -> bytes:
    """Encode canonically; InputError ``json.not_canonical`` names the place of what may not stand."""
    _check(value, "$", 0)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def decode(data: bytes) -> Any:
    """Decode bytes that must be canonical; InputError ``json.unreadable`` or ``json.not_canonical``."""
    try:
        value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError.of("json.unreadable") from error
    if encode(value) != data:
        raise InputError.of("json.not_canonical", place="$")
    return value


def sha256(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def control_number(data: bytes) -> str:
    """36 digits that stand for these bytes on paper: SHA-256 modulo 10**36, leading zeros kept."""
    return f"{int.from_bytes(hashlib.sha256(data).digest(), 'big') % 10**36:036d}"


def groups_of_four(digits: str) -> tuple[str, ...]:
    """Cut a number of digits into groups of four, as printed and read over the telephone."""
    return tuple(digits[i : i + 4] for i in range(0, len(digits), 4))


def _check(value: Any, place: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise InputError.of("json.not_canonical", place=place)
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not _KEY.match(key):
                raise InputError.of("json.not_canonical", place=f"{place}.{key}")
            _check(item, f"{place}.{key}", depth + 1)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _check(item, f"{place}[{index}]", depth + 1)
    elif isinstance(value, str):
        if unicodedata.normalize("NFC", value) != value:
            raise InputError.of("json.not_canonical", place=place)
    elif isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise InputError.of("json.not_canonical", place=place)
