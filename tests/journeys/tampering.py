# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Bundles changed by strangers, who have no key, and by insiders, who sign what they changed."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from precinct_app.bootstrap import Tools
from precinct_app.domain import canonical
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.exchange.container import FIRST, write_container
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.ports import Signer
from precinct_app.services.toolbox import ElectionKeys
from precinct_app.signing import cms, seal

Change = Callable[[dict[str, Any]], None]
Case = tuple[str, bytes]
ONLY_ON_PAPER = frozenset({"resealed: votes moved", "resealed: another time"})
"""All of it made anew and signed by those who may: only PDF and XLSX still say what was before."""
MANIFEST, MESSAGE = FIRST


@dataclass(frozen=True)
class Insider:
    """People of a commission with their real keys."""

    keys: ElectionKeys
    precinct_id: str
    forms: Mapping[str, Form] = field(default_factory=dict)

    def signer(self, member_id: str) -> Signer:
        return Tools().open_key(self.keys.of(member_id, self.precinct_id).data, PASSPHRASE)

    def packed(
        self, files: Mapping[str, bytes], manifest: dict[str, Any], *signers: Signer
    ) -> bytes:
        """A bundle in its one form with a signature that holds."""
        return self.signed(files, canonical.encode(manifest), *signers)

    def signed(self, files: Mapping[str, bytes], content: bytes, *signers: Signer) -> bytes:
        """The same around a manifest of any bytes."""
        message = b""
        when = Tools().clock.now().replace(year=2023, month=3, day=19)
        for signer in signers or (self.signer("m1"), self.signer("m3")):
            message = (
                cms.add_signer(message, content, signer, when)
                if message
                else cms.sign(content, signer, when)
            )
        return write_container({**files, MANIFEST: content, MESSAGE: message})

    def unsigned(self, files: Mapping[str, bytes], manifest: dict[str, Any]) -> bytes:
        """A bundle in its one form whose signature is empty."""
        return write_container({**files, MANIFEST: canonical.encode(manifest), MESSAGE: b""})


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def strangers_containers(data: bytes) -> Iterator[Case]:
    """The same files in another container."""
    files = parts_of(data)
    middle = len(data) // 2
    yield "cut", data[:-10]
    yield "cut in the middle", data[:middle]
    yield "bit", data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    yield "trailing", data + b"\0"
    yield "prefix", b"\0" + data
    yield "twice", data + data
    yield "comment", data[:-2] + b"\x05\x00hello"
    yield "compressed", _zip(files, method=zipfile.ZIP_DEFLATED)
    yield "other time", _zip(files, time=(2023, 3, 19, 20, 0, 0))
    yield "other order", _zip(dict(sorted(files.items(), reverse=True)))
    yield "executable", _zip(files, mode=0o100755 << 16)
    yield "folder inside", _zip({**files, "folder/": b""})
    yield "climbs out", _zip({**files, "../a.pdf": b"%PDF"})
    yield "capital letters", _zip({name.upper(): content for name, content in files.items()})
    yield "empty file", b""
    yield "no zip", b"PK\x03\x04nothing"
    name = next(n for n in files if n.endswith(".json") and n != MANIFEST)
    yield "file missing", write_container({k: v for k, v in files.items() if k != name})
    yield "file added", write_container({**files, "act-77.pdf": b"%PDF"})
    yield "no manifest", write_container({k: v for k, v in files.items() if k != MANIFEST})
    yield "no signature", write_container({k: v for k, v in files.items() if k != MESSAGE})
    yield "empty signature", write_container({**files, MESSAGE: b""})


