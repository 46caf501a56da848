# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Rows of the sheets that only the paper knows, where a register is not kept here (field: M1)."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PaperRows:
    """How many mobile boxes there were, and which leaders issued ballots."""

    register_name: ClassVar[str] = "paper_rows"
    boxes: int
    issuers: tuple[str, ...] = ()
    """The chair or the secretary, where they issued all the same (A605)."""

    @property
    def subject(self) -> str:
        """There is one commission."""
        return "rows"
