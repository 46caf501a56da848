# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""PDF files tampered with by strangers, who have no key, and by insiders, before they sign."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic as pyhanko_generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from precinct_app.bootstrap import Tools
from precinct_app.domain.commission import Role
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.services.ports import Signer
from precinct_app.signing import pdf_signature
from tests.journeys.corpora.case import LATER, WHEN, Case, Stuff
from tests.journeys.tampering import parts_of

SET = (ExpectedSigner("m1", Role.CHAIR), ExpectedSigner("m3", Role.SECRETARY))
generic: Any = pyhanko_generic
Revise = Callable[[IncrementalPdfFileWriter], None]


def prepared(stuff: Stuff) -> bytes:
    """The protocol's PDF before any signature."""
    seal = stuff.part(".seal")
    return Tools().press.pdf(stuff.record, stuff.form, seal, SET).pdf


def signed(pdf: bytes, *signers: Signer, fields: tuple[str, ...] = ("sig_m1", "sig_m3")) -> bytes:
    for place, (signer, name) in enumerate(zip(signers, fields, strict=False)):
        when = LATER if place else WHEN
        pdf = pdf_signature.sign(pdf, signer, name, when, certify=place == 0)
    return pdf


def valid(stuff: Stuff) -> Iterator[Case]:
    yield Case("as the bundle has it", stuff.part(".pdf"), "", "good")
    again = signed(prepared(stuff), stuff.signer("m1"), stuff.signer("m3"))
    yield Case("signed again by the same two", again, "", "good")


