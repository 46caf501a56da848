# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Headings and acts for tests of paper."""

from dataclasses import replace
from datetime import date

from precinct_app.domain.election import Mode
from precinct_app.domain.papers.act import (
    ActContent,
    ActPaper,
    Column,
    Fact,
    FactTable,
    Listing,
)
from precinct_app.domain.papers.heading import Heading
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.wording import Wording
from tests.builders import NIGHT
from tests.documents.papers import COMMISSION, both


def a_heading(**changes: object) -> Heading:
    """The heading of precinct 214."""
    heading = Heading(
        Mode.REAL, "kz-2023-03-19",
        both("Қазақстан Республикасы Парламенті Мәжілісінің депутаттарын кезектен тыс сайлау",
             "Внеочередные выборы депутатов Мажилиса Парламента Республики Казахстан"),
        date(2023, 3, 19), 214, both("Қостанай облысы", "Костанайская область"),
        both("Қостанай қаласы", "город Костанай"), both("Мектеп көшесі, 12", "улица Мектеп, 12"),
        COMMISSION,
    )  # fmt: skip
    return replace(heading, **changes)  # type: ignore[arg-type]


BOX_ROWS = (
    ("Үй-жайдан тыс дауыс беру туралы өтініштердің саны",
     "Число заявлений о голосовании вне помещения", 21),
    ("Көшпелі дауыс беруге алынған бюллетеньдердің саны",
     "Число бюллетеней, взятых на выезд", 23),
    ("Сайлаушыларға берілген бюллетеньдердің саны",
     "Число бюллетеней, выданных избирателям", 21),
    ("Бүлінген бюллетеньдердің саны", "Число испорченных бюллетеней", 0),
    ("Қайтарылған бюллетеньдердің саны", "Число возвращённых бюллетеней", 2),
    ("Жәшіктен табылған бюллетеньдердің саны", "Число бюллетеней, обнаруженных в урне", 22),
    ("Өтініштерден артық бюллетеньдердің саны", "Число бюллетеней сверх числа заявлений", 1),
)  # fmt: skip
"""The figures of the visual target."""


def a_content(**changes: object) -> ActContent:
    """The act of the mobile box with one ballot too many."""
    facts = tuple(
        Fact(str(n), both(kk, ru), figure) for n, (kk, ru, figure) in enumerate(BOX_ROWS, 1)
    )
    members = tuple(
        Fact(f"3.{n}", Wording.same(m.name), 9 + n, small=True)
        for n, m in enumerate(COMMISSION[1:3], 1)
    )
    content = ActContent(
        both("тасымалданатын жәшіктегі бюллетеньдердің өтініштерден артық болғаны туралы",
             "о превышении числа бюллетеней в переносной урне над числом заявлений"),
        Sentence.of(
            both("Біз, төменде қол қойғандар, тасымалданатын жәшікті ашқанда мынаны анықтадық: "
                 "№ {box}.",
                 "Мы, нижеподписавшиеся, при вскрытии переносной урны № {box} установили "
                 "следующее."), box=2),
        (FactTable(both("Жәшік: бюллетеньдер есебі", "Урна: учёт бюллетеней"),
                   (*facts[:3], *members, *facts[3:])),),
        ("2 = 3 + 4 + 5: 23 = 21 + 0 + 2", "7 = 6 – 1: 1 = 22 – 21"),
        (Listing(both("Пломбалар", "Пломбы"),
                 (Column(both("жәшік", "урна"), 1), Column(both("пломба", "пломба"), 2),
                  Column(both("саны", "число"), 1, figures=True)),
                 tuple((Wording.same(f"№ {n}"), both(f"бүтін {n}", f"цела {n}"),
                        Wording.same(str(n))) for n in range(1, 4))),),
        (Sentence.of(both("Жәшікпен шыққандар: {members}.", "С урной выходили: {members}."),
                     members=f"{COMMISSION[1].name}, {COMMISSION[4].name}"),),
        Sentence.free(both("Комиссия шешті: жәшіктегі бюллетеньдер жарамсыз.",
                           "Комиссия решила: бюллетени урны недействительны.")),
        only_ballot=True,
    )  # fmt: skip
    return replace(content, **changes)  # type: ignore[arg-type]


def an_act(heading: Heading | None = None, **changes: object) -> ActPaper:
    """Act № 4."""
    paper = ActPaper(
        heading or a_heading(), 4, 1, NIGHT.replace(hour=20, minute=58), ("A202",), ("10", "14"),
        both("Мәжіліс: партиялық тізімдер", "Мажилис: партийные списки"), a_content(),
    )  # fmt: skip
    return replace(paper, **changes)  # type: ignore[arg-type]
