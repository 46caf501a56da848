# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Times as a command says them: by the wall of the precinct."""

from datetime import datetime
from zoneinfo import ZoneInfo

from precinct_app.services.workspace import Workspace, zone_of


def wall(workspace: Workspace, moment: datetime) -> str:
    """Date and time by the station's wall."""
    return f"{moment.astimezone(ZoneInfo(zone_of(workspace))):%d.%m.%Y %H:%M:%S}"
