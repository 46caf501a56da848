# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificates, applications and refusals for tests of paper."""

from dataclasses import replace
from datetime import timedelta

from precinct_app.domain.papers.forms import (
    CertificatePaper,
    GivenAt,
    HomeApplicationPaper,
    Person,
    RefusalPaper,
)
from precinct_app.domain.wording import Wording
from tests.builders import NIGHT
from tests.documents.acts import a_heading
from tests.documents.papers import both

HOLDER = Person(
    "Сейтқали Айжан Болатқызы", "27.06.1968", "680627400123", "Наурыз көшесі, 16-77",
    "жеке куәлік № 012345678, 11.03.2019",
)  # fmt: skip
BALLOTS = (
    both("Мәжіліс: партиялық тізім", "Мажилис: партийные списки"),
    both("Мәжіліс: бір мандатты округ", "Мажилис: одномандатный округ"),
    both("Облыстық мәслихат: партиялық тізім", "Областной маслихат: партийные списки"),
    both("Облыстық мәслихат: бір мандатты округ", "Областной маслихат: одномандатный округ"),
    both("Аудандық мәслихат: бір мандатты округ", "Районный маслихат: одномандатный округ"),
)


def a_certificate(**changes: object) -> CertificatePaper:
    paper = CertificatePaper(
        a_heading(), both("Дауыс беру құқығын беретін есептен шығару куәлігі",
                          "Открепительное удостоверение на право голосования"),
        "AB", "0012345", HOLDER, both("Павлодар облысы", "Павлодарская область"),
        both("іссапар", "командировка"), NIGHT - timedelta(days=3), "Шмидт В. А.", "", "",
        (GivenAt(both("осы облыста", "в этой области"), (BALLOTS[0], BALLOTS[2])),
         GivenAt(both("басқа облыста", "в другой области"), BALLOTS[:1])),
    )  # fmt: skip
    return replace(paper, **changes)  # type: ignore[arg-type]


def an_application(**changes: object) -> HomeApplicationPaper:
    paper = HomeApplicationPaper(
        a_heading(), NIGHT, BALLOTS,
        (both("денсаулық жағдайы", "состояние здоровья"),
         both("науқасқа күтім", "уход за больным"), both("алыс жер", "отдалённое место")),
        NIGHT.replace(hour=12, minute=0), 2, HOLDER, 7, NIGHT.replace(hour=9, minute=15),
    )  # fmt: skip
    return replace(paper, **changes)  # type: ignore[arg-type]


def a_refusal(**changes: object) -> RefusalPaper:
    paper = RefusalPaper(
        a_heading(), 3, NIGHT.replace(hour=11, minute=20), "Петров Пётр Петрович",
        Wording("тізімге енгізу", "включение в список", "to be entered in the list"),
        Wording("осы учаскенің тізімінде жоқ", "нет в списке этого участка", "not in this list"),
        Wording("Сіздің учаскеңіз: № 215. Мекенжайы: Абай көшесі, 4.",
                "Ваш участок: № 215. Адрес: улица Абая, 4.",
                "Your precinct is No 215, Abai street 4."),
    )  # fmt: skip
    return replace(paper, **changes)  # type: ignore[arg-type]
