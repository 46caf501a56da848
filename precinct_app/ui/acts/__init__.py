# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts of the commission: what the day asks for, drawn up from the registers."""
