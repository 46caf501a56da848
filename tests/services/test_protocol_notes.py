# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts and explanations in a real workspace: what they answer, and that they lapse with the figures."""

from collections.abc import Mapping

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.record import Presence, ProtocolRecord
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.wording import Wording
from precinct_app.services.protocol_entry import finish, open_entry, put, reopen
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_notes import Asked, answer_findings, unanswered, undo_note
from precinct_app.services.protocol_record import Night
from precinct_app.services.registers.paper_rows import set_paper_rows
from precinct_app.services.sheet_report import report_of
from tests.services.conftest import Station
from tests.services.sheets import LIST, WITH_MEMBER, ballots, number, reasons, truth, type_twice

SAID = Wording("Екі мүше қайта санады.", "Пересчитали двое.", "Two recounted.")


@pytest.fixture
def paper(station: Station) -> Station:
    """A night at *count only* with two mobile boxes."""
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    set_paper_rows(station.workspace, station.actor(Role.CHAIR), 2)
    return station


def open_findings(station: Station, ballot_id: str = LIST) -> list[tuple[str, str]]:
    with station.workspace.store.begin() as work:
        ballot = station.workspace.election.ballot(ballot_id)
        report = report_of(station.workspace, work, ballot)
        return [(f.code, f.row) for f in unanswered(work, ballot_id, report)]


def in_boxes(figures: Mapping[str, Figure], **found: int) -> dict[str, Figure]:
    """The same night with ballots too many in boxes that are annulled for it."""
    more = dict(figures)
    for box, extra in found.items():
        row = box.removeprefix("box")
        held = number(more, f"box.{row}.found") + extra
        more |= {f"box.{row}.found": held, f"box.{row}.annulled": 1}
        for cell in ("ballots_invalid", "invalid_by_reason.mobile_box"):
            more[cell] = number(more, cell) + held
        stationary = number(more, "found_stationary") - extra
        more["found_stationary"] = stationary
        more["ballots_valid"] = number(more, "ballots_valid") - held
        option = next(cell for cell in more if cell.startswith("votes."))
        more[option] = number(more, option) - held
    return more


def final(station: Station, ballot_id: str = LIST) -> ProtocolRecord:
    now = station.clock.now()
    roles = (Role.CHAIR, Role.SECRETARY)
    signers = tuple(ExpectedSigner(station.actor(role).member_id, role) for role in roles)
    said = Night(Presence(7, 7, 0, 0, 0, 0), now, now)
    frozen = freeze(
        station.workspace, station.actor(Role.CHAIR), ballot_id, said, signers, agreed=WITH_MEMBER
    )
    assert frozen.record is not None
    return frozen.record


def test_each_row_is_answered_for_itself_or_all_of_them_at_once(paper: Station) -> None:
    type_twice(paper, LIST, in_boxes(truth(paper, LIST), box1=1, box2=1))
    assert open_findings(paper) == [("A202", "1"), ("A202", "2")]
    answer_findings(paper.workspace, paper.actor(), [Asked(LIST, "A202", "2")], SAID)
    assert open_findings(paper) == [("A202", "1")]
    answer_findings(paper.workspace, paper.actor(), [Asked(LIST, "A202")], SAID)
    assert open_findings(paper) == []


def by_certificate(station: Station, voters: int) -> None:
    """Correct two lines on both entries, as after a recount of the journal."""
    for place, kind in enumerate(("first", "second")):
        actor = station.actor(Role.MEMBER, place)
        reopen(station.workspace, actor, LIST, kind)
        view = open_entry(station.workspace, actor, LIST, kind)
        for cell in ("voters_by_certificate", "certificates_used"):
            put(station.workspace, actor, view, cell, voters)
        finish(station.workspace, actor, view)


def test_an_answer_lapses_with_either_figure_and_comes_back_with_it(paper: Station) -> None:
    type_twice(paper, LIST, truth(paper, LIST))
    by_certificate(paper, 2)
    note = answer_findings(paper.workspace, paper.actor(), [Asked(LIST, "A403")], SAID)
    assert [(a.left, a.right) for a in note.content.answers] == [(2, 0)]
    for voters, left in ((3, [("A403", "")]), (2, [])):
        by_certificate(paper, voters)
        assert open_findings(paper) == left


def test_one_text_answers_several_codes_on_several_sheets(paper: Station) -> None:
    first, second, third, *_ = ballots(paper)
    for ballot_id in (first, second, third):
        figures = truth(paper, ballot_id, day=4)
        if ballot_id == third:
            figures["ballots_refused"] = 3
        type_twice(paper, ballot_id, figures)
    asked = [Asked(ballot_id, "W402") for ballot_id in (first, second, third)]
    assert all(open_findings(paper, one.ballot_id) == [("W402", "")] for one in asked)
    note = answer_findings(paper.workspace, paper.actor(), asked, SAID)
    assert all(open_findings(paper, one.ballot_id) == [] for one in asked)
    told = final(paper, third).explanations
    assert [(n.number, n.codes, n.text) for n in told] == [(1, ("W402",), SAID)]
    name = paper.workspace.member(paper.actor().member_id).name
    assert told[0].member_name == name
    with paper.workspace.store.begin() as work:
        event = next(e for e in work.journal.all() if e.kind == "register.note")
    assert event.details == {"codes": "W402", "ballots": f"{first} {second} {third}"}
    assert note.content.subject == event.subject


def test_a_record_lists_what_answers_it_and_nothing_that_lapsed(paper: Station) -> None:
    type_twice(paper, LIST, truth(paper, LIST))
    for voters in (2, 3):
        by_certificate(paper, voters)
        answer_findings(paper.workspace, paper.actor(), [Asked(LIST, "A403")], SAID)
    assert [(act.number, act.codes) for act in final(paper).acts] == [(2, ("A403",))]


def test_a_note_is_taken_back_and_its_number_is_not_used_again(paper: Station) -> None:
    type_twice(paper, LIST, in_boxes(truth(paper, LIST), box1=1))
    first = answer_findings(paper.workspace, paper.actor(), [Asked(LIST, "A202")], SAID)
    undo_note(paper.workspace, paper.actor(), first.entry_id, "wrong text")
    assert open_findings(paper) == [("A202", "1")]
    second = answer_findings(paper.workspace, paper.actor(), [Asked(LIST, "A202")], SAID)
    assert (first.content.number, second.content.number) == (1, 2)


@pytest.mark.parametrize(
    ("asked", "text", "key"),
    [
        ([Asked(LIST, "A202")], Wording("Себебі", " ", ""), "note.empty"),
        ([Asked(LIST, "A403")], SAID, "note.no_finding"),
        ([Asked(LIST, "A202", "2")], SAID, "note.no_finding"),
        ([Asked(LIST, "A202"), Asked(LIST, "E102")], SAID, "note.no_finding"),
        ([], SAID, "note.no_finding"),
        ([Asked(LIST, "A202"), Asked(LIST, "W502")], SAID, "note.two_grades"),
    ],
)
def test_what_cannot_be_answered_so(
    paper: Station, asked: list[Asked], text: Wording, key: str
) -> None:
    figures = in_boxes(truth(paper, LIST), box1=1)
    people = number(figures, "voters_received_ballots")
    figures |= {"voters_listed": people + 1, "voters_delivered": people + 1,
                "voters_included": 0, "voters_excluded": 0}  # fmt: skip
    type_twice(paper, LIST, figures)
    with pytest.raises(InputError) as caught:
        answer_findings(paper.workspace, paper.actor(), asked, text)
    assert reasons(caught) == [key]
