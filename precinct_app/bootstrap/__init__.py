# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The composition root: the only folder that knows which adapter serves which port.

Adapters are imported where they are first used, so that the window stands before database, paper
and signing libraries are loaded, and a command loads what it needs.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import PrecinctError, SignatureError
from precinct_app.runtime.clock import SystemClock

if TYPE_CHECKING:
    from precinct_app.domain.consolidation import Consolidation
    from precinct_app.domain.election import Election, FormText, Level, Precinct
    from precinct_app.domain.handover import ExpectedSigner, Manifest
    from precinct_app.domain.protocol.form import Form
    from precinct_app.domain.protocol.record import ProtocolRecord
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
    from precinct_app.services.toolbox import (
        ElectionKeys,
        Guarded,
        Locks,
        NamedSheet,
        Toolbox,
        VoterFile,
        WorkspaceUser,
    )
    from precinct_app.services.toolbox import Papers as SignedPapers
    from precinct_app.services.voter_layout import Layout
    from precinct_app.services.workspace_card import WorkspaceCard
    from precinct_app.storage.keyring import Cost


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
        from precinct_app.bootstrap.papers import Papers

        return Papers()

    @property
    def renderer(self) -> str:
        """Version of layout, fonts and wording of our papers."""
        from precinct_app.documents.protocol_pdf import renderer_version

        return renderer_version()

    def with_clock(self, clock: Clock) -> Toolbox:
        """The same tools on a mock day, whose pass phrase is printed in the manual anyway."""
        from precinct_app.storage.keyring import Cost

        quick = Cost(passes=1, memory=1024, lanes=1)
        return Tools(clock, quick, apart=self._apart)

    def judge(self, trust: Trust) -> Judge:
        """A judge under this trust."""
        from precinct_app.bootstrap.court import Court
        from precinct_app.bootstrap.papers import Papers

        return Court(trust, Papers())

    def guarded(
        self, work: Callable[..., Guarded], *arguments: object, pulse: Pulse | None = None
    ) -> Guarded:
        """Do a piece of work on a foreign file under limits of time and memory."""
        from precinct_app.exchange.workers import Workers
        from precinct_app.services.toolbox import Guarded

        if not self._apart:
            if pulse is not None:
                pulse(0.0)
            return work(*arguments, self)
        with Workers[tuple[object, ...], Guarded](
            _begin_guarded, (work,), 1, pulse=pulse
        ) as workers:
            for _, told in workers.work([(0, arguments)]):
                if isinstance(told, PrecinctError):
                    raise told
                return told
        raise PrecinctError.of("worker.died")

    def evidence(
        self, package: OpenedPackage, papers: Iterable[tuple[int, SignedPapers]], workers: int
    ) -> Iterator[tuple[int, Mapping[str, PaperFindings]]]:
        """Judge papers side by side, each under limits."""
        from precinct_app.exchange.workers import Workers
        from precinct_app.services.ports import PaperFindings
        from precinct_app.services.toolbox import Papers as SignedPapers

        arguments = (package.trust, package.forms)
        with Workers[SignedPapers, Mapping[str, PaperFindings]](
            _begin_evidence, arguments, workers
        ) as pool:
            for number, told in pool.work(papers):
                yield number, _lost(told) if isinstance(told, PrecinctError) else told

    def open_package(self, data: bytes) -> OpenedPackage:
        """Read a package: consistent, not yet trusted."""
        from precinct_app.exchange import election_package

        return election_package.open_package(data, _verify_package)

    def pack_package(
        self, election: Election, forms: Sequence[FormText], trust: Trust, created: datetime,
        signer: Signer,
    ) -> bytes:  # fmt: skip
        """Write and sign a package."""
        from precinct_app.exchange import election_package
        from precinct_app.signing import cms

        return election_package.pack_package(
            election, forms, trust, created, lambda manifest: cms.sign(manifest, signer, created)
        )

    def make_keys(
        self, election: Election, built: datetime, passphrase: Callable[[str, str], str]
    ) -> ElectionKeys:
        """Make the PKI of an election."""
        from precinct_app.signing.election_keys import make_election_keys

        return make_election_keys(election, built, passphrase, self._rounds())

    @property
    def registrar(self) -> Registrar:
        """The keeper of an election's keys."""
        from precinct_app.signing.registrar import KeyRegistrar

        return KeyRegistrar(self._rounds())

    def open_key(self, data: bytes, passphrase: str) -> Signer:
        """Open a key file."""
        from precinct_app.signing import keys

        return keys.open_key_file(data, passphrase)

    def secret_letters(self, letters: Sequence[SecretLetter], made: datetime) -> bytes:
        """Sealed letters."""
        from precinct_app.documents.secret_letter import render_letters

        return render_letters(letters, made)

    def look_at_voters(
        self, data: bytes, name: str, sheet: str | None = None, pulse: Pulse | None = None
    ) -> Layout:
        """How a voter file is laid out."""
        from precinct_app.exchange import voter_reading

        return voter_reading.look_at_voters(data, name, sheet, pulse)

    def read_voters(
        self, data: bytes, name: str, layout: Layout | None = None, day: date | None = None,
        pulse: Pulse | None = None,
    ) -> VoterFile:  # fmt: skip
        """Read a voter file under limits."""
        from precinct_app.exchange import voter_reading

        return voter_reading.read_voters(data, name, layout, day, pulse)

    def voter_report(self, file: VoterFile, title: str) -> bytes:
        """The rows of a voter file that a person should look at, as an XLSX."""
        from precinct_app.exchange.voter_report import write_voter_report

        return write_voter_report(file, title)

    def write_voters(self, people: Sequence[MockPerson], precinct: Precinct, style: int) -> bytes:
        """A made-up voter file."""
        from precinct_app.exchange.voter_file_writer import write_voter_file

        return write_voter_file(people, precinct, style)

    def read_sheets(self, path: Path, form: Form) -> Iterator[NamedSheet]:
        """Stream the sheets of a file."""
        from precinct_app.exchange import sheet_file

        return sheet_file.read_sheets(path, form)

    def pack_bundle(self, manifest: Manifest, message: bytes, files: Mapping[str, bytes]) -> bytes:
        """Write a bundle."""
        from precinct_app.exchange import bundle

        return bundle.pack_bundle(manifest, message, files)

    def open_bundle(self, data: bytes) -> BundleContent:
        """Open a bundle's container."""
        from precinct_app.exchange import bundle

        return bundle.open_bundle(data)

    def create_workspace(
        self, folder: Path, package: OpenedPackage, *, kind: str, precinct_id: str, level: Level,
        users: Sequence[WorkspaceUser],
    ) -> str:  # fmt: skip
        """Make an encrypted workspace."""
        from uuid import uuid4

        from precinct_app.services.ports import WorkspaceInfo
        from precinct_app.storage import workspace as workspaces

        info = WorkspaceInfo(
            kind, package.election.mode, uuid4().hex, 1, precinct_id, level, package.sha256
        )
        card = _card(package.election, kind, precinct_id)
        return workspaces.create_workspace(folder, info, package.raw, card, users, self._cost)

    def open_workspace(self, folder: Path, member_id: str, passphrase: str) -> Store:
        """Open a workspace."""
        from precinct_app.storage import workspace as workspaces

        return workspaces.open_workspace(folder, member_id, passphrase, self.clock.now())

    def get_ready(self) -> None:
        """Load what signing in will need."""
        import_module("precinct_app.exchange.election_package")
        import_module("precinct_app.signing.cms")
        import_module("precinct_app.storage.workspace")

    def describe(self, folder: Path) -> WorkspaceCard:
        """The card of the workspace in a folder."""
        from precinct_app.storage import workspace_card

        return workspace_card.describe(folder)

    @cached_property
    def machine(self) -> str:
        """The random name of this machine."""
        from precinct_app.runtime.machine import machine_name

        return machine_name()

    @cached_property
    def vault(self) -> Vault:
        """Backups."""
        from precinct_app.storage.vault import BackupVault

        return BackupVault()

    def mend_card(self, folder: Path, member_id: str, passphrase: str) -> WorkspaceCard:
        """Write the card again."""
        from precinct_app.storage import workspace_card

        store = self.open_workspace(folder, member_id, passphrase)
        try:
            with store.begin() as work:
                info, package = work.workspace.info(), self.open_package(work.workspace.package())
        finally:
            store.close()
        card = _card(package.election, info.kind, info.precinct_id)
        workspace_card.write_card(folder, card)
        return card

    def people(self, folder: Path) -> Sequence[tuple[str, str, Role]]:
        """Who may open the workspace."""
        from precinct_app.storage import workspace_card

        return workspace_card.people(folder)

    @cached_property
    def locks(self) -> Locks:
        """Pass phrases, the code on paper, PINs."""
        from precinct_app.bootstrap.locks import FolderLocks

        return FolderLocks(self.clock)

    def role_in(self, folder: Path, member_id: str) -> Role:
        """The role of a user of the workspace."""
        from precinct_app.storage import workspace as workspaces

        return workspaces.role_in(folder, member_id)

    def consolidated(
        self, tables: Sequence[Consolidation], election: Election, forms: Mapping[str, Form],
        made: datetime,
    ) -> Mapping[str, bytes]:  # fmt: skip
        """The consolidated table by file ending."""
        from precinct_app.documents.consolidated_pdf import render_consolidated
        from precinct_app.documents.consolidated_table import to_csv, to_json, to_xlsx

        return {
            "pdf": render_consolidated(tables, election, forms, made),
            "xlsx": to_xlsx(tables, election, made),
            "csv": to_csv(tables, election),
            "json": to_json(tables, election, made),
        }

    def kind_of(self, data: bytes) -> str:
        """What kind of file this is, by what is in it."""
        from precinct_app.exchange import file_kind

        return file_kind.kind_of(data)

    def read_pages(self, data: bytes, name: str) -> tuple[PageCodes, ...]:
        """The codes of each page of a scan, photo or PDF."""
        from precinct_app.documents.code_reader import read_pages

        return read_pages(data, name)

    def pack_carried(self, files: Mapping[str, bytes]) -> bytes:
        """Write a protocol that is carried to another machine for a signature."""
        from precinct_app.exchange import carried_file

        return carried_file.pack_carried(files)

    def open_carried(self, data: bytes) -> Mapping[str, bytes]:
        """The parts of a carried protocol."""
        from precinct_app.exchange import carried_file

        return carried_file.open_carried(data)

    def pack_receipt(self, content: bytes, message: bytes) -> bytes:
        """Write a receipt and its signature as one file."""
        from precinct_app.exchange import receipt_file

        return receipt_file.pack_receipt(content, message)

    def open_receipt(self, data: bytes) -> tuple[bytes, bytes]:
        """A receipt's content and signature."""
        from precinct_app.exchange import receipt_file

        return receipt_file.open_receipt(data)

    def demand_outside_signature(self, message: bytes, content: bytes) -> None:
        """Refuse what is plainly no foreign signature over this."""
        from precinct_app.signing import outside_cms

        outside_cms.demand_usable(message, content)

    def attachments(self, pdf: bytes) -> Mapping[str, bytes]:
        """Files attached to a PDF."""
        from precinct_app.documents.attachments import read_attachments

        return read_attachments(pdf)

    def renderer_of(self, pdf: bytes) -> str:
        """The renderer that a PDF says it was drawn by."""
        from precinct_app.documents.attachments import read_renderer

        return read_renderer(pdf)

    def signature_fields(self, pdf: bytes, record: ProtocolRecord) -> Sequence[ExpectedSigner]:
        """Members whose signature fields a PDF has, in its order."""
        return _signers_by_field(pdf, record)

    def write_screens(self, demo: Path, folder: Path, passphrase: str) -> int:
        """Pictures of the window's pages with a demo's data."""
        from precinct_app.ui.screens import write_screens

        return write_screens(demo, folder, passphrase, self)

    def _rounds(self) -> int:
        """Key files of a mock day need not cost an attacker much."""
        from precinct_app.signing import keys

        return keys.ROUNDS if self._cost is None else 2000


