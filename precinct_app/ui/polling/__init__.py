# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The polling day and its evening: ballots, people, turnout, home, signatures, steps of the night."""
