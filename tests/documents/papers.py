# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A form and records for tests of paper, built by hand: the figures of the visual targets."""

from dataclasses import replace
from datetime import timedelta

from precinct_app.domain.commission import Member, Role
from precinct_app.domain.election import Level, Mode
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.form import (
    Column,
    Form,
    Grade,
    Line,
    Relation,
    RowsFrom,
    Section,
    Stage,
    Table,
)
from precinct_app.domain.protocol.formula import read_formula
from precinct_app.domain.protocol.record import (
    ActNote,
    ExplanationNote,
    NamedOption,
    Presence,
    ProtocolRecord,
    Times,
    Value,
)
from precinct_app.domain.protocol.sheet import Figure, Source
from precinct_app.domain.wording import Wording
from tests.builders import NIGHT, a_record


def both(kk: str, ru: str) -> Wording:
    return Wording(kk, ru, ru)


_LINES = (
    (
        "1",
        "voters_listed",
        "I",
        "Тізімдегі сайлаушылардың жалпы саны",
        "Общее число избирателей в списке",
    ),
    (
        "2",
        "voters_received_ballots",
        "I",
        "Бюллетень алған сайлаушылардың саны",
        "Число избирателей, получивших бюллетени",
    ),
    (
        "3",
        "voters_outside",
        "I",
        "олардың ішінде дауыс беру үй-жайынан тыс жерде",
        "из них вне помещения для голосования",
    ),
    (
        "4",
        "voters_by_certificate",
        "I",
        "олардың ішінде есептен шығару куәлігі бойынша",
        "из них по открепительным удостоверениям",
    ),
    (
        "5",
        "ballots_received",
        "I",
        "Комиссия алған бюллетеньдердің саны",
        "Число бюллетеней, полученных комиссией",
    ),
    (
        "6",
        "ballots_issued",
        "I",
        "Сайлаушыларға берілген бюллетеньдердің саны",
        "Число бюллетеней, выданных избирателям",
    ),
    (
        "7",
        "ballots_spoiled",
        "I",
        "Бүлінген, ауыстырылған бюллетеньдердің саны",
        "Число испорченных, обменянных бюллетеней",
    ),
    (
        "8",
        "ballots_unused",
        "I",
        "Пайдаланылмаған, жойылған бюллетеньдердің саны",
        "Число неиспользованных, погашенных бюллетеней",
    ),
    ("9", "ballots_lost", "I", "Жоғалған бюллетеньдердің саны", "Число утраченных бюллетеней"),
    (
        "10",
        "found_mobile",
        "II",
        "Тасымалданатын жәшіктердегі бюллетеньдердің саны",
        "Число бюллетеней в переносных урнах",
    ),
    (
        "11",
        "found_stationary",
        "II",
        "Тұрақты жәшіктердегі бюллетеньдердің саны",
        "Число бюллетеней в стационарных урнах",
    ),
    (
        "12",
        "ballots_found",
        "II",
        "Жәшіктердегі бюллетеньдердің жалпы саны",
        "Общее число бюллетеней в урнах",
    ),
    (
        "13",
        "voters_took_part",
        "II",
        "Дауыс беруге қатысқан сайлаушылардың саны",
        "Число избирателей, принявших участие в голосовании",
    ),
    (
        "14",
        "ballots_invalid",
        "II",
        "Жарамсыз деп танылған бюллетеньдердің саны",
        "Число бюллетеней, признанных недействительными",
    ),
    (
        "15",
        "ballots_valid",
        "III",
        "Жарамды бюллетеньдердің саны",
        "Число действительных бюллетеней",
    ),
    ("17", "against_all", "III", "Барлығына қарсы", "Против всех"),
)
_RELATIONS = (
    (
        "E102",
        "ballots_received + ballots_surplus == "
        "ballots_issued + ballots_spoiled + ballots_unused + ballots_lost",
    ),
    ("E301", "ballots_found == found_mobile + found_stationary"),
    ("E305", "ballots_found == ballots_invalid + ballots_valid"),
    ("E306", "ballots_valid == sum(votes) + against_all"),
)
OPTIONS = (
    ("«AMANAT» партиясы", "Партия «AMANAT»", 401),
    (
        "«Ауыл» халықтық-демократиялық патриоттық партиясы",
        "Народно-демократическая патриотическая партия «Ауыл»",
        88,
    ),
    ("«Respublica» партиясы", "Партия «Respublica»", 62),
    ("Қазақстан халық партиясы", "Народная партия Казахстана", 52),
    ("«Байтақ» жасылдар партиясы", "Партия зелёных «Байтақ»", 17),
    (
        "Қазақстанның «Ақ жол» демократиялық партиясы",
        "Демократическая партия Казахстана «Ақ жол»",
        64,
    ),
    (
        "Жалпыұлттық социал-демократиялық партия",
        "Общенациональная социал-демократическая партия",
        37,
    ),
)
FIGURES: dict[str, int] = {
    "voters_listed": 1202, "voters_received_ballots": 784, "voters_outside": 39,
    "voters_by_certificate": 4, "ballots_received": 1210, "ballots_issued": 784,
    "member.m2.issued": 39, "member.m4.issued": 206, "member.m5.issued": 191,
    "member.m6.issued": 182, "member.m7.issued": 166,
    "ballots_spoiled": 3, "ballots_unused": 423, "ballots_lost": 0, "found_mobile": 40,
    "found_stationary": 743, "ballots_found": 783, "voters_took_part": 783, "ballots_invalid": 34,
    "ballots_valid": 749,
}  # fmt: skip
COMMISSION = (
    Member("m1", "Әбдірахманова Гүлнәр Қайратқызы", Role.CHAIR),
    Member("m2", "Коваленко Ирина Петровна", Role.DEPUTY),
    Member("m3", "Жүнісов Ерлан Төлегенұлы", Role.SECRETARY),
    Member("m4", "Нұрғалиева Айгүл Сәкенқызы", Role.MEMBER),
    Member("m5", "Шмидт Виктор Андреевич", Role.MEMBER),
    Member("m6", "Өтеген Дана Мұратқызы", Role.MEMBER),
    Member("m7", "Бондаренко Светлана Ивановна", Role.MEMBER),
)
ACTS = (
    ActNote(3, NIGHT.replace(hour=20, minute=34), ("E102",), both(
        "Пайдаланылмаған бюллетеньдер саналды және жойылды: 423 (8-жол).",
        "Неиспользованные бюллетени подсчитаны и погашены: 423 (строка 8).")),
    ActNote(4, NIGHT.replace(hour=20, minute=58), ("A202",), both(
        "№ 2 тасымалданатын жәшікте бюллетень өтініштен көп: өтініш 21, бюллетень 22. Жәшіктегі "
        "бюллетеньдердің бәрі жарамсыз деп танылды: 22 (14-жол).",
        "В переносной урне № 2 бюллетеней больше, чем заявлений: заявлений 21, бюллетеней 22. Все "
        "бюллетени урны признаны недействительными: 22 (строка 14).")),
)  # fmt: skip
EXPLANATIONS = (
    ExplanationNote(1, ("W303",), both(
        "6 және 12-жолдар: жәшіктерден табылмаған бюллетень: 1.",
        "Строки 6 и 12: не обнаружено в урнах бюллетеней: 1."), "Шмидт В. А."),
)  # fmt: skip
SIGNERS = (ExpectedSigner("m1", Role.CHAIR), ExpectedSigner("m3", Role.SECRETARY))
SEALED = "KZ1:" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[:36] * 15
PLAIN = (
    "KZ 2023-03-19 kz-2023-03-19 list\nprecinct KZ-KOS-214 v1\n"
    + " ".join(f"{n}={100 + n}" for n in range(1, 18))
    + "\n0216 5390 8805 4683 4902 3067 9647 0557 1553"
)


