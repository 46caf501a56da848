# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A signed XLSX: every part covered, one form only, several signers."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from lxml import etree

from precinct_app.domain.errors import SignatureError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.signing import xlsx_container
from precinct_app.signing.keys import signer_of
from precinct_app.signing.trust import Verifier
from precinct_app.signing.xlsx_signature import differing_parts, sign, verify
from tests.signing.pki import CHAIR, MEMBER, SECRETARY, SIGNED, VALID, Pki, flipped, serial

EXPECTED = tuple(ExpectedSigner(m.member_id, m.role) for m in (CHAIR, SECRETARY))


def a_book(figure: int = 784) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Хаттама Протокол"
    sheet["A1"] = figure
    sheet["B1"] = "Ә & <қ>"
    book.create_sheet("data")["A1"] = "x"
    output = BytesIO()
    book.save(output)
    return output.getvalue()


@pytest.fixture(scope="module")
def signed(pki: Pki) -> bytes:
    first = sign(a_book(), pki.signer(CHAIR), SIGNED)
    return sign(first, pki.signer(SECRETARY), SIGNED + timedelta(minutes=1))


def failed(xlsx: bytes, verifier: Verifier) -> set[str]:
    return {c.name for c in verify(xlsx, verifier, EXPECTED).checks if c.good is False}


def doubted(xlsx: bytes, verifier: Verifier) -> set[str]:
    return {c.name for c in verify(xlsx, verifier, EXPECTED).checks if c.good is None}


def test_alone_it_takes_two_and_a_certifier_in_order_of_time(
    signed: bytes, pki: Pki, verifier: Verifier
) -> None:
    def alone(xlsx: bytes) -> dict[str, bool | None]:
        return {c.name: c.good for c in verify(xlsx, verifier).checks}

    assert alone(signed)["xlsx_signers"] is True
    chair = sign(a_book(), pki.signer(CHAIR), SIGNED)
    assert alone(chair)["xlsx_signers"] is None
    member = sign(a_book(), pki.signer(MEMBER), SIGNED)
    assert alone(member)["xlsx_signers"] is False
    neighbour = sign(chair, signer_of(pki.leaves["stranger"]), SIGNED)
    assert alone(neighbour)["xlsx_signers"] is False

    def exchanged(parts: dict[str, bytes]) -> None:
        one, two = "_xmlsignatures/sig1.xml", "_xmlsignatures/sig2.xml"
        parts[one], parts[two] = parts[two], parts[one]

    assert alone(changed(signed, exchanged))["xlsx_signers"] is None
    assert failed(changed(signed, exchanged), verifier) == {"xlsx_signers"}


