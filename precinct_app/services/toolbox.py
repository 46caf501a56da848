# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Everything the services and commands need from the adapters, as the composition root provides it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from precinct_app.domain.commission import Role
from precinct_app.domain.consolidation import Consolidation
from precinct_app.domain.election import Election, FormText, Level, Precinct
from precinct_app.domain.errors import Reason
from precinct_app.domain.handover import ExpectedSigner, Manifest
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import Rows, Sheet
from precinct_app.domain.voters import Voter
from precinct_app.services.mock_voters import MockPerson
from precinct_app.services.ports import (
    BundleContent,
    Clock,
    Judge,
    OpenedPackage,
    PageCodes,
    PaperFindings,
    Press,
    Signer,
    Store,
    Trust,
    Vault,
)
from precinct_app.services.progress import Pulse
from precinct_app.services.registrar import Registrar, SecretLetter
from precinct_app.services.voter_layout import Layout
from precinct_app.services.workspace_card import WorkspaceCard

Guarded = TypeVar("Guarded")


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row of a voter file that is refused, doubtful or no voter: where it is found, and why."""

    row: int
    """Its number in the file, as the spreadsheet shows it."""
    reason: Reason
    list_number: int = 0
    tail: str = ""
    """The last four digits of the personal number, never more of it."""


@dataclass(frozen=True, slots=True)
class VoterFile:
    """A voter file as read: what can be kept, what cannot, what should be looked at."""

    voters: tuple[Voter, ...]
    refused: tuple[RowNote, ...]
    doubtful: tuple[RowNote, ...]
    passed_over: tuple[RowNote, ...] = ()
    """Rows that are no voters by their nature: headings again, streets, totals."""
    layout: Layout | None = None
    """How the file was read."""


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """A sheet from a file of sheets: its name, its figures, its rows, the cells the file has."""

    sheet_id: str
    sheet: Sheet
    rows: Rows
    given: frozenset[str]
    unknown: tuple[str, ...] = ()
    """Columns that are no cells of the form."""
    refused: tuple[Reason, ...] = ()
    """Why this row of the file is no sheet; then it has no figures, and the next rows follow."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A person's signing key as a file under a pass phrase, and the certificate."""

    member_id: str
    role: Role
    precinct_id: str
    certificate: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class ElectionKeys:
    """The election's own authorities and every signer's key file."""

    trust: Trust
    package_signer: KeyFile
    files: tuple[KeyFile, ...]
    authority_files: Mapping[str, bytes]
    """Key files of root and territorial authority by file name, to be kept under lock."""

    def of(self, member_id: str, precinct_id: str) -> KeyFile:
        """The key file of a member of a precinct; KeyError for a stranger."""
        for file in self.files:
            if (file.member_id, file.precinct_id) == (member_id, precinct_id):
                return file
        raise KeyError(member_id)


@dataclass(frozen=True, slots=True)
class WorkspaceUser:
    """Somebody who may open a workspace."""

    member_id: str
    name: str
    role: Role
    passphrase: str


@dataclass(frozen=True, slots=True)
class Papers:
    """A protocol's signed papers and what they must show, for a judge in another process."""

    record_json: bytes
    form_id: str
    seal: bytes
    signers: tuple[ExpectedSigner, ...]
    renderer: str
    files: Mapping[str, bytes]
    """PDF and XLSX by ending."""


