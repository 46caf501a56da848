# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Figures of checked protocols as a sheet, and checks by name with what is wrong under each."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from precinct_app.domain.canonical import groups_of_four
from precinct_app.domain.election import Ballot, Election
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence, text
from precinct_app.services.ports import Check
from precinct_app.services.verdict import CheckedProtocol
from precinct_app.ui.widgets.ballot_mark import BallotMark
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.icon import Icon
from precinct_app.ui.widgets.labels import column, frame, label, row

_MARKS = {True: ("tick", "green"), False: ("wrong", "red"), None: ("notice", "ochre")}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def protocols_view(
    protocols: Sequence[CheckedProtocol], election: Election | None, language: Language
) -> QWidget:
    """Every protocol of the file, one below the other."""
    view = frame("plain")
    stack = QVBoxLayout(view)
    stack.setContentsMargins(0, 0, 0, 0)
    for protocol in protocols:
        stack.addWidget(_sheet(protocol, election, language))
    stack.addStretch(1)
    return view


def checks_view(checks: Sequence[Check], language: Language) -> QWidget:
    """Each check with its sign; a quiet line says why, where there is something to say."""
    view = frame("plain")
    stack = QVBoxLayout(view)
    stack.setContentsMargins(20, 12, 20, 12)
    stack.setSpacing(10)
    stack.addWidget(label(text("file.checks", language, count=len(checks)), "strong"))
    for check in checks:
        said = [label(text(f"check.{check.name}", language), wrap=True)]
        if check.reason is not None:
            said.append(label(sentence(check.reason, language), "second", wrap=True))
        line = row(Icon(*_MARKS[check.good], 20), column(*said, spacing=0), spacing=12)
        line.setStretch(1, 1)
        stack.addLayout(line)
    stack.addStretch(1)
    return view


def _sheet(protocol: CheckedProtocol, election: Election | None, language: Language) -> QFrame:
    """Official number, caption and figure, as on the paper."""
    record, box = protocol.record, frame("plain")
    grid = QGridLayout(box)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.addLayout(_head(protocol, election, language), 0, 0, 1, 3)
    values = [v for v in record.values if v.cell.startswith("votes.") or "." not in v.cell]
    for line, value in enumerate(values, start=1):
        caption = protocol.captions.get(value.cell)
        told = caption.in_(language) if caption else value.cell
        official, _, words = told.rpartition("  ")
        figure = "n/a" if value.figure is NA else grouped(int(value.figure))
        digits = label(figure, "plain20")
        digits.setAlignment(_RIGHT)
        number = label(official.strip(), "second")
        number.setAlignment(_RIGHT)
        for place, part in enumerate((number, label(words, wrap=True), digits)):
            grid.addWidget(part, line, place)
    grid.setColumnStretch(1, 1)
    return box


def _head(protocol: CheckedProtocol, election: Election | None, language: Language) -> QGridLayout:
    """The ballot, its paper's colour where it is known, precinct and version, the control number."""
    record, head = protocol.record, QGridLayout()
    head.setHorizontalSpacing(12)
    ballot = _ballot(record, election)
    if ballot is not None:
        mark = BallotMark(ballot.number, ballot.colour.rgb, size=44)
        head.addWidget(mark, 0, 0, 2, 1)
    day = ".".join(reversed(record.day.split("-")))
    about = text("file.about", language, precinct=record.precinct_number, day=day,
                 version=record.version)  # fmt: skip
    number = " ".join(groups_of_four(protocol.control_number))
    lines = (label(record.ballot_name.in_(language), "row", wrap=True), label(about, "second"),
             label(number, "strong", wrap=True))  # fmt: skip
    for place, line in enumerate(lines):
        head.addWidget(line, place, 1)
    head.setColumnStretch(1, 1)
    return head


def _ballot(record: ProtocolRecord, election: Election | None) -> Ballot | None:
    ballots: Iterable[Ballot] = election.ballots if election is not None else ()
    return next((one for one in ballots if one.ballot_id == record.ballot_id), None)
