# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How every register is kept: an entry with its two times and its line in the journal, or an undo."""

from datetime import datetime
from uuid import uuid4

from precinct_app.domain.commission import Actor
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.entry import C, Content, Entry, Undo
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace, record_event


def keep(
    workspace: Workspace,
    work: Work,
    actor: Actor,
    content: C,
    happened: datetime | None = None,
    journal_subject: str | None = None,
    **details: str | int,
) -> Entry[C]:
    """Add an entry (it happened now unless told otherwise) and its event ``register.<name>``.

    `details` go into the journal and must name no voter.  `journal_subject` stands there instead of
    the content's own subject, where the journal's exact time must not lead to a voter.

    InputError ``register.future`` for what is said to happen later than now.
    """
    now = workspace.clock.now()
    if happened is not None and happened > now:
        raise InputError.of("register.future")
    entry = Entry(uuid4().hex, content, happened or now, now, actor.member_id)
    work.registers.add(entry)
    said: Content = content
    record_event(
        workspace, work, actor, f"register.{said.register_name}",
        said.subject if journal_subject is None else journal_subject,
        happened=entry.happened, **details,
    )  # fmt: skip
    return entry


def undo(
    workspace: Workspace,
    work: Work,
    actor: Actor,
    kind: type[C],
    entry_id: str,
    reason: str,
    happened: datetime | None = None,
    journal_subject: str | None = None,
) -> Entry[C]:
    """Undo an entry with its reason; the entry as it was.

    InputError ``register.no_reason`` without one, ``register.undone`` when it does not stand.
    """
    if not reason.strip():
        raise InputError.of("register.no_reason")
    entry = work.registers.get(kind, entry_id)
    if entry is None or not entry.stands:
        raise InputError.of("register.undone")
    now = workspace.clock.now()
    work.registers.undo(entry_id, Undo(reason.strip(), happened or now, now, actor.member_id))
    said: Content = entry.content
    record_event(
        workspace,
        work,
        actor,
        f"register.{said.register_name}_undone",
        said.subject if journal_subject is None else journal_subject,
        happened=happened,
    )
    return entry