class Locks(Protocol):
    """What opens a workspace in a folder: copies of its key under pass phrases, one under a paper code.

    Every attempt is counted: after a few failures each one more costs time, by the toolbox's clock.
    NotAllowedError ``signin.wrong``, ``signin.unknown``, ``signin.wait``.
    """

    def demand(self, folder: Path, member_id: str, passphrase: str) -> None:
        """Refuse a pass phrase that does not open the workspace."""

    def seconds_to_wait(self, folder: Path, member_id: str) -> int:
        """How long somebody must wait before the next attempt; 0 to 60."""

    def change(self, folder: Path, member_id: str, old: str, new: str) -> None:
        """Somebody's new pass phrase in the place of the old one."""

    def recover(self, folder: Path, code: str, member_id: str, new: str) -> None:
        """Somebody's new pass phrase by the code sealed on paper."""

    def renew_paper_code(self, folder: Path, member_id: str, passphrase: str) -> str:
        """Another code to be sealed on paper; the former one opens nothing any more."""

    def add(self, folder: Path, by_member_id: str, passphrase: str, user: WorkspaceUser) -> None:
        """One more person; InputError ``signin.user_known``."""

    def remove(self, folder: Path, member_id: str) -> None:
        """One person less; NotAllowedError ``signin.last_leader``."""

    def hash_pin(self, pin: str) -> str:
        """A PIN as it is kept."""

    def pin_fits(self, kept: str, pin: str) -> bool:
        """Say whether a PIN is the one that is kept."""


