# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Bundles tampered with, each with the reason that must be told."""

import json
from collections.abc import Iterator

from precinct_app.domain import canonical
from precinct_app.services.workspace import forms_of
from tests.journeys.corpora import pdf_cases
from tests.journeys.corpora.case import PRECINCT, Case, Stuff
from tests.journeys.tampering import (
    Insider,
    insiders_changes,
    insiders_records,
    parts_of,
    strangers_changes,
    strangers_containers,
)

KEYS = {
    "cut": "container.unreadable", "cut in the middle": "container.unreadable",
    "bit": "container.unreadable", "trailing": "container.altered",
    "prefix": "check.unknown_kind", "twice": "container.altered", "comment": "container.altered",
    "compressed": "container.kind", "other time": "container.altered",
    "other order": "container.altered", "executable": "container.altered",
    "folder inside": "container.name", "climbs out": "container.name",
    "capital letters": "container.name", "empty file": "check.empty_file",
    "no zip": "container.unreadable", "file missing": "bundle.part_missing",
    "file added": "bundle.unlisted", "no manifest": "bundle.part_missing",
    "no signature": "bundle.part_missing", "empty signature": "bundle.not_signed",
    "bit of manifest.json": "cms.content", "bit of manifest.p7s": "cms.no_certificate",
    "bit of mazhilis_single_1.json": "bundle.hash", "bit of mazhilis_single_1.pdf": "bundle.hash",
    "bit of mazhilis_single_1.seal": "bundle.hash", "bit of mazhilis_single_1.xlsx": "bundle.hash",
    "signature of another": "cms.content", "manifest of another": "bundle.hash",
    "manifest: created": "bundle.manifest", "manifest: election_id": "bundle.election",
    "manifest: files": "bundle.unlisted", "manifest: format": "bundle.manifest",
    "manifest: mode": "bundle.manifest", "manifest: protocols": "bundle.unlisted",
    "manifest with spaces": "bundle.manifest", "signature lengthened": "cms.unreadable",
    "signature cut": "cms.unreadable", "another election": "bundle.election",
    "real instead of training": "bundle.mode", "another package": "bundle.package",
    "another precinct": "bundle.signer", "unknown precinct": "bundle.precinct",
    "another receiver": "bundle.receiver", "another generation": "bundle.record_differs",
    "no protocol": "bundle.unlisted", "protocol twice": "bundle.ballot_twice",
    "unknown ballot": "bundle.unlisted", "another version": "bundle.first_missing",
    "another reason": "bundle.record_differs", "stranger in the set": "bundle.signer_set",
    "member certifies": "bundle.certifier", "another field": "bundle.manifest",
    "another hash": "bundle.protocol_hash", "signed manifest with spaces": "bundle.manifest",
    "seal of another": "seal.differs", "seal changed": "seal.signature",
    "neighbour signs": "bundle.signer", "package signer signs": "signer.role",
    "record with spaces": "json.not_canonical", "record: votes moved": "seal.differs",
    "resealed: votes moved": "pdf.differs", "record: another time": "seal.differs",
    "resealed: another time": "pdf.differs", "record: another field": "protocol.unreadable",
}  # fmt: skip
"""The reason by name; for names that are not here by `PREFIXES`."""
PREFIXES = {
    "manifest: ": "cms.content", "a figure twice": "bundle.cells_differ",
    "options in another order": "bundle.options_differ", "another mandate": "bundle.form_differs",
    "another form": "bundle.form_differs", "member": "bundle.members_differ",
    "another precinct": "bundle.record_differs",
}  # fmt: skip


def key_of(name: str) -> str:
    """The reason that must be told of a case."""
    return KEYS.get(name) or next(key for part, key in PREFIXES.items() if part in name)


def valid(stuff: Stuff) -> Iterator[Case]:
    yield Case("as the precinct wrote it", stuff.bundle, "", "good")
    yield Case("the neighbour's", stuff.neighbour, "", "good")


def strangers(stuff: Stuff) -> Iterator[Case]:
    for name, data in strangers_containers(stuff.bundle):
        yield Case(name, data, key_of(name))
    for name, data in strangers_changes(stuff.bundle, stuff.neighbour):
        yield Case(name, data, key_of(name))


def insiders(stuff: Stuff) -> Iterator[Case]:
    insider = Insider(stuff.keys, PRECINCT, forms_of(stuff.package))
    for name, data in insiders_changes(stuff.bundle, stuff.neighbour, insider):
        yield Case(name, data, key_of(name))
    for name, data in insiders_records(stuff.bundle, insider):
        yield Case(name, data, key_of(name))
    yield from _insiders_papers(stuff, insider)


def _insiders_papers(stuff: Stuff, insider: Insider) -> Iterator[Case]:
    """PDF, XLSX or signatures exchanged for such as are good by themselves, and all signed anew."""
    files, manifest = dict(stuff.parts), json.loads(stuff.parts["manifest.json"])
    del files["manifest.json"], files["manifest.p7s"]

    def with_file(ending: str, content: bytes) -> bytes:
        name = f"{stuff.record.ballot_id}.{ending}"
        copy = json.loads(json.dumps(manifest))
        entry = next(e for e in copy["files"] if e["path"] == name)
        entry.update(size=len(content), sha256=canonical.sha256(content))
        return insider.packed({**files, name: content}, copy)

    def without(ending: str) -> bytes:
        name = f"{stuff.record.ballot_id}.{ending}"
        copy = json.loads(json.dumps(manifest))
        copy["files"] = [e for e in copy["files"] if e["path"] != name]
        return insider.packed({n: d for n, d in files.items() if n != name}, copy)

    for case in pdf_cases.insiders(stuff):
        if case.key in {"pdf.differs", "pdf.other_signer", "pdf.not_certified", "signer.role"}:
            yield Case(f"PDF: {case.name}", with_file("pdf", case.data), case.key)
    others = parts_of(stuff.neighbour)
    for ending, key in (("pdf", "pdf.differs"), ("xlsx", "xlsx.differs")):
        content = stuff.part(f".{ending}", others)
        yield Case(f"{ending} of the neighbour", with_file(ending, content), key)
    for ending in ("pdf", "xlsx", "seal", "json"):
        yield Case(f"no {ending}", without(ending), "bundle.part_missing")
    alone = insider.packed(files, manifest, insider.signer("m1"))
    yield Case("the secretary's signature taken away", alone, "bundle.signature_missing", "doubt")
    told = json.loads(json.dumps(manifest))
    told["protocols"][0]["rungs"] = [2]
    ladder = insider.packed(files, told, insider.signer("m1"))
    yield Case("signed by one, and said so", ladder, "bundle.rungs", "compare")
    told["protocols"][0]["rungs"] = [3]
    yield Case("no key, and said so", insider.unsigned(files, told), "bundle.unsigned", "doubt")
    fakes = Insider(stuff.forged, PRECINCT, insider.forms)
    yield Case("a forger's bundle", fakes.packed(files, manifest), "signer.unknown_issuer")
    later = {**manifest, "package_sha256": "0" * 64, "package_sequence": 2}
    yield Case("a later package", insider.packed(files, later), "bundle.package_later")
