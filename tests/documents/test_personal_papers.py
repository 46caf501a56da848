# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Certificate with stub, home-voting application, written refusal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from precinct_app.documents import certificate_pdf, home_application_pdf, refusal_pdf
from precinct_app.documents.layout import Sheet
from precinct_app.documents.printing import render_paper
from precinct_app.domain.election import Mode
from precinct_app.domain.papers.forms import Person
from precinct_app.domain.papers.paper import Paper
from tests.documents.acts import a_heading
from tests.documents.papers import both
from tests.documents.personal import BALLOTS, HOLDER, a_certificate, a_refusal, an_application
from tests.documents.reading import off_the_page, overlaps, pages_text, squeezed

DRAWN: tuple[tuple[Callable[..., Any], Callable[[Any], Sheet]], ...] = (
    (a_certificate, certificate_pdf.draw),
    (an_application, home_application_pdf.draw),
    (a_refusal, refusal_pdf.draw),
)


def one_page(paper: Paper) -> str:
    pages = pages_text(render_paper(paper))
    assert len(pages) == 1
    return pages[0]


def missing(text: str, *wanted: str) -> list[str]:
    return [words for words in wanted if squeezed(words) not in text]


def test_a_certificate_holds_all_that_a_receiving_precinct_looks_for() -> None:
    paper = a_certificate()
    text = one_page(paper)
    assert text.count(squeezed("AB № 0012345")) == 5
    assert text.count(squeezed(f"{HOLDER.name} · {HOLDER.birth} · {HOLDER.iin}")) == 2
    wanted = [
        HOLDER.document,
        "16.03.2023, 20:10 · Шмидт В. А.",
        "Павлодарская область; командировка",
    ]
    wanted += ["участка № 214 (город Костанай, Костанайская область)", "19 марта 2023 года"]
    wanted += [
        "в другой областиМәжіліс: партиялық тізім",
        "Дубликат взамен утраченного не выдаётся",
    ]
    wanted += [words for b in (BALLOTS[0], BALLOTS[2]) for words in (b.kk, b.ru)]
    assert missing(text, *wanted) == []
    assert missing(text, BALLOTS[1].ru) == [BALLOTS[1].ru]


def test_a_representative_stands_on_the_stub_alone() -> None:
    text = one_page(a_certificate(collected_by="Болат Е.", power_of_attorney="сенімхат 5"))
    assert text.count(squeezed("Болат Е.; сенімхат 5")) == 1
    assert squeezed("представитель, доверенность") not in one_page(a_certificate())


def test_an_application_is_filled_in_and_has_a_row_to_sign_for_each_ballot() -> None:
    text = one_page(an_application())
    wanted = [HOLDER.name, HOLDER.address, f"{HOLDER.birth} · {HOLDER.iin}", "19.03.2023, 09:15"]
    wanted += ["Өтініш № 7 · Заявление № 7", "Заявления принимаются до 19.03.2023, 12:00"]
    wanted += ["уход за больным"]
    wanted += [words for ballot in BALLOTS for words in (ballot.kk, ballot.ru)]
    assert missing(text, *wanted) == []


def test_an_empty_application_is_a_form() -> None:
    empty = an_application(applicant=Person(), number=0, ground=0, applied=None)
    text = one_page(empty)
    assert missing(text, "Заявление № ____", "состояние здоровья") == []
    assert HOLDER.iin not in text


def test_only_the_applicants_ground_is_ticked(monkeypatch: pytest.MonkeyPatch) -> None:
    marks: list[int] = []
    stroke = Sheet.stroke

    def remembered(self: Sheet, points: Any, line_width: float) -> None:
        marks.extend([1] if line_width == 1.4 else [])
        stroke(self, points, line_width)

    monkeypatch.setattr(Sheet, "stroke", remembered)
    home_application_pdf.draw(an_application(ground=0))
    assert marks == []
    home_application_pdf.draw(an_application(ground=3))
    assert marks == [1]


def test_a_refusal_says_what_why_and_where_to_appeal() -> None:
    paper = a_refusal(explained="Екі рет тексерілді.")
    text = one_page(paper)
    wanted = [paper.applicant, "Екі рет тексерілді.", "19.03.2023, 11:20"]
    wanted += [
        words
        for wording in (paper.asked, paper.ground, paper.reason)
        for words in (wording.kk, wording.ru)
    ]
    wanted += ["в вышестоящую избирательную комиссию или в суд", "Решение об отказе № 3"]
    assert missing(text, *wanted) == []
    assert "Abai" not in text


def test_a_refusal_speaks_the_applicants_own_language_too() -> None:
    text = one_page(a_refusal(in_english=True))
    assert missing(text, "Your precinct is No 215, Abai street 4.", "What was asked: to be entered",
                   "higher election commission", "Ваш участок: № 215") == []  # fmt: skip


@pytest.mark.parametrize(("make", "draw"), DRAWN)
@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_leaves_the_page_and_nothing_overlaps(
    make: Callable[..., Any], draw: Callable[[Any], Sheet], mode: Mode
) -> None:
    sheet = draw(make(heading=a_heading(mode=mode)))
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []


@pytest.mark.parametrize("name", ["Ж" * 300, "\n\t\x00\u202e{0}", "王小明 👍", "слово " * 200])
@pytest.mark.parametrize(("make", "draw"), DRAWN)
def test_hostile_words_stay_on_the_page_and_nothing_is_dropped(
    make: Callable[..., Any], draw: Callable[[Any], Sheet], name: str
) -> None:
    person = replace(HOLDER, name=name, document=name, address=name)
    changes: dict[str, Any] = {
        a_certificate: {"holder": person, "reason": both(name, name), "kind": both(name, name)},
        an_application: {"applicant": person, "ballots": (both(name, name),)},
        a_refusal: {"applicant": name, "explained": name, "reason": both(name, name)},
    }[make]
    sheet = draw(make(**changes))
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    drawn = squeezed("".join(ink.text for ink in sheet.inked))
    words = sorted(set(name.split()))
    assert all(drawn.count(squeezed(w)) >= 3 * squeezed(name).count(squeezed(w)) for w in words)


@pytest.mark.parametrize("make", [a_certificate, an_application, a_refusal])
def test_same_input_same_bytes(make: Callable[..., Paper]) -> None:
    assert render_paper(make()) == render_paper(make())
