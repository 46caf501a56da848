# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Keys of an election as files: authorities under one pass phrase, each signer under an own one."""

import json
from base64 import b64decode, encodebytes
from pathlib import Path

from precinct_app.domain.election import Election
from precinct_app.domain.errors import InputError
from precinct_app.runtime.files import PRIVATE_FILE, private_folder, write_whole
from precinct_app.services.passphrases import new_passphrase
from precinct_app.services.ports import Trust
from precinct_app.services.toolbox import ElectionKeys, Toolbox

PACKAGE_SIGNER = "package-signer.p12"


def write_keys(election: Election, folder: Path, secret: str, tools: Toolbox) -> int:
    """Make and write all keys of an election into a new folder; the number of signers' keys.

    InputError ``authority.folder_used`` when the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise InputError.of("authority.folder_used", folder=str(folder))
    given: dict[str, str] = {}

    def passphrase(precinct_id: str, member_id: str) -> str:
        if not precinct_id:
            return secret
        return given.setdefault(f"{precinct_id}/{member_id}", new_passphrase())

    keys = tools.make_keys(election, tools.clock.now(), passphrase)
    private_folder(folder)
    write_trust(keys.trust, folder)
    _write_key_files(keys, folder)
    letters = json.dumps(given, indent=1, sort_keys=True).encode()
    write_whole(folder / "passphrases.json", letters, PRIVATE_FILE)
    return len(keys.files)


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
        body = pem.split(b"-----\n", 1)[1].split(b"-----END", 1)[0]
        return b64decode(body)
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
        place = folder / "keys" / (file.precinct_id or "district") / f"{file.member_id}.p12"
        write_whole(place, file.data, PRIVATE_FILE)
