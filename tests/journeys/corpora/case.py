# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A file of a corpus, and what the program must say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from precinct_app.bootstrap import Tools
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.ports import OpenedPackage, Signer
from precinct_app.services.toolbox import ElectionKeys
from precinct_app.services.workspace import forms_of
from tests.journeys.tampering import bundles, parts_of

WHEN = datetime(2023, 3, 19, 21, tzinfo=UTC)
LATER = WHEN + timedelta(minutes=4)
PRECINCT, NEIGHBOUR = "KZ-KOS-9001", "KZ-KOS-9002"
BALLOT = "mazhilis_single_1"


@dataclass(frozen=True)
class Case:
    """A file by name; `key` is a reason that must be among those told, `outcome` the one word."""

    name: str
    data: bytes
    key: str
    outcome: str = "bad"


@dataclass
class Stuff:
    """What the builders work with: a day's files, its people's keys, a forger's keys."""

    day: Path
    package: OpenedPackage
    keys: ElectionKeys
    forged: ElectionKeys
    """Of an election of the same names, made by somebody else."""

    @cached_property
    def bundle(self) -> bytes:
        return next(p for p in bundles(self.day) if f"{PRECINCT}_02" in p.name).read_bytes()

    @cached_property
    def neighbour(self) -> bytes:
        return next(p for p in bundles(self.day) if f"{NEIGHBOUR}_02" in p.name).read_bytes()

    @cached_property
    def parts(self) -> dict[str, bytes]:
        return parts_of(self.bundle)

    def part(self, ending: str, of: Mapping[str, bytes] | None = None) -> bytes:
        parts = self.parts if of is None else of
        return parts[f"{BALLOT}{ending}"]

    @cached_property
    def record(self) -> ProtocolRecord:
        return ProtocolRecord.from_json(self.part(".json"))

    @cached_property
    def form(self) -> Form:
        return forms_of(self.package)[self.record.form_id]

    def signer(
        self, member_id: str, precinct: str = PRECINCT, keys: ElectionKeys | None = None
    ) -> Signer:
        file = (keys or self.keys).of(member_id, precinct)
        return Tools().open_key(file.data, PASSPHRASE)

    def packager(self) -> Signer:
        return Tools().open_key(self.keys.package_signer.data, PASSPHRASE)

    def receipt_signer(self, keys: ElectionKeys | None = None) -> Signer:
        return self.signer("district-receipt-1", "", keys)
