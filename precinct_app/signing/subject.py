# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The subject of an election's certificate: who, in which role, for which precinct.

C=KZ, O=election, OU=precinct or territory, title=role, CN=name, UID=member id (RFC 4514, RFC 4519).
The library counts a common name's 64 in bytes, which is 32 Cyrillic letters: a longer name stands
whole in the attribute ``name``, and CN holds surname and initials.
"""

from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.x509.oid import NameOID

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import SignatureError

COUNTRY: Final = "KZ"
LONGEST: Final = 64
"""Upper bound of each attribute, characters (RFC 5280, appendix A.1)."""
LONGEST_NAME: Final = 200

_COMMON_NAME_BYTES: Final = 64
_WHOLE_NAME: Final = x509.ObjectIdentifier("2.5.4.41")


@dataclass(frozen=True, slots=True)
class Subject:
    """A signer as the certificate names them."""

    election_id: str
    unit: str
    """Precinct id; the territory's for signers of a district and of packages."""
    role: Role
    name: str
    member_id: str


def signer_name(subject: Subject) -> x509.Name:
    """Write a signer's subject; SignatureError ``signer.subject`` for a text out of bounds."""
    return _name(
        (NameOID.ORGANIZATION_NAME, subject.election_id),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, subject.unit),
        (NameOID.TITLE, subject.role.value),
        *_person(subject.name),
        (NameOID.USER_ID, subject.member_id),
    )


def authority_name(election_id: str, unit: str, name: str) -> x509.Name:
    """Write an authority's subject: an authority has neither role nor member id."""
    return _name(
        (NameOID.ORGANIZATION_NAME, election_id),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        *_person(name),
    )


def read_signer(name: x509.Name) -> Subject:
    """Read a signer's subject back; SignatureError ``signer.subject`` when it is not one."""
    try:
        texts = {attribute.oid: str(attribute.value) for attribute in name}
        subject = Subject(
            election_id=texts[NameOID.ORGANIZATION_NAME],
            unit=texts[NameOID.ORGANIZATIONAL_UNIT_NAME],
            role=Role(texts[NameOID.TITLE]),
            name=texts.get(_WHOLE_NAME, texts[NameOID.COMMON_NAME]),
            member_id=texts[NameOID.USER_ID],
        )
    except (KeyError, ValueError) as error:
        raise SignatureError.of("signer.subject", name=name.rfc4514_string()) from error
    if signer_name(subject) != name:
        raise SignatureError.of("signer.subject", name=name.rfc4514_string())
    return subject


def _person(name: str) -> list[tuple[x509.ObjectIdentifier, str]]:
    if len(name.encode()) <= _COMMON_NAME_BYTES:
        return [(NameOID.COMMON_NAME, name)]
    surname, *rest = name.split() or [""]
    short = " ".join([surname, *(f"{part[0]}." for part in rest)])
    cut = short.encode()[: _COMMON_NAME_BYTES - 3].decode(errors="ignore")
    fitting = short if len(short.encode()) <= _COMMON_NAME_BYTES else f"{cut}…"
    return [(NameOID.COMMON_NAME, fitting), (_WHOLE_NAME, name)]


def _name(*attributes: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    for oid, text in attributes:
        if not 1 <= len(text) <= (LONGEST_NAME if oid == _WHOLE_NAME else LONGEST):
            raise SignatureError.of("signer.subject", name=text)
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, COUNTRY),
            *(x509.NameAttribute(oid, text) for oid, text in attributes),
        ]
    )
