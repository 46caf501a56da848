# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The voter list brought in: looked at, its layout confirmed, then kept as a whole or not at all."""

from dataclasses import dataclass
from typing import Protocol

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import PrecinctError
from precinct_app.services.progress import Pulse, part_of, quiet
from precinct_app.services.toolbox import Toolbox, VoterFile
from precinct_app.services.voter_layout import Layout
from precinct_app.services.voter_list import refuse_list, refuse_second_list, take_in_list
from precinct_app.services.workspace import Workspace, require

_READING = 0.6
"""Part of the whole work that is reading; the rest is storing."""


class LayoutMemory(Protocol):
    """Layouts that a person confirmed, by the key of their headings; headings only, no rows."""

    def recall(self, key: str) -> str | None:
        """The layout kept under a key, as `Layout.to_json` wrote it."""

    def keep(self, key: str, layout: str) -> None:
        """Keep a layout, in place of one kept before."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import kept, and the file as it was read, with its notes."""

    kept: int
    file: VoterFile


def look_at_list(
    tools: Toolbox,
    data: bytes,
    name: str,
    *,
    sheet: str | None = None,
    memory: LayoutMemory | None = None,
    pulse: Pulse | None = None,
) -> Layout:
    """How a voter file is laid out, as a person once confirmed for the same headings.

    VoterFileError when the file is no table; a layout without columns when headings tell nothing.
    """
    found = tools.look_at_voters(data, name, sheet, pulse)
    kept = memory.recall(found.key) if memory and found.head_row else None
    return found.recalling(Layout.from_json(kept)) if kept else found


def import_list(
    workspace: Workspace,
    actor: Actor,
    tools: Toolbox,
    data: bytes,
    name: str,
    *,
    layout: Layout | None = None,
    memory: LayoutMemory | None = None,
    pulse: Pulse = quiet,
    act: str = "",
) -> ImportOutcome:
    """Read a voter file and keep its rows in one transaction; a refusal stands in the journal.

    `pulse` hears how far it is and may raise VoterFileError ``voters.cancelled``: then nothing is
    kept.  VoterFileError for a file that is no list, NotAllowedError as `take_in_list` says.
    """
    require(actor, Right.EDIT_VOTERS)
    with workspace.store.begin() as work:  # before a long reading; `take_in_list` looks again
        refuse_second_list(work)
    try:
        file = tools.read_voters(
            data, name, layout, workspace.election.day, part_of(pulse, 0.0, _READING)
        )
        kept = take_in_list(
            workspace, actor, file.voters, data, len(file.refused),
            part_of(pulse, _READING, 1.0), act,
        )  # fmt: skip
    except PrecinctError as error:
        refuse_list(workspace, actor, data, error.reasons[0].key)
        raise
    if memory and file.layout and file.layout.head_row:
        memory.keep(file.layout.key, file.layout.to_json())
    return ImportOutcome(kept, file)
