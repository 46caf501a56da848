# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Backups: what one says of itself, what a workspace holds, how two states of it stand to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from precinct_app.domain import canonical
from precinct_app.domain.errors import StorageError

FORMAT = "precinct-backup-1"
ENDING = ".precinct-backup"
KEPT = 10
"""Backups of one workspace that are kept in a folder; the oldest goes first."""
EVERY_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Contents:
    """A state of a workspace by its counts: compared after copying, shown before one replaces another."""

    instance_id: str
    generation: int
    voters: int
    certificates: int
    entries: int
    """Entries of registers, undone ones too."""
    figures: int
    """Cells that somebody typed."""
    protocols: int
    """Versions of protocols whose figures are final."""
    received: int
    events: int
    head: str
    """Hash of the journal's last event."""
    until: datetime | None
    """When the last of all this was recorded."""


@dataclass(frozen=True, slots=True)
class BackupLabel:
    """What a backup says of itself without any pass phrase: nobody's name, no figure.

    It is a help for choosing, no more: what counts is read from the encrypted database.
    """

    precinct_id: str
    """Empty for a district."""
    instance_id: str
    generation: int
    events: int
    until: datetime
    """Data up to this moment."""
    made: datetime
    schema: str

    @classmethod
    def of(cls, contents: Contents, precinct_id: str, made: datetime, schema: str) -> "BackupLabel":
        """The label of a state; a workspace without any event counts from its copying."""
        until = contents.until or made
        return cls(
            precinct_id, contents.instance_id, contents.generation, contents.events, until, made, schema
        )  # fmt: skip

    @property
    def age(self) -> tuple[int, int, datetime, datetime]:
        """What orders the backups of one precinct, whatever the laptops' clocks say."""
        return (self.generation, self.events, self.until, self.made)

    def file_name(self, zone: str) -> str:
        """A name that sorts by age and says the time by the station's wall."""
        when = self.until.astimezone(ZoneInfo(zone))
        place = self.precinct_id or "district"
        stem = f"{place}_g{self.generation}_{self.events:06d}_{when:%Y-%m-%d_%H-%M-%S}"
        return f"{stem}_{self.instance_id[:4]}{ENDING}"

    def to_json(self) -> bytes:
        """Encode canonically."""
        return canonical.encode(
            {
                "format": FORMAT,
                "precinct_id": self.precinct_id,
                "instance_id": self.instance_id,
                "generation": self.generation,
                "events": self.events,
                "until": self.until.isoformat(),
                "made": self.made.isoformat(),
                "schema": self.schema,
            }
        )

    @classmethod
    def from_json(cls, data: bytes) -> "BackupLabel":
        """Read a label; StorageError ``backup.unreadable`` for anything else."""
        try:
            label = _from_mapping(canonical.decode(data))
            whole = label.to_json() == data
        except Exception as error:  # hostile content: whatever is wrong, it is no label
            raise StorageError.of("backup.unreadable") from error
        if not whole:
            raise StorageError.of("backup.unreadable")
        return label


class Standing(StrEnum):
    """How a backup's journal stands to the one that it would replace."""

    ALONE = "alone"
    """There is nothing to replace."""
    SAME = "same"
    EARLIER = "earlier"
    """The backup is an earlier state of what is here."""
    LATER = "later"
    """What is here is an earlier state of the backup."""
    PARTED = "parted"
    """Each has events that the other lacks."""


def standing(here: Sequence[str] | None, there: Sequence[str]) -> tuple[Standing, int]:
    """Compare journals by their hashes; with it, how many of the events here would be lost."""
    if here is None:
        return Standing.ALONE, 0
    common = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        common += 1
    lost = len(here) - common
    if common == len(there):
        return (Standing.EARLIER if lost else Standing.SAME), lost
    return (Standing.PARTED if lost else Standing.LATER), lost


def surplus(found: Mapping[str, BackupLabel], instance_id: str, keep: int) -> tuple[str, ...]:
    """Names of this workspace's backups that are to go; the newest and everybody else's stay."""
    mine = [name for name, label in found.items() if label.instance_id == instance_id]
    mine.sort(key=lambda name: found[name].age)
    return tuple(mine[: max(len(mine) - max(keep, 1), 0)])


def _from_mapping(content: Any) -> BackupLabel:
    until, made = (datetime.fromisoformat(content[name]) for name in ("until", "made"))
    if until.tzinfo is None or made.tzinfo is None:
        raise ValueError(content)
    numbers = [content[name] for name in ("generation", "events")]
    texts = [content[name] for name in ("precinct_id", "instance_id", "schema")]
    if not all(type(n) is int for n in numbers) or not all(isinstance(t, str) for t in texts):
        raise TypeError(content)
    return BackupLabel(texts[0], texts[1], numbers[0], numbers[1], until, made, texts[2])