class Toolbox(Protocol):
    """What adapters do for services and commands; wired once in `bootstrap`."""

    clock: Clock

    @property
    def press(self) -> Press:
        """Documents and signing put together."""

    @property
    def renderer(self) -> str:
        """Version of layout, fonts and wording of our papers."""

    def with_clock(self, clock: Clock) -> "Toolbox":
        """The same tools under another clock (mock days)."""

    def judge(self, trust: Trust) -> Judge:
        """A judge of signatures under this trust."""

    def guarded(
        self, work: Callable[..., Guarded], *arguments: object, pulse: Pulse | None = None
    ) -> Guarded:
        """Do a piece of work on a foreign file under limits of time and memory, the tools added last.

        `pulse` is called while it lasts and may raise to end it.
        `work` is a top-level function; what it refuses comes through, and PrecinctError
        ``worker.too_slow`` or ``worker.died`` where the file is too much for it.
        """

    def evidence(
        self, package: OpenedPackage, papers: Iterable[tuple[int, Papers]], workers: int
    ) -> Iterator[tuple[int, Mapping[str, PaperFindings]]]:
        """Judge papers side by side, each under limits; by file ending, as each is ready."""

    def open_package(self, data: bytes) -> OpenedPackage:
        """Read an election package: consistent, not yet trusted; PackageError with the reasons."""

    def pack_package(
        self,
        election: Election,
        forms: Sequence[FormText],
        trust: Trust,
        created: datetime,
        signer: Signer,
    ) -> bytes:
        """Write and sign an election package."""

    def make_keys(
        self, election: Election, built: datetime, passphrase: Callable[[str, str], str]
    ) -> ElectionKeys:
        """Make the PKI of an election: root, authorities, signers, revocation lists.

        `passphrase` is asked for each key by precinct id and member id; authorities, package signer
        and the district's people have an empty precinct id.
        """

    @property
    def registrar(self) -> Registrar:
        """The keeper of an election's keys: issue, revoke, requests, tokens."""

    def secret_letters(self, letters: Sequence[SecretLetter], made: datetime) -> bytes:
        """Sealed letters with pass phrases as one PDF, a page a person."""

    def open_key(self, data: bytes, passphrase: str) -> Signer:
        """Open a key file; SignatureError says what is wrong with file or pass phrase."""

    def look_at_voters(
        self, data: bytes, name: str, sheet: str | None = None, pulse: Pulse | None = None
    ) -> Layout:
        """How a voter file is laid out, to be confirmed; VoterFileError when it is no table."""

    def read_voters(
        self,
        data: bytes,
        name: str,
        layout: Layout | None = None,
        day: date | None = None,
        pulse: Pulse | None = None,
    ) -> VoterFile:
        """Read a voter file, by the recognised layout or a confirmed one; VoterFileError for all of it.

        `day` is the polling day; `pulse` hears how far it is (0 to 1) and may raise to end it.
        """

    def voter_report(self, file: VoterFile, title: str) -> bytes:
        """An XLSX, kk and ru, of the rows of a voter file that are refused, doubtful or no voters."""

    def write_voters(self, people: Sequence[MockPerson], precinct: Precinct, style: int) -> bytes:
        """A made-up voter file as an akimat sends it; `style` chooses among its habits."""

    def read_sheets(self, path: Path, form: Form) -> Iterator[NamedSheet]:
        """Stream the sheets of a CSV, JSON or XLSX file."""

    def pack_bundle(self, manifest: Manifest, cms: bytes, files: Mapping[str, bytes]) -> bytes:
        """Write a bundle."""

    def open_bundle(self, data: bytes) -> BundleContent:
        """Open a bundle's container; BundleError with every reason of that stage."""

    def create_workspace(
        self,
        folder: Path,
        package: OpenedPackage,
        *,
        kind: str,
        precinct_id: str,
        level: Level,
        users: Sequence[WorkspaceUser],
    ) -> str:
        """Make an encrypted workspace; the recovery code to be sealed on paper."""

    def open_workspace(self, folder: Path, member_id: str, passphrase: str) -> Store:
        """Open a workspace by a user's pass phrase."""

    def get_ready(self) -> None:
        """Load what signing in will need, ahead of its time; nothing is opened."""

    def describe(self, folder: Path) -> WorkspaceCard:
        """The card of the workspace in a folder; StorageError when there is none."""

    @property
    def machine(self) -> str:
        """The random name of this machine."""

    @property
    def vault(self) -> Vault:
        """Backups: written, found, opened, put in place."""

    def mend_card(self, folder: Path, member_id: str, passphrase: str) -> WorkspaceCard:
        """Make a workspace's missing or damaged card anew from what its database holds."""

    def people(self, folder: Path) -> Sequence[tuple[str, str, Role]]:
        """Who may open the workspace: member id, name, role."""

    @property
    def locks(self) -> Locks:
        """Pass phrases, the code on paper, PINs."""

    def role_in(self, folder: Path, member_id: str) -> Role:
        """The role of a user of the workspace in that folder."""

    def consolidated(
        self,
        tables: Sequence[Consolidation],
        election: Election,
        forms: Mapping[str, Form],
        made: datetime,
    ) -> Mapping[str, bytes]:
        """The consolidated table by file ending: pdf, xlsx, csv, json."""

    def kind_of(self, data: bytes) -> str:
        """``pdf``, ``xlsx``, ``receipt``, ``package``, ``bundle`` for any other zip, ``picture``."""

    def read_pages(self, data: bytes, name: str) -> tuple[PageCodes, ...]:
        """The QR codes of each page of a scan, photo or PDF; DocumentError for what is no picture."""

    def pack_carried(self, files: Mapping[str, bytes]) -> bytes:
        """Write a protocol that is carried to another machine for a signature."""

    def open_carried(self, data: bytes) -> Mapping[str, bytes]:
        """Its parts by name; BundleError ``carried.unreadable`` for any other file."""

    def pack_receipt(self, content: bytes, cms: bytes) -> bytes:
        """Write a receipt and its signature as one file."""

    def open_receipt(self, data: bytes) -> tuple[bytes, bytes]:
        """A receipt's content and signature; BundleError ``receipt.unreadable``."""

    def demand_outside_signature(self, message: bytes, content: bytes) -> None:
        """Refuse what is plainly no signature of another program over this; SignatureError."""

    def attachments(self, pdf: bytes) -> Mapping[str, bytes]:
        """Files attached to a PDF, by name; DocumentError when it is not a readable PDF."""

    def renderer_of(self, pdf: bytes) -> str:
        """The renderer that a PDF says it was drawn by; empty when it names none."""

    def write_screens(self, demo: Path, folder: Path, passphrase: str) -> int:
        """Pictures of the window's pages with the data of a demo's folder; how many."""

    def signature_fields(self, pdf: bytes, record: ProtocolRecord) -> Sequence[ExpectedSigner]:
        """Members whose signature fields a PDF has, in its order."""
