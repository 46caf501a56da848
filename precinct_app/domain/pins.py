# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""PINs: six digits by which a member at the keyboard is named inside an open workspace (field: M9).

A PIN wraps no key: whoever has the files without a pass phrase has no use for it.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from precinct_app.domain.attempts import Attempts
from precinct_app.domain.commission import Role
from precinct_app.domain.errors import InputError

LENGTH = 6


@dataclass(frozen=True, slots=True)
class Pin:
    """Somebody's PIN as it is kept: its hash, who set it, failures since the last success."""

    member_id: str
    name: str
    role: Role
    hash: str = field(repr=False)
    set_by: str
    attempts: Attempts = field(default_factory=Attempts)


def refuse_pin(pin: str) -> None:
    """InputError ``pin.form`` for what is not six digits, ``pin.easy`` for what everybody tries first."""
    if len(pin) != LENGTH or not (pin.isascii() and pin.isdigit()):
        raise InputError.of("pin.form", count=LENGTH)
    steps = {(int(then) - int(now)) % 10 for now, then in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise InputError.of("pin.easy")
    if pin[: LENGTH // 2] == pin[LENGTH // 2 :]:
        raise InputError.of("pin.easy")
