# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Formula text to linear form; refuses what it does not know, with its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Linear:
    """A relation as whole-number coefficients; see `read`."""
