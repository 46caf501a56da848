# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The reception desk as actions of ``district``: one stick, its paper, its receipt, a decision."""

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from precinct_app.cli.opened import Opened, add_signers, signers
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.cli.verify import group_of_digits
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.domain.registers.reception import PaperCompared, Stands
from precinct_app.services import reception
from precinct_app.services.reception import AtDesk, FromPaper

ACTIONS = ("receive", "compare", "vouch", "decide")


def add_actions(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the desk's actions."""
    receive = actions.add_parser(
        "receive", help="take in one bundle, with a receipt onto the stick"
    )
    receive.add_argument("file", type=Path)
    add_signers(receive)
    compare = actions.add_parser("compare", help="figures typed from paper beside those taken in")
    decide = actions.add_parser("decide", help="the commission's decision where they differ")
    vouch = actions.add_parser("vouch", help="take in an unsigned bundle by its one paper")
    vouch.add_argument("file", type=Path)
    for action in (compare, decide, vouch):
        if action is not vouch:
            action.add_argument("precinct")
        action.add_argument("ballot")
    for action in (compare, vouch):
        action.add_argument("--figure", type=_figure, nargs="+", default=[], metavar="LINE=NUMBER")
        action.add_argument("--digits", type=group_of_digits, nargs="+", default=[],
                            metavar="GROUP:DIGITS")  # fmt: skip
    decide.add_argument("--number", required=True, help="of the decision")
    decide.add_argument("--date", type=date.fromisoformat, required=True)
    decide.add_argument("--stands", required=True, choices=[one.value for one in Stands])


def run(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    """Do what was asked."""
    return _ACTIONS[arguments.action](arguments, here, output)


def _receive(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    data = arguments.file.read_bytes()
    came = reception.receive(here.workspace, here.actor, data, here.tools)
    output.data(
        {
            "acceptance": came.examination.acceptance.value,
            "ballots": [
                {"ballot": b.ballot_id, "version": b.version, "verdict": b.verdict.value,
                 "compare": [spec.cell for spec in b.control], "groups": list(b.groups)}
                for b in came.ballots
            ],
            "reasons": [output.reason(reason) for reason in came.reasons],
        }
    )  # fmt: skip
    for ballot in came.ballots:
        output.say(f"desk.{ballot.verdict.value}", ballot=ballot.ballot_id)
        lines = ", ".join(f"{s.official} {s.caption.in_(output.language)}" for s in ballot.control)
        output.say("desk.ask", lines=lines, groups=" ".join(str(g) for g in ballot.groups))
    for reason in came.reasons:
        output.line(f"    {output.reason(reason)['sentence']}")
    with signers(arguments, here.tools) as found:
        for signer in found:
            file = reception.give_receipt(
                here.workspace, here.actor, came.examination, signer, arguments.file.parent,
                here.tools,
            )  # fmt: skip
            output.data({"receipt": str(file)})
            output.say("cli.protocol.written", file=str(file))
    good = came.ballots and all(ballot.verdict is AtDesk.ACCEPTED for ballot in came.ballots)
    return GOOD if good else NOT_GOOD


def _compare(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    entry = reception.compare_paper(
        here.workspace, here.actor, arguments.precinct, arguments.ballot, _paper(arguments)
    )
    return _tell(entry.content, output)


def _tell(compared: PaperCompared, output: Output) -> int:
    output.data(
        {f.cell: {"paper": f.paper, "file": f.file} for f in compared.figures}
        | {"differing": [f.cell for f in compared.differing]}
    )
    output.say("desk.differs" if compared.differing else "desk.equal", ballot=compared.ballot_id)
    for figure in compared.differing:
        output.line(f"    {figure.cell}: {figure.paper} / {figure.file}")
    return NOT_GOOD if compared.differing else GOOD


def _vouch(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    data, papers = arguments.file.read_bytes(), {arguments.ballot: _paper(arguments)}
    done = reception.vouch_by_paper(here.workspace, here.actor, data, papers, here.tools)
    output.data({"acceptance": done.acceptance.value})
    output.say("desk.vouched", ballot=arguments.ballot)
    return GOOD


def _decide(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    stands = Stands(arguments.stands)
    reception.decide_difference(
        here.workspace, here.actor, arguments.precinct, arguments.ballot, arguments.number,
        arguments.date, stands,
    )  # fmt: skip
    output.data({"ballot": arguments.ballot, "stands": stands.value})
    output.say("cli.protocol.recorded")
    return GOOD


def _paper(arguments: argparse.Namespace) -> FromPaper:
    return FromPaper(dict(arguments.figure), dict(arguments.digits))


def _figure(text: str) -> tuple[str, Figure]:
    cell, _, number = text.partition("=")
    if number == "n/a":
        return cell, NA
    if not number.isdecimal():
        raise argparse.ArgumentTypeError(text)
    return cell, int(number)


_ACTIONS: Mapping[str, Callable[[argparse.Namespace, Opened, Output], int]] = {
    "receive": _receive,
    "compare": _compare,
    "vouch": _vouch,
    "decide": _decide,
}
