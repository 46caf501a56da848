# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The card of a workspace: what may be said of it without any pass phrase."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkspaceCard:
    """What the start page may say of a workspace without any pass phrase."""

    kind: str
    mode: str
    precinct_id: str
    precinct_number: int
    place: dict[str, str]
    election: dict[str, str]
    day: str
    package_sequence: int
    ballots: tuple[dict[str, str], ...]
