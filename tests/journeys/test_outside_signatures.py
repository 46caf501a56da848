# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A signature of another program travels in the bundle, is named, and counts for nothing."""

import shutil
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from precinct_app.bootstrap import Tools
from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.errors import NotAllowedError, PrecinctError, SignatureError
from precinct_app.exchange.container import write_container
from precinct_app.services.bundle_examination import examine_bundle, nothing_known
from precinct_app.services.file_check import check_file
from precinct_app.services.handover import hand_over
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.opening import open_workspace
from precinct_app.services.outside_signatures import MOST, attach_outside_signature
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys
from precinct_app.services.workspace import Workspace, forms_of
from tests.journeys.tampering import Insider, parts_of
from tests.journeys.test_independent_verifier import Judge, load

pytestmark = pytest.mark.journey
PRECINCT, BALLOT, RECEIVER = "KZ-KOS-9001", "mazhilis_list", "territorial"
CHAIR = Actor("m1", Role.CHAIR)


@pytest.fixture
def workspace(day: Path, tmp_path: Path) -> Workspace:
    folder = Path(shutil.copytree(day / "workspaces" / PRECINCT, tmp_path / "w"))
    return open_workspace(folder, "m1", PASSPHRASE, Tools())


def foreign(content: bytes) -> bytes:
    """A CMS that another program makes of a file, with a key that is nobody's here."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "ИВАНОВ ИВАН")])
    day = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
    moment = Tools().clock.now()
    certificate = (
        day.public_key(key.public_key())
        .not_valid_before(moment)
        .not_valid_after(moment)
        .sign(key, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    options = [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature]
    signed = builder.add_signer(certificate, key, hashes.SHA256())
    return signed.sign(serialization.Encoding.DER, options)


def record_json(workspace: Workspace) -> bytes:
    with workspace.store.begin() as work:
        protocol = work.protocols.get(BALLOT)
    assert protocol is not None
    return protocol.record_json


def handed_over(workspace: Workspace, keys: ElectionKeys) -> bytes:
    insider = Insider(keys, PRECINCT)
    signers = [insider.signer("m1"), insider.signer("m3")]
    tools = Tools()
    return hand_over(workspace, CHAIR, RECEIVER, signers, tools).data


def test_it_travels_and_is_shown_as_not_verified_here(
    workspace: Workspace, package: OpenedPackage, day_keys: ElectionKeys, day: Path, tmp_path: Path
) -> None:
    tools, message = Tools(), foreign(record_json(workspace))
    assert attach_outside_signature(workspace, CHAIR, BALLOT, message, tools) == 1
    assert attach_outside_signature(workspace, CHAIR, BALLOT, message, tools) == 1
    data = handed_over(workspace, day_keys)
    assert parts_of(data)[f"{BALLOT}.outside-1.p7s"] == message
    verdict = check_file(data, "b.zip", tools, package, trusted=True)
    assert verdict.outcome == "good"
    (check,) = [c for c in verdict.checks if c.name == "outside_signature"]
    assert check.good is None
    assert check.reason is not None
    assert check.reason.key == "outside.not_verified"
    assert check.reason.values["name"] == "ИВАНОВ ИВАН"
    with workspace.store.begin() as work:
        kinds = [event.kind for event in work.journal.all()]
    assert kinds.count("protocol.outside_signature") == 1
    judge = Judge(load(), day, tmp_path)
    status, told = judge.data(data, "b.zip")
    assert status == 0
    assert [c["good"] for one in told for c in one["checks"] if "other programs" in c["name"]] == [
        None
    ]


def test_it_counts_for_nothing(
    workspace: Workspace, package: OpenedPackage, day_keys: ElectionKeys
) -> None:
    tools = Tools()
    attach_outside_signature(workspace, CHAIR, BALLOT, foreign(record_json(workspace)), tools)
    files = parts_of(handed_over(workspace, day_keys))
    for name, change in {"outside-1": b"x", "outside-2": b"added"}.items():
        changed = write_container({**files, f"{BALLOT}.{name}.p7s": change})
        verdict = check_file(changed, "b.zip", tools, package, trusted=True)
        assert verdict.outcome == "bad", name
    judge = tools.judge(package.trust)
    alone = write_container({**files, "manifest.p7s": files[f"{BALLOT}.outside-1.p7s"]})
    examined = examine_bundle(alone, package, forms_of(package), judge, tools, nothing_known)
    assert examined.acceptance is Acceptance.REFUSED


def test_refusals(workspace: Workspace) -> None:
    tools, content = Tools(), record_json(workspace)

    def refused(kind: type[PrecinctError], data: bytes, ballot: str = BALLOT) -> str:
        with pytest.raises(kind) as caught:
            attach_outside_signature(workspace, CHAIR, ballot, data, tools)
        return caught.value.reasons[0].key

    assert refused(SignatureError, b"nothing") == "outside.unreadable"
    assert refused(SignatureError, foreign(content + b" ")) == "outside.other_content"
    assert refused(NotAllowedError, foreign(content), "president") == "outside.not_frozen"
    with pytest.raises(NotAllowedError):
        observer = Actor("o1", Role.OBSERVER)
        attach_outside_signature(workspace, observer, BALLOT, foreign(content), tools)
    with workspace.store.begin() as work:
        for number in range(MOST):
            work.protocols.add_outside(BALLOT, 1, b"%d" % number)
    assert refused(NotAllowedError, foreign(content)) == "outside.too_many"
