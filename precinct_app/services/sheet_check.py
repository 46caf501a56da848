# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets from a file against a form, as a stream: a few hundred sheets in memory, however many come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from precinct_app.domain.election import Level
from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.protocol.check import CheckReport, GivenSums, WrongSum
from precinct_app.domain.protocol.columns import ColumnJudge
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import Rows
from precinct_app.domain.protocol.slips import Slip, likely_slips
from precinct_app.services.toolbox import NamedSheet

TOGETHER = 256
"""So many sheets are judged together; the first ones sooner, so that a reader need not wait."""
_LAYOUTS = 64


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A sheet's name, what was found, and the likely slips where they were asked for."""

    sheet_id: str
    report: CheckReport
    slips: tuple[Slip, ...] = ()
    rows: Rows = field(default_factory=Rows)
    unknown: tuple[str, ...] = ()
    """Columns of the file that are no cells of the form."""
    sums: tuple[WrongSum, ...] = ()
    """Computed lines of the file that its own figures contradict."""
    refused: tuple[Reason, ...] = ()
    """Why it could not be read; then nothing was checked, which is not "good"."""


def check_sheets(
    form: Form,
    sheets: Iterable[NamedSheet],
    level: Level,
    parameters: Mapping[str, int],
    *,
    with_slips: bool,
) -> Iterator[CheckedSheet]:
    """Check sheet after sheet, in their order; what was read before an error is told before it."""
    judges = _Judges(form, level, parameters)
    for together in _handfuls(sheets):
        reports = judges.reports(together)
        for place, named in enumerate(together):
            report = reports.get(place, CheckReport())
            slips: tuple[Slip, ...] = ()
            if with_slips and report.findings:
                slips = tuple(
                    likely_slips(
                        form, named.sheet, named.rows, level=level, parameters=parameters,
                        given=named.given,
                    )
                )  # fmt: skip
            yield CheckedSheet(
                named.sheet_id, report, slips, named.rows, named.unknown, judges.sums(named),
                named.refused,
            )  # fmt: skip


class _Judges:
    """One judge for all sheets that have the same rows and cells."""

    def __init__(self, form: Form, level: Level, parameters: Mapping[str, int]) -> None:
        self._form, self._level, self._parameters = form, level, parameters
        self._made: dict[tuple[Rows, frozenset[str]], ColumnJudge] = {}
        self._sums: dict[tuple[Rows, frozenset[str]], GivenSums] = {}

    def reports(self, sheets: Sequence[NamedSheet]) -> dict[int, CheckReport]:
        """Reports by the sheet's place; none for a row that could not be read."""
        alike: dict[tuple[Rows, frozenset[str]], list[int]] = {}
        for place, named in enumerate(sheets):
            if not named.refused:
                alike.setdefault((named.rows, named.given), []).append(place)
        found: dict[int, CheckReport] = {}
        for (rows, given), places in alike.items():
            judge = self._judge(rows, given)
            reports = judge.reports([sheets[place].sheet for place in places])
            found.update(zip(places, reports, strict=True))
        return found

    def sums(self, named: NamedSheet) -> tuple[WrongSum, ...]:
        """Computed lines that a sheet's own figures contradict."""
        layout = named.rows, named.given
        if layout not in self._sums:
            if len(self._sums) >= _LAYOUTS:
                self._sums.clear()
            self._sums[layout] = GivenSums(self._form, *layout)
        return self._sums[layout].wrong(named.sheet)

    def _judge(self, rows: Rows, given: frozenset[str]) -> ColumnJudge:
        judge = self._made.get((rows, given))
        if judge is None:
            if len(self._made) >= _LAYOUTS:
                self._made.clear()
            judge = ColumnJudge(Checker(self._form, rows, self._level, self._parameters, given))
            self._made[rows, given] = judge
        return judge


def _handfuls(sheets: Iterable[NamedSheet]) -> Iterator[list[NamedSheet]]:
    """One sheet, two, four, and so on to `TOGETHER`."""
    size, taken = 1, list[NamedSheet]()
    try:
        for named in sheets:
            taken.append(named)
            if len(taken) == size:
                yield taken
                size, taken = min(2 * size, TOGETHER), []
    except (PrecinctError, OSError):
        yield taken
        raise
    yield taken
