# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The grid of printed papers: millimetres from the top left, sizes in points."""

from precinct_app.documents.fonts import Face
from precinct_app.documents.layout import Style

LEFT, RIGHT = 15.0, 195.0
CAPTION_LEFT, CAPTION_MEASURE = 25.0, 86.0
OF_WHICH = 4.0
"""How much further in an of-which line stands."""
FIGURE_RIGHT = 126.5
WORDS_LEFT, WORDS_MEASURE = 131.5, 63.5
HALF, SECOND_HALF = 86.0, 109.0
"""Width of each half of prose, and where the second begins."""
HAND_LEFT = 84.0
FIRST_INK = 10.0
FIRST_BODY, NEXT_BODY, BODY_END = 26.6, 19.0, 239.5
STRIP_TOP = 242.5

LINE = 3.5
"""From baseline to baseline in tables."""
PROSE_LINE = 3.15
PADS = (1.6, 1.4, 1.2)
"""What a row has beside its lines; rows give of it before a page is added."""
MEMBER_ROW = 3.75
SIGNATURE_ROW, SIGNATURE_HEAD = 9.6, 9.2
SECTION_HEAD = 9.3
TAPE = 2.2

CAPTION = Style(Face.REGULAR, 8.4)
WORDS = Style(Face.MEDIUM, 8.0)
FIGURE = Style(Face.BOLD, 13.5)
HEAD = Style(Face.BOLD, 8.2)
COLUMN = Style(Face.REGULAR, 6.8)
PROSE = Style(Face.REGULAR, 7.5)
SMALL = Style(Face.REGULAR, 7.0)
SMALL_MEDIUM = Style(Face.MEDIUM, 7.0)
SMALL_BOLD = Style(Face.BOLD, 7.0)
SMALLEST = Style(Face.REGULAR, 6.6)
TITLE = Style(Face.SERIF, 10.8)
MEMBER_FIGURE = Style(Face.BOLD, 9.0)
MEMBER_SIZES = (7.4, 7.1, 6.8)
CONTROL_NUMBER = Style(Face.BOLD, 11.5)
