# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What an application and an acceptance must say, and that all of it is kept as it was."""

from dataclasses import replace

import pytest

from precinct_app.domain.certificates import Certificate, CertificateDirection, Destination
from precinct_app.domain.registers.certificate_facts import (
    Absence,
    Acceptance,
    CertificateApplication,
    CertificateFacts,
    HolderSigned,
    PapersCounted,
    acceptance_faults,
    application_faults,
    number_faults,
)
from precinct_app.domain.registers.entry import Content, content_from_json, content_to_json
from tests.builders import a_moment

GOOD = CertificateApplication(Destination("ALA", "Алматы"), Absence.STUDY, "012345678", "m4")
CERTIFICATE = Certificate(
    "c" * 32, CertificateDirection.ISSUED, "avc", "AB", "0001", "", "v" * 32, (), a_moment()
)


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, set()),
        ({"destination": Destination("", "", "KZ-ALA-1")}, set()),
        ({"absence": Absence.OTHER, "note": "үйлену тойы"}, set()),
        ({"collected_by": "Ким Л.", "power_of_attorney": "12.03.2023"}, set()),
        ({"document": " "}, {"certificate.no_document"}),
        ({"absence": Absence.OTHER, "note": " "}, {"certificate.no_reason"}),
        ({"issued_by": "m99"}, {"certificate.no_member"}),
        ({"collected_by": "Ким Л."}, {"certificate.no_power"}),
        ({"power_of_attorney": "12.03.2023"}, {"certificate.no_power"}),
        ({"destination": Destination("ALA", " ")}, {"certificate.no_destination"}),
        ({"destination": Destination("", "Алматы")}, {"certificate.no_destination"}),
        ({"document": "", "issued_by": ""},
         {"certificate.no_document", "certificate.no_member"}),
    ],
)  # fmt: skip
def test_every_fault_of_an_application_is_told(changes: dict[str, object], keys: set[str]) -> None:
    application = replace(GOOD, **changes)  # type: ignore[arg-type]
    assert {reason.key for reason in application_faults(application, ["m4"])} == keys


@pytest.mark.parametrize(
    ("document", "member", "withdrawn", "keys"),
    [
        ("01", "m4", True, set()),
        ("", "m4", True, {"certificate.no_document"}),
        ("01", "", True, {"certificate.no_member"}),
        ("01", "m4", False, {"certificate.not_withdrawn"}),
    ],
)
def test_every_fault_of_an_acceptance_is_told(
    document: str, member: str, withdrawn: bool, keys: set[str]
) -> None:
    found = acceptance_faults(document, member, ["m4"], withdrawn=withdrawn)
    assert {reason.key for reason in found} == keys


@pytest.mark.parametrize(
    ("number", "good"), [("0001", True), ("A1", True), ("", False), (" A", False)]
)
def test_a_number_has_digits(number: str, good: bool) -> None:
    assert (not number_faults(number)) is good


@pytest.mark.parametrize(
    ("content", "subject"),
    [
        (CertificateFacts(CERTIFICATE, GOOD), "c" * 32),
        (Acceptance(CERTIFICATE, "01", "m4"), "c" * 32),
        (HolderSigned("v" * 32, ("list",)), "v" * 32),
        (PapersCounted(14), "papers"),
    ],
)
def test_contents_come_back_and_have_no_name_as_subject(content: Content, subject: str) -> None:
    assert content.subject == subject
    assert content_from_json(type(content), content_to_json(content)) == content
