# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The way of one protocol to its end as six rows: acts, signatures, paper, posted, copies, stick.

Each row says how far it is and what it waits for; together they say on which rungs of the ladder the
protocol stands (field: C1) and what the district will do with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import Reason
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.ladder import FEWER, NO_KEY, rungs
from precinct_app.domain.protocol.missing import Missing
from precinct_app.domain.registers.signing import Obstacle


class Row(StrEnum):
    """A row of the finish, in its order."""

    ACTS = "acts"
    SIGNATURES = "signatures"
    PAPER = "paper"
    POSTED = "posted"
    COPIES = "copies"
    STICK = "stick"


class State(StrEnum):
    """How far a row is."""

    DONE = "done"
    OPEN = "open"
    """It can be done now."""
    BLOCKED = "blocked"
    """Something before it is open."""
    WITHOUT = "without"
    """The commission goes on without it: the next rung."""


class AtDistrict(StrEnum):
    """What the district will do."""

    ACCEPTS = "accepts"
    COMPARES = "compares"
    """It is counted as soon as its figures were compared with the paper."""
    ASKS_PAPER = "asks_paper"
    """Nothing vouches but the paper: two groups of its control number are typed there."""
    TYPES = "types"
    """No file comes: the code of the paper is read there, or its figures are typed twice."""


@dataclass(frozen=True, slots=True)
class RowState:
    """A row of one protocol."""

    row: Row
    state: State
    reasons: tuple[Reason, ...] = ()
    """What it waits for, in sentences."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one version on its way."""

    final: bool
    waiting: tuple[Reason, ...]
    """Why its figures cannot be final yet or, final, why they may not be signed."""
    signers: tuple[ExpectedSigner, ...]
    signed_by: tuple[str, ...]
    missing: tuple[Missing, ...]
    sealed: bool
    on_paper: bool
    """Its original on paper was made, printed or copied by hand."""
    posted: bool
    copies: int
    """Copies of this version given out."""
    stale: int
    """Copies of former versions that nobody has replaced."""
    packed: bool
    """This version, as it is signed now, stands in a bundle."""
    written: bool
    """That bundle was written and read back."""
    without: frozenset[Obstacle]


@dataclass(frozen=True, slots=True)
class Way:
    """Where one protocol stands."""

    rows: tuple[RowState, ...]
    rungs: tuple[int, ...]
    """Rungs it stands on as it is now; empty while nobody has signed and a key is expected."""
    why: tuple[Reason, ...]
    """Why it is not on the first rung."""
    at_district: AtDistrict

    @property
    def next(self) -> Row | None:
        """The first row that can be done now; None at the end."""
        return next((row.row for row in self.rows if row.state is State.OPEN), None)

    @property
    def done(self) -> int:
        """Rows behind it, with or without."""
        return sum(row.state in {State.DONE, State.WITHOUT} for row in self.rows)


def way_of(facts: Facts, roles: Mapping[str, Role]) -> Way:
    """Every row, and the rungs."""
    acts = _acts(facts)
    signatures = _signatures(facts, acts.state)
    paper = _paper(facts, signatures.state)
    rows = (
        acts, signatures, paper, _posted(facts, paper.state), _copies(facts),
        _stick(facts, signatures.state),
    )  # fmt: skip
    stands = _rungs(facts, roles)
    return Way(rows, stands, tuple(_why(facts, stands)), _at_district(facts, stands))


def _acts(facts: Facts) -> RowState:
    ready = () if facts.final else (Reason("finish.make_final"),)
    reasons = facts.waiting or ready
    return RowState(Row.ACTS, State.OPEN if reasons else State.DONE, reasons)


