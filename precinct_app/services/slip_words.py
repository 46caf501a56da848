# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The likely slip in one sentence: "Line 9: perhaps 318, not 381"."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from precinct_app.domain.protocol.form import CellSpec
from precinct_app.domain.protocol.slip_kinds import Kind
from precinct_app.domain.protocol.slips import Slip
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts

TOLD = 6
"""So many figures of a shifted column are told; the rest follow from them."""


class SlipWords:
    """Says slips of one sheet in one language; `written` writes a figure."""

    def __init__(
        self, cells: Iterable[CellSpec], language: Language, written: Callable[[int], str] = str
    ) -> None:
        self._numbers = {spec.cell: spec.official for spec in cells}
        self._language, self._written = language, written

    def sentence(self, slip: Slip) -> str:
        """One slip, with its lines' official numbers, both figures, and what gives it away."""
        return self._say(slip, slip.kind)

    def together(self, slips: Sequence[Slip]) -> list[str]:
        """Sentences to be read as one: rivals stand in brief under a heading, a sure one alone."""
        told: list[str] = []
        for _, rivals in groupby(slips, key=lambda slip: slip.cause):
            together = list(rivals)
            if len(together) == 1:
                told.append(self.sentence(together[0]))
            else:
                told.append(texts.text("slip.one_of", self._language))
                told += [self._say(slip, _in_brief(slip)) for slip in together]
        return told

    def _say(self, slip: Slip, kind: Kind) -> str:
        told = texts.text(f"slip.{kind.value}", self._language, **self._values(slip))
        return told[:1].upper() + told[1:]

    def _values(self, slip: Slip) -> dict[str, str]:
        if slip.kind is Kind.ROW_SHIFTED:
            return self._range(slip)
        values = {"line": self._line(slip.cells[0]), "other": self._line(slip.cells[-1])}
        figures = zip(("typed", "perhaps"), (slip.typed, slip.perhaps), strict=True)
        values |= {name: self._written(pair[0]) for name, pair in figures}
        return values | {"other_perhaps": self._written(slip.perhaps[-1])}

    def _range(self, slip: Slip) -> dict[str, str]:
        told = [
            f"{self._number(cell)}: {self._written(perhaps)}"
            for cell, perhaps in zip(slip.cells, slip.perhaps, strict=True)
        ]
        more = [] if len(told) <= TOLD else ["…"]
        return {
            "first": self._number(slip.cells[0]), "last": self._number(slip.cells[-1]),
            "figures": "; ".join(told[:TOLD] + more),
        }  # fmt: skip

    def _line(self, cell: str) -> str:
        return texts.text("slip.line", self._language, number=self._number(cell))

    def _number(self, cell: str) -> str:
        return self._numbers.get(cell) or cell


def _in_brief(slip: Slip) -> Kind:
    """The kind by which a slip is said where room is short: one figure needs no reason."""
    return Kind.OTHER_NUMBER if len(slip.cells) == 1 else slip.kind