def changed(xlsx: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with its parts changed, written by our own writer."""
    parts = xlsx_container.read(xlsx)
    change(parts)
    return xlsx_container.write(parts)


def test_good_file_says_who_signed(signed: bytes, verifier: Verifier) -> None:
    findings = verify(signed, verifier, EXPECTED)
    assert findings.good
    assert [s.member_id for s in findings.signed_by] == ["m1", "m3"]
    assert [s.claimed for s in findings.signed_by] == [SIGNED, SIGNED + timedelta(minutes=1)]
    assert verify(signed, verifier).good


def test_file_still_opens_and_says_the_same(signed: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(signed))
    assert book.worksheets[0]["A1"].value == 784
    assert book.worksheets[0]["B1"].value == "Ә & <қ>"


def test_same_key_and_time_give_the_same_bytes(pki: Pki) -> None:
    one, two = (sign(a_book(), pki.signer(CHAIR), SIGNED) for _ in range(2))
    assert one == two


def test_own_making_is_recognised(signed: bytes) -> None:
    assert differing_parts(a_book(), signed) == []
    assert differing_parts(a_book(785), signed) == ["xl/worksheets/sheet1.xml"]
    assert differing_parts(a_book(), b"PK nothing") == ["container"]


@pytest.mark.parametrize("seed", range(3))
def test_no_flipped_bit_passes(signed: bytes, verifier: Verifier, seed: int) -> None:
    for copy in flipped(signed, 150, seed):
        assert failed(copy, verifier) != set()


def test_cut_and_lengthened(signed: bytes, verifier: Verifier) -> None:
    odd = (b"", b"PK", signed[:-1], signed + b"\0", b"\0" + signed, signed[: len(signed) // 2])
    for other in odd:
        assert failed(other, verifier) == {"xlsx_container"}


def cell(parts: dict[str, bytes]) -> None:
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"784", b"785")


def style(parts: dict[str, bytes]) -> None:
    parts["xl/styles.xml"] += b" "


def hidden(parts: dict[str, bytes]) -> None:
    name = "xl/workbook.xml"
    parts[name] = parts[name].replace(b'state="visible"', b'state="hidden"')


def retargeted(parts: dict[str, bytes]) -> None:
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"sheet1.xml", b"sheet2.xml")


def spaced(parts: dict[str, bytes]) -> None:
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"><", b"> <", 1)


def added(parts: dict[str, bytes]) -> None:
    parts["xl/extra.xml"] = b"<x/>"


def properties(parts: dict[str, bytes]) -> None:
    parts["docProps/core.xml"] += b"<!-- -->"


def content_type(parts: dict[str, bytes]) -> None:
    name = "[Content_Types].xml"
    parts[name] = parts[name].replace(b"worksheet+xml", b"chartsheet+xml", 1)


def signature_removed(parts: dict[str, bytes]) -> None:
    del parts["_xmlsignatures/sig2.xml"]


def comment_in_signature(parts: dict[str, bytes]) -> None:
    parts["_xmlsignatures/sig1.xml"] += b"<!-- -->"


def time_changed(parts: dict[str, bytes]) -> None:
    name = "_xmlsignatures/sig1.xml"
    parts[name] = parts[name].replace(b"2023-03-19T20:12:10Z", b"2023-03-19T20:12:11Z")


def entity(parts: dict[str, bytes]) -> None:
    name = "_xmlsignatures/sig1.xml"
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    parts[name] = parts[name].replace(b"<Signature", bomb + b"<Signature", 1)


def origin_removed(parts: dict[str, bytes]) -> None:
    del parts["_xmlsignatures/origin.sigs"]


@pytest.mark.parametrize(
    "change",
    [cell, style, hidden, retargeted, spaced, added, properties, content_type, signature_removed,
     comment_in_signature, time_changed, entity, origin_removed],
)  # fmt: skip
def test_change_of_a_part_is_refused(
    signed: bytes, verifier: Verifier, change: Callable[[dict[str, bytes]], None]
) -> None:
    other = changed(signed, change)
    assert other != signed
    assert failed(other, verifier) | doubted(other, verifier) != set()


def test_other_containers_of_the_same_parts_are_refused(signed: bytes, verifier: Verifier) -> None:
    parts = xlsx_container.read(signed)
    for way in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        output = BytesIO()
        with zipfile.ZipFile(output, "w", way) as file:
            for name, part in sorted(parts.items(), reverse=True):
                file.writestr(zipfile.ZipInfo(name), part, way)
        assert failed(output.getvalue(), verifier) == {"xlsx_container"}


@pytest.mark.parametrize("name", ["../x.xml", "/x.xml", "a\\b.xml", "a//b.xml", "dir/", "Ә.xml"])
def test_odd_names_are_refused(name: str) -> None:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        file.writestr(name, b"x")
    with pytest.raises(SignatureError, match=r"xlsx\.container"):
        xlsx_container.read(output.getvalue())


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("x.xml", bytes(xlsx_container.LARGEST + 1))
    with pytest.raises(SignatureError, match=r"xlsx\.container"):
        xlsx_container.read(output.getvalue())


def test_strangers_revoked_and_missing_signers(
    signed: bytes, pki: Pki, other_pki: Pki, verifier: Verifier
) -> None:
    forged = sign(
        sign(a_book(), other_pki.signer(CHAIR), SIGNED), other_pki.signer(SECRETARY), SIGNED
    )
    assert "xlsx_signatures" in failed(forged, verifier)
    early = pki.lists(serial(pki.leaves["m3"]), number=2, at=VALID.begins)
    assert "xlsx_signatures" in failed(signed, pki.verifier(revocation_lists=early))
    late = pki.verifier(revocation_lists=pki.lists(serial(pki.leaves["m3"]), number=2))
    assert doubted(signed, late) == {"xlsx_signatures"}
    alone = sign(a_book(), pki.signer(CHAIR), SIGNED)
    assert doubted(alone, verifier) == {"xlsx_signers"}
    assert failed(alone, verifier) == set()
    wrong_first = sign(a_book(), pki.signer(SECRETARY), SIGNED)
    assert failed(wrong_first, verifier) == {"xlsx_signers"}
    assert failed(a_book(), verifier) == {"xlsx_signatures"}
    packer = sign(a_book(), signer_of(pki.leaves["pack"]), SIGNED)
    assert "xlsx_signatures" in failed(packer, verifier)


def test_second_signature_by_one_key_and_on_changed_files(signed: bytes, pki: Pki) -> None:
    with pytest.raises(SignatureError, match=r"xlsx\.signed_already"):
        sign(signed, pki.signer(CHAIR), SIGNED)
    with pytest.raises(SignatureError, match=r"xlsx\."):
        sign(changed(signed, properties), signer_of(pki.leaves["stranger"]), SIGNED)
    with pytest.raises(SignatureError, match=r"xlsx\.container"):
        sign(b"nothing", pki.signer(CHAIR), SIGNED)
    with pytest.raises(SignatureError, match=r"xlsx\.parts"):
        sign(changed(a_book(), added), pki.signer(CHAIR), SIGNED)


@pytest.mark.parametrize("kept", ["1", "2"])
@pytest.mark.parametrize("expected", [None, EXPECTED])
def test_a_signature_copied_beside_itself_makes_nobody_two(
    signed: bytes, verifier: Verifier, kept: str, expected: tuple[ExpectedSigner, ...] | None
) -> None:
    def copy(parts: dict[str, bytes]) -> None:
        one = parts[f"_xmlsignatures/sig{kept}.xml"]
        parts.update({f"_xmlsignatures/sig{n}.xml": one for n in "12"})

    findings = verify(changed(signed, copy), verifier, expected)
    told = {check.name: check for check in findings.checks}["xlsx_signers"]
    assert (told.good, told.reason and told.reason.key) == (False, "xlsx.signed_twice")


def test_structure_is_what_office_expects(signed: bytes) -> None:
    """Names that other programs look for, in the order that they look for them."""
    root = etree.fromstring(xlsx_container.read(signed)["_xmlsignatures/sig1.xml"])
    names = [etree.QName(child).localname for child in root]
    assert names == ["SignedInfo", "SignatureValue", "KeyInfo", "Object", "Object", "Object"]
    uris = [r.get("URI") for r in root[0] if r.get("URI")]
    assert uris == ["#idPackageObject", "#idOfficeObject", "#idSignedProperties"]
    assert b'xmlns=""' not in xlsx_container.read(signed)["_xmlsignatures/sig1.xml"]
