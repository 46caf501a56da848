# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Numbers of several ballots in one form: a column a ballot in its colour, a row a kind of number."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy

from precinct_app.domain.election import Ballot
from precinct_app.ui.look import look_of
from precinct_app.ui.widgets.ballot_mark import BallotMark
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.digit_edit import DigitEdit
from precinct_app.ui.widgets.labels import label, set_role

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEAST = 44


class CountTable(QFrame):
    """Typed rows between fixed ones; cells are named by row and place, and Enter leads down a ballot."""

    def __init__(
        self, typed: Sequence[str], *, above: Sequence[str] = (), below: Sequence[str] = (),
        places: int = 5,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("plain")
        self.rows = [*above, *typed, *below]
        self.places = places
        self.cells: dict[str, DigitEdit] = {
            f"{name}{place}": DigitEdit("", (5,))
            for place in range(1, places + 1)
            for name in typed
        }
        for cell in self.cells.values():
            cell.setAlignment(_RIGHT)
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fixed: dict[str, QLabel] = {
            f"{name}{place}": label("", "plain20")
            for name in (*above, *below)
            for place in range(1, places + 1)
        }
        self.names = {name: label("", "second", wrap=True) for name in self.rows}
        self.marks: list[BallotMark] = []
        self.ballots: tuple[Ballot, ...] = ()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(6)
        self.grid.setVerticalSpacing(4)
        self._place()

    def show_ballots(self, ballots: Sequence[Ballot]) -> None:
        """The precinct's ballots; columns that it has not are not there."""
        if tuple(ballots) != self.ballots:
            self.ballots = tuple(ballots)
            for mark in self.marks:
                self.grid.removeWidget(mark)
                mark.deleteLater()
            self.marks = [BallotMark(b.number, b.colour.rgb, size=24) for b in ballots]
        for key, widget in (*self.cells.items(), *self.fixed.items()):
            widget.setVisible(int(key[-1]) <= len(ballots))
        self._place()

    def say(self, names: Mapping[str, str]) -> None:
        """Name the rows; each cell is told with its ballot."""
        for name, told in names.items():
            self.names[name].setText(told)
            for place, ballot in enumerate(self.ballots, start=1):
                if cell := self.cells.get(f"{name}{place}"):
                    cell.setAccessibleName(f"{told}: {ballot.number}")

    def show_fixed(self, name: str, figures: Sequence[int | None], *, wrong: bool = False) -> None:
        """Figures of a fixed row; where they must be 0, others are red."""
        for place, figure in enumerate(figures, start=1):
            one = self.fixed[f"{name}{place}"]
            sign = "–" if figure is not None and figure < 0 else ""
            one.setText("" if figure is None else f"{sign}{grouped(abs(figure))}")
            set_role(one, "red20" if wrong and figure else "plain20")

    def number(self, name: str, place: int) -> int:
        """What a cell holds; 0 when it is empty."""
        return int(self.cells[f"{name}{place}"].digits() or 0)

    def relook(self) -> None:
        """Names go above their row where type is large."""
        self._place()

    def _place(self) -> None:
        """Each widget at its place; cells are as wide as there is room."""
        for cell in self.cells.values():
            cell.setMinimumWidth(look_of(self).px(_LEAST))
        large = look_of(self).is_large
        first = 0 if large else 1
        for place, mark in enumerate(self.marks):
            self.grid.addWidget(mark, 0, place + first, _RIGHT)
        for line, name in enumerate(self.rows):
            at = 1 + (2 * line if large else line)
            span = self.places if large else 1
            self.grid.addWidget(self.names[name], at, 0, 1, span)
            for place in range(1, self.places + 1):
                key = f"{name}{place}"
                widget = self.cells.get(key) or self.fixed[key]
                if isinstance(widget, QLabel):
                    widget.setAlignment(_RIGHT)
                self.grid.addWidget(widget, at + large, place - 1 + first)
        for column in range(self.places + 1):
            last = column == self.places and large
            self.grid.setColumnStretch(column, 0 if last else 2 if column == first - 1 else 1)
