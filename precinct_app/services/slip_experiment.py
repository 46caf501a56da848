# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How good the likely slip is: made-up nights with one slip each, beside an ideal ranker.

Any typed cell can be hit, option rows as they come; kinds and shares are those of `slip_kinds`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
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
    one is first, or one of the first three candidates), ``ideal_first``, ``ideal_three``; what was
    said: ``alone``, of which ``alone_right`` and ``alone_wrong``, ``equals`` (two or three), of which
    ``equals_right``, or ``silent``; ``shown_first`` (the right one, alone or above the others)."""
    planted: Mapping[str, int] = field(default_factory=dict)
    """Slips by kind (``one_digit``) and by where they are (``line votes``)."""
    unnoticed: Mapping[str, int] = field(default_factory=dict)
    """Those that no error noticed, likewise."""

    def of_sheets(self, name: str) -> float:
        """A count as a share of all sheets."""
        return self.counts.get(name, 0) / self.sheets

    def of_noticed(self, name: str) -> float:
        """A count as a share of the slips that an error noticed."""
        return self.counts.get(name, 0) / max(self.counts.get("noticed", 0), 1)


def run(form: Form, rows: Rows, *, sheets: int, seed: int, learnt: int = LEARNT) -> SlipExperiment:
    """Plant so many slips and name them; the same seed gives the same figures.

    `form` is one that `mock_counts` can fill.
    """
    checker = Checker(form, rows, LEVEL, {}, None)
    desk = desk_of(checker)
    random = _random(checker, f"right/{seed}")
    ideal = IdealRanker(checker, desk, [right_night(checker, random) for _ in range(learnt)])
    counts: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    unnoticed: Counter[str] = Counter()
    for one in planted_sheets(checker, sheets=sheets, seed=seed):
        names = _noticed(checker, one)
        planted.update(_where(one))
        if "noticed" in names:
            names += _told(checker, ideal, one)
        else:
            unnoticed.update(_where(one))
        counts.update(names)
    return SlipExperiment(len(rows.votes), sheets, counts, planted, unnoticed)


def planted_sheets(checker: Checker, *, sheets: int, seed: int) -> Iterator[Planted]:
    """So many made-up nights with one slip each."""
    random = _random(checker, f"slips/{seed}")
    desk = desk_of(checker)
    for _ in range(sheets):
        yield plant(desk, right_night(checker, random), random)


def rows_of(options: int, members: int = 3) -> Rows:
    """A polling station with so many options, so many who issue ballots, and two mobile boxes."""
    votes, member = (tuple(f"{letter}{n}" for n in range(1, count + 1))
                     for letter, count in (("p", options), ("m", members)))  # fmt: skip
    return Rows(votes, member, ("1", "2"))


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


def right_night(checker: Checker, random: Random) -> Figures:
    """A right sheet; now and then with a ballot carried away or lost, or a box annulled."""
    certificates = random.randint(0, 6), random.randint(0, 6)
    night = MockNight(
        random.randint(200, 2500), *certificates,
        box_extra_ballot=random.random() < STANDING[Grade.ACT],
        carried_away=random.random() < STANDING[Grade.WARNING] / 2,
    )  # fmt: skip
    figures = mock_counts(checker.form, checker.rows, night, random.getrandbits(32))
    right = {cell: int(str(figures[cell])) for cell in desk_of(checker).cells}
    if random.random() < STANDING[Grade.NOTICE]:
        missing = random.randint(1, 2)
        most = max((f"votes.{one}" for one in checker.rows.votes), key=lambda cell: right[cell])
        for cell in ("found_stationary", "ballots_found", "ballots_valid", most):
            right[cell] -= missing
    if random.random() < STANDING[Grade.ACT]:
        right |= {"ballots_lost": 1, "ballots_unused": right["ballots_unused"] - 1}
    return right


def _random(checker: Checker, what: str) -> Random:
    name = f"{what}/{checker.form.form_id}/{len(checker.rows.votes)}"
    return Random(name)  # noqa: S311  an experiment


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
        return [*names, "alone", "alone_right" if right in said else "alone_wrong"]
    return [*names, "equals", *["equals_right"] * (right in said)]


def _cause(slip: Slip) -> Cause:
    return frozenset(zip(slip.cells, slip.perhaps, strict=True))


def _where(planted: Planted) -> list[str]:
    return [planted.kind.value, *(f"line {line}" for line in sorted(planted.lines()))]
