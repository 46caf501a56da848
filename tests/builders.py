# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Valid objects to disturb: a small election, a record, a journal event."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from precinct_app.domain.commission import Member, Role
from precinct_app.domain.election import (
    Ballot,
    CertificateKind,
    Colour,
    Contest,
    Deadlines,
    Distance,
    Election,
    Level,
    Mode,
    Option,
    Precinct,
    Receiver,
    Region,
)
from precinct_app.domain.protocol.record import (
    ActNote,
    ExplanationNote,
    NamedOption,
    Presence,
    ProtocolRecord,
    Times,
    Value,
)
from precinct_app.domain.protocol.sheet import NA, Source
from precinct_app.domain.wording import Wording

ZONE = timezone(timedelta(hours=6))
NIGHT = datetime(2023, 3, 19, 20, 10, tzinfo=ZONE)
MEMBERS = (
    Member("m1", "Үлгібаева Айгүл Сәкенқызы", Role.CHAIR),
    Member("m2", "Примеров Виктор Андреевич", Role.DEPUTY),
    Member("m3", "Жүнісов Ерлан Төлегенұлы", Role.SECRETARY),
    Member("m4", "Өтеген Дана Мұратқызы", Role.MEMBER),
    Member("m5", "Бондаренко Светлана Ивановна", Role.MEMBER),
)
OPTIONS = (
    Option("p1", Wording("«Алма» партиясы", "Партия «Яблоко-пример»", "Apple party")),
    Option("p2", Wording("«Өрік» партиясы", "Партия «Урюк-пример»", "Apricot party")),
)


def a_precinct(number: int = 9001, region: str = "KOS", **changes: object) -> Precinct:
    """A precinct of a made-up town; other fields by name."""
    precinct = Precinct(
        precinct_id=f"KZ-{region}-{number}", number=number, region_id=region, district_id="d1",
        settlement_id="s1", district=Wording.same("Аудан"), settlement=Wording.same("Қала"),
        address=Wording.same("Мектеп көшесі, 12"), timezone="Asia/Qostanay",
        ballot_ids=("list", "single"), members=MEMBERS,
    )  # fmt: skip
    return replace(precinct, **changes)  # type: ignore[arg-type]


def an_election(**changes: object) -> Election:
    """A training election with two ballots and four precincts."""
    blue = Colour(Wording("көк", "синий", "blue"), "2A66A8")
    election = Election(
        election_id="kz-2023-03-19-mock", sequence=1, previous="", mode=Mode.TRAINING,
        name=Wording("Жаттығу сайлауы", "Учебные выборы", "Mock election"),
        day=date(2023, 3, 19), opens=time(7), closes=time(20), turnout_hours=(time(10), time(18)),
        deadlines=Deadlines(
            datetime(2023, 3, 4), datetime(2023, 3, 18, 18), datetime(2023, 3, 19, 12),  # noqa: DTZ001
            datetime(2023, 3, 19, 7), datetime(2023, 3, 19, 20), datetime(2023, 3, 20, 8),  # noqa: DTZ001
        ),
        territory=Wording("Қостанай облысы", "Костанайская область", "Kostanay region"),
        regions=(
            Region("KOS", Wording.same("Қостанай"), is_city=False),
            Region("ALA", Wording.same("Алматы"), is_city=True),
        ),
        receivers=(Receiver("terr", Wording.same("Аумақтық")),),
        contests=(
            Contest("c-list", Wording.same("Тізім"), 69, OPTIONS),
            Contest("c-single", Wording.same("Округ"), 1, OPTIONS),
        ),
        ballots=(
            Ballot("list", "mazhilis_list", 1, "c-list", "mazhilis_list_2023",
                   Wording.same("Мәжіліс: тізім"), Wording.same("Тізім"), blue, "terr"),
            Ballot("single", "mazhilis_single", 2, "c-single", "mazhilis_single_2023",
                   Wording.same("Мәжіліс: округ"), Wording.same("Округ"), blue, "terr"),
        ),
        certificate_kinds=(
            CertificateKind("avc", Wording.same("Куәлік"), (
                (Distance.SAME_REGION, ("mazhilis_list", "region_list")),
                (Distance.ELSEWHERE, ("mazhilis_list",)),
            )),
        ),
        precincts=(
            a_precinct(), a_precinct(9002),
            a_precinct(9003, settlement_id="s2", district_id="d2"),
            a_precinct(9001, "ALA", ballot_ids=(), members=()),
        ),
    )  # fmt: skip
    return replace(election, **changes)  # type: ignore[arg-type]


def a_record(**changes: object) -> ProtocolRecord:
    """A frozen record with every kind of content."""
    record = ProtocolRecord(
        mode=Mode.TRAINING, election_id="kz-2023-03-19-mock",
        election_name=Wording.same("Сайлау"), day="2023-03-19", package_sha256="a" * 64,
        package_sequence=1, precinct_id="KZ-KOS-9001", precinct_number=9001,
        region=Wording.same("Қостанай"), settlement=Wording.same("Қала"),
        address=Wording.same("Мектеп көшесі, 12"), ballot_id="list", ballot_number=1,
        ballot_name=Wording.same("Мәжіліс"), contest_id="c-list", mandates=69,
        form_id="mazhilis_list_2023", form_sha256="b" * 64, version=1, previous="", reason="",
        instance_id="c" * 32, generation=1, level=Level.COUNT_ONLY,
        options=tuple(NamedOption(o.option_id, o.name) for o in OPTIONS), members=MEMBERS,
        values=(
            Value("voters_listed", 1202, Source.REGISTER),
            Value("member.m4.issued", 784, Source.COUNTED),
            Value("ballots_spoiled", NA, Source.COUNTED),
            Value("votes.p1", 500, Source.COUNTED),
            Value("votes.p2", 284, Source.COUNTED),
        ),
        presence=Presence(5, 5, 3, 0, 2, 1),
        times=Times(NIGHT.replace(hour=7), NIGHT.replace(hour=20), NIGHT,
                    NIGHT + timedelta(hours=5), NIGHT + timedelta(hours=6)),
        acts=(ActNote(3, NIGHT, ("A202",), Wording("Акт", "Акт", "Act")),),
        explanations=(
            ExplanationNote(1, ("W303",), Wording("Себебі", "Причина", "Reason"), "Өтеген Д. М."),
        ),
        opinions=0, complaints=1, journal_head="0" * 64,
    )  # fmt: skip
    return replace(record, **changes)  # type: ignore[arg-type]


def a_moment(hour: int = 12) -> datetime:
    """A moment of the polling day in UTC."""
    return datetime(2023, 3, 19, hour, tzinfo=UTC)
