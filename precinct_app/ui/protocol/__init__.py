# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Ballots, entries, differences, checks, preview of the protocol."""
