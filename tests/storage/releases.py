# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One real database of each schema, as a backup beside these tests, and what must be found in it.

``python -m tests.storage.releases`` lives a station's day until the first protocol is final and keeps
its backup as ``released/<schema>.precinct-backup`` with ``released/<schema>.json``.  Until a schema is
released it may be made anew at any time.  ``--freeze`` is the step of a release: from then on the
schema's steps may not change, and what they made must open for ever.
"""

import argparse
import importlib
import json
import pkgutil
import shutil
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import precinct_app.domain.registers
from precinct_app.bootstrap import Tools
from precinct_app.domain.journal import first_break
from precinct_app.services.backups import back_up
from precinct_app.services.ports import Store
from precinct_app.services.restoring import look_at_backup
from precinct_app.storage.schema import MIGRATIONS, Schema
from tests.faults.day import SMALL, Day
from tests.faults.facts import run
from tests.services.conftest import PRECINCT, SECRET, make_station

RELEASED = Path(__file__).with_name("released")
UNTIL = "freeze:mazhilis_list"


def steps_up_to(schema: str) -> dict[str, str]:
    """Digests of a schema's steps and of those before it."""
    files = sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))
    return {
        file.name: sha256(file.read_text(encoding="utf-8").encode()).hexdigest()
        for file in files
        if file.name[: len(schema)] <= schema
    }


def make(folder: Path, *, frozen: bool = False) -> str:
    """Live the day, keep its backup and what is in it; the schema's number."""
    schema = Schema().head
    with tempfile.TemporaryDirectory() as work:
        made = make_station(Path(work), SMALL)
        place = Path(work) / "day"
        shutil.copytree(made.folder, place / PRECINCT)
        day = Day(made, place)
        run(day, lambda name: None, UNTIL)
        file = back_up(day.workspace, day.chair, day.stick, day.tools).file
        day.close()
        folder.mkdir(exist_ok=True)
        target = folder / f"{schema}.precinct-backup"
        shutil.copy(file, target)
    told = {"frozen": frozen, "steps": steps_up_to(schema), "holds": look(target)}
    (folder / f"{schema}.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return schema


def complaints(folder: Path) -> list[str]:
    """What is wrong with the kept schemas; of one that is not released its steps may have gone on."""
    found = []
    for card in sorted(folder.glob("*.json")):
        told = json.loads(card.read_text(encoding="utf-8"))
        same = told["steps"] == steps_up_to(card.stem)
        if told["frozen"] and not same:
            found.append(f"{card.stem}: steps of a released schema were changed")
        if told["frozen"] or same:
            now = look(card.with_suffix(".precinct-backup"))
            found += [f"{card.stem}: {key}" for key in now if now[key] != told["holds"][key]]
    return found


def look(file: Path) -> dict[str, Any]:
    """Open a backup as the program does, by steps up to now, and read everything in it."""
    with tempfile.TemporaryDirectory() as work:
        looked = look_at_backup(file, "m1", SECRET, Path(work) / PRECINCT, Tools())
        try:
            return _everything(looked.copy)
        finally:
            looked.close()


def register_kinds() -> dict[str, type[Any]]:
    """Every register by its name, found by looking."""
    package = precinct_app.domain.registers
    names = [module.name for module in pkgutil.iter_modules(package.__path__)]
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    named = [(getattr(kind, "register_name", None), kind) for kind in kinds]
    return {name: kind for name, kind in named if isinstance(name, str)}


def _everything(store: Store) -> dict[str, Any]:
    held = store.contents()
    with store.begin() as work:
        events = list(work.journal.all())
        registers = {
            name: len(work.registers.history(kind)) for name, kind in register_kinds().items()
        }
        voters = sum(1 for voter in work.voters.all() if voter.surname)
        entries = work.protocols.entries("mazhilis_list", 1)
        protocol = work.protocols.get("mazhilis_list")
    record = protocol.record.to_json() if protocol and protocol.record else b""
    return {
        "events": len(events), "head": held.head, "broken": first_break(events),
        "voters": voters, "certificates": held.certificates, "figures": held.figures,
        "entries": held.entries, "registers": {k: n for k, n in sorted(registers.items()) if n},
        "typed": {e.kind: len(e.values) for e in entries}, "record": sha256(record).hexdigest(),
    }  # fmt: skip


def main() -> int:
    """Keep this program's schema."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--freeze", action="store_true", help="the schema is released")
    made = make(RELEASED, frozen=parser.parse_args().freeze)
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
