# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A revocation list that came by itself, after the package: it adds to what the package says."""

from collections.abc import Sequence
from dataclasses import replace

from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Actor, Right
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.registrar import RevocationCard
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, record_event, require


def take_revocation_list(
    workspace: Workspace, actor: Actor, data: bytes, tools: Toolbox
) -> Workspace:
    """Keep a list; the workspace that judges by it from now on.

    SignatureError ``revocation.unreadable``, ``revocation.stranger`` (no authority of this election
    has signed it), ``revocation.older`` (a list of that number or a higher one is held).
    """
    require(actor, Right.SET_UP)
    package, card = with_revocation_list(workspace.package, data, tools)
    der = package.trust.revocation_lists[-1]
    with workspace.store.begin() as work:
        work.workspace.add_revocation_list(der)
        record_event(
            workspace, work, actor, "revocations.taken", sha256(der),
            issuer=card.issuer, number=card.number, revoked=len(card.entries),
        )  # fmt: skip
    return replace(workspace, package=package)


def with_revocation_list(
    package: OpenedPackage, data: bytes, tools: Toolbox
) -> tuple[OpenedPackage, RevocationCard]:
    """The package as it judges with one list more, and what that list says."""
    der, card = tools.registrar.update(package.trust, data)
    return with_lists(package, (der,)), card


def with_lists(package: OpenedPackage, later: Sequence[bytes]) -> OpenedPackage:
    """The package as it judges with lists that were taken in after it."""
    lists = (*package.trust.revocation_lists, *later)
    return replace(package, trust=replace(package.trust, revocation_lists=lists))
