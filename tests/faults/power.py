# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Lost power, replayed: a day's writes as the kernel got them, and what a disk may have kept of them.

A day runs under ``strace``, which records each write, truncation, sync, rename and removal with its
bytes.  Then power is cut at points of that record.  The disk of the model keeps

- of a file: what was there at its last fsync, and any of the writes and truncations after it, each
  whole, not at all, or torn between sectors of 512 bytes;
- of a folder: the names of its last fsync and the first few of the changes after it, in order.

What it does not model: a disk that says "synced" and lies, and rot of what lies still.  The file with
shared memory (``-shm``) is lost; SQLite makes it anew.

``python -m tests.faults.power --cuts 200`` prints a report as JSON.  First it tries itself: a
database that does not sync must be found out.
"""

import argparse
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from precinct_app.domain.errors import PrecinctError
from precinct_app.storage import cipher
from tests.faults.day import Day
from tests.faults.deeds import deeds
from tests.faults.facts import broken, facts, run
from tests.services.conftest import PRECINCT, Made, make_station

ROOT = Path(__file__).parents[2]
SECTOR = 512
CALLS = ("openat,pwrite64,write,lseek,sendfile,ftruncate,fsync,fdatasync,rename,renameat,renameat2,"
         "unlink,unlinkat,rmdir,mkdir")  # fmt: skip
_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (\d+)(?:<(.*)>)?\s*$")
_HEX = re.compile(r"\\x([0-9a-f]{2})")
ACKS = "acknowledged"
CARELESS = "PRECINCT_TEST_CARELESS"
"""Set: the database does not sync, which the cuts must find out."""


_FILE = re.compile(r"<((?:\\x[0-9a-f]{2})+)>")
_NAMED = re.compile(r'([<"])((?:\\x[0-9a-f]{2})+)')
_BY_NAME = {"rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir"}


def _paths(told: str) -> list[str]:
    """The paths of a call, those told from an opened folder as well."""
    found, folder = [], ""
    for mark, hexed in _NAMED.findall(told):
        text = _text(hexed)
        if mark == "<":
            folder = text
        else:
            found.append(text if text.startswith("/") else f"{folder}/{text}")
    return found


def _text(hexed: str) -> str:
    return bytes.fromhex("".join(_HEX.findall(hexed))).decode()


@dataclass
class File:
    """A file's content on the disk, and what was written since its last sync."""

    durable: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes; None for bytes truncates at the offset."""

    def live(self) -> bytearray:
        """What a program reads."""
        content = bytearray(self.durable)
        for change in self.since:
            _apply(content, change)
        return content

    def sync(self) -> None:
        """Everything is on the disk."""
        for change in self.since:
            _apply(self.durable, change)
        self.since.clear()

    def after_cut(self, random: Random) -> bytes:
        """What the disk may have kept."""
        content = bytearray(self.durable)
        for offset, data in self.since:
            fate = random.random()
            if fate < 0.4:
                continue
            if fate < 0.6 and data is not None and len(data) > SECTOR:
                for start in range(0, len(data), SECTOR):
                    if random.random() < 0.5:
                        _apply(content, (offset + start, data[start : start + SECTOR]))
                continue
            _apply(content, (offset, data))
        return bytes(content)


def _apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    offset, data = change
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


class Disk:
    """The files below one folder, as the record tells of them."""

    def __init__(self, place: Path, start: dict[str, bytes]) -> None:
        self.place = str(place)
        self.names = {name: File(bytearray(data)) for name, data in start.items()}
        self.synced = dict(self.names)
        """Names as they are on the disk."""
        self.changes: dict[str, list[tuple[str, str, File | None]]] = {}
        """By folder: changes of names since its last sync."""
        self.offsets: dict[str, int] = {}
        self.acknowledged: list[str] = []

    def play(self, lines: Iterator[str]) -> Iterator[int]:
        """Take one call after another; after each its number."""
        for number, line in enumerate(lines):
            found = _LINE.match(line)
            if found and "<unfinished" not in line:
                self._take(found[1], found[2], int(found[3]), found[4] or "")
            yield number

    def cut(self, target: Path, random: Random) -> None:
        """Write what is left after the power was cut."""
        names = dict(self.synced)
        for changes in self.changes.values():
            for what, name, file in changes[: random.randint(0, len(changes))]:
                if what == "remove":
                    names.pop(name, None)
                elif file is not None:
                    names[name] = file
        for name, file in names.items():
            if name.endswith("-shm"):
                continue
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.after_cut(random))

    def _inside(self, path: str) -> str | None:
        return path[len(self.place) + 1 :] if path.startswith(self.place + "/") else None

    def _take(self, call: str, told: str, result: int, opened: str) -> None:
        if call == "openat":
            self._open(_text(opened), told)
            return
        if call == "mkdir":
            return
        if call in _BY_NAME:
            names = [self._inside(path) for path in _paths(told)]
            inside = [name for name in names if name is not None]
            if len(inside) == 2 and len(names) == 2:
                self._rename(*inside)
            elif inside:
                self._change("remove", inside[-1], None)
            return
        found = _FILE.search(told)
        name = self._inside(_text(found[1])) if found else None
        if name is None:
            return
        if call in {"fsync", "fdatasync"}:
            self._sync(name)
        elif name in self.names:
            self._write(call, name, told, result)

    def _open(self, path: str, told: str) -> None:
        name = self._inside(path)
        if name is None or "O_DIRECTORY" in told:
            return
        self.offsets[name] = 0
        if "O_CREAT" in told and name not in self.names:
            self._change("make", name, File())
        elif "O_TRUNC" in told and name in self.names:
            self.names[name].since.append((0, None))

    def _write(self, call: str, name: str, told: str, result: int) -> None:
        file = self.names[name]
        if call == "lseek":
            self.offsets[name] = result
        elif call == "ftruncate":
            file.since.append((int(told.rpartition(", ")[2]), None))
        elif call == "pwrite64":
            file.since.append((int(told.rpartition(", ")[2]), _bytes(told)[:result]))
        elif call == "sendfile":
            source = self._inside(_text(_FILE.findall(told)[1]))
            at = self.offsets.get(name, 0)
            data = bytes(self.names[source or ""].live()[at : at + result])
            file.since.append((at, data))
            self.offsets[name] = at + result
        elif call == "write":
            at = self.offsets.get(name, 0)
            file.since.append((at, _bytes(told)[:result]))
            self.offsets[name] = at + result
            if name == ACKS:
                file.sync()
                self.acknowledged = file.durable.decode().splitlines()

    def _rename(self, former: str, name: str) -> None:
        inside = [one for one in self.names if one == former or one.startswith(former + "/")]
        for one in inside:
            file = self.names[one]
            self._change("remove", one, None)
            self._change("make", name + one[len(former) :], file)

    def _change(self, what: str, name: str, file: File | None) -> None:
        folder = name.rpartition("/")[0]
        self.changes.setdefault(folder, []).append((what, name, file))
        if file is None:
            self.names.pop(name, None)
        else:
            self.names[name] = file

    def _sync(self, name: str) -> None:
        if name in self.names:
            self.names[name].sync()
            return
        for what, changed, file in self.changes.pop(name, []):
            if what == "remove":
                self.synced.pop(changed, None)
            elif file is not None:
                self.synced[changed] = file


def _bytes(told: str) -> bytes:
    found = re.search(r'"((?:\\x[0-9a-f]{2})*)"', told)
    return bytes.fromhex("".join(_HEX.findall(found[1]))) if found else b""


@dataclass
class Report:
    """What the cuts met."""

    cuts: int = 0
    calls: int = 0
    """Calls of the record."""
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    points: dict[str, int] = field(default_factory=dict)
    """Kinds of deeds that were under way."""
    refusals: dict[str, int] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Nothing acknowledged was lost."""
        return not self.lost and not self.wrong and not self.refusals


