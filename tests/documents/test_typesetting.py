# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.documents.fonts import Face
from precinct_app.documents.typesetting import (
    NBSP,
    Span,
    filled,
    hold_together,
    line_width,
    shortened,
    shortened_inside,
    wrap,
    wrap_text,
)

SENTENCE = "Приложение [NN] к постановлению Центральной избирательной комиссии № 18/672"


def plain(line: tuple[Span, ...]) -> str:
    return "".join(span.text for span in line)


def test_lines_are_balanced_and_keep_their_number() -> None:
    lines = wrap_text(SENTENCE, Face.REGULAR, 7.5, 86)
    widths = [line_width(line, 7.5) for line in lines]
    assert len(lines) == 2
    assert max(widths) < 66  # greedy filling would give a line of 80 mm and a short one
    assert " ".join(plain(line) for line in lines).replace(NBSP, " ") == SENTENCE


def test_a_number_sign_and_initials_are_held() -> None:
    assert hold_together("акт № 4: Шмидт В. А.") == f"акт №{NBSP}4: Шмидт{NBSP}В.{NBSP}А."


def test_values_of_a_sentence_are_set_heavier() -> None:
    spans = filled("Акт № {number}, {time}.", {"number": 4, "time": "20:58"})
    assert [(s.text, s.face) for s in spans] == [
        ("Акт № ", Face.REGULAR),
        ("4", Face.MEDIUM),
        (", ", Face.REGULAR),
        ("20:58", Face.MEDIUM),
        (".", Face.REGULAR),
    ]
    assert plain(wrap(spans, 7.5, 86)[0]) == f"Акт №{NBSP}4, 20:58."


def test_running_lines_are_shortened_where_they_may_be() -> None:
    assert shortened(SENTENCE, Face.REGULAR, 7, 200) == SENTENCE
    assert shortened(SENTENCE, Face.REGULAR, 7, 30).endswith("…")
    assert shortened_inside(SENTENCE, Face.REGULAR, 7, 60).endswith(f"№{NBSP}18/672")
    for fitted in (shortened, shortened_inside):
        assert line_width((Span(fitted(SENTENCE, Face.REGULAR, 7, 40)),), 7) <= 40


@given(st.text(max_size=200), st.sampled_from(list(Face)))
def test_whatever_is_written_stays_in_its_measure_and_nothing_is_lost(
    text: str, face: Face
) -> None:
    lines = wrap_text(text, face, 8.4, 25)
    assert all(line_width(line, 8.4) <= 25.1 for line in lines)
    told = "".join(plain(line) for line in lines)
    assert told.replace(" ", "").replace(NBSP, "") == text.replace(" ", "").replace(NBSP, "")
