# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Keys that never leave a token or smart card (PKCS#11), reached by the library of its maker.

EC keys sign a ready SHA-256 (``CKM_ECDSA``): many tokens know no mechanism that hashes too.  The
module is code of others that runs inside this process: a technician chooses it, no file does.
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, TokenFlag
from pkcs11 import exceptions as raised

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import SignatureError
from precinct_app.services.registrar import AskPin, TokenCard, TokenHolder
from precinct_app.signing import raw_signature
from precinct_app.signing.chain import chain_of
from precinct_app.signing.request import make_request
from precinct_app.signing.subject import Subject, read_signer

_WRONG_PIN: Final = (raised.PinIncorrect, raised.PinInvalid, raised.PinLenRange)
_GONE: Final = (
    raised.DeviceRemoved, raised.TokenNotPresent, raised.SessionHandleInvalid,
    raised.SessionClosed, raised.DeviceError,
)  # fmt: skip
_KINDS: Final = (KeyType.EC, KeyType.RSA)
_SHA256_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")
"""DigestInfo of SHA-256 (RFC 8017, section 9.2), for tokens that pad but do not hash."""


@dataclass(frozen=True, slots=True)
class TokenSigner:
    """A signer inside a token; fulfils `services.ports.Signer` while its session is open."""

    certificate: bytes
    chain: tuple[bytes, ...]
    subject: Subject
    key: Any

    @property
    def member_id(self) -> str:
        """Who signs, as the certificate says."""
        return self.subject.member_id

    @property
    def role(self) -> Role:
        """In which role, as the certificate says."""
        return self.subject.role

    def sign(self, data: bytes) -> bytes:
        """Sign inside the token; SignatureError ``token.*`` when it was pulled out or refuses."""
        with _told():
            return _sign(self.key, data)


def tokens(module: str) -> tuple[TokenCard, ...]:
    """Tokens that are in a reader now; SignatureError ``token.module`` when it is no module."""
    with _told():
        return tuple(_card(token) for token in _present(module))


def holders(module: str) -> tuple[TokenHolder, ...]:
    """Whose keys the tokens hold, by the certificates that can be read without a PIN."""
    with _told():
        return tuple(holder for token in _present(module) for holder in _holders(token))


def _holders(token: Any) -> Iterator[TokenHolder]:
    last_try = TokenFlag.USER_PIN_FINAL_TRY in token.flags
    with token.open() as session:
        wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE}
        inside = [bytes(held[Attribute.VALUE]) for held in _objects(session, wanted)]
    owners = [(der, owner[0]) for der in dict.fromkeys(inside) if (owner := _owner(der))]
    for der, subject in owners:
        yield TokenHolder(token.label, last_try, subject.name, hashlib.sha256(der).hexdigest())
    if not owners:
        yield TokenHolder(token.label, last_try)


@contextmanager
def open_token(
    module: str, ask: AskPin, label: str = "", certificates: Sequence[bytes] = (),
    wanted: str = "",
) -> Iterator[TokenSigner]:  # fmt: skip
    """Sign in to the one token, or the labelled one, and find the election's key in it.

    SignatureError ``token.*``; ``key.unsupported`` when it holds only a national key (GOST).
    """
    with _session(module, ask, label) as session:
        with _told():
            signer = _find_signer(session, certificates, wanted)
        yield signer


def token_request(module: str, ask: AskPin, label: str, key_label: str) -> bytes:
    """A certificate request, DER, signed by the one key of the token, or the labelled one."""
    with _session(module, ask, label) as session, _told():
        found = [key for key in _private_keys(session) if key_label in ("", key.label)]
        if len(found) != 1:
            raise SignatureError.of("token.no_key" if not found else "token.several_keys")
        key = found[0]
        return make_request(_public_half(session, key), lambda data: _sign(key, data), key.label)


@contextmanager
def _session(module: str, ask: AskPin, label: str) -> Iterator[Any]:
    with _told():
        token = _chosen(module, label)
    pin = ask(_card(token))
    if pin is None:
        raise SignatureError.of("token.no_pin")
    with _told():
        session = token.open(user_pin=pin)
    try:
        yield session
    finally:
        session.close()


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the token's library raises into a sentence."""
    try:
        yield
    except _WRONG_PIN as error:
        raise SignatureError.of("token.pin") from error
    except raised.PinLocked as error:
        raise SignatureError.of("token.locked") from error
    except _GONE as error:
        raise SignatureError.of("token.removed") from error
    except raised.PKCS11Error as error:
        raise SignatureError.of("token.failed", what=type(error).__name__) from error


