# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What one transaction has worked out, so that the registers are not added up forty times for an act."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

_Value = TypeVar("_Value")


class Memory:
    """Values by what they are; a write to registers, certificates or sheets makes it forget all."""

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}

    def of(self, key: Hashable, work_out: Callable[[], _Value]) -> _Value:
        """The value of a key, worked out the first time it is asked for."""
        if key not in self._found:
            self._found[key] = work_out()
        return cast("_Value", self._found[key])

    def forget(self) -> None:
        """Something was written: nothing that was worked out holds any more."""
        self._found.clear()
