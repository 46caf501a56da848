# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The composition root: the only file that knows which adapter serves which port."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from uuid import uuid4

from precinct_app.cli.main import main as run_cli
from precinct_app.documents.act_content import act_paper
from precinct_app.documents.attachments import read_attachments, read_renderer
from precinct_app.documents.changes_pdf import Version, render_changes
from precinct_app.documents.code_reader import read_pages
from precinct_app.documents.consolidated_pdf import render_consolidated
from precinct_app.documents.consolidated_table import to_csv, to_json, to_xlsx
from precinct_app.documents.copying_pdf import render_copying
from precinct_app.documents.draft_pdf import render_draft
from precinct_app.documents.printing import render_paper
from precinct_app.documents.protocol_pdf import render, renderer_version
from precinct_app.documents.protocol_xlsx import render_xlsx
from precinct_app.documents.register_xlsx import render_register_xlsx
from precinct_app.documents.secret_letter import render_letters
from precinct_app.documents.signature_block import signature_area
from precinct_app.documents.voter_list_pdf import render_list
from precinct_app.domain.commission import Role
from precinct_app.domain.consolidation import Consolidation
from precinct_app.domain.election import Election, FormText, Level, Precinct
from precinct_app.domain.errors import PrecinctError, Reason, SignatureError
from precinct_app.domain.handover import ExpectedSigner, Manifest
from precinct_app.domain.papers.changes import GivenCopy
from precinct_app.domain.papers.paper import Paper
from precinct_app.domain.papers.table import TablePaper
from precinct_app.domain.papers.voter_list import ListPaper, PrintedList
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.protocol.record import ActNote, ProtocolRecord
from precinct_app.exchange import (
    bundle,
    election_package,
    file_kind,
    receipt_file,
    sheet_file,
    voter_reading,
)
from precinct_app.exchange.voter_file_writer import write_voter_file
from precinct_app.exchange.voter_report import write_voter_report
from precinct_app.exchange.workers import Workers
from precinct_app.runtime.clock import SystemClock
from precinct_app.runtime.machine import machine_name
from precinct_app.services.mock_voters import MockPerson
from precinct_app.services.ports import (
    BundleContent,
    Check,
    Clock,
    Judge,
    OpenedPackage,
    PageCodes,
    PaperFindings,
    Press,
    ProtocolPaper,
    SealedPage,
    SignedBy,
    Signer,
    Store,
    Trust,
    Vault,
    WorkspaceInfo,
)
from precinct_app.services.progress import Pulse
from precinct_app.services.registrar import Registrar, SecretLetter
from precinct_app.services.toolbox import (
    ElectionKeys,
    Guarded,
    NamedSheet,
    Toolbox,
    VoterFile,
    WorkspaceCard,
    WorkspaceUser,
)
from precinct_app.services.toolbox import Papers as SignedPapers
from precinct_app.services.voter_layout import Layout
from precinct_app.signing import (
    cms,
    keys,
    outside_cms,
    pdf_difference,
    pdf_signature,
    pdf_verification,
    printed_figures,
    seal,
    xlsx_signature,
)
from precinct_app.signing.election_keys import make_election_keys
from precinct_app.signing.registrar import KeyRegistrar
from precinct_app.signing.trust import Verifier
from precinct_app.storage import workspace as workspaces
from precinct_app.storage.keyring import Cost
from precinct_app.storage.vault import BackupVault

PACKAGE_SIGNERS = frozenset({Role.PACKAGE_SIGNER})
RECEIPT_SIGNERS = frozenset({Role.DISTRICT_RECEIPT})
_QUICK = Cost(passes=1, memory=1024, lanes=1)
"""For workspaces of mock days, whose pass phrase is printed in the manual anyway."""


