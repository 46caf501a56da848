# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Turnout by the hour, labels of packs, pages for reading."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any, get_args

import pytest

from precinct_app.documents import label_pdf, notice_pdf, turnout_pdf
from precinct_app.documents.layout import Sheet
from precinct_app.documents.printing import RENDERERS, render_paper
from precinct_app.domain.election import Mode
from precinct_app.domain.papers.act import Column, Fact, FactTable, Listing
from precinct_app.domain.papers.label import Label, LabelPaper
from precinct_app.domain.papers.notice import NoticePaper
from precinct_app.domain.papers.paper import Paper
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.papers.turnout import TurnoutPaper
from precinct_app.domain.registers.turnout import TurnoutDay, TurnoutPoint
from precinct_app.domain.wording import Wording
from tests.builders import NIGHT
from tests.documents.acts import a_heading
from tests.documents.papers import both
from tests.documents.reading import off_the_page, overlaps, pages_text, squeezed, whole_text

HOURS = ((10, 142), (12, 388), (14, None), (16, 640), (18, 630), (20, 784))


def a_day(
    hours: tuple[tuple[int, int | None], ...] = HOURS, listed: int | None = 1202, **changes: object
) -> TurnoutPaper:
    found: list[TurnoutPoint] = []
    before = None
    for hour, voters in hours:
        found.append(TurnoutPoint(time(hour), voters, before))
        before = before if voters is None else voters
    told = tuple(f"{hour}:06" if voters else "" for hour, voters in hours)
    day = TurnoutDay(tuple(found), listed)
    paper = TurnoutPaper(a_heading(), time(7), time(20), day, told, NIGHT)
    return replace(paper, **changes)  # type: ignore[arg-type]


def some_labels(count: int = 6, **changes: object) -> LabelPaper:
    labels = tuple(
        Label(n, count, both(f"Жарамды бюллетеньдер {n}", f"Действительные бюллетени {n}"),
              both("Мәжіліс", "Мажилис"), 87 * n if n % 3 else -1, f"0045{n}" if n % 2 else "")
        for n in range(1, count + 1)
    )  # fmt: skip
    return replace(LabelPaper(a_heading(), labels, NIGHT), **changes)  # type: ignore[arg-type]


def a_notice(**changes: object) -> NoticePaper:
    columns = (Column(both("уақыты", "время"), 1), Column(both("оқиға", "событие"), 4))
    rows = tuple((Wording.same(f"{20 + n}:15"), both(f"қадам {n}", f"шаг {n}")) for n in range(4))
    paper = NoticePaper(
        a_heading(), both("Түн уақыты", "Ночь по часам"), NIGHT,
        (FactTable(both("Сандар", "Числа"), (Fact("1", both("алды", "получили"), 784),)),),
        (Listing(both("Қадамдар", "Шаги"), columns, rows),),
        (Sentence.of(both("Есеп: {n}.", "Отчёт: {n}."), n=4),), to_sign=True,
    )  # fmt: skip
    return replace(paper, **changes)  # type: ignore[arg-type]


DRAWN: tuple[tuple[Callable[..., Any], Callable[[Any], Sheet]], ...] = (
    (a_day, turnout_pdf.draw),
    (some_labels, label_pdf.draw),
    (a_notice, notice_pdf.draw),
)


def test_every_report_of_the_day_is_read_back_with_its_share_and_growth() -> None:
    text = whole_text(render_paper(a_day()))
    for row in ("10:00 142 11,8 % +142 10:06", "12:00 388 32,2 % +246 12:06", "14:00 – – – –",
                "16:00 640 53,2 % +252", "18:00 630 52,4 % –10", "20:00 784 65,2 % +154"):  # fmt: skip
        assert squeezed(row) in text
    assert squeezed("Общее число избирателей в списке 1202") in text
    assert text.count("784") == 2


@pytest.mark.parametrize("listed", [0, None])
def test_without_a_list_there_is_no_share(listed: int | None) -> None:
    text = whole_text(render_paper(a_day(listed=listed)))
    assert squeezed("10:00 142 – +142") in text
    assert "%" in text


