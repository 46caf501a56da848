# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Colours by name in light, dark and training, paper colours, and the style sheet made of them."""

import re
from collections.abc import Callable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from enum import StrEnum
from functools import lru_cache

from precinct_app.runtime import resources


class Theme(StrEnum):
    """How the window looks."""

    LIGHT = "light"
    TRAINING = "training"
    DARK = "dark"


_LIGHT = {
    "ground": "#E9EDF0", "plane": "#FFFFFF", "sunk": "#F3F5F7", "ink": "#15202B", "ink2": "#4A5864",
    "line": "#CBD3DA", "edge": "#75838F", "act": "#173F67", "onact": "#FFFFFF", "bar": "#102A43",
    "onbar": "#FFFFFF", "onbar2": "#B9C7D4", "fill": "#FFEFA0", "ring": "#15202B", "sun": "#FFD028",
    "red": "#B42318", "redfill": "#B42318", "onred": "#FFFFFF", "ochre": "#8A5300",
    "green": "#1F6B3B", "hatch_a": "#00656E", "hatch_b": "#CFE6E5", "training": "#004E55",
    "node": "#3F566B", "band": "#D5DEE6", "bars": "#5A738C", "onpaper": "#FFFFFF",
}  # fmt: skip
TOKENS: Mapping[Theme, Mapping[str, str]] = {
    Theme.LIGHT: _LIGHT,
    Theme.TRAINING: _LIGHT
    | {"ground": "#DFEBEA", "bar": "#004E55", "onbar2": "#BFDDDE"},
    Theme.DARK: {
        "ground": "#0E1318", "plane": "#182028", "sunk": "#131A21", "ink": "#EDF1F4",
        "ink2": "#B1BDC8", "line": "#33404C", "edge": "#788896", "act": "#A9CCF0",
        "onact": "#0E1A26", "bar": "#060A0E", "onbar": "#FFFFFF", "onbar2": "#B1BDC8",
        "fill": "#4A3F00", "ring": "#FFD028", "sun": "#FFD028", "red": "#FF8B80",
        "redfill": "#A02A20", "onred": "#FFFFFF", "ochre": "#F0B54A", "green": "#7FD09A",
        "hatch_a": "#2E9AA4", "hatch_b": "#0B3438", "training": "#7FD6DE",
        "node": "#B1BDC8", "band": "#2B3945", "bars": "#8FA9C2", "onpaper": "#0E1318",
    },
}  # fmt: skip
"""Values of the look; a test computes their contrasts."""

Rgb = tuple[float, float, float]
SIZES = (100, 125, 150, 200)
"""Type sizes in percent."""

_PAPER = {Theme.LIGHT: (0.745, 0.13), Theme.TRAINING: (0.745, 0.13), Theme.DARK: (0.03, 0.363)}
"""Luminance of a paper's tint and edge: what keeps every package's colours readable."""
_GREY = 0.1


@lru_cache(maxsize=16)
def style_sheet(theme: Theme, percent: int) -> str:
    """The style sheet with a theme's colours and type of a size."""
    text = resources.read_text("style/desk.qss")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for name, colour in TOKENS[theme].items():
        text = text.replace(f"{{{name}}}", colour)
    return re.sub(r"\[(\d+)\]px", lambda m: f"{int(m[1]) * percent // 100}px", text)


@lru_cache(maxsize=64)
def paper(rgb: str, theme: Theme) -> tuple[str, str]:
    """Tint and edge of a ballot's paper: the package's hue at our lightnesses."""
    parts = [int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    hue, _, saturation = rgb_to_hls(parts[0], parts[1], parts[2])
    strong = 0.0 if saturation < _GREY else min(0.9, max(0.42, saturation))
    tint, edge = _PAPER[theme]
    full = _of_luminance(lambda light: hls_to_rgb(hue, light, strong), edge)
    vivid = _of_luminance(lambda light: hls_to_rgb(hue, light, 1.5 * min(strong, 0.5)), tint)
    pale = _of_luminance(lambda part: _washed(full, theme, part), tint)
    return _hex(_between(vivid, pale)), _hex(full)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2, 1 to 21)."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _of_luminance(made: Callable[[float], Rgb], wanted: float) -> Rgb:
    """The colour of a luminance on a way from dark (0) to light (1)."""
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if _luminance(_hex(made(middle))) < wanted else (low, middle)
    return made((low + high) / 2)


def _washed(colour: Rgb, theme: Theme, light: float) -> Rgb:
    """A colour washed out with black in the dark, with white in the light."""
    if theme is Theme.DARK:
        return _between((0.0, 0.0, 0.0), colour, light)
    return _between(colour, (1.0, 1.0, 1.0), light)


def _between(one: Rgb, other: Rgb, part: float = 0.5) -> Rgb:
    red, green, blue = (a + (b - a) * part for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _hex(parts: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
