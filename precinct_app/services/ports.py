# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the services need from outside, as protocols that the adapters fulfil.

Adapters: `storage` (Store and its repositories), `signing` (Signer, verification), `documents`
(papers), `exchange` (containers, packages, voter files).  Wired in `bootstrap` alone.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from precinct_app.domain.backups import BackupLabel, Contents
from precinct_app.domain.certificates import Certificate, CertificateDirection
from precinct_app.domain.commission import Member, Role
from precinct_app.domain.election import Election, FormText, Level, Mode
from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.handover import ExpectedSigner, Manifest
from precinct_app.domain.journal import Event
from precinct_app.domain.papers.changes import GivenCopy
from precinct_app.domain.papers.copies import ProtocolCopy
from precinct_app.domain.papers.paper import Paper
from precinct_app.domain.papers.table import TablePaper
from precinct_app.domain.papers.voter_list import ListPaper, PrintedList
from precinct_app.domain.pins import Pin
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.missing import Missing
from precinct_app.domain.protocol.record import ActNote, ProtocolRecord
from precinct_app.domain.protocol.sheet import Figure, Source
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.entry import C, Content, Entry, Undo
from precinct_app.domain.voters import Voter
from precinct_app.domain.wording import Wording
from precinct_app.services.memory import Memory

Progress = Callable[[int, int], bool]
"""Told done and total; answers False when the user wants to stop."""


class Clock(Protocol):
    """The one source of time."""

    def now(self) -> datetime:
        """The present moment in UTC."""

    @property
    def steady(self) -> Callable[[], float] | None:
        """Tells seconds that nobody can set; None for a clock that is moved by hand."""


# --- signing -------------------------------------------------------------------------------------


class Signer(Protocol):
    """A key that signs: a key file or a token."""

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates between the signer's and the root, DER, nearest first, root left out."""

    @property
    def member_id(self) -> str:
        """Who signs, as the certificate says."""

    @property
    def role(self) -> Role:
        """In which role, as the certificate says."""

    def sign(self, data: bytes) -> bytes:
        """Sign: raw r||s (64 bytes) for P-256, PKCS#1 v1.5 with SHA-256 for RSA."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What signatures are judged by: certificates and revocation lists of one election, DER."""

    root: bytes
    authorities: tuple[bytes, ...]
    """Territorial authorities' certificates."""
    revocation_lists: tuple[bytes, ...]
    signers: tuple[bytes, ...] = ()
    """Certificates of the commissions' signers, so that a QR code can be checked alone."""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """A good signature: by whom, in which role, for which precinct, claimed when."""

    member_id: str
    name: str
    role: Role
    precinct_id: str
    claimed: datetime | None
    serial: str
    doubt: Reason | None = None
    """Why a person must compare with paper: the certificate was revoked after the claimed time."""


@dataclass(frozen=True, slots=True)
class Check:
    """One named check and its outcome; `good` None: not decided here, with the reason."""

    name: str
    """Text key: its sentence is ``check.<name>``."""
    good: bool | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class SealedPage:
    """A page's sealed code, its signature good: who sealed, of what, and the figures in their order."""

    signed_by: SignedBy
    election_id: str
    precinct_id: str
    ballot_id: str
    form_id: str
    version: int
    made: datetime
    lines: tuple[Figure | None, ...]
    boxes: tuple[Figure | None, ...]
    votes: tuple[Figure | None, ...]
    record_digest: bytes
    """The first 16 bytes of the SHA-256 of the protocol's data."""


@dataclass(frozen=True, slots=True)
class PageCodes:
    """The codes on one page of a scan, photo or PDF."""

    page: int
    sealed: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


# --- exchange ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """An election package whose container, hashes and signature are consistent."""

    election: Election
    forms: tuple[FormText, ...]
    trust: Trust
    sha256: str
    """SHA-256 of its manifest: the package's name in protocols and bundles."""
    fingerprint: str
    """36 digits to be compared with paper; trust begins with that comparison."""
    raw: bytes


@dataclass(frozen=True, slots=True)
class BundleContent:
    """A bundle whose container and hashes are good; signatures and content not yet judged."""

    manifest: Manifest
    manifest_bytes: bytes
    cms: bytes
    files: Mapping[str, bytes]


