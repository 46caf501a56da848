# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What acts say is what the registers hold: figures, sums, names, times, in both languages."""

from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.night import Step
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.certificate_stock import Stock, StockEntry
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.number_range import NumberRange
from precinct_app.domain.registers.people import GuestKind
from precinct_app.domain.registers.trips import TripBack, TripCount
from precinct_app.domain.registers.voter_changes import DeliveredList
from precinct_app.services.acts import making
from precinct_app.services.acts.due import State
from precinct_app.services.registers import (
    ballots,
    boxes,
    certificate_stock,
    home_trips,
    home_voting,
    issuers,
    levels,
    people,
    steps,
)
from precinct_app.services.registers.keeping import keep
from tests.documents.reading import squeezed
from tests.services.acts.night import (
    AGREED,
    chair,
    figures,
    kinds,
    make,
    printed,
    propose,
    typed,
)
from tests.services.conftest import Station
from tests.services.registers.day import (
    ISSUER,
    LIST,
    OTHER,
    all_ballots,
    applied,
    close_list,
    depart,
    moved,
    refused,
    seal,
    take,
)


def missing(text: str, *wanted: str) -> list[str]:
    return [words for words in wanted if squeezed(words) not in text]


def test_a_list_handed_over_counts_its_rows(station: Station) -> None:
    with station.workspace.store.begin() as work:
        content = DeliveredList(2, 1184, "ab" * 32, "акт № 12")
        keep(station.workspace, work, chair(station), content)
    assert ActKind.LIST_DELIVERED in kinds(station, State.POSSIBLE)
    entry = make(station, ActKind.LIST_DELIVERED, "2")
    text = printed(station, entry)
    wanted = ["1184 бір мың жүз сексен төрт одна тысяча сто восемьдесят четыре", "акт № 12"]
    assert (
        missing(text, *wanted, "АКТ № 1", "о приёме списка избирателей", "abababababababab") == []
    )


def test_ballots_of_one_delivery_stand_row_by_row_with_their_sum(station: Station) -> None:
    for ballot, count in zip(all_ballots(station), (1210, 1211, 1212, 1213, 1214), strict=True):
        moved(station, Movement.RECEIVED, count, ballot=ballot)
    draft = propose(station, ActKind.BALLOTS_DELIVERED, "7")
    assert figures(draft) == {"1": 1210, "2": 1211, "3": 1212, "4": 1213, "5": 1214, "6": 6060}
    assert draft.content.checks == (
        "6 = 1 + 2 + 3 + 4 + 5: 6060 = 1210 + 1211 + 1212 + 1213 + 1214",
    )
    text = printed(station, make(station, ActKind.BALLOTS_DELIVERED, "7"))
    names = [b.name.ru for b in station.workspace.election.ballots]
    assert missing(text, *names, "алты мың алпыс шесть тысяч шестьдесят") == []


def test_the_opening_tells_boxes_seals_who_is_there_and_what_lies_with_whom(
    station: Station,
) -> None:
    station.at(6)
    for member in station.workspace.precinct.members:
        people.member_there(
            station.workspace, chair(station), member.member_id, there=True
        )  # fmt: skip
    people.welcome(station.workspace, chair(station), GuestKind.PROXY, "Иванов И.", "партия")
    seal(station, "С1", BoxKind.STATIONARY, "00451 00452")
    seal(station, "M1", BoxKind.MOBILE, "00017")
    issuers.name_issuers(station.workspace, chair(station), [ISSUER, OTHER])
    moved(station, Movement.RECEIVED, 1210)
    moved(station, Movement.TO_MEMBER, 300, ISSUER)
    moved(station, Movement.TO_MEMBER, 200, OTHER)
    moved(station, Movement.RETURNED, 20, OTHER)
    assert ActKind.OPENING in kinds(station, State.POSSIBLE)
    station.at(7)
    take(station, Step.OPENED)
    station.at(9)
    moved(station, Movement.TO_MEMBER, 100, ISSUER)
    draft = propose(station, ActKind.OPENING)
    assert figures(draft) == {"1": 1210, "1.1": 300, "1.2": 180, "1.3": 730}
    assert draft.content.checks == ("1 = 1.1 + 1.2 + 1.3: 1210 = 300 + 180 + 730",)
    assert ActKind.OPENING in kinds(station, State.DUE)
    text = printed(station, make(station, ActKind.OPENING))
    issuer = station.workspace.member(ISSUER).name
    all_members = len(station.workspace.precinct.members)
    wanted = ["С1", "00451 00452", "стационарная урна", "M1", "00017", "тасымалданатын жәшік"]
    wanted += [f"1.1 {issuer} 300", "доверенных лиц — 1", f"членов комиссии — {all_members}"]
    assert missing(text, *wanted) == []
    assert squeezed("Иванов") not in text