def _present(module: str) -> list[Any]:
    """Tokens of a module, those set up for use."""
    if not Path(module).is_file():
        raise SignatureError.of("token.module", name=module)
    try:
        library = pkcs11.lib(module)
    except Exception as error:  # whatever a library that is no module does when it is loaded
        raise SignatureError.of("token.module", name=module) from error
    found = [slot.get_token() for slot in library.get_slots(token_present=True)]
    return [token for token in found if TokenFlag.TOKEN_INITIALIZED in token.flags]


def _chosen(module: str, label: str) -> Any:
    found = [token for token in _present(module) if label in ("", token.label)]
    if not found:
        raise SignatureError.of("token.none")
    if len(found) > 1:
        raise SignatureError.of("token.several", names=", ".join(sorted(t.label for t in found)))
    if TokenFlag.USER_PIN_LOCKED in found[0].flags:
        raise SignatureError.of("token.locked")
    return found[0]


def _card(token: Any) -> TokenCard:
    serial, model = (_text(value) for value in (token.serial, token.model))
    return TokenCard(token.label, serial, model, TokenFlag.USER_PIN_FINAL_TRY in token.flags)


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace").strip() if isinstance(value, bytes) else value.strip()


def _private_keys(session: Any) -> list[Any]:
    held = _objects(session, {Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    return [key for key in held if key.key_type in _KINDS]


def _objects(session: Any, wanted: dict[Attribute, Any]) -> list[Any]:
    """All at once: a search that is still open blocks whatever else the session is asked for."""
    return list(session.get_objects(wanted))


def _find_signer(session: Any, given: Sequence[bytes], wanted: str) -> TokenSigner:
    """The key that has an election's certificate, in the token or among those given."""
    inside = _objects(session, {Attribute.CLASS: ObjectClass.CERTIFICATE})
    known = [*given, *(bytes(held[Attribute.VALUE]) for held in inside)]
    keys = _private_keys(session)
    if not keys:
        raise SignatureError.of("key.unsupported" if known else "token.no_key")
    found = {}
    for der in dict.fromkeys(known):
        if wanted and hashlib.sha256(der).hexdigest() != wanted:
            continue
        owner = _owner(der)
        key = owner and next((k for k in keys if _belong(k, owner[1])), None)
        if owner and key is not None:
            found[der] = TokenSigner(der, chain_of(der, known), owner[0], key)
    if len(found) != 1:
        raise SignatureError.of("token.no_certificate" if not found else "token.several_keys")
    return next(iter(found.values()))


def _owner(der: bytes) -> tuple[Subject, raw_signature.PublicKey] | None:
    """Whose certificate it is; None for an authority's, a national one, or anything else."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        subject, key = read_signer(certificate.subject), certificate.public_key()
    except Exception:  # a token holds what it holds
        return None
    if not isinstance(key, raw_signature.PublicKey) or not raw_signature.is_usable(key):
        return None
    return subject, key


def _belong(key: Any, public: raw_signature.PublicKey) -> bool:
    """Let the key sign something of no meaning, and see whether the certificate bears it out."""
    if (key.key_type is KeyType.RSA) is not isinstance(public, rsa.RSAPublicKey):
        return False
    challenge = b"precinct-app: does this key belong to its certificate? " + secrets.token_bytes(16)
    return raw_signature.is_good(public, _sign(key, challenge), challenge)


def _sign(key: Any, data: bytes) -> bytes:
    digest = hashlib.sha256(data).digest()
    if key.key_type is KeyType.EC:
        raw = bytes(key.sign(digest, mechanism=Mechanism.ECDSA))
        if len(raw) != raw_signature.SIZE:
            raise SignatureError.of("key.unsupported")
        return raw_signature.with_lower_s(raw)
    return bytes(key.sign(_SHA256_INFO + digest, mechanism=Mechanism.RSA_PKCS))


def _public_half(session: Any, key: Any) -> raw_signature.PublicKey:
    wanted = {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.ID: key.id}
    for half in _objects(session, wanted):
        public = _as_public(half)
        if public is not None and _belong(key, public):
            return public
    raise SignatureError.of("token.no_key")


def _as_public(half: Any) -> raw_signature.PublicKey | None:
    if half.key_type is KeyType.RSA:
        numbers = (half[Attribute.PUBLIC_EXPONENT], half[Attribute.MODULUS])
        exponent, modulus = (int.from_bytes(bytes(n), "big") for n in numbers)
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    point = bytes(half[Attribute.EC_POINT])
    try:  # an OCTET STRING around an uncompressed point
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point[2:])
    except ValueError:
        return None
