# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pages with codes that are not what they seem, as pictures; and receipts, and packages."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import base45
import cbor2
import pypdfium2
from PIL import Image

from precinct_app.bootstrap import Tools
from precinct_app.documents.codes import plain_code, sealed_code
from precinct_app.domain import canonical
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.exchange.container import write_container
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.ports import PageCodes, Signer
from precinct_app.signing import cms, seal
from tests.journeys.corpora.case import WHEN, Case, Stuff
from tests.journeys.tampering import parts_of

MODULE = 6


def valid(stuff: Stuff) -> Iterator[Case]:
    yield Case("first page", _png(_pages(stuff)[0]), "", "compare")
    yield Case("all pages", _tiff(_pages(stuff)), "", "compare")
    codes = _codes(stuff)
    yield Case("both codes alone", _drawn(codes.sealed[0], codes.plain[0]), "", "compare")
    yield Case("the sealed code alone", _drawn(codes.sealed[0]), "", "compare")


def strangers(stuff: Stuff) -> Iterator[Case]:
    codes = _codes(stuff)
    sealed, plain = codes.sealed[0], codes.plain[0]
    pages, others = _pages(stuff), _pages(stuff, stuff.neighbour)
    yield Case("a page of the neighbour among ours", _tiff([pages[0], others[1]]),
               "check.two_protocols")  # fmt: skip
    yield Case("our page among the neighbour's", _tiff([others[0], pages[1]]),
               "check.two_protocols")  # fmt: skip
    torn = pages[1].crop((0, 0, pages[1].width, pages[1].height // 2))
    yield Case("a page without its codes", _tiff([pages[0], torn]), "paper.page_without_code",
               "doubt")  # fmt: skip
    yield Case("the plain code alone", _drawn("", plain), "paper.only_plain", "doubt")
    number = next(p for p in plain.split() if p.startswith("15=")).partition("=")[2]
    more = plain.replace(f"15={number}", f"15={int(number) + 100}")
    yield Case("another figure in the plain code", _drawn(sealed, more), "paper.codes_differ")
    yield Case("no code", _png(Image.new("L", (900, 900), 255)), "check.nothing_known")
    yield Case("somebody else's code", _drawn("", "https://example.kz/"), "check.nothing_known")
    for name, text in _texts(sealed).items():
        yield Case(f"code: {name}", _drawn(text), "seal.unreadable")
    body = cbor2.loads(seal.read_qr(sealed))
    changed = cbor2.loads(body[0])
    changed[9] = [v + 1 if isinstance(v, int) else v for v in changed[9]]
    forged = [cbor2.dumps(changed, canonical=True), *body[1:]]
    text = seal.qr_text(cbor2.dumps(forged, canonical=True))
    yield Case("a vote more, the old signature", _drawn(text), "seal.signature")
    text = seal.qr_text(cbor2.dumps([body[0], b"12345678", body[2]], canonical=True))
    yield Case("a signer that nobody knows", _drawn(text), "seal.unknown_signer")
    yield Case("too many points", _png(Image.new("1", (9000, 8000))), "picture.too_many_pixels")
    yield Case("no picture", b"\x89PNG\r\n\x1a\n" + bytes(400), "picture.unreadable")
    yield Case("a picture cut short", _png(pages[0])[:30_000], "picture.unreadable")
    yield Case("nothing", b"", "check.empty_file")
    yield Case("a text", "Хаттама: 1=2".encode(), "check.unknown_kind")


def insiders(stuff: Stuff) -> Iterator[Case]:
    record, form = stuff.record, stuff.form

    def sealed_by(signer: Signer, of: ProtocolRecord = record) -> bytes:
        return _drawn(seal.qr_text(seal.make_seal(of, of.to_json(), form, signer)))

    yield Case("the neighbour's chair seals", sealed_by(stuff.signer("m1", "KZ-KOS-9002")),
               "seal.other_precinct")  # fmt: skip
    yield Case("a forger seals", sealed_by(stuff.signer("m1", keys=stuff.forged)),
               "seal.unknown_signer")  # fmt: skip
    elsewhere = replace(record, ballot_id="president")
    yield Case("a ballot that is not here", sealed_by(stuff.signer("m1"), elsewhere),
               "paper.election")  # fmt: skip
    old = replace(record, times=replace(record.times,
                                        protocol_made=WHEN.replace(year=2020)))  # fmt: skip
    yield Case("sealed before the election", sealed_by(stuff.signer("m1"), old), "signer.outside")


def _texts(sealed: str) -> dict[str, str]:
    return {
        "cut": sealed[:-3], "longer": sealed + "000", "another kind": sealed.replace("KZ1:", "KZ1:0"),
        "small letters": "KZ1:" + sealed[4:].lower(), "nothing in it": "KZ1:",
        "two exchanged": sealed[:20] + sealed[21] + sealed[20] + sealed[22:]
        if sealed[20] != sealed[21] else sealed[:-1],
        "not base45": sealed[:50] + "=" + sealed[51:],
        "nested": seal.PREFIX + base45.b45encode(b"\x81" * 500).decode(),
        "endless": seal.PREFIX + base45.b45encode(b"\x9f\x01\xff").decode(),
        "very large number": seal.PREFIX + base45.b45encode(b"\xc2\x59\xff\xff").decode(),
    }  # fmt: skip


def _codes(stuff: Stuff) -> PageCodes:
    return Tools().read_pages(stuff.part(".pdf"), "x")[0]


def _pages(stuff: Stuff, bundle: bytes = b"") -> list[Image.Image]:
    pdf = stuff.part(".pdf", parts_of(bundle) if bundle else None)
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[n].render(scale=200 / 72, grayscale=True).to_pil()
                for n in range(len(document))]  # fmt: skip


def _drawn(sealed: str, plain: str = "") -> bytes:
    page = Image.new("L", (1700, 900), 255)
    for text, make, left in ((sealed, sealed_code, 80), (plain, plain_code, 1000)):
        for x, y, n in make(text).runs if text else ():
            box = (left + MODULE * x, 100 + MODULE * y)
            page.paste(0, (*box, box[0] + MODULE * n, box[1] + MODULE))
    return _png(page)


def _png(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def _tiff(pages: list[Image.Image]) -> bytes:
    target = io.BytesIO()
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:])
    return target.getvalue()


