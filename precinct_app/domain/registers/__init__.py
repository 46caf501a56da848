# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The registers of the day: what happened, when, who recorded it, and what the sheets take from it."""
