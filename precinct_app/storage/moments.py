# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Times as ISO 8601 texts in UTC, as the tables hold them."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """UTC text of a moment; ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError(moment)
    return moment.astimezone(UTC).isoformat()


def to_moment(text: str) -> datetime:
    """The moment of a stored text; ValueError for one without a zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
