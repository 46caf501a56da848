# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Bundles from precincts: the container stage, where nothing is trusted and all reasons are told."""

import re
from collections.abc import Iterator, Mapping

from precinct_app.domain.canonical import sha256
from precinct_app.domain.errors import BundleError, Reason
from precinct_app.domain.handover import Manifest
from precinct_app.exchange.container import (
    FIRST,
    ContainerError,
    Limits,
    read_container,
    write_container,
)
from precinct_app.services.ports import BundleContent

LIMITS = Limits(
    total=32_000_000,
    each=8_000_000,
    files=64,
    names=re.compile(
        r"manifest\.(json|p7s)|[a-z0-9_-]{1,64}\.(json|seal|pdf|xlsx|outside-[0-9]{1,2}\.p7s)"
    ),
)


OUTSIDE = re.compile(r"\.outside-[0-9]{1,2}\.p7s")
"""Ending of a signature of another program over a protocol's data."""


def pack_bundle(manifest: Manifest, cms: bytes, files: Mapping[str, bytes]) -> bytes:
    """Write a bundle and read it back; BundleError when it would be refused."""
    data = write_container({FIRST[0]: manifest.to_json(), FIRST[1]: cms, **files})
    open_bundle(data)
    return data


def open_bundle(data: bytes) -> BundleContent:
    """Open a bundle: container, manifest, and every file's size and hash; BundleError otherwise."""
    try:
        files = read_container(data, LIMITS)
    except ContainerError as error:
        raise BundleError(*error.reasons) from error
    missing = [name for name in FIRST if name not in files]
    if missing:
        raise BundleError(*(Reason("bundle.part_missing", {"name": name}) for name in missing))
    manifest_bytes, cms = files.pop(FIRST[0]), files.pop(FIRST[1])
    manifest = Manifest.from_json(manifest_bytes)
    reasons = [*_listed(manifest, files), *_expected(manifest)]
    if reasons:
        raise BundleError(*reasons)
    return BundleContent(manifest, manifest_bytes, cms, files)


def _listed(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Reason]:
    listed = {entry.path: entry for entry in manifest.files}
    if len(listed) < len(manifest.files):
        yield Reason("bundle.manifest")
    for name in sorted(set(files) - set(listed)):
        yield Reason("bundle.unlisted", {"name": name})
    for name, entry in sorted(listed.items()):
        if name not in files:
            yield Reason("bundle.part_missing", {"name": name})
        elif len(files[name]) != entry.size or sha256(files[name]) != entry.sha256:
            yield Reason("bundle.hash", {"name": name})


def _expected(manifest: Manifest) -> Iterator[Reason]:
    """Every file belongs to a protocol that the manifest names, or is an act."""
    names = {entry.path for entry in manifest.files}
    allowed: set[str] = set()
    for protocol in manifest.protocols:
        own = [f"{protocol.ballot_id}.{e}" for e in ("json", "seal", "pdf", "xlsx")]
        allowed.update(own)
        allowed.update(n for n in names if OUTSIDE.fullmatch(n.removeprefix(protocol.ballot_id)))
        if own[0] not in names:
            yield Reason("bundle.part_missing", {"name": own[0]})
    for name in sorted(names - allowed):
        if not re.fullmatch(r"act-[0-9]{1,4}\.pdf", name):
            yield Reason("bundle.unlisted", {"name": name})
