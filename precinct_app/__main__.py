# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Entry: with arguments a command, without any the window (``window DIR`` for its workspaces).

``window DIR look ...`` opens it for `bench` (see `bootstrap.open_window`).
"""

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Hand over to the commands or to the window; each imports only what it needs."""
    if getattr(sys, "frozen", False):  # a worker that reads a foreign file is this program again
        multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if arguments and arguments[0] != "window":
        from precinct_app.bootstrap import run_command  # noqa: PLC0415  a command needs no window

        return run_command(arguments)
    from precinct_app.bootstrap import open_window  # noqa: PLC0415

    look = arguments[3:] if arguments[2:3] == ["look"] else []
    return open_window(Path(arguments[1]) if len(arguments) > 1 else None, look)


if __name__ == "__main__":
    sys.exit(main())
