# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The ladder to the finish (field: C1): who is left to sign, and on which rungs a protocol stands.

1 both sign; 2 the signatures there are, the missing one with a reason; 3 no key; 4 no printer; 5 no
laptop, the district types.
"""

from collections.abc import Collection, Iterable, Mapping

from precinct_app.domain.commission import CERTIFIERS, Role
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.missing import Missing

BOTH, FEWER, NO_KEY, NO_PRINTER, NO_LAPTOP = 1, 2, 3, 4, 5
_LEADERS = frozenset({Role.CHAIR, Role.SECRETARY})


def certifier_first(signers: Iterable[ExpectedSigner]) -> tuple[ExpectedSigner, ...]:
    """Chair before deputy before secretary before the others, who keep their order (E602)."""
    return tuple(sorted(signers, key=_place))


def _place(signer: ExpectedSigner) -> int:
    return CERTIFIERS.index(signer.role) if signer.role in CERTIFIERS else len(CERTIFIERS)


def left_to_sign(
    signers: Iterable[ExpectedSigner], missing: Iterable[Missing]
) -> tuple[ExpectedSigner, ...]:
    """The set without those who do not sign, its certifier first."""
    gone = {one.member_id for one in missing}
    return certifier_first([signer for signer in signers if signer.member_id not in gone])


def usual_signers(
    roles: Mapping[str, Role], missing: Iterable[Missing] = ()
) -> tuple[ExpectedSigner, ...]:
    """Chair and secretary; without the chair the deputy signs for him, else the secretary alone."""
    gone = {one.member_id for one in missing}
    there = {role: member for member, role in roles.items() if member not in gone}
    first = [role for role in (Role.CHAIR, Role.DEPUTY) if role in there][:1]
    wanted = [*first, *([Role.SECRETARY] if Role.SECRETARY in there else [])]
    return tuple(ExpectedSigner(there[role], role) for role in wanted)


def rungs(
    signers: Collection[ExpectedSigner],
    signed_by: Collection[str],
    missing: Collection[Missing],
    roles: Mapping[str, Role],
    *,
    sealed: bool,
    printed: bool = True,
    manifest_signed: bool = True,
) -> tuple[int, ...]:
    """On which rungs a protocol is handed over; (1,) alone needs no comparison with paper."""
    found = set()
    if not sealed or not signed_by or not manifest_signed:
        found.add(NO_KEY)
    elif _fewer(signers, signed_by, missing, roles):
        found.add(FEWER)
    if not printed:
        found.add(NO_PRINTER)
    return tuple(sorted(found)) or (BOTH,)


def _fewer(
    signers: Collection[ExpectedSigner],
    signed_by: Collection[str],
    missing: Collection[Missing],
    roles: Mapping[str, Role],
) -> bool:
    """Somebody of the set has not signed, or chair or secretary is not of the set."""
    unsigned = {signer.member_id for signer in signers} - set(signed_by)
    return bool(unsigned) or any(roles.get(one.member_id) in _LEADERS for one in missing)
