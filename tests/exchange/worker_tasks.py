# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Pieces of work that workers are given: good, refusing, dying, endless, greedy."""

import os
import time
from collections.abc import Callable

from precinct_app.domain.errors import BundleError


def begin(factor: int) -> Callable[[object], object]:
    """A worker that multiplies, and does what hostile files do to a parser."""

    def work(piece: object) -> object:
        match piece:
            case "refuse":
                raise BundleError.of("bundle.ballot", ballot="x")
            case "fail":
                raise ZeroDivisionError
            case "die":
                os.abort()
            case "endless":
                while True:
                    time.sleep(0.01)
            case "greedy":
                return len(bytearray(4_000_000_000))
            case int():
                return factor * piece
        return os.getpid()

    return work


def begin_badly() -> Callable[[object], object]:
    """A worker that never gets ready."""
    raise ZeroDivisionError
