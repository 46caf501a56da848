# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the keeper of an election's keys does: issue, certify, revoke, look at what there is."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from precinct_app.domain.commission import Member, Role
from precinct_app.domain.election import Mode
from precinct_app.domain.wording import Wording
from precinct_app.services.ports import Signer, Trust


class RevocationReason(StrEnum):
    """Why a certificate is revoked; the words of RFC 5280, section 5.3.1."""

    LOST = "keyCompromise"
    """Key or pass phrase is lost or known to another."""
    LEFT = "affiliationChanged"
    """No longer in the commission."""
    REPLACED = "superseded"
    """Another certificate was issued instead."""
    CEASED = "cessationOfOperation"
    """Not needed any more."""


@dataclass(frozen=True, slots=True)
class CertificateCard:
    """What a certificate says."""

    serial: str
    election_id: str
    unit: str
    """Precinct id; the territory's above precincts."""
    role: str
    """A role's value; ``root`` or ``authority`` for those who certify."""
    name: str
    member_id: str
    issuer: str
    begins: datetime
    ends: datetime
    key: str
    """``EC P-256`` or ``RSA 2048``."""
    sha256: str


@dataclass(frozen=True, slots=True)
class RevokedCertificate:
    """An entry of a revocation list."""

    serial: str
    at: datetime
    reason: str
    """A word of RFC 5280; empty where the list gives none."""


@dataclass(frozen=True, slots=True)
class RevocationCard:
    """What a revocation list says."""

    issuer: str
    number: int
    issued: datetime
    ends: datetime
    entries: tuple[RevokedCertificate, ...]


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new certificate with its key as a file under a pass phrase."""

    certificate: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class TokenCard:
    """A token or smart card that a module of its maker has found."""

    label: str
    serial: str
    model: str
    last_try: bool = False
    """One more wrong PIN locks it."""


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """Whose key a token holds, as a certificate that lies in the open beside it says."""

    label: str
    last_try: bool
    name: str = ""
    """Empty where no certificate of an election can be read without the PIN."""
    certificate: str = ""
    """Its SHA-256, by which this one is meant among several."""


AskPin = Callable[[TokenCard], str | None]
"""Asks a person for the PIN; None when they gave up."""


@dataclass(frozen=True, slots=True)
class SecretLetter:
    """What stands in one person's sealed letter: the pass phrase of their key, never the key."""

    number: int
    role: Role
    name: str
    serial: str
    precinct_number: int
    """0 above precincts."""
    place: Wording
    election_name: Wording
    day: str
    """Polling day, ISO 8601."""
    mode: Mode
    passphrase: str = field(repr=False)


class Registrar(Protocol):
    """Keys and certificates of an election; SignatureError says what is wrong with a file."""

    def issue(
        self, authority: bytes, secret: str, member: Member, unit: str, passphrase: str
    ) -> IssuedKey:
        """A further signer's key under the territorial authority's key file."""

    def certify(
        self, authority: bytes, secret: str, member: Member, unit: str, request: bytes
    ) -> bytes:
        """A certificate, DER, for a key that was made elsewhere and asks by PKCS#10."""

    def revoke(
        self, authority: bytes, secret: str, lists: Sequence[bytes], serial: str, at: datetime,
        reason: RevocationReason, issued: datetime,
    ) -> bytes:  # fmt: skip
        """The authority's next revocation list, DER, with one certificate more."""

    def certificate(self, data: bytes) -> CertificateCard:
        """What a certificate says, DER or PEM; it is not judged."""

    def revocations(self, data: bytes) -> RevocationCard:
        """What a revocation list says, DER or PEM; it is not judged."""

    def update(self, trust: Trust, data: bytes) -> tuple[bytes, RevocationCard]:
        """A later revocation list, DER or PEM, as DER and as what it says, if it may be believed."""

    def issued(self, certificate: bytes, authority: bytes) -> bool:
        """Say whether the authority's certificate has issued this one."""

    def request(self, data: bytes, passphrase: str, name: str) -> bytes:
        """A certificate request, DER, for a key file from outside."""

    def with_certificate(
        self, data: bytes, passphrase: str, certificates: Sequence[bytes]
    ) -> bytes:
        """The key of a file from outside as a key file with the election's certificate."""

    def tokens(self, module: str) -> Sequence[TokenCard]:
        """Tokens that the module (PKCS#11, a library of the token's maker) sees."""

    def token_holders(self, module: str) -> Sequence[TokenHolder]:
        """Whose keys the tokens hold; no PIN is asked for."""

    def token_request(self, module: str, ask: AskPin, label: str, key_label: str) -> bytes:
        """A certificate request, DER, for a key inside a token."""

    def open_token(
        self, module: str, ask: AskPin, label: str = "", certificates: Sequence[bytes] = (),
        wanted: str = "",
    ) -> AbstractContextManager[Signer]:  # fmt: skip
        """A signer inside a token, signed in until the block ends.

        `certificates` are the signer's own, where the token does not hold it, and its authority's;
        `wanted` is the SHA-256 of the one that is meant where there are several.
        """
