# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts numbered, versioned, due, answering findings, printed with the protocol."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest

from precinct_app.domain.canonical import control_number
from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.registers.acts import CODES, Act, ActKind
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.wording import Wording
from precinct_app.services import handover, protocol_entry, protocol_notes
from precinct_app.services.acts import making
from precinct_app.services.acts.due import State
from precinct_app.services.acts.making import Decision
from precinct_app.services.acts.on_sheets import acts_on, notes_on
from precinct_app.services.papers.copying import copying_sheet
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_notes import Asked, answer_findings, unanswered
from precinct_app.services.protocol_record import Night
from precinct_app.services.sheet_report import current_report, report_of
from tests.documents.reading import squeezed, whole_text
from tests.services.acts.night import (
    AGREED,
    chair,
    facts,
    kinds,
    make,
    offers,
    printed,
    propose,
)
from tests.services.conftest import Station
from tests.services.registers.day import ISSUER, all_ballots, close_list, moved, refused, seal
from tests.services.sheets import LIST, WITH_MEMBER, number, truth, type_twice

WORDS = Wording("Екі мүше қайта санады.", "Пересчитали двое.", "Two recounted.")


@pytest.fixture
def night(station: Station) -> Station:
    """The polling night at *count only*."""
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    return station


def with_excess(night: Station, by: int = 3) -> dict[str, Figure]:
    """More ballots found in the stationary box than were issued."""
    figures = truth(night, LIST)
    gap = number(figures, "ballots_issued") - number(figures, "ballots_found") + by
    option = next(cell for cell in figures if cell.startswith("votes."))
    for cell in ("found_stationary", "ballots_found", "ballots_valid", option):
        figures[cell] = number(figures, cell) + gap
    return figures


def _opened(station: Station) -> Entry[Act]:
    """The act of the opening."""
    seal(station)
    return make(station, ActKind.OPENING)


def open_codes(night: Station, ballot_id: str = LIST) -> list[str]:
    """Codes of act-grade findings that nothing answers yet."""
    with night.workspace.store.begin() as work:
        ballot = night.workspace.election.ballot(ballot_id)
        report = report_of(night.workspace, work, ballot)
        found = unanswered(work, ballot_id, report)
    return [f.code for f in found if protocol_notes.KIND_OF_GRADE[f.grade] == "act"]


def test_an_excess_is_due_tells_each_member_and_is_answered(night: Station) -> None:
    figures = with_excess(night)
    type_twice(night, LIST, figures)
    assert open_codes(night) == ["A302"]
    assert kinds(night, State.DUE) == [ActKind.EXCESS]
    draft = propose(night, ActKind.EXCESS, LIST)
    issued = number(figures, "ballots_issued")
    members = {f.caption.kk: f.figure for f in facts(draft) if f.small}
    assert sum(members.values()) == issued
    assert len(members) == sum(cell.startswith("member.") for cell in figures)
    assert draft.content.checks[-1].startswith("5 = 4 – 1: 3 = ")
    entry = make(night, ActKind.EXCESS, LIST, decision=AGREED)
    assert open_codes(night) == []
    assert kinds(night, State.DUE) == []
    assert entry.content.lines == ("6", "12")
    text = printed(night, entry)
    assert squeezed("Строки протокола: 6, 12") in text
    assert squeezed("статья 43, пункт 4-1") in text


def test_an_act_lapses_with_its_figures_and_its_new_version_answers_again(night: Station) -> None:
    type_twice(night, LIST, with_excess(night))
    first = make(night, ActKind.EXCESS, LIST, decision=AGREED)
    typists = night.actor(Role.MEMBER, 0), night.actor(Role.MEMBER, 1)
    changed = with_excess(night, by=5)
    for actor, kind in zip(typists, ("first", "second"), strict=True):
        protocol_entry.reopen(night.workspace, actor, LIST, kind, "қайта санау")
        view = protocol_entry.open_entry(night.workspace, actor, LIST, kind)
        for spec in view.cells:
            if view.figures.get(spec.cell) != changed.get(spec.cell) and spec.cell in changed:
                protocol_entry.put(night.workspace, actor, view, spec.cell, changed[spec.cell])
        protocol_entry.finish(night.workspace, actor, view)
    assert open_codes(night) == ["A302"]
    assert kinds(night, State.STALE) == [ActKind.EXCESS]
    refused(lambda: make(night, ActKind.EXCESS, LIST, decision=AGREED), "acts.no_reason")
    second = make(night, ActKind.EXCESS, LIST, decision=AGREED, reason="қайта саналды")
    assert (first.content.number, second.content.number) == (1, 1)
    assert second.content.version == 2
    assert open_codes(night) == []
    assert [o.made for o in offers(night, State.MADE)] == [second]
    history = making.acts(night.workspace, chair(night))
    assert [(e.content.version, e.stands) for e in history] == [(1, False), (2, True)]
    assert squeezed("Акт № 1 · № 1 нұсқа") in printed(night, history[0])
    assert squeezed("Акт № 1 · № 2 нұсқа") in printed(night, second)


