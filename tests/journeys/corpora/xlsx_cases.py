# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""XLSX files tampered with: parts, container, signatures."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

from precinct_app.bootstrap import Tools
from precinct_app.signing import xlsx_container, xlsx_signature
from precinct_app.signing.xlsx_parts import assemble
from tests.journeys.corpora.case import LATER, WHEN, Case, Stuff

Parts = dict[str, bytes]
SHEET, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
ONE, TWO = "_xmlsignatures/sig1.xml", "_xmlsignatures/sig2.xml"


def valid(stuff: Stuff) -> Iterator[Case]:
    yield Case("as the bundle has it", stuff.part(".xlsx"), "", "good")
    book = Tools().press.xlsx(stuff.record, stuff.form)
    first = xlsx_signature.sign(book, stuff.signer("m1"), WHEN)
    again = xlsx_signature.sign(first, stuff.signer("m3"), LATER)
    yield Case("signed again by the same two", again, "", "good")


def strangers(stuff: Stuff) -> Iterator[Case]:
    xlsx = stuff.part(".xlsx")
    container = "xlsx.container"
    yield Case("junk after the end", xlsx + b"\0", container)
    yield Case("junk before the beginning", b"\0" + xlsx, "check.unknown_kind")
    yield Case("cut", xlsx[:-1], container)
    yield Case("cut in the middle", xlsx[: len(xlsx) // 2], container)
    yield Case("bit in a part", _flipped(xlsx, xlsx.index(b"<v>") + 3), container)
    parts = xlsx_container.read(xlsx)
    yield Case("compressed", _zip(parts, zipfile.ZIP_DEFLATED), container)
    yield Case("other order", _zip(dict(sorted(parts.items()))), container)
    yield Case("other time", _zip(parts, time=(2023, 3, 19, 1, 2, 4)), container)
    yield Case("a comment", xlsx[:-2] + b"\x02\x00hi", container)
    yield Case(
        "a name in capitals", _zip({n.upper(): d for n, d in parts.items()}), "container.name"
    )
    yield Case("a part twice", _twice(parts), container)
    yield Case("climbs out", _zip({**parts, "../x.xml": b"<x/>"}), container)
    for name, (change, key) in _changes().items():
        copy = dict(parts)
        change(copy)
        outcome = "doubt" if key in {"xlsx.not_all_signed", "xlsx.order"} else "bad"
        yield Case(name, xlsx_container.write(copy), key, outcome)


def insiders(stuff: Stuff) -> Iterator[Case]:
    book = Tools().press.xlsx(stuff.record, stuff.form)
    chair, secretary = stuff.signer("m1"), stuff.signer("m3")

    def signed(*signers: object) -> bytes:
        made = book
        for place, signer in enumerate(signers):
            made = xlsx_signature.sign(made, signer, LATER if place else WHEN)  # type: ignore[arg-type]
        return made

    yield Case("nobody signed", book, "xlsx.not_signed")
    yield Case("the chair alone", signed(chair), "xlsx.not_all_signed", "doubt")
    yield Case("a member alone", signed(stuff.signer("m4")), "xlsx.other_signers")
    neighbour = stuff.signer("m3", "KZ-KOS-9002")
    yield Case("the neighbour's secretary", signed(chair, neighbour), "xlsx.other_signers")
    yield Case("the package signer", signed(chair, stuff.packager()), "signer.role")
    yield Case("the receipt key", signed(chair, stuff.receipt_signer()), "signer.role")
    fakes = (stuff.signer("m1", keys=stuff.forged), stuff.signer("m3", keys=stuff.forged))
    yield Case("a forger's keys", signed(*fakes), "signer.unknown_issuer")
    yield Case("one forged, one not", signed(chair, fakes[1]), "signer.unknown_issuer")
    yield Case("the secretary twice", _doubled(signed(secretary)), "xlsx.signed_twice")


def _changes() -> dict[str, tuple[Callable[[Parts], None], str]]:
    return {
        "a cell": (_sub(SHEET, rb"<v>(\d+)</v>", b"<v>7</v>"), "xlsx.content"),
        "a formula": (_sub(SHEET, rb"<v>(\d+)</v>", b"<f>1+1</f><v>2</v>"), "xlsx.content"),
        "a hidden row": (_sub(SHEET, rb"<row ", b'<row hidden="1" '), "xlsx.content"),
        "a style": (_add("xl/styles.xml", b" "), "xlsx.content"),
        "a hidden sheet": (_sub("xl/workbook.xml", rb'state="visible"', b'state="hidden"'),
                           "xlsx.content"),
        "a string": (_sub(SHEET, rb"<t>[^<]+</t>", b"<t>x</t>"), "xlsx.content"),
        "another sheet behind the name": (
            _sub("xl/_rels/workbook.xml.rels", rb"sheet1\.xml", b"sheet2.xml"), "xlsx.parts"),
        "an external link": (
            _sub("xl/_rels/workbook.xml.rels", rb"<Relationship ",
                 b'<Relationship TargetMode="External" '), "xlsx.parts"),
        "spaces in the relations": (_sub("xl/_rels/workbook.xml.rels", rb"><", b"> <"),
                                    "xlsx.parts"),
        "a part more": (lambda p: p.update({"xl/extra.xml": b"<x/>"}), "xlsx.parts"),
        "a macro": (lambda p: p.update({"xl/vbaProject.bin": b"\xd0\xcf"}), "xlsx.parts"),
        "a part less": (lambda p: _drop(p, "xl/theme/theme1.xml"), "xlsx.parts"),
        "core properties": (_add("docProps/core.xml", b"<!-- -->"), "xlsx.parts"),
        "application properties": (_add("docProps/app.xml", b" "), "xlsx.parts"),
        "custom properties": (lambda p: p.update({"docProps/custom.xml": b"<x/>"}), "xlsx.parts"),
        "a content type": (_sub(TYPES, rb"worksheet\+xml", b"chartsheet+xml"), "xlsx.content"),
        "a content type more": (
            _sub(TYPES, rb"</Types>", b'<Default Extension="bin" ContentType="x/y"/></Types>'),
            "xlsx.parts"),
        "second signature taken away": (_without_second, "xlsx.not_all_signed"),
        "a signature taken away, its mention left": (lambda p: _drop(p, TWO), "xlsx.parts"),
        "all signatures taken away": (_without_any, "xlsx.not_signed"),
        "signatures exchanged": (_exchanged, "xlsx.order"),
        "the second signature twice": (
            lambda p: p.update({ONE: p[TWO]}), "xlsx.signed_twice"),
        "the first signature twice": (
            lambda p: p.update({TWO: p[ONE]}), "xlsx.signed_twice"),
        "a comment in a signature": (_add(ONE, b"<!-- -->"), "xlsx.content"),
        "a signature's time": (_sub(ONE, rb"(SigningTime>2023-03-1)9", rb"\g<1>8"),
                               "xlsx.content"),
        "a signature's value": (_sub(ONE, rb"<SignatureValue>....", b"<SignatureValue>AAAA"),
                                "cms.signature"),
        "no value": (_sub(ONE, rb"<SignatureValue>[^<]+", b"<SignatureValue>"), "cms.signature"),
        "a certificate": (_sub(ONE, rb"<X509Certificate>....", b"<X509Certificate>AAAA"),
                          "signer.unreadable"),
        "no certificate": (_sub(ONE, rb"<X509Data>.*</X509Data>", b"<X509Data/>"),
                           "xlsx.signature_form"),
        "a document type": (_sub(ONE, rb"<Signature", b'<!DOCTYPE x [<!ENTITY a "b">]><Signature'),
                            "xlsx.parts"),
        "a weaker hash": (_sub(ONE, rb"xmlenc#sha256", b"xmldsig#sha1"), "xlsx.content"),
        "the origin taken away": (lambda p: _drop(p, "_xmlsignatures/origin.sigs"), "xlsx.parts"),
        "no content types": (lambda p: _drop(p, TYPES), "container.name"),
        "no sheet": (lambda p: _drop(p, SHEET), "xlsx.parts"),
    }  # fmt: skip


def _sub(name: str, pattern: bytes, by: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        changed = re.sub(pattern, by, parts[name], count=1, flags=re.DOTALL)
        assert changed != parts[name], (name, pattern)
        parts[name] = changed

    return change


def _add(name: str, more: bytes) -> Callable[[Parts], None]:
    return lambda parts: parts.update({name: parts[name] + more})


def _drop(parts: Parts, name: str) -> None:
    del parts[name]


def _without_second(parts: Parts) -> None:
    """As whoever knows the form would do it: nothing of it is left."""
    del parts[TWO]
    types = parts[TYPES]
    override = re.search(rb'<Override [^>]*sig2\.xml"></Override>', types)
    assert override is not None
    parts[TYPES] = types.replace(override[0], b"")
    rels = "_xmlsignatures/_rels/origin.sigs.rels"
    relation = re.search(rb'<Relationship Id="rId2"[^>]*></Relationship>', parts[rels])
    assert relation is not None
    parts[rels] = parts[rels].replace(relation[0], b"")


def _without_any(parts: Parts) -> None:
    for name in [n for n in parts if n.startswith("_xmlsignatures/")]:
        del parts[name]


def _exchanged(parts: Parts) -> None:
    parts[ONE], parts[TWO] = parts[TWO], parts[ONE]


def _doubled(xlsx: bytes) -> bytes:
    """A file of one signer with his signature copied beside it, in the accepted form."""
    content, (only,) = xlsx_signature._take_apart(xlsx)
    return xlsx_container.write(assemble(content, [only, only]))


def _twice(parts: Parts) -> bytes:
    data = xlsx_container.write(parts)
    first, second = b"docProps/app.xml", b"docProps/apq.xml"
    both = xlsx_container.write({**parts, second.decode(): b"x"})
    assert len(both) > len(data)
    return both.replace(second, first)


def _zip(
    parts: Parts, method: int = zipfile.ZIP_STORED,
    time: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0),
) -> bytes:  # fmt: skip
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, time), data, method)
    return target.getvalue()


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
