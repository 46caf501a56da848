# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The table of contrasts, computed from the tokens and for any paper colour; the style sheet."""

import colorsys
import re

import pytest

from precinct_app.runtime import resources
from precinct_app.ui.theme import SIZES, TOKENS, Theme, contrast, paper, style_sheet

TEXTS = [("ink", "plane"), ("ink", "ground"), ("ink2", "plane"), ("ink2", "ground"), ("ink2", "sunk"),
         ("onact", "act"), ("onbar", "bar"), ("onbar2", "bar"), ("red", "plane"), ("onred", "redfill"),
         ("ochre", "plane"), ("green", "plane"), ("ink", "fill"), ("training", "plane"),
         ("bar", "sun"), ("ink", "sunk"), ("ink", "band"), ("ink2", "band")]  # fmt: skip
SHAPES = [
    ("edge", "plane"),
    ("edge", "ground"),
    ("ring", "fill"),
    ("node", "plane"),
    ("bars", "plane"),
]
PAPERS = ["2A66A8", "2F7A3B", "6F4BA5", "A85A0B", "A83A6C", "FFFFFF", "FFFF00", "000000", "00FF00",
          *(f"{int(r * 255):02X}{int(g * 255):02X}{int(b * 255):02X}"
            for r, g, b in (colorsys.hsv_to_rgb(h / 24, 0.7, 0.8) for h in range(24)))]  # fmt: skip


@pytest.mark.parametrize("theme", list(Theme))
def test_contrasts_of_the_tokens(theme: Theme) -> None:
    tokens = TOKENS[theme]
    assert [p for p in TEXTS if contrast(tokens[p[0]], tokens[p[1]]) < 4.5] == []
    assert [p for p in SHAPES if contrast(tokens[p[0]], tokens[p[1]]) < 3.0] == []
    if theme is not Theme.LIGHT:
        assert contrast(tokens["hatch_a"], tokens["hatch_b"]) >= 3.0
    focused = tokens["fill"] if theme is Theme.DARK else tokens["act"]
    assert contrast(tokens["sun"], focused) >= 3.0


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("rgb", PAPERS)
def test_any_paper_colour_keeps_words_and_numbers_readable(rgb: str, theme: Theme) -> None:
    tint, edge = paper(rgb, theme)
    tokens = TOKENS[theme]
    assert contrast(tokens["ink"], tint) >= 11
    assert contrast(tokens["onpaper"], edge) >= 5
    assert contrast(edge, tint) >= 4
    assert contrast(edge, tokens["plane"]) >= 3


def test_the_style_sheet_has_no_open_token_and_no_size_beside_the_scale() -> None:
    sheet = resources.read_text("style/desk.qss")
    sizes = {int(found) for found in re.findall(r"font-size: \[(\d+)\]px", sheet)}
    assert sizes <= {14, 16, 20, 24, 32, 40, 80}
    for theme in Theme:
        for percent in SIZES:
            made = style_sheet(theme, percent)
            assert not re.search(r"\{[a-z0-9_]+\}", made)
            assert not re.search(r"\[\d+\]", made)


def test_every_token_that_is_asked_for_is_in_every_theme() -> None:
    assert {frozenset(tokens) for tokens in TOKENS.values()} == {frozenset(TOKENS[Theme.LIGHT])}
