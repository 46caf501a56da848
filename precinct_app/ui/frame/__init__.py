# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The frame around the pages: top bar, the day as steps, keys at the foot, one line for messages."""
