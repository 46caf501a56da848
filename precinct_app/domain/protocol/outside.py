# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a bare sheet cannot say of itself: the day's other ballots, the night, who types and signs.

Relations that need it are judged here and handed to `check`; what is not known stays "not checked"
and never counts as passed.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from precinct_app.domain.commission import CERTIFIERS, Role
from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import NA, Sheet, Source, cell_parts
from precinct_app.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a relation was judged outside the sheet, with both numbers where it has them."""

    holds: bool
    left: int = 0
    right: int = 0
    values: Mapping[str, Wording] = field(default_factory=dict)
    """What its sentence names besides numbers, such as ``ballots``."""
    cells: tuple[str, ...] = ()


Outside = Mapping[str, Verdict]
"""Verdicts by the relation's code."""
NOTHING_KNOWN: Outside = {}


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who of the commission is there: two thirds are needed (law on elections, Art. 20(4))."""

    present: int
    members: int
    refusing: int = 0
    """Members who refuse to sign."""

    @property
    def needed(self) -> int:
        """The least number that is two thirds of all members."""
        return -(-2 * self.members // 3)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a sheet's night; None where it is not known here."""

    signers: tuple[Role, ...] | None = None
    """Roles of those who sign, the certifier first (E602, A606)."""
    differing_cells: int | None = None
    """Cells on which the two entries still differ (E701)."""
    one_typist: bool | None = None
    """Both entries are of the same member (W702)."""
    order_faults: int | None = None
    """Steps of the night taken out of order or out of time (A603)."""
    quorum: Quorum | None = None
    """A604."""
    leaders_issued: int | None = None
    """Ballots handed out by the chair or the secretary (A605; Art. 41(5))."""
    turnout: tuple[int, ...] | None = None
    """Voters of each report of the day in order, the close last (W501)."""
    typed_from_paper: tuple[str, ...] | None = None
    """Lines of a register that were typed from a paper all the same (A116)."""


def circumstantial(form: Form, circumstances: Circumstances, level: Level) -> dict[str, Verdict]:
    """Judge the form's named functions as far as the circumstances are known."""
    found: dict[str, Verdict] = {}
    for relation in form.relations:
        if relation.function and relation.level.rank <= level.rank:
            verdict = FUNCTIONS[relation.function](circumstances)
            if verdict is not None:
                found[relation.code] = verdict
    return found


def paper_lines(form: Form, sheet: Sheet) -> tuple[str, ...]:
    """Cells that a register feeds and that were typed from a paper on this sheet (A116)."""
    fed = {line.name for line in form.lines() if line.source is Source.REGISTER}
    for table in form.tables():
        fed |= {f"{table.name}.{c.name}" for c in table.columns if c.source is Source.REGISTER}
    return tuple(
        cell
        for cell, source in sheet.sources.items()
        if source is Source.PAPER and cell_parts(cell)[0] in fed
    )


def issued_by(sheet: Sheet, members: Collection[str]) -> int | None:
    """Ballots that these members issued, as their rows say; None where no member's row is filled."""
    rows = {
        row: 0 if figure is NA else figure
        for cell, figure in sheet.figures.items()
        for line, row in [cell_parts(cell)]
        if line == "member.issued"
    }
    return sum(figure for row, figure in rows.items() if row in members) if rows else None


def _certifier_role(night: Circumstances) -> Verdict | None:
    if night.signers is None:
        return None
    first = night.signers[0] if night.signers else None
    for_the_chair = first is Role.CHAIR or Role.CHAIR not in night.signers
    return Verdict(first in CERTIFIERS and for_the_chair)


def _lone_signature(night: Circumstances) -> Verdict | None:
    return None if night.signers is None else Verdict(len(night.signers) > 1, len(night.signers), 2)


def _entries_agree(night: Circumstances) -> Verdict | None:
    cells = night.differing_cells
    return None if cells is None else Verdict(cells == 0, cells, 0)


def _same_typist(night: Circumstances) -> Verdict | None:
    return None if night.one_typist is None else Verdict(not night.one_typist)


def _order_of_night(night: Circumstances) -> Verdict | None:
    faults = night.order_faults
    return None if faults is None else Verdict(faults == 0, faults, 0)


def _quorum(night: Circumstances) -> Verdict | None:
    if night.quorum is None:
        return None
    there = night.quorum.present - night.quorum.refusing
    enough = night.quorum.present >= night.quorum.needed and not night.quorum.refusing
    return Verdict(enough, there, night.quorum.needed)


def _leaders_issued(night: Circumstances) -> Verdict | None:
    issued = night.leaders_issued
    return None if issued is None else Verdict(issued == 0, issued, 0)


def _turnout_falls(night: Circumstances) -> Verdict | None:
    if night.turnout is None:
        return None
    for before, after in pairwise(night.turnout):
        if after < before:
            return Verdict(holds=False, left=after, right=before)
    return Verdict(holds=True)


def _typed_from_paper(night: Circumstances) -> Verdict | None:
    lines = night.typed_from_paper
    return None if lines is None else Verdict(not lines, len(lines), 0, cells=lines)


FUNCTIONS: Mapping[str, Callable[[Circumstances], Verdict | None]] = {
    "certifier_role": _certifier_role,
    "lone_signature": _lone_signature,
    "entries_agree": _entries_agree,
    "same_typist": _same_typist,
    "order_of_night": _order_of_night,
    "quorum": _quorum,
    "leaders_issued": _leaders_issued,
    "turnout_falls": _turnout_falls,
    "typed_from_paper": _typed_from_paper,
}
"""What no formula can say, by the name that a form file uses."""
