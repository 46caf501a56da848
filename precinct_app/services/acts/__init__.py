# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts drawn up from the registers: what each says, which are due, how they are kept and printed."""
