# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Documents and signing put together: papers drawn, and signed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from precinct_app.documents.act_content import act_paper
from precinct_app.documents.changes_pdf import Version, render_changes
from precinct_app.documents.codes import plain_code
from precinct_app.documents.copy_pdf import render_copy
from precinct_app.documents.copying_pdf import render_copying
from precinct_app.documents.draft_pdf import render_draft
from precinct_app.documents.printing import render_paper
from precinct_app.documents.protocol_pdf import render
from precinct_app.documents.protocol_xlsx import render_xlsx
from precinct_app.documents.register_xlsx import render_register_xlsx
from precinct_app.documents.voter_list_pdf import render_list
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.papers.changes import GivenCopy
from precinct_app.domain.papers.copies import ProtocolCopy
from precinct_app.domain.papers.paper import Paper
from precinct_app.domain.papers.table import TablePaper
from precinct_app.domain.papers.voter_list import ListPaper, PrintedList
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.missing import Missing
from precinct_app.domain.protocol.record import ActNote, ProtocolRecord
from precinct_app.domain.wording import Wording
from precinct_app.services.ports import ProtocolPaper, QrCode, Signer
from precinct_app.signing import cms, pdf_signature, printed_figures, seal, xlsx_signature


class Papers:
    """Draws papers and signs them: documents and signing put together."""

    def seal(self, record: ProtocolRecord, form: Form, signer: Signer) -> bytes:
        """The certifier's seal over the figures."""
        return seal.make_seal(record, record.to_json(), form, signer)

    def pdf(
        self, record: ProtocolRecord, form: Form, sealed: bytes,
        signers: Sequence[ExpectedSigner], refused: Sequence[Missing] = (),
    ) -> ProtocolPaper:  # fmt: skip
        """The PDF with its empty signature fields."""
        paper = self.rendered(record, form, sealed, signers, refused)
        return replace(paper, pdf=pdf_signature.prepare(paper.pdf, paper.slots))

    def rendered(
        self, record: ProtocolRecord, form: Form, sealed: bytes,
        signers: Sequence[ExpectedSigner], refused: Sequence[Missing] = (),
    ) -> ProtocolPaper:  # fmt: skip
        """The PDF before any field."""
        return render(
            record, form, sealed, signers,
            sealed_text=seal.qr_text(sealed) if sealed else "",
            plain_text=printed_figures.plain_text(record, form),
            record_json=record.to_json(), refused=refused,
        )  # fmt: skip

    def draft(
        self, record: ProtocolRecord, form: Form, remaining: Sequence[tuple[Wording, int]]
    ) -> bytes:
        """A draft for comparison."""
        return render_draft(record, form, remaining).pdf

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

    def copy(self, record: ProtocolRecord, form: Form, sealed: bytes, copy: ProtocolCopy) -> bytes:
        """A certified copy under the codes of the original."""
        return render_copy(
            record, form, copy,
            sealed_text=seal.qr_text(sealed) if sealed else "",
            plain_text=printed_figures.plain_text(record, form),
        )  # fmt: skip

    def figures_code(self, record: ProtocolRecord, form: Form) -> QrCode:
        """The code of the figures that any phone reads."""
        code = plain_code(printed_figures.plain_text(record, form))
        return QrCode(code.modules, code.runs)

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