def record(made: Made, place: Path, until: str) -> Path:
    """Live a day under strace; the record's file."""
    shutil.copytree(made.folder, place / PRECINCT)
    told, log = place.with_suffix(".made"), place.with_suffix(".log")
    told.write_bytes(pickle.dumps(made))
    live = [sys.executable, "-m", "tests.faults.power", "--live", str(place), str(told), until]
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS}", "-o", str(log), *live],
        cwd=ROOT, check=True,
    )  # fmt: skip
    return log


def cut_power(made: Made, work: Path, cuts: int, seed: int, until: str = "") -> Report:
    """Record a day, then cut power at points of it."""
    place = work / "day"
    place.mkdir()
    start = _start(made)
    log = record(made, place, until)
    random, report, points = Random(seed), Report(), Counter[str]()
    changing = [number for number, line in enumerate(_lines(log)) if _changes(line, place)]
    report.calls = len(changing)
    chosen = set(random.sample(changing, min(cuts, len(changing))))
    disk = Disk(place, start)
    names: list[str] = []
    for number in disk.play(_lines(log)):
        if number in chosen:
            target = work / f"cut-{number}"
            disk.cut(target, random)
            names = names or _names(made, work)
            _look(made, target, disk.acknowledged, names, report, points)
            shutil.rmtree(target)
    report.points = dict(sorted(points.items()))
    report.acknowledged = len(disk.acknowledged)
    return report


