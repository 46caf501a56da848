# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Seeded mutants of real files: none is accepted, none raises, each ends in a verdict."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.services.file_check import check_file
from precinct_app.services.ports import OpenedPackage

pytestmark = pytest.mark.journey
MUTANTS = 45
Mutation = Callable[[bytes, random.Random], bytes]


def flip(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def insert(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:]


def append(data: bytes, rng: random.Random) -> bytes:
    return data + rng.choice([b"\n", b"\0", b"%%EOF\n", b"PK\x05\x06" + bytes(18), data])


def repeat(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) - 40)
    return data[: at + 20] + data[at : at + 20] + data[at + 40 :]


MUTATIONS: tuple[Mutation, ...] = (flip, flip, flip, cut, insert, append, repeat)


@pytest.mark.parametrize("pattern", ["bundles/*.zip", "documents/*.pdf", "documents/*.xlsx"])
def test_no_mutant_is_accepted(day: Path, package: OpenedPackage, pattern: str) -> None:
    source = sorted(day.glob(pattern))[0]
    data, rng, tools = source.read_bytes(), random.Random(pattern), Tools()
    assert check_file(data, source.name, tools, package, trusted=True).good
    for number in range(MUTANTS):
        mutant = rng.choice(MUTATIONS)(data, rng)
        if mutant == data:
            continue
        verdict = check_file(mutant, source.name, tools, package, trusted=True)
        assert not verdict.good, number
        assert any(check.good is False for check in verdict.checks)
