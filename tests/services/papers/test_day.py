# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Turnout, the night in times, sums of an hour, the journal and the emergency pack."""

import pkgutil
from collections import defaultdict
from datetime import time
from importlib import import_module

import pytest

from precinct_app.domain import registers as domain_registers
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Level
from precinct_app.domain.night import Step
from precinct_app.domain.papers.blank import BlankActPaper, BlankPaper
from precinct_app.domain.papers.paper import Paper
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.registers.signatures import ListTable
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text as phrase
from precinct_app.services.papers import blanks, day, voter_lists
from precinct_app.services.registers import signatures, steps, turnout
from tests.documents.reading import pages_text, squeezed, whole_text
from tests.services.acts.night import chair, make
from tests.services.conftest import Station
from tests.services.registers.day import (
    ISSUER,
    LIST,
    all_ballots,
    close_list,
    mark,
    marking,
    moved,
    refused,
    seal,
    take,
)
from tests.services.sheets import WITH_MEMBER, type_twice


def text(station: Station, drawn: Paper) -> str:
    return whole_text(station.tools.press.paper(drawn))


def missing(found: str, *wanted: str) -> list[str]:
    return [words for words in wanted if squeezed(words) not in found]


def test_the_picture_of_the_day_has_every_report_and_whom_it_was_told(station: Station) -> None:
    station.at(10, 3)
    turnout.report_turnout(station.workspace, station.actor(), time(10), 31)
    station.at(10, 6)
    turnout.tell_turnout(station.workspace, station.actor(), time(10), "Сайлау штабы")
    station.at(12, 2)
    turnout.report_turnout(station.workspace, station.actor(), time(12), 54)
    found = text(station, day.turnout_paper(station.workspace, station.actor()))
    wanted = ["10:00 31 25,8 % +31 10:06, Сайлау штабы (31)", "12:00 54 45,0 % +23 –"]
    assert missing(found, *wanted, "16:00 – – – –") == []


def test_the_night_stands_on_one_page_in_times_and_without_names(station: Station) -> None:
    seal(station, "С1", BoxKind.STATIONARY, "451")
    take(station, Step.OPENED)
    for ballot in all_ballots(station):
        moved(station, Movement.RECEIVED, 100, ballot=ballot)
    moved(station, Movement.TO_MEMBER, 50, ISSUER)
    close_list(station)
    station.at(20, 34)
    moved(station, Movement.UNUSED, 50)
    for ballot in all_ballots(station)[1:]:
        moved(station, Movement.UNUSED, 100, ballot=ballot)
    station.at(21, 15)
    happened = station.at(20, 40)
    station.at(21, 15)
    steps.take_step(
        station.workspace, chair(station), Step.UNUSED_CANCELLED, happened, agreed=WITH_MEMBER
    )
    make(station, ActKind.UNUSED_CANCELLED, LIST)
    station.at(22)
    type_twice(station, LIST, defaultdict(int))
    drawn = day.night_paper(station.workspace, station.actor())
    pages = pages_text(station.tools.press.paper(drawn))
    assert len(pages) == 1
    wanted = ["Список закрыт окончательно 20:10", "погашены 20:40 21:15", "С1"]
    wanted += ["20:34 22:00", "№ 1", "подсчитаны и погашены: 50."]
    assert missing(pages[0], *wanted) == []
    names = [m.name.split()[0] for m in station.workspace.precinct.members]
    assert not any(name in pages[0] for name in names)


def test_the_sums_of_an_hour_stand_ballot_by_ballot(station: Station) -> None:
    station.at(10, 5)
    turnout.report_turnout(station.workspace, station.actor(), time(10), 31)
    moved(station, Movement.RECEIVED, 125)
    moved(station, Movement.TO_MEMBER, 60, ISSUER)
    moved(station, Movement.SPOILED, 2, ISSUER)
    found = text(station, day.totals_paper(station.workspace, station.actor(), time(10)))
    issuer = station.workspace.member(ISSUER).name
    wanted = ["избирателей, получивших бюллетени, — 31", f"{issuer} 58", "получено бюллетеней125"]
    wanted += ["должно быть в запасе65", "испорчено2"]
    assert missing(found, *wanted) == []
    nothing = day.totals_paper(station.workspace, station.actor(), time(12))
    assert missing(text(station, nothing), "получивших бюллетени, — —") == []


