# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signatures in a PDF: PAdES B-B (ETSI EN 319 142-1), all fields made empty beforehand.

Each step appends one revision and changes nothing before it.  Neither the document's metadata nor
its file id take the machine's time or randomness, so preparing gives the same bytes each time.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from cryptography import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import AnnotAppearances
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import (
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from precinct_app.domain.commission import Member
from precinct_app.domain.errors import PrecinctError, SignatureError
from precinct_app.services.ports import SignatureSlot, Signer
from precinct_app.signing import cms
from precinct_app.signing.pdf_stamp import StampTexts, draw, stamp_texts
from precinct_app.signing.subject import read_signer
from precinct_app.signing.trust import serial_text

RESERVED: Final = 8192
"""Hex digits kept free for a signature: twice its bytes."""


def field_name(member_id: str) -> str:
    """The name of a member's signature field."""
    return f"sig_{member_id}"


def field_names(pdf: bytes) -> list[str]:
    """Names of a PDF's signature fields; SignatureError ``pdf.unreadable_signature`` otherwise."""
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        return [name for name, _, _ in enumerate_sig_fields(reader)]
    except Exception as error:  # a hostile file may raise anything out of the parser
        raise SignatureError.of("pdf.unreadable_signature", what=type(error).__name__) from error


def prepare(pdf: bytes, slots: Sequence[SignatureSlot]) -> bytes:
    """Append all signature fields, empty, on the last page in one revision.

    A field that came later would break the certifier's signature.
    """
    writer = _Revision(BytesIO(pdf))
    for slot in slots:
        spec = SigFieldSpec(
            slot.field_name,
            on_page=-1,
            box=slot.box,  # type: ignore[arg-type]
            readable_field_name=f"ЭЦҚ · ЭЦП: {slot.member.name}",
        )
        append_signature_field(writer, spec)
    writer.register_extension(ESIC_EXTENSION_1)
    return _written(writer)


def sign(
    pdf: bytes,
    signer: Signer,
    name: str,
    when: datetime,
    *,
    certify: bool,
    stamp: StampTexts | None = None,
) -> bytes:
    """Fill a signature field; `when` carries the offset that the stamp shows.

    The certifier certifies and must be the first (DocMDP: only fields may be filled later); the
    others approve.  SignatureError ``pdf.field`` when there is no such empty field,
    ``pdf.certified`` when the order is not kept, ``pdf.cannot_sign``.
    """
    try:
        writer = _Revision(BytesIO(pdf))
        field = _empty_field(writer, name)
        if certify != ("/Perms" not in writer.root):
            raise SignatureError.of("pdf.certified")
        texts = stamp or stamp_texts(*_certified_member(signer), when)
        _set_appearance(writer, field, texts)
        return _sign_into(writer, signer, name, when, certify=certify)
    except PrecinctError:
        raise
    except Exception as error:  # a damaged file: whatever the library says, it cannot be signed
        raise SignatureError.of("pdf.cannot_sign") from error


class _Revision(IncrementalPdfFileWriter):
    """A revision whose bytes follow from the file before it and from nothing else."""

    @classmethod
    def _handle_id(cls, prev: Any) -> generic.ArrayObject:
        prev.stream.seek(0)
        second = hashlib.sha256(prev.stream.read()).digest()[:16]
        first = prev.trailer["/ID"][0] if "/ID" in prev.trailer else second
        if isinstance(first, generic.TextStringObject):
            first = first.original_bytes
        return generic.ArrayObject([generic.ByteStringObject(i) for i in (first, second)])

    def _update_meta(self) -> None:
        """Leave the document's information as it was rendered."""


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    output = BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()


def _empty_field(writer: IncrementalPdfFileWriter, name: str) -> generic.DictionaryObject:
    fields = writer.root["/AcroForm"]["/Fields"] if "/AcroForm" in writer.root else ()
    found = [f for f in (r.get_object() for r in fields) if f.get("/T") == name]
    if len(found) != 1 or "/V" in found[0]:
        raise SignatureError.of("pdf.field", field=name)
    field: generic.DictionaryObject = found[0]
    return field


def _certified_member(signer: Signer) -> tuple[Member, str]:
    certificate = x509.load_der_x509_certificate(signer.certificate)
    subject = read_signer(certificate.subject)
    member = Member(subject.member_id, subject.name, subject.role)
    return member, serial_text(certificate.serial_number)


def _set_appearance(
    writer: IncrementalPdfFileWriter, field: generic.DictionaryObject, texts: StampTexts
) -> None:
    x0, y0, x1, y1 = (float(value) for value in field["/Rect"])
    picture = draw(writer, texts, abs(x1 - x0), abs(y1 - y0))
    appearances = AnnotAppearances(picture)
    field["/AP"] = appearances.as_pdf_object()
    writer.update_container(field)


def _sign_into(
    writer: IncrementalPdfFileWriter, signer: Signer, name: str, when: datetime, *, certify: bool
) -> bytes:
    steps = PdfCMSEmbedder().write_cms(name, writer, existing_fields_only=True)
    next(steps)
    placeholder = SignatureObject(
        timestamp=when.replace(microsecond=0),
        subfilter=SigSeedSubFilter.PADES,
        bytes_reserved=RESERVED,
    )
    rights = SigMDPSetup(
        md_algorithm="sha256",
        certify=certify,
        docmdp_perms=MDPPerm.FILL_FORMS if certify else None,
    )
    steps.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=rights))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(cms.sign_digest(prepared.document_digest, signer))
    signed: bytes = output.getvalue()
    return signed
