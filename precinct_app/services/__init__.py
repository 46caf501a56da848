# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a commission does, one file a piece of work; no Qt and no SQL."""
