# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from dataclasses import replace

from precinct_app.documents.changes_pdf import Version, draw, render_changes
from precinct_app.domain.canonical import control_number, groups_of_four
from precinct_app.domain.papers.changes import GivenCopy
from precinct_app.domain.protocol.sheet import NA, Figure
from tests.builders import NIGHT
from tests.documents.papers import PLAIN, SEALED, a_form, a_paper_record, both
from tests.documents.reading import codes_of, off_the_page, overlaps, squeezed, whole_text

OLD = a_paper_record()
CHANGED: dict[str, Figure] = {"votes.p2": 90, "votes.p6": 62, "voters_by_certificate": NA}
NEW = replace(
    OLD,
    version=2,
    previous="ab" * 32,
    reason="№ 5 шешім",
    values=tuple(replace(v, figure=CHANGED.get(v.cell, v.figure)) for v in OLD.values),
)
COPIES = (
    GivenCopy(0, both("учаскеде ілінген", "вывешена на участке"), NIGHT),
    GivenCopy(3, both("байқаушы", "наблюдатель"), NIGHT),
)
VERSIONS = Version(NEW, NEW.to_json()), Version(OLD, OLD.to_json())


def drawn() -> bytes:
    return render_changes(
        *VERSIONS, a_form(), sealed_text=SEALED, plain_text=PLAIN, copies=COPIES
    )  # fmt: skip


def test_each_changed_line_with_old_new_difference_and_words() -> None:
    text = whole_text(drawn())
    assert squeezed("Было: восемьдесят восемь. Стало: девяносто. 88 90 +2") in text
    assert squeezed("Было: шестьдесят четыре. Стало: шестьдесят два. 64 62 –2") in text
    assert squeezed("Стало: не применяется. 4 – —") in text
    assert squeezed("Строк без изменений: 25") in text
    assert squeezed("Партия «AMANAT»") not in text


def test_both_versions_stand_with_their_control_numbers() -> None:
    text = whole_text(drawn())
    for version in VERSIONS:
        for group in groups_of_four(control_number(version.record_json)):
            assert group in text
    assert squeezed("Версия 1: не действует") in text
    assert squeezed("Версия 2: действует") in text
    assert squeezed("15 = 16.1 + … + 16.7 + 17: 749 = 401 + 90 + 62 + 52 + 17 + 62") in text


def test_copies_are_listed_and_both_codes_are_the_new_versions() -> None:
    text = whole_text(drawn())
    assert squeezed("№ 3 байқаушы · наблюдатель 20:10") in text
    assert codes_of(drawn(), 150) == [{SEALED, PLAIN}]


def test_nothing_leaves_the_page_and_nothing_overlaps() -> None:
    sheet = draw(*VERSIONS, a_form(), sealed_text=SEALED, plain_text=PLAIN, copies=COPIES * 20)
    assert sheet.page > 1
    assert off_the_page(sheet.inked) == []
    assert list(overlaps(sheet.inked)) == []


def test_same_input_same_bytes() -> None:
    assert drawn() == drawn()
