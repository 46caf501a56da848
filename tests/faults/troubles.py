# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Disks and sticks that fail in the middle of a day, on real file systems of a mount space of our own.

The workspace lies on a small disk, the backups on a stick that can be pulled.  Before deeds chosen
by chance one of these happens: the disk is full; it is read-only; the stick is pulled while a backup
is asked for; a page of the database is damaged; the WAL of a killed program is cut.  What is tried
then must be done or refused with a reason, never half; the trouble ends, what was acknowledged is
looked for, the day goes on.  A damaged page costs what came after the last backup, a cut WAL the
last of what it held, and nothing before.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence
from precinct_app.services.backups import back_up
from precinct_app.services.restoring import look_at_backup, restore
from precinct_app.services.two_people import Agreed
from precinct_app.storage.backup_file import DATABASE
from precinct_app.storage.cipher import PAGE_BYTES
from tests.faults.day import Day, Deed
from tests.faults.deeds import deeds
from tests.faults.facts import broken, facts, run
from tests.services.conftest import PRECINCT, SECRET, Made

WAL = f"{DATABASE}-wal"
DISK_MEGABYTES = 64
MOUNTS = "PRECINCT_TEST_MOUNTS"
"""Set inside the mount space."""


@dataclass
class Report:
    """What happened, what was said, what was lost."""

    troubles: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    said: dict[str, dict[str, int]] = field(default_factory=dict)
    """By trouble: reasons with which something was refused; ``done`` where it could be done."""
    after_backup: int = 0
    """Deeds that were done anew because they came after the last backup before a page was damaged."""
    after_cut: int = 0
    """Deeds that were done anew because a WAL that was synced had lost them."""

    @property
    def good(self) -> bool:
        """Nothing was lost that should be there, nothing was half-done."""
        return not self.lost and not self.wrong


