# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A certified copy: the original's pages and codes, who signed it, room to certify."""

from dataclasses import replace
from datetime import timedelta

from precinct_app.documents.copy_pdf import draw, render_copy
from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.election import Mode
from precinct_app.domain.papers.copies import ProtocolCopy, SignedOriginal
from tests.builders import NIGHT
from tests.documents.papers import PLAIN, SEALED, a_form, a_paper_record, both
from tests.documents.reading import codes_of, off_the_page, overlaps, squeezed, whole_text

RECORD = a_paper_record()
MEMBERS = [member.member_id for member in RECORD.members]
SIGNED = (
    SignedOriginal(MEMBERS[0], by_hand=True, digitally=NIGHT),
    SignedOriginal(MEMBERS[1], by_hand=False, digitally=None),
    SignedOriginal(MEMBERS[2], by_hand=None, digitally=NIGHT + timedelta(minutes=2)),
    SignedOriginal(MEMBERS[3], by_hand=False, digitally=None, refused=True),
)
COPY = ProtocolCopy(3, both("байқаушыға", "наблюдателю"), NIGHT + timedelta(hours=1), SIGNED)
POSTED = ProtocolCopy(0, both("учаскеде ілінген", "вывешена на участке"), NIGHT, SIGNED)


def drawn(copy: ProtocolCopy = COPY) -> bytes:
    return render_copy(RECORD, a_form(), copy, sealed_text=SEALED, plain_text=PLAIN)


def test_it_says_that_it_is_a_copy_and_which_on_every_page() -> None:
    text = whole_text(drawn())
    assert text.count(squeezed("№ 3 көшірме · копия № 3")) == 2
    assert squeezed("КӨШІРМЕ ДҰРЫС КОПИЯ ВЕРНА") in text
    assert squeezed("Выдана: наблюдателю, 19.03.2023") in text
    posted = whole_text(drawn(POSTED))
    assert squeezed("ілінген көшірме · вывешенная копия") in posted
    assert squeezed("№ 0") not in posted


def test_it_says_who_signed_the_original_and_has_no_place_to_sign_it() -> None:
    text = whole_text(drawn())
    assert text.count(squeezed("қойылды · поставлена:")) == 2
    assert text.count(squeezed("қойылды · поставлена")) == 3
    assert squeezed("қол қоюдан бас тартты · от подписи отказался") in text
    assert squeezed("Подлинник подписали") in text


def test_codes_control_number_and_figures_are_the_originals() -> None:
    pdf, text = drawn(), whole_text(drawn())
    assert codes_of(pdf, 150) == [{SEALED, PLAIN}] * 2
    for group in groups_of_four(control_number(RECORD.to_json())):
        assert text.count(group) == 2
    assert drawn() == pdf


def test_nothing_leaves_the_page_and_nothing_overlaps() -> None:
    for copy in (COPY, POSTED):
        sheet = draw(RECORD, a_form(), copy, sealed_text=SEALED, plain_text=PLAIN)
        assert list(overlaps(sheet.inked)) == []
        assert list(off_the_page(sheet.inked)) == []


def test_in_training_the_tab_takes_the_place_of_words_on_the_tape() -> None:
    """Both at once stood on each other: as many words fewer as there are tabs, on every page."""
    record = replace(RECORD, mode=Mode.TRAINING)
    copy = whole_text(render_copy(record, a_form(), COPY, sealed_text=SEALED, plain_text=PLAIN))
    tape = squeezed("ЖАТТЫҒУ · УЧЕБНЫЙ РЕЖИМ")
    tabs = copy.count(squeezed("№ 3 КӨШІРМЕ · КОПИЯ № 3"))
    assert tabs >= 2
    assert copy.count(tape) == tabs * 5
