# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Adding up a ballot's protocols by precinct, so that anybody can add them up again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from precinct_app.domain.election import Ballot, Election, Level, Precinct
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Part:
    """A protocol as the district accepted it."""

    record: ProtocolRecord
    acceptance: str
    """``accepted`` or ``compare``."""
    rungs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A precinct's line of the table; without a part it is a line of dashes, not a gap."""

    precinct_id: str
    number: int
    settlement: Wording
    figures: Mapping[str, Figure]
    version: int = 0
    acceptance: str = ""
    rung: int = 0
    acts: int = 0

    @property
    def missing(self) -> bool:
        """No protocol was taken in."""
        return self.version == 0


@dataclass(frozen=True, slots=True)
class Consolidation:
    """One ballot's table by precinct with its totals."""

    ballot_id: str
    ballot_name: Wording
    form_id: str
    cells: tuple[CellSpec, ...]
    """Columns: printed cells that all precincts share; members' rows are left out."""
    rows: tuple[Row, ...]
    totals: Mapping[str, int]

    @property
    def received(self) -> int:
        """How many precincts' protocols are in."""
        return sum(not row.missing for row in self.rows)

    def adds_up(self) -> bool:
        """The totals equal the sums over the rows, added again from the rows alone."""
        again = {cell: 0 for cell in self.totals}
        for row in self.rows:
            for cell, figure in row.figures.items():
                again[cell] += _number(figure)
        return again == dict(self.totals)


def consolidate(
    election: Election,
    ballot: Ballot,
    form: Form,
    parts: Iterable[Part],
    expected: Sequence[Precinct],
) -> Consolidation:
    """Add up the protocols of one ballot; ValueError for two of one precinct or a stranger's."""
    by_precinct: dict[str, Part] = {}
    wanted = {precinct.precinct_id for precinct in expected}
    for part in parts:
        precinct_id = part.record.precinct_id
        if precinct_id in by_precinct or precinct_id not in wanted:
            raise ValueError(precinct_id)
        by_precinct[precinct_id] = part
    contest = election.contest(ballot.contest_id)
    rows = form.rows(tuple(option.option_id for option in contest.options))
    names = {option.option_id: option.name for option in contest.options}
    cells = tuple(
        spec for spec in form.cells(rows, _lowest_level(by_precinct), names) if spec.printed
    )
    lines = tuple(
        _row(precinct, by_precinct.get(precinct.precinct_id), cells)
        for precinct in sorted(expected, key=lambda p: (p.number, p.precinct_id))
    )
    totals = {
        spec.cell: sum(
            _number(line.figures[spec.cell]) for line in lines if spec.cell in line.figures
        )
        for spec in cells
    }
    return Consolidation(ballot.ballot_id, ballot.name, form.form_id, cells, lines, totals)


def _row(precinct: Precinct, part: Part | None, cells: Sequence[CellSpec]) -> Row:
    if part is None:
        return Row(precinct.precinct_id, precinct.number, precinct.settlement, {})
    held = part.record.figures()
    figures = {spec.cell: held[spec.cell] for spec in cells if spec.cell in held}
    return Row(
        precinct.precinct_id, precinct.number, precinct.settlement, figures,
        part.record.version, part.acceptance, max(part.rungs, default=1), len(part.record.acts),
    )  # fmt: skip


def _number(figure: Figure) -> int:
    return 0 if figure is NA else int(figure)


def _lowest_level(parts: Mapping[str, Part]) -> Level:
    levels = [part.record.level for part in parts.values()]
    return min(levels, key=lambda level: level.rank, default=Level.COUNT_ONLY)