def _signatures(facts: Facts, acts: State) -> RowState:
    gone = {one.member_id for one in facts.missing}
    open_signers = [
        signer.member_id
        for signer in facts.signers
        if signer.member_id not in {*facts.signed_by, *gone}
    ]
    reasons = tuple(Reason("finish.unsigned", {"member": member}) for member in open_signers)
    if not facts.final:
        return RowState(Row.SIGNATURES, State.BLOCKED)
    if facts.signed_by and not open_signers:
        short = any(s.member_id not in facts.signed_by for s in facts.signers)
        return RowState(Row.SIGNATURES, State.WITHOUT if short else State.DONE)
    if Obstacle.NO_KEY in facts.without:
        return RowState(Row.SIGNATURES, State.WITHOUT, reasons)
    return RowState(Row.SIGNATURES, State.OPEN if acts is State.DONE else State.BLOCKED, reasons)


def _paper(facts: Facts, signatures: State) -> RowState:
    if facts.on_paper:
        return RowState(Row.PAPER, State.DONE)
    if not (facts.signed_by or signatures is State.WITHOUT):
        return RowState(Row.PAPER, State.BLOCKED)
    by_hand = Obstacle.NO_PRINTER in facts.without
    reasons = (Reason("finish.copy_by_hand"),) if by_hand else ()
    return RowState(Row.PAPER, State.OPEN, reasons)


def _posted(facts: Facts, paper: State) -> RowState:
    if facts.posted:
        return RowState(Row.POSTED, State.DONE)
    if Obstacle.NOT_POSTED in facts.without:
        return RowState(Row.POSTED, State.WITHOUT)
    return RowState(Row.POSTED, State.OPEN if paper is State.DONE else State.BLOCKED)


def _copies(facts: Facts) -> RowState:
    stale = (Reason("finish.stale_copies", {"count": facts.stale}),) if facts.stale else ()
    if Obstacle.NO_COPIES in facts.without:
        return RowState(Row.COPIES, State.WITHOUT, stale)
    if facts.copies and not facts.stale:
        return RowState(Row.COPIES, State.DONE)
    can_be_given = facts.final and (facts.signed_by or facts.on_paper)
    return RowState(Row.COPIES, State.OPEN if can_be_given else State.BLOCKED, stale)


def _stick(facts: Facts, signatures: State) -> RowState:
    if facts.written:
        return RowState(Row.STICK, State.DONE)
    if Obstacle.NO_STICK in facts.without:
        return RowState(Row.STICK, State.WITHOUT)
    reasons = (Reason("finish.not_written"),) if facts.packed else ()
    ready = bool(facts.signed_by) or signatures is State.WITHOUT
    return RowState(Row.STICK, State.OPEN if ready else State.BLOCKED, reasons)


def _rungs(facts: Facts, roles: Mapping[str, Role]) -> tuple[int, ...]:
    begun = facts.signed_by or Obstacle.NO_KEY in facts.without
    if not facts.final or not begun:
        return ()
    return rungs(
        facts.signers, facts.signed_by, facts.missing, roles,
        sealed=facts.sealed, printed=Obstacle.NO_PRINTER not in facts.without,
    )  # fmt: skip


def _why(facts: Facts, stands: tuple[int, ...]) -> list[Reason]:
    """In sentences, from the top of the ladder down."""
    found = []
    if FEWER in stands:
        gone = {one.member_id for one in facts.missing} | set(facts.signed_by)
        found = [
            Reason(f"finish.{one.why.value}", {"member": one.member_id}) for one in facts.missing
        ]
        found += [
            Reason("finish.unsigned", {"member": signer.member_id})
            for signer in facts.signers
            if signer.member_id not in gone
        ]
    told = (
        (NO_KEY in stands, "finish.without_key"),
        (Obstacle.NO_PRINTER in facts.without, "finish.without_printer"),
        (Obstacle.NO_STICK in facts.without, "finish.without_stick"),
    )
    return found + [Reason(key) for holds, key in told if holds]


def _at_district(facts: Facts, stands: tuple[int, ...]) -> AtDistrict:
    if Obstacle.NO_STICK in facts.without and not facts.written:
        return AtDistrict.TYPES
    if NO_KEY in stands:
        return AtDistrict.ASKS_PAPER
    return AtDistrict.ACCEPTS if stands in {(), (1,)} else AtDistrict.COMPARES
