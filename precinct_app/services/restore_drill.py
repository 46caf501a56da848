# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The restore drill before the day: another laptop opens the backup whole, and says so on the stick.

It writes nothing but a short file beside the backup, under a proof that only somebody who opened this
workspace can make; the first laptop takes it into its journal.
"""

import json
from binascii import unhexlify
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from precinct_app.domain import canonical
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import PrecinctError, StorageError
from precinct_app.runtime.files import write_whole
from precinct_app.services.restoring import LookedAt, look_at_backup
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event, require

ENDING = ".restore-drill"
EVENT = "backup.drill"
_FORMAT = "precinct-drill-1"
_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class Drill:
    """A backup was opened whole on a machine."""

    machine: str
    """The machine's random name: nobody's."""
    instance_id: str
    events: int
    head: str
    done: datetime
    member_id: str

    def to_json(self) -> bytes:
        """Encode canonically."""
        return canonical.encode(
            {
                "format": _FORMAT, "machine": self.machine, "instance_id": self.instance_id,
                "events": self.events, "head": self.head, "done": self.done.isoformat(),
                "member_id": self.member_id,
            }
        )  # fmt: skip


def drill(file: Path, member_id: str, secret: str, near: Path, tools: Toolbox) -> Drill:
    """Open a backup as for a take-over, check it whole, and write the proof beside it.

    Nothing is made of it here.  Refusals as `look_at_backup` has them; StorageError
    ``backup.not_written`` when the stick takes no file.
    """
    looked = look_at_backup(file, member_id, secret, near / "drill", tools)
    try:
        done = _done(looked, tools)
        told = done.to_json()
        proof = tools.vault.prove(looked.copy, told).hex()
    finally:
        looked.close()
    target = file.with_name(f"{file.stem}_{done.machine[:6]}{ENDING}")
    try:
        write_whole(target, json.dumps({"told": told.decode(), "proof": proof}).encode())
    except OSError as error:
        raise StorageError.of("backup.not_written", folder=str(file.parent)) from error
    return done


def take_drills(
    workspace: Workspace, actor: Actor, folder: Path, tools: Toolbox
) -> tuple[Drill, ...]:
    """Drills on a stick that are proven, each new one with its line in the journal."""
    require(actor, Right.BACK_UP)
    found = [_proven(workspace, file, tools) for file in sorted(folder.glob(f"*{ENDING}"))]
    drills = tuple(one for one in found if one is not None)
    with workspace.store.begin() as work:
        known = {_key(e.subject, e.details) for e in work.journal.all() if e.kind == EVENT}
        for one in drills:
            if (one.machine, one.events, one.head) not in known:
                record_event(
                    workspace, work, actor, EVENT, one.machine, happened=one.done,
                    events=one.events, head=one.head, by=one.member_id, own=_is_own(one, tools),
                )  # fmt: skip
    return drills


def _done(looked: LookedAt, tools: Toolbox) -> Drill:
    held = looked.preview.held
    return Drill(
        tools.machine, held.instance_id, held.events, held.head, tools.clock.now(),
        looked.actor.member_id,
    )  # fmt: skip


def _is_own(one: Drill, tools: Toolbox) -> int:
    return int(one.machine == tools.machine)


def _key(subject: str, details: object) -> tuple[str, object, object]:
    told = dict(details) if isinstance(details, dict) else {}
    return (subject, told.get("events"), told.get("head"))


def _proven(workspace: Workspace, file: Path, tools: Toolbox) -> Drill | None:
    """What a file proves; None for any other file."""
    try:
        with file.open("rb") as opened:
            whole = json.loads(opened.read(_LARGEST).decode("utf-8"))
        told = str(whole["told"]).encode()
        if not tools.vault.proves(workspace.store, told, unhexlify(str(whole["proof"]))):
            return None
        said = canonical.decode(told)
        return Drill(
            said["machine"], said["instance_id"], said["events"], said["head"],
            datetime.fromisoformat(said["done"]), said["member_id"],
        )  # fmt: skip
    except (OSError, ValueError, LookupError, TypeError, RecursionError, PrecinctError):
        return None
