# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What happens to an election's keys after they were made: one more, one revoked, all listed.

The folder of `services.authority` is the register: certificates beside revocation lists.  Nothing
in it is overwritten but a revocation list by its successor, which holds all that it held.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from precinct_app.domain.commission import Member, Role
from precinct_app.domain.election import Election
from precinct_app.domain.errors import InputError
from precinct_app.runtime.files import PRIVATE_FILE, write_whole
from precinct_app.services.authority import as_pem, from_pem, key_place, letter_of, read_trust
from precinct_app.services.passphrases import new_passphrase
from precinct_app.services.registrar import CertificateCard, RevocationReason, RevokedCertificate
from precinct_app.services.toolbox import KeyFile, Toolbox

TERRITORY = "territory"
AUTHORITY_KEY, ROOT_KEY = "authority-1.p12", "root.p12"


@dataclass(frozen=True, slots=True)
class Registered:
    """A certificate of the register and, where it holds no more, its revocation."""

    card: CertificateCard
    revoked: RevokedCertificate | None


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate as issued, and the files that were written."""

    card: CertificateCard
    files: tuple[Path, ...]


def issue(
    folder: Path, election: Election, precinct_id: str, member: Member, secret: str, tools: Toolbox
) -> Issued:
    """One more key for a person; an earlier certificate of theirs stays good until it is revoked."""
    passphrase, unit = new_passphrase(), precinct_id or TERRITORY
    key = tools.registrar.issue(_file(folder, AUTHORITY_KEY), secret, member, unit, passphrase)
    card, number = tools.registrar.certificate(key.certificate), _next_number(folder)
    file = KeyFile(member.member_id, member.role, precinct_id, key.certificate, key.data)
    letter = letter_of(election, file, number, passphrase, tools)
    place = _free(key_place(folder, precinct_id, member.member_id))
    sealed = _free(folder / f"letter-{number:04d}.pdf")
    write_whole(place, key.data, PRIVATE_FILE)
    write_whole(sealed, tools.secret_letters([letter], tools.clock.now()), PRIVATE_FILE)
    return Issued(card, (_register(folder, number, key.certificate), place, sealed))


def certify(
    folder: Path, precinct_id: str, member: Member, request: bytes, secret: str, tools: Toolbox
) -> Issued:
    """A certificate for a key from outside; the key itself never comes here."""
    unit = precinct_id or TERRITORY
    authority = _file(folder, AUTHORITY_KEY)
    certificate = tools.registrar.certify(authority, secret, member, unit, request)
    card = tools.registrar.certificate(certificate)
    return Issued(card, (_register(folder, _next_number(folder), certificate),))


def member_of(
    folder: Path, election: Election, precinct_id: str, member_id: str, tools: Toolbox
) -> Member:
    """Whoever the description or an earlier certificate names; InputError ``authority.member_unknown``.

    People above precincts, whose precinct id is empty, stand in certificates only.
    """
    own = next((p for p in election.precincts if p.precinct_id == precinct_id), None)
    for member in own.members if own else ():
        if member.member_id == member_id:
            return member
    wanted = (precinct_id or TERRITORY, member_id)
    for card in (tools.registrar.certificate(der) for der in _all(folder)):
        if (card.unit, card.member_id) == wanted:
            return Member(member_id, card.name, Role(card.role))
    raise InputError.of("authority.member_unknown", precinct=precinct_id, member=member_id)


def revoke(
    folder: Path, serial: str, at: datetime, reason: RevocationReason, secret: str, tools: Toolbox
) -> Path:
    """Revoke a certificate of the register: its authority's next list, written in place of the last.

    InputError ``authority.serial_unknown`` for a certificate that is not in the register.
    """
    certificate = _by_serial(folder, serial, tools)
    trust = read_trust(folder)
    is_territorial = tools.registrar.issued(certificate, trust.root)
    parent = trust.root if is_territorial else trust.authorities[0]
    key = _file(folder, ROOT_KEY if is_territorial else AUTHORITY_KEY)
    issuer = tools.registrar.certificate(parent).name
    places = [
        path
        for path in sorted(folder.glob("revocations-*.crl"))
        if tools.registrar.revocations(path.read_bytes()).issuer == issuer
    ]
    lists = [from_pem(path.read_bytes()) for path in places]
    now = tools.clock.now()
    next_list = tools.registrar.revoke(key, secret, lists, serial, at, reason, now)
    write_whole(places[-1], as_pem(next_list, "X509 CRL"))
    return places[-1]


def register(folder: Path, tools: Toolbox) -> list[Registered]:
    """All certificates, authorities first, and which of them are revoked."""
    trust = read_trust(folder)
    lists = [tools.registrar.revocations(data) for data in trust.revocation_lists]
    revoked = {(one.issuer, e.serial): e for one in lists for e in one.entries}
    cards = [tools.registrar.certificate(der) for der in _all(folder)]
    return [Registered(card, revoked.get((card.issuer, card.serial))) for card in cards]


def _all(folder: Path) -> list[bytes]:
    trust = read_trust(folder)
    packager = folder / "package-signer.pem"
    others = [from_pem(packager.read_bytes())] if packager.exists() else []
    return [trust.root, *trust.authorities, *others, *trust.signers]


def _by_serial(folder: Path, serial: str, tools: Toolbox) -> bytes:
    wanted = serial.upper().removeprefix("0X").zfill(16)
    for der in _all(folder):
        card = tools.registrar.certificate(der)
        if card.serial == wanted and card.role != "root":
            return der
    raise InputError.of("authority.serial_unknown", serial=serial)


def _register(folder: Path, number: int, certificate: bytes) -> Path:
    place = folder / "signers" / f"{number:04d}.pem"
    write_whole(place, as_pem(certificate))
    return place


def _next_number(folder: Path) -> int:
    numbers = [int(p.stem) for p in (folder / "signers").glob("*.pem") if p.stem.isdecimal()]
    return max(numbers, default=0) + 1


def _free(place: Path) -> Path:
    """The place, or the next one beside it: a key file is never overwritten."""
    number, free = 1, place
    while free.exists():
        number += 1
        free = place.with_stem(f"{place.stem}-{number}")
    return free


def _file(folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()
