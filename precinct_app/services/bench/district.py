# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A district takes in thousands of bundles: cost of each, whether it grows, memory."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from secrets import token_bytes

from precinct_app.domain.commission import Actor, Role
from precinct_app.services.bench.handed_over import bundle_of
from precinct_app.services.bench.measured import Bench, Measured, Room, Target, cpu_seconds
from precinct_app.services.bench.mock_protocol import MockTerritory, mock_territory
from precinct_app.services.district_import import import_bundle
from precinct_app.services.opening import open_workspace, set_up_district
from precinct_app.services.ports import Judge
from precinct_app.services.toolbox import Toolbox, WorkspaceUser
from precinct_app.services.workspace import Workspace

PROTOCOLS = 10_000
FIRST = 1_000
"""The cost of the last so many is held against the first so many."""
PDF, XLSX = 100_000, 140_000
"""Bytes of a signed PDF and XLSX; an import hashes them and does not read them."""
VERIFIED = Target(at_most=5.0)
GROWTH = Target(at_most=1.15, of_ratio=False)
MEMORY = Target(at_most=300.0)
_SECRET = "12345678"  # noqa: S105  of a workspace that is gone after the measurement
_OPERATOR = Actor("operator", Role.DISTRICT_OPERATOR)
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)


def measure(room: Room) -> Iterator[Measured]:
    """Each bundle is made, taken in and let go; only the taking in is counted, its memory too."""
    size, alone = room.size(PROTOCOLS), _resident()
    territory = mock_territory(room.tools, "region", max(1, size // 5))
    makers = _resident() - alone  # the keys of all who sign: no district holds them
    workspace = _district(room, territory)
    judge = territory.tools.judge(territory.package.trust)
    before, costs, verified, peak = _resident(), [], [], 0.0
    for data in _bundles(territory, size):
        verified.append(cpu_seconds(lambda data=data: _verify(data, territory.tools, judge)))  # type: ignore[misc]
        costs.append(cpu_seconds(
            lambda data=data: import_bundle(workspace, _OPERATOR, data, territory.tools, judge)  # type: ignore[misc]
        ))  # fmt: skip
        peak = max(peak, _resident())
    workspace.store.close()
    told = {"protocols": len(costs)}
    part = max(1, min(FIRST, len(costs) // 10))
    yield Measured("bundle_verified", _mean(verified), "milliseconds", target=VERIFIED, told=told)
    yield Measured("bundle_taken_in", _mean(costs), "milliseconds", told=told)
    growth = _mean(costs[-part:]) / _mean(costs[:part])
    yield Measured("import_growth", growth, "times", target=GROWTH, told=told)
    if peak:
        told = {**told, "before": round(before - makers)}
        yield Measured("import_memory", peak - makers, "megabytes", target=MEMORY, told=told)


def _verify(data: bytes, tools: Toolbox, judge: Judge) -> None:
    """Container, hashes of all files, signatures of the manifest with their chains."""
    content = tools.open_bundle(data)
    judge.cms(content.cms, content.manifest_bytes)


def _bundles(territory: MockTerritory, size: int) -> Iterator[bytes]:
    """One bundle a protocol, precinct after precinct."""
    election, filler = territory.package.election, token_bytes(max(PDF, XLSX) + PROTOCOLS)
    made = 0
    for precinct in election.precincts:
        own = election.ballots_of(precinct.precinct_id) if precinct.ballot_ids else ()
        for ballot in own:
            if made == size:
                return
            mock = territory.protocol(precinct, ballot)
            mock = replace(mock, record=replace(mock.record, generation=1))
            signers = [mock.signer(0), mock.signer(2)]
            seal = mock.tools.press.seal(mock.record, mock.form, signers[0])
            papers = {
                "json": mock.record.to_json(), "seal": seal,
                "pdf": filler[made : made + PDF], "xlsx": filler[made : made + XLSX],
            }  # fmt: skip
            made += 1
            yield bundle_of(mock, papers, signers)


def _district(room: Room, territory: MockTerritory) -> Workspace:
    folder = room.folder / "district"
    user = WorkspaceUser(_OPERATOR.member_id, "Оператор", _OPERATOR.role, _SECRET)
    set_up_district(folder, territory.package, [user], territory.tools)
    return open_workspace(folder, _OPERATOR.member_id, _SECRET, territory.tools)


def _mean(seconds: list[float]) -> float:
    return sum(seconds) / len(seconds) * 1000


def _resident() -> float:
    """Megabytes that this process holds; 0 where the system does not tell."""
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    found = _RESIDENT.search(text)
    return int(found[1]) / 1024 if found else 0.0


BENCH = Bench("district", measure)