class Papers:
    """Draws papers and signs them: documents and signing put together."""

    def seal(self, record: ProtocolRecord, form: Form, signer: Signer) -> bytes:
        """The certifier's seal over the figures."""
        return seal.make_seal(record, record.to_json(), form, signer)

    def pdf(
        self, record: ProtocolRecord, form: Form, sealed: bytes, signers: Sequence[ExpectedSigner]
    ) -> ProtocolPaper:
        """The PDF with its empty signature fields."""
        paper = self.rendered(record, form, sealed, signers)
        return replace(paper, pdf=pdf_signature.prepare(paper.pdf, paper.slots))

    def rendered(
        self, record: ProtocolRecord, form: Form, sealed: bytes, signers: Sequence[ExpectedSigner]
    ) -> ProtocolPaper:
        """The PDF before any field."""
        return render(
            record, form, sealed, signers,
            sealed_text=seal.qr_text(sealed) if sealed else "",
            plain_text=printed_figures.plain_text(record, form),
            record_json=record.to_json(),
        )  # fmt: skip

    def draft(
        self, record: ProtocolRecord, form: Form, remaining: Sequence[tuple[object, int]]
    ) -> bytes:
        """A draft for comparison."""
        return render_draft(record, form, remaining).pdf  # type: ignore[arg-type]

    def xlsx(self, record: ProtocolRecord, form: Form) -> bytes:
        """The spreadsheet before any signature."""
        return render_xlsx(record, record.to_json(), form)

    def act(self, record: ProtocolRecord, form: Form, act: ActNote) -> bytes:
        """An act as a paper of its own."""
        return render_paper(act_paper(record, form, act))

    def changes(
        self, new: ProtocolRecord, old: ProtocolRecord, form: Form, sealed: bytes,
        copies: Sequence[GivenCopy],
    ) -> bytes:  # fmt: skip
        """The sheet that goes with a correction, under the codes of the new version."""
        return render_changes(
            Version(new, new.to_json()), Version(old, old.to_json()), form,
            sealed_text=seal.qr_text(sealed) if sealed else "",
            plain_text=printed_figures.plain_text(new, form), copies=copies,
        )  # fmt: skip

    def copying_sheet(self, record: ProtocolRecord, form: Form) -> bytes:
        """The protocol's figures and words, large, to be copied by hand."""
        return render_copying(record, form)

    def paper(self, paper: Paper) -> bytes:
        """A paper drawn from its own data alone."""
        return render_paper(paper)

    def voter_list(self, paper: ListPaper) -> PrintedList:
        """The voter list, and where each of its rows stands."""
        return render_list(paper)

    def register_xlsx(self, paper: TablePaper) -> bytes:
        """A register as a spreadsheet."""
        return render_register_xlsx(paper)

    def sign_pdf(self, pdf: bytes, signer: Signer, when: datetime, *, certify: bool) -> bytes:
        """Fill the signer's field."""
        field = pdf_signature.field_name(signer.member_id)
        return pdf_signature.sign(pdf, signer, field, when, certify=certify)

    def sign_xlsx(self, xlsx: bytes, signer: Signer, when: datetime) -> bytes:
        """Add the signer's package signature."""
        return xlsx_signature.sign(xlsx, signer, when)

    def sign_manifest(
        self, manifest: bytes, signer: Signer, when: datetime, message: bytes = b""
    ) -> bytes:
        """A detached CMS over the manifest, or the given one with one more signer."""
        if message:
            return cms.add_signer(message, manifest, signer, when)
        return cms.sign(manifest, signer, when)


