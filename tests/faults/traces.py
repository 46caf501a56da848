# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A whole day, watched: files made outside the workspace, sockets, drivers, acts without an event.

``python -m tests.faults.traces DIR`` with TMPDIR at a folder of its own prints, as JSON, files that
Python opened for writing elsewhere, and whether anything was ever made in the temporary folder
(a folder's time of change tells of files that were made and taken away again, also by libraries in C).
With them: sockets of the internet that were made or asked for, a database server's drivers that were
loaded, and transactions that changed something and left no event in the journal.
"""

import json
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from datetime import time
from pathlib import Path

from precinct_app.services.acts import making
from precinct_app.services.mock_voters import mock_people
from precinct_app.services.papers import blanks, personal, registers, voter_lists
from precinct_app.services.papers import day as day_papers
from precinct_app.services.restore_drill import drill
from tests.faults.day import SMALL, Day
from tests.faults.deeds import deeds
from tests.faults.facts import broken, facts, run
from tests.faults.unjournalled import Unjournalled
from tests.services.conftest import PRECINCT, SECRET, make_station

DRIVERS = frozenset({"psycopg", "psycopg2", "psycopg_binary", "asyncpg", "pg8000", "pymysql"})
_INTERNET = frozenset({socket.AF_INET, socket.AF_INET6})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Watch:
    """Files opened for writing and sockets of the internet, as Python's own audit tells of them."""

    def __init__(self, allowed: Path) -> None:
        self.allowed = str(allowed)
        self.elsewhere: set[str] = set()
        self.sockets: set[str] = set()
        self.on = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and event.startswith("socket."):
            made = event == "socket.__new__"
            if not made or arguments[1] in _INTERNET:
                self.sockets.add(event)
        if not self.on or event != "open" or not isinstance(arguments[0], str | bytes):
            return
        path = str(Path(os.fsdecode(arguments[0])).absolute())
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING and not path.startswith(self.allowed):
            self.elsewhere.add(path)


def work(place: Path, wrong: set[str], untold: set[str]) -> Iterator[str]:
    """A list read, printed and exported; a day lived; backups, drill, hand-in; each step told."""
    made = make_station(place, SMALL)
    (place / "lived").mkdir()
    (place / PRECINCT).rename(place / "lived" / PRECINCT)
    listening = Unjournalled()
    day = Day(made, place / "lived")
    people = mock_people(made.election.precinct(PRECINCT), 5)[:60]
    for style in (0, 1):
        data = day.tools.write_voters(people, made.election.precinct(PRECINCT), style)
        file = day.tools.read_voters(data, "list.xlsx")
        day.tools.voter_report(file, "list.xlsx")
        yield f"list {style}"
    press = day.tools.press
    run(day, lambda name: None, until="step:handed_over")
    yield "day"
    workspace, chair = day.workspace, day.chair
    voter_lists.print_list(workspace, chair, press)
    voter_lists.print_marked(workspace, chair, press)
    for table in (registers.accepted_register, registers.home_journal, registers.act_register,
                  registers.issued_register, registers.refusal_register):  # fmt: skip
        paper = table(workspace, chair)
        press.paper(paper)
        press.register_xlsx(paper)
    yield "registers"
    for one in blanks.emergency_pack(workspace, chair):
        press.paper(one)
    press.paper(personal.home_application(workspace, chair))
    press.paper(day_papers.night_paper(workspace, chair))
    press.paper(day_papers.totals_paper(workspace, chair, time(12)))
    press.paper(day_papers.journal_paper(workspace, chair))
    for entry in making.acts(workspace, chair):
        making.print_act(workspace, chair, entry.entry_id, press)
    yield "papers"
    newest = max(day.tools.vault.find(day.stick))
    drill(newest, "m1", SECRET, place, day.tools)
    yield "drill"
    for bundle in sorted(day.out.glob("*.zip")):
        day.tools.open_bundle(bundle.read_bytes())
    run(day, lambda name: None)
    wrong |= ({deed.name for deed in deeds(day)} ^ facts(day)) | ({broken(day)} - {""})
    day.close()
    listening.close()
    untold |= listening.found
    yield "end"


def main() -> int:
    """Do it all under watch."""
    place = Path(sys.argv[1])
    temporary = Path(tempfile.gettempdir())  # asking makes a file there once, to see whether it can
    before = temporary.stat().st_mtime_ns
    watch = Watch(place)
    watch.on = True
    changed: list[str] = []
    wrong: set[str] = set()
    untold: set[str] = set()
    for step in work(place, wrong, untold):
        now = temporary.stat().st_mtime_ns
        if now != before:
            changed.append(step)
        before = now
    watch.on = False
    left = sorted(path.name for path in temporary.iterdir())
    told = {"elsewhere": sorted(watch.elsewhere), "changed": changed, "left": left}
    told |= {"wrong": sorted(wrong), "unjournalled": sorted(untold)}
    told |= {"sockets": sorted(watch.sockets), "drivers": sorted(DRIVERS & set(sys.modules))}
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
