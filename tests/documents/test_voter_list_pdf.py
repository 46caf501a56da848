# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from dataclasses import replace

import pytest

from precinct_app.documents.layout import PAGE_HEIGHT, PAGE_WIDTH, Inked, Sheet
from precinct_app.documents.voter_list_pdf import draw, render_list
from precinct_app.domain.election import Mode
from precinct_app.domain.papers.voter_list import REFUSED, ListKind, ListPaper, RowPlace
from tests.documents.acts import a_heading
from tests.documents.lists import BALLOTS, CERTIFICATE, a_list, list_rows
from tests.documents.papers import both
from tests.documents.reading import EDGE, overlaps, pages_text, squeezed, whole_text


def off_the_page_across(inked: list[Inked]) -> list[Inked]:
    return [
        ink
        for ink in inked
        if ink.left < EDGE
        or ink.right > PAGE_HEIGHT - EDGE
        or ink.top < EDGE
        or ink.bottom > PAGE_WIDTH - EDGE
    ]


def marked_list() -> ListPaper:
    rows = tuple(
        replace(row, given=("12:00",) * 4 + (REFUSED,), given_by="Шмидт В. А.", place=f"3/14/{n}")
        if n % 3
        else replace(row, given=("",) * 5)
        for n, row in enumerate(list_rows(30))
    )
    return a_list(kind=ListKind.MARKED, rows=rows)


def test_every_voter_is_read_back_with_all_that_stands_in_his_row() -> None:
    paper = a_list(60)
    text = whole_text(render_list(paper).pdf)
    for row in paper.rows:
        whole = f"{row.number}{row.name}{row.birth}·…{row.iin_tail}{row.address}"
        assert squeezed(whole) in text
    assert text.count(squeezed(CERTIFICATE.kk + CERTIFICATE.ru)) == 1
    for ballot in BALLOTS:
        assert squeezed(ballot.kk) in text
        assert squeezed(ballot.ru) in text


def test_each_row_stands_where_the_list_says_it_does() -> None:
    printed = render_list(a_list(60))
    pages = pages_text(printed.pdf)
    assert printed.pages == len(pages)
    assert printed.places[0] == RowPlace(1, 1)
    for row, place in zip(a_list(60).rows, printed.places, strict=True):
        assert squeezed(f"{row.name}{row.birth}") in pages[place.page - 1]
    rows = [place.row for place in printed.places if place.page == 2]
    assert rows == list(range(1, len(rows) + 1))


def test_each_page_has_heads_sums_and_place_to_count_signatures() -> None:
    paper = a_list(60)
    printed = render_list(paper)
    pages = pages_text(printed.pdf)
    so_far = 0
    for number, text in enumerate(pages, 1):
        rows = zip(paper.rows, printed.places, strict=True)
        here = sum(not row.closed for row, place in rows if place.page == number)
        so_far += here
        assert squeezed(f"На этой странице: {here}. С начала: {so_far}") in text
        assert squeezed("Число подписей на этой странице") in text
        assert squeezed(f"страница {number} из {len(pages)}") in text
        assert "3-үстел·стол3" in text
    assert squeezed("Общее число избирателей в списке: 59") in pages[-1]


def test_a_row_that_gives_no_ballot_is_struck_and_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules: list[float] = []
    monkeypatch.setattr(Sheet, "rule", lambda self, left, right, y, points=0.4: rules.append(left))
    first, second = list_rows(2)
    draw(a_list(rows=(first, second)))
    without = len(rules)
    rules.clear()
    draw(a_list(rows=(first, replace(second, closed=True))))
    assert len(rules) - without == len(BALLOTS)
    monkeypatch.undo()
    text = whole_text(render_list(a_list(rows=(first, replace(second, closed=True)))).pdf)
    assert squeezed("На этой странице: 1. С начала: 1") in text


def test_a_marked_list_says_until_which_report_each_ballot_was_given() -> None:
    paper = marked_list()
    pages = pages_text(render_list(paper).pdf)
    assert "".join(pages).count("12:00") == 20 * 4
    assert squeezed("прочерк: от бюллетеня отказался") in pages[0]
    assert squeezed("Выдано: на этой странице, с начала") in pages[0]
    assert squeezed("комиссия төрағасы") not in "".join(pages)
    assert "3/14/29" in pages[-1]


def test_a_supplementary_list_has_empty_rows_to_be_filled_by_hand() -> None:
    rows = tuple(replace(r, notes=(both("сот шешімі", "решение суда"),)) for r in list_rows(2))
    paper = a_list(kind=ListKind.SUPPLEMENTARY, rows=rows, empty_rows=20, table="")
    printed = render_list(paper)
    text = whole_text(printed.pdf)
    assert len(printed.places) == 2
    assert text.count(squeezed("решение суда")) == 2
    assert squeezed("Общее число избирателей в списке: 2") in text


@pytest.mark.parametrize("count", [0, 1, 16, 17, 40])
@pytest.mark.parametrize("ballots", [1, 4, 5])
@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_leaves_the_page_and_nothing_overlaps(mode: Mode, ballots: int, count: int) -> None:
    sheet = draw(a_list(count, ballots=BALLOTS[:ballots], heading=a_heading(mode=mode)))
    assert off_the_page_across(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []


@pytest.mark.parametrize(
    "name", ["Ж" * 400, "\n\t\x00\u202e{name}", "王小明 👍", "слово " * 400, "=1+1"]
)
def test_hostile_names_stay_on_the_page_and_nothing_is_dropped(name: str) -> None:
    rows = tuple(
        replace(row, name=name, address=name, notes=(both(name, name),)) for row in list_rows(3)
    )
    sheet = draw(a_list(rows=rows, table=name))
    assert off_the_page_across(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    drawn = squeezed("".join(ink.text for ink in sheet.inked))
    assert drawn.count(squeezed(name)) >= 3


def test_training_says_so_on_every_page() -> None:
    pages = pages_text(render_list(a_list(40, heading=a_heading(mode=Mode.TRAINING))).pdf)
    assert all(squeezed("ЖАТТЫҒУ · УЧЕБНЫЙ РЕЖИМ") in page for page in pages)
    assert all("ЖАТТЫҒУ" not in page for page in pages_text(render_list(a_list(40)).pdf))


def test_same_input_same_bytes() -> None:
    assert render_list(a_list(40)).pdf == render_list(a_list(40)).pdf
