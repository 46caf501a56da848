# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A signed PDF: who signed, that nothing was altered, and that it shows our own rendering."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import SignatureError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.runtime import resources
from precinct_app.services.ports import SignatureSlot
from precinct_app.signing.keys import signer_of
from precinct_app.signing.pdf_difference import differs_from
from precinct_app.signing.pdf_signature import field_name, prepare, sign
from precinct_app.signing.pdf_stamp import StampTexts, stamp_texts
from precinct_app.signing.pdf_verification import verify
from precinct_app.signing.trust import Verifier
from tests.signing.pki import CHAIR, MEMBER, SECRETARY, SIGNED, VALID, Pki, flipped, serial

AREA = (372.8, 163.0, 552.8, 217.4)
SIGNERS = (CHAIR, SECRETARY)
EXPECTED = tuple(ExpectedSigner(m.member_id, m.role) for m in SIGNERS)
SLOTS = tuple(
    SignatureSlot(field_name(m.member_id), m, (372.8, 163.0 + 27.2 * n, 552.8, 190.2 + 27.2 * n))
    for n, m in enumerate(SIGNERS)
)


def a_page(figure: int = 784) -> bytes:
    pdfmetrics.registerFont(TTFont("Test", str(resources.path("fonts/NotoSans-Medium.ttf"))))
    output = BytesIO()
    canvas = Canvas(output, invariant=1, pdfVersion=(1, 7), initialFontName="Test")  # type: ignore[arg-type]
    for page in range(2):
        canvas.setFont("Test", 13)
        canvas.drawString(60, 700, f"Дауыс: {figure}, бет {page + 1}")
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def signed_by_both(pdf: bytes, pki: Pki) -> bytes:
    first = sign(pdf, pki.signer(CHAIR), SLOTS[0].field_name, SIGNED, certify=True)
    later = SIGNED + timedelta(minutes=3)
    return sign(first, pki.signer(SECRETARY), SLOTS[1].field_name, later, certify=False)


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return a_page()


@pytest.fixture(scope="module")
def signed(unsigned: bytes, pki: Pki) -> bytes:
    return signed_by_both(prepare(unsigned, SLOTS), pki)


def failed(pdf: bytes, verifier: Verifier) -> set[str]:
    return {check.name for check in verify(pdf, verifier, EXPECTED).checks if check.good is False}


def checks(pdf: bytes, verifier: Verifier) -> dict[str, bool | None]:
    return {check.name: check.good for check in verify(pdf, verifier, EXPECTED).checks}


def test_good_file_says_who_signed(signed: bytes, verifier: Verifier) -> None:
    findings = verify(signed, verifier, EXPECTED)
    assert findings.good
    assert len(findings.checks) == 4
    assert [(s.member_id, s.claimed) for s in findings.signed_by] == [
        ("m1", SIGNED), ("m3", SIGNED + timedelta(minutes=3)),
    ]  # fmt: skip


def test_everything_is_deterministic_but_font_subset_names(unsigned: bytes) -> None:
    assert prepare(unsigned, SLOTS) == prepare(unsigned, SLOTS)
    assert prepare(unsigned, SLOTS).startswith(unsigned)


def test_signing_leaves_metadata_and_first_bytes(unsigned: bytes, signed: bytes) -> None:
    assert signed.startswith(prepare(unsigned, SLOTS))
    with pikepdf.open(BytesIO(unsigned)) as before, pikepdf.open(BytesIO(signed)) as after:
        assert str(before.docinfo["/CreationDate"]) == str(after.docinfo["/CreationDate"])
        assert "/ModDate" not in after.docinfo or before.docinfo.get("/ModDate") is not None
        assert str(before.docinfo["/Producer"]) == str(after.docinfo["/Producer"])


@pytest.mark.parametrize("seed", range(2))
def test_no_flipped_bit_passes(signed: bytes, verifier: Verifier, seed: int) -> None:
    for copy in flipped(signed, 40, seed):
        assert failed(copy, verifier) != set()


def test_every_byte_of_the_last_signature_counts(signed: bytes, verifier: Verifier) -> None:
    """The last signature's own place is the only one that no signature covers."""
    start = signed.rindex(b"/Contents <") + len(b"/Contents ")
    end = signed.index(b">", start) + 1
    gap = signed[start:end]
    lower = signed[:start] + gap.lower() + signed[end:]
    assert failed(lower, verifier) == {"pdf_bytes"}
    for place in range(0, len(gap), 97):
        copy = bytearray(signed)
        copy[start + place] ^= 1
        assert failed(bytes(copy), verifier) != set()
    for junk in (b"1", b" "):
        padded = signed[: end - 2] + junk + signed[end - 1 :]
        assert failed(padded, verifier) != set()


