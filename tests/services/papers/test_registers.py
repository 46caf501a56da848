# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Registers on paper and as spreadsheets, and the papers of one person, from a real workspace."""

import io

import pytest
from openpyxl import load_workbook

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Distance
from precinct_app.domain.papers.paper import Paper
from precinct_app.domain.papers.table import TablePaper
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.certificate_facts import Absence
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.registers.refusal import NOT_IN_LIST, Asked
from precinct_app.domain.wording import Language, Wording
from precinct_app.services.papers import personal, registers
from precinct_app.services.registers import certificate_issue, home_voting
from precinct_app.services.registers.refusals import refuse, undo_refusal
from tests.documents.reading import pages_text, squeezed, whole_text
from tests.services.acts.night import AGREED, chair, make
from tests.services.certificates import HOLDER, far, give_certificate, paper, take_certificate
from tests.services.conftest import Station
from tests.services.registers.day import (
    ISSUER,
    LIST,
    OTHER,
    applied,
    depart,
    moved,
    refused,
    seal,
)


def text(station: Station, drawn: Paper) -> str:
    return whole_text(station.tools.press.paper(drawn))


def missing(found: str, *wanted: str) -> list[str]:
    return [words for words in wanted if squeezed(words) not in found]


def cells(station: Station, drawn: TablePaper) -> list[object]:
    data = station.tools.press.register_xlsx(drawn)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_issued_certificates_stand_in_their_register_undone_ones_too(station: Station) -> None:
    station.at(10, days=-5)
    first, second = station.voters[0], station.voters[1]
    kept = give_certificate(station, first.voter_id, "0012")
    wrong = give_certificate(
        station, second.voter_id, "0013", absence=Absence.OTHER, note="=сыйлық",
        collected_by="Қонақ А.", power_of_attorney="сенімхат 4",
    )  # fmt: skip
    certificate_issue.undo_issue(
        station.workspace, station.actor(), wrong.entry_id, "қате жазылды"
    )  # fmt: skip
    register = registers.issued_register(station.workspace, station.actor())
    found = text(station, register)
    wanted = ["AB 0012", first.full_name, f"…{first.iin[-4:]}", "командировка, поездка", "AB 0013"]
    wanted += [far(station).settlement.ru, "отменено: қате жазылды", "=сыйлық"]
    wanted += ["Қонақ А.; сенімхат 4", "Число строк: 2", "14.03.2023, 10:00"]
    assert missing(found, *wanted) == []
    assert first.iin not in found
    values = cells(station, register)
    assert "=сыйлық" in values
    assert "AB 0012" in values
    assert kept.content.certificate.told == "AB 0012"


def test_accepted_certificates_say_where_from_and_for_what(station: Station) -> None:
    station.at(11)
    shown = paper(station, "0777")
    take_certificate(station, shown)
    found = text(station, registers.accepted_register(station.workspace, station.actor()))
    place = far(station, Distance.ELSEWHERE)
    wanted = ["CD 0777", HOLDER.full_name, f"№ {place.number}, {place.settlement.ru}", "876543210"]
    wanted += [station.workspace.election.ballot(LIST).short_name.ru]
    assert missing(found, *wanted) == []


def test_a_certificate_is_printed_from_its_row(station: Station) -> None:
    station.at(10, days=-5)
    voter = station.voters[0]
    entry = give_certificate(station, voter.voter_id, "0012")
    drawn = personal.certificate(station.workspace, station.actor(), entry.entry_id)
    pages = pages_text(station.tools.press.paper(drawn))
    assert len(pages) == 1
    wanted = [f"{voter.full_name} · {voter.birth:%d.%m.%Y} · {voter.iin}", "AB № 0012", "012345678"]
    wanted += ["в другой области даёт", station.workspace.election.ballot(LIST).name.ru]
    wanted += ["в другом районе этой области даёт"]
    assert missing(pages[0], *wanted) == []
    certificate_issue.undo_issue(station.workspace, station.actor(), entry.entry_id, "қате")
    refused(
        lambda: personal.certificate(station.workspace, station.actor(), entry.entry_id),
        "person_paper.unknown",
    )
    with station.workspace.store.begin() as work:
        (event,) = [e for e in work.journal.all() if e.kind == "paper.printed"]
    assert (event.subject, event.details) == ("certificate", {"number": "AB 0012"})