def test_a_finding_without_an_act_of_its_own_gets_one_with_its_lines(night: Station) -> None:
    figures = truth(night, LIST)
    figures["voters_by_certificate"] = figures["certificates_used"] = 2
    type_twice(night, LIST, figures)
    assert open_codes(night) == ["A403"]
    (offer,) = offers(night, State.DUE)
    assert (offer.kind, offer.codes, offer.decides) == (ActKind.FINDING, ("A403",), True)
    refused(lambda: make(night, offer.kind, offer.thing), "acts.undecided")
    no_words = replace(AGREED, words=Wording("", "", ""))
    refused(lambda: make(night, offer.kind, offer.thing, decision=no_words), "acts.undecided")
    entry = make(night, offer.kind, offer.thing, decision=AGREED)
    assert open_codes(night) == []
    assert kinds(night, State.DUE) == []
    assert [offer.kind for offer in offers(night, State.MADE)] == [ActKind.FINDING]
    text = printed(night, entry)
    for fact in entry.content.content.tables[0].facts:
        assert squeezed(f"{fact.number}{fact.caption.kk}{fact.caption.ru}{fact.figure}") in text
    assert squeezed("согласовано.") in text


def test_typed_losses_need_an_act_where_no_register_tells_them(night: Station) -> None:
    figures = truth(night, LIST)
    figures["ballots_lost"] = 2
    figures["ballots_unused"] = number(figures, "ballots_unused") - 2
    type_twice(night, LIST, figures)
    (offer,) = offers(night, State.DUE)
    assert (offer.kind, offer.codes) == (ActKind.FINDING, ("A103",))
    make(night, offer.kind, offer.thing, decision=AGREED)
    assert open_codes(night) == []


def test_an_act_made_before_the_count_answers_the_finding_that_comes_later(
    station: Station,
) -> None:
    moved(station, Movement.RECEIVED, 100)
    moved(station, Movement.LOST, 2)
    made = make(station, ActKind.LOST, LIST, decision=AGREED)
    assert made.content.answers == ()
    assert made.content.codes == ("A103",)
    close_list(station)
    moved(station, Movement.UNUSED, 98)
    type_twice(station, LIST, defaultdict(int))
    assert "A103" not in open_codes(station)
    moved(station, Movement.LOST, 1)
    assert ActKind.LOST in kinds(station, State.STALE)


def test_a_decision_needs_both_languages_and_votes_of_the_commission(station: Station) -> None:
    moved(station, Movement.RECEIVED, 100)
    moved(station, Movement.SURPLUS, 1)

    def surplus(decision: Decision) -> object:
        return make(station, ActKind.SURPLUS, LIST, decision=decision)

    refused(lambda: surplus(replace(AGREED, words=Wording("келісілді", "", ""))),
            "acts.two_languages")  # fmt: skip
    refused(lambda: surplus(Decision(in_favour=0, against=0)), "acts.votes")
    refused(lambda: surplus(Decision(in_favour=7, against=1)), "acts.votes")
    usual = make(station, ActKind.SURPLUS, LIST, decision=Decision(in_favour=7))
    assert squeezed("принять излишек бюллетеней к учёту. Голосовали: за — 7") in printed(
        station, usual
    )


