# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from dataclasses import replace

import pytest

from precinct_app.documents.act_content import act_paper
from precinct_app.documents.act_pdf import draw, render_act
from precinct_app.domain.election import Mode
from precinct_app.domain.papers.act import ActPaper, Column, Fact, FactTable, Listing
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.protocol.record import ProtocolRecord, Value
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.wording import Wording
from precinct_app.runtime import resources
from tests.documents.acts import a_content, a_heading, an_act
from tests.documents.papers import COMMISSION, a_paper_record, both
from tests.documents.reading import (
    codes_of,
    off_the_page,
    overlaps,
    pages_text,
    squeezed,
    whole_text,
)

BOX = {
    "box.1.entitled": 18,
    "box.1.issued": 18,
    "box.1.found": 18,
    "box.1.not_of_form": 0,
    "box.2.entitled": 21,
    "box.2.issued": 21,
    "box.2.found": 22,
    "box.2.not_of_form": 0,
    "box.2.annulled": 1,
}


def shipped_form() -> Form:
    texts = {n: resources.read_text(f"forms/{n}.toml") for n in resources.names("forms", ".toml")}
    return load_form("mazhilis_list_2023", texts)


def with_boxes(**changes: object) -> ProtocolRecord:
    record = a_paper_record(**changes)  # type: ignore[arg-type]
    boxes = tuple(Value(cell, figure, Source.COUNTED) for cell, figure in BOX.items())
    return replace(record, values=record.values + boxes)


def the_act(**changes: object) -> ActPaper:
    record = with_boxes(**changes)
    return act_paper(record, shipped_form(), record.acts[1])


def test_an_act_holds_the_figures_of_the_box_that_does_not_fit() -> None:
    act = the_act()
    facts = act.content.tables[0].facts
    assert [fact.figure for fact in facts] == [21, 22, 0]
    assert act.lines == tuple(fact.number for fact in facts)
    assert act.content.title.ru == "В переносной урне больше бюллетеней, чем заявлений"


def test_everything_of_an_act_stands_on_its_paper() -> None:
    act = the_act()
    text = whole_text(render_act(act))
    assert text.count(squeezed("АКТ № 4")) >= 2
    content = act.content
    for fact in content.tables[0].facts:
        assert squeezed(f"{fact.number}{fact.caption.kk}{fact.caption.ru}{fact.figure}") in text
    decision = content.decision.whole
    wanted = [decision.kk, decision.ru, content.title.kk, content.title.ru]
    wanted += [finding.whole.kk for finding in content.findings]
    wanted += [m.name for m in act.heading.members]
    wanted += ["жиырма екі двадцать два", "19 марта 2023 года, 20:58", "Код правила: A202"]
    wanted += ["Решение относится только к этому виду бюллетеня: Мажилис: партийные списки."]
    assert [words for words in wanted if squeezed(words) not in text] == []
    assert squeezed("1 / 1 бет · страница 1 из 1") in text


def test_an_act_travels_without_codes_and_control_number() -> None:
    pdf = render_act(the_act())
    assert codes_of(pdf, 200) == [set()]
    assert squeezed("Контрольный номер") not in whole_text(pdf)


def test_an_act_whose_code_has_no_figures_is_a_text_with_signatures() -> None:
    record = with_boxes()
    note = replace(record.acts[0], codes=("A604",))
    act = act_paper(record, shipped_form(), note)
    assert (act.content.tables[0].facts, act.lines) == ((), ())
    assert squeezed(note.text.ru) in whole_text(render_act(act))


@pytest.mark.parametrize("members", [1, 7, 11])
@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_leaves_the_page_and_nothing_overlaps(mode: Mode, members: int) -> None:
    sheet = draw(the_act(mode=mode, members=members))
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []


