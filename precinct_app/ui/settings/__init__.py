# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Language, type size and theme of whoever is at the keyboard."""