def test_unused_and_spoiled_ballots_make_the_whole_account(station: Station) -> None:
    moved(station, Movement.RECEIVED, 1000)
    moved(station, Movement.TO_MEMBER, 700, ISSUER)
    moved(station, Movement.SPOILED, 3, ISSUER)
    moved(station, Movement.RETURNED, 97, ISSUER)
    moved(station, Movement.LOST, 2)
    close_list(station)
    moved(station, Movement.UNUSED, 395)
    draft = propose(station, ActKind.UNUSED_CANCELLED, LIST)
    assert figures(draft) == {
        "1": 1000, "2": 0, "3": 600, "3.1": 600, "4": 3, "5": 0, "6": 2, "7": 395, "8": 398,
    }  # fmt: skip
    assert draft.content.checks == (
        "7 = 1 + 2 – 3 – 4 – 5 – 6: 395 = 1000 + 0 – 600 – 3 – 0 – 2", "8 = 7 + 4: 398 = 395 + 3",
    )  # fmt: skip
    assert draft.codes == ()
    text = printed(station, make(station, ActKind.UNUSED_CANCELLED, LIST))
    assert (
        missing(text, "395 үш жүз тоқсан бес триста девяносто пять", "Мажилис: партийные списки")
        == []
    )
    assert "Кодправила" not in text


def test_an_account_that_does_not_close_shows_both_sums(station: Station) -> None:
    moved(station, Movement.RECEIVED, 1000)
    moved(station, Movement.TO_MEMBER, 600, ISSUER)
    close_list(station)
    moved(station, Movement.UNUSED, 399)
    checks = propose(station, ActKind.UNUSED_CANCELLED, LIST).content.checks
    assert checks[0] == "7 = 1 + 2 – 3 – 4 – 5 – 6: 399; 1000 + 0 – 600 – 0 – 0 – 0 = 400"


def test_surplus_lost_and_unsigned_name_the_members(station: Station) -> None:
    moved(station, Movement.RECEIVED, 1000)
    moved(station, Movement.SURPLUS, 1)
    moved(station, Movement.SURPLUS, 2, ISSUER)
    moved(station, Movement.TO_MEMBER, 100, ISSUER)
    moved(station, Movement.LOST, 1, OTHER)
    moved(station, Movement.WITHOUT_SIGNATURE, 2, ISSUER)
    moved(station, Movement.WITHOUT_BALLOT, 1, OTHER)
    surplus = propose(station, ActKind.SURPLUS, LIST)
    assert figures(surplus) == {"1": 3, "1.1": 1, "1.2": 2, "2": 1000}
    assert surplus.content.checks == ("1 = 1.1 + 1.2: 3 = 1 + 2",)
    assert figures(propose(station, ActKind.LOST, LIST)) == {"1": 1, "1.1": 0, "1.2": 1}
    unsigned = propose(station, ActKind.WITHOUT_SIGNATURE, LIST)
    assert figures(unsigned) == {"1": 2, "1.1": 2, "2": 101, "3": 99}
    assert unsigned.content.checks == ("2 = 3 + 1: 101 = 99 + 2",)
    assert figures(propose(station, ActKind.WITHOUT_BALLOT, LIST)) == {"1": 1, "1.1": 1}
    text = printed(station, make(station, ActKind.SURPLUS, LIST, decision=AGREED))
    name = station.workspace.member(ISSUER).name
    assert missing(text, f"1.2{name}2", "Код правила: A112", "согласовано.", "за — 6, против — 1",
                   "статья 37") == []  # fmt: skip
    refused(lambda: propose(station, ActKind.LOST, all_ballots(station)[1]), "acts.nothing")


