# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""An offline program for precinct election commissions and the districts above them."""
