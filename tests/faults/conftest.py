# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The precinct of the services' tests."""

from tests.services.conftest import made

__all__ = ["made"]
