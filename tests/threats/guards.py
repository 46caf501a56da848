# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Guards of the threat model as they stand in ``guards.toml``."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("guards.toml")


@dataclass(frozen=True)
class Guard:
    """One guard: the line of the threat model, where it stands, what removes it, what tells of it."""

    name: str
    threat: str
    file: str
    was: str
    becomes: str
    test: str

    def removed_from(self, text: str) -> str:
        """The file's text without the guard; ValueError where it is not found once."""
        if text.count(self.was) != 1:
            raise ValueError(f"{self.name}: found {text.count(self.was)} times in {self.file}")
        return text.replace(self.was, self.becomes)


def guards() -> list[Guard]:
    """All of them, in the order of the table."""
    content = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [Guard(name, **fields) for name, fields in content.items()]
