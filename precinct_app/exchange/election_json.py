# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An election as canonical JSON, strict both ways: unknown and missing fields are refused."""

from precinct_app.domain import canonical
from precinct_app.domain.election import Election
from precinct_app.domain.errors import PackageError, PrecinctError
from precinct_app.domain.plain import NotPlainError, from_plain, to_plain


def election_to_json(election: Election) -> bytes:
    """Encode an election canonically."""
    return canonical.encode(to_plain(election))


def election_from_json(data: bytes) -> Election:
    """Read an election; PackageError ``package.election`` names the place that does not fit."""
    try:
        content = canonical.decode(data)
    except PrecinctError as error:
        raise PackageError.of("package.election", place="$") from error
    try:
        election: Election = from_plain(Election, content)
    except NotPlainError as error:
        raise PackageError.of("package.election", place=error.place) from error
    return election
