# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Seeded mutants of a day's files: none may be accepted, raise or take long.

As a long task:  ``python -m tests.journeys.fuzz --mutants 10000 --seed 1 [--day DEMO_FOLDER]``.
Each mutant follows from seed and number alone, so one that is found can be made again.
"""

import argparse
import io
import random
import re
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from PIL import Image

from precinct_app.bootstrap import Tools
from precinct_app.cli.main import main as run_command
from precinct_app.documents.codes import sealed_code
from precinct_app.exchange.container import write_container
from precinct_app.services.file_check import check_file
from precinct_app.services.packages import trust_by_fingerprint
from precinct_app.services.ports import OpenedPackage
from precinct_app.signing import xlsx_container
from tests.journeys.conftest import RecordingTools
from tests.journeys.corpora import pdf_cases, xlsx_cases
from tests.journeys.corpora.case import Stuff
from tests.journeys.corpora.paper_cases import a_receipt
from tests.journeys.tampering import parts_of

Mutation = Callable[[bytes, random.Random], bytes]
SLOWEST = 5.0
"""Seconds of CPU for one file."""


# --- bytes ---------------------------------------------------------------------------------------


def flip(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def insert(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:]


def leave_out(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.randrange(1, 9) :]


def append(data: bytes, rng: random.Random) -> bytes:
    return data + rng.choice([b"\n", b"\0", b"%%EOF\n", b"PK\x05\x06" + bytes(18), data])


def repeat(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) - 40)
    return data[: at + 20] + data[at : at + 20] + data[at + 40 :]


def exchange(data: bytes, rng: random.Random) -> bytes:
    one, two = sorted(rng.sample(range(len(data) - 16), 2))
    size = min(16, two - one)
    return (data[:one] + data[two : two + size] + data[one + size : two] + data[one : one + size]
            + data[two + size :])  # fmt: skip


def digit(data: bytes, rng: random.Random) -> bytes:
    """One digit for another, where the file has text."""
    places = [m.start() for m in re.finditer(rb"[0-9]", data[:400_000])]
    at = rng.choice(places) if places else 0
    return data[:at] + str(rng.randrange(10)).encode() + data[at + 1 :]


BYTES: tuple[Mutation, ...] = (
    flip, flip, flip, cut, insert, leave_out, append, repeat, exchange, digit,
)  # fmt: skip
MUTATIONS = BYTES


# --- containers ----------------------------------------------------------------------------------


def in_one_form(write: Callable[[Mapping[str, bytes]], bytes]) -> Mutation:
    """A part changed, and the container written anew as we write it: only what is signed tells."""

    def mutate(data: bytes, rng: random.Random) -> bytes:
        parts = parts_of(data)
        name = rng.choice(sorted(parts))
        other = rng.choice(sorted(parts))
        match rng.randrange(6):
            case 0:
                parts[name], parts[other] = parts[other], parts[name]
            case 1:
                del parts[name]
            case 2:
                parts[name] = parts[other]
            case 3:
                parts[rng.choice(["x.json", "act-9.pdf", "xl/x.xml", "signer-9.der"])] = b"{}"
            case _:
                if parts[name]:
                    parts[name] = rng.choice(BYTES)(parts[name], rng)
        return write(parts)

    return mutate


def zipped(data: bytes, rng: random.Random) -> bytes:
    """The same parts in another zip."""
    parts = list(parts_of(data).items())
    if rng.random() < 0.5:
        rng.shuffle(parts)
    method = rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts:
            time_ = (1980 + rng.randrange(2), 1, 1, 0, 0, 0)
            archive.writestr(zipfile.ZipInfo(name, time_), content, method)
    return target.getvalue()


def properties(data: bytes, rng: random.Random) -> bytes:
    """Document properties, which a package signature leaves open."""
    parts = xlsx_container.read(data)
    name = rng.choice([n for n in parts if n.startswith("docProps/")])
    parts[name] = rng.choice([insert, flip, append])(parts[name], rng)
    return xlsx_container.write(parts)


def of_xlsx(data: bytes, rng: random.Random) -> bytes:
    parts = xlsx_container.read(data)
    changes = xlsx_cases._changes()
    changes[rng.choice(sorted(changes))][0](parts)
    return xlsx_container.write(parts)


# --- PDF -----------------------------------------------------------------------------------------


def revision(data: bytes, rng: random.Random) -> bytes:
    changes = pdf_cases._revisions()
    return pdf_cases._revised(data, changes[rng.choice(sorted(changes))])


def ended(data: bytes, rng: random.Random) -> bytes:
    """Cut after one of its revisions."""
    ends = [m.end() for m in re.finditer(rb"%%EOF\r?\n?", data)]
    return data[: rng.choice(ends[:-1])]


def hex_digits(data: bytes, rng: random.Random) -> bytes:
    """Case, padding and value of a signature's digits."""
    start, end = pdf_cases._contents(data, last=rng.random() < 0.7)
    at = rng.randrange(start, end)
    by = rng.choice([data[at : at + 1].lower(), b"0", b"1", b" ", b"\n", b"a"])
    return data[:at] + by + data[at + 1 :]


def rewritten(data: bytes, rng: random.Random) -> bytes:
    changes = pdf_cases._rewrites()
    name = rng.choice([*sorted(changes), ""])
    return pdf_cases._saved(data, changes[name]) if name else pdf_cases._saved(data)


def compressed_again(data: bytes, rng: random.Random) -> bytes:
    how = rng.choice(list(pikepdf.ObjectStreamMode.__members__.values()))
    return pdf_cases._saved(data, object_stream_mode=how)


