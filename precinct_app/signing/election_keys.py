# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""All keys of an election made at once: root, territory, every signer, first revocation lists."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from precinct_app.domain.commission import Member, Role
from precinct_app.domain.election import Election
from precinct_app.services.ports import Trust
from precinct_app.services.toolbox import ElectionKeys, KeyFile
from precinct_app.signing import authority, keys

TERRITORY: Final = "territory"
"""The unit of those who sign above precincts."""
DISTRICT_PEOPLE: Final = (
    Member("district-chair-1", "District chair", Role.DISTRICT_CHAIR),
    Member("district-receipt-1", "District receipt", Role.DISTRICT_RECEIPT),
)
PACKAGE_SIGNER: Final = Member("package-signer", "Package signer", Role.PACKAGE_SIGNER)
Passphrase = Callable[[str, str], str]


def make_election_keys(
    election: Election, built: datetime, passphrase: Passphrase, rounds: int
) -> ElectionKeys:
    """Make them; `passphrase` is asked by precinct id (empty above precincts) and member id."""
    valid = authority.Validity.of_election(election.day, built)
    root = authority.make_root(election.election_id, election.mode, valid)
    territorial = authority.make_territorial(root, TERRITORY, election.territory.kk, valid)
    files = [
        _key_file(territorial, member, precinct_id, passphrase, valid, rounds)
        for precinct_id, member in _signers(election)
    ]
    packager = _key_file(territorial, PACKAGE_SIGNER, "", passphrase, valid, rounds)
    secret = passphrase("", PACKAGE_SIGNER.member_id)
    lists = tuple(
        authority.make_revocation_list(above, 1, {}, built, valid) for above in (root, territorial)
    )
    certificates = tuple(file.certificate for file in files)
    trust = Trust(root.certificate, (territorial.certificate,), lists, certificates)
    return ElectionKeys(
        trust, packager, tuple(files),
        {"root.p12": keys.write_key_file(root, secret, rounds),
         "authority-1.p12": keys.write_key_file(territorial, secret, rounds)},
    )  # fmt: skip


def _signers(election: Election) -> Iterator[tuple[str, Member]]:
    for precinct in election.precincts:
        for member in precinct.members:
            yield precinct.precinct_id, member
    for member in DISTRICT_PEOPLE:
        yield "", member


def _key_file(
    above: authority.Authority, member: Member, precinct_id: str, passphrase: Passphrase,
    valid: authority.Validity, rounds: int,
) -> KeyFile:  # fmt: skip
    leaf = authority.make_leaf(above, member, precinct_id or TERRITORY, valid)
    secret = passphrase(precinct_id, member.member_id)
    data = keys.write_key_file(leaf, secret, rounds)
    return KeyFile(member.member_id, member.role, precinct_id, leaf.certificate, data)
