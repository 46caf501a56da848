# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The way to the finish: rungs, signatures, copies, bundles on a stick."""
