# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The journal: what was done, when, by whom, and whether it is whole."""
