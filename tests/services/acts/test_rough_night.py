# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A night on which much went wrong: every act that it asks for is made, printed, and answers."""

from precinct_app.documents.act_pdf import draw
from precinct_app.domain.night import Step
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.movements import Movement
from precinct_app.services.acts import making
from precinct_app.services.acts.due import State, still_due
from precinct_app.services.acts.making import paper_of
from precinct_app.services.acts.scene import Scene
from precinct_app.services.protocol_notes import unanswered
from precinct_app.services.registers import steps
from precinct_app.services.sheet_report import report_of
from tests.documents.reading import off_the_page, overlaps, pages_text, squeezed
from tests.services.acts.night import AGREED, chair, kinds, make
from tests.services.conftest import Station
from tests.services.registered import AT_HOME, registered_day, typed_figures
from tests.services.registers.day import ISSUER, LIST, OTHER, all_ballots, moved
from tests.services.sheets import type_twice


def open_findings(station: Station, ballot_id: str) -> list[str]:
    """Codes of findings of act grade on a ballot's sheet that nothing answers."""
    with station.workspace.store.begin() as work:
        ballot = station.workspace.election.ballot(ballot_id)
        report = report_of(station.workspace, work, ballot)
        return [f.code for f in unanswered(work, ballot_id, report) if f.grade is Grade.ACT]


def rough_night(station: Station) -> None:
    """One ballot too many at home, one lost, one surplus, one unsigned; the close put down early."""
    registered_day(station)
    moved(station, Movement.SURPLUS, 1, ballot=LIST)
    moved(station, Movement.LOST, 1, ballot=LIST)
    moved(station, Movement.WITHOUT_SIGNATURE, 1, ISSUER, LIST)
    moved(station, Movement.WITHOUT_BALLOT, 1, OTHER, LIST)
    night_end = station.clock.now()
    steps.mend_time(
        station.workspace, chair(station), Step.VOTING_CLOSED, station.at(19, 30), "қате"
    )
    station.clock.set(night_end)
    station.at(22)
    for ballot in all_ballots(station):
        figures = typed_figures(station, ballot)
        if ballot == LIST:
            figures["box.1.found"] = AT_HOME + 1
            figures["found_stationary"] = int(str(figures["found_stationary"])) - 1
        type_twice(station, ballot, figures)


def test_every_act_of_a_rough_night_is_due_once_and_answers_its_findings(station: Station) -> None:
    rough_night(station)
    asked = set(open_findings(station, LIST))
    assert {"A202", "A112", "A103", "A114", "A117", "A603"} <= asked
    assert open_findings(station, all_ballots(station)[1]) == ["A603"]
    due = still_due(station.workspace, chair(station))
    for offer in due:
        decision = AGREED if offer.decides else None
        make(station, offer.kind, offer.thing, decision=decision)
    assert still_due(station.workspace, chair(station)) == ()
    assert all(open_findings(station, ballot) == [] for ballot in all_ballots(station))
    numbers = [e.content.number for e in making.acts(station.workspace, chair(station))]
    assert numbers == list(range(1, len(due) + 1))
    assert kinds(station, State.MADE).count(ActKind.ORDER_BROKEN) == 1


def test_every_act_of_a_rough_night_prints_within_its_pages(station: Station) -> None:
    rough_night(station)
    for offer in still_due(station.workspace, chair(station)):
        make(station, offer.kind, offer.thing, decision=AGREED if offer.decides else None)
    for entry in making.acts(station.workspace, chair(station)):
        paper = paper_of(station.workspace, entry)
        sheet = draw(paper)
        assert off_the_page(sheet.inked) == []
        assert list(overlaps(sheet.inked)) == []
        assert sheet.missing_glyphs == ()
        text = "".join(pages_text(station.tools.press.paper(paper)))
        for table in paper.content.tables:
            for fact in table.facts:
                assert squeezed(f"{fact.number}") in text
                assert squeezed(fact.caption.kk) in text
                assert squeezed(fact.caption.ru) in text
        for check in paper.content.checks:
            assert squeezed(check) in text
        assert "{" not in text
        assert "act." not in text


def test_a_quiet_day_asks_for_the_acts_of_the_law_alone(station: Station) -> None:
    registered_day(station)
    for ballot in all_ballots(station):
        type_twice(station, ballot, typed_figures(station, ballot))
    unused = [ActKind.UNUSED_CANCELLED] * len(all_ballots(station))
    assert kinds(station, State.DUE) == [ActKind.OPENING, *unused]
    assert all(open_findings(station, ballot) == [] for ballot in all_ballots(station))
    with station.workspace.store.begin() as work:
        scene = Scene(station.workspace, work)
        assert scene.account(LIST).residual == 0
