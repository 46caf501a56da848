# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from reportlab.pdfbase.pdfmetrics import stringWidth

from precinct_app.documents.fonts import Face, missing, pieces, register, width
from precinct_app.runtime import resources

ROOT = Path(__file__).parents[2]
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
HOSTILE = (
    "a\u0000\u001f\u0085\u00ad\u200b\u202e\u2028\ue000\ufffe\u0627\ua66e\U0001f600\u2212\u2713"
)


@pytest.mark.parametrize("face", list(Face))
def test_every_face_has_kazakh_russian_and_the_marks_of_paper(face: Face) -> None:
    wanted = KAZAKH + "АБЯабяЁё№«»—–…·×₸\u00a0\u2009\u202f0123456789"
    assert [piece for piece in pieces(wanted, face) if piece.framed or piece.face is not face] == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_sentence_of_paper_needs_a_missing_character(language: str) -> None:
    file = ROOT / "translations" / language / "LC_MESSAGES" / "documents.po"
    with file.open("rb") as po:
        said = {str(message.id): str(message.string) for message in read_po(po) if message.id}
    assert len(said) > 80
    assert {key: missing(text) for key, text in said.items() if missing(text)} == {}


def test_no_form_needs_a_missing_character() -> None:
    texts = {n: resources.read_text(f"forms/{n}.toml") for n in resources.names("forms", ".toml")}
    assert {n: missing(t.replace("\n", "")) for n, t in texts.items() if missing(t) - {"\n"}} == {}


def test_nothing_is_dropped_of_a_hostile_text() -> None:
    for face in Face:
        told = [p.text if not p.framed else chr(int(p.text, 16)) for p in pieces(HOSTILE, face)]
        assert "".join(told) == HOSTILE
        assert [p.framed for p in pieces(HOSTILE, face)] == [False] + [True] * (len(HOSTILE) - 1)
    assert missing(HOSTILE) == frozenset(HOSTILE[1:])


def test_a_framed_code_point_takes_room() -> None:
    plain = width("ab", Face.REGULAR, 10)
    assert width("a\u0627b", Face.REGULAR, 10) > plain + 10


@pytest.mark.parametrize("face", list(Face))
def test_widths_are_reportlabs(face: Face) -> None:
    register()
    text = f"{KAZAKH} № 214 · протокол"
    assert width(text, face, 8.4) == pytest.approx(stringWidth(text, face.value, 8.4))


def test_digits_are_of_equal_width() -> None:
    assert {width(digit, face, 10) for digit in "0123456789" for face in (Face.BOLD,)} == {
        width("0", Face.BOLD, 10)
    }
