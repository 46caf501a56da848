# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The strict switchboard: compiled texts, no display, deterministic properties."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import HealthCheck, settings

from precinct_app.runtime.texts import compile_catalogs

MOST_MEMORY = 8 << 30
"""Bytes that one test process may ask for: what runs away ends at its own place, not with the machine."""

if sys.platform != "win32":
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, most))

settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
compile_catalogs()
