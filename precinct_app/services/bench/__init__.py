# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Measures the program on the machine at hand: one module a measured thing, listed in `benches`.

A module makes a `Bench`: a name and a function that takes a `Room` and yields `Measured` figures.
Their words stand in the catalog ``cli`` as ``bench.<figure>``, ``bench.beside.<name>`` and
``bench.unit.<unit>``.
"""
