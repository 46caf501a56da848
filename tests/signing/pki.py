# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A small election's keys for the tests, and the tampering that all kinds of files must survive."""

import random
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from precinct_app.domain.commission import Member, Role
from precinct_app.domain.election import Mode
from precinct_app.services.ports import Trust
from precinct_app.signing.authority import (
    Authority,
    Leaf,
    Validity,
    make_leaf,
    make_revocation_list,
    make_root,
    make_territorial,
    serial_of,
)
from precinct_app.signing.keys import KeyFileSigner, signer_of
from precinct_app.signing.trust import Verifier
from tests.builders import MEMBERS, NIGHT

ELECTION = "kz-2023-03-19-mock"
PRECINCT = "KZ-KOS-9001"
BUILT = datetime(2026, 1, 5, 12, tzinfo=UTC)
VALID = Validity.of_election(date(2023, 3, 19), BUILT)
SIGNED = NIGHT + timedelta(hours=6, minutes=2, seconds=10)
CHAIR, SECRETARY, MEMBER = MEMBERS[0], MEMBERS[2], MEMBERS[3]


@dataclass(frozen=True)
class Pki:
    """An election's authorities, its signers' keys and the trust in them."""

    root: Authority
    territory: Authority
    leaves: dict[str, Leaf]
    trust: Trust

    def signer(self, member: Member) -> KeyFileSigner:
        return signer_of(self.leaves[member.member_id])

    def verifier(self, **changes: object) -> Verifier:
        return Verifier(replace(self.trust, **changes))  # type: ignore[arg-type]

    def lists(self, *revoked: int, number: int = 1, at: datetime = BUILT) -> tuple[bytes, ...]:
        """Revocation lists of both authorities; the territory's revokes these certificates."""
        return (
            make_revocation_list(self.root, 1, {}, BUILT, VALID),
            make_revocation_list(self.territory, number, dict.fromkeys(revoked, at), BUILT, VALID),
        )

    def save(self, folder: Path) -> None:
        """Write root, territory and lists as other programs read them."""
        (folder / "root.pem").write_text(ssl.DER_cert_to_PEM_cert(self.root.certificate))
        (folder / "territory.pem").write_text(ssl.DER_cert_to_PEM_cert(self.territory.certificate))
        lists = [x509.load_der_x509_crl(der) for der in self.trust.revocation_lists]
        pem = b"".join(found.public_bytes(Encoding.PEM) for found in lists)
        (folder / "lists.pem").write_bytes(pem)
        (folder / "all.pem").write_bytes((folder / "root.pem").read_bytes() + pem)


def make_pki(mode: Mode = Mode.TRAINING) -> Pki:
    """Make keys of three members of a precinct, a package signer, another precinct's chair."""
    root = make_root(ELECTION, mode, VALID)
    territory = make_territorial(root, "KOS", "Қостанай облысы", VALID)
    leaves = {
        m.member_id: make_leaf(territory, m, PRECINCT, VALID) for m in (CHAIR, SECRETARY, MEMBER)
    }
    packager = Member("pack", "Пакет қолы", Role.PACKAGE_SIGNER)
    leaves["pack"] = make_leaf(territory, packager, "KOS", VALID)
    stranger = replace(CHAIR, name="Бөтен Адам")
    leaves["stranger"] = make_leaf(territory, stranger, "KZ-KOS-9002", VALID)
    pki = Pki(root, territory, leaves, Trust(root.certificate, (territory.certificate,), ()))
    signers = tuple(leaf.certificate for leaf in leaves.values())
    trust = replace(pki.trust, revocation_lists=pki.lists(), signers=signers)
    return replace(pki, trust=trust)


def serial(leaf: Leaf) -> int:
    return serial_of(leaf.certificate)


def flipped(data: bytes, count: int, seed: int = 7) -> Iterator[bytes]:
    """Copies with one bit flipped, at places spread over the whole file."""
    chance = random.Random(seed)
    for place in sorted(chance.sample(range(len(data)), min(count, len(data)))):
        copy = bytearray(data)
        copy[place] ^= 1 << chance.randrange(8)
        yield bytes(copy)
