# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Things to keep: a workspace's card and users, voters, certificates, entries, papers."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level, Mode
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.voters import Voter
from precinct_app.services.ports import (
    JournalRepository,
    ReceivedProtocol,
    StoredEntry,
    StoredProtocol,
    WorkspaceInfo,
)
from precinct_app.services.toolbox import WorkspaceUser
from precinct_app.services.workspace_card import WorkspaceCard
from precinct_app.storage.keyring import Cost
from precinct_app.storage.workspace import create_workspace
from tests.builders import a_moment, a_record

QUICK = Cost(passes=1, memory=8, lanes=1)
CHAIR = WorkspaceUser("m1", "Үлгібаева Айгүл", Role.CHAIR, "1111 2222 3333 4444 5555")
SECRETARY = WorkspaceUser("m3", "Жүнісов Ерлан", Role.SECRETARY, "9999 8888 7777 6666 5555")
PACKAGE = b"\x00package\xff" * 100
CARD = WorkspaceCard(
    "precinct", "training", "KZ-KOS-9001", 9001,
    {"kk": "Қала", "ru": "Город", "en": "Town"},
    {"kk": "Сайлау", "ru": "Выборы", "en": "Election"},
    "2023-03-19", 1, ({"kk": "Мәжіліс", "ru": "Мажилис", "en": "Mazhilis", "rgb": "2A66A8"},),
)  # fmt: skip


def an_info(kind: str = "precinct", level: Level = Level.COUNT_ONLY) -> WorkspaceInfo:
    return WorkspaceInfo(kind, Mode.TRAINING, "c" * 32, 1, "KZ-KOS-9001", level, "a" * 64)


def a_workspace(folder: Path) -> str:
    """Make a workspace of two users; its paper code."""
    return create_workspace(folder, an_info(), PACKAGE, CARD, [CHAIR, SECRETARY], QUICK)


def a_voter(number: int, surname: str, given: str = "Дана", **more: object) -> Voter:
    values: dict[str, object] = {
        "voter_id": f"{number:032x}", "list_number": number, "surname": surname,
        "given_name": given, "patronymic": "", "birth": date(1980, 2, 29), "iin": "",
        "address": "",
    }  # fmt: skip
    return Voter(**{**values, **more})  # type: ignore[arg-type]


def a_certificate(number: str = "000123", /, **more: object) -> Certificate:
    values: dict[str, object] = {
        "certificate_id": f"c-{number}", "direction": CertificateDirection.ACCEPTED,
        "kind_id": "k2023", "series": "AB", "number": number, "other_precinct_id": "KZ-ALA-1",
        "voter_id": "f" * 32, "ballot_ids": ("list", "single"), "happened": a_moment(6),
    }  # fmt: skip
    return Certificate(**{**values, **more})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Note:
    """A register of the tests' own."""

    register_name: ClassVar[str] = "test_note"
    about: str
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def subject(self) -> str:
        return self.about


def a_register_entry(entry_id: str = "a" * 32, about: str = "list") -> Entry[Note]:
    return Entry(entry_id, Note(about, (("p1", 3),)), a_moment(9), a_moment(10), "m4")


def a_protocol(ballot_id: str = "list", version: int = 1) -> StoredProtocol:
    """A version before anything is frozen."""
    return StoredProtocol(ballot_id, version, Status.DRAFT)


def a_signed_protocol() -> StoredProtocol:
    record = a_record()
    return StoredProtocol(
        "list", 1, Status.PARTLY_SIGNED, record, record.to_json(), b"seal\x00",
        (ExpectedSigner("m1", Role.CHAIR), ExpectedSigner("m3", Role.SECRETARY)),
        b"%PDF\x00\xff", b"PK\x03\x04\x00", ("m1",),
    )  # fmt: skip


def an_entry(kind: str = "first", started: datetime | None = None) -> StoredEntry:
    return StoredEntry(f"e-{kind}", "list", 1, kind, "m4", started or a_moment(15), None)


def a_received(version: int = 1, precinct_id: str = "KZ-KOS-9001") -> ReceivedProtocol:
    record = a_record(version=version, precinct_id=precinct_id, generation=2)
    return ReceivedProtocol(
        precinct_id, "list", version, f"{version}" * 64, "d" * 64, "compare", (1, 3), record,
        a_moment(22), ("W303", "E102"),
    )  # fmt: skip


def journalled(journal: JournalRepository, number: int) -> None:
    """Append one ordinary event."""
    journal.append(
        happened=a_moment(15), recorded=a_moment(16), member_id="m1", role="chair",
        kind="entry.finished", subject="list", details={"version": 1, "number": number},
    )  # fmt: skip
