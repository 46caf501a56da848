# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from precinct_app.documents.fonts import missing
from precinct_app.documents.layout import Sheet
from precinct_app.documents.protocol_pdf import draw, render, renderer_version
from precinct_app.documents.signature_block import signature_area
from precinct_app.documents.words import number_in_words
from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.commission import Member, Role
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import DocumentError
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.record import ActNote, NamedOption, ProtocolRecord, Value
from precinct_app.domain.protocol.sheet import NA, Source
from precinct_app.domain.wording import Wording
from precinct_app.services.ports import ProtocolPaper
from tests.builders import NIGHT
from tests.documents.papers import PLAIN, SEALED, SIGNERS, a_form, a_paper_record
from tests.documents.reading import (
    codes_of,
    off_the_page,
    overlaps,
    pages_text,
    squeezed,
    whole_text,
)

SHAPES = {
    "usual": a_paper_record(),
    "training": a_paper_record(mode=Mode.TRAINING),
    "version 2": a_paper_record(version=2, previous="ab" * 32, reason="№ 5 шешім, 20.03.2023"),
    "40 names, 11 members": a_paper_record(options=40, members=11),
    "25 names": a_paper_record(options=25),
    "one option, one member": a_paper_record(options=1, members=1),
}
HOSTILE = Wording(
    "\U0001f600 \u0627\u0644\u0639 \ua66e\u0007 " + "Ұзынатау" * 60,
    "Имя\u202e" + " и ещё имя" * 80,
    "x",
)


def printed(record: ProtocolRecord, signers: tuple[ExpectedSigner, ...] = ()) -> ProtocolPaper:
    return render(
        record,
        a_form(),
        b"seal",
        signers,
        sealed_text=SEALED,
        plain_text=PLAIN,
        record_json=record.to_json(),
    )


def sheet_of(record: ProtocolRecord) -> Sheet:
    return draw(record, a_form(), sealed_text=SEALED, plain_text=PLAIN, number="0" * 36)


@pytest.mark.parametrize("name", SHAPES)
def test_every_caption_figure_word_and_name_comes_back(name: str) -> None:
    record = SHAPES[name]
    text = whole_text(printed(record).pdf)
    wanted = [line.caption for line in a_form().lines() if line.printed]
    wanted += [option.name for option in record.options]
    wanted += [act.text for act in record.acts] + [note.text for note in record.explanations]
    wanted += [a_form().annex, a_form().title, record.ballot_name, record.election_name]
    said = [text for wording in wanted for text in (wording.kk, wording.ru)]
    said += [member.name for member in record.members]
    for figure in record.figures().values():
        words = number_in_words(int(figure))  # type: ignore[arg-type]
        said += [str(figure), words.kk, words.ru]
    assert [s for s in said if squeezed(s) not in text] == []


def test_figures_stand_beside_their_captions() -> None:
    text = whole_text(printed(a_paper_record()).pdf)
    row = "1Тізімдегі сайлаушылардың жалпы саны Общее число избирателей в списке 1202"
    assert squeezed(row + "бір мың екі жүз екі одна тысяча двести два") in text
    assert squeezed("6.2 Нұрғалиева Айгүл Сәкенқызы 206 екі жүз алты · двести шесть") in text
    assert squeezed("16.4 Қазақстан халық партиясы Народная партия Казахстана 52 елу екі") in text


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("dpi", [150, 200])
def test_both_codes_read_back_on_every_page(name: str, dpi: int) -> None:
    pages = codes_of(printed(SHAPES[name]).pdf, dpi)
    assert pages == [{SEALED, PLAIN}] * len(pages)


@pytest.mark.parametrize("name", SHAPES)
def test_nothing_leaves_the_page_and_nothing_overlaps(name: str) -> None:
    inked = sheet_of(SHAPES[name]).inked
    assert len(inked) > 100
    assert off_the_page(inked) == []
    assert list(overlaps(inked)) == []


@pytest.mark.parametrize("name", SHAPES)
def test_every_page_says_which_it_is(name: str) -> None:
    record = SHAPES[name]
    pages = pages_text(printed(record).pdf)
    groups = groups_of_four(control_number(record.to_json()))
    for number, text in enumerate(pages, start=1):
        assert squeezed(f"{number} / {len(pages)} бет · страница {number} из {len(pages)}") in text
        assert squeezed(f"№ {record.version} нұсқа · версия {record.version}") in text
        assert all(group in text for group in groups)
        assert squeezed("№ 214 · Қостанай облысы") in text


@pytest.mark.parametrize(
    ("options", "members", "pages"),
    [(7, 7, 2), (8, 7, 2), (9, 7, 3), (30, 7, 3), (40, 7, 4), (7, 11, 3), (25, 11, 3), (40, 11, 4)],
)
def test_capacity(options: int, members: int, pages: int) -> None:
    assert len(pages_text(printed(a_paper_record(options, members)).pdf)) == pages