# --- storage -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkspaceInfo:
    """What a workspace is."""

    kind: str
    """``precinct`` or ``district``."""
    mode: Mode
    instance_id: str
    generation: int
    precinct_id: str
    """Empty in a district."""
    level: Level
    package_sha256: str
    superseded: int = 0
    """The later generation that this laptop has met: it can only be read since; 0 before that."""


@dataclass(frozen=True, slots=True)
class StoredValue:
    """One typed cell of an entry."""

    cell: str
    figure: Figure
    source: Source
    typed_at: datetime
    parts: tuple[int, ...] = ()
    """Piles that were added up to the figure, where it was typed so."""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One entry of a sheet: first, second or recheck, by one member."""

    entry_id: str
    ballot_id: str
    version: int
    kind: str
    """``first``, ``second`` or ``recheck``."""
    member_id: str
    started: datetime
    finished: datetime | None
    values: tuple[StoredValue, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredProtocol:
    """A protocol version with its frozen record and what signing has added so far."""

    ballot_id: str
    version: int
    status: Status
    record: ProtocolRecord | None = None
    record_json: bytes = b""
    seal: bytes = b""
    signers: tuple[ExpectedSigner, ...] = ()
    pdf: bytes = b""
    xlsx: bytes = b""
    signed_by: tuple[str, ...] = ()
    """Member ids whose signatures are in PDF and XLSX, in order."""


@dataclass(frozen=True, slots=True)
class ReceivedProtocol:
    """A protocol that a district has taken in from a bundle."""

    precinct_id: str
    ballot_id: str
    version: int
    protocol_sha256: str
    manifest_sha256: str
    acceptance: str
    """``accepted`` or ``compare``."""
    rungs: tuple[int, ...]
    record: ProtocolRecord
    imported: datetime
    findings: tuple[str, ...] = ()
    """Codes found again by the district's own check."""


class WorkspaceRepository(Protocol):
    """What the workspace is and the package it was opened by."""

    def info(self) -> WorkspaceInfo: ...
    def save_info(self, info: WorkspaceInfo) -> None: ...
    def package(self) -> bytes: ...
    def save_package(self, raw: bytes) -> None: ...
    def revocation_lists(self) -> tuple[bytes, ...]:
        """Revocation lists that came after the package, in the order in which they were kept."""

    def add_revocation_list(self, data: bytes) -> None: ...


class PinRepository(Protocol):
    """PINs of people at the keyboard."""

    def get(self, member_id: str) -> Pin | None: ...
    def all(self) -> list[Pin]: ...
    def save(self, pin: Pin) -> None: ...
    def remove(self, member_id: str) -> None: ...


class VoterRepository(Protocol):
    """The voter list."""

    def add_all(self, voters: Sequence[Voter]) -> None: ...
    def get(self, voter_id: str) -> Voter | None: ...
    def count(self) -> int: ...
    def all(self) -> Iterator[Voter]: ...
    def search(self, text: str, limit: int = 6) -> list[Voter]:
        """Voters whose name, address, number or IIN tail fits, in Kazakh alphabetical order."""

    def by_iin(self, iin: str) -> list[Voter]: ...
    def save(self, voter: Voter) -> None:
        """Write a voter's row anew, for a correction or a later list's numbers."""

    def place_all(self, voters: Sequence[Voter]) -> None:
        """Keep where the paper list has them (table, page, row), thousands at once."""

    def namesakes(self, voter: Voter) -> list[Voter]:
        """Other voters of the same name, however it is written."""

    def of_their_names(self, voters: Sequence[Voter]) -> list[Voter]:
        """Everybody who has a name of theirs, they themselves too; for a few voters at once."""

    def wipe(self) -> int:
        """Take every voter away for good (field: C12); how many there were."""


