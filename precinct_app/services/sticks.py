# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Bundles on a stick or in any folder: written, read back, later held against what was made here."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import BundleError, PrecinctError
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.handing import BundlePacked, BundleWritten
from precinct_app.runtime.files import ask_the_disk, clear_parts, write_whole
from precinct_app.services.handover import HandedOver
from precinct_app.services.ports import Judge
from precinct_app.services.registers.keeping import keep
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, require

LARGEST = 64_000_000
"""Bytes of a file on a stick that is looked at."""


def write_to(
    workspace: Workspace,
    actor: Actor,
    handed: HandedOver,
    folder: Path,
    happened: datetime | None = None,
) -> Path:
    """Write a bundle, read it back from where it lies, compare; only then is it recorded as written.

    BundleError ``stick.not_written`` where it cannot be written, ``stick.differs`` where other bytes
    come back.
    """
    require(actor, Right.HAND_OVER)
    target = folder / handed.file_name
    place(target, handed.data)
    with workspace.store.begin() as work:
        written = BundleWritten(handed.manifest.handover_no, sha256(handed.data))
        keep(workspace, work, actor, written, happened)
    return target


def place(target: Path, data: bytes) -> None:
    """Write a file and read it back from where it lies; BundleError as `write_to`."""
    try:
        write_whole(target, data)
        clear_parts(target.parent)
        ask_the_disk(target)
        lies = target.read_bytes()
    except OSError as error:
        raise BundleError.of("stick.not_written", name=target.name) from error
    if lies != data:
        raise BundleError.of("stick.differs", name=target.name)


class Lies(StrEnum):
    """What a bundle on a stick is, held against what was made here."""

    LATEST = "latest"
    """Byte for byte the last one made for its receiver."""
    OLDER = "older"
    """Byte for byte one that was made here and replaced since."""
    CHANGED = "changed"
    """It names one that was made here, and is not it any more."""
    FOREIGN = "foreign"
    """Not made in this workspace."""
    MISSING = "missing"
    """The last one made for a receiver is not there."""


@dataclass(frozen=True, slots=True)
class OnStick:
    """One bundle and what it is."""

    file_name: str
    lies: Lies
    number: int = 0
    receiver_id: str = ""


def check_stick(
    workspace: Workspace, actor: Actor, folder: Path, tools: Toolbox
) -> tuple[OnStick, ...]:
    """Every bundle in a folder against those made here, then those that ought to be there."""
    require(actor, Right.HAND_OVER)
    with workspace.store.begin() as work:
        made = work.registers.all(BundlePacked)
    last = {entry.content.receiver_id: entry.content for entry in made}
    judge = tools.judge(workspace.package.trust)
    found = [
        one for path in sorted(folder.iterdir()) if (one := _look(path, made, last, tools, judge))
    ]  # fmt: skip
    there = {one.number for one in found if one.lies is Lies.LATEST}
    missing = [one for one in last.values() if one.number not in there]
    return (
        *found, *(OnStick(m.file_name, Lies.MISSING, m.number, m.receiver_id) for m in missing)
    )  # fmt: skip


def _look(
    path: Path, made: list[Entry[BundlePacked]], last: dict[str, BundlePacked], tools: Toolbox,
    judge: Judge,
) -> OnStick | None:  # fmt: skip
    """What a file is; None for what is no bundle at all."""
    if not path.is_file() or path.name.startswith(".") or path.stat().st_size > LARGEST:
        return None
    ask_the_disk(path)
    data = path.read_bytes()
    for entry in made:
        own = entry.content
        if own.file_sha256 == sha256(data):
            lies = Lies.LATEST if last[own.receiver_id] == own else Lies.OLDER
            return OnStick(path.name, lies, own.number, own.receiver_id)
    if again := _with_more_signatures(data, made, tools, judge):
        lies = Lies.LATEST if last[again.receiver_id] == again else Lies.OLDER
        return OnStick(path.name, lies, again.number, again.receiver_id)
    named = next((e.content for e in made if e.content.file_name == path.name), None)
    if named is not None:
        return OnStick(path.name, Lies.CHANGED, named.number, named.receiver_id)
    if tools.kind_of(data) != "bundle":
        return None
    try:
        manifest = tools.open_bundle(data).manifest
    except PrecinctError:
        return OnStick(path.name, Lies.CHANGED)
    return OnStick(path.name, Lies.FOREIGN, manifest.handover_no, manifest.receiver_id)


def _with_more_signatures(
    data: bytes, made: list[Entry[BundlePacked]], tools: Toolbox, judge: Judge
) -> BundlePacked | None:
    """The bundle made here that this is, signed by more members since at another machine."""
    try:
        content = tools.open_bundle(data)
        if content.cms:
            judge.cms(content.cms, content.manifest_bytes)
    except PrecinctError:
        return None
    named = sha256(content.manifest_bytes)
    return next((e.content for e in made if e.content.manifest_sha256 == named), None)
