# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Piles that are added in a cell: 50 + 50 + 17; the strip stands beside the cell."""

from dataclasses import dataclass, field

from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, Figure
from precinct_app.ui.widgets.count_edit import grouped


@dataclass(slots=True)
class Piles:
    """The piles of the cell at hand, and of cells added up before."""

    cell: str = ""
    parts: list[int] = field(default_factory=list)
    kept: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether piles are being added."""
        return bool(self.parts)

    def add(self, cell: str, figure: Figure | None) -> bool:
        """Take what is typed as a pile, or go on with the piles that the cell has; False for nothing."""
        if cell != self.cell:
            self.cell, self.parts = cell, []
        if not self.parts and (before := self.of(cell, figure)):
            self.parts = list(before)
            return True
        if not isinstance(figure, int) or sum(self.parts) + figure > LARGEST_FIGURE:
            return False
        self.parts.append(figure)
        return True

    def so_far(self, cell: str, last: Figure | None) -> int | None:
        """The sum of the piles with the last one, kept; None where no piles are added."""
        if cell != self.cell or not self.parts:
            return None
        parts = [*self.parts, *([last] if isinstance(last, int) else [])]
        self.kept[cell] = tuple(parts)
        return sum(parts)

    def total(self, cell: str, last: Figure | None) -> int | None:
        """The sum as `so_far`, and the strip closes."""
        found = self.so_far(cell, last)
        if found is not None:
            self.close()
        return found

    def of(self, cell: str, figure: Figure | None) -> tuple[int, ...]:
        """The piles that a cell's figure was added up from; none where it was typed otherwise."""
        parts = self.kept.get(cell, ())
        return parts if parts and sum(parts) == figure else ()

    def drop(self) -> None:
        """The piles at hand were none."""
        self.kept.pop(self.cell, None)
        self.close()

    def close(self) -> None:
        """Put the strip away."""
        self.cell, self.parts = "", []

    def boxes(self) -> dict[str, tuple[str, str, str]]:
        """The strip beside the cell: piles so far and their sum."""
        if not self.parts:
            return {}
        told = " + ".join(grouped(part) for part in self.parts[-4:])
        more = "… + " if len(self.parts) > 4 else ""  # noqa: PLR2004
        return {self.cell: (f"{more}{told} +", f"= {grouped(sum(self.parts))}", "edge")}
