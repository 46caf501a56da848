# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where the program keeps what is its own on this machine."""

import os
from pathlib import Path

NAME = "precinct-app"


def data_folder() -> Path:
    """The user's data folder of the program."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / NAME


def workspaces() -> Path:
    """The folder of this machine's workspaces."""
    return data_folder() / "workspaces"