def in_mount_space() -> list[str]:
    """What to put before a command that may mount; empty where that is not to be had."""
    if sys.platform == "win32" or shutil.which("unshare") is None:
        return []
    space = ["unshare", "--user", "--map-root-user", "--mount"]
    tried = subprocess.run(
        [*space, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    return space if tried.returncode == 0 else []


def _mount(*arguments: str | Path) -> None:
    subprocess.run(["mount", *map(str, arguments)], check=True)


class Troubled:
    """A day on a disk of its own, with a stick."""

    def __init__(self, made: Made, place: Path, seed: int) -> None:
        self.made, self.place, self.random = made, place, Random(seed)
        self.report, self.counted = Report(), Counter[str]()
        self.said: dict[str, Counter[str]] = {}
        self.acknowledged: list[str] = []
        self.media = place.with_name(f"{place.name}.media")
        self.media.mkdir()
        place.mkdir()
        _mount("-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "none", place)
        shutil.copytree(made.folder, place / PRECINCT)
        (place / "stick").mkdir()
        _mount("--bind", self.media, place / "stick")
        self.day = Day(made, place)
        self.kinds: Mapping[str, Callable[[Deed], None]] = {
            "disk full": self._full, "read-only": self._read_only, "stick pulled": self._pulled,
            "page damaged": self._page, "wal cut": self._wal,
        }  # fmt: skip

    def run(self, rounds: int, until: str = "") -> Report:
        """Each trouble so many times, spread over the day by chance."""
        plan = [deed for deed in deeds(self.day)]
        if until:
            plan = plan[: 1 + [deed.name for deed in plan].index(until)]
        kinds = list(self.kinds) * rounds
        self.random.shuffle(kinds)
        places = sorted(self.random.sample(range(1, len(plan)), len(kinds)))
        for at, kind in zip(places, kinds, strict=True):
            self._go_on(plan[at - 1].name)
            self._meet(kind, plan[at])
        self._go_on(plan[-1].name)
        self._look("end")
        self.day.close()
        self.report.acknowledged = len(self.acknowledged)
        self.report.troubles = dict(sorted(self.counted.items()))
        self.report.said = {kind: dict(said) for kind, said in sorted(self.said.items())}
        return self.report

    def _meet(self, kind: str, deed: Deed) -> None:
        self.counted[kind] += 1
        try:
            self.kinds[kind](deed)
        except PrecinctError as error:  # after the trouble nothing may be refused
            self.report.wrong.append(f"{kind}, {deed.name}: {error.reasons[0].key}")
            self._open()
        self._look(f"{kind}, {deed.name}")

    def _go_on(self, until: str) -> None:
        run(self.day, self._acknowledge, until)

    def _acknowledge(self, name: str) -> None:
        if name not in self.acknowledged:
            self.acknowledged.append(name)

    def _look(self, where: str) -> None:
        there = facts(self.day)
        self.report.lost += [f"{where}: {name}" for name in self.acknowledged if name not in there]
        if wrong := broken(self.day):
            self.report.wrong.append(f"{where}: {wrong}")
        for name in sorted(there):
            self._acknowledge(name)

    def _try(self, kind: str, do: Callable[[], object]) -> bool:
        """Do something while the trouble lasts; a refusal must be a sentence in every language."""
        said = self.said.setdefault(kind, Counter())
        try:
            do()
        except PrecinctError as error:
            reason = error.reasons[0]
            said[reason.key] += 1
            if not all(sentence(reason, language) for language in Language):
                self.report.wrong.append(f"no sentence: {reason.key}")
            return False
        said["done"] += 1
        return True

    def _do(self, deed: Deed) -> None:
        self.day.at(deed.hour)
        deed.do(self.day)

    def _open(self) -> None:
        self.day.close()
        self.day = Day(self.made, self.place)

    def _full(self, deed: Deed) -> None:
        filler = self.place / "filler"
        with filler.open("wb") as opened:
            try:
                while True:
                    opened.write(bytes(1 << 20))
                    opened.flush()
            except OSError:
                pass
        if self._try("disk full", lambda: self._do(deed)):
            self._acknowledge(deed.name)
        filler.unlink()
        if self.random.random() < 0.5:  # some go on in the open window, some begin anew
            self._open()

    def _read_only(self, deed: Deed) -> None:
        self.day.close()
        _mount("-o", "remount,ro", self.place)
        opened = self._try("read-only", self._open)
        if opened:
            self._try("read-only", lambda: self._do(deed))
            self.day.close()
        _mount("-o", "remount,rw", self.place)
        self._open()

    def _pulled(self, deed: Deed) -> None:
        stick = self.place / "stick"
        subprocess.run(["umount", "--lazy", str(stick)], check=True)
        stick.rmdir()
        asked = lambda: back_up(self.day.workspace, self.day.chair, stick, self.day.tools)  # noqa: E731
        if self._try("stick pulled", asked):
            self.report.wrong.append("a backup on a stick that was pulled")
        if not deed.name.startswith(("backup", "restore")):
            self._do(deed)
            self._acknowledge(deed.name)
        stick.mkdir()
        _mount("--bind", self.media, stick)

    def _page(self, deed: Deed) -> None:
        made = back_up(self.day.workspace, self.day.chair, self.day.stick, self.day.tools)
        safe = list(self.acknowledged)
        self._do(deed)
        self.day.close()
        self._damage(self.day.folder / DATABASE)
        if self._try("page damaged", self._open_and_close):
            self.report.wrong.append("a damaged page was not noticed")
        self._restore(made.file)
        self.report.after_backup += len(self.acknowledged) + 1 - len(safe)
        self.acknowledged = safe

    def _open_and_close(self) -> None:
        self.day.opened().store.close()

    def _damage(self, file: Path) -> None:
        whole = bytearray(file.read_bytes())
        page = self.random.randrange(len(whole) // PAGE_BYTES)
        whole[page * PAGE_BYTES + self.random.randrange(PAGE_BYTES)] ^= 0x20
        file.write_bytes(whole)

    def _restore(self, backup: Path) -> None:
        day = self.day
        looked = look_at_backup(backup, "m1", SECRET, day.folder, day.tools)
        try:
            restore(looked, day.folder, Agreed(day.secretary), day.tools)
        finally:
            looked.close()
        self.day = Day(self.made, self.place)

    def _wal(self, deed: Deed) -> None:
        self._do(deed)
        self._acknowledge(deed.name)
        folder, copy = self.day.folder, self.place / "killed"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*-shm"))
        self.day.close()
        shutil.rmtree(folder)
        copy.rename(folder)
        wal = folder / WAL
        os.truncate(wal, self.random.randrange(wal.stat().st_size + 1))
        self._try("wal cut", self._open)
        self._forget_the_last()

    def _forget_the_last(self) -> None:
        """What a cut took must be the last that was done, and no other."""
        there = facts(self.day)
        kept = [name for name in self.acknowledged if name in there]
        if self.acknowledged[: len(kept)] != kept:
            self.report.wrong.append(f"a cut WAL lost something in the middle after {kept[-1:]}")
        self.report.after_cut += len(self.acknowledged) - len(kept)
        self.acknowledged = kept
