# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Keys of an election as files: authorities under one pass phrase, each signer under an own one."""

from base64 import b64decode, encodebytes
from pathlib import Path

from precinct_app.domain.election import Election
from precinct_app.domain.errors import InputError
from precinct_app.runtime.files import PRIVATE_FILE, private_folder, write_whole
from precinct_app.services.passphrases import new_passphrase
from precinct_app.services.ports import Trust
from precinct_app.services.registrar import SecretLetter
from precinct_app.services.toolbox import ElectionKeys, KeyFile, Toolbox

PACKAGE_SIGNER = "package-signer.p12"
PACKAGE_SIGNER_ID = "package-signer"
LETTERS = "letters.pdf"


def write_keys(election: Election, folder: Path, secret: str, tools: Toolbox) -> int:
    """Make and write all keys of an election into a new folder; the number of signers' keys.

    Authorities and package signer stand under `secret`, every other person under a new pass phrase,
    which is told in ``letters.pdf`` and nowhere else.  InputError ``authority.folder_used`` when
    the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise InputError.of("authority.folder_used", folder=str(folder))
    given: dict[tuple[str, str], str] = {}

    def passphrase(precinct_id: str, member_id: str) -> str:
        if member_id == PACKAGE_SIGNER_ID:
            return secret
        return given.setdefault((precinct_id, member_id), new_passphrase())

    made = tools.clock.now()
    keys = tools.make_keys(election, made, passphrase)
    letters = [
        letter_of(election, file, number, given[file.precinct_id, file.member_id], tools)
        for number, file in enumerate(keys.files, start=1)
    ]
    private_folder(folder)
    write_trust(keys.trust, folder)
    write_whole(folder / "package-signer.pem", as_pem(keys.package_signer.certificate))
    _write_key_files(keys, folder)
    write_whole(folder / LETTERS, tools.secret_letters(letters, made), PRIVATE_FILE)
    return len(keys.files)


def letter_of(
    election: Election, file: KeyFile, number: int, passphrase: str, tools: Toolbox
) -> SecretLetter:
    """A person's sealed letter; names come from the certificate."""
    card = tools.registrar.certificate(file.certificate)
    precinct = election.precinct(file.precinct_id) if file.precinct_id else None
    place = precinct.settlement if precinct else election.territory
    return SecretLetter(
        number, file.role, card.name, card.serial, precinct.number if precinct else 0, place,
        election.name, election.day.isoformat(), election.mode, passphrase,
    )  # fmt: skip


def write_trust(trust: Trust, folder: Path) -> None:
    """Write root, authorities and revocation lists as other programs read them (PEM, DER lists)."""
    write_whole(folder / "root.pem", as_pem(trust.root))
    for number, authority in enumerate(trust.authorities, start=1):
        write_whole(folder / f"authority-{number}.pem", as_pem(authority))
    for number, revoked in enumerate(trust.revocation_lists, start=1):
        write_whole(folder / f"revocations-{number}.crl", as_pem(revoked, "X509 CRL"))
    for number, signer in enumerate(trust.signers, start=1):
        write_whole(folder / "signers" / f"{number:04d}.pem", as_pem(signer))


def read_trust(folder: Path) -> Trust:
    """Read back what `write_trust` wrote."""
    return Trust(
        root=from_pem((folder / "root.pem").read_bytes()),
        authorities=_all(folder, "authority-*.pem"),
        revocation_lists=_all(folder, "revocations-*.crl"),
        signers=_all(folder, "signers/*.pem"),
    )


def as_pem(der: bytes, label: str = "CERTIFICATE") -> bytes:
    """DER in PEM armour (RFC 7468)."""
    frame = label.encode()
    return b"-----BEGIN %b-----\n%b-----END %b-----\n" % (frame, _lines(der), frame)


def from_pem(pem: bytes) -> bytes:
    """DER out of PEM armour; InputError ``authority.pem`` when there is none."""
    try:
        body = pem.replace(b"\r", b"").split(b"-----\n", 1)[1].split(b"-----END", 1)[0]
        return b64decode(body.replace(b"\n", b""), validate=True)
    except (IndexError, ValueError) as error:
        raise InputError.of("authority.pem") from error


def _lines(der: bytes) -> bytes:
    return b"".join(encodebytes(der[i : i + 48]) for i in range(0, len(der), 48))


def _all(folder: Path, pattern: str) -> tuple[bytes, ...]:
    return tuple(from_pem(path.read_bytes()) for path in sorted(folder.glob(pattern)))


def _write_key_files(keys: ElectionKeys, folder: Path) -> None:
    for name, data in keys.authority_files.items():
        write_whole(folder / name, data, PRIVATE_FILE)
    write_whole(folder / PACKAGE_SIGNER, keys.package_signer.data, PRIVATE_FILE)
    for file in keys.files:
        write_whole(key_place(folder, file.precinct_id, file.member_id), file.data, PRIVATE_FILE)


def key_place(folder: Path, precinct_id: str, member_id: str) -> Path:
    """Where a person's key file lies."""
    return folder / "keys" / (precinct_id or "district") / f"{member_id}.p12"
