# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates and protocols taken in, alike on both databases."""

import pytest
from sqlalchemy.exc import IntegrityError

from precinct_app.domain.certificates import CertificateDirection
from precinct_app.domain.errors import InputError
from precinct_app.services.ports import Store
from tests.builders import a_moment
from tests.storage.content import PACKAGE, a_certificate, a_received, an_info

ISSUED: dict[str, object] = {
    "direction": CertificateDirection.ISSUED, "other_precinct_id": "", "ballot_ids": (),
}  # fmt: skip


def test_the_workspaces_own_row(store: Store) -> None:
    with store.begin() as work:
        before = work.workspace.info()
        assert work.workspace.package() == PACKAGE
        work.workspace.save_package(b"later")
        work.workspace.save_info(an_info("precinct"))
    with store.begin() as work:
        assert work.workspace.info() == an_info("precinct")
        assert before.instance_id == work.workspace.info().instance_id
        assert work.workspace.package() == b"later"


def test_certificates_come_back_by_direction_and_by_voter(store: Store) -> None:
    late, early = a_certificate("02"), a_certificate("01", happened=a_moment(5), voter_id="e" * 32)
    issued = a_certificate("000", **ISSUED)
    with store.begin() as work:
        for certificate in (late, early, issued):
            work.certificates.add(certificate)
    with store.begin() as work:
        assert work.certificates.all(CertificateDirection.ACCEPTED) == [early, late]
        assert work.certificates.all(CertificateDirection.ISSUED) == [issued]
        assert work.certificates.of_voter(late.voter_id) == [issued, late]
        assert work.certificates.of_voter("nobody") == []


def test_certificates_of_a_few_are_asked_at_once(store: Store) -> None:
    first, second, other = (
        a_certificate(n, voter_id=v * 32) for n, v in (("01", "a"), ("02", "b"), ("03", "c"))
    )
    with store.begin() as work:
        for certificate in (first, second, other):
            work.certificates.add(certificate)
    with store.begin() as work:
        assert work.certificates.of_voters(["a" * 32, "b" * 32, "d" * 32]) == [first, second]
        assert work.certificates.of_voters([]) == []


def test_one_taken_away_frees_its_number(store: Store) -> None:
    certificate = a_certificate()
    series, number = certificate.series, certificate.number
    with store.begin() as work:
        work.certificates.add(certificate)
        assert work.certificates.find(certificate.kind_id, series.lower(), number) == certificate
        assert work.certificates.find("another", series, number) is None
        work.certificates.remove(certificate.certificate_id)
        assert work.certificates.find(certificate.kind_id, series, number) is None
    again = a_certificate(certificate_id="other")
    with store.begin() as work:
        work.certificates.add(again)
        assert work.certificates.of_voter(certificate.voter_id) == [again]


@pytest.mark.parametrize("series", ["АВ", "ав", "ab", "AВ"])
def test_a_number_is_taken_once_whatever_the_alphabet(store: Store, series: str) -> None:
    with store.begin() as work:
        work.certificates.add(a_certificate())
    again = a_certificate(certificate_id="other", series=series, **ISSUED)
    with pytest.raises(InputError) as caught, store.begin() as work:
        work.certificates.add(again)
    assert caught.value.reasons[0].key == "certificate.twice"
    with store.begin() as work:
        work.certificates.add(a_certificate("0123"))
        work.certificates.add(a_certificate(certificate_id="third", kind_id="another"))
        assert work.certificates.all(CertificateDirection.ISSUED) == []
        assert len(work.certificates.all(CertificateDirection.ACCEPTED)) == 3


def test_the_latest_version_taken_in_counts(store: Store) -> None:
    first, second, other = a_received(1), a_received(2), a_received(1, "KZ-ALA-1")
    with store.begin() as work:
        for received in (second, other, first):
            work.received.add(received)
    with store.begin() as work:
        assert work.received.get("KZ-KOS-9001", "list") == second
        assert work.received.get("KZ-KOS-9001", "single") is None
        assert list(work.received.all()) == [other, second]


def test_one_version_is_taken_in_once(store: Store) -> None:
    with store.begin() as work:
        work.received.add(a_received())
    with pytest.raises(InputError) as caught, store.begin() as work:
        work.received.add(a_received())
    assert caught.value.reasons[0].key == "received.twice"
    with store.begin() as work:
        assert len(list(work.received.all())) == 1


def test_words_outside_a_set_are_refused_by_the_database(store: Store) -> None:
    with pytest.raises(IntegrityError), store.begin() as work:
        work.workspace.save_info(an_info("palace"))
    with store.begin() as work:
        assert work.workspace.info().kind in {"precinct", "district"}
