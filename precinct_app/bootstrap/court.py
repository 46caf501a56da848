# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Judging signatures and papers under one trust, against our own rendering."""

from collections.abc import Mapping, Sequence

from precinct_app.bootstrap.papers import Papers
from precinct_app.documents.attachments import read_attachments
from precinct_app.documents.protocol_pdf import renderer_version
from precinct_app.documents.signature_block import signature_area
from precinct_app.domain.commission import Role
from precinct_app.domain.errors import PrecinctError, Reason, SignatureError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.missing import REFUSALS, Missing, read_told
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.services.ports import Check, PaperFindings, SealedPage, SignedBy, Trust
from precinct_app.services.toolbox import Papers as SignedPapers
from precinct_app.signing import (
    cms,
    outside_cms,
    pdf_difference,
    pdf_verification,
    seal,
    xlsx_signature,
)
from precinct_app.signing.trust import Verifier

RECEIPT_SIGNERS = frozenset({Role.DISTRICT_RECEIPT})


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
        try:
            refused = _refused(pdf)
        except PrecinctError as error:
            check = Check("pdf_shows_data", False, error.reasons[0])
            return PaperFindings((*found.checks, check), found.signed_by)
        paper = self._papers.rendered(record, form, sealed, signers, refused)
        area = _area(record)
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


def _reason(key: str, places: Sequence[str]) -> Reason | None:
    return Reason(key, {"place": places[0], "count": len(places)}) if places else None


def _refused(pdf: bytes) -> tuple[Missing, ...]:
    """Refusals to sign that a page prints, as they are attached to it; PrecinctError for no such."""
    told = read_attachments(pdf).get(REFUSALS)
    return read_told(told) if told is not None else ()


def _area(record: ProtocolRecord) -> tuple[float, float, float, float]:
    """Where this commission may sign on the last page."""
    return signature_area(len(record.members))
