# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is copied or filled in by hand: the copying sheet, emergency blanks, empty acts."""

from dataclasses import replace
from typing import Any

import pytest

from precinct_app.documents import blank_pdf, copying_pdf, counted_pdf
from precinct_app.documents.content import names_of, printed_cells
from precinct_app.documents.copying_pdf import render_copying
from precinct_app.documents.layout import Sheet
from precinct_app.documents.printing import render_paper
from precinct_app.documents.words import figure_in_words
from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.election import Level, Mode
from precinct_app.domain.papers.blank import BlankActPaper, BlankPaper, CountedPaper, TablePages
from precinct_app.domain.protocol.record import ActNote, NamedOption, Value
from precinct_app.domain.protocol.sheet import NA, Figure, Source
from tests.builders import NIGHT
from tests.documents.acts import a_heading
from tests.documents.papers import COMMISSION, FIGURES, OPTIONS, a_form, a_paper_record, both
from tests.documents.reading import (
    codes_of,
    off_the_page,
    overlaps,
    pages_text,
    squeezed,
    whole_text,
)
from tests.documents.test_act_pdf import shipped_form
from tests.documents.test_voter_list_pdf import off_the_page_across


def a_blank(tables: int = 5, **changes: object) -> BlankPaper:
    record, form = a_paper_record(), a_form()
    cells = form.cells(record.rows(form), Level.COUNT_ONLY, names_of(record))
    pages = tuple(TablePages(str(n), 30 * n - 29, 30 * n) for n in range(1, tables + 1))
    ballot = both("Мәжіліс: партиялық тізімдер", "Мажилис: партийные списки")
    paper = BlankPaper(a_heading(), 1, ballot, form, cells, pages, NIGHT)
    return replace(paper, **changes)  # type: ignore[arg-type]


def test_every_figure_stands_large_on_the_copying_sheet_with_its_words() -> None:
    record, form = a_paper_record(), a_form()
    text = whole_text(render_copying(record, form))
    figures = record.figures()
    for spec in printed_cells(record, form):
        words = figure_in_words(figures[spec.cell])
        assert squeezed(words.kk) in text
        assert squeezed(words.ru) in text
    for kk, ru, votes in OPTIONS:
        assert squeezed(f"{kk}{ru}{votes}") in text
    for member in COMMISSION[3:]:
        assert squeezed(f"{member.name}{FIGURES[f'member.{member.member_id}.issued']}") in text


def test_the_control_number_stands_on_every_page_and_nothing_can_be_signed_or_scanned() -> None:
    record = a_paper_record()
    pdf = render_copying(record, a_form())
    pages = pages_text(pdf)
    number = "".join(groups_of_four(control_number(record.to_json())))
    assert all(number in page for page in pages)
    assert all(f"{n}/{len(pages)}" in page for n, page in enumerate(pages, 1))
    assert all(squeezed("Этот лист не протокол") in page for page in pages)
    assert codes_of(pdf, 150) == [set()] * len(pages)
    assert squeezed("Подписи председателя") not in "".join(pages)
    assert squeezed("Акт № 4 (A202), 20:58.") in pages[-1]
    drawn = squeezed("".join(i.text for i in copying_pdf.draw(record, a_form()).inked))
    assert squeezed("окончен: 20.03.2023, 01:35. Протокол составлен: 01:50.") in drawn


