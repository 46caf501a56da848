# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Signatures made in other programs (NCALayer), attached to a protocol before it is handed over.

The person signs the file ``<ballot>.json``; what comes back travels in the bundle, is covered by the
manifest's signatures, and is shown as not verified here.
"""

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import NotAllowedError
from precinct_app.services.ports import StoredProtocol, Work
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event, require

MOST = 20
"""Foreign signatures of one protocol; a commission has fewer members."""


def attach_outside_signature(
    workspace: Workspace, actor: Actor, ballot_id: str, message: bytes, tools: Toolbox
) -> int:
    """Keep a foreign signature over a frozen protocol's data; how many there are now.

    NotAllowedError ``outside.not_frozen``, ``outside.handed_over``, ``outside.too_many``;
    SignatureError ``outside.*`` when it is no signature, or plainly over something else.
    """
    require(actor, Right.SIGN)
    with workspace.store.begin() as work:
        protocol = _open_protocol(work, ballot_id)
        held = work.protocols.outside(ballot_id, protocol.version)
        tools.demand_outside_signature(message, protocol.record_json)
        if message in held:
            return len(held)
        if len(held) >= MOST:
            raise NotAllowedError.of("outside.too_many", limit=MOST)
        work.protocols.add_outside(ballot_id, protocol.version, message)
        record_event(
            workspace, work, actor, "protocol.outside_signature", ballot_id,
            version=protocol.version, sha256=sha256(message),
        )  # fmt: skip
    return len(held) + 1


def outside_files(work: Work, protocol: StoredProtocol) -> dict[str, bytes]:
    """A protocol's foreign signatures by their names in a bundle."""
    held = work.protocols.outside(protocol.ballot_id, protocol.version)
    return {f"{protocol.ballot_id}.outside-{n}.p7s": data for n, data in enumerate(held, start=1)}


def _open_protocol(work: Work, ballot_id: str) -> StoredProtocol:
    protocol = work.protocols.get(ballot_id)
    if protocol is None or not protocol.record_json:
        raise NotAllowedError.of("outside.not_frozen")
    return protocol
