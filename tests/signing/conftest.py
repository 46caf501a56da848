# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Keys are made once a session."""

import pytest

from precinct_app.signing.trust import Verifier
from tests.signing.pki import Pki, make_pki


@pytest.fixture(scope="session")
def pki() -> Pki:
    return make_pki()


@pytest.fixture(scope="session")
def other_pki() -> Pki:
    """Another authority with the same names, as a forger would make."""
    return make_pki()


@pytest.fixture(scope="session")
def verifier(pki: Pki) -> Verifier:
    return pki.verifier()