_SECTIONS = tuple(
    Section(number, number, both(kk, ru), stage, printed=True)
    for number, stage, kk, ru in (
        (
            "I",
            Stage.BEFORE,
            "Дауыс беру жәшіктері ашылғанға дейін анықталды",
            "Установлено до вскрытия избирательных урн",
        ),
        (
            "II",
            Stage.AFTER,
            "Дауыс беру жәшіктері ашылғаннан кейін анықталды",
            "Установлено после вскрытия избирательных урн",
        ),
        (
            "III",
            Stage.AFTER,
            "Жарамды бюллетеньдер және тізімдерге берілген дауыстар",
            "Действительные бюллетени и голоса за списки",
        ),
    )
)


def a_form() -> Form:
    """The form of the visual targets, with the annex line of a real resolution."""
    lines = [
        Line(name, official, both(kk, ru), section, Source.COUNTED,
             of_which=official in {"3", "4"}, may_be_na=official in {"3", "4"})
        for official, name, section, kk, ru in _LINES
    ]  # fmt: skip
    members = Table(
        "member", "6", both("Комиссия мүшесі", "Член комиссии"), "I", RowsFrom.MEMBERS,
        (Column("taken", both("алды", "получил"), Source.COUNTED, printed=False),
         Column("issued", both("берді", "выдал"), Source.COUNTED)),
    )  # fmt: skip
    votes = Table(
        "votes", "16", both("Дауыстар", "Голоса"), "III", RowsFrom.OPTIONS,
        (Column("", both("Дауыстар", "Голоса"), Source.COUNTED),),
    )  # fmt: skip
    surplus = Line(
        "ballots_surplus", "5a", both("Артық", "Излишек"), "I", Source.COUNTED, printed=False
    )
    items: list[Line | Table] = [*lines[:6], members, *lines[6:15], votes, lines[15], surplus]
    return Form(
        form_id="mazhilis_list_2023",
        annex=both(
            "Қазақстан Республикасы Орталық сайлау комиссиясының 2023 жылғы 20 қаңтардағы № 18/672 "
            "қаулысына [NN]-қосымша",
            "Приложение [NN] к постановлению Центральной избирательной комиссии Республики "
            "Казахстан от 20 января 2023 года № 18/672"),
        title=both("ДАУЫС БЕРУ НӘТИЖЕЛЕРІ ТУРАЛЫ ХАТТАМА", "ПРОТОКОЛ О РЕЗУЛЬТАТАХ ГОЛОСОВАНИЯ"),
        ballot_caption=both("партиялық тізімдер бойынша", "по партийным спискам"),
        sections=_SECTIONS,
        items=tuple(items),
        relations=tuple(
            Relation(code, Grade.ERROR, text, both("", ""), both("", ""),
                     linear=read_formula(text, code))
            for code, text in _RELATIONS
        ),
    )  # fmt: skip