def test_cut_appended_and_strange_files(signed: bytes, pki: Pki, verifier: Verifier) -> None:
    assert "pdf_bytes" in failed(signed + b"\n% junk", verifier)
    assert failed(signed + signed, verifier) != set()
    first_revision = signed[: signed.rindex(b"%%EOF", 0, signed.rindex(b"%%EOF")) + 6]
    assert checks(first_revision, verifier)["pdf_fields"] is None
    for odd in (b"", b"%PDF-1.7", signed[: len(signed) // 2], signed[::-1], b"0" * (5 << 20)):
        assert failed(odd, verifier) != set()
    assert "pdf_fields" in failed(a_page(), verifier)


def revision(change: Callable[[IncrementalPdfFileWriter], None], pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    output = BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()


def page_of(differing: list[str]) -> list[str]:
    """The library that makes the forged revision dates it anew, which is told too."""
    return [place for place in differing if not place.startswith("information/")]


def replace_page(writer: IncrementalPdfFileWriter) -> None:
    """An insider's revision: the first page shows another figure."""
    page = writer.root["/Pages"]["/Kids"][0]
    stream = generic.StreamObject(stream_data=b"BT /F1 40 Tf 60 600 Td (999) Tj ET")
    page["/Contents"] = writer.add_object(stream)
    writer.update_container(page)


def test_page_replaced_after_signing_is_noticed(
    unsigned: bytes, signed: bytes, verifier: Verifier
) -> None:
    forged = revision(replace_page, signed)
    assert {"pdf_bytes", "pdf_changes"} <= failed(forged, verifier)
    assert page_of(differs_from(unsigned, forged, AREA)) == ["page 1/Contents: content"]


def test_insiders_page_before_the_first_signature(
    unsigned: bytes, pki: Pki, verifier: Verifier
) -> None:
    """Every signature is good and the file begins with our bytes: only comparison tells."""
    forged = signed_by_both(revision(replace_page, prepare(unsigned, SLOTS)), pki)
    assert forged.startswith(unsigned)
    assert verify(forged, verifier, EXPECTED).good
    assert page_of(differs_from(unsigned, forged, AREA)) == ["page 1/Contents: content"]


def test_own_rendering_is_recognised_and_another_is_not(unsigned: bytes, signed: bytes) -> None:
    assert differs_from(unsigned, signed, AREA) == []
    assert differs_from(prepare(unsigned, SLOTS), signed, AREA) == []
    assert differs_from(a_page(785), signed, AREA) != []
    assert differs_from(unsigned, b"%PDF nothing", AREA) == ["file: PdfError"]
    assert differs_from(unsigned, signed, (0.0, 0.0, 9.0, 9.0)) != []


def disturbed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        file.save(output)
    return output.getvalue()


def note(file: pikepdf.Pdf) -> None:
    text = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText,
                              Rect=[400, 170, 500, 200])  # fmt: skip
    file.pages[-1].obj.Annots.append(file.make_indirect(text))


def script(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def script_in_field(file: pikepdf.Pdf) -> None:
    file.pages[-1].obj.Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")


def text_field(file: pikepdf.Pdf) -> None:
    file.Root.AcroForm.Fields.append(file.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx)))


def calculated(file: pikepdf.Pdf) -> None:
    file.Root.AcroForm.CO = pikepdf.Array([])


def page_more(file: pikepdf.Pdf) -> None:
    file.add_blank_page()


def page_less(file: pikepdf.Pdf) -> None:
    del file.pages[0]


def cropped(file: pikepdf.Pdf) -> None:
    file.Root.Pages.CropBox = [0, 0, 300, 300]


def moved(file: pikepdf.Pdf) -> None:
    file.pages[-1].obj.Annots[0].Rect = [60, 690, 300, 720]


def on_first_page(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.Annots = pikepdf.Array([file.pages[-1].obj.Annots[0]])


def other_font(file: pikepdf.Pdf) -> None:
    fonts = file.pages[0].obj.Resources.Font
    fonts[next(iter(fonts.keys()))].BaseFont = pikepdf.Name.Other


def test_what_the_first_signer_saw_is_compared_too(
    unsigned: bytes, pki: Pki, verifier: Verifier
) -> None:
    """The page was another when the chair signed, and put back before the secretary did."""
    forged = revision(replace_page, prepare(unsigned, SLOTS))
    first = sign(forged, pki.signer(CHAIR), SLOTS[0].field_name, SIGNED, certify=True)

    with pikepdf.open(BytesIO(unsigned)) as ours:
        number, generation = ours.pages[0].obj.Contents.objgen
    writer = IncrementalPdfFileWriter(BytesIO(first))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = generic.IndirectObject(number, generation, writer)  # type: ignore[no-untyped-call]
    writer.update_container(page)
    output = BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    both = sign(
        output.getvalue(), pki.signer(SECRETARY), SLOTS[1].field_name, SIGNED, certify=False
    )
    assert page_of(differs_from(unsigned, both, AREA)) == []
    found = verify(both, verifier, EXPECTED, ask_library=False)
    assert found.good
    assert page_of(differs_from(unsigned, both, AREA, found.revisions)) == [
        "page 1/Contents: content"
    ]
    assert failed(both, verifier) == {"pdf_changes"}


@pytest.mark.parametrize(
    "change",
    [note, script, script_in_field, text_field, calculated, page_more, page_less, cropped, moved,
     on_first_page, other_font],
)  # fmt: skip
def test_whatever_else_differs_is_told(
    unsigned: bytes, signed: bytes, change: Callable[[pikepdf.Pdf], None]
) -> None:
    assert differs_from(unsigned, disturbed(signed, change), AREA) != []


def test_rewriting_alone_changes_no_object(unsigned: bytes, signed: bytes) -> None:
    rewritten = disturbed(signed, lambda file: None)
    assert rewritten != signed
    assert differs_from(unsigned, rewritten, AREA) == []


def test_strangers_revoked_and_other_roles(
    unsigned: bytes, signed: bytes, pki: Pki, other_pki: Pki, verifier: Verifier
) -> None:
    prepared = prepare(unsigned, SLOTS)
    assert "pdf_signatures" in failed(signed_by_both(prepared, other_pki), verifier)
    early = pki.lists(serial(pki.leaves["m3"]), number=2, at=VALID.begins)
    assert "pdf_signatures" in failed(signed, pki.verifier(revocation_lists=early))
    late = pki.verifier(revocation_lists=pki.lists(serial(pki.leaves["m3"]), number=2))
    assert checks(signed, late)["pdf_signatures"] is None
    swapped = tuple(replace(e, role=Role.MEMBER) for e in EXPECTED)
    faults = {c.name for c in verify(signed, verifier, swapped).checks if c.good is False}
    assert faults == {"pdf_signatures"}
    late_first = verify(signed, verifier, EXPECTED[::-1])
    assert {c.name for c in late_first.checks if c.good is False} == {"pdf_fields"}


def test_member_in_anothers_place(unsigned: bytes, pki: Pki, verifier: Verifier) -> None:
    pdf = prepare(unsigned, SLOTS)
    first = sign(pdf, pki.signer(CHAIR), SLOTS[0].field_name, SIGNED, certify=True)
    wrong = sign(first, pki.signer(MEMBER), SLOTS[1].field_name, SIGNED, certify=False)
    assert failed(wrong, verifier) == {"pdf_signatures"}
    assert failed(first, verifier) == set()
    assert checks(first, verifier)["pdf_fields"] is None
    assert failed(pdf, verifier) == {"pdf_fields", "pdf_bytes"}


def test_third_signature_by_a_stranger(signed: bytes, pki: Pki, verifier: Verifier) -> None:
    slot = replace(SLOTS[0], field_name="sig_x", box=(372.8, 217.4, 552.8, 244.6))
    more = sign(prepare(signed, (slot,)), pki.signer(MEMBER), "sig_x", SIGNED, certify=False)
    assert {"pdf_fields", "pdf_changes"} <= failed(more, verifier)


def test_order_and_place_of_signing(unsigned: bytes, signed: bytes, pki: Pki) -> None:
    pdf = prepare(unsigned, SLOTS)
    with pytest.raises(SignatureError, match=r"pdf\.certified"):
        sign(pdf, pki.signer(CHAIR), SLOTS[0].field_name, SIGNED, certify=False)
    with pytest.raises(SignatureError, match=r"pdf\.field"):
        sign(pdf, pki.signer(CHAIR), "sig_nobody", SIGNED, certify=True)
    with pytest.raises(SignatureError, match=r"pdf\.field"):
        sign(signed, pki.signer(CHAIR), SLOTS[0].field_name, SIGNED, certify=False)
    first = sign(pdf, pki.signer(CHAIR), SLOTS[0].field_name, SIGNED, certify=True)
    with pytest.raises(SignatureError, match=r"pdf\.certified"):
        sign(first, pki.signer(SECRETARY), SLOTS[1].field_name, SIGNED, certify=True)
    with pytest.raises(SignatureError, match=r"pdf\.cannot_sign"):
        sign(b"%PDF-1.7 nothing", pki.signer(CHAIR), "sig_m1", SIGNED, certify=True)


def test_stamp_says_who_when_and_by_which_certificate(pki: Pki, signed: bytes) -> None:
    texts = stamp_texts(CHAIR, "4F21A0B7C3D95E10", SIGNED)
    assert texts == StampTexts(
        "Үлгібаева А. С.", "№ 4F21 A0B7 C3D9 5E10", "ЭЦҚ · ЭЦП", "20.03.2023 02:12:10 +06:00"
    )


def test_letter_that_the_font_lacks_is_refused(unsigned: bytes, pki: Pki) -> None:
    texts = StampTexts("名", "№ 1", "ЭЦҚ", "t")
    with pytest.raises(SignatureError, match=r"pdf\.glyph"):
        sign(prepare(unsigned, SLOTS), signer_of(pki.leaves["m1"]), "sig_m1", SIGNED,
             certify=True, stamp=texts)  # fmt: skip


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_pdfsig_agrees(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    done = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.count("Signature Validation: Signature is Valid.") == 2
    assert done.stdout.count("Total document signed") == 1
