# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Hostile containers: whatever the bytes are, they are refused with a reason, or are ours to the bit."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.errors import BundleError
from precinct_app.exchange.bundle import LIMITS, open_bundle
from precinct_app.exchange.container import ContainerError, read_container, write_container

LATER = (2023, 3, 19, 0, 0, 0)
FILES = {
    "manifest.json": b'{"a":1}',
    "manifest.p7s": b"\x30\x00",
    "list.json": b"[]",
    "list.pdf": b"%PDF",
}


def zipped(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        change(archive)
    return target.getvalue()


def named(name: str) -> bytes:
    return zipped(lambda z: z.writestr(name, b"x"))


def with_mode(mode: int) -> bytes:
    def write(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("list.json", (1980, 1, 1, 0, 0, 0))
        info.external_attr = mode << 16
        info.create_system = 3
        archive.writestr(info, b"x")

    return zipped(write)


def hostile() -> Iterator[tuple[str, bytes]]:
    good = write_container(FILES)
    yield "empty", b""
    yield "text", b"hello"
    yield "trailing byte", good + b"\0"
    yield "leading byte", b"\0" + good
    yield "self-extracting head", b"MZ" + bytes(100) + good
    yield "comment", good[:-2] + struct.pack("<H", 3) + b"abc"
    yield "deflate", zipped(lambda z: z.writestr("list.json", b"x" * 99, zipfile.ZIP_DEFLATED))
    yield "bomb", zipped(lambda z: z.writestr("list.json", bytes(9_000_000), zipfile.ZIP_DEFLATED))
    yield "bzip2", zipped(lambda z: z.writestr("list.json", b"x" * 99, zipfile.ZIP_BZIP2))
    yield "lzma", zipped(lambda z: z.writestr("list.json", b"x" * 99, zipfile.ZIP_LZMA))
    for name in ("../list.json", "/list.json", "a/list.json", "list.json/", "LIST.JSON", "list.exe",
                 "a\\list.json", "list.json\0.exe", ".json", "li st.json", "l\u0456st.json", "CON",
                 "list.json ", "manifest.JSON", "list..json", "a" * 70 + ".json",
                 "\u202elist.json"):  # fmt: skip
        yield f"name {name!r}", named(name)
    yield "symlink", with_mode(0o120777)
    yield "device", with_mode(0o060666)
    yield "setuid", with_mode(0o104755)
    yield "too many", write_container({f"f{n}.json": b"" for n in range(65)})
    yield "too large a file", write_container({"list.json": bytes(LIMITS.each + 1)})
    yield "other time", zipped(lambda z: z.writestr(zipfile.ZipInfo("list.json", LATER), b""))
    yield "other order", reordered()
    for flag in (1, 8, 0x800, 0x2000):
        yield f"flag {flag}", flagged(good, flag)
    twice = good.replace(b"list.pdf", b"list.seal"[:8])
    yield "renamed inside", twice
    central = good.index(b"PK\x01\x02")
    yield (
        "local and central names differ",
        good[:central].replace(b"list.json", b"lisx.json") + good[central:],
    )
    yield "wrong sum", good.replace(struct.pack("<L", zlib.crc32(b"[]")), b"\1\2\3\4")
    yield "sizes lie", good.replace(struct.pack("<LL", 2, 2), struct.pack("<LL", 2, 9), 1)
    for cut in range(1, len(good), 37):
        yield f"cut at {cut}", good[:cut]
    rng = random.Random(7)
    for number in range(150):
        flipped = bytearray(good)
        flipped[rng.randrange(len(good))] ^= 1 << rng.randrange(8)
        yield f"bit {number}", bytes(flipped)
    for number in range(20):
        yield f"noise {number}", rng.randbytes(rng.randrange(1, 400))
        at = rng.randrange(len(good))
        yield f"inserted {number}", good[:at] + b"PK\x03\x04" + good[at:]
        yield f"gap {number}", good[:at] + good[at + 1 :]


def reordered() -> bytes:
    def write(archive: zipfile.ZipFile) -> None:
        for name in ("list.json", "manifest.json", "manifest.p7s"):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o100644 << 16
            info.create_system = 3
            archive.writestr(info, b"")

    return zipped(write)


def flagged(data: bytes, flag: int) -> bytes:
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset : at + offset + 2] = struct.pack("<H", flag)
            at = changed.find(mark, at + 1)
    return bytes(changed)


CASES = list(hostile())


@pytest.mark.parametrize(("name", "data"), CASES, ids=[name for name, _ in CASES])
def test_a_hostile_container_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ContainerError) as caught:
        read_container(data, LIMITS)
    assert caught.value.reasons, name
    with pytest.raises(BundleError):
        open_bundle(data)


def test_what_we_write_we_read() -> None:
    assert read_container(write_container(FILES), LIMITS) == FILES
    assert write_container(dict(reversed(FILES.items()))) == write_container(FILES)


names = st.from_regex(r"\A[a-z0-9_-]{1,12}\.(json|seal|pdf|xlsx)\Z")


@given(st.dictionaries(names, st.binary(max_size=200), min_size=1, max_size=8))
def test_every_set_of_files_survives(files: dict[str, bytes]) -> None:
    assert read_container(write_container(files), LIMITS) == files


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(ContainerError):
        read_container(data, LIMITS)


def test_an_empty_container_is_no_bundle() -> None:
    with pytest.raises(BundleError) as caught:
        open_bundle(b"PK\x05\x06" + bytes(18))
    assert [reason.key for reason in caught.value.reasons] == ["bundle.part_missing"] * 2


def test_a_file_above_the_total_is_not_even_opened() -> None:
    with pytest.raises(ContainerError) as caught:
        read_container(bytes(LIMITS.total + 1), LIMITS)
    assert caught.value.reasons[0].key == "container.too_large"