# --- codes ---------------------------------------------------------------------------------------


def page_of(text: bytes) -> bytes:
    """A picture of a code with this text; what no code can hold is no picture."""
    try:
        code = sealed_code(text.decode("ascii"))
    except Exception:  # the encoder refuses it, so nobody can print it
        return b""
    page = Image.new("L", (code.modules * 5 + 80, code.modules * 5 + 80), 255)
    for x, y, length in code.runs:
        page.paste(0, (40 + 5 * x, 40 + 5 * y, 40 + 5 * (x + length), 45 + 5 * y))
    target = io.BytesIO()
    page.save(target, "PNG")
    return target.getvalue()


def letter(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + rng.choice(b"0123456789ABCXYZ $%*+-./:").to_bytes() + data[at + 1 :]


# --- the run -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """A file to be changed and how; `shown` turns a mutant into the file that is checked."""

    name: str
    data: bytes
    mutations: tuple[Mutation, ...]
    weight: int
    shown: Callable[[bytes], bytes] = bytes


@dataclass
class Tally:
    """What came of the mutants."""

    made: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    accepted: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def clean(self) -> bool:
        return not (self.accepted or self.crashed or self.slow)


def sources(day: Path, receipt: bytes = b"") -> list[Source]:
    """Files of every kind, with the changes that make sense for each; a demo writes no receipt."""
    bundle = sorted((day / "bundles").glob("*9001_02*"))[0].read_bytes()
    pdf = sorted((day / "documents").glob("*9001_mazhilis_single*.pdf"))[0].read_bytes()
    xlsx = sorted((day / "documents").glob("*9001_mazhilis_single*.xlsx"))[0].read_bytes()
    package = (day / "package.zip").read_bytes()
    codes = Tools().read_pages(pdf, "x")[0]
    ours, theirs = in_one_form(write_container), in_one_form(xlsx_container.write)
    more = [Source("receipt", receipt, (*BYTES, ours, ours, zipped), 8)] if receipt else []
    return [
        Source("bundle", bundle, (*BYTES, ours, ours, ours, zipped), 26),
        Source("pdf", pdf, (*BYTES, revision, revision, ended, hex_digits, hex_digits, rewritten,
                            compressed_again), 22),
        Source("xlsx", xlsx, (*BYTES, theirs, theirs, of_xlsx, of_xlsx, properties, zipped), 26),
        Source("package", package, (*BYTES, ours, ours, zipped), 14),
        Source("code", codes.sealed[0].encode(), (letter, letter, cut, exchange, leave_out), 12,
               page_of), *more,
    ]  # fmt: skip


def mutants(found: Sequence[Source], count: int, seed: int) -> Iterator[tuple[str, bytes, bytes]]:
    """Name, original and mutant; those that came out as they went in are passed over."""
    for number in range(count):
        rng = random.Random(f"{seed} {number}")
        source = rng.choices(found, [s.weight for s in found])[0]
        mutation = rng.choice(source.mutations)
        try:
            mutant = mutation(source.data, rng)
        except Exception:  # a change that does not fit here (a part without a digit) is no mutant
            mutant = flip(source.data, rng)
        if mutant != source.data:
            name = f"{source.name} {getattr(mutation, '__name__', 'part')} {seed}/{number}"
            yield name, source.shown(source.data), source.shown(mutant)


def fuzz(
    found: Sequence[Source], package: OpenedPackage, count: int, seed: int,
    say: Callable[[Tally], None] = lambda tally: None,
) -> Tally:  # fmt: skip
    """Check so many mutants; `say` hears of it from time to time."""
    tally, tools = Tally(), Tools()
    for number, (name, original, mutant) in enumerate(mutants(found, count, seed), start=1):
        kind = name.partition(" ")[0]
        tally.made[kind] += 1
        start = time.process_time()
        try:
            verdict = check_file(mutant, "file", tools, package, trusted=True)
            tally.outcomes[verdict.outcome] += 1
            if verdict.good and mutant != original:
                tally.accepted.append(name)
        except Exception:  # the point: nothing may be raised
            tally.crashed.append(f"{name}\n{traceback.format_exc()}")
        taken = time.process_time() - start
        tally.slowest = max(tally.slowest, taken)
        if taken > SLOWEST:
            tally.slow.append(f"{name}: {taken:.1f} s")
        if number % 500 == 0:
            say(tally)
    return tally


def _say(tally: Tally) -> None:
    print(sum(tally.made.values()), dict(tally.outcomes), f"slowest {tally.slowest:.2f} s",
          f"accepted {len(tally.accepted)} crashed {len(tally.crashed)} slow {len(tally.slow)}",
          flush=True)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mutants", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--day", type=Path, help="a folder that the demo wrote")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        day, tools = arguments.day or Path(folder) / "day", RecordingTools()
        if arguments.day is None:
            run_command(["demo", "--out", str(day), "--seed", "11", "--precincts", "2"], tools)
        opened = Tools().open_package((day / "package.zip").read_bytes())
        package = trust_by_fingerprint(opened, (day / "package.fingerprint").read_text())
        keys = next(iter(tools.made), None)
        receipt = a_receipt(Stuff(day, package, keys, keys)) if keys else b""
        tally = fuzz(sources(day, receipt), package, arguments.mutants, arguments.seed, _say)
    _say(tally)
    for line in (*tally.accepted, *tally.crashed, *tally.slow):
        print(line)
    return 0 if tally.clean else 1


if __name__ == "__main__":
    sys.exit(main())
