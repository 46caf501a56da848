# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Files that must be accepted, refused or decided by a person, made from one mock day by builders."""
