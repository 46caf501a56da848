# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Labels of the sealed packs."""

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError
from precinct_app.domain.papers.act import NOTHING
from precinct_app.domain.papers.label import Label, LabelPaper
from precinct_app.domain.registers.packs import Pack, PackKind
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.papers.heading import heading_of, now, printed
from precinct_app.services.workspace import Workspace, require


def labels(workspace: Workspace, actor: Actor) -> LabelPaper:
    """A label for each pack that stands; InputError ``packs.none``."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        packs = [entry.content for entry in work.registers.all(Pack)]
        if not packs:
            raise InputError.of("packs.none")
        printed(workspace, work, actor, "labels", count=len(packs))
    found = tuple(_label(workspace, pack, len(packs)) for pack in packs)
    return LabelPaper(heading_of(workspace), found, now(workspace))


def name_of(pack: Pack) -> Wording:
    """What a pack holds, in words, with what the commission wrote beside it."""
    if pack.kind is PackKind.OTHER:
        return Wording.same(pack.note)
    kind = wording(f"pack.{pack.kind.value}")
    if not pack.note:
        return kind
    return Wording(
        f"{kind.kk}: {pack.note}", f"{kind.ru}: {pack.note}", f"{kind.en}: {pack.note}"
    )  # fmt: skip


def _label(workspace: Workspace, pack: Pack, of: int) -> Label:
    ballot = workspace.election.ballot(pack.ballot_id).name if pack.ballot_id else NOTHING
    count = pack.sheets if pack.counted else -1
    return Label(pack.number, of, name_of(pack), ballot, count, pack.seal)