def test_withdrawn_ballots_name_their_documents_and_replacements(station: Station) -> None:
    moved(station, Movement.RECEIVED, 1000)
    content = BallotMovement(Movement.WITHDRAWN, LIST, 384, "", "акт 9", replaced=380)
    ballots.move(station.workspace, station.actor(), content)
    draft = propose(station, ActKind.WITHDRAWN, LIST)
    assert figures(draft) == {"1": 384, "2": 380, "3": 4}
    assert draft.content.checks == ("1 = 2 + 3: 384 = 380 + 4",)
    text = printed(station, make(station, ActKind.WITHDRAWN, LIST, decision=AGREED))
    assert missing(text, "акт 9", "384") == []


def test_a_mobile_box_with_one_ballot_too_many(station: Station) -> None:
    seal(station, "M1")
    station.at(9)
    applications = [applied(station, n) for n in range(3)]
    station.at(13, 20)
    trip = depart(station, *applications)
    for one in applications:
        home_voting.serve(station.workspace, station.actor(), one.entry_id)
    station.at(15, 5)
    counts = tuple(TripCount(ballot, 3, 0, 9) for ballot in all_ballots(station))
    home_trips.come_back(station.workspace, station.actor(), TripBack(trip.entry_id, "17", counts))
    close_list(station)
    refused(lambda: propose(station, ActKind.BOX_EXCESS, f"{LIST}/M1"), "acts.nothing")
    for ballot in all_ballots(station):
        moved(station, Movement.RECEIVED, 100, ballot=ballot)
        moved(station, Movement.UNUSED, 88, ballot=ballot)
    take(station, Step.UNUSED_CANCELLED)
    boxes.open_box(station.workspace, chair(station), "M1", "17")
    typed(station, LIST, box__1__found=4)
    draft = propose(station, ActKind.BOX_EXCESS, f"{LIST}/M1")
    assert figures(draft) == {"1": 3, "2": 12, "3": 3, "4": 0, "5": 9, "6": 4, "7": 1}
    assert draft.content.checks == ("2 = 3 + 4 + 5: 12 = 3 + 0 + 9", "7 = 6 – 1: 1 = 4 – 3")
    text = printed(station, make(station, ActKind.BOX_EXCESS, f"{LIST}/M1", decision=AGREED))
    names = [station.workspace.member(m).name for m in (ISSUER, OTHER)]
    wanted = [f"{names[0]}, {names[1]}", "Выезд: 13:20, возвращение: 15:05", "Пломбы целы: 17"]
    wanted += ["статья 43, пункт 3-1", "урны № M1", "Решение относится только к этому виду"]
    assert missing(text, *wanted) == []


def test_a_box_annulled_for_a_seal_says_which_numbers_differ(station: Station) -> None:
    seal(station, "M1", seals="17 18")
    station.at(9)
    trip = depart(station, applied(station, 0), seal="17 18")
    station.at(12)
    counts = tuple(TripCount(ballot, 0, 0, 12) for ballot in all_ballots(station))
    home_trips.come_back(
        station.workspace, station.actor(), TripBack(trip.entry_id, "17 18", counts)
    )
    close_list(station)
    for ballot in all_ballots(station):
        moved(station, Movement.RECEIVED, 100, ballot=ballot)
        moved(station, Movement.UNUSED, 100, ballot=ballot)
    take(station, Step.UNUSED_CANCELLED)
    boxes.open_box(station.workspace, chair(station), "M1", "17 99")
    home_voting.annul_box(
        station.workspace, chair(station), "M1", all_ballots(station)[:2], "сломана пломба"
    )
    draft = propose(station, ActKind.BOX_ANNULLED, "M1")
    assert draft.ballot_ids == all_ballots(station)[:2]
    text = printed(station, make(station, ActKind.BOX_ANNULLED, "M1", decision=AGREED))
    assert missing(text, "При опечатывании: 17 18; при вскрытии: 17 99", "сломана пломба") == []


