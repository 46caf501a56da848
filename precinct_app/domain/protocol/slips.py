# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The likely slip of the pen: the smallest change that explains all failed errors at once.

Candidates are weighed in `slip_ranking`; here stands what of them may be said.  Where no single
change explains everything, errors that share no cell are explained by themselves.  Nothing is ever
changed here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.compiled import Checker
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import NA, Rows, Sheet, Source
from precinct_app.domain.protocol.slip_kinds import Kind
from precinct_app.domain.protocol.slip_ranking import Ranking, Remedy
from precinct_app.domain.protocol.slip_search import Layout, Trouble

SURE = 0.95
"""A single candidate speaks alone only from this posterior upward."""
SHOWN = 3
"""At most so many candidates are shown as equals."""
ENOUGH = 0.5
"""Equals are shown when together they are likelier than all else ..."""
APART = 0.25
"""... and the next one is at most a quarter as likely as the first."""
WIDE = 200
"""A sheet with more filled cells is not searched; thirty options, eight members and three boxes fit."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A candidate: which cells, from what to what, of which kind, and which relations it mends."""

    cells: tuple[str, ...]
    typed: tuple[int, ...]
    perhaps: tuple[int, ...]
    kind: Kind
    mends: tuple[str, ...]
    posterior: float
    cause: int = 1
    """Slips of one cause are rivals; those of another cause stand beside them."""

    def to_mapping(self) -> dict[str, Any]:
        """The candidate as plain data."""
        return {
            "cells": list(self.cells),
            "from": list(self.typed),
            "to": list(self.perhaps),
            "kind": self.kind.value,
            "mends": list(self.mends),
            "posterior": round(self.posterior, 4),
            "cause": self.cause,
        }


def likely_slips(
    form: Form,
    sheet: Sheet,
    rows: Rows,
    *,
    level: Level,
    parameters: Mapping[str, int] | None = None,
    given: frozenset[str] | None = None,
    others: Sequence[Sheet] = (),
) -> list[Slip]:
    """Of each cause the likeliest first: one alone when it is sure, a few equals, or none at all.

    `given` names the cells that a bare file has at all, as for `check`; `others` are the other
    ballots' sheets of the day, as far as the same people may see them.
    """
    layout = _layout(_Same(form), rows, level, frozenset((parameters or {}).items()), given)
    causes = _by_cause(Trouble(layout, sheet), others)
    told = (replace(slip, cause=number) for number, found in enumerate(causes, start=1)
            for slip in speaking(found))  # fmt: skip
    return list(told)


def candidates(checker: Checker, sheet: Sheet, others: Sequence[Sheet] = ()) -> list[Slip]:
    """Every single change that mends all errors, likeliest first; posteriors leave room for more causes.

    Figures that came out of a register are suspected only where nothing else explains the failure;
    computed ones never.
    """
    return _candidates(Trouble(Layout(checker), sheet), others)


def speaking(found: Sequence[Slip]) -> list[Slip]:
    """What may be said aloud: the sure one alone, two or three near equals, else nothing."""
    if found and found[0].posterior >= SURE:
        return [found[0]]
    for count in range(2, min(SHOWN, len(found)) + 1):
        told = sum(slip.posterior for slip in found[:count])
        next_one = found[count].posterior if count < len(found) else 0.0
        if told >= ENOUGH and next_one <= APART * found[0].posterior:
            return list(found[:count])
    return []


def _by_cause(trouble: Trouble, others: Sequence[Sheet]) -> list[list[Slip]]:
    """One change for all errors; where there is none, one for each cause by itself."""
    found = _candidates(trouble, others)
    causes = [] if found else trouble.causes(_filled(trouble))
    return [_candidates(one, others) for one in causes] if len(causes) > 1 else [found]


def _candidates(trouble: Trouble, others: Sequence[Sheet]) -> list[Slip]:
    filled = _filled(trouble)
    if not trouble.errors or len(filled) > WIDE:
        return []
    typed = [cell for cell in filled if trouble.sheet.source(cell) is not Source.REGISTER]
    found = Ranking(trouble, typed, others).ranked()
    if not found and typed != filled:
        found = Ranking(trouble, filled, others).ranked()
    return [_slip(trouble, remedy, posterior) for remedy, posterior in found]


def _filled(trouble: Trouble) -> list[str]:
    """Cells with a figure that somebody brought; what the program computed is no one's slip."""
    sheet = trouble.sheet
    return [
        cell for cell in trouble.layout.typed
        if sheet.figures.get(cell) not in {None, NA} and sheet.source(cell) is not Source.COMPUTED
    ]  # fmt: skip


def _slip(trouble: Trouble, remedy: Remedy, posterior: float) -> Slip:
    cells = tuple(cell for cell in trouble.layout.typed if cell in remedy.change)
    codes = {i: trouble.ready[i].relation.code for i in trouble.failed}
    open_ = {code for i, code in codes.items() if i not in remedy.mended}
    return Slip(
        cells, tuple(trouble.number(cell) for cell in cells),
        tuple(remedy.change[cell] for cell in cells), remedy.kind,
        tuple(code for code in dict.fromkeys(codes.values()) if code not in open_), posterior,
    )  # fmt: skip


class _Same:
    """A form by its identity: two readings of a file are two forms."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.form is self.form


@lru_cache(maxsize=16)
def _layout(
    same: _Same, rows: Rows, level: Level, parameters: frozenset[tuple[str, int]],
    given: frozenset[str] | None,
) -> Layout:  # fmt: skip
    """Sheet after sheet of one form has the same rows; spreading them out takes longer than judging."""
    return Layout(Checker(same.form, rows, level, dict(parameters), given))
