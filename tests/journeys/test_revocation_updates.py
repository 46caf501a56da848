# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A revocation list that came after the package: taken in once, judged by from then on."""

import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main
from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.errors import NotAllowedError, SignatureError
from precinct_app.services.authority import as_pem
from precinct_app.services.district_import import import_bundle
from precinct_app.services.mock_day import OPERATOR, PASSPHRASE
from precinct_app.services.opening import open_workspace
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.registrar import RevocationReason
from precinct_app.services.revocation_updates import take_revocation_list
from precinct_app.services.toolbox import ElectionKeys
from tests.journeys.tampering import bundles
from tests.journeys.test_independent_verifier import Judge, load

pytestmark = pytest.mark.journey
EARLY = datetime.fromisoformat("2023-03-19T18:00:00+06:00")
LATE = datetime.fromisoformat("2023-03-25T18:00:00+06:00")
DISTRICT = Actor(OPERATOR, Role.DISTRICT_OPERATOR)


def later_list(keys: ElectionKeys, at: datetime = EARLY, precinct: str = "KZ-KOS-9001") -> bytes:
    """The territory's list number 2: the precinct's chair is revoked."""
    registrar = Tools().registrar
    serial = registrar.certificate(keys.of("m1", precinct).certificate).serial
    der = registrar.revoke(
        keys.authority_files["authority-1.p12"], PASSPHRASE, keys.trust.revocation_lists, serial,
        at, RevocationReason.LOST, Tools().clock.now(),
    )  # fmt: skip
    return as_pem(der, "X509 CRL")


def test_what_a_revoked_chair_signed_is_refused_from_then_on(
    day: Path, day_keys: ElectionKeys, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(day / "workspaces" / "district", tmp_path / "d"))
    tools = Tools()
    workspace = open_workspace(folder, OPERATOR, PASSPHRASE, tools)
    own, other = bundles(day)[0].read_bytes(), bundles(day)[4].read_bytes()

    def judged(data: bytes) -> tuple[Acceptance, list[str]]:
        judge = tools.judge(workspace.package.trust)
        examination = import_bundle(workspace, DISTRICT, data, tools, judge)
        return examination.acceptance, [reason.key for reason in examination.reasons]

    assert judged(own)[0] is Acceptance.KNOWN
    workspace = take_revocation_list(workspace, DISTRICT, later_list(day_keys), tools)
    assert judged(own) == (Acceptance.REFUSED, ["signer.revoked"])
    assert judged(other)[0] is Acceptance.KNOWN
    workspace.store.close()
    workspace = open_workspace(folder, OPERATOR, PASSPHRASE, tools)
    assert judged(own) == (Acceptance.REFUSED, ["signer.revoked"])
    with workspace.store.begin() as work:
        (event,) = [e for e in work.journal.all() if e.kind == "revocations.taken"]
    assert (event.details["number"], event.details["revoked"]) == (2, 1)
    with pytest.raises(SignatureError, match=r"revocation\.older"):
        take_revocation_list(workspace, DISTRICT, later_list(day_keys), tools)
    workspace.store.close()


def test_lists_of_others_and_no_lists_are_refused(
    day: Path, day_keys: ElectionKeys, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(day / "workspaces" / "district", tmp_path / "d"))
    tools = Tools()
    workspace = open_workspace(folder, OPERATOR, PASSPHRASE, tools)
    stranger = tools.make_keys(workspace.election, tools.clock.now(), lambda p, m: PASSPHRASE)
    cases = {
        "revocation.stranger": later_list(stranger),
        "revocation.unreadable": b"nothing",
        "revocation.older": day_keys.trust.revocation_lists[1],
    }
    for key, data in cases.items():
        with pytest.raises(SignatureError) as caught:
            take_revocation_list(workspace, DISTRICT, data, tools)
        assert caught.value.reasons[0].key == key
    with workspace.store.begin() as work:
        assert work.workspace.revocation_lists() == ()
    with pytest.raises(NotAllowedError):
        take_revocation_list(workspace, Actor("o", Role.OBSERVER), later_list(day_keys), tools)
    workspace.store.close()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    status = main([*arguments, "--json"], Tools())
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("at", "when"), [(EARLY, "before"), (LATE, "after")])
def test_whoever_checks_a_file_may_bring_a_later_list(
    day: Path, day_keys: ElectionKeys, package: OpenedPackage, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], at: datetime, when: str,
) -> None:  # fmt: skip
    path = tmp_path / "later.crl"
    path.write_bytes(later_list(day_keys, at))
    by = ["--package", str(day / "package.zip"), "--fingerprint", package.fingerprint]
    file = str(bundles(day)[0])
    assert run(capsys, "verify", file, *by)[0] == 0
    status, told = run(capsys, "verify", file, *by, "--revocations", str(path))
    key = {"before": "signer.revoked", "after": "signer.revoked_later"}[when]
    assert status == 1
    assert key in [c["reason"]["key"] for c in told["checks"] if "reason" in c]
    judge = Judge(load(), day, tmp_path)
    judge.trusted += ["--revocations", str(path)]
    status, script = judge.files(file)
    assert status == 1
    reasons = [c["reason"] for one in script for c in one["checks"]]
    assert any(f"{when} the claimed signing time" in reason for reason in reasons)
    assert judge.files(bundles(day)[4])[0] == 0


def test_the_command_takes_a_list_in(
    day: Path, day_keys: ElectionKeys, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(day / "workspaces" / "district", tmp_path / "d"))
    path = tmp_path / "later.crl"
    path.write_bytes(later_list(day_keys))
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode() + b"\n")
    os.close(writer)
    here = ["--workspace", str(folder), "--user", OPERATOR, "--passphrase-fd", str(reader)]
    status, told = run(capsys, "workspace", "revocations", str(path), *here)
    os.close(reader)
    assert (status, told["number"], told["revoked"]) == (0, 2, 1)