# --- receipts ------------------------------------------------------------------------------------


def a_receipt(stuff: Stuff, change: Callable[[dict[str, Any]], None] | None = None,
              *signers: Signer, content: bytes = b"") -> bytes:  # fmt: skip
    """A receipt for the neighbour's hand-over in its one form, signed by whoever is told."""
    manifest = json.loads(stuff.parts["manifest.json"])
    told = {
        "format": "precinct-receipt-1", "mode": manifest["mode"],
        "election_id": manifest["election_id"], "package_sha256": stuff.package.sha256,
        "precinct_id": manifest["precinct_id"], "receiver_id": manifest["receiver_id"],
        "handover_no": manifest["handover_no"],
        "manifest_sha256": canonical.sha256(stuff.parts["manifest.json"]),
        "imported": WHEN.isoformat(),
        "protocols": [{"ballot_id": stuff.record.ballot_id, "version": 1, "outcome": "accepted",
                       "control_number": canonical.control_number(stuff.part(".json"))}],
    }  # fmt: skip
    if change:
        change(told)
    content = content or canonical.encode(told)
    message = b""
    for signer in signers or (stuff.receipt_signer(),):
        message = (cms.add_signer(message, content, signer, WHEN) if message
                   else cms.sign(content, signer, WHEN))  # fmt: skip
    return Tools().pack_receipt(content, message)


def valid_receipts(stuff: Stuff) -> Iterator[Case]:
    yield Case("as the district makes it", a_receipt(stuff), "", "good")


