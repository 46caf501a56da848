# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A throw-away PostgreSQL cluster on a Unix socket, run by somebody who is not root."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

USER = "precinct"


@contextmanager
def throw_away_server() -> Iterator[str]:
    """The address of an empty database; skips where the programs or a user for them are missing."""
    programs = {name: shutil.which(name) for name in ("initdb", "pg_ctl", "postgres")}
    if sys.platform == "win32" or not all(programs.values()):
        pytest.skip("no PostgreSQL programs on this machine")
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        _init(str(programs["initdb"]), folder, owner)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = [str(programs["pg_ctl"]), "-D", str(folder / "data"), "-s"]
        _run([*control, "-w", "-l", str(folder / "log"), "-o", options, "start"], folder, owner)
        try:
            yield f"postgresql://{USER}@/postgres?host={folder}"
        finally:
            _run([*control, "-m", "immediate", "stop"], folder, owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> pwd.struct_passwd:
    """Who runs the server: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    pytest.skip("no user but root to run PostgreSQL")


def _init(program: str, folder: Path, owner: pwd.struct_passwd) -> None:
    plain = [program, "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "-N"]
    # A server whose own order is not that of bytes shows that ours does not depend on it.
    other_order = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=kk"]
    if _run([*plain, *other_order], folder, owner, must=False):
        return
    shutil.rmtree(folder / "data", ignore_errors=True)
    _run([*plain, "--locale=C"], folder, owner)


def _run(command: list[str], folder: Path, owner: pwd.struct_passwd, *, must: bool = True) -> bool:
    as_somebody = {"user": owner.pw_uid, "group": owner.pw_gid} if os.geteuid() == 0 else {}
    with (folder / "out").open("ab") as out:
        done = subprocess.run(
            command, cwd=folder, stdout=out, stderr=out, check=False, timeout=60,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"}, **as_somebody,  # type: ignore[call-overload]
        )  # fmt: skip
    if must and done.returncode:
        raise RuntimeError((folder / "out").read_text(encoding="utf-8", errors="replace"))
    return not done.returncode