def test_the_home_journal_tells_what_became_of_each(station: Station) -> None:
    seal(station, "M1")
    station.at(9)
    both = [applied(station, n) for n in range(3)]
    station.at(13)
    depart(station, *both[:2])
    home_voting.serve(station.workspace, station.actor(), both[0].entry_id)
    home_voting.not_served(station.workspace, station.actor(), both[1].entry_id, "дома нет")
    journal = registers.home_journal(station.workspace, station.actor(), empty_rows=4)
    found = text(station, journal)
    names = [station.workspace.member(m).short_name for m in (ISSUER, OTHER)]
    wanted = [f"1 09:00 {station.voters[0].full_name}", "проголосовал", "не проголосовал: дома нет"]
    wanted += ["ожидает", "№ M1, 13:00", ", ".join(names), "состояние здоровья"]
    assert missing(found, *wanted) == []
    assert journal.empty_rows == 4


def test_an_application_is_filled_in_with_the_ballots_it_gives(station: Station) -> None:
    station.at(9, 15)
    entry = applied(station, 0)
    drawn = personal.home_application(station.workspace, station.actor(), entry.entry_id)
    assert (drawn.number, drawn.ground) == (1, list(Ground).index(Ground.HEALTH) + 1)
    found = text(station, drawn)
    ballots = station.workspace.election.ballots_of(station.workspace.info.precinct_id)
    wanted = [
        station.voters[0].full_name,
        "Заявление № 1",
        "19.03.2023, 09:15",
        "19.03.2023, 12:00",
    ]
    assert missing(found, *wanted, *(b.name.ru for b in ballots)) == []
    empty = text(station, personal.home_application(station.workspace, station.actor()))
    assert missing(empty, station.voters[0].full_name) == [station.voters[0].full_name]
    refused(
        lambda: personal.home_application(station.workspace, station.actor(), "0" * 32),
        "person_paper.unknown",
    )


@pytest.mark.parametrize("language", [Language.RU, Language.EN])
def test_a_refusal_names_the_reason_and_the_right_station(
    station: Station, language: Language
) -> None:
    station.at(11, 20)
    right = far(station, Distance.SAME_REGION)
    entry = refuse(
        station.workspace, station.actor(), Asked.INCLUSION, NOT_IN_LIST, "Петров П. П.",
        station=right.precinct_id, explained="Екі рет тексерілді.",
    )  # fmt: skip
    drawn = personal.refusal(station.workspace, station.actor(), entry.entry_id, language)
    pages = pages_text(station.tools.press.paper(drawn))
    assert len(pages) == 1
    wanted = ["Петров П. П.", "включение в список", "Екі рет тексерілді.", "19.03.2023, 11:20"]
    wanted += [f"Ваш участок: № {right.number}", f"Сіздің учаскеңіз: № {right.number}"]
    assert missing(pages[0], *wanted) == []
    english = squeezed(f"Your station: No {right.number}") in pages[0]
    assert english == (language is Language.EN)
    undo_refusal(station.workspace, station.actor(), entry.entry_id, "қате")
    refused(
        lambda: personal.refusal(station.workspace, station.actor(), entry.entry_id),
        "person_paper.unknown",
    )
    register = text(station, registers.refusal_register(station.workspace, station.actor()))
    assert missing(register, "Петров П. П.", f"Ваш участок: № {right.number}") == []


def test_the_list_of_acts_has_every_version(station: Station) -> None:
    moved(station, Movement.RECEIVED, 100)
    moved(station, Movement.SURPLUS, 1)
    make(station, ActKind.SURPLUS, LIST, decision=AGREED)
    moved(station, Movement.SURPLUS, 1)
    make(station, ActKind.SURPLUS, LIST, decision=AGREED, reason="ещё один")
    found = text(station, registers.act_register(station.workspace, chair(station)))
    wanted = ["Излишек бюллетеней в пачках: 1.", "Излишек бюллетеней в пачках: 2.", "A112"]
    assert missing(found, *wanted, "отменено: ещё один", "Число строк: 2") == []


def test_strangers_print_nothing(station: Station) -> None:
    observer = Actor("m4", Role.OBSERVER)
    for act in (
        registers.issued_register, registers.accepted_register, registers.home_journal,
        registers.refusal_register, registers.act_register, personal.home_application,
    ):  # fmt: skip
        refused(
            lambda act=act: act(station.workspace, observer),  # type: ignore[misc]
            "not_allowed.role",
        )


def test_names_of_voters_never_reach_the_journal(station: Station) -> None:
    station.at(10, days=-5)
    voter = station.voters[0]
    entry = give_certificate(station, voter.voter_id, "0012")
    personal.certificate(station.workspace, station.actor(), entry.entry_id)
    registers.issued_register(station.workspace, station.actor())
    with station.workspace.store.begin() as work:
        told = str([event for event in work.journal.all() if event.kind == "paper.printed"])
    assert voter.surname not in told
    assert voter.voter_id not in told
    assert Wording.same(voter.surname).kk not in told