def strangers(stuff: Stuff) -> Iterator[Case]:
    """The signed file changed without any key."""
    pdf = stuff.part(".pdf")
    ends = [m.end() for m in re.finditer(rb"%%EOF\r?\n?", pdf)]
    unreadable = "pdf.unreadable_signature"
    yield Case("bit in the page", _flipped(pdf, pdf.index(b"stream") + 40), "pdf.unreadable")
    yield Case("bit in the middle", _flipped(pdf, len(pdf) // 2), "cms.content")
    yield Case("junk after the end", pdf + b"\n% junk", "pdf.not_covered")
    yield Case("one newline more", pdf + b"\n", "pdf.not_covered")
    yield Case("zeros after the end", pdf + bytes(64), "pdf.not_covered")
    yield Case("cut by a byte", pdf[:-1], unreadable)
    yield Case("cut in the middle", pdf[: len(pdf) // 2], "pdf.unreadable")
    yield Case("secretary's signature cut off", pdf[: ends[-2]], "pdf.not_signed", "doubt")
    yield Case("both signatures cut off", pdf[: ends[-3]], "pdf.no_signature")
    yield Case("no field either", pdf[: ends[0]], "pdf.no_signature")
    yield Case("the file twice", pdf + pdf, "pdf.not_covered")
    start, end = _contents(pdf)
    gap = pdf[start:end]
    yield Case("hex in small letters", pdf[:start] + gap.lower() + pdf[end:], unreadable)
    yield Case("a digit in the padding", pdf[: end - 1] + b"1" + pdf[end:], unreadable)
    yield Case("a space in the padding", pdf[: end - 1] + b" " + pdf[end:], unreadable)
    yield Case("first digit of the signature", _flipped(pdf, start + 1), unreadable)
    first = _contents(pdf, last=False)
    pasted = pdf[:start] + pdf[first[0] : first[1]] + pdf[end:]
    yield Case("the chair's signature in both places", pasted, "cms.content")
    other = stuff.part(".pdf", parts_of(stuff.neighbour))
    place = _contents(other)
    foreign = pdf[:start] + other[place[0] : place[1]] + pdf[end:]
    yield Case("a signature of another file", foreign, "cms.content")
    number = re.sub(rb"/ByteRange ?\[ ?0 (\d+)", _less, pdf, count=1)
    yield Case("another byte range", number, unreadable)
    yield Case("rewritten", _saved(pdf), unreadable)
    yield Case("linearised", _saved(pdf, linearize=True), unreadable)
    yield Case("encrypted", _saved(pdf, encryption=pikepdf.Encryption("", "x")), unreadable)
    for name, change in _revisions().items():
        yield Case(f"revision after: {name}", _revised(pdf, change), "pdf.not_covered")
    for name, rewrite in _rewrites().items():
        yield Case(f"rewritten: {name}", _saved(pdf, rewrite), unreadable)
    yield Case("data taken out", _saved(pdf, _without_data), "pdf.no_data")
    yield Case("only a header", b"%PDF-1.7\n", "pdf.unreadable")
    yield Case("nothing that a PDF is", b"%PDF-1.7\n" + bytes(range(256)) * 40, "pdf.unreadable")
    yield Case("very large", pdf + bytes(5 << 20), unreadable)


def insiders(stuff: Stuff) -> Iterator[Case]:
    """People of the commission sign with their own keys what is not so."""
    chair, secretary = stuff.signer("m1"), stuff.signer("m3")
    pdf = prepared(stuff)
    for name, change in _revisions().items():
        forged = signed(_revised(pdf, change), chair, secretary)
        yield Case(f"before signing: {name}", forged, "pdf.differs")
    first = signed(_revised(pdf, _page), chair)
    between = _revised(first, _page_again(pdf))
    both = pdf_signature.sign(between, secretary, "sig_m3", LATER, certify=False)
    yield Case("another page for the chair", both, "pdf.differs")
    after = _revised(signed(pdf, chair), _page)
    both = pdf_signature.sign(after, secretary, "sig_m3", LATER, certify=False)
    yield Case("another page for the secretary", both, "pdf.differs")
    yield Case("field over the figures", signed(_moved(stuff), chair, secretary), "pdf.differs")
    more = _with_field(stuff, "m4")
    yield Case("secretary certifies", signed(pdf, secretary, chair, fields=("sig_m3", "sig_m1")),
               "pdf.not_certified")  # fmt: skip
    yield Case("a member signs for the secretary", signed(pdf, chair, stuff.signer("m4")),
               "pdf.other_signer")  # fmt: skip
    yield Case("the chair signs twice", signed(pdf, chair, chair), "pdf.other_signer")
    neighbour = stuff.signer("m3", "KZ-KOS-9002")
    yield Case("the neighbour's secretary", signed(pdf, chair, neighbour), "bundle.signer")
    yield Case("the package signer", signed(pdf, chair, stuff.packager()), "signer.role")
    yield Case("nobody but the chair", signed(pdf, chair), "pdf.not_signed", "doubt")
    three = signed(more, chair, secretary)
    yield Case("a field that stays empty", three, "pdf.not_signed", "doubt")
    yield Case("nobody at all", pdf, "pdf.no_signature")
    fakes = (stuff.signer("m1", keys=stuff.forged), stuff.signer("m3", keys=stuff.forged))
    yield Case("a forger's keys", signed(pdf, *fakes), "signer.unknown_issuer")
    values = tuple(
        replace(v, figure=v.figure + 1) if v.cell == "ballots_valid" and isinstance(v.figure, int)
        else v for v in stuff.record.values
    )  # fmt: skip
    other = replace(stuff.record, values=values)
    drawn = Tools().press.pdf(other, stuff.form, stuff.part(".seal"), SET).pdf
    yield Case("another figure under the old seal", signed(drawn, chair, secretary), "seal.differs")
    drawn = Tools().press.pdf(stuff.record, stuff.form, b"", SET).pdf
    yield Case("no seal", signed(drawn, chair, secretary), "pdf.no_seal", "doubt")
    foreign = _revised(pdf, _renderer)
    yield Case("a renderer that nobody knows", signed(foreign, chair, secretary), "pdf.renderer",
               "doubt")  # fmt: skip
    forged = _revised(_revised(signed(foreign, chair), _page), _nothing)
    both = pdf_signature.sign(forged, secretary, "sig_m3", LATER, certify=False)
    yield Case("behind an unknown renderer: another page", both, "pdf.changed")


def _revisions() -> dict[str, Revise]:
    return {
        "another page": _page, "a number over the page": _stamp, "a script": _script,
        "a note": _note, "a link": _link, "an action of the page": _page_action,
        "cropped": _crop, "turned": _turn, "another title": _title, "hidden layer": _layer,
    }  # fmt: skip


def _rewrites() -> dict[str, Callable[[pikepdf.Pdf], None]]:
    def less(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0]

    def more(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()

    def exchanged(pdf: pikepdf.Pdf) -> None:
        pages = list(pdf.pages)
        pdf.pages[0], pdf.pages[1] = pages[1], pages[0]

    def data(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["more.json"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename="more.json")

    return {"a page less": less, "a page more": more, "pages exchanged": exchanged,
            "more data": data}  # fmt: skip


def _without_data(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names
    del pdf.Root.AF


def _page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    stream = generic.StreamObject(stream_data=b"BT /F1 40 Tf 60 600 Td (999) Tj ET")
    page["/Contents"] = writer.add_object(stream)
    writer.update_container(page)


def _page_again(pdf: bytes) -> Revise:
    with pikepdf.open(BytesIO(pdf)) as ours:
        number, generation = ours.pages[0].obj.Contents.objgen

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        page["/Contents"] = generic.IndirectObject(number, generation, writer)
        writer.update_container(page)

    return change


def _stamp(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    more = writer.add_object(generic.StreamObject(stream_data=b"1 1 1 rg 0 0 600 600 re f"))
    old = page.raw_get("/Contents")
    page["/Contents"] = generic.ArrayObject([old, more])
    writer.update_container(page)


def _script(writer: IncrementalPdfFileWriter) -> None:
    action = {"/S": generic.NameObject("/JavaScript"), "/JS": generic.pdf_string("app.alert(1)")}
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {generic.pdf_name(k): v for k, v in action.items()}
    )
    writer.update_root()  # type: ignore[no-untyped-call]


def _annotation(writer: IncrementalPdfFileWriter, kind: str) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    box = generic.ArrayObject([generic.NumberObject(n) for n in (60, 600, 300, 700)])
    note = generic.DictionaryObject(
        {generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
         generic.pdf_name("/Subtype"): generic.pdf_name(kind),
         generic.pdf_name("/Rect"): box}
    )  # fmt: skip
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def _note(writer: IncrementalPdfFileWriter) -> None:
    _annotation(writer, "/FreeText")


def _link(writer: IncrementalPdfFileWriter) -> None:
    _annotation(writer, "/Link")


def _page_action(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/AA"] = generic.DictionaryObject()
    writer.update_container(page)


def _crop(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/CropBox"] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 300, 300)])
    writer.update_container(page)


def _turn(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)


def _title(writer: IncrementalPdfFileWriter) -> None:
    _inform(writer, "/Title", "x")


def _renderer(writer: IncrementalPdfFileWriter) -> None:
    _inform(writer, "/Producer", "precinct-app paper-0 of nobody")


def _inform(writer: IncrementalPdfFileWriter, key: str, text: str) -> None:
    info = writer.trailer["/Info"]
    info[key] = generic.pdf_string(text)
    writer.update_container(info)


def _layer(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/OCProperties"] = generic.DictionaryObject()
    writer.update_root()  # type: ignore[no-untyped-call]


def _nothing(writer: IncrementalPdfFileWriter) -> None:
    """A revision without any change."""


def _moved(stuff: Stuff) -> bytes:
    """The secretary's field lies over the figures; the stamp would cover them."""
    paper = Tools().press.pdf(stuff.record, stuff.form, stuff.part(".seal"), SET)
    slots = [replace(s, box=(60, 600, 300, 640)) if n else s for n, s in enumerate(paper.slots)]
    return pdf_signature.prepare(_bare(paper.pdf), slots)


def _with_field(stuff: Stuff, member_id: str) -> bytes:
    more = (*SET, ExpectedSigner(member_id, Role.MEMBER))
    return Tools().press.pdf(stuff.record, stuff.form, stuff.part(".seal"), more).pdf


def _bare(pdf: bytes) -> bytes:
    """The page before its fields."""
    ends = [m.end() for m in re.finditer(rb"%%EOF\r?\n?", pdf)]
    return pdf[: ends[0]]


def _revised(pdf: bytes, change: Revise) -> bytes:
    writer = pdf_signature._Revision(BytesIO(pdf))
    change(writer)
    output = BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()


def _saved(
    pdf: bytes, change: Callable[[pikepdf.Pdf], None] = lambda file: None, **how: object
) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        file.save(output, **how)  # type: ignore[arg-type]
    return output.getvalue()


def _contents(pdf: bytes, *, last: bool = True) -> tuple[int, int]:
    """Where the hex digits of a signature stand."""
    found = pdf.rindex(b"/Contents <") if last else pdf.index(b"/Contents <")
    start = found + len(b"/Contents <")
    return start, pdf.index(b">", start)


def _less(match: "re.Match[bytes]") -> bytes:
    return match[0].replace(match[1], str(int(match[1]) - 1).zfill(len(match[1])).encode())


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
