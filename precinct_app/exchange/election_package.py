# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Election packages: written, signed, read, and never trusted by themselves."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

from precinct_app.domain import canonical
from precinct_app.domain.election import Election, FormText
from precinct_app.domain.errors import PackageError, PrecinctError, Reason
from precinct_app.exchange.container import (
    FIRST,
    ContainerError,
    Limits,
    read_container,
    write_container,
)
from precinct_app.exchange.election_faults import election_faults
from precinct_app.exchange.election_json import election_from_json, election_to_json
from precinct_app.exchange.file_kind import kind_of
from precinct_app.services.ports import OpenedPackage, Trust

FORMAT = "precinct-package-1"
LIMITS = Limits(
    total=64_000_000,
    each=32_000_000,
    files=20_000,
    names=re.compile(
        r"manifest\.(json|p7s)|election\.json|form-[a-z0-9_]{1,64}\.toml|root\.der"
        r"|authority-[0-9]{4}\.der|revocations-[0-9]{4}\.crl|signer-[0-9]{6}\.der"
    ),
)
_FIELDS = ("created", "election_id", "files", "format", "mode", "nonce", "previous", "sequence")

Sign = Callable[[bytes], bytes]
VerifyCms = Callable[[bytes, bytes, Trust], None]
"""Raises SignatureError unless the CMS over the manifest is a package-signer's of this trust."""


def pack_package(
    election: Election, forms: Sequence[FormText], trust: Trust, created: datetime, sign: Sign
) -> bytes:
    """Write a package; PackageError with everything that is wrong with the election."""
    _refuse(election_faults(election, [form.form_id for form in forms]))
    files = {"election.json": election_to_json(election), "root.der": trust.root}
    files |= {f"form-{form.form_id}.toml": form.text.encode() for form in forms}
    files |= _numbered("authority-{:04d}.der", trust.authorities)
    files |= _numbered("revocations-{:04d}.crl", trust.revocation_lists)
    files |= _numbered("signer-{:06d}.der", trust.signers)
    manifest = canonical.encode(
        {
            "format": FORMAT,
            "election_id": election.election_id,
            "sequence": election.sequence,
            "previous": election.previous,
            "mode": election.mode.value,
            "created": created.isoformat(),
            "nonce": token_hex(16),
            "files": [
                {"path": name, "size": len(data), "sha256": canonical.sha256(data)}
                for name, data in sorted(files.items())
            ],
        }
    )
    return write_container({FIRST[0]: manifest, FIRST[1]: sign(manifest), **files})


def open_package(data: bytes, verify: VerifyCms) -> OpenedPackage:
    """Read a package whose container, hashes, signature and content are consistent.

    PackageError with every reason of the stage; trust begins with the fingerprint on paper.
    """
    try:
        files = read_container(data, LIMITS)
    except ContainerError as error:
        if kind_of(data) != "package":
            raise PackageError.of("package.manifest") from error
        raise PackageError(*error.reasons) from error
    manifest_bytes, cms = files.pop(FIRST[0], b""), files.pop(FIRST[1], b"")
    manifest = _manifest(manifest_bytes)
    _refuse(_hash_reasons(manifest, files))
    trust = _trust(files)
    try:
        verify(cms, manifest_bytes, trust)
    except PrecinctError as error:
        raise PackageError(*error.reasons) from error
    election = election_from_json(files["election.json"])
    forms = tuple(
        FormText(name.removeprefix("form-").removesuffix(".toml"), _text(name, content))
        for name, content in sorted(files.items())
        if name.startswith("form-")
    )
    _refuse(_same_reasons(manifest, election))
    _refuse(election_faults(election, [form.form_id for form in forms]))
    return OpenedPackage(
        election, forms, trust, canonical.sha256(manifest_bytes),
        canonical.control_number(manifest_bytes), data,
    )  # fmt: skip


def _refuse(reasons: Iterator[Reason] | Sequence[Reason]) -> None:
    told = tuple(reasons)
    if told:
        raise PackageError(*told)


def _numbered(pattern: str, parts: Sequence[bytes]) -> dict[str, bytes]:
    return {pattern.format(number): part for number, part in enumerate(parts, start=1)}


def _manifest(data: bytes) -> Mapping[str, Any]:
    try:
        manifest = canonical.decode(data)
        if tuple(sorted(manifest)) != _FIELDS or manifest["format"] != FORMAT:
            raise PackageError.of("package.manifest")
        for entry in manifest["files"]:
            if sorted(entry) != ["path", "sha256", "size"]:
                raise PackageError.of("package.manifest")
    except (PrecinctError, TypeError, KeyError, AttributeError) as error:
        raise PackageError.of("package.manifest") from error
    return manifest  # type: ignore[no-any-return]


def _hash_reasons(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[Reason]:
    listed = {entry["path"]: entry for entry in manifest["files"]}
    for name in sorted(set(listed) ^ set(files)):
        yield Reason("package.part", {"name": str(name)})
    for name in sorted(set(listed) & set(files)):
        entry = listed[name]
        if (entry["size"], entry["sha256"]) != (len(files[name]), canonical.sha256(files[name])):
            yield Reason("package.hash", {"name": name})
    for name in ("election.json", "root.der"):
        if name not in files:
            yield Reason("package.part", {"name": name})


def _same_reasons(manifest: Mapping[str, Any], election: Election) -> Iterator[Reason]:
    told = (manifest["election_id"], manifest["sequence"], manifest["previous"], manifest["mode"])
    holds = (election.election_id, election.sequence, election.previous, election.mode.value)
    if told != holds:
        yield Reason("package.manifest_differs")


def _trust(files: Mapping[str, bytes]) -> Trust:
    def all_of(prefix: str) -> tuple[bytes, ...]:
        return tuple(data for name, data in sorted(files.items()) if name.startswith(prefix))

    return Trust(files["root.der"], all_of("authority-"), all_of("revocations-"), all_of("signer-"))


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackageError.of("package.part", name=name) from error
