# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A key before it signs: it opens, its certificate holds here, and it is of this commission."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from precinct_app.domain.commission import Actor, Member, Right
from precinct_app.domain.errors import SignatureError
from precinct_app.services.ports import Signer
from precinct_app.services.registrar import TokenHolder
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import Workspace, require

_PROOF = b"precinct-app: is this key of this commission"


def commission_key(
    workspace: Workspace, actor: Actor, data: bytes, passphrase: str, tools: Toolbox
) -> Signer:
    """Open a key file and let it sign something of no use, which is judged as its signatures will be.

    SignatureError with what is wrong with file, pass phrase or certificate, ``readiness.key_of_other``
    for a key of another commission, ``readiness.key_of_nobody`` for one of nobody in it.
    """
    require(actor, Right.SIGN)
    signer = tools.open_key(data, passphrase)
    holder_of(workspace, signer, tools)
    return signer


def token_holders(actor: Actor, module: str, tools: Toolbox) -> Sequence[TokenHolder]:
    """Whose keys the tokens in this machine hold; SignatureError ``token.module``, ``token.none``."""
    require(actor, Right.SIGN)
    found = tools.registrar.token_holders(module)
    if not found:
        raise SignatureError.of("token.none")
    return found


def token_key(
    workspace: Workspace, actor: Actor, module: str, holder: TokenHolder, pin: str, tools: Toolbox
) -> AbstractContextManager[Signer]:
    """A key inside a token, tried like `commission_key`; the token is let go after the block.

    SignatureError ``token.*`` too: a wrong PIN, a locked token, one that was pulled out.
    """
    require(actor, Right.SIGN)
    opened = tools.registrar.open_token(
        module, lambda _: pin or None, holder.label, wanted=holder.certificate
    )
    return _of_commission(workspace, opened, tools)


@contextmanager
def _of_commission(
    workspace: Workspace, opened: AbstractContextManager[Signer], tools: Toolbox
) -> Iterator[Signer]:
    with opened as signer:
        holder_of(workspace, signer, tools)
        yield signer


def holder_of(workspace: Workspace, signer: Signer, tools: Toolbox) -> Member:
    """Whose key of this commission it is; it signs something of no meaning, judged as at the district."""
    signed = tools.press.sign_manifest(_PROOF, signer, workspace.clock.now())
    (by,) = tools.judge(workspace.package.trust).cms(signed, _PROOF)
    if by.doubt is not None:
        raise SignatureError(by.doubt)
    if by.precinct_id != workspace.info.precinct_id:
        raise SignatureError.of("readiness.key_of_other", precinct=by.precinct_id or "—")
    members = {member.member_id: member for member in workspace.precinct.members}
    member = members.get(by.member_id)
    if member is None or member.role is not by.role:
        raise SignatureError.of("readiness.key_of_nobody", member=by.member_id)
    return member
