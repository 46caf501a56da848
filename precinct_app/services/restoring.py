# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Going on from a backup: in this workspace's place, or on another laptop (field: C3).

First it is looked at: what it holds, what would be lost.  Then two people say yes.  The journal tells
of it, and the workspace is another instance with a later generation, which its bundles carry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from precinct_app.domain.backups import BackupLabel, Contents, Standing, standing
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, PrecinctError, StorageError
from precinct_app.domain.journal import first_break
from precinct_app.domain.registers.night import ClockRead
from precinct_app.services.opening import actor_of, workspace_in
from precinct_app.services.ports import BackupCopy, Work, WorkspaceInfo
from precinct_app.services.registers.keeping import keep
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.two_people import Agreed, refuse_alone
from precinct_app.services.workspace import Workspace, record_event, require


@dataclass(frozen=True, slots=True)
class Preview:
    """What a backup holds and what it would replace."""

    label: BackupLabel
    held: Contents
    here: Contents | None
    """What stands in its place now; None on another laptop, or where nothing can be read."""
    standing: Standing
    lost: int
    """Events of the journal here that the backup lacks."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A backup that somebody has opened: its copy, who opened it, the preview."""

    copy: BackupCopy
    workspace: Workspace
    actor: Actor
    preview: Preview
    file: Path

    def close(self) -> None:
        """Leave everything as it is."""
        self.copy.close()


@dataclass(frozen=True, slots=True)
class Restored:
    """What a workspace is after it went on from a backup."""

    info: WorkspaceInfo
    preview: Preview
    taken_over: bool


def look_at_backup(
    file: Path,
    member_id: str,
    secret: str,
    folder: Path,
    tools: Toolbox,
    here: Workspace | None = None,
) -> LookedAt:
    """Open a backup beside the place where it would go, check it whole and compare it.

    `here` is the workspace of that place where it can still be opened.  StorageError
    ``backup.unreadable``, ``backup.journal``, what opening a workspace has; InputError
    ``restore.other_workspace``; NotAllowedError ``signin.wrong``, ``not_allowed.role``.
    """
    near = folder if folder.is_dir() else folder.parent
    copy = tools.vault.open(file, member_id, secret, near, folder)
    try:
        workspace = workspace_in(copy, tools)
        actor = actor_of(workspace, copy.folder, member_id, tools)
        require(actor, Right.RESTORE)
        _refuse_other(workspace, here)
        preview = _preview(copy, here)
    except BaseException:
        copy.close()
        raise
    return LookedAt(copy, workspace, actor, preview, file)


def restore(
    looked: LookedAt,
    folder: Path,
    agreed: Agreed,
    tools: Toolbox,
    here: Workspace | None = None,
) -> Restored:
    """Put a backup in the place of the workspace of a folder, or make one of it in a new folder.

    The workspace here is closed, and what it was is kept aside in its folder.  NotAllowedError
    ``two_people.needed``; StorageError ``storage.locked`` while another window has it open.
    """
    said = refuse_alone(looked.actor, agreed, Right.BACK_UP)
    taken_over = not folder.is_dir() or not any(
        path for path in folder.iterdir() if not path.name.startswith(".")
    )
    info = replace(
        looked.workspace.info, instance_id=uuid4().hex, superseded=0,
        generation=1 + _last_generation(looked, here, tools),
    )  # fmt: skip
    with looked.copy.begin() as work:
        work.workspace.save_info(info)
        _record(looked, work, info, said, taken_over=taken_over)
        if taken_over:
            _follow_this_clock(looked, work)
    now = looked.workspace.clock.now()
    if here is not None:
        here.store.close()
    tools.vault.place(looked.copy, folder, f"{now:%Y%m%d-%H%M%S}")
    return Restored(info, looked.preview, taken_over)


def _preview(copy: BackupCopy, here: Workspace | None) -> Preview:
    with copy.begin() as work:
        events = list(work.journal.all())
    if first_break(events) is not None:
        raise StorageError.of("backup.journal")
    there = [event.hash for event in events]
    mine: list[str] | None = None
    if here is not None:
        with here.store.begin() as work:
            mine = [event.hash for event in work.journal.all()]
    how, lost = standing(mine, there)
    current = here.store.contents() if here is not None else None
    return Preview(copy.label, copy.contents(), current, how, lost)


def _refuse_other(workspace: Workspace, here: Workspace | None) -> None:
    """A backup goes back where it came from: the same election, the same precinct."""
    if here is None:
        return
    mine = (here.election.election_id, here.info.kind, here.info.precinct_id)
    theirs = (workspace.election.election_id, workspace.info.kind, workspace.info.precinct_id)
    if mine != theirs:
        raise InputError.of(
            "restore.other_workspace", election=theirs[0], precinct=theirs[2] or theirs[1]
        )


def _last_generation(looked: LookedAt, here: Workspace | None, tools: Toolbox) -> int:
    """The highest generation that anybody knows of: the backup's, this laptop's, the stick's others."""
    known = [looked.preview.held.generation]
    if here is not None:
        known += [here.info.generation, here.info.superseded]
    try:
        beside = tools.vault.find(looked.file.parent)
    except PrecinctError:
        beside = {}
    for file, label in beside.items():
        same = label.precinct_id == looked.workspace.info.precinct_id
        if same and label.generation > max(known):
            held = tools.vault.held(looked.copy, file)
            known += [held.generation] if held is not None else []
    return max(known)


def _record(
    looked: LookedAt, work: Work, info: WorkspaceInfo, said: Mapping[str, str], *, taken_over: bool
) -> None:
    """The first event of the new instance: from which state it goes on, what it replaces, who agreed."""
    preview = looked.preview
    details: dict[str, str | int] = {
        "generation": info.generation,
        "former": preview.held.instance_id,
        "lost": preview.lost,
        "replaced_head": preview.here.head if preview.here else "",
    }
    kind = "workspace.taken_over" if taken_over else "workspace.restored"
    record_event(
        looked.workspace, work, looked.actor, kind, info.instance_id, happened=None,
        **details, **said,
    )  # fmt: skip


def _follow_this_clock(looked: LookedAt, work: Work) -> None:
    """Another laptop has another clock: it is followed until the commission reads the wall again."""
    if looked.workspace.clock.offset:
        keep(looked.workspace, work, looked.actor, ClockRead(0, 0), behind=0, ahead=0)
