# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Backups of an open workspace, and meeting the one that has taken over from it (field: C3)."""

from dataclasses import dataclass, replace
from pathlib import Path

from precinct_app.domain.backups import KEPT, BackupLabel, Contents, surplus
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import NotAllowedError
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event, require, zone_of


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was written and read back."""

    file: Path
    label: BackupLabel
    removed: int
    """Older ones of this workspace that made room for it."""
    ahead: str = ""
    """File name of an earlier backup with events that this laptop no longer has: its disk lost them."""


def back_up(
    workspace: Workspace,
    actor: Actor,
    folder: Path,
    tools: Toolbox,
    *,
    keep: int = KEPT,
    journal: bool = True,
) -> BackupMade:
    """Write a backup into a folder, read it back, let the oldest of this workspace's go.

    NotAllowedError ``workspace.superseded`` when the folder holds a backup of whoever took over
    from this laptop.  StorageError ``backup.no_folder``, ``backup.full``, ``backup.read_only``,
    ``backup.not_written``, ``backup.differs``.
    """
    require(actor, Right.BACK_UP)
    found = tools.vault.find(folder)
    meet(workspace, actor, found, tools)
    ahead = _ahead(workspace, found, tools) if journal else ""
    file, label = tools.vault.write(
        workspace.store, folder, workspace.info.precinct_id, zone_of(workspace),
        workspace.clock.now(),
    )  # fmt: skip
    by_name = {str(path): label for path, label in found.items()} | {str(file): label}
    old = surplus(by_name, workspace.info.instance_id, keep)
    for name in old:
        tools.vault.remove(Path(name))
    if journal:
        with workspace.store.begin() as work:
            if ahead:
                record_event(workspace, work, actor, "workspace.behind", ahead)
            record_event(
                workspace, work, actor, "backup.made", workspace.info.instance_id,
                events=label.events, generation=label.generation,
            )  # fmt: skip
    return BackupMade(file, label, len(old), ahead)


def meet(
    workspace: Workspace, actor: Actor, found: dict[Path, BackupLabel], tools: Toolbox
) -> None:
    """Turn read-only when a backup is of this workspace's later generation; its database says so.

    A label alone proves nothing: anybody could write one.  NotAllowedError ``workspace.superseded``.
    """
    for file, label in found.items():
        if label.precinct_id != workspace.info.precinct_id:
            continue
        if label.generation <= workspace.info.generation:
            continue
        held = tools.vault.held(workspace.store, file)
        if held is not None and _is_later(held, workspace):
            raise _supersede(workspace, actor, held)


def _ahead(workspace: Workspace, found: dict[Path, BackupLabel], tools: Toolbox) -> str:
    """The latest backup of this very workspace, where its last event is not in the journal here."""
    mine = {
        label.age: file for file, label in found.items()
        if label.instance_id == workspace.info.instance_id
    }  # fmt: skip
    held = tools.vault.held(workspace.store, mine[max(mine)]) if mine else None
    if held is None or not held.events:
        return ""
    with workspace.store.begin() as work:
        known = any(event.hash == held.head for event in work.journal.all())
    return "" if known else mine[max(mine)].name


def is_superseded(generation: int) -> NotAllowedError:
    """What is said to whoever tries to write on a laptop from which another took over."""
    return NotAllowedError.of("workspace.superseded", generation=generation)


def _is_later(held: Contents, workspace: Workspace) -> bool:
    info = workspace.info
    return held.generation > info.generation and held.instance_id != info.instance_id


def _supersede(workspace: Workspace, actor: Actor, held: Contents) -> NotAllowedError:
    reason = is_superseded(held.generation)
    with workspace.store.begin() as work:
        info = work.workspace.info()
        if not info.superseded:
            work.workspace.save_info(replace(info, superseded=held.generation))
            record_event(
                workspace, work, actor, "workspace.superseded", held.instance_id,
                generation=held.generation,
            )  # fmt: skip
    workspace.store.protect(reason)
    return reason