def test_ballots_lost_on_a_trip(station: Station) -> None:
    seal(station, "M1")
    station.at(9)
    trip = depart(station, applied(station, 0))
    station.at(12)
    counts = (TripCount(LIST, 1, 1, 9, lost=1),)
    home_trips.come_back(station.workspace, station.actor(), TripBack(trip.entry_id, "17", counts))
    draft = propose(station, ActKind.BOX_LOST, f"{LIST}/M1")
    assert draft.content.checks == ("1 = 2 + 3 + 4 + 5: 12 = 1 + 1 + 9 + 1",)
    assert figures(draft) == {"1": 12, "2": 1, "3": 1, "4": 9, "5": 1}


def test_cancelled_certificates_stand_with_their_numbers(station: Station) -> None:
    def stock(what: Stock, count: int, *ranges: NumberRange) -> None:
        entry = StockEntry("avc", what, count, ranges, "акт 3")
        certificate_stock.keep_stock(station.workspace, station.actor(), entry)

    station.at(9, days=-10)
    stock(Stock.RECEIVED, 50, NumberRange("AB", "0001", "0050"))
    stock(Stock.SPOILED, 1, NumberRange("AB", "0007", "0007"))
    station.at(18, 5, days=-1)
    stock(Stock.UNUSED, 49)
    draft = propose(station, ActKind.CERTIFICATES_CANCELLED, "avc")
    assert figures(draft) == {"1": 50, "2": 0, "3": 0, "4": 1, "5": 0, "6": 49}
    assert draft.content.checks == ("6 = 1 + 2 – 3 – 4 – 5: 49 = 50 + 0 – 0 – 1 – 0",)
    text = printed(station, make(station, ActKind.CERTIFICATES_CANCELLED, "avc"))
    assert missing(text, "AB 0001 0006 6", "AB 0008 0050 43", "18.03.2023, 18:05") == []


def test_registers_on_paper_are_told_with_their_reason(station: Station) -> None:
    station.at(14, 30)
    levels.keep_on_paper(station.workspace, chair(station), Kept.HOME_VOTING, "света не было")
    draft = propose(station, ActKind.FROM_PAPER)
    assert draft.ballot_ids == all_ballots(station)
    text = printed(station, make(station, ActKind.FROM_PAPER, decision=AGREED))
    assert missing(text, "голосование на дому", "14:30", "света не было", "Код правила: A116") == []


def test_steps_out_of_order_are_told_with_both_times(station: Station) -> None:
    station.at(23)
    take(station, Step.VOTING_CLOSED)
    steps.mend_time(
        station.workspace, chair(station), Step.VOTING_CLOSED, station.at(19, 30), "қате"
    )
    station.at(23)
    draft = propose(station, ActKind.ORDER_BROKEN)
    text = printed(station, make(station, ActKind.ORDER_BROKEN, decision=AGREED))
    assert len(draft.content.listings[0].rows) == 1
    assert missing(text, "19:30", "раньше установленного времени: 20:00", "Код правила: A603") == []


def test_only_the_commission_draws_up_acts(station: Station) -> None:
    observer = Actor(station.actor(Role.MEMBER).member_id, Role.OBSERVER)
    refused(
        lambda: making.propose(station.workspace, observer, ActKind.OPENING), "not_allowed.role"
    )
