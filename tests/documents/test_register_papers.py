# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from precinct_app.documents.phrases import pair
from precinct_app.documents.register_pdf import draw, render_register
from precinct_app.documents.register_xlsx import render_register_xlsx
from precinct_app.domain.election import Mode
from precinct_app.domain.papers.table import TableColumn, TablePaper
from tests.builders import NIGHT
from tests.documents.acts import a_heading
from tests.documents.papers import both
from tests.documents.reading import overlaps, pages_text, squeezed
from tests.documents.test_voter_list_pdf import off_the_page_across


def a_table(count: int = 5, **changes: object) -> TablePaper:
    columns = (
        TableColumn(both("№", "№"), 1),
        TableColumn(both("сериясы, нөмірі", "серия, номер"), 3),
        TableColumn(both("аты-жөні", "фамилия, имя, отчество"), 6),
        TableColumn(both("негізі", "основание"), 4),
        TableColumn(both("қолтаңба", "подпись"), 3, to_sign=True),
    )
    rows = tuple(
        (n, f"AB 00{n:04d}", f"Сейтқали Айжан {n}", both(f"сапар {n}", f"поездка {n}"), "")
        for n in range(1, count + 1)
    )
    paper = TablePaper(
        a_heading(), both("Берілген куәліктер тізілімі", "Реестр выданных удостоверений"),
        columns, rows, NIGHT, (both("Барлығы берілді: 5", "Всего выдано: 5"),),
    )  # fmt: skip
    return replace(paper, **changes)  # type: ignore[arg-type]


def test_every_cell_of_a_register_is_read_back() -> None:
    paper = a_table(60)
    pages = pages_text(render_register(paper))
    text = "".join(pages)
    for n, number, name, ground, _ in paper.rows:
        assert squeezed(f"{n}{number}{name}") in text
        assert squeezed(ground.kk + ground.ru) in text  # type: ignore[union-attr]
    assert all(squeezed("фамилия, имя, отчество") in page for page in pages)
    assert squeezed("Число строк: 60") in pages[-1]
    assert squeezed("Всего выдано: 5") in pages[-1]


@pytest.mark.parametrize("count", [0, 1, 18, 19, 20, 21, 60])
@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_leaves_the_page_and_nothing_overlaps(mode: Mode, count: int) -> None:
    sheet = draw(a_table(count, heading=a_heading(mode=mode), empty_rows=3))
    assert off_the_page_across(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []


@pytest.mark.parametrize("text", ["Ж" * 400, "\n\t\x00\u202e", "王小明 👍", "слово " * 900])
def test_hostile_texts_stay_on_the_page_and_nothing_is_dropped(text: str) -> None:
    sheet = draw(a_table(rows=((1, text, text, both(text, text), ""),)))
    assert off_the_page_across(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    for words in sorted(set(text.split())):
        drawn = squeezed("".join(ink.text for ink in sheet.inked))
        assert drawn.count(squeezed(words)) >= 3 * squeezed(text).count(squeezed(words))


def test_a_spreadsheet_holds_the_same_rows_and_no_formula() -> None:
    risky = ("=1+1", "+7", "-3", "@SUM(A1)")
    rows = tuple((n, text, text, both(text, text + "."), "") for n, text in enumerate(risky, 1))
    data = render_register_xlsx(a_table(rows=rows))
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    values = {cell.value for cell in cells}
    assert {*risky, 1, 2, 3, 4} <= values
    assert "=1+1\n=1+1." in values
    assert {cell.data_type for cell in cells if cell.value in risky} == {"s"}


def test_a_spreadsheet_says_whose_it_is_and_that_it_is_training() -> None:
    data = render_register_xlsx(a_table(heading=a_heading(mode=Mode.TRAINING)))
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    first = [sheet.cell(row, 1).value for row in range(1, 7)]
    assert str(first[0]).startswith("№ 214 · Берілген куәліктер тізілімі")
    assert first[1] == pair("paper.training_election").shared


def test_same_input_same_bytes() -> None:
    assert render_register(a_table()) == render_register(a_table())
    assert render_register_xlsx(a_table()) == render_register_xlsx(a_table())
