# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A protocol's page as it stands: signed, as it will be signed, or the draft for reading aloud."""

from precinct_app.domain.commission import Actor, Right
from precinct_app.services.ports import Press, StoredProtocol
from precinct_app.services.protocol_freezing import draft
from precinct_app.services.protocol_record import Night
from precinct_app.services.workspace import Workspace, require


def paper_of(
    workspace: Workspace, actor: Actor, ballot_id: str, night: Night, press: Press
) -> tuple[bytes, StoredProtocol | None]:
    """The PDF of a ballot's latest version, and that version as it is kept."""
    require(actor, Right.EXPLAIN)
    with workspace.store.begin() as work:
        protocol = work.protocols.get(ballot_id)
    if protocol is None or protocol.record is None:
        return draft(workspace, actor, ballot_id, night, press), protocol
    if protocol.pdf:
        return protocol.pdf, protocol
    form = workspace.forms[protocol.record.form_id]
    return press.pdf(protocol.record, form, b"", protocol.signers).pdf, protocol
