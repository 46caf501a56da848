# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A protocol carried to another machine, signed there, joined here without loss."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from precinct_app.domain.carried import Carried
from precinct_app.domain.commission import Role
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.protocol.missing import WhyNot
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.acts import ActKind
from precinct_app.exchange.container import write_container
from precinct_app.services.carried import carry, countersign, sign_carried, take_back
from precinct_app.services.file_check import check_file
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.signing_set import draw_anew
from precinct_app.services.sticks import Lies, check_stick
from tests.services.conftest import SECRET, Station
from tests.services.sheets import LIST, reasons
from tests.services.test_signing import (
    act_on,
    final,
    gone,
    judged,
    key,
    packed,
    paper,
    paper_checks,
    signed,
)

__all__ = ["paper"]
THREE = (Role.CHAIR, Role.SECRETARY, Role.MEMBER)


def out(station: Station) -> bytes:
    return carry(station.workspace, station.actor(), LIST, station.tools).data


def elsewhere(station: Station, data: bytes, role: Role) -> bytes:
    return sign_carried(data, station.workspace.package, key(station, role), station.tools)


def back(station: Station, data: bytes) -> StoredProtocol:
    return take_back(station.workspace, station.actor(), data, station.tools)


def keys_of(station: Station, data: bytes) -> list[str]:
    with pytest.raises(PrecinctError) as caught:
        back(station, data)
    return reasons(caught)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_even_the_seal_may_be_made_elsewhere_and_all_of_it_comes_home(paper: Station) -> None:
    final(paper, *THREE)
    carried = out(paper)
    with pytest.raises(PrecinctError) as caught:
        elsewhere(paper, carried, Role.SECRETARY)
    assert reasons(caught) == ["sign.certifier_first"]
    twice = elsewhere(paper, elsewhere(paper, carried, Role.CHAIR), Role.MEMBER)
    with pytest.raises(PrecinctError) as caught:
        elsewhere(paper, twice, Role.MEMBER)
    assert reasons(caught) == ["sign.twice"]
    joined = back(paper, twice)
    assert joined.status is Status.PARTLY_SIGNED
    assert keys_of(paper, twice) == ["carried.nothing_new"]
    whole = signed(paper, Role.SECRETARY)
    assert (whole.status, len(whole.signed_by)) == (Status.SIGNED, 3)
    assert set(paper_checks(paper, whole).values()) == {True}
    assert judged(paper, packed(paper, *THREE)) == ("accepted", [])
    with paper.workspace.store.begin() as work:
        told = [e.details["signed_by"] for e in work.journal.all() if e.kind == "protocol.joined"]
    assert told == [s.member_id for s in whole.signers if s.role is not Role.SECRETARY]
    with pytest.raises(PrecinctError) as caught:
        out(paper)
    assert reasons(caught) == ["signing.complete"]


def test_who_signed_here_meanwhile_is_not_lost(paper: Station) -> None:
    final(paper, *THREE)
    signed(paper, Role.CHAIR)
    carried = elsewhere(paper, out(paper), Role.MEMBER)
    here = signed(paper, Role.SECRETARY)
    assert keys_of(paper, carried) == ["carried.behind"]
    again = back(paper, elsewhere(paper, out(paper), Role.MEMBER))
    assert again.pdf.startswith(here.pdf)
    assert again.status is Status.SIGNED


def test_what_was_changed_on_the_way_is_not_joined(paper: Station) -> None:
    final(paper, *THREE)
    signed(paper, Role.CHAIR)
    left = out(paper)
    came = elsewhere(paper, left, Role.MEMBER)
    old, new = parts(left), parts(came)
    carried = Carried.from_json(new["carried.json"])
    other = carried.protocol.signers[:1]
    cases = {
        "carried.unreadable": [
            b"", came[:-1], write_container({k: v for k, v in new.items() if k != "carried.json"}),
            write_container({**new, "carried.json": new["carried.json"] + b" "}),
        ],
        "carried.other_data": [
            write_container({**new, "carried.json": replace(
                carried, protocol=replace(carried.protocol, version=2)).to_json()}),
        ],
        "carried.unequal": [write_container({**new, "protocol.pdf": old["protocol.pdf"]})],
        "pdf.not_covered": [write_container({**new, "protocol.pdf": new["protocol.pdf"] + b"\n"})],
    }  # fmt: skip
    for wanted, files in cases.items():
        for data in files:
            assert wanted in keys_of(paper, data)
    smaller = replace(carried, protocol=replace(carried.protocol, signers=other)).to_json()
    assert back(paper, write_container({**new, "carried.json": smaller})).signed_by == ("m1", "m4")


def test_another_election_and_another_commission_sign_nothing(paper: Station) -> None:
    final(paper)
    carried, tools = out(paper), paper.tools
    other = replace(paper.workspace.package, sha256="0" * 64)
    with pytest.raises(PrecinctError) as caught:
        sign_carried(carried, other, key(paper, Role.CHAIR), tools)
    assert reasons(caught) == ["carried.other_package"]
    theirs = next(f for f in paper.keys.files if f.precinct_id not in {
        "", paper.workspace.info.precinct_id} and f.member_id == "m1")  # fmt: skip
    stranger = tools.open_key(theirs.data, SECRET)
    with pytest.raises(PrecinctError) as caught:
        sign_carried(carried, paper.workspace.package, stranger, tools)
    assert reasons(caught) == ["seal.other_precinct"]
    signed(paper, Role.CHAIR, Role.SECRETARY)
    with pytest.raises(PrecinctError) as caught:
        countersign(packed(paper, Role.SECRETARY).data, paper.workspace.package, stranger, tools)
    assert reasons(caught) == ["bundle.signer"]
    verdict = check_file(carried, "x.zip", tools, paper.workspace.package, trusted=True)
    assert [check.reason.key for check in verdict.checks if check.reason] == ["carried.waits"]


def test_a_bundle_is_signed_once_more_on_the_way(paper: Station, tmp_path: Path) -> None:
    final(paper)
    signed(paper, Role.CHAIR, Role.SECRETARY)
    package, tools = paper.workspace.package, paper.tools
    alone = packed(paper, Role.CHAIR)
    assert judged(paper, alone) == ("compare", ["bundle.signature_missing"])
    both = countersign(alone.data, package, key(paper, Role.SECRETARY), tools)
    assert judged(paper, replace(alone, data=both)) == ("accepted", [])
    (tmp_path / "both.zip").write_bytes(both)
    found = check_stick(paper.workspace, paper.actor(Role.CHAIR), tmp_path, tools)
    assert [one.lies for one in found] == [Lies.LATEST]
    for role, wanted in ((Role.SECRETARY, "sign.twice"), (Role.DEPUTY, "sign.not_expected")):
        with pytest.raises(PrecinctError) as caught:
            countersign(both, package, key(paper, role), tools)
        assert reasons(caught) == [wanted]


def test_a_certifier_who_goes_takes_the_seal_along(paper: Station) -> None:
    """Whoever certifies the page anew has sealed it, else the page would name two certifiers."""
    final(paper, *THREE)
    first = signed(paper, Role.CHAIR)
    chair = paper.actor(Role.CHAIR)
    gone_before = paper.workspace.precinct.members[0].member_id
    assert first.signed_by == (gone_before,)
    gone(paper, Role.MEMBER, WhyNot.REFUSES)
    act_on(paper, Role.MEMBER, ActKind.REFUSED_TO_SIGN)
    assert draw_anew(paper.workspace, chair, LIST).seal == first.seal