def run_command(arguments: Sequence[str]) -> int:
    """Run a command of the command line."""
    from precinct_app.cli.main import main as run_cli

    # A library's own deprecations are not the user's business.
    warnings.simplefilter("ignore")
    return run_cli(arguments, Tools(apart=True))


def open_window(folder: Path | None = None, look: Sequence[str] = ()) -> int:
    """Open the window; `folder` holds workspaces, or is one.

    `look` opens it only until something stands, to be measured: ``bare``, ``start``, ``home SECRET``;
    ``night SECRET VOTERS`` lives a night in it, in a new folder.
    """
    if look:
        return _look(folder or Path(), look)
    from precinct_app.ui.application import run

    return run(Tools(apart=True), folder)


def _look(folder: Path, look: Sequence[str]) -> int:
    from precinct_app.ui import first_look

    if look[0] == "bare":
        return first_look.show_bare()
    if look[0] == "start":
        return first_look.show_start(Tools(apart=True), folder)
    if look[0] == "night":
        return first_look.show_night(Tools(apart=True), folder, look[1], int(look[2]))
    return first_look.show_home(Tools(apart=True), folder, look[1])


def _begin_guarded(work: Callable[..., Guarded]) -> Callable[[tuple[object, ...]], Guarded]:
    """In a worker: the tools once, then piece after piece."""
    warnings.simplefilter("ignore")
    tools = Tools()
    return lambda arguments: work(*arguments, tools)


