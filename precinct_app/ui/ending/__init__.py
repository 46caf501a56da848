# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""When the day is over: the laptop handed in, the workspace ended, the list of the next round."""
