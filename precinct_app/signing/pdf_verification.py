# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Judging the signatures of a PDF by our own rule; pyHanko reads the file.

A library's "valid" leaves open what matters here: whose signatures must be there, whether anything
stands after the last one, and whether padding and certificates can be altered unseen.  That each
signed revision shows our own rendering and nothing else is told by `pdf_difference`; only where it
cannot tell is pyHanko asked what was changed between signatures.
"""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from asn1crypto import parser
from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.services.ports import Check, SignedBy
from precinct_app.signing import cms
from precinct_app.signing.pdf_signature import field_name
from precinct_app.signing.trust import Verifier

# What the library thinks of a hostile file is for the checks to say, not for the console.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())
logging.getLogger("pyhanko").propagate = False

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of a protocol's PDF; a larger file is not parsed."""

_RANGE: Final = 4
_HEX: Final = frozenset(b"0123456789ABCDEF")
_WHOLE_FILE: Final = SignatureCoverageLevel.ENTIRE_FILE


@dataclass(frozen=True, slots=True)
class _Found:
    """A signature as it stands in the file."""

    name: str
    embedded: EmbeddedPdfSignature
    claimed: datetime
    message: bytes
    digest: bytes
    end: int
    """Where the signed revision ends."""


@dataclass(frozen=True, slots=True)
class PdfFindings:
    """What the signatures of a PDF are worth, and where each signed revision ends."""

    checks: tuple[Check, ...]
    signed_by: tuple[SignedBy, ...]
    revisions: tuple[int, ...] = ()
    is_read: bool = True
    """Whether the file could be read at all."""

    @property
    def good(self) -> bool:
        """No check failed."""
        return all(check.good is not False for check in self.checks)


def verify(
    pdf: bytes, verifier: Verifier, expected: Sequence[ExpectedSigner], *, ask_library: bool = True
) -> PdfFindings:
    """Judge all signatures of a PDF; the first expected signer is the certifier.

    Never raises for what the file holds.  Checks: ``pdf_fields`` (the expected signers; None when
    others than the certifier have not signed), ``pdf_bytes`` (nothing uncovered, strict form),
    ``pdf_signatures`` (certificates, roles, digests; None for a doubt), ``pdf_changes`` (the first
    certifies, others approve; with `ask_library` nothing but fields was filled in since).
    """
    if len(pdf) > LARGEST:
        return _unreadable("too large")
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        found = sorted(_signatures(pdf, reader), key=lambda f: f.end)
        names = [name for name, _, _ in enumerate_sig_fields(reader)]
        signed_by, faults = _judged(found, verifier, expected)
        checks = (
            _check("pdf_fields", _field_faults(names, found, expected), _missing(found, expected)),
            _check("pdf_bytes", _byte_faults(pdf, found)),
            _check("pdf_signatures", faults, [s.doubt for s in signed_by if s.doubt]),
            _check("pdf_changes", [*_rights_faults(found), *_library_faults(found, ask_library)]),
        )
    except Exception as error:  # ValueError, zlib.error, PdfReadError and more were seen
        return _unreadable(type(error).__name__)
    return PdfFindings(checks, tuple(signed_by), tuple(one.end for one in found))


def _unreadable(what: str) -> PdfFindings:
    reason = Reason("pdf.unreadable_signature", {"what": what})
    return PdfFindings((Check("pdf_bytes", False, reason),), (), is_read=False)


def _check(name: str, faults: Sequence[Reason], doubts: Sequence[Reason] = ()) -> Check:
    if faults:
        return Check(name, False, faults[0])
    return Check(name, None, doubts[0]) if doubts else Check(name, True)


def _signatures(pdf: bytes, reader: PdfFileReader) -> Iterator[_Found]:
    for name, value, reference in enumerate_sig_fields(reader, filled_status=True):
        if value is None:
            continue
        embedded = EmbeddedPdfSignature(reader, reference.get_object(), name)
        start, first, second, rest = (int(number) for number in embedded.byte_range)
        if start != 0 or not 0 < first < second or second + rest > len(pdf):
            raise ValueError("byte range")
        yield _Found(
            name=name,
            embedded=embedded,
            claimed=parse_pdf_date(embedded.sig_object["/M"], strict=True),
            message=_message(pdf[first:second]),
            digest=hashlib.sha256(pdf[:first] + pdf[second : second + rest]).digest(),
            end=second + rest,
        )


