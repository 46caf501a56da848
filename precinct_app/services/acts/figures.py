# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Numbered figures of an act while they are gathered, and the sums between them."""

from collections.abc import Sequence

from precinct_app.domain.papers.act import Fact, FactTable
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording


class Figures:
    """The rows of an act's table: each knows its number, so that sums can name it."""

    def __init__(self) -> None:
        self._facts: list[Fact] = []
        self._places = 0
        self._parts: dict[int, int] = {}
        self._figures: dict[str, int] = {}
        self.checks: list[str] = []

    def add(self, key: str, figure: int, **values: str | int | Wording) -> str:
        """A row with the caption ``act.fact.<key>``; its number."""
        return self.named(said(f"act.fact.{key}", **values).whole, figure)

    def named(self, caption: Wording, figure: int) -> str:
        """A row with a caption of its own; its number."""
        self._places += 1
        return self._keep(str(self._places), caption, figure, small=False)

    def part(self, caption: Wording, figure: int) -> str:
        """A small row that is a part of the last row, for instance a member's; its number."""
        part = self._parts[self._places] = self._parts.get(self._places, 0) + 1
        return self._keep(f"{self._places}.{part}", caption, figure, small=True)

    def check(self, left: str, plus: Sequence[str], minus: Sequence[str] = ()) -> bool:
        """``2 = 3 + 4: 23 = 21 + 2``; both sums where they differ; whether it holds."""
        right = [(False, number) for number in plus] + [(True, number) for number in minus]
        if not right:
            return True
        numbers = _joined([(m, n) for m, n in _shortened(right)])
        figures = _joined([(m, str(self._figures[n])) for m, n in right])
        one = self._figures[left]
        other = sum(-self._figures[n] if m else self._figures[n] for m, n in right)
        shown = f"{one} = {figures}" if one == other else f"{one}; {figures} = {other}"
        self.checks.append(f"{left} = {numbers}: {shown}")
        return one == other

    def table(self, key: str, **values: str | int | Wording) -> FactTable:
        """The rows so far under the head ``act.table.<key>``."""
        return FactTable(said(f"act.table.{key}", **values).whole, tuple(self._facts))

    def _keep(self, number: str, caption: Wording, figure: int, *, small: bool) -> str:
        self._facts.append(Fact(number, caption, figure, small=small))
        self._figures[number] = figure
        return number


def said(key: str, **values: str | int | Wording) -> Sentence:
    """A sentence of the catalogs in every language with its gaps filled."""
    return Sentence.of(wording(key), **values)


def _shortened(parts: list[tuple[bool, str]]) -> list[tuple[bool, str]]:
    """Four and more numbers of one row's parts as first and last: ``3.1 + … + 3.7``."""
    few = 4
    if len(parts) < few or any(minus for minus, _ in parts) or "." not in parts[0][1]:
        return parts
    return [parts[0], (False, "…"), parts[-1]]


def _joined(parts: Sequence[tuple[bool, str]]) -> str:
    text = ""
    for minus, part in parts:
        text += (" – " if minus else " + ") + part if text else ("–" if minus else "") + part
    return text
