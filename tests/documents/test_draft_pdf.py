# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
import re

import pytest

from precinct_app.documents.draft_pdf import draw, render_draft
from precinct_app.domain.canonical import control_number
from precinct_app.domain.election import Mode
from precinct_app.domain.protocol.record import ProtocolRecord
from tests.builders import NIGHT
from tests.documents.papers import a_form, a_paper_record, both
from tests.documents.reading import (
    codes_of,
    off_the_page,
    overlaps,
    pages_text,
    squeezed,
    whole_text,
)

REMAINING = (
    (both("Акт № 4: жетпейтін қолтаңбалар", "Акт № 4: недостающие подписи"), 4),
    (both("Қол қоюшылар құрамы бекітілмеген", "Состав подписывающих не утверждён"), 0),
)


def drawn(record: ProtocolRecord) -> bytes:
    return render_draft(record, a_form(), REMAINING, NIGHT).pdf


def test_a_draft_holds_nothing_to_sign_and_nothing_to_scan() -> None:
    record = a_paper_record()
    text = whole_text(drawn(record))
    signing = ("Подписи председателя", "электронная цифровая подпись", "М.П.", "подтверждаем")
    assert [words for words in signing if squeezed(words) in text] == []
    number = control_number(record.to_json())
    assert not any(number[start : start + 12] in text for start in (0, 12, 24))
    assert re.search(r"Контрольныйномер(жоқ·нет)", text)
    assert codes_of(drawn(record), 200) == [set(), set()]


def test_every_page_says_draft_three_times_a_side() -> None:
    for text in pages_text(drawn(a_paper_record())):
        assert text.count(squeezed("ЖОБА · ЧЕРНОВИК")) == 6
        assert squeezed("Только для сверки") in text
        assert squeezed("Кода нет: черновик") in text


def test_the_first_page_says_that_it_is_no_protocol_and_when_it_was_printed() -> None:
    text = pages_text(drawn(a_paper_record()))[0]
    assert squeezed("хаттама болып табылмайды не является протоколом") in text
    assert squeezed("Напечатано: 19.03.2023, 20:10:00") in text
    assert "ПРОТОКОЛОРЕЗУЛЬТАТАХ" not in text


def test_what_remains_is_listed_with_its_number() -> None:
    text = whole_text(drawn(a_paper_record()))
    assert squeezed("Акт № 4: жетпейтін қолтаңбалар Акт № 4: недостающие подписи 4") in text
    assert squeezed("Состав подписывающих не утверждён") in text
    nothing = whole_text(render_draft(a_paper_record(), a_form(), ()).pdf)
    assert squeezed("Ештеңе қалмады Ничего не осталось") in nothing


def test_a_draft_shows_figures_without_words_and_empty_cells_as_dashes() -> None:
    record = a_paper_record()
    kept = tuple(v for v in record.values if v.cell != "ballots_lost")
    text = whole_text(drawn(a_paper_record(values=kept)))
    assert squeezed("Общее число избирателей в списке 1202") in text
    assert squeezed("одна тысяча двести два") not in text
    assert squeezed("Число утраченных бюллетеней –") in text
    assert squeezed("5 = 6 + 7") not in text


def test_a_relation_that_does_not_hold_shows_both_sums() -> None:
    values = list(a_paper_record().values)
    place = [v.cell for v in values].index("found_mobile")
    values[place] = type(values[place])("found_mobile", 41, values[place].source)
    text = whole_text(drawn(a_paper_record(values=tuple(values))))
    assert squeezed("12 = 10 + 11: 783; 41 + 743 = 784") in text


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("options", [1, 7, 40])
def test_nothing_leaves_the_page_and_nothing_overlaps(mode: Mode, options: int) -> None:
    sheet = draw(a_paper_record(options=options, mode=mode), a_form(), REMAINING, NIGHT)
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []


def test_a_training_draft_is_marked_as_both() -> None:
    text = pages_text(drawn(a_paper_record(mode=Mode.TRAINING)))[0]
    assert squeezed("ЖОБА · ЧЕРНОВИК") in text
    assert squeezed("ЖАТТЫҒУ · УЧЕБНЫЙ РЕЖИМ") in text


def test_same_input_same_bytes() -> None:
    assert drawn(a_paper_record()) == drawn(a_paper_record())
