# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whether this laptop is ready for the day, and a backup at any hour."""