LONGEST = {
    "voters_listed": 2984, "voters_received_ballots": 1984, "voters_outside": 188,
    "voters_by_certificate": 49, "ballots_received": 2989, "ballots_issued": 1984,
    "member.m2.issued": 488, "member.m4.issued": 484, "member.m5.issued": 477,
    "member.m6.issued": 494, "member.m7.issued": 41, "ballots_spoiled": 21, "ballots_unused": 984,
    "found_mobile": 188, "found_stationary": 1784, "ballots_found": 1972, "voters_took_part": 1972,
    "ballots_invalid": 84, "ballots_valid": 1888, "against_all": 1167,
}  # fmt: skip


def test_the_longest_words_still_stand_on_one_sheet() -> None:
    values = tuple(
        replace(v, figure=LONGEST.get(v.cell, v.figure)) for v in a_paper_record().values
    )
    record = a_paper_record(values=values)
    pages = pages_text(printed(record).pdf)
    assert len(pages) == 2
    assert squeezed("төрт жүз сексен сегіз · четыреста восемьдесят восемь") in pages[0]
    assert list(overlaps(sheet_of(record).inked)) == []


def test_the_largest_figures_keep_clear_of_their_captions() -> None:
    values = tuple(replace(v, figure=9_999_999) for v in a_paper_record().values)
    record = a_paper_record(values=values)
    assert list(overlaps(sheet_of(record).inked)) == []
    assert off_the_page(sheet_of(record).inked) == []


def test_the_signature_page_carries_votes_and_the_first_page_the_recipients() -> None:
    pages = pages_text(printed(SHAPES["40 names, 11 members"]).pdf)
    assert squeezed("16.39") in pages[-1]
    assert squeezed("16.40") in pages[-1]
    assert squeezed("Подписи председателя и членов") in pages[-1]
    assert squeezed("Присутствовали при подсчёте") in pages[0]
    assert all(f"6.{i}" in pages[0] for i in range(1, 6))


def test_same_input_same_bytes_and_another_input_others() -> None:
    first, second = printed(a_paper_record()), printed(a_paper_record())
    assert first == second
    assert printed(a_paper_record(complaints=1)).pdf != first.pdf


def test_the_checks_can_be_added_up_without_the_program() -> None:
    text = whole_text(printed(a_paper_record()).pdf)
    assert squeezed("5 = 6 + 7 + 8 + 9: 1210 = 784 + 3 + 423 + 0") in text
    assert squeezed("15 = 16.1 + … + 16.7 + 17: 749 = 401 + 88 + 62 + 52 + 17 + 64 + 37") in text
    many = whole_text(printed(a_paper_record(options=40)).pdf)
    assert squeezed("15 = 16.1 + … + 16.40 + 17: 749 = 293 + 456") in many


def test_not_applicable_is_said_and_zero_is_printed() -> None:
    values = tuple(
        Value(v.cell, NA if v.cell == "voters_by_certificate" else v.figure, Source.COUNTED)
        for v in a_paper_record().values
    )
    text = whole_text(printed(a_paper_record(values=values)).pdf)
    row = "из них по открепительным удостоверениям – қолданылмайды · не применяется"
    assert squeezed(row) in text
    assert squeezed("Число утраченных бюллетеней 0 нөл ноль") in text


def test_zero_votes_for_all() -> None:
    record = a_paper_record()
    values = tuple(
        replace(v, figure=0) if v.cell.startswith(("votes.", "against", "ballots_v")) else v
        for v in record.values
    )
    text = whole_text(printed(replace(record, values=values)).pdf)
    assert squeezed("Партия «AMANAT» 0 нөл ноль") in text
    assert squeezed("15 = 16.1 + … + 16.7 + 17: 0 = 0 + 0 + 0 + 0 + 0 + 0 + 0 + 0") in text


def test_no_acts_no_explanations_is_said() -> None:
    text = whole_text(printed(a_paper_record(acts=(), explanations=())).pdf)
    assert squeezed("Актілер: жоқ. Түсіндірмелер: жоқ. Ерекше пікірлер: жоқ.") in text
    assert squeezed("Акты: нет. Объяснения: нет. Особые мнения: нет.") in text


def test_hostile_names_are_drawn_whole_and_stay_on_the_page() -> None:
    options = (NamedOption("p1", HOSTILE), NamedOption("p2", Wording.same("\U0001f600" * 50)))
    record = a_paper_record(
        options=2,
        region=HOSTILE,
        election_name=HOSTILE,
        ballot_name=HOSTILE,
        address=HOSTILE,
        explanations=(),
    )
    chair = Member("m1", HOSTILE.ru, Role.CHAIR)
    record = replace(record, options=options, members=(chair, *record.members[1:]))
    sheet, paper = sheet_of(record), printed(record)
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    assert set(paper.missing_glyphs) == missing(HOSTILE.kk + HOSTILE.ru)
    text = whole_text(paper.pdf)
    for code_point in ("1F600", "0627", "A66E", "0007", "202E"):
        assert code_point in text
    assert squeezed("Ұзынатау" * 60) in text


