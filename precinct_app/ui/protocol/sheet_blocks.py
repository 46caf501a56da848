# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The sheet as blocks: before the boxes are opened and after; the way of the focus; pinned sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.entries import second_order
from precinct_app.domain.protocol.form import CellSpec, Form, Grade, Relation, Stage
from precinct_app.domain.protocol.formula import Operator, Term
from precinct_app.domain.protocol.sheet import Figure, Rows, Sheet, Source


@dataclass(frozen=True, slots=True)
class Block:
    """Cells whose figures are known at the same stage of the night."""

    stage: Stage
    cells: tuple[CellSpec, ...]

    @property
    def span(self) -> str:
        """Official numbers from the first printed line to the last."""
        printed = [spec.official.partition(".")[0] for spec in self.cells if spec.printed]
        return f"{printed[0]}–{printed[-1]}" if printed else ""

    def typed(self, fixed: frozenset[str]) -> list[str]:
        """Cells that are typed by hand, as they stand on paper."""
        return [
            s.cell for s in self.cells if s.source is not Source.COMPUTED and s.cell not in fixed
        ]


def blocks_of(form: Form, cells: Sequence[CellSpec]) -> tuple[Block, ...]:
    """The blocks of a sheet, in the order of the night."""
    return tuple(Block(stage, here) for stage, here in form.by_stage(cells).items())


def way_of(blocks: Sequence[Block], fixed: frozenset[str], *, backwards: bool) -> list[str]:
    """Typed cells in the order of typing; the second entry goes up the sheet, block by block."""
    way: list[str] = []
    for block in blocks:
        typed = block.typed(fixed)
        way += second_order(typed) if backwards else typed
    return way


def passed_over(way: Sequence[str], figures: Mapping[str, Figure]) -> set[str]:
    """Empty cells before the last filled one: somebody went past them."""
    filled = [place for place, cell in enumerate(way) if cell in figures]
    return {cell for cell in way[: filled[-1]] if cell not in figures} if filled else set()


@dataclass(frozen=True, slots=True)
class PinnedSum:
    """The sum and the total that stand below a block's rows."""

    relation: Relation
    added: tuple[Term, ...]
    total: tuple[Term, ...]
    checker: Checker

    def values(self, figures: Mapping[str, Figure]) -> tuple[int, int | None, bool]:
        """Running sum, typed total, and whether both are complete."""
        sheet = Sheet(figures)
        whole = self.checker.side(self.added).difference(sheet)
        total = self.checker.side(self.total).difference(sheet)
        running = whole if whole is not None else self._running(figures)
        return running, total, whole is not None and total is not None

    def _running(self, figures: Mapping[str, Figure]) -> int:
        cells = {cell for one in self.checker.ready for cell in one.cells}
        of_total = {term.ref.name for term in self.total if term.ref}
        empty = {cell: 0 for cell in cells if cell not in figures and cell not in of_total}
        return self.checker.side(self.added).difference(Sheet({**empty, **figures})) or 0


def pinned_sum(form: Form, rows: Rows, level: Level, block: Block) -> PinnedSum | None:
    """The equation that adds up most of a block: votes of the options, or what members issued."""
    names = {spec.cell for spec in block.cells}
    best: tuple[int, PinnedSum] | None = None
    for relation in form.relations:
        found = _sum_of(form, rows, level, relation)
        if found is None:
            continue
        cells = {cell for one in found.checker.ready for cell in one.cells}
        if cells <= names and (best is None or len(cells) > best[0]):
            best = (len(cells), found)
    return best[1] if best else None


def _sum_of(form: Form, rows: Rows, level: Level, relation: Relation) -> PinnedSum | None:
    linear = relation.linear
    if relation.grade is not Grade.ERROR or relation.scope != "sheet" or relation.condition:
        return None
    if linear is None or linear.operator is not Operator.EQUAL:
        return None
    sides = sorted((linear.left, linear.right), key=_weight)
    single = len(sides[0]) == 1 and sides[0][0].ref is not None and not sides[0][0].ref.is_sum
    if not single or not any(term.ref and term.ref.is_sum for term in sides[1]):
        return None
    checker = Checker(form, rows, level, form.parameters, None, only=(relation,))
    return PinnedSum(relation, tuple(sides[1]), tuple(sides[0]), checker) if checker.ready else None


def _weight(terms: Sequence[Term]) -> int:
    return sum(10 if term.ref and term.ref.is_sum else 1 for term in terms)
