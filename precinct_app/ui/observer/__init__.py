# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What observers may see: times and announced figures, large, without a name of any voter."""
