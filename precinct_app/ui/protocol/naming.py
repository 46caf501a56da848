# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How the sheet's lines and sums are called on the screen: by official number and caption."""

import re
from collections.abc import Mapping, Sequence

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import Finding
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.formula import Term
from precinct_app.domain.protocol.printed import Numbers
from precinct_app.domain.protocol.sheet import Rows
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text


class Naming:
    """Names of one precinct's sheet."""

    def __init__(self, form: Form, rows: Rows, level: Level, cells: Sequence[CellSpec]) -> None:
        self.numbers = Numbers(form, rows, level)
        self.specs: Mapping[str, CellSpec] = {spec.cell: spec for spec in cells}

    def number(self, cell: str) -> str:
        """A cell's official number."""
        spec = self.specs.get(cell)
        return spec.official if spec else cell

    def caption(self, cell: str, language: Language) -> str:
        """A cell's caption."""
        spec = self.specs.get(cell)
        return spec.caption.in_(language) if spec else cell

    def line(self, cell: str, language: Language) -> str:
        """``Line 13, valid ballots``; names of options keep their capital."""
        caption = self.caption(cell, language)
        if "." not in cell:
            caption = caption[:1].lower() + caption[1:]
        return text("sheet.line", language, number=self.number(cell), caption=caption)

    def side(self, terms: Sequence[Term], row: str, language: Language) -> str:
        """One side of a relation: its line, the sum of its lines, or its formula."""
        told = self.numbers.side(terms, row)
        only = [s for s in self.specs.values() if s.official == told and s.printed]
        if len(terms) == 1 and only:
            return self.line(only[0].cell, language)
        plain = all(
            t.coefficient == 1 and t.ref and not t.percent and not t.parameter for t in terms
        )
        spans = dashed(told)
        if plain and told != "0":
            return text("sheet.sum", language, numbers=_span(spans))
        return spans

    def says(self, finding: Finding, language: Language) -> str:
        """What is wrong, without the numbers, which stand below it."""
        said = finding.relation.says.in_(language)
        return finding.sentence(language) if "{" in said else said


def dashed(told: str) -> str:
    """Ranges of line numbers with a dash between them."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", told)


def _span(told: str) -> str:
    """``16.1–16.7 + 17`` as people read it: ``16.1–16.7, 17``."""
    return told.replace(" + ", ", ")