class CertificateRepository(Protocol):
    """Certificates issued here and accepted here."""

    def add(self, certificate: Certificate) -> None:
        """Keep one; InputError ``certificate.twice`` when kind, series and number are known."""

    def remove(self, certificate_id: str) -> None:
        """Take away one that was recorded by mistake; its register keeps it, undone."""

    def find(self, kind_id: str, series: str, number: str) -> Certificate | None:
        """One by its number, in whatever alphabet it is typed."""

    def all(self, direction: CertificateDirection) -> list[Certificate]: ...
    def of_voter(self, voter_id: str) -> list[Certificate]: ...
    def of_voters(self, voter_ids: Collection[str]) -> list[Certificate]:
        """Certificates of a few voters at once."""

    def wipe(self) -> int:
        """Take every certificate away for good; how many there were."""


class RegisterRepository(Protocol):
    """The registers of the day: entries are added and undone, never changed, never erased."""

    def add(self, entry: Entry[C]) -> None: ...
    def undo(self, entry_id: str, undo: Undo) -> None: ...
    def get(self, kind: type[C], entry_id: str) -> Entry[C] | None:
        """One entry, undone or not."""

    def all(self, kind: type[C], subject: str | None = None) -> list[Entry[C]]:
        """Entries that stand, in the order in which they were recorded."""

    def about(self, kind: type[C], subjects: Collection[str]) -> list[Entry[C]]:
        """Entries that stand about any of a few subjects, in the order of recording."""

    def history(self, kind: type[C], subject: str | None = None) -> list[Entry[C]]:
        """All entries, undone ones too, in the order in which they were recorded."""

    def coarsen(self, kind: type[Content], rounded: Callable[[datetime], datetime]) -> int:
        """Take a register's exact times, and the order among those rounded alike, away for good.

        The one change that entries see in the workspace's life (field: C8); how many there are.
        """

    def wipe(self, but: Collection[str]) -> int:
        """At its end, take every register away but those named; how many entries there were."""


class ProtocolRepository(Protocol):
    """Entries and frozen protocols of the precinct's ballots."""

    def get(self, ballot_id: str) -> StoredProtocol | None:
        """The latest version of a ballot's protocol."""

    def version(self, ballot_id: str, version: int) -> StoredProtocol | None:
        """One version, for instance the one that a correction replaces."""

    def save(self, protocol: StoredProtocol) -> None: ...
    def entries(self, ballot_id: str, version: int) -> list[StoredEntry]: ...
    def start_entry(self, entry: StoredEntry) -> None: ...
    def save_value(self, entry_id: str, value: StoredValue) -> None:
        """Keep one cell as it is left; replaces the cell's former value in this entry."""

    def clear_value(self, entry_id: str, cell: str) -> None: ...
    def finish_entry(self, entry_id: str, finished: datetime | None) -> None:
        """Close an entry, or open it again with None."""

    def outside(self, ballot_id: str, version: int) -> list[bytes]:
        """Signatures of other programs over a version's data, in the order in which they came."""

    def add_outside(self, ballot_id: str, version: int, message: bytes) -> None: ...


class ReceivedRepository(Protocol):
    """What a district has taken in."""

    def add(self, received: ReceivedProtocol) -> None: ...
    def complete(self, received: ReceivedProtocol) -> None:
        """Put the same version with more signatures in the place of the one that is held."""

    def get(self, precinct_id: str, ballot_id: str) -> ReceivedProtocol | None:
        """The latest version taken in."""

    def all(self) -> Iterator[ReceivedProtocol]: ...


class JournalRepository(Protocol):
    """The append-only, hash-chained journal."""

    def append(
        self,
        *,
        happened: datetime,
        recorded: datetime,
        member_id: str,
        role: str,
        kind: str,
        subject: str,
        details: Mapping[str, str | int] | None = None,
    ) -> Event: ...
    def head(self) -> str:
        """Hash of the last event; 64 zeros when there is none."""

    def last(self) -> Event | None:
        """The last event; None when there is none."""

    def last_of(self, kind: str) -> Event | None:
        """The last event of a kind; None when there is none."""

    def all(self) -> Iterator[Event]: ...


class Work(Protocol):
    """One transaction over the workspace: all of it is kept, or nothing."""

    workspace: WorkspaceRepository
    pins: PinRepository
    voters: VoterRepository
    certificates: CertificateRepository
    registers: RegisterRepository
    protocols: ProtocolRepository
    received: ReceivedRepository
    journal: JournalRepository
    memory: Memory
    """What was worked out in it; a write to registers, certificates or sheets empties it."""


