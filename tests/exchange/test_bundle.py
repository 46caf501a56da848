# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A bundle holds what its manifest lists, byte for byte, and nothing besides."""

import pytest

from precinct_app.domain.canonical import sha256
from precinct_app.domain.errors import BundleError
from precinct_app.domain.handover import FileEntry
from precinct_app.exchange.bundle import open_bundle, pack_bundle
from precinct_app.exchange.container import FIRST, write_container
from tests.domain.test_acceptance import a_manifest

DATA = b'{"ballots_issued":318}'
MANIFEST = a_manifest(files=(FileEntry("list.json", len(DATA), sha256(DATA)),))


def packed(files: dict[str, bytes]) -> bytes:
    """A container with a good manifest and whatever files."""
    return write_container({FIRST[0]: MANIFEST.to_json(), FIRST[1]: b"cms", **files})


def test_what_is_listed_comes_back() -> None:
    assert open_bundle(pack_bundle(MANIFEST, b"cms", {"list.json": DATA})).files == {
        "list.json": DATA
    }


@pytest.mark.parametrize(
    ("files", "keys"),
    [
        ({"list.json": DATA.replace(b"318", b"381")}, ["bundle.hash"]),
        ({"list.json": DATA + b" "}, ["bundle.hash"]),
        ({}, ["bundle.part_missing"]),
        ({"list.json": DATA, "single.json": DATA}, ["bundle.unlisted"]),
    ],
)
def test_what_is_not_listed_so_is_refused(files: dict[str, bytes], keys: list[str]) -> None:
    with pytest.raises(BundleError) as caught:
        open_bundle(packed(files))
    assert [reason.key for reason in caught.value.reasons] == keys
