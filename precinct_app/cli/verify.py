# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``verify``: a bundle, package, PDF, XLSX or scanned page, every check by name."""

import argparse
from dataclasses import replace
from pathlib import Path

from precinct_app.cli.output import GOOD, NOT_GOOD, UNUSABLE, Output
from precinct_app.domain.canonical import groups_of_four
from precinct_app.domain.protocol.sheet import NA
from precinct_app.runtime.texts import text
from precinct_app.services.file_check import Paper, check_foreign
from precinct_app.services.packages import trust_by_fingerprint
from precinct_app.services.ports import PageCodes
from precinct_app.services.revocation_updates import with_revocation_list
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.verdict import Verdict

NAME = "verify"
HELP = "Check a bundle, package, PDF, XLSX or scanned page."
_MARKS = {True: "+", False: "X", None: "?"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--package", type=Path, help="the election package to judge by")
    parser.add_argument("--fingerprint", help="the package's 36 digits, copied from paper")
    parser.add_argument(
        "--revocations", type=Path, nargs="+", default=[], help="later revocation lists"
    )
    parser.add_argument(
        "--paper", type=Path, nargs="+", default=[], help="scans of its paper, to be compared"
    )
    parser.add_argument(
        "--digits", type=group_of_digits, nargs="+", default=[], metavar="GROUP:DIGITS",
        help="groups of the control number typed from its paper, such as 3:1234 7:5678",
    )  # fmt: skip


def _pages(path: Path, tools: Toolbox) -> tuple[PageCodes, ...]:
    return tools.guarded(_read_pages, path.read_bytes(), path.name)


def _read_pages(data: bytes, name: str, tools: Toolbox) -> tuple[PageCodes, ...]:
    return tools.read_pages(data, name)


def group_of_digits(text: str) -> tuple[int, str]:
    """A group of the control number as it is typed from paper: ``3:1234``."""
    number, _, digits = text.partition(":")
    if not number.isdigit() or not digits.isdigit():
        raise argparse.ArgumentTypeError(text)
    return int(number), digits


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Check the file; without a trusted package it is consistent at best (exit 1)."""
    package = None
    if arguments.package is not None:
        package = tools.open_package(arguments.package.read_bytes())
        for path in arguments.revocations:
            package, _ = with_revocation_list(package, path.read_bytes(), tools)
    trusted = package is not None and arguments.fingerprint is not None
    if package is not None and arguments.fingerprint is not None:
        trust_by_fingerprint(package, arguments.fingerprint)
    data = arguments.file.read_bytes()
    pages = [page for path in arguments.paper for page in _pages(path, tools)]
    numbered = tuple(replace(page, page=n) for n, page in enumerate(pages, start=1))
    paper = Paper(numbered, dict(arguments.digits))
    verdict = check_foreign(
        data, arguments.file.name, tools, package, trusted=trusted, paper=paper
    )  # fmt: skip
    _tell(verdict, output)
    if verdict.kind == "unknown":
        return UNUSABLE
    return GOOD if verdict.good else NOT_GOOD


def _tell(verdict: Verdict, output: Output) -> None:
    output.data(
        {
            "kind": verdict.kind,
            "outcome": verdict.outcome,
            "checks": [
                {"name": c.name, "good": "unchecked" if c.good is None else c.good,
                 **({"reason": output.reason(c.reason)} if c.reason else {})}
                for c in verdict.checks
            ],
            "protocols": [
                {"precinct": p.record.precinct_id, "ballot": p.record.ballot_id,
                 "version": p.record.version, "control_number": p.control_number,
                 "figures": {c: "n/a" if f is NA else f for c, f in p.record.figures().items()}}
                for p in verdict.protocols
            ],
            "code": {c: "n/a" if f is NA else "-" if f is None else f
                     for c, f in verdict.figures.items()},
            "calls": [
                {"number": c.number, "stage": c.stage, "key": c.reason.key, "lines": c.lines,
                 "numbers": list(c.numbers or ()), "spoken": c.spoken(output.language)}
                for c in verdict.calls
            ],
        }
    )  # fmt: skip
    output.say(f"verdict.{verdict.outcome}")
    for protocol in verdict.protocols:
        record = protocol.record
        number = " ".join(groups_of_four(protocol.control_number))
        output.line(f"  {record.precinct_id}  {record.ballot_name.in_(output.language)}  {number}")
    for check in verdict.checks:
        output.line(f"  {_MARKS[check.good]} {text(f'check.{check.name}', output.language)}")
        if check.reason is not None:
            output.line(f"      {output.reason(check.reason)['sentence']}")
    for call in verdict.calls:
        output.line(text("call.say", output.language, spoken=call.spoken(output.language)))