class Court:
    """Judges signatures under one trust, and papers against our own rendering."""

    def __init__(self, trust: Trust, papers: Papers) -> None:
        self._verifier = Verifier(trust)
        self._papers = papers

    def cms(self, message: bytes, content: bytes) -> tuple[SignedBy, ...]:
        """Signers of a detached CMS."""
        return cms.verify(message, content, self._verifier)

    def seal(self, sealed: bytes, record_json: bytes, form: Form) -> SignedBy:
        """Who sealed this record."""
        return seal.verify_seal(sealed, self._verifier, record_json, form).signed_by

    def pdf(
        self, pdf: bytes, record: ProtocolRecord, form: Form, sealed: bytes,
        signers: Sequence[ExpectedSigner], renderer: str,
    ) -> PaperFindings:  # fmt: skip
        """Signatures of a protocol's PDF, then every object against our own rendering.

        Drawn by a renderer that is not ours it cannot be compared; pyHanko says what was changed.
        """
        ours = renderer == renderer_version()
        found = pdf_verification.verify(pdf, self._verifier, signers, ask_library=not ours)
        if not found.is_read:
            return PaperFindings(found.checks, ())
        if not ours:
            check = Check("pdf_shows_data", None, Reason("pdf.renderer", {"renderer": renderer}))
            return PaperFindings((*found.checks, check), found.signed_by)
        paper, area = self._papers.rendered(record, form, sealed, signers), _area(record)
        differing = pdf_difference.differs_from(paper.pdf, pdf, area, found.revisions)
        check = Check("pdf_shows_data", not differing, _reason("pdf.differs", differing))
        return PaperFindings((*found.checks, check), found.signed_by)

    def xlsx(
        self, xlsx: bytes, record: ProtocolRecord, form: Form, signers: Sequence[ExpectedSigner],
        renderer: str,
    ) -> PaperFindings:  # fmt: skip
        """Signatures of a protocol's XLSX, then every part against our own writing."""
        found = xlsx_signature.verify(xlsx, self._verifier, signers)
        if renderer != renderer_version():
            check = Check("xlsx_shows_data", None, Reason("xlsx.renderer", {"renderer": renderer}))
            return PaperFindings((*found.checks, check), found.signed_by)
        differing = xlsx_signature.differing_parts(self._papers.xlsx(record, form), xlsx)
        check = Check("xlsx_shows_data", not differing, _reason("xlsx.differs", differing))
        return PaperFindings((*found.checks, check), found.signed_by)

    def papers(self, papers: SignedPapers, form: Form) -> Mapping[str, PaperFindings]:
        """PDF and XLSX of one protocol, by file ending."""
        record = ProtocolRecord.from_json(papers.record_json)
        signers, renderer, files = papers.signers, papers.renderer, papers.files
        found: dict[str, PaperFindings] = {}
        if "pdf" in files:
            found["pdf"] = self.pdf(files["pdf"], record, form, papers.seal, signers, renderer)
        if "xlsx" in files:
            found["xlsx"] = self.xlsx(files["xlsx"], record, form, signers, renderer)
        return found

    def xlsx_alone(self, xlsx: bytes) -> PaperFindings:
        """Signatures and coverage of an XLSX without its record."""
        return xlsx_signature.verify(xlsx, self._verifier)

    def outside(self, message: bytes, content: bytes) -> Check:
        """A signature of another program, which is not verified here."""
        return outside_cms.look(message, content)

    def code(self, text: str) -> SealedPage:
        """The sealed code of a page, with nothing but the package."""
        verified = seal.verify_seal(seal.read_qr(text), self._verifier)
        held, printed = verified.figures, verified.figures.printed
        return SealedPage(
            verified.signed_by, held.election_id, held.precinct_id, held.ballot_id, held.form_id,
            held.version, held.made, printed.lines, printed.boxes, printed.votes,
            held.record_digest,
        )  # fmt: skip

    def receipt(self, message: bytes, content: bytes) -> SignedBy:
        """Who signed a receipt for the district."""
        (signer, *more) = cms.verify(message, content, self._verifier, RECEIPT_SIGNERS)
        if more:
            raise SignatureError.of("cms.form")
        return signer


