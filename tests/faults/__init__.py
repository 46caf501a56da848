# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What laptops do to a commission: killed programs, lost power, full disks, pulled sticks."""
