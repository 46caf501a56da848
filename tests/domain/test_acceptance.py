# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The identity stage: each foreign, replayed or mixed bundle has its own reason, all told at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from precinct_app.domain.acceptance import (
    Acceptance,
    Identity,
    Known,
    KnownProtocol,
    judge_identity,
)
from precinct_app.domain.carried import Carried
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import BundleError
from precinct_app.domain.handover import ExpectedSigner, FileEntry, HandedProtocol, Manifest
from precinct_app.domain.protocol.missing import Missing, WhyNot
from tests.builders import a_moment, an_election

HERE = "KZ-KOS-9001"
SIGNERS = (ExpectedSigner("m1", Role.CHAIR), ExpectedSigner("m3", Role.SECRETARY))
SIGNED = {("m1", Role.CHAIR, HERE), ("m3", Role.SECRETARY, HERE)}


def a_protocol(**changes: object) -> HandedProtocol:
    protocol = HandedProtocol("list", 1, "", "", (1,), "a" * 64, SIGNERS)
    return replace(protocol, **changes)  # type: ignore[arg-type]


def a_manifest(**changes: object) -> Manifest:
    manifest = Manifest(
        mode=Mode.TRAINING, election_id="kz-2023-03-19-mock", package_sha256="p" * 64,
        package_sequence=1, precinct_id=HERE, instance_id="i" * 32, generation=1, handover_no=1,
        receiver_id="terr",
        created=a_moment(22), renderer="paper-1", journal_head="0" * 64, nonce="n" * 32,
        protocols=(a_protocol(),), files=(FileEntry("list.json", 10, "a" * 64),),
    )  # fmt: skip
    return replace(manifest, **changes)  # type: ignore[arg-type]


def judge(manifest: Manifest, known: Known | None = None,
          signed: set[tuple[str, Role, str]] | None = None) -> Identity:  # fmt: skip
    return judge_identity(
        manifest, an_election(), "p" * 64, known or Known({}), SIGNED if signed is None else signed
    )


def known(**changes: object) -> Known:
    former = KnownProtocol(1, "a" * 64, "m" * 64, 1)
    return Known({(HERE, "list"): replace(former, **changes)})  # type: ignore[arg-type]


def test_a_complete_bundle_is_accepted() -> None:
    assert judge(a_manifest()) == Identity(Acceptance.ACCEPTED)


def test_a_manifest_survives_its_json() -> None:
    assert Manifest.from_json(a_manifest().to_json()) == a_manifest()


@pytest.mark.parametrize(
    "change",
    [
        (b'{"created"', b'{"a":1,"created"'),
        (b"precinct-bundle-1", b"precinct-bundle-2"),
        (b"22:00:00+00:00", b"22:00:00Z"),
        (b'"generation":1', b'"generation": 1'),
        (b'"mode":"training"', b'"mode":"play"'),
    ],
)
def test_a_manifest_is_its_bytes_and_no_others(change: tuple[bytes, bytes]) -> None:
    data = a_manifest().to_json()
    other = data.replace(*change, 1)
    assert other != data
    with pytest.raises(BundleError) as caught:
        Manifest.from_json(other)
    assert caught.value.reasons[0].key == "bundle.manifest"


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format":"precinct-bundle-1"}', b"\xff"])
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(BundleError):
        Manifest.from_json(data)


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({"mode": Mode.REAL}, {"bundle.mode"}),
        ({"election_id": "other"}, {"bundle.election"}),
        ({"package_sha256": "q" * 64}, {"bundle.package"}),
        ({"package_sha256": "q" * 64, "package_sequence": 2}, {"bundle.package_later"}),
        ({"precinct_id": "KZ-KOS-1"}, {"bundle.precinct"}),
        ({"precinct_id": "KZ-ALA-9001"}, {"bundle.precinct"}),
        ({"protocols": ()}, {"bundle.empty"}),
        ({"protocols": (a_protocol(ballot_id="moon"),)}, {"bundle.ballot"}),
        ({"receiver_id": "other"}, {"bundle.receiver"}),
        ({"protocols": (a_protocol(), a_protocol())}, {"bundle.ballot_twice"}),
        ({"mode": Mode.REAL, "package_sha256": "q"}, {"bundle.mode", "bundle.package"}),
        ({"protocols": (a_protocol(signers=(ExpectedSigner("m9", Role.CHAIR),)),)},
         {"bundle.signer_set"}),
        ({"protocols": (a_protocol(signers=(ExpectedSigner("m4", Role.MEMBER),)),)},
         {"bundle.certifier"}),
        ({"protocols": (a_protocol(version=2),)}, {"bundle.first_missing"}),
    ],
)  # fmt: skip
def test_what_does_not_belong_is_refused(change: dict[str, object], keys: set[str]) -> None:
    identity = judge(a_manifest(**change))
    assert identity.acceptance is Acceptance.REFUSED
    assert {reason.key for reason in identity.reasons} == keys


@pytest.mark.parametrize(
    "signed",
    [{("m1", Role.CHAIR, "KZ-KOS-9002")}, {("m9", Role.CHAIR, HERE)}, {("m4", Role.CHAIR, HERE)}],
)
def test_a_stranger_s_signature_is_refused(signed: set[tuple[str, Role, str]]) -> None:
    identity = judge(a_manifest(), signed=signed)
    assert [reason.key for reason in identity.reasons] == ["bundle.signer"]