def test_an_extract_of_the_journal_has_words_times_and_the_last_hash(station: Station) -> None:
    moved(station, Movement.RECEIVED, 125)
    since = station.at(10)
    with station.workspace.store.begin() as work:
        head = work.journal.head()
    take(station, Step.OPENED)
    until = station.at(11)
    station.at(12)
    moved(station, Movement.SURPLUS, 1)
    drawn = day.journal_paper(station.workspace, chair(station), since, until)
    assert len(drawn.rows) == 1
    found = text(station, drawn)
    assert missing(found, "Записано: шаг ночи", "opened", "10:00") == []
    whole = day.journal_paper(station.workspace, chair(station))
    with station.workspace.store.begin() as work:
        last = list(work.journal.all())[-2].hash
    assert last in text(station, whole)
    assert head != last
    refused(
        lambda: day.journal_paper(station.workspace, station.actor(Role.MEMBER)),
        "not_allowed.role",
    )


def test_what_was_undone_and_what_has_no_words_is_told_too() -> None:
    assert (
        day.event_name("register.mark_undone").ru == "Запись отменена: отмечена выдача бюллетеней"
    )
    assert day.event_name("strange.event").kk == "strange.event"
    assert day.event_name("register.strange").ru == "Записано: register.strange"


def test_every_register_has_its_name() -> None:
    names = set()
    for module in pkgutil.iter_modules(domain_registers.__path__):
        found = import_module(f"{domain_registers.__name__}.{module.name}")
        for thing in vars(found).values():
            if (
                isinstance(thing, type)
                and hasattr(thing, "register_name")
                and thing.__module__ == (found.__name__)
            ):
                names.add(getattr(thing, "register_name", ""))
    names -= {""}
    assert len(names) > 30
    for language in Language:
        keys = [f"register_name.{name}" for name in names]
        assert [key for key in keys if phrase(key, language) == key] == []


def test_the_emergency_pack_needs_nothing_but_the_package(station: Station) -> None:
    station.level(Level.COUNT_ONLY)
    pack = blanks.emergency_pack(station.workspace, chair(station))
    ballots = [paper for paper in pack if isinstance(paper, BlankPaper)]
    assert [paper.number for paper in ballots] == [1, 2, 3, 4, 5]
    assert sum(isinstance(paper, BlankActPaper) for paper in pack) == blanks.ACTS
    assert len(pack) == 5 + blanks.ACTS + 2
    found = text(station, ballots[0])
    contest = station.workspace.election.contest(station.workspace.election.ballot(LIST).contest_id)
    names = [option.name.ru for option in contest.options]
    members = [m.name for m in station.workspace.precinct.members]
    assert missing(found, *names, *members, "АВАРИЙНЫЙ БЛАНК № 1") == []
    assert [(t.table, t.last_page) for t in ballots[0].tables] == [
        (str(n), 30) for n in range(1, 6)
    ]


def test_blanks_know_the_tables_and_their_pages(station: Station) -> None:
    voter_lists.print_tables(station.workspace, chair(station), station.tools.press, 2)

    def tables() -> list[tuple[str, int, int]]:
        pack = blanks.emergency_pack(station.workspace, chair(station))
        first = next(paper for paper in pack if isinstance(paper, BlankPaper))
        return [(t.table, t.first_page, t.last_page) for t in first.tables]

    assert tables() == [("1", 1, 4), ("2", 1, 4)]
    table = ListTable("7", ISSUER, 3, 9)
    signatures.set_table(station.workspace, station.actor(), table)
    assert tables() == [("7", 3, 9)]


def test_telephone_numbers_are_written_by_hand(station: Station) -> None:
    found = text(station, blanks.phones(station.workspace, station.actor()))
    receivers = {b.receiver_id for b in station.workspace.election.ballots}
    names = [station.workspace.election.receiver(r).name.ru for r in receivers]
    members = [m.name for m in station.workspace.precinct.members]
    assert missing(found, *names, *members, "Штаб акимата") == []


@pytest.mark.parametrize("hour", [10, 14])
def test_turnout_on_paper_is_what_marks_say(station: Station, hour: int) -> None:
    marking(station).at(9, 30)
    for voter in range(5):
        mark(station, voter)
    station.at(hour, 1)
    turnout.report_from_marks(station.workspace, station.actor(), time(hour))
    found = text(station, day.turnout_paper(station.workspace, station.actor()))
    assert missing(found, f"{hour}:00 5 4,1 % +5") == []


def test_observers_print_nothing_of_the_day(station: Station) -> None:
    observer = Actor("m4", Role.OBSERVER)
    for act in (day.turnout_paper, day.night_paper, blanks.phones, blanks.emergency_pack):
        refused(
            lambda act=act: act(station.workspace, observer),  # type: ignore[misc]
            "not_allowed.role",
        )
