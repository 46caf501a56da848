# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every component in its states, light beside dark: ``python -m tests.ui.gallery OUT.png``."""

import sys
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.ui.application import prepare
from precinct_app.ui.frame.steps import StepState
from precinct_app.ui.look import Look
from precinct_app.ui.theme import Theme
from precinct_app.ui.widgets.ballot_band import BallotBand, BandWords
from precinct_app.ui.widgets.board import Board, BoardCell
from precinct_app.ui.widgets.count_edit import CountEdit
from precinct_app.ui.widgets.day_line import DayLine, DayStory
from precinct_app.ui.widgets.differing_figure import DifferingFigure
from precinct_app.ui.widgets.finding_card import GRADES, CardWords, FindingCard
from precinct_app.ui.widgets.hand_out import HandOut, SlipWords
from precinct_app.ui.widgets.hatch import HatchFrame
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.key_button import KeyButton
from precinct_app.ui.widgets.labels import column, label, row
from precinct_app.ui.widgets.lamp import Lamp
from precinct_app.ui.widgets.page_grid import GridRow, GridWords, PageGrid
from precinct_app.ui.widgets.pinned_sums import PinnedSums, SumWords
from precinct_app.ui.widgets.rung_row import Rung, RungRow
from precinct_app.ui.widgets.segments import Segments
from precinct_app.ui.widgets.verdict import Verdict
from precinct_app.ui.widgets.wizard_frame import StepDiscs

PAPERS = (("blue", "2A66A8"), ("green", "2F7A3B"), ("purple", "6F4BA5"), ("orange", "A85A0B"),
          ("pink", "A83A6C"))  # fmt: skip