@pytest.mark.parametrize(
    ("protocol", "former", "outcome"),
    [
        ({}, {}, Acceptance.KNOWN),
        ({"protocol_sha256": "b" * 64}, {}, "bundle.conflict"),
        ({}, {"version": 2}, "bundle.older_version"),
        ({}, {"generation": 2}, "bundle.generation"),
        ({"protocol_sha256": "b" * 64}, {"generation": 2}, "bundle.generation"),
        ({"version": 2, "previous": "a" * 64}, {"generation": 2}, "bundle.generation"),
        ({"version": 3, "previous": "a" * 64}, {}, "bundle.version_gap"),
        ({"version": 2, "previous": "c" * 64}, {}, "bundle.previous"),
        ({"version": 2, "previous": "a" * 64, "protocol_sha256": "b" * 64}, {},
         Acceptance.ACCEPTED),
    ],
)  # fmt: skip
def test_versions_follow_each_other(
    protocol: dict[str, object], former: dict[str, object], outcome: object
) -> None:
    identity = judge(a_manifest(protocols=(a_protocol(**protocol),)), known(**former))
    if isinstance(outcome, Acceptance):
        assert identity.acceptance is outcome
    else:
        assert [reason.key for reason in identity.reasons] == [outcome]


def test_a_missing_signature_is_a_grade_and_no_wall() -> None:
    one = judge(a_manifest(), signed={("m1", Role.CHAIR, HERE)})
    assert one.acceptance is Acceptance.COMPARE
    assert one.reasons[0].key == "bundle.signature_missing"
    rung = judge(a_manifest(protocols=(a_protocol(rungs=(4,)),)))
    assert rung.acceptance is Acceptance.COMPARE
    assert rung.reasons[0].key == "bundle.rungs"


def test_a_missing_signature_that_the_precinct_told_is_its_rung() -> None:
    told = a_manifest(protocols=(a_protocol(rungs=(2,)),))
    one = judge(told, signed={("m1", Role.CHAIR, HERE)})
    assert one.acceptance is Acceptance.COMPARE
    assert [reason.key for reason in one.reasons] == ["bundle.rungs"]


def test_more_signatures_complete_what_was_held() -> None:
    half = known(complete=False)
    assert judge(a_manifest(), half).acceptance is Acceptance.ACCEPTED
    assert judge(a_manifest(), half, {("m1", Role.CHAIR, HERE)}).acceptance is Acceptance.KNOWN
    assert judge(a_manifest(), known()).acceptance is Acceptance.KNOWN


def test_signed_in_ink_alone_waits_for_the_paper() -> None:
    ink = judge(a_manifest(protocols=(a_protocol(rungs=(3,)),)), signed=set())
    assert ink.acceptance is Acceptance.PAPER
    assert [reason.key for reason in ink.reasons] == ["bundle.unsigned", "bundle.rungs"]


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [(frozenset(), Acceptance.ACCEPTED), (frozenset({"list"}), Acceptance.COMPARE),
     (frozenset({"other"}), Acceptance.ACCEPTED)],
)  # fmt: skip
def test_an_earlier_package_is_as_good_where_the_lines_are_the_same(
    changed: frozenset[str], outcome: Acceptance
) -> None:
    made = a_manifest(package_sha256="o" * 64)
    earlier = {"o" * 64: changed}
    identity = judge_identity(made, an_election(), "p" * 64, Known({}), SIGNED, earlier)
    assert identity.acceptance is outcome
    keys = ["bundle.package_earlier"] if changed == {"list"} else []
    assert [reason.key for reason in identity.reasons] == keys


def test_on_paper_are_the_rungs_without_a_key() -> None:
    assert [a_protocol(rungs=(n,)).on_paper for n in range(1, 6)] == [
        False, False, True, False, True,
    ]  # fmt: skip


Change = Callable[[Manifest], Manifest]


def test_a_stranger_cannot_be_missing() -> None:
    told = a_protocol(missing=(Missing("m9", WhyNot.REFUSES), Missing("m3", WhyNot.ILL)))
    found = judge(a_manifest(protocols=(told,)))
    assert [(r.key, r.values["member"]) for r in found.reasons] == [("bundle.signer_set", "m9")]
    assert Manifest.from_json(a_manifest(protocols=(told,)).to_json()).protocols == (told,)


def test_a_carried_protocol_survives_its_json_and_nothing_else_does() -> None:
    carried = Carried(Mode.TRAINING, "kz-2023-03-19-mock", "p" * 64, HERE, a_protocol())
    data = carried.to_json()
    assert Carried.from_json(data) == carried
    for other in (b"", b"[]", data.replace(b"carried-1", b"carried-2"), data + b" "):
        with pytest.raises(BundleError) as caught:
            Carried.from_json(other)
        assert caught.value.reasons[0].key == "carried.unreadable"


def test_a_correction_that_is_looked_at_alone_is_left_to_a_person() -> None:
    bundle = a_manifest(protocols=(a_protocol(version=2),))
    alone = judge(bundle, Known({}, alone=True))
    assert alone.acceptance is Acceptance.COMPARE
    assert [reason.key for reason in alone.reasons] == ["bundle.first_missing"]
    first = judge(a_manifest(), Known({}, alone=True))
    assert (first.acceptance, first.reasons) == (Acceptance.ACCEPTED, ())