class Store(Protocol):
    """An open workspace."""

    def begin(self) -> AbstractContextManager[Work]:
        """A transaction: committed when the block ends, rolled back when it raises."""

    def contents(self) -> Contents:
        """What the workspace holds at this moment, by its counts."""

    def is_whole(self) -> bool:
        """Say whether every page of the file is as it was written; a server looks after its own."""

    def protect(self, reason: PrecinctError) -> None:
        """From now on nothing can be written here any more; whoever tries is told the reason."""

    def forget(self) -> None:
        """Let nothing that was taken away remain in the files beside the database."""

    def close(self) -> None: ...


class BackupCopy(Store, Protocol):
    """A copy of a backup's database, opened; closing it takes the copy away."""

    @property
    def label(self) -> BackupLabel:
        """What the backup says of itself."""

    @property
    def folder(self) -> Path:
        """Where the copy lies with its card and its keyring."""


class Vault(Protocol):
    """Encrypted backups as files, on a stick or in any folder."""

    def write(
        self, store: Store, folder: Path, precinct_id: str, zone: str, made: datetime
    ) -> tuple[Path, BackupLabel]:
        """Write a backup, read it back from where it lies and compare; StorageError ``backup.…``."""

    def find(self, folder: Path) -> dict[Path, BackupLabel]:
        """Backups in a folder with their labels; StorageError ``backup.no_folder``."""

    def remove(self, file: Path) -> None: ...
    def open(
        self, file: Path, member_id: str, secret: str, near: Path, here: Path | None = None
    ) -> BackupCopy:
        """Open a copy of a backup in a private folder near a place; `here` has later pass phrases."""

    def held(self, store: Store, file: Path) -> Contents | None:
        """What a backup holds, by an open workspace's key; None where it is another's, or damaged."""

    def place(self, copy: BackupCopy, folder: Path, stamp: str) -> None:
        """Put an opened copy in a workspace's place, or make one of it in a new folder."""

    def prove(self, store: Store, told: bytes) -> bytes:
        """A proof that whoever tells this had the workspace open."""

    def proves(self, store: Store, told: bytes, proof: bytes) -> bool: ...
    def tidy(self, store: Store) -> int:
        """Take away everything that restores and steps of the schema kept beside; how many files."""

    def destroy(self, store: Store) -> None:
        """Close a workspace and take it away, its keys first; StorageError ``storage.read_only``."""


# --- documents -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignatureSlot:
    """An empty signature field of the PDF: one a member of the signer set."""

    field_name: str
    """``sig_<member_id>``."""
    member: Member
    box: tuple[float, float, float, float]
    """x0, y0, x1, y1 in PDF points on the last page."""


@dataclass(frozen=True, slots=True)
class ProtocolPaper:
    """A rendered protocol: the PDF before any signature and where signatures go."""

    pdf: bytes
    slots: tuple[SignatureSlot, ...]
    renderer: str
    missing_glyphs: tuple[str, ...] = ()
    """Characters that no font had; they were drawn as a marked box, never dropped."""


class ProtocolRenderer(Protocol):
    """Draws a protocol; the same record, seal, form and signer set give the same bytes."""

    def __call__(
        self, record: ProtocolRecord, form: Form, seal: bytes, signers: tuple[ExpectedSigner, ...]
    ) -> ProtocolPaper: ...


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """A draft for comparison: no codes, no control number, no signature lines."""

    pdf: bytes
    missing_glyphs: tuple[str, ...] = field(default_factory=tuple)


