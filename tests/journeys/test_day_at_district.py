# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The day's sheets of a precinct come to different commissions; each sees what it can, and no more."""

from dataclasses import replace
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.acceptance import Acceptance, Known
from precinct_app.domain.protocol.record import ProtocolRecord, Value
from precinct_app.services.bundle_examination import examine_bundle
from precinct_app.services.district_import import beside
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.workspace import forms_of

pytestmark = pytest.mark.journey
PRECINCT = "KZ-KOS-9001"


def held(day: Path) -> list[ProtocolRecord]:
    """The precinct's other records, of which one says that three voters refused its ballot."""
    files = sorted((day / "documents").glob(f"{PRECINCT}_*_v1.json"))
    found = [ProtocolRecord.from_json(file.read_bytes()) for file in files]
    return [record for record in found if record.ballot_id != "mazhilis_single_1"]


def with_refusals(record: ProtocolRecord, count: int) -> ProtocolRecord:
    values = tuple(
        Value(v.cell, count, v.source) if v.cell == "ballots_refused" else v for v in record.values
    )
    return replace(record, values=values)


def codes(day: Path, package: OpenedPackage, *others: ProtocolRecord) -> tuple[set[str], set[str]]:
    """What is found on the one sheet of a bundle, and what is passed, beside others that are held."""
    tools = Tools()
    data = next((day / "bundles").glob(f"{PRECINCT}_*_mazhilis_district.zip")).read_bytes()
    examined = examine_bundle(
        data, package, forms_of(package), tools.judge(package.trust), tools,
        lambda manifest: Known({}, others),
    )  # fmt: skip
    assert examined.acceptance is Acceptance.ACCEPTED
    (protocol,) = examined.protocols
    return {f.code for f in protocol.report.findings}, set(protocol.report.passed)


def test_a_sheet_is_judged_beside_those_that_are_held(day: Path, package: OpenedPackage) -> None:
    records = held(day)
    compared = {"W401", "W402"}
    assert not compared & set().union(*codes(day, package))
    assert compared <= codes(day, package, *records)[1]
    found, passed = codes(day, package, with_refusals(records[0], 3))
    assert "W402" in found
    assert "W401" not in passed


def test_only_sheets_of_the_same_people_are_asked_for(package: OpenedPackage) -> None:
    election = package.election
    asked = beside(election, PRECINCT, {"mazhilis_list"})
    assert set(asked) == set(election.precinct(PRECINCT).ballot_ids) - {"mazhilis_list"}
    assert beside(election, PRECINCT, set(election.precinct(PRECINCT).ballot_ids)) == []
    assert beside(election, "KZ-XXX-1", {"mazhilis_list"}) == []
