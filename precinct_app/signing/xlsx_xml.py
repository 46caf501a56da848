# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The XML of a package signature, in the structure that Office writes (XML-DSig, XAdES, OPC).

Canonical forms are always taken from a subtree that was written out and read again: taken in
place, the library writes empty namespace declarations that every other program refuses.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree

from precinct_app.signing.xlsx_parts import (
    DECLARATION,
    RELATIONS_TYPE,
    SignedContent,
    canonical_relations,
)

DS: Final = "http://www.w3.org/2000/09/xmldsig#"
XADES: Final = "http://uri.etsi.org/01903/v1.3.2#"

_MDSSI: Final = "http://schemas.openxmlformats.org/package/2006/digital-signature"
_OFFICE: Final = "http://schemas.microsoft.com/office/2006/digsig"
_C14N: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
_SHA256: Final = "http://www.w3.org/2001/04/xmlenc#sha256"
_ECDSA: Final = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
_RSA: Final = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
_OBJECT: Final = f"{DS}Object"
_SIGNED_PROPERTIES: Final = "http://uri.etsi.org/01903#SignedProperties"
_TIME_FORMAT: Final = "YYYY-MM-DDThh:mm:ssTZD"
_ENVIRONMENT: Final = (
    ("SetupID", ""),
    ("SignatureText", ""),
    ("SignatureImage", ""),
    ("SignatureComments", ""),
    ("WindowsVersion", "10.0"),
    ("OfficeVersion", "16.0"),
    ("ApplicationVersion", "16.0"),
    ("Monitors", "1"),
    ("HorizontalResolution", "1920"),
    ("VerticalResolution", "1080"),
    ("ColorDepth", "32"),
    ("SignatureProviderId", "{00000000-0000-0000-0000-000000000000}"),
    ("SignatureProviderUrl", ""),
    ("SignatureProviderDetails", "9"),
    ("SignatureType", "1"),
)
"""Fields that Office wants, with the same values on every machine (1: no signature line)."""


class _Maker:
    """Makes elements of one namespace."""

    def __init__(self, prefix: str | None, namespace: str) -> None:
        self._namespace = namespace
        self._prefixes = {prefix: namespace}

    def __call__(
        self, name: str, *content: etree._Element | str, **attributes: str
    ) -> etree._Element:
        element = etree.Element(
            f"{{{self._namespace}}}{name}",
            attributes,
            nsmap=self._prefixes,  # type: ignore[arg-type]
        )
        for item in content:
            if isinstance(item, str):
                element.text = item
            else:
                element.append(item)
        return element


_ds = _Maker(None, DS)
_mdssi = _Maker("mdssi", _MDSSI)
_office = _Maker(None, _OFFICE)
_xades = _Maker("xd", XADES)


def signature_xml(
    content: SignedContent,
    certificates: Sequence[bytes],
    when: datetime,
    sign: Callable[[bytes], bytes],
) -> bytes:
    """Write a signature; `sign` gets the canonical SignedInfo and answers the raw signature.

    The signer's certificate comes first, then those above it.
    """
    moment = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    root = _ds("Signature", Id="idPackageSignature")
    package, office = _package_object(content, moment), _office_object()
    properties = _properties_object(certificates[0], moment)
    root.extend([package, office, properties])
    info = _signed_info(certificates[0], package, office, properties[0][0])
    root.insert(0, info)
    key_info = _ds(
        "KeyInfo", _ds("X509Data", *(_ds("X509Certificate", _base64(c)) for c in certificates))
    )
    root.insert(1, _ds("SignatureValue", _base64(sign(canonical(info)))))
    root.insert(2, key_info)
    return DECLARATION + canonical(root)


def canonical(element: etree._Element) -> bytes:
    """Inclusive C14N 1.0 without comments of an element as a document of its own."""
    alone = etree.fromstring(etree.tostring(element, with_tail=False))
    return etree.tostring(alone, method="c14n", with_comments=False)


def _signed_info(
    certificate: bytes,
    package: etree._Element,
    office: etree._Element,
    signed_properties: etree._Element,
) -> etree._Element:
    key = x509.load_der_x509_certificate(certificate).public_key()
    method = _RSA if isinstance(key, rsa.RSAPublicKey) else _ECDSA
    return _ds(
        "SignedInfo",
        _ds("CanonicalizationMethod", Algorithm=_C14N),
        _ds("SignatureMethod", Algorithm=method),
        _reference("#idPackageObject", canonical(package), kind=_OBJECT),
        _reference("#idOfficeObject", canonical(office), kind=_OBJECT),
        _reference(
            "#idSignedProperties",
            canonical(signed_properties),
            _ds("Transform", Algorithm=_C14N),
            kind=_SIGNED_PROPERTIES,
        ),
    )


def _package_object(content: SignedContent, moment: str) -> etree._Element:
    manifest = _ds("Manifest")
    for name, relations in content.relations.items():
        sources = [
            _mdssi("RelationshipReference", SourceId=r.relation_id) for r in sorted(relations)
        ]
        manifest.append(
            _reference(
                f"/{name}?ContentType={RELATIONS_TYPE}",
                canonical_relations(relations),
                _ds("Transform", *sources, Algorithm=_RELATIONSHIPS),
                _ds("Transform", Algorithm=_C14N),
            )
        )
    for name, part in content.parts.items():
        manifest.append(_reference(f"/{name}?ContentType={content.types[name]}", part))
    time = _mdssi("SignatureTime", _mdssi("Format", _TIME_FORMAT), _mdssi("Value", moment))
    return _ds("Object", manifest, _property(time, "idSignatureTime"), Id="idPackageObject")


def _office_object() -> etree._Element:
    fields = [_office(name, text) for name, text in _ENVIRONMENT]
    details = _office("SignatureInfoV1", *fields)
    return _ds("Object", _property(details, "idOfficeV1Details"), Id="idOfficeObject")


def _property(content: etree._Element, name: str) -> etree._Element:
    held = _ds("SignatureProperty", content, Id=name, Target="#idPackageSignature")
    return _ds("SignatureProperties", held)


def _properties_object(certificate: bytes, moment: str) -> etree._Element:
    issued = x509.load_der_x509_certificate(certificate)
    digest = _xades(
        "CertDigest",
        _ds("DigestMethod", Algorithm=_SHA256),
        _ds("DigestValue", _base64(hashlib.sha256(certificate).digest())),
    )
    serial = _xades(
        "IssuerSerial",
        _ds("X509IssuerName", issued.issuer.rfc4514_string()),
        _ds("X509SerialNumber", str(issued.serial_number)),
    )
    signed = _xades(
        "SignedProperties",
        _xades(
            "SignedSignatureProperties",
            _xades("SigningTime", moment),
            _xades("SigningCertificate", _xades("Cert", digest, serial)),
            _xades("SignaturePolicyIdentifier", _xades("SignaturePolicyImplied")),
        ),
        Id="idSignedProperties",
    )
    return _ds("Object", _xades("QualifyingProperties", signed, Target="#idPackageSignature"))


def _reference(
    uri: str, content: bytes, *transforms: etree._Element, kind: str = ""
) -> etree._Element:
    reference = _ds("Reference", URI=uri)
    if kind:
        reference.set("Type", kind)
    if transforms:
        reference.append(_ds("Transforms", *transforms))
    reference.append(_ds("DigestMethod", Algorithm=_SHA256))
    reference.append(_ds("DigestValue", _base64(hashlib.sha256(content).digest())))
    return reference


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")