class Tools:
    """The toolbox: every adapter behind the one list that services know."""

    def __init__(
        self, clock: Clock | None = None, cost: Cost | None = None, *, apart: bool = False
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self._cost = cost
        self._apart = apart
        """Whether foreign files are looked at in a process of their own."""

    @cached_property
    def press(self) -> Press:
        """Documents and signing."""
        return Papers()

    @property
    def renderer(self) -> str:
        """Version of layout, fonts and wording of our papers."""
        return renderer_version()

    def with_clock(self, clock: Clock) -> Toolbox:
        """The same tools on a mock day."""
        return Tools(clock, _QUICK, apart=self._apart)

    def judge(self, trust: Trust) -> Judge:
        """A judge under this trust."""
        return Court(trust, Papers())

    def guarded(self, work: Callable[..., Guarded], *arguments: object) -> Guarded:
        """Do a piece of work on a foreign file under limits of time and memory."""
        if not self._apart:
            return work(*arguments, self)
        with Workers[tuple[object, ...], Guarded](_begin_guarded, (work,), 1) as workers:
            for _, told in workers.work([(0, arguments)]):
                if isinstance(told, PrecinctError):
                    raise told
                return told
        raise PrecinctError.of("worker.died")

    def evidence(
        self, package: OpenedPackage, papers: Iterable[tuple[int, SignedPapers]], workers: int
    ) -> Iterator[tuple[int, Mapping[str, PaperFindings]]]:
        """Judge papers side by side, each under limits."""
        arguments = (package.trust, package.forms)
        with Workers[SignedPapers, Mapping[str, PaperFindings]](
            _begin_evidence, arguments, workers
        ) as pool:
            for number, told in pool.work(papers):
                yield number, _lost(told) if isinstance(told, PrecinctError) else told

    def open_package(self, data: bytes) -> OpenedPackage:
        """Read a package: consistent, not yet trusted."""
        return election_package.open_package(data, _verify_package)

    def pack_package(
        self, election: Election, forms: Sequence[FormText], trust: Trust, created: datetime,
        signer: Signer,
    ) -> bytes:  # fmt: skip
        """Write and sign a package."""
        return election_package.pack_package(
            election, forms, trust, created, lambda manifest: cms.sign(manifest, signer, created)
        )

    def make_keys(
        self, election: Election, built: datetime, passphrase: Callable[[str, str], str]
    ) -> ElectionKeys:
        """Make the PKI of an election."""
        return make_election_keys(election, built, passphrase, self._rounds())

    @property
    def registrar(self) -> Registrar:
        """The keeper of an election's keys."""
        return KeyRegistrar(self._rounds())

    def open_key(self, data: bytes, passphrase: str) -> Signer:
        """Open a key file."""
        return keys.open_key_file(data, passphrase)

    def secret_letters(self, letters: Sequence[SecretLetter], made: datetime) -> bytes:
        """Sealed letters."""
        return render_letters(letters, made)

    def look_at_voters(
        self, data: bytes, name: str, sheet: str | None = None, pulse: Pulse | None = None
    ) -> Layout:
        """How a voter file is laid out."""
        return voter_reading.look_at_voters(data, name, sheet, pulse)

    def read_voters(
        self, data: bytes, name: str, layout: Layout | None = None, day: date | None = None,
        pulse: Pulse | None = None,
    ) -> VoterFile:  # fmt: skip
        """Read a voter file under limits."""
        return voter_reading.read_voters(data, name, layout, day, pulse)

    def voter_report(self, file: VoterFile, title: str) -> bytes:
        """The rows of a voter file that a person should look at, as an XLSX."""
        return write_voter_report(file, title)

    def write_voters(self, people: Sequence[MockPerson], precinct: Precinct, style: int) -> bytes:
        """A made-up voter file."""
        return write_voter_file(people, precinct, style)

    def read_sheets(self, path: Path, form: Form) -> Iterator[NamedSheet]:
        """Stream the sheets of a file."""
        return sheet_file.read_sheets(path, form)

    def pack_bundle(self, manifest: Manifest, message: bytes, files: Mapping[str, bytes]) -> bytes:
        """Write a bundle."""
        return bundle.pack_bundle(manifest, message, files)

    def open_bundle(self, data: bytes) -> BundleContent:
        """Open a bundle's container."""
        return bundle.open_bundle(data)

    def create_workspace(
        self, folder: Path, package: OpenedPackage, *, kind: str, precinct_id: str, level: Level,
        users: Sequence[WorkspaceUser],
    ) -> str:  # fmt: skip
        """Make an encrypted workspace."""
        info = WorkspaceInfo(
            kind, package.election.mode, uuid4().hex, 1, precinct_id, level, package.sha256
        )
        card = _card(package.election, kind, precinct_id)
        return workspaces.create_workspace(folder, info, package.raw, card, users, self._cost)

    def open_workspace(self, folder: Path, member_id: str, passphrase: str) -> Store:
        """Open a workspace."""
        return workspaces.open_workspace(folder, member_id, passphrase, self.clock.now())

    def describe(self, folder: Path) -> WorkspaceCard:
        """The card of the workspace in a folder."""
        return workspaces.describe(folder)

    @cached_property
    def machine(self) -> str:
        """The random name of this machine."""
        return machine_name()

    @cached_property
    def vault(self) -> Vault:
        """Backups."""
        return BackupVault()

    def mend_card(self, folder: Path, member_id: str, passphrase: str) -> WorkspaceCard:
        """Write the card again."""
        store = self.open_workspace(folder, member_id, passphrase)
        try:
            with store.begin() as work:
                info, package = work.workspace.info(), self.open_package(work.workspace.package())
        finally:
            store.close()
        card = _card(package.election, info.kind, info.precinct_id)
        workspaces.write_card(folder, card)
        return card

    def people(self, folder: Path) -> Sequence[tuple[str, str, Role]]:
        """Who may open the workspace."""
        return workspaces.people(folder)

    def demand_secret(self, folder: Path, member_id: str, passphrase: str) -> None:
        """See whether a pass phrase is somebody's."""
        workspaces.demand_secret(folder, member_id, passphrase)

    def role_in(self, folder: Path, member_id: str) -> Role:
        """The role of a user of the workspace."""
        return workspaces.role_in(folder, member_id)

    def consolidated(
        self, tables: Sequence[Consolidation], election: Election, forms: Mapping[str, Form],
        made: datetime,
    ) -> Mapping[str, bytes]:  # fmt: skip
        """The consolidated table by file ending."""
        return {
            "pdf": render_consolidated(tables, election, forms, made),
            "xlsx": to_xlsx(tables, election, made),
            "csv": to_csv(tables, election),
            "json": to_json(tables, election, made),
        }

    def kind_of(self, data: bytes) -> str:
        """What kind of file this is, by what is in it."""
        return file_kind.kind_of(data)

    def read_pages(self, data: bytes, name: str) -> tuple[PageCodes, ...]:
        """The codes of each page of a scan, photo or PDF."""
        return read_pages(data, name)

    def pack_receipt(self, content: bytes, message: bytes) -> bytes:
        """Write a receipt and its signature as one file."""
        return receipt_file.pack_receipt(content, message)

    def open_receipt(self, data: bytes) -> tuple[bytes, bytes]:
        """A receipt's content and signature."""
        return receipt_file.open_receipt(data)

    def demand_outside_signature(self, message: bytes, content: bytes) -> None:
        """Refuse what is plainly no foreign signature over this."""
        outside_cms.demand_usable(message, content)

    def attachments(self, pdf: bytes) -> Mapping[str, bytes]:
        """Files attached to a PDF."""
        return read_attachments(pdf)

    def renderer_of(self, pdf: bytes) -> str:
        """The renderer that a PDF says it was drawn by."""
        return read_renderer(pdf)

    def signature_fields(self, pdf: bytes, record: ProtocolRecord) -> Sequence[ExpectedSigner]:
        """Members whose signature fields a PDF has, in its order."""
        return _signers_by_field(pdf, record)

    def write_screens(self, demo: Path, folder: Path, passphrase: str) -> int:
        """Pictures of the window's pages with a demo's data."""
        from precinct_app.ui.screens import write_screens  # noqa: PLC0415  other commands need no Qt

        return write_screens(demo, folder, passphrase, self)

    def _rounds(self) -> int:
        """Key files of a mock day need not cost an attacker much."""
        return keys.ROUNDS if self._cost is None else 2000


def run_command(arguments: Sequence[str]) -> int:
    """Run a command of the command line."""
    # A library's own deprecations are not the user's business.
    warnings.simplefilter("ignore")
    return run_cli(arguments, Tools(apart=True))


def open_window(folder: Path | None = None) -> int:
    """Open the window; `folder` holds workspaces, or is one."""
    from precinct_app.ui.application import run  # noqa: PLC0415  commands need no Qt

    return run(Tools(apart=True), folder)


def _begin_guarded(work: Callable[..., Guarded]) -> Callable[[tuple[object, ...]], Guarded]:
    """In a worker: the tools once, then piece after piece."""
    warnings.simplefilter("ignore")
    tools = Tools()
    return lambda arguments: work(*arguments, tools)


def _begin_evidence(
    trust: Trust, forms: tuple[FormText, ...]
) -> Callable[[SignedPapers], Mapping[str, PaperFindings]]:
    """In a worker: one court for all papers."""
    warnings.simplefilter("ignore")
    court, texts = Court(trust, Papers()), {form.form_id: form.text for form in forms}
    read: dict[str, Form] = {}

    def judge(papers: SignedPapers) -> Mapping[str, PaperFindings]:
        form_id = papers.form_id
        form = read.get(form_id) or read.setdefault(form_id, load_form(form_id, texts))
        return court.papers(papers, form)

    return judge


def _lost(error: PrecinctError) -> Mapping[str, PaperFindings]:
    """Papers that were too much for a worker are not good."""
    return {"pdf": PaperFindings((Check("pdf_bytes", False, error.reasons[0]),), ())}


def _verify_package(message: bytes, manifest: bytes, trust: Trust) -> None:
    for signer in cms.verify(message, manifest, Verifier(trust), PACKAGE_SIGNERS):
        if signer.doubt:
            raise SignatureError(signer.doubt)


def _card(election: Election, kind: str, precinct_id: str) -> WorkspaceCard:
    place, number, ballots = election.territory, 0, election.ballots
    if kind == "precinct":
        precinct = election.precinct(precinct_id)
        place, number = precinct.settlement, precinct.number
        ballots = election.ballots_of(precinct_id)
    return WorkspaceCard(
        kind, election.mode.value, precinct_id, number, place.to_mapping(),
        election.name.to_mapping(), election.day.isoformat(), election.sequence,
        tuple({**b.short_name.to_mapping(), "rgb": b.colour.rgb} for b in ballots),
    )  # fmt: skip


def _reason(key: str, places: Sequence[str]) -> Reason | None:
    return Reason(key, {"place": places[0], "count": len(places)}) if places else None


def _area(record: ProtocolRecord) -> tuple[float, float, float, float]:
    """Where this commission may sign on the last page."""
    return signature_area(len(record.members))


def _signers_by_field(pdf: bytes, record: ProtocolRecord) -> list[ExpectedSigner]:
    """The frozen set of a PDF that came alone: its fields, in the order of the commission."""
    names = set(pdf_signature.field_names(pdf))
    return [
        ExpectedSigner(member.member_id, member.role)
        for member in record.members
        if pdf_signature.field_name(member.member_id) in names
    ]