def test_a_long_decision_goes_on_and_the_signatures_come_last() -> None:
    decision = Sentence.free(Wording.same("Комиссия шешімі. " * 400))
    act = an_act(content=a_content(decision=decision))
    sheet = draw(act)
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    pages = pages_text(render_act(act))
    assert len(pages) > 1
    assert squeezed("Акт подписали") in pages[-1]
    assert all(squeezed(f"страница {n} из {len(pages)}") in t for n, t in enumerate(pages, 1))


def test_every_part_of_an_act_is_read_back_in_both_languages() -> None:
    act = an_act()
    text, content = whole_text(render_act(act)), act.content
    said = [
        content.title,
        content.preamble.whole,
        content.tables[0].title,
        content.listings[0].title,
    ]
    said += [content.decision.whole, *(s.whole for s in content.findings)]
    said += [column.title for column in content.listings[0].columns]
    said += [cell for row in content.listings[0].rows for cell in row]
    wanted = [words for wording in said for words in (wording.kk, wording.ru)]
    wanted += [*content.checks, "жиырма үш двадцать три", "Строки протокола: 10, 14"]
    wanted += [f"3.1{COMMISSION[1].name}10", "Акт № 4 · № 1 нұсқа"]
    assert [words for words in wanted if squeezed(words) not in text] == []


def test_an_act_without_a_decision_names_its_ballot_and_speaks_of_none() -> None:
    nothing = Sentence.free(Wording.same(""))
    text = whole_text(render_act(an_act(content=a_content(decision=nothing))))
    assert squeezed("Акт относится к этому виду бюллетеня: Мажилис: партийные списки.") in text
    assert squeezed("Решение относится") not in text
    assert squeezed("Решение относится") in whole_text(render_act(an_act()))
    of_the_day = whole_text(render_act(an_act(content=a_content(only_ballot=False))))
    assert squeezed("относится") not in of_the_day


def test_a_listing_of_many_rows_repeats_its_heads_on_each_page() -> None:
    columns = (Column(both("нөмірі", "номер бланка"), 1), Column(both("мәні", "смысл"), 3))
    rows = tuple((Wording.same(f"AB {n:05d}"), both(f"қ{n}", f"р{n}")) for n in range(120))
    listing = Listing(both("Бланкілер", "Бланки"), columns, rows)
    act = an_act(content=a_content(listings=(listing,)))
    sheet = draw(act)
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    pages = pages_text(render_act(act))
    with_rows = [page for page in pages if "AB00" in page]
    assert len(with_rows) > 2
    assert all("номербланка" in page for page in with_rows)
    assert all(squeezed(row[0].kk) in "".join(pages) for row in rows)


HOSTILE = [
    "Ж" * 300,
    "Ә" * 40 + "\n\t\x00\u202e" + "{name} %s <b>",
    "王小明 👍 لا",
    "слово " * 300,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_on_the_page_and_nothing_is_dropped(name: str) -> None:
    members = tuple(replace(m, name=f"{name} {m.member_id}") for m in COMMISSION)
    wording = Wording.same(name)
    listing = Listing(wording, (Column(wording, 1), Column(wording, 1)), ((wording, wording),))
    content = a_content(
        title=wording, preamble=Sentence.of(Wording.same("{a}"), a=name), listings=(listing,),
        tables=(FactTable(wording, (Fact("1", wording, 7), Fact("1.1", wording, 7, small=True))),),
        decision=Sentence.free(wording), checks=(name,),
    )  # fmt: skip
    sheet = draw(an_act(a_heading(members=members, region=wording), content=content))
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    drawn = squeezed("".join(ink.text for ink in sheet.inked))
    assert drawn.count(squeezed(name)) >= 6


def test_training_says_so_on_an_act() -> None:
    text = whole_text(render_act(the_act(mode=Mode.TRAINING)))
    assert text.count(squeezed("ЖАТТЫҒУ · УЧЕБНЫЙ РЕЖИМ")) == 6
    assert "М.П." not in text


def test_same_input_same_bytes() -> None:
    assert render_act(the_act()) == render_act(the_act())
