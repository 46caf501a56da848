# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The precinct's papers put together from its registers; `documents` draws them."""