def test_a_text_longer_than_a_page_goes_on() -> None:
    sentence = "Ұзақ акт мәтіні, бірінен соң бірі. "
    acts = tuple(ActNote(n, NIGHT, ("A202",), Wording.same(sentence * 90)) for n in (1, 2, 3))
    record = a_paper_record(acts=acts)
    sheet = sheet_of(record)
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []
    assert [ink for ink in sheet.inked if ink.page > 1 and 17.0 < ink.top < 19.1] == []
    pages = pages_text(printed(record).pdf)
    assert ["".join(pages).count(word) for word in ("Ұзақ", "мәтіні,", "бірі.")] == [540] * 3
    assert squeezed("Подписи председателя и членов") in pages[-1]


def test_a_slot_for_each_signer_in_the_fixed_area() -> None:
    slots = printed(a_paper_record(), SIGNERS).slots
    assert [slot.field_name for slot in slots] == ["sig_m1", "sig_m3"]
    assert [slot.member.role for slot in slots] == [Role.CHAIR, Role.SECRETARY]
    left, bottom, right, top = slots[0].box
    assert (left, right) == pytest.approx((372.8, 552.8), abs=0.1)
    assert top == pytest.approx(163.0 + 7 * 27.2 - 2, abs=0.5)
    assert top - bottom == pytest.approx(27.2 - 4, abs=0.2)
    assert slots[1].box[3] < bottom
    area = signature_area(7)
    assert area == pytest.approx((372.8, 163.0, 552.8, 353.5), abs=0.1)
    assert all(area[0] <= s.box[0] and area[1] <= s.box[1] for s in slots)
    assert all(s.box[2] <= area[2] and s.box[3] <= area[3] for s in slots)


def test_nothing_is_printed_in_the_signature_area() -> None:
    for name in ("usual", "40 names, 11 members"):
        record = SHAPES[name]
        sheet = sheet_of(record)
        top = 239.5 - 9.6 * len(record.members)
        inside = [
            ink
            for ink in sheet.inked
            if ink.page == sheet.page and ink.right > 131.5 and top < ink.bottom < 239.5
        ]
        assert inside == []


def test_a_signer_from_elsewhere_is_refused() -> None:
    with pytest.raises(DocumentError) as refused:
        printed(a_paper_record(), (ExpectedSigner("m99", Role.CHAIR),))
    assert refused.value.reasons[0].key == "document.signer_unknown"


def test_without_a_seal_there_is_only_the_plain_code() -> None:
    record = a_paper_record()
    paper = render(
        record, a_form(), b"", (), sealed_text="", plain_text=PLAIN, record_json=record.to_json()
    )
    assert codes_of(paper.pdf, 150) == [{PLAIN}, {PLAIN}]
    assert squeezed("Кода для комиссии нет") in pages_text(paper.pdf)[0]
    with pikepdf.open(BytesIO(paper.pdf)) as pdf:
        assert list(pdf.attachments) == ["protocol.json"]


def test_the_record_and_its_seal_are_attached_as_data() -> None:
    record = a_paper_record()
    with pikepdf.open(BytesIO(printed(record).pdf)) as pdf:
        files = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
        assert files == {"protocol.json": record.to_json(), "protocol.seal": b"seal"}
        assert [item.AFRelationship for item in pdf.Root.AF] == [pikepdf.Name.Data] * 2


def test_the_structure_that_pdf_a_asks_for() -> None:
    with pikepdf.open(BytesIO(printed(a_paper_record()).pdf)) as pdf:
        root = pdf.Root
        assert b"<pdfaid:part>3</pdfaid:part>" in root.Metadata.read_bytes()
        assert root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
        assert (str(root.Lang), pdf.pdf_version) == ("kk-KZ", "1.7")
        assert "/ID" in pdf.trailer
        fonts = {
            str(font.BaseFont): "/FontFile2" in font.FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
        assert len(fonts) == 4
        assert all(fonts.values())
        assert all("Noto" in name for name in fonts)


def test_training_says_so_on_every_page_and_over_every_table() -> None:
    pages = pages_text(printed(SHAPES["training"]).pdf)
    assert len(pages) == 2
    for text in pages:
        assert text.count(squeezed("ЖАТТЫҒУ · УЧЕБНЫЙ РЕЖИМ")) >= 6
        assert squeezed("не настоящие выборы") in text
        assert "М.П." not in text
    assert "ЖАТТЫҒУ" not in whole_text(printed(a_paper_record()).pdf)


def test_a_later_version_names_the_one_it_replaces() -> None:
    pages = pages_text(printed(SHAPES["version 2"]).pdf)
    digits = f"{int('ab' * 32, 16) % 10**36:036d}"
    assert squeezed(f"Взамен версии 1 ({digits[:4]} {digits[4:8]} …)") in pages[0]
    assert squeezed("Основание: № 5 шешім") in pages[0]
    assert all(squeezed("№ 2 НҰСҚА · ВЕРСИЯ 2") in text for text in pages)
    assert squeezed("НҰСҚА · ВЕРСИЯ") not in whole_text(printed(a_paper_record()).pdf)


def test_the_renderer_names_layout_fonts_and_wording() -> None:
    assert printed(a_paper_record()).renderer == renderer_version()
    assert renderer_version().startswith("paper-1 ")
