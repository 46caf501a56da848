# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The copying sheet of a frozen protocol, for a commission without a printer (field: C1, rung 4)."""

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import NotAllowedError
from precinct_app.services.papers.heading import printed
from precinct_app.services.ports import Press
from precinct_app.services.workspace import Workspace, require


def copying_sheet(workspace: Workspace, actor: Actor, ballot_id: str, press: Press) -> bytes:
    """The protocol's figures and words, large; NotAllowedError ``sign.not_frozen`` before that."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        protocol = work.protocols.get(ballot_id)
        if protocol is None or protocol.record is None:
            raise NotAllowedError.of("sign.not_frozen")
        printed(
            workspace, work, actor, "copying_sheet", ballot=ballot_id, version=protocol.version
        )  # fmt: skip
    return press.copying_sheet(protocol.record, workspace.forms[protocol.record.form_id])