def test_numbers_run_through_acts_and_notes_and_are_not_used_again(night: Station) -> None:
    first = _opened(night)
    other = all_ballots(night)[2]
    figures = truth(night, other)
    figures["voters_by_certificate"] = figures["certificates_used"] = 2
    type_twice(night, other, figures)
    note = answer_findings(night.workspace, chair(night), [Asked(other, "A403")], WORDS)
    type_twice(night, LIST, with_excess(night))
    third = make(night, ActKind.EXCESS, LIST, decision=AGREED)
    making.undo_act(night.workspace, chair(night), third.entry_id, "қате")
    fourth = make(night, ActKind.EXCESS, LIST, decision=AGREED)
    made = (first, note, third, fourth)
    assert [entry.content.number for entry in made] == [1, 2, 3, 4]


def test_an_act_stands_on_its_sheets_and_on_no_other(station: Station) -> None:
    for ballot in all_ballots(station):
        moved(station, Movement.RECEIVED, 100, ballot=ballot)
    moved(station, Movement.TO_MEMBER, 20, ISSUER)
    close_list(station)
    moved(station, Movement.UNUSED, 80)
    entry = make(station, ActKind.UNUSED_CANCELLED, LIST)
    with station.workspace.store.begin() as work:
        assert acts_on(work, LIST) == [entry]
        assert acts_on(work, all_ballots(station)[1]) == []
        (note,) = notes_on(station.workspace, work, LIST)
    assert (note.number, note.codes) == (1, ())
    assert note.text.ru == "Неиспользованные бюллетени подсчитаны и погашены: 80."


def test_the_protocol_lists_its_acts_and_the_bundle_carries_their_papers(night: Station) -> None:
    type_twice(night, LIST, with_excess(night))
    excess = make(night, ActKind.EXCESS, LIST, decision=AGREED)
    _opened(night)
    workspace, leader = night.workspace, chair(night)
    for finding in current_report(workspace, leader, LIST).findings:
        if finding.grade is Grade.WARNING:
            answer_findings(workspace, leader, [Asked(LIST, finding.code)], WORDS)
    began = night.clock.now() - timedelta(minutes=20)
    both = (leader, night.actor(Role.SECRETARY))
    signers = tuple(ExpectedSigner(actor.member_id, actor.role) for actor in both)
    told = Night(Presence(7, 7, 1, 0, 1, 0), began, night.clock.now())
    frozen = freeze(workspace, leader, LIST, told, signers, agreed=WITH_MEMBER)
    assert frozen.record is not None
    (note,) = frozen.record.acts
    assert (note.number, note.codes) == (excess.content.number, ("A302",))
    assert note.text.ru.endswith("согласовано.")
    papers = handover.act_papers(workspace, frozen, night.tools.press)
    assert list(papers) == ["act-1.pdf"]
    assert squeezed("Число бюллетеней сверх выданных") in whole_text(papers["act-1.pdf"])
    by_hand = whole_text(copying_sheet(workspace, leader, LIST, night.tools.press))
    assert control_number(frozen.record_json) in by_hand
    assert squeezed("Акт № 1 (A302)") in by_hand


def test_every_act_is_a_line_in_the_journal_and_so_is_its_printing(station: Station) -> None:
    entry = _opened(station)
    printed(station, entry)
    with station.workspace.store.begin() as work:
        events = list(work.journal.all())
    made, paper = events[-2:]
    assert (made.kind, made.subject) == ("register.act", "1")
    assert made.details == {"about": "opening", "codes": "", "version": 1}
    assert (paper.kind, paper.subject) == ("paper.printed", "act")
    assert paper.details == {"number": 1, "version": 1}


def test_what_is_made_is_printed_the_same_for_ever(station: Station) -> None:
    moved(station, Movement.RECEIVED, 100)
    moved(station, Movement.SURPLUS, 1)
    entry = make(station, ActKind.SURPLUS, LIST, decision=AGREED)
    first = printed(station, entry)
    moved(station, Movement.SURPLUS, 5)
    assert printed(station, entry) == first
    refused(
        lambda: making.print_act(station.workspace, chair(station), "0" * 32, station.tools.press),
        "acts.unknown",
    )


def test_every_code_of_a_kind_is_one_of_the_forms(station: Station) -> None:
    known = {r.code for form in station.workspace.forms.values() for r in form.relations}
    assert {code for codes in CODES.values() for code in codes} <= known


def test_a_frozen_protocol_can_be_copied_by_hand(night: Station) -> None:
    workspace, leader = night.workspace, chair(night)
    refused(
        lambda: copying_sheet(workspace, leader, LIST, night.tools.press), "sign.not_frozen"
    )  # fmt: skip
