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
    spot: str = ""
    """Where on the page, for instance a cell; ``WORKING`` while long work runs there."""


def asking(wanted: Place) -> Place:
    """Where it is asked who takes the keyboard for a place."""
    return Place("keyboard", wanted.subject, f"{wanted.page_id}.{wanted.detail}", wanted.spot)


def asked_for(place: Place) -> Place | None:
    """For which place it is asked who takes the keyboard; None where one only takes it."""
    page_id, _, detail = place.detail.partition(".")
    return Place(page_id, place.subject, detail, place.spot) if page_id else None
