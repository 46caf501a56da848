# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How good the likely slip is: made-up nights with one slip each, beside an ideal ranker.

Any typed cell can be hit, option rows as they come; kinds and shares are those of `slip_kinds`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form, Grade, RowsFrom, column_cell, table_rows
from precinct_app.domain.protocol.sheet import Rows, Sheet, Source
from precinct_app.domain.protocol.slip_ranking import STANDING
from precinct_app.domain.protocol.slips import Slip, candidates, speaking
from precinct_app.services.mock_counts import MockNight, mock_counts
from precinct_app.services.slip_ideal import Cause, IdealRanker
from precinct_app.services.slip_planting import Desk, Figures, Planted, plant

LEVEL = Level.COUNT_ONLY
OPTIONS = (3, 8, 15, 30)
"""Numbers of options that are tried: a district, party lists, a large town."""
LEARNT = 2000
"""Right nights by which the ideal ranker knows how often acts, warnings and notices speak."""
_THREE = 3


@dataclass(frozen=True, slots=True)
class SlipExperiment:
    """What came of so many sheets with one slip each, as counts of sheets."""

    options: int
    sheets: int
    counts: Mapping[str, int] = field(default_factory=dict)
    """``noticed`` (by an error), ``seen`` (by anything at all), ``first`` and ``three`` (the right
    one is first, or one of the first three candidates), ``ideal_first``, ``ideal_three``, ``alone``
    and ``alone_wrong`` (said alone), ``equals`` and ``equals_right`` (two or three shown),
    ``shown_first`` (the right one shown first), ``silent``."""
    unnoticed: Mapping[str, int] = field(default_factory=dict)
    """Slips that no error noticed, by kind and by line (``line votes``)."""

    def of_sheets(self, name: str) -> float:
        """A count as a share of all sheets."""
        return self.counts.get(name, 0) / self.sheets

    def of_noticed(self, name: str) -> float:
        """A count as a share of the slips that an error noticed."""
        return self.counts.get(name, 0) / max(self.counts.get("noticed", 0), 1)

    def of_ideal(self, name: str) -> float:
        """``first`` or ``three`` as a share of what the ideal ranker reaches."""
        return self.counts.get(name, 0) / max(self.counts.get(f"ideal_{name}", 0), 1)


def run(form: Form, rows: Rows, *, sheets: int, seed: int) -> SlipExperiment:
    """Plant so many slips and name them; the same seed gives the same figures.

    `form` is one that `mock_counts` can fill.
    """
    checker = Checker(form, rows, LEVEL, {}, None)
    random = Random(f"slips/{form.form_id}/{len(rows.votes)}/{seed}")  # noqa: S311  an experiment
    counts: Counter[str] = Counter()
    unnoticed: Counter[str] = Counter()
    desk = desk_of(checker)
    ideal = IdealRanker(checker, desk, [_night(form, rows, desk, random) for _ in range(LEARNT)])
    for _ in range(sheets):
        planted = plant(desk, _night(form, rows, desk, random), random)
        names = _noticed(checker, planted)
        if "noticed" in names:
            names += _told(checker, ideal, planted)
        else:
            unnoticed.update(_where(planted))
        counts.update(names)
    return SlipExperiment(len(rows.votes), sheets, counts, unnoticed)


def run_by_options(
    form: Form, *, sheets: int, seed: int, options: Sequence[int] = OPTIONS
) -> list[SlipExperiment]:
    """The experiment for each number of options: three members issue ballots, two mobile boxes."""
    return [
        run(form, Rows(tuple(f"p{n}" for n in range(1, count + 1)), ("m1", "m2", "m3"), ("1", "2")),
            sheets=sheets, seed=seed)
        for count in options
    ]  # fmt: skip


def desk_of(checker: Checker) -> Desk:
    """What is typed on a sheet of this form and these rows."""
    specs = [
        spec for spec in checker.form.cells(checker.rows, checker.level)
        if spec.source is not Source.COMPUTED
    ]  # fmt: skip
    columns = tuple(
        tuple(column_cell(table, row, column) for row in table_rows(table, checker.rows))
        for table in checker.form.tables()
        for column in table.columns
        if table.rows_from is RowsFrom.OPTIONS
    )
    flags = frozenset(spec.cell for spec in specs if spec.flag)
    return Desk(tuple(spec.cell for spec in specs), flags, columns)


def _night(form: Form, rows: Rows, desk: Desk, random: Random) -> Figures:
    """A right sheet; now and then with a ballot carried away or lost, or a box annulled."""
    certificates = random.randint(0, 6), random.randint(0, 6)
    night = MockNight(
        random.randint(200, 2500), *certificates,
        box_extra_ballot=random.random() < STANDING[Grade.ACT],
        carried_away=random.random() < STANDING[Grade.WARNING] / 2,
    )  # fmt: skip
    figures = mock_counts(form, rows, night, random.getrandbits(32))
    right = {cell: int(str(figures[cell])) for cell in desk.cells}
    if random.random() < STANDING[Grade.NOTICE]:
        missing = random.randint(1, 2)
        most = max((f"votes.{option}" for option in rows.votes), key=lambda cell: right[cell])
        for cell in ("found_stationary", "ballots_found", "ballots_valid", most):
            right[cell] -= missing
    if random.random() < STANDING[Grade.ACT]:
        right |= {"ballots_lost": 1, "ballots_unused": right["ballots_unused"] - 1}
    return right


def _noticed(checker: Checker, planted: Planted) -> list[str]:
    failed = [one for one in checker.judge(Sheet(planted.typed)) if one.state == "failed"]
    errors = any(one.relation.grade is Grade.ERROR for one in failed)
    return ["seen"] * bool(failed) + ["noticed"] * errors


def _told(checker: Checker, ideal: IdealRanker, planted: Planted) -> list[str]:
    found = candidates(checker, Sheet(planted.typed))
    right = frozenset((c, n) for c, n in planted.right.items() if planted.typed[c] != n)
    best = ideal.ranked(planted.typed)
    ranks = (("", [_cause(slip) for slip in found]), ("ideal_", best))
    names = [f"{who}first" for who, causes in ranks if right in causes[:1]]
    names += [f"{who}three" for who, causes in ranks if right in causes[:_THREE]]
    return names + _shown([_cause(slip) for slip in speaking(found)], right)


def _shown(said: list[Cause], right: Cause) -> list[str]:
    names = ["shown_first"] * (right in said[:1])
    if not said:
        return ["silent"]
    if len(said) == 1:
        return [*names, "alone", *["alone_wrong"] * (right not in said)]
    return [*names, "equals", *["equals_right"] * (right in said)]


def _cause(slip: Slip) -> Cause:
    return frozenset(zip(slip.cells, slip.perhaps, strict=True))


def _where(planted: Planted) -> list[str]:
    lines = {
        cell.partition(".")[0] for cell, n in planted.right.items() if planted.typed[cell] != n
    }
    return [planted.kind.value, *(f"line {line}" for line in sorted(lines))]