def receipts(stuff: Stuff) -> Iterator[Case]:
    good, parts = a_receipt(stuff), parts_of(a_receipt(stuff))
    other = parts_of(a_receipt(stuff, lambda r: r.update(handover_no=9)))
    content, message = parts["receipt.json"], parts["receipt.p7s"]
    unreadable = "receipt.unreadable"
    yield Case("cut", good[:-4], unreadable)
    yield Case("longer", good + b"\0", unreadable)
    yield Case("a bit", good[:60] + bytes([good[60] ^ 1]) + good[61:], unreadable)
    yield Case("signature of another", _receipt(content, other["receipt.p7s"]), "cms.content")
    yield Case("content of another", _receipt(other["receipt.json"], message), "cms.content")
    yield Case("no signature", _receipt(content, b""), "cms.unreadable")
    yield Case("signature cut", _receipt(content, message[:-1]), "cms.unreadable")
    yield Case("signature lengthened", _receipt(content, message + b"\0"), "cms.unreadable")
    yield Case("a file more", write_container({**parts, "more.json": b"{}"}), unreadable)
    yield Case("a file less", write_container({"receipt.json": content}), unreadable)
    yield Case("the chair signs", a_receipt(stuff, None, stuff.signer("m1")), "signer.role")
    yield Case("the package signer signs", a_receipt(stuff, None, stuff.packager()), "signer.role")
    forger = stuff.receipt_signer(stuff.forged)
    yield Case("a forger signs", a_receipt(stuff, None, forger), "signer.unknown_issuer")
    two = a_receipt(stuff, None, stuff.receipt_signer(), stuff.signer("m1"))
    yield Case("somebody signs too", two, "signer.role")
    loose = json.dumps(json.loads(content)).encode()
    yield Case("spaces", a_receipt(stuff, content=loose), unreadable)
    changes: dict[str, tuple[dict[str, Any], str]] = {
        "another election": ({"election_id": "kz-other"}, "bundle.election"),
        "a real election": ({"mode": "real"}, "bundle.mode"),
        "a field more": ({"note": "x"}, unreadable),
        "another format": ({"format": "precinct-receipt-9"}, unreadable),
        "no time": ({"imported": ""}, unreadable),
        "a time without a zone": ({"imported": "2023-03-20T02:00:00"}, unreadable),
        "refused, and yet a receipt": ({"protocols": [{
            "ballot_id": "x", "version": 1, "control_number": "1", "outcome": "refused"}]},
            unreadable),
    }  # fmt: skip
    for name, (fields, key) in changes.items():
        yield Case(name, a_receipt(stuff, lambda r, f=fields: r.update(f)), key)  # type: ignore[misc]


def _receipt(content: bytes, message: bytes) -> bytes:
    return write_container({"receipt.json": content, "receipt.p7s": message})


# --- packages --------------------------------------------------------------------------------------


def valid_packages(stuff: Stuff) -> Iterator[Case]:
    yield Case("as the territory made it", stuff.package.raw, "", "good")


def packages(stuff: Stuff) -> Iterator[Case]:
    raw, parts = stuff.package.raw, parts_of(stuff.package.raw)
    manifest = parts["manifest.json"]
    yield Case("cut", raw[:-4], "container.unreadable")
    yield Case("longer", raw + b"\0", "container.altered")
    yield Case("a bit of the election", _bit(raw, raw.index(b"election.json") + 900),
               "container.unreadable")  # fmt: skip
    yield Case("no signature", write_container({**parts, "manifest.p7s": b""}), "cms.unreadable")
    names = [n for n in parts if n.startswith(("revocations-", "authority-"))]
    for name in ("election.json", "root.der", "form-common_sheet.toml", *names):
        changed = {**parts, name: _bit(parts[name], len(parts[name]) // 2)}
        yield Case(f"a bit of {name}", write_container(changed), "package.hash")
        less = {n: d for n, d in parts.items() if n != name}
        yield Case(f"without {name}", write_container(less), "package.part")
    more = {**parts, "form-more.toml": b""}
    yield Case("a form more", write_container(more), "package.part")
    yield Case("spaces", write_container(
        {**parts, "manifest.json": json.dumps(json.loads(manifest)).encode()}),
        "package.manifest")  # fmt: skip
    for name, value in (("sequence", 9), ("mode", "real"), ("election_id", "kz-other"),
                        ("nonce", "0" * 32)):  # fmt: skip
        told = canonical.encode({**json.loads(manifest), name: value})
        yield Case(f"manifest: {name}", write_container({**parts, "manifest.json": told}),
                   "cms.content")  # fmt: skip
        yield Case(f"signed by the chair: {name}", _package(parts, told, stuff.signer("m1")),
                   "signer.role")  # fmt: skip
    told = canonical.encode({**json.loads(manifest), "sequence": 9})
    yield Case("the signer himself: sequence", _package(parts, told, stuff.packager()),
               "package.manifest_differs")  # fmt: skip
    told = canonical.encode({**json.loads(manifest), "nonce": "1" * 32})
    yield Case("signed anew, another number on paper", _package(parts, told, stuff.packager()),
               "check.other_package")  # fmt: skip
    forged = _forged(stuff)
    yield Case("a forger's package of the same names", forged, "check.other_package")


def _forged(stuff: Stuff) -> bytes:
    """Consistent in itself: only the number on paper tells."""
    keys = stuff.forged
    signer = Tools().open_key(keys.package_signer.data, PASSPHRASE)
    election, forms = stuff.package.election, stuff.package.forms
    return Tools().pack_package(election, forms, keys.trust, WHEN, signer)


def _package(parts: dict[str, bytes], manifest: bytes, signer: Signer) -> bytes:
    message = cms.sign(manifest, signer, WHEN)
    return write_container({**parts, "manifest.json": manifest, "manifest.p7s": message})


def _bit(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