def a_paper_record(
    options: int = 7, members: int = 7, mode: Mode = Mode.REAL, **changes: object
) -> ProtocolRecord:
    """A record of precinct 214 that obeys the form's relations; other sizes keep the sums."""
    named, votes = _options(options)
    commission = COMMISSION[:members] + tuple(
        Member(f"m{i}", f"Сәрсенбаева Мәншүк Жолдасбекқызы {i}", Role.MEMBER)
        for i in range(len(COMMISSION) + 1, members + 1)
    )
    known = {member.member_id for member in commission}
    figures: dict[str, Figure] = {
        cell: figure for cell, figure in FIGURES.items()
        if not cell.startswith("member.") or cell.split(".")[1] in known
    }  # fmt: skip
    figures |= {f"votes.{o.option_id}": count for o, count in zip(named, votes, strict=True)}
    figures["against_all"] = 749 - sum(votes)
    record = a_record(
        mode=mode, election_id="kz-2023-03-19",
        election_name=both(
            "Қазақстан Республикасы Парламенті Мәжілісінің депутаттарын кезектен тыс сайлау",
            "Внеочередные выборы депутатов Мажилиса Парламента Республики Казахстан"),
        precinct_id="KZ-KOS-214", precinct_number=214,
        region=both("Қостанай облысы", "Костанайская область"),
        settlement=both("Қостанай қаласы", "город Костанай"),
        address=both("Мектеп көшесі, 12", "улица Мектеп, 12"),
        ballot_name=both("Мәжіліс: партиялық тізімдер", "Мажилис: партийные списки"),
        level=Level.COUNT_ONLY, options=named, members=commission,
        values=tuple(Value(cell, figure, Source.COUNTED) for cell, figure in figures.items()),
        presence=Presence(7, 7, 5, 0, 2, 1),
        times=Times(NIGHT.replace(hour=7, minute=0), NIGHT.replace(hour=20, minute=0),
                    NIGHT, NIGHT + timedelta(hours=5, minutes=25),
                    NIGHT + timedelta(hours=5, minutes=40)),
        acts=ACTS, explanations=EXPLANATIONS, opinions=0, complaints=0,
    )  # fmt: skip
    return replace(record, **changes)  # type: ignore[arg-type]


def _options(count: int) -> tuple[tuple[NamedOption, ...], list[int]]:
    if count == len(OPTIONS):
        named = [both(kk, ru) for kk, ru, _ in OPTIONS]
        votes = [votes for _, _, votes in OPTIONS]
    else:
        named = [Wording.same(f"Қасымбеков Нұрсұлтан Бауыржанұлы {i}") for i in range(1, count + 1)]
        votes = [i % 17 for i in range(1, count + 1)]
    options = (NamedOption(f"p{i}", name) for i, name in enumerate(named, start=1))
    return tuple(options), votes
