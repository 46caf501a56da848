# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What stands on the precinct's papers, as plain data: services put it together, documents draw it."""