# --- what the composition root puts together from documents and signing ----------------------------


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code without its clear space."""

    modules: int
    """A side."""
    runs: tuple[tuple[int, int, int], ...]
    """Black runs: column, row, length."""


class Press(Protocol):
    """Draws the papers of a protocol and puts signatures on them."""

    def seal(self, record: ProtocolRecord, form: Form, signer: Signer) -> bytes:
        """The certifier's seal over the figures."""

    def pdf(
        self, record: ProtocolRecord, form: Form, seal: bytes,
        signers: Sequence[ExpectedSigner], refused: Sequence[Missing] = (),
    ) -> ProtocolPaper:  # fmt: skip
        """The PDF with its empty signature fields; who refused to sign is told on the lines."""

    def draft(
        self, record: ProtocolRecord, form: Form, remaining: Sequence[tuple[Wording, int]]
    ) -> bytes:
        """A draft for comparison."""

    def xlsx(self, record: ProtocolRecord, form: Form) -> bytes:
        """The spreadsheet before any signature."""

    def act(self, record: ProtocolRecord, form: Form, act: ActNote) -> bytes:
        """An act as a paper of its own."""

    def changes(
        self, new: ProtocolRecord, old: ProtocolRecord, form: Form, seal: bytes,
        copies: Sequence[GivenCopy],
    ) -> bytes:  # fmt: skip
        """The sheet that goes with a correction: lines that changed, copies that are replaced."""

    def copy(self, record: ProtocolRecord, form: Form, seal: bytes, copy: ProtocolCopy) -> bytes:
        """A certified copy: the same pages, who signed the original, "copy is correct"."""

    def figures_code(self, record: ProtocolRecord, form: Form) -> QrCode:
        """The code of the figures that any phone reads, to be shown on a screen."""

    def copying_sheet(self, record: ProtocolRecord, form: Form) -> bytes:
        """The protocol's figures and words, large, to be copied by hand: no codes, no signatures."""

    def paper(self, paper: Paper) -> bytes:
        """A paper drawn from its own data alone."""

    def voter_list(self, paper: ListPaper) -> PrintedList:
        """The voter list, and where each of its rows stands."""

    def register_xlsx(self, paper: TablePaper) -> bytes:
        """A register as a spreadsheet; texts are never formulas."""

    def sign_pdf(self, pdf: bytes, signer: Signer, when: datetime, *, certify: bool) -> bytes:
        """Fill the signer's field; the certifier certifies, others approve."""

    def sign_xlsx(self, xlsx: bytes, signer: Signer, when: datetime) -> bytes:
        """Add the signer's package signature."""

    def sign_manifest(
        self, manifest: bytes, signer: Signer, when: datetime, cms: bytes = b""
    ) -> bytes:
        """A detached CMS over the manifest, or the given one with one more signer."""


@dataclass(frozen=True, slots=True)
class PaperFindings:
    """What a signed file is worth: every check by name, and who signed well."""

    checks: tuple[Check, ...]
    signed_by: tuple[SignedBy, ...]

    @property
    def good(self) -> bool:
        """No check failed."""
        return all(check.good is not False for check in self.checks)


class Judge(Protocol):
    """Judges signatures against one election's trust, and papers against our own rendering."""

    def cms(self, cms: bytes, content: bytes) -> tuple[SignedBy, ...]:
        """Signers of a detached CMS; SignatureError with every reason."""

    def seal(self, seal: bytes, record_json: bytes, form: Form) -> SignedBy:
        """Who sealed this record; SignatureError when the seal is not its seal."""

    def pdf(
        self,
        pdf: bytes,
        record: ProtocolRecord,
        form: Form,
        seal: bytes,
        signers: Sequence[ExpectedSigner],
        renderer: str,
    ) -> PaperFindings:
        """Judge a protocol's PDF, drawn by that renderer; never raises for what the file holds."""

    def xlsx(
        self,
        xlsx: bytes,
        record: ProtocolRecord,
        form: Form,
        signers: Sequence[ExpectedSigner],
        renderer: str,
    ) -> PaperFindings:
        """Judge a protocol's XLSX, written by that renderer; never raises for what the file holds."""

    def xlsx_alone(self, xlsx: bytes) -> PaperFindings:
        """Judge an XLSX without its record: signatures and coverage; never raises."""

    def outside(self, message: bytes, content: bytes) -> Check:
        """Look at a signature of another program: not verified here, or plainly of no use."""

    def code(self, text: str) -> SealedPage:
        """Judge the sealed code of a page; SignatureError when it is not good."""

    def receipt(self, cms: bytes, content: bytes) -> SignedBy:
        """Who signed a receipt for the district; SignatureError when it is not good."""
