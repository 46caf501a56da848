# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The district's desk: taken in from a stick, compared with paper, receipted, differences decided."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.registers.reception import PaperState, Stands
from precinct_app.domain.registers.signing import Obstacle
from precinct_app.services import finish, obstacles, reception
from precinct_app.services.district_report import consolidations
from precinct_app.services.handover import HandedOver
from precinct_app.services.opening import open_workspace, set_up_district
from precinct_app.services.receipts import take_receipt
from precinct_app.services.reception import AtDesk, FromPaper
from precinct_app.services.toolbox import WorkspaceUser
from precinct_app.services.workspace import Workspace
from tests.services.conftest import PRECINCT, SECRET, Station
from tests.services.sheets import LIST, reasons
from tests.services.test_signing import final, packed, paper, signed

__all__ = ["paper"]
DESK = Actor("operator", Role.DISTRICT_OPERATOR)
MORNING = date(2023, 3, 20)


@pytest.fixture
def district(paper: Station, tmp_path: Path) -> Iterator[Workspace]:
    package = paper.workspace.package
    user = WorkspaceUser("operator", "Оператор", Role.DISTRICT_OPERATOR, SECRET)
    set_up_district(tmp_path / "district", package, [user], paper.tools)
    workspace = open_workspace(tmp_path / "district", "operator", SECRET, paper.tools)
    yield workspace
    workspace.store.close()


def handed(station: Station) -> HandedOver:
    final(station)
    signed(station, Role.CHAIR, Role.SECRETARY)
    return packed(station, Role.CHAIR, Role.SECRETARY)


def record_of(station: Station) -> ProtocolRecord:
    with station.workspace.store.begin() as work:
        held = work.protocols.get(LIST)
    assert held is not None
    assert held.record is not None
    return held.record


def as_on_paper(station: Station, **changes: Figure) -> FromPaper:
    record = record_of(station)
    form = station.workspace.forms[record.form_id]
    figures = record.figures()
    control = {s.cell: figures[s.cell] for s in reception.control_cells(record, form)}
    groups = groups_of_four(control_number(record.to_json()))
    return FromPaper(control | changes, {2: groups[1], 7: groups[6]})


def refused(call: object) -> list[str]:
    assert callable(call)
    with pytest.raises(PrecinctError) as caught:
        call()
    return reasons(caught)


def totals(district: Workspace) -> int:
    table = next(t for t in consolidations(district, DESK) if t.ballot_id == LIST)
    return table.received


def test_a_chair_comes_with_stick_and_paper_and_goes_with_a_receipt(
    paper: Station, district: Workspace, tmp_path: Path
) -> None:
    bundle = handed(paper)
    came = reception.receive(district, DESK, bundle.data, paper.tools)
    (ballot,) = came.ballots
    assert (ballot.verdict, ballot.version, len(ballot.groups)) == (AtDesk.ACCEPTED, 1, 2)
    assert [spec.cell for spec in ballot.control] == list(reception.CONTROL)
    entry = reception.compare_paper(district, DESK, PRECINCT, LIST, as_on_paper(paper))
    assert entry.content.differing == ()
    assert reception.paper_states(district, DESK) == {(PRECINCT, LIST): PaperState.EQUAL}
    key = next(f for f in paper.keys.files if f.role is Role.DISTRICT_RECEIPT)
    signer = paper.tools.open_key(key.data, SECRET)
    lies = reception.give_receipt(
        district, DESK, came.examination, signer, tmp_path, paper.tools
    )  # fmt: skip
    paper.at(30)
    workspace, chair = paper.workspace, paper.actor(Role.CHAIR)
    for _ in range(2):
        take_receipt(workspace, chair, lies.read_bytes(), paper.tools)
    received = finish.finish_of(workspace, chair, LIST).received
    assert received is not None
    assert received.outcome == "accepted"


def test_where_paper_differs_neither_is_added_up_until_it_is_decided(
    paper: Station, district: Workspace
) -> None:
    bundle = handed(paper)
    reception.receive(district, DESK, bundle.data, paper.tools)
    assert totals(district) == 1
    figures = record_of(paper).figures()
    other = as_on_paper(paper, ballots_valid=int(str(figures["ballots_valid"])) + 1)
    assert refused(lambda: decide(district, Stands.FILE)) == ["reception.no_difference"]
    entry = reception.compare_paper(district, DESK, PRECINCT, LIST, other)
    assert [figure.cell for figure in entry.content.differing] == ["ballots_valid"]
    assert totals(district) == 0
    decide(district, Stands.NEITHER)
    assert reception.paper_states(district, DESK)[PRECINCT, LIST] is PaperState.RETURNED
    assert totals(district) == 0
    decide(district, Stands.FILE)
    assert totals(district) == 1
    reception.compare_paper(district, DESK, PRECINCT, LIST, other)
    assert totals(district) == 0, "compared again, it differs again"


def decide(district: Workspace, stands: Stands, number: str = "5") -> None:
    reception.decide_difference(district, DESK, PRECINCT, LIST, number, MORNING, stands)


def test_another_paper_and_half_a_paper_are_told(paper: Station, district: Workspace) -> None:
    assert refused(
        lambda: reception.compare_paper(district, DESK, PRECINCT, LIST, FromPaper({}, {}))
    ) == ["reception.not_received"]
    reception.receive(district, DESK, handed(paper).data, paper.tools)
    told = as_on_paper(paper)
    for changed, wanted in (
        (replace(told, digits={1: "0000", 2: "0000"}), "paper.digits"),
        (replace(told, digits={}), "paper.groups"),
        (replace(told, figures={"ballots_valid": 1}), "reception.figures"),
    ):
        assert refused(
            lambda changed=changed: reception.compare_paper(
                district, DESK, PRECINCT, LIST, changed
            )
        ) == [wanted]  # fmt: skip
    assert refused(lambda: decide(district, Stands.FILE, " ")) == ["reopening.no_number"]


def test_a_bundle_without_a_key_is_taken_in_on_the_word_of_its_paper(
    paper: Station, district: Workspace
) -> None:
    final(paper)
    obstacles.go_without(paper.workspace, paper.actor(Role.CHAIR), Obstacle.NO_KEY)
    data = packed(paper).data
    came = reception.receive(district, DESK, data, paper.tools)
    assert [ballot.verdict for ballot in came.ballots] == [AtDesk.COMPARE]
    assert totals(district) == 0
    told = as_on_paper(paper)
    wrong = replace(told, digits={1: "0000", 2: "0000"})

    def vouch(papers: dict[str, FromPaper]) -> Acceptance:
        return reception.vouch_by_paper(district, DESK, data, papers, paper.tools).acceptance

    assert refused(lambda: vouch({})) == ["reception.no_paper"]
    assert refused(lambda: vouch({LIST: wrong})) == ["paper.digits"]
    assert refused(lambda: vouch({LIST: replace(told, figures={})})) == ["reception.figures"]
    assert totals(district) == 0
    assert vouch({LIST: told}) is Acceptance.COMPARE
    assert totals(district) == 1
    assert refused(lambda: vouch({LIST: told})) == ["reception.not_unsigned"]
