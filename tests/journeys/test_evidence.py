# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Papers judged behind the import: good ones by the dozen, bad ones flagged, none taken away."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.commission import Actor, Role
from precinct_app.services.bundle_examination import (
    ExaminedProtocol,
    examine_bundle,
    nothing_known,
)
from precinct_app.services.district_import import import_bundle
from precinct_app.services.evidence import evidence_of_many, flag
from precinct_app.services.file_check import check_foreign
from precinct_app.services.mock_day import OPERATOR, PASSPHRASE
from precinct_app.services.opening import open_workspace
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys
from precinct_app.services.workspace import Workspace, forms_of
from tests.journeys.tampering import Insider, bundles, parts_of

pytestmark = pytest.mark.journey
DISTRICT = Actor(OPERATOR, Role.DISTRICT_OPERATOR)


@pytest.fixture
def district(day: Path, tmp_path: Path) -> Iterator[Workspace]:
    folder = Path(shutil.copytree(day / "workspaces" / "district", tmp_path / "d"))
    workspace = open_workspace(folder, OPERATOR, PASSPHRASE, Tools())
    yield workspace
    workspace.store.close()


def examined(day: Path, package: OpenedPackage) -> list[ExaminedProtocol]:
    judge, forms = Tools().judge(package.trust), forms_of(package)
    return [
        protocol for path in bundles(day)
        for protocol in examine_bundle(
            path.read_bytes(), package, forms, judge, Tools(), nothing_known).protocols
    ]  # fmt: skip


def test_many_are_judged_in_processes_of_their_own(
    day: Path, package: OpenedPackage, district: Workspace
) -> None:
    protocols = examined(day, package)
    spoiled = replace(
        protocols[3], files={**protocols[3].files, "pdf": protocols[3].files["pdf"] + b"\n"}
    )
    nothing = replace(protocols[4], files={**protocols[4].files, "xlsx": b"PK", "pdf": b"%PDF"})
    protocols[3:5] = [spoiled, nothing]
    bad: dict[str, list[str]] = {}
    for protocol, findings in evidence_of_many(district, protocols, Tools(), workers=2):
        checks = flag(district, DISTRICT, protocol, findings)
        if checks:
            place = f"{protocol.record.precinct_id} {protocol.record.ballot_id}"
            bad[place] = sorted({check.name for check in checks})
    names = [f"{p.record.precinct_id} {p.record.ballot_id}" for p in (spoiled, nothing)]
    assert set(bad) == set(names)
    assert "pdf_bytes" in bad[names[0]]
    assert {"pdf_bytes", "xlsx_container"} <= set(bad[names[1]])
    with district.store.begin() as work:
        held = {f"{r.precinct_id} {r.ballot_id}": r for r in work.received.all()}
        events = [e for e in work.journal.all() if e.kind == "evidence.flagged"]
    assert len(held) == len({(p.record.precinct_id, p.record.ballot_id) for p in protocols})
    assert {n for n, r in held.items() if r.acceptance == "compare"} == set(names)
    assert "pdf.not_covered" in held[names[0]].findings
    assert len(events) == 2


def test_an_ink_signed_bundle_waits_for_the_digits_of_its_paper(
    day: Path, day_keys: ElectionKeys, package: OpenedPackage
) -> None:
    """Rung 3: no key, so no signature; whoever has the paper can vouch, nobody else."""
    files = parts_of(bundles(day)[1].read_bytes())
    manifest = json.loads(files.pop("manifest.json"))
    del files["manifest.p7s"]
    (handed,) = manifest["protocols"]
    handed["rungs"] = [3]
    keep = {n: d for n, d in files.items() if n == f"{handed['ballot_id']}.json"}
    manifest["files"] = [f for f in manifest["files"] if f["path"] in keep]
    insider = Insider(day_keys, "KZ-KOS-9001", forms_of(package))
    unsigned = insider.unsigned(keep, manifest)
    examination = examine_bundle(
        unsigned, package, forms_of(package), Tools().judge(package.trust), Tools(), nothing_known
    )
    assert examination.acceptance is Acceptance.PAPER
    assert [reason.key for reason in examination.reasons] == ["bundle.unsigned", "bundle.rungs"]
    handed["rungs"] = [1]
    stripped = insider.unsigned(keep, manifest)
    judge = Tools().judge(package.trust)
    refused = examine_bundle(stripped, package, forms_of(package), judge, Tools(), nothing_known)
    assert [reason.key for reason in refused.reasons] == ["bundle.not_signed"]


def test_what_is_unsigned_is_not_kept(
    day: Path, day_keys: ElectionKeys, package: OpenedPackage, district: Workspace
) -> None:
    files = parts_of(bundles(day)[1].read_bytes())
    manifest = json.loads(files.pop("manifest.json"))
    del files["manifest.p7s"]
    manifest["protocols"][0].update(rungs=[3], version=2, previous="0" * 64)
    insider = Insider(day_keys, "KZ-KOS-9001", forms_of(package))
    data = insider.unsigned(files, manifest)
    with district.store.begin() as work:
        before = [r.protocol_sha256 for r in work.received.all()]
    judge = Tools().judge(package.trust)
    assert import_bundle(district, DISTRICT, data, Tools(), judge).acceptance is Acceptance.REFUSED
    with district.store.begin() as work:
        assert [r.protocol_sha256 for r in work.received.all()] == before


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"PK\x03\x04", b"\x89PNG", b""])
def test_a_file_is_checked_in_a_process_of_its_own(package: OpenedPackage, data: bytes) -> None:
    tools = Tools(apart=True)
    verdict = check_foreign(data, "x", tools, package, trusted=True)
    assert verdict.outcome == "bad"
    assert verdict.calls
