# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a register gives to a ballot's sheet: figures by cell, each with its source.

``register`` is what the program itself adds up from rows; a count that people made and that a register
only keeps (packs handed out, blanks left over) is ``counted``, so that relations over it are checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from precinct_app.domain.protocol.sheet import Source


@dataclass(frozen=True, slots=True)
class RegisterFigure:
    """One figure and where it comes from."""

    figure: int
    source: Source = Source.REGISTER


Lines = Mapping[str, RegisterFigure]
"""Figures by cell name, as in a sheet."""


def added(**figures: int) -> dict[str, RegisterFigure]:
    """Figures that the program added up from a register's rows, by line."""
    return {name: RegisterFigure(figure) for name, figure in figures.items()}


def counted(cells: Mapping[str, int]) -> dict[str, RegisterFigure]:
    """Figures that people counted and a register keeps, by cell."""
    return {cell: RegisterFigure(figure, Source.COUNTED) for cell, figure in cells.items()}