def strangers_changes(data: bytes, other: bytes) -> Iterator[Case]:
    """Files changed in a container of the right form, without a key."""
    files, others = parts_of(data), parts_of(other)
    for name in sorted(files):
        content = bytearray(files[name])
        content[len(content) // 2] ^= 1
        yield f"bit of {name}", write_container({**files, name: bytes(content)})
    yield "signature of another", write_container({**files, MESSAGE: others[MESSAGE]})
    yield "manifest of another", write_container({**files, MANIFEST: others[MANIFEST]})
    manifest = json.loads(files[MANIFEST])
    for name, value in manifest.items():
        changed = {**manifest, name: _other(value)}
        yield f"manifest: {name}", write_container({**files, MANIFEST: canonical.encode(changed)})
    loose = json.dumps(manifest, sort_keys=True).encode()
    yield "manifest with spaces", write_container({**files, MANIFEST: loose})
    message = files[MESSAGE]
    yield "signature lengthened", write_container({**files, MESSAGE: message + b"\0"})
    yield "signature cut", write_container({**files, MESSAGE: message[:-1]})


def insiders_changes(data: bytes, other: bytes, insider: Insider) -> Iterator[Case]:
    """Chair and secretary sign with their own keys what is not so."""
    files, others = _without_first(parts_of(data)), _without_first(parts_of(other))
    manifest = json.loads(parts_of(data)[MANIFEST])
    first = manifest["protocols"][0]["ballot_id"]

    def changed(change: Change) -> bytes:
        copy = json.loads(json.dumps(manifest))
        change(copy)
        return insider.packed(files, copy)

    def of_protocol(**fields: object) -> Change:
        return lambda copy: copy["protocols"][0].update(fields)

    yield "another election", changed(lambda m: m.update(election_id="kz-other"))
    yield "real instead of training", changed(lambda m: m.update(mode="real"))
    yield "another package", changed(lambda m: m.update(package_sha256="0" * 64))
    yield "another precinct", changed(lambda m: m.update(precinct_id="KZ-KOS-9002"))
    yield "unknown precinct", changed(lambda m: m.update(precinct_id="KZ-KOS-1"))
    yield "another receiver", changed(lambda m: m.update(receiver_id="nobody"))
    yield "another generation", changed(lambda m: m.update(generation=7))
    yield "no protocol", changed(lambda m: m.update(protocols=[]))
    yield "protocol twice", changed(lambda m: m.update(protocols=m["protocols"] * 2))
    yield "unknown ballot", changed(of_protocol(ballot_id="president"))
    yield "another version", changed(of_protocol(version=2))
    yield "another reason", changed(of_protocol(reason="x"))
    yield "stranger in the set", changed(of_protocol(signers=[{"member_id": "x", "role": "chair"}]))
    yield "member certifies", changed(of_protocol(signers=[{"member_id": "m4", "role": "member"}]))
    yield "another field", changed(lambda m: m.update(note="x"))
    yield "another hash", changed(of_protocol(protocol_sha256="0" * 64))
    loose_manifest = json.dumps(manifest, sort_keys=True).encode()
    yield "signed manifest with spaces", insider.signed(files, loose_manifest)
    sealed = others[next(name for name in others if name.endswith(".seal"))]
    yield "seal of another", _with_file(files, manifest, f"{first}.seal", sealed, insider)
    broken = bytearray(files[f"{first}.seal"])
    broken[-1] ^= 1
    yield "seal changed", _with_file(files, manifest, f"{first}.seal", bytes(broken), insider)
    neighbour = Insider(insider.keys, "KZ-KOS-9002")
    yield "neighbour signs", insider.packed(files, manifest, neighbour.signer("m1"))
    packager = Tools().open_key(insider.keys.package_signer.data, PASSPHRASE)
    yield "package signer signs", insider.packed(files, manifest, packager)


def insiders_records(data: bytes, insider: Insider) -> Iterator[Case]:
    """They change the figures, keep the seal or make a new one, and sign it all."""
    files, manifest = _without_first(parts_of(data)), json.loads(parts_of(data)[MANIFEST])
    first = manifest["protocols"][0]["ballot_id"]
    record = json.loads(files[f"{first}.json"])
    loose = json.dumps(record, sort_keys=True).encode()
    yield "record with spaces", _with_file(files, manifest, f"{first}.json", loose, insider)
    for name, change in _record_changes().items():
        copy = json.loads(json.dumps(record))
        change(copy)
        yield f"record: {name}", _with_record(files, manifest, first, copy, insider)
        sealed = _sealed(copy, insider)
        if sealed:
            resealed = {**files, f"{first}.seal": sealed}
            again = _with_file(resealed, manifest, f"{first}.seal", sealed, insider)
            whole = json.loads(parts_of(again)[MANIFEST])
            yield f"resealed: {name}", _with_record(resealed, whole, first, copy, insider)


def _sealed(record: dict[str, Any], insider: Insider) -> bytes:
    """The chair's seal over the changed record; empty where nobody could make one."""
    content = canonical.encode(record)
    try:
        read = ProtocolRecord.from_json(content)
        return seal.make_seal(read, content, insider.forms[read.form_id], insider.signer("m1"))
    except (PrecinctError, KeyError):
        return b""


def _record_changes() -> dict[str, Change]:
    def more_votes(record: dict[str, Any]) -> None:
        votes = [v for v in record["values"] if v["line"] == "votes"]
        votes[0]["value"] += 1
        votes[1]["value"] -= 1

    return {
        "votes moved": more_votes,
        "a figure twice": lambda r: r["values"].append(r["values"][0]),
        "options in another order": lambda r: r["ballot"]["options"].reverse(),
        "another mandate": lambda r: r["ballot"].update(mandates=r["ballot"]["mandates"] + 1),
        "another form": lambda r: r["ballot"].update(form_sha256="0" * 64),
        "another member": lambda r: r["members"][0].update(name="Бөтен"),
        "a member left out": lambda r: r["members"].pop(),
        "another precinct": lambda r: r["precinct"].update(precinct_id="KZ-KOS-9002"),
        "another time": lambda r: r["times"].update(protocol_made="2023-03-20T03:00:00+06:00"),
        "another field": lambda r: r.update(note="x"),
    }


def _with_record(
    files: Mapping[str, bytes], manifest: dict[str, Any], ballot: str, record: dict[str, Any],
    insider: Insider,
) -> bytes:  # fmt: skip
    content = canonical.encode(record)
    return _with_file(files, manifest, f"{ballot}.json", content, insider)


def _with_file(
    files: Mapping[str, bytes], manifest: dict[str, Any], name: str, content: bytes,
    insider: Insider,
) -> bytes:  # fmt: skip
    copy = json.loads(json.dumps(manifest))
    sha = canonical.sha256(content)
    for entry in copy["files"]:
        if entry["path"] == name:
            entry.update(size=len(content), sha256=sha)
    for handed in copy["protocols"]:
        if name == f"{handed['ballot_id']}.json":
            handed["protocol_sha256"] = sha
    return insider.packed({**files, name: content}, copy)


def _without_first(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name not in FIRST}


def _other(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    return value + "x" if isinstance(value, str) else value[:-1]


def _zip(
    files: Mapping[str, bytes], *, method: int = zipfile.ZIP_STORED,
    time: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0), mode: int = 0o100644 << 16,
) -> bytes:  # fmt: skip
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, time)
            info.create_system, info.external_attr, info.compress_type = 3, mode, method
            archive.writestr(info, content)
    return target.getvalue()


def bundles(day: Path) -> list[Path]:
    return sorted((day / "bundles").glob("*.zip"))
