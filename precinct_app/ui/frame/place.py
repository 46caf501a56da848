# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where one is in the window, as plain text: it can be gone back to and resumed after a crash."""

from dataclasses import dataclass

WORKING = "working"


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what it shows."""

    page_id: str
    subject: str = ""
    """What the page is about, for instance a ballot's id."""
    detail: str = ""
    """Which of its sides, for instance ``first`` or ``second``."""
    member_id: str = ""
    """Who is at the keyboard, where that is not who signed in."""
    spot: str = ""
    """Where on the page, for instance a cell; ``WORKING`` while long work runs there."""