def careless_is_found_out(made: Made, work: Path, seed: int) -> bool:
    """Cut a day's beginning with a database that does not sync."""
    place = work / "careless"
    place.mkdir()
    os.environ[CARELESS] = "1"
    try:
        return not cut_power(made, place, 10, seed, "accept").good
    finally:
        del os.environ[CARELESS]


def _changes(line: str, place: Path) -> bool:
    """A call that changes something of the workspace, the stick or what left it."""
    hexed = "".join(f"\\x{byte:02x}" for byte in str(place).encode())
    return hexed in line and " lseek(" not in line


def _start(made: Made) -> dict[str, bytes]:
    return {f"{PRECINCT}/{path.name}": path.read_bytes() for path in made.folder.iterdir()}


def _lines(log: Path) -> Iterator[str]:
    with log.open(encoding="ascii") as opened:
        yield from opened


def _names(made: Made, work: Path) -> list[str]:
    place = work / "names"
    shutil.copytree(made.folder, place / PRECINCT)
    day = Day(made, place)
    names = [deed.name for deed in deeds(day)]
    day.close()
    return names


def _look(
    made: Made, place: Path, acknowledged: list[str], names: list[str], report: Report,
    points: Counter[str],
) -> None:  # fmt: skip
    report.cuts += 1
    following = [name for name in names if name not in acknowledged]
    points[(following[0] if acknowledged else "opening").partition(":")[0]] += 1
    try:
        day = Day(made, place)
    except PrecinctError as error:
        key = error.reasons[0].key
        report.refusals[key] = report.refusals.get(key, 0) + 1
        return
    report.lost += sorted(set(acknowledged) - facts(day))
    report.wrong += [wrong] if (wrong := broken(day)) else []
    day.close()


def live(place: Path, told: Path, until: str) -> None:
    """The day itself, acknowledging into a file; carelessly when the environment says so."""
    if os.environ.get(CARELESS):
        settle = cipher._settle
        cipher._settle = lambda connection, keys: (  # type: ignore[assignment]
            settle(connection, keys), connection.execute("PRAGMA synchronous = OFF"),
        )  # fmt: skip
    made = pickle.loads(told.read_bytes())  # noqa: S301  our own
    day = Day(made, place)
    with (place / ACKS).open("ab", buffering=0) as acks:

        def acknowledge(name: str) -> None:
            acks.write(name.encode() + b"\n")

        run(day, acknowledge, until)
    day.close()


def main() -> int:
    """Cut, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", default="", help="name of the deed with which the day ends")
    parser.add_argument("--live", nargs=3, metavar=("PLACE", "MADE", "UNTIL"))
    arguments = parser.parse_args()
    if arguments.live:
        live(Path(arguments.live[0]), Path(arguments.live[1]), arguments.live[2])
        return 0
    with tempfile.TemporaryDirectory() as work:
        made = make_station(Path(work) / "made")
        found_out = careless_is_found_out(made, Path(work), arguments.seed)
        report = cut_power(made, Path(work), arguments.cuts, arguments.seed, arguments.until)
    print(json.dumps({"careless_found_out": found_out, **asdict(report)}, indent=1))
    return 0 if report.good and found_out else 1


if __name__ == "__main__":
    sys.exit(main())