def test_a_day_of_every_hour_labels_what_has_room_and_always_the_last() -> None:
    hours = tuple((hour, 50 * (hour - 6)) for hour in range(7, 21))
    sheet = turnout_pdf.draw(a_day(hours))
    assert list(overlaps(sheet.inked)) == []
    drawn = [ink.text for ink in sheet.inked]
    assert drawn.count("700") == 2
    assert drawn.count("400") + drawn.count("450") < 4


def test_the_line_rises_with_the_voters(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[list[tuple[float, float]]] = []
    stroke = Sheet.stroke

    def remembered(self: Sheet, points: Any, line_width: float) -> None:
        lines.extend([list(points)] if line_width == 1.2 else [])
        stroke(self, points, line_width)

    monkeypatch.setattr(Sheet, "stroke", remembered)
    turnout_pdf.draw(a_day())
    heights = [y for _, y in lines[0]]
    assert len(heights) == 6
    assert heights[0] > heights[1] > heights[2] > heights[3]
    assert heights[4] > heights[3] > heights[5]
    turnout_pdf.draw(a_day(((10, None),)))
    assert len(lines) == 1


def test_each_pack_has_its_label_with_number_content_and_count_in_words() -> None:
    paper = some_labels()
    pages = pages_text(render_paper(paper))
    assert len(pages) == 2
    text = "".join(pages)
    for label in paper.labels:
        assert squeezed(label.holds.kk + label.holds.ru) in text
        if label.seal:
            assert label.seal in text
    assert squeezed("87 сексен жеті восемьдесят семь") in text
    assert text.count(squeezed("всего: 6")) == 6
    assert text.count("№214") == 6


def test_a_page_for_reading_holds_figures_lists_and_sentences() -> None:
    text = whole_text(render_paper(a_notice()))
    wanted = ["1алдыполучили784жеті жүз сексен төрт", "20:15қадам 0шаг 0", "Отчёт: 4.", "время"]
    wanted += ["төраға · председатель", "Напечатано: 19.03.2023"]
    assert [words for words in wanted if squeezed(words) not in text] == []
    assert squeezed("төраға · председатель") not in whole_text(
        render_paper(a_notice(to_sign=False))
    )


@pytest.mark.parametrize(("make", "draw"), DRAWN)
@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_leaves_the_page_and_nothing_overlaps(
    make: Callable[..., Any], draw: Callable[[Any], Sheet], mode: Mode
) -> None:
    sheet = draw(make(heading=a_heading(mode=mode)))
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []


@pytest.mark.parametrize("words", ["Ж" * 90, "\n\t\x00\u202e{0}", "王小明 👍", "слово " * 40])
def test_hostile_words_stay_on_the_page(words: str) -> None:
    wording = both(words, words + ".")
    label = Label(1, 1, wording, wording, 2999, words)
    for sheet in (
        label_pdf.draw(some_labels(labels=(label,))),
        turnout_pdf.draw(a_day(((12, 5),), told=(words,))),
        notice_pdf.draw(a_notice(title=wording, sentences=(Sentence.free(wording),))),
    ):
        assert off_the_page(sheet.inked) == []
        assert list(overlaps(sheet.inked)) == []
        drawn = squeezed("".join(ink.text for ink in sheet.inked))
        assert all(squeezed(word) in drawn for word in words.split())


def test_training_says_so_on_every_page() -> None:
    for make, _ in DRAWN:
        pages = pages_text(render_paper(make(heading=a_heading(mode=Mode.TRAINING))))
        assert all(page.count(squeezed("ЖАТТЫҒУ · УЧЕБНЫЙ РЕЖИМ")) >= 6 for page in pages)


def test_every_kind_of_paper_has_its_renderer() -> None:
    assert set(RENDERERS) == set(get_args(Paper))


@pytest.mark.parametrize("make", [a_day, some_labels, a_notice])
def test_same_input_same_bytes(make: Callable[..., Paper]) -> None:
    assert render_paper(make()) == render_paper(make())