@pytest.mark.parametrize("options", [2, 7, 40])
@pytest.mark.parametrize("mode", list(Mode))
def test_a_copying_sheet_keeps_to_its_pages(mode: Mode, options: int) -> None:
    record = a_paper_record(options=options, mode=mode)
    sheet = copying_pdf.draw(record, a_form())
    assert off_the_page_across(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    large = [ink for ink in sheet.inked if ink.bottom - ink.top > 12]
    assert max(sum(ink.page == page for ink in large) for page in range(1, sheet.page + 1)) <= 9


def test_long_numbers_names_and_acts_stay_on_the_copying_sheet() -> None:
    name = "Қазақстанның халықтық-демократиялық патриоттық " * 6
    record = a_paper_record()
    options = tuple(NamedOption(o.option_id, both(name, name)) for o in record.options)
    act = ActNote(1, NIGHT, ("A202",), both("сөз " * 900, "слово " * 900))
    values = tuple(
        Value(v.cell, 2_888_888 if v.cell.startswith("votes") else v.figure, v.source)
        for v in record.values
    )
    values = tuple(replace(v, figure=NA) if v.cell == "voters_outside" else v for v in values)
    record = replace(record, options=options, acts=(act,), values=values)
    sheet = copying_pdf.draw(record, a_form())
    assert off_the_page_across(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    drawn = " ".join(ink.text for ink in sheet.inked)
    assert drawn.count("слово") == 900
    assert "қолданылмайды · не применяется" in drawn


def test_a_blank_has_every_line_with_the_same_number_and_no_figure() -> None:
    paper = a_blank()
    text = whole_text(render_paper(paper))
    for spec in paper.cells:
        if spec.printed and not spec.cell.startswith("member."):
            assert squeezed(f"{spec.official}{spec.caption.kk}{spec.caption.ru}") in text
    for place, member in enumerate([m for m in COMMISSION if m.member_id != "m1"][:1], 1):
        assert squeezed(f"6.{place}{member.name}") in text
    for figure in ("1202", "784", "749", "семьсот"):
        assert figure not in text
    for check in ("5=6+7+8+9", "12=10+11", "12=14+15", "15=16.1…16.7+17"):
        assert check in text
    assert squeezed("Контрольный номер") not in text


def test_a_blank_has_digit_cells_a_tally_and_a_cell_for_each_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames: list[tuple[float, float]] = []
    frame = Sheet.frame

    def remembered(
        self: Sheet,
        left: float,
        top: float,
        right: float,
        bottom: float,
        points: float,
        **more: Any,
    ) -> None:
        frames.append((round(right - left, 1), round(bottom - top, 1)))
        frame(self, left, top, right, bottom, points, **more)

    monkeypatch.setattr(Sheet, "frame", remembered)
    paper = a_blank()
    blank_pdf.draw(paper)
    printed = [c for c in paper.cells if c.printed]
    members = sum(c.cell.startswith("member.") for c in printed)
    assert frames.count((26.4, 7.4)) == len(printed) - members + 1
    assert frames.count((26.4, 6.4)) == members
    assert frames.count((12.4, 10.4)) == 150
    assert frames.count((23.5, 4.9)) == 5 * (7 + 2)


def test_the_pages_of_each_table_are_numbered_as_in_the_list() -> None:
    sheet = blank_pdf.draw(a_blank())
    last = [ink.text for ink in sheet.inked if ink.page == sheet.page]
    assert sorted(int(text) for text in last if text.isdigit()) == list(range(1, 151))
    assert {"3-үстел", "стол 3", "2-жол · строка 2"} <= set(last)
    assert "3-үстел" not in "".join(pages_text(render_paper(a_blank(tables=0))))


def test_the_shipped_form_has_its_blank() -> None:
    record, form = a_paper_record(), shipped_form()
    cells = form.cells(record.rows(form), Level.COUNT_ONLY, names_of(record))
    text = whole_text(render_paper(a_blank(form=form, cells=cells)))
    assert "15=16.1…16.7+17" in text
    assert squeezed("Рабочий лист") not in text


def test_an_empty_act_fits_one_page_with_every_member() -> None:
    pages = pages_text(render_paper(BlankActPaper(a_heading(), NIGHT)))
    assert len(pages) == 1
    wanted = ["АКТ № ____", "Голосовали: за ____, против ____", *(m.name for m in COMMISSION)]
    assert [words for words in wanted if squeezed(words) not in pages[0]] == []


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("tables", [0, 1, 9])
def test_nothing_leaves_the_page_and_nothing_overlaps(mode: Mode, tables: int) -> None:
    heading = a_heading(mode=mode)
    sheets = (
        blank_pdf.draw(a_blank(tables=tables, heading=heading)),
        blank_pdf.draw_act(BlankActPaper(heading, NIGHT)),
    )
    for sheet in sheets:
        assert off_the_page(sheet.inked) == []
        assert list(overlaps(sheet.inked)) == []


@pytest.mark.parametrize("name", ["Ж" * 300, "\n\t\x00\u202e{0}", "王小明 👍", "слово " * 40])
def test_hostile_names_stay_on_a_blank_and_nothing_is_dropped(name: str) -> None:
    members = tuple(replace(m, name=name) for m in COMMISSION)
    paper = a_blank(1)
    cells = tuple(
        replace(c, caption=both(name, name + ".")) if c.cell.startswith("votes") else c
        for c in paper.cells
    )
    table = TablePages(name, 1, 3)
    sheet = blank_pdf.draw(
        replace(paper, cells=cells, tables=(table,), heading=a_heading(members=members))
    )
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    drawn = squeezed("".join(ink.text for ink in sheet.inked))
    words = sorted(set(name.split()))
    assert all(drawn.count(squeezed(word)) >= 2 * 7 for word in words)


def test_same_input_same_bytes() -> None:
    assert render_paper(a_blank()) == render_paper(a_blank())
    assert render_copying(a_paper_record(), a_form()) == render_copying(a_paper_record(), a_form())


def test_a_value_typed_from_paper_is_copied_like_any_other() -> None:
    record = a_paper_record()
    values = tuple(replace(v, source=Source.PAPER) for v in record.values)
    text = whole_text(render_copying(replace(record, values=values), a_form()))
    assert squeezed("одна тысяча двести два") in text


def test_a_sheet_counted_by_hand_has_every_figure_a_digit_a_cell() -> None:
    record, form = a_paper_record(), a_form()
    cells = form.cells(record.rows(form), Level.COUNT_ONLY, names_of(record))
    typed = tuple(c for c in cells if c.source is not Source.COMPUTED)
    counted: dict[str, Figure] = {c.cell: n for n, c in enumerate(typed, start=1000)}
    figures = {**counted, typed[0].cell: NA}
    ballot = both("Мәжіліс: партиялық тізімдер", "Мажилис: партийные списки")
    paper = CountedPaper(a_heading(), ballot, form, typed, figures, NIGHT)
    sheet = counted_pdf.draw(paper)
    drawn = [ink.text for ink in sheet.inked]
    digits = [text for text in drawn if len(text) == 1 and text.isdigit()]
    assert len(digits) >= 4 * (len(typed) - 1)
    assert "-" in drawn
    assert list(overlaps(sheet.inked)) == []
    assert off_the_page(sheet.inked) == []
    assert render_paper(paper) == render_paper(paper)