def _begin_evidence(
    trust: Trust, forms: tuple[FormText, ...]
) -> Callable[[SignedPapers], Mapping[str, PaperFindings]]:
    """In a worker: one court for all papers."""
    from precinct_app.bootstrap.court import Court
    from precinct_app.bootstrap.papers import Papers
    from precinct_app.domain.protocol.form_file import load_form

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
    from precinct_app.services.ports import Check, PaperFindings

    return {"pdf": PaperFindings((Check("pdf_bytes", False, error.reasons[0]),), ())}


def _verify_package(message: bytes, manifest: bytes, trust: Trust) -> None:
    from precinct_app.signing import cms
    from precinct_app.signing.trust import Verifier

    for signer in cms.verify(message, manifest, Verifier(trust), frozenset({Role.PACKAGE_SIGNER})):
        if signer.doubt:
            raise SignatureError(signer.doubt)


def _card(election: Election, kind: str, precinct_id: str) -> WorkspaceCard:
    from precinct_app.services.workspace_card import WorkspaceCard

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


def _signers_by_field(pdf: bytes, record: ProtocolRecord) -> list[ExpectedSigner]:
    """The frozen set of a PDF that came alone: its fields, in the order of the commission."""
    from precinct_app.domain.handover import ExpectedSigner
    from precinct_app.signing import pdf_signature

    names = set(pdf_signature.field_names(pdf))
    return [
        ExpectedSigner(member.member_id, member.role)
        for member in record.members
        if pdf_signature.field_name(member.member_id) in names
    ]