class Half(QWidget):
    """One look, in a scope of its own."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(look.sheet())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(10)
        for part in (_cells(), _buttons(), _grades(), _bands(), _card(), _slips(), _rungs(), _board(),
                     _grid(), _day(), _verdicts(), _tape()):  # fmt: skip
            if isinstance(part, QLayout):
                layout.addLayout(part)
            else:
                layout.addWidget(part)


def gallery() -> QWidget:
    """Both halves."""
    whole = QWidget()
    layout = QHBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for theme in (Theme.LIGHT, Theme.DARK):
        layout.addWidget(Half(Look(theme)))
    return whole


def _cells() -> QGridLayout:
    grid = QGridLayout()
    for place, name in enumerate(("empty", "entered", "n/a", "fixed", "failing", "passed")):
        edit = CountEdit(name, name)
        figures: dict[str, Figure] = {"entered": 318, "fixed": 1854, "failing": 653, "n/a": NA}
        figure = figures.get(name)
        edit.show_figure(figure)
        edit.set_state(name if name in {"failing", "fixed", "passed"} else "")
        grid.addLayout(column(edit, label(name, "small")), 0, place)
    grid.addLayout(column(DifferingFigure("110", "101"), label("differs", "small")), 0, 6)
    return grid


def _buttons() -> QHBoxLayout:
    closed = KeyButton("Closed")
    closed.close_because("Still closed, because 2 cells are empty")
    choices = Segments([("1", "One"), ("2", "Two")], "Choice")
    return row(
        KeyButton("Main", "Enter", main=True), KeyButton("Second", "F9"), KeyButton("Quiet", quiet=True),
        closed, choices, 1,
    )  # fmt: skip


def _grades() -> QHBoxLayout:
    parts: list[QWidget | int] = []
    for grade, (icon, tone, role) in GRADES.items():
        parts += [Icon(icon, tone), label(grade, role)]
    for state in ("good", "attention"):
        lamp = Lamp()
        lamp.show_lamp(state, f"Stick {state}", "written and checked")
        parts.append(lamp)
    return row(*parts, 1)


def _bands() -> QWidget:
    band = BallotBand()
    guards = (("First line", "AMANAT"), ("Lines", "8"), ("Paper", "blue"))
    band.show_words(
        BandWords(
            1, "2A66A8", "Мәжіліс: партиялық тізім", "Мажилис", guards, "First entry", "A. B."
        )
    )
    return band


def _card() -> QHBoxLayout:
    card = FindingCard()
    card.show_words(
        CardWords("error", "Қате", "E306", "Сандар сәйкес келмейді",
                  (("14–21-жолдардың қосындысы", "1 194"), ("13-жол", "1 176")), ("Айырмасы", "18"),
                  ("Алдымен қайта санаңыз", "14-жол: AMANAT бумасы"),
                  ["14-жол: <b>653</b> емес, <b>635</b> болуы мүмкін"], "Сонда сәйкес келеді.",
                  "14-жолға өту", "Тағы 2")
    )  # fmt: skip
    sums = PinnedSums()
    sums.show_sums(
        SumWords("Қосынды", "13-жол", "Сумма", "", "айырмасы"), 1194, 1176, complete=True
    )
    discs = StepDiscs()
    discs.show_steps(["File", "Columns", "Rows", "Import"], 1)
    both = row(card, column(sums, discs, 1), spacing=16)
    both.setStretch(0, 1)
    both.setStretch(1, 1)
    return both


def _slips() -> QVBoxLayout:
    give, refuse = HandOut(give=True), HandOut(give=False)
    slips = [SlipWords(rgb, f"{n}. {name}", ("party list", f"{name} paper"))
             for n, (name, rgb) in enumerate(PAPERS, 1)]  # fmt: skip
    give.show_slips("беріңіз", "бюллетень: 2", slips[:2])
    refuse.show_slips("бермеңіз", "бюллетень: 3", slips[2:])
    return column(give, refuse, spacing=8)


def _rungs() -> QVBoxLayout:
    rungs = []
    done = Rung("2", StepState.DONE, "Қолтаңбалар", "төраға 01:06", "Көру")
    following = Rung(
        "3", StepState.WORKING, "Басып шығару", "5 хаттама", "Басып шығару", "Принтер жоқ"
    )
    for rung in (done, following):
        line = RungRow()
        line.show_rung(rung)
        rungs.append(line)
    return column(*rungs)


def _board() -> QWidget:
    board = Board()
    states = (("accepted",) * 5, ("compare", "accepted", "compare", "accepted", "accepted"),
              ("missing",) * 5, ("accepted", "accepted", "returned", "accepted", "missing"))  # fmt: skip
    board.show_cells([BoardCell(n, states[n % 4], f"No {n}") for n in range(1, 25)], "Precincts")
    board.choose(6)
    board.setFixedHeight(72)
    return board


def _grid() -> QWidget:
    grid = PageGrid()
    words = GridWords("Үстел", "Тізім беті", "Қолтаңба", "айырмасы",
                      tuple((n, rgb) for n, (_, rgb) in enumerate(PAPERS, 1)))  # fmt: skip
    rows = (GridRow("1-үстел", "Жүнісов Е. Қ.", 4, {1: 10, 2: 16, 3: 10, 4: 14}, (0, 0, 0, -1, 0)),
            GridRow("2-үстел", "Мұқанова Г. С.", 4, {1: 13, 3: 14}, (None,) * 5))  # fmt: skip
    grid.show_rows(rows, words)
    grid.go(1, 4)
    return grid


def _day() -> QWidget:
    line = DayLine()
    day = datetime(2023, 3, 19)  # noqa: DTZ001  local wall time
    reports = [(day.replace(hour=h), n) for h, n in ((10, 268), (12, 601), (14, 862), (18, 1131))]
    line.show_story(DayStory(day.replace(hour=7), day.replace(hour=20), day.replace(day=20, hour=8),
                             day.replace(hour=20, minute=4), reports, (), 1842, "тізімде", "дауыс беру",
                             "санау"))  # fmt: skip
    line.setFixedHeight(190)
    return line


def _verdicts() -> QHBoxLayout:
    parts = []
    for verdict in ("accepted", "compare", "returned", "waiting"):
        one = Verdict()
        one.show_verdict(verdict, verdict, "4 figures equal, 04:10")
        parts.append(one)
    return row(*parts, spacing=16)


def _tape() -> QWidget:
    tape = HatchFrame(8)
    tape.setFixedHeight(40)
    return tape


def main(out: str) -> None:
    """Write the picture."""
    application = QApplication(sys.argv[:1])
    prepare(application)
    whole = gallery()
    whole.resize(1900, 1500)
    whole.show()
    application.processEvents()
    whole.grab().save(out)


if __name__ == "__main__":
    main(sys.argv[1])