def _message(gap: bytes) -> bytes:
    """The CMS out of the gap: ``<``, upper-case hex, zero padding to the end, ``>``."""
    digits = gap[1:-1]
    if gap[:1] != b"<" or gap[-1:] != b">" or not _HEX.issuperset(digits) or len(digits) % 2:
        raise ValueError("contents are not strict hex")
    padded = bytes.fromhex(digits.decode("ascii"))
    length = parser.peek(padded)
    if padded[length:].strip(b"\0"):
        raise ValueError("padding is not zero")
    return padded[:length]


def _field_faults(
    names: Sequence[str], found: Sequence[_Found], expected: Sequence[ExpectedSigner]
) -> list[Reason]:
    wanted = [field_name(signer.member_id) for signer in expected]
    faults = [Reason("pdf.stranger_field", {"field": n}) for n in names if n not in wanted]
    faults += [Reason("pdf.no_field", {"field": n}) for n in wanted if n not in names]
    if len(set(names)) != len(names):
        faults.append(Reason("pdf.stranger_field", {"field": names[0]}))
    if not found:
        faults.append(Reason("pdf.no_signature"))
    elif wanted and found[0].name != wanted[0]:
        faults.append(Reason("pdf.not_certified", {"field": wanted[0]}))
    return faults


def _missing(found: Sequence[_Found], expected: Sequence[ExpectedSigner]) -> list[Reason]:
    """Whoever has a field and has not signed: the ladder goes on without them, on paper."""
    wanted = [field_name(signer.member_id) for signer in expected]
    signed = {one.name for one in found}
    return [Reason("pdf.not_signed", {"field": n}) for n in wanted if n not in signed]


def _byte_faults(pdf: bytes, found: Sequence[_Found]) -> list[Reason]:
    faults = []
    if not found or found[-1].end != len(pdf):
        faults.append(Reason("pdf.not_covered"))
    for one in found:
        if not pdf[: one.end].endswith((b"%%EOF", b"%%EOF\n", b"%%EOF\r\n")):
            faults.append(Reason("pdf.not_covered"))
    return faults


def _judged(
    found: Sequence[_Found], verifier: Verifier, expected: Sequence[ExpectedSigner]
) -> tuple[list[SignedBy], list[Reason]]:
    roles = {field_name(signer.member_id): signer for signer in expected}
    signed_by: list[SignedBy] = []
    faults: list[Reason] = []
    for one in found:
        try:
            signer = cms.verify_digest(one.message, one.digest, verifier, one.claimed)
        except PrecinctError as error:
            faults += error.reasons
            continue
        wanted = roles.get(one.name)
        if wanted is None or (signer.member_id, signer.role) != (wanted.member_id, wanted.role):
            faults.append(Reason("pdf.other_signer", {"field": one.name, "name": signer.name}))
        else:
            signed_by.append(signer)
    return signed_by, faults


def _rights_faults(found: Sequence[_Found]) -> Iterator[Reason]:
    """The first signature certifies and allows nothing but filling in; the others approve."""
    for number, one in enumerate(found):
        if one.embedded.docmdp_level is not (MDPPerm.FILL_FORMS if number == 0 else None):
            yield Reason("pdf.changed", {"field": one.name})


def _library_faults(found: Sequence[_Found], ask: bool) -> Iterator[Reason]:
    """What pyHanko says of each signature's coverage and, if asked, of changes made after it."""
    for number, one in enumerate(found):
        one.embedded.compute_integrity_info(skip_diff=not ask)  # type: ignore[no-untyped-call]
        is_last = number == len(found) - 1
        wanted = _WHOLE_FILE if is_last else SignatureCoverageLevel.ENTIRE_REVISION
        if one.embedded.coverage is not wanted or (ask and not _only_filled(one)):
            yield Reason("pdf.changed", {"field": one.name})


def _only_filled(one: _Found) -> bool:
    result = one.embedded.diff_result
    return isinstance(result, DiffResult) and (
        result.modification_level <= ModificationLevel.FORM_FILLING
    )
