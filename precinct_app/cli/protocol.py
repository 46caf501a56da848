# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``protocol``: a final protocol on its way: state, signatures, refusals, papers, another machine."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from precinct_app.cli.opened import (
    Opened,
    add_signers,
    add_workspace,
    commission_signers,
    demand_key,
    opened,
)
from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.domain.canonical import groups_of_four
from precinct_app.domain.commission import Actor
from precinct_app.domain.finish import State
from precinct_app.domain.protocol.missing import WhyNot
from precinct_app.domain.registers.acts import ActKind
from precinct_app.domain.registers.people import Recipient
from precinct_app.domain.registers.signing import Obstacle, Original
from precinct_app.runtime.files import write_whole
from precinct_app.services import carried, finish, obstacles, signing_set
from precinct_app.services.acts.making import Decision, make, print_act
from precinct_app.services.outside_signatures import attach_outside_signature
from precinct_app.services.papers.changes import changes_sheet
from precinct_app.services.papers.copies import copy_for
from precinct_app.services.papers.copying import copying_sheet
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.protocol_signing import sign
from precinct_app.services.sticks import place
from precinct_app.services.toolbox import Toolbox

NAME = "protocol"
HELP = "Final protocols: where each stands, sign, record what is missing, papers, carry to a key."
_MARKS = {State.DONE: "+", State.OPEN: ">", State.BLOCKED: ".", State.WITHOUT: "-"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    made = {name: actions.add_parser(name, help=told) for name, told in _HELP.items()}
    for action in made.values():
        add_workspace(action)
    for name in _OF_A_BALLOT:
        made[name].add_argument("ballot", help="ballot id")
    add_signers(made["sign"])
    made["attach"].add_argument("file", type=Path)
    made["refusal-act"].add_argument("--member", required=True)
    made["refusal-act"].add_argument("--in-favour", type=int, required=True)
    made["refusal-act"].add_argument("--against", type=int, default=0)
    made["refusal-act"].add_argument("--reason", default="", help="why an act is replaced")
    made["not-signing"].add_argument("ballots", nargs="+", help="ballot ids")
    made["not-signing"].add_argument("--member", required=True)
    made["not-signing"].add_argument("--why", required=True, choices=[why.value for why in WhyNot])
    made["without"].add_argument("obstacle", choices=[one.value for one in Obstacle])
    made["without"].add_argument("--again", metavar="REASON", help="it is there again")
    made["original"].add_argument("--count", type=int, default=2)
    made["original"].add_argument("--by-hand", action="store_true", help="copied by hand")
    made["original"].add_argument("--signed", nargs="*", default=[], help="who signed in ink")
    made["copy"].add_argument("--for", dest="recipient", required=True,
                              choices=[one.value for one in Recipient])  # fmt: skip
    made["copy"].add_argument(
        "--name", default="", help="whom it is given to; in the register only"
    )
    for name in ("papers", "copy", "copying-sheet", "changes", "carry", "refusal-act"):
        made[name].add_argument("--out", type=Path, required=True, help="a folder")
    made["take-back"].add_argument("file", type=Path)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Do what was asked."""
    with opened(arguments, tools) as here:
        return _ACTIONS[arguments.action](arguments, here, output)


def _state(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    del arguments
    found = finish.finish(here.workspace, here.actor)
    output.data([_as_json(one, output) for one in found])
    for one in found:
        _say(one, output)
    return GOOD if all(one.way.next is None for one in found) else NOT_GOOD


def _as_json(one: finish.BallotFinish, output: Output) -> dict[str, object]:
    return {
        "ballot": one.ballot_id,
        "version": one.version,
        "status": one.status.value,
        "control_number": one.control_number,
        "rungs": list(one.way.rungs),
        "why": [output.reason(reason) for reason in one.way.why],
        "at_district": one.way.at_district.value,
        "next": one.way.next.value if one.way.next else None,
        "rows": {
            row.row.value: {"state": row.state.value,
                            "reasons": [output.reason(reason) for reason in row.reasons]}
            for row in one.way.rows
        },
        "received": one.received.outcome if one.received else None,
    }  # fmt: skip


def _say(one: finish.BallotFinish, output: Output) -> None:
    output.line(f"{one.name.in_(output.language)}  {' '.join(groups_of_four(one.control_number))}")
    for row in one.way.rows:
        output.line(f"  {_MARKS[row.state]} {output.text(f'finish.row.{row.row.value}')}")
        for reason in row.reasons:
            output.line(f"      {output.reason(reason)['sentence']}")
    for rung in one.way.rungs:
        output.say(f"finish.rung.{rung}")
        output.say(f"finish.can.{rung}")
    for reason in one.way.why:
        output.line(f"  {output.reason(reason)['sentence']}")
    output.say(f"finish.at_district.{one.way.at_district.value}")


def _sign(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    """Each key signs for its holder; who opened the workspace does not matter."""
    with commission_signers(arguments, here) as found:
        demand_key(found)
        for signer in found:
            holder = Actor(signer.member_id, signer.role)
            signed = sign(here.workspace, holder, arguments.ballot, signer, here.tools.press)
    _tell(signed, output)
    return GOOD


def _attach(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    message = arguments.file.read_bytes()
    count = attach_outside_signature(
        here.workspace, here.actor, arguments.ballot, message, here.tools
    )
    output.data({"ballot": arguments.ballot, "attached": count})
    output.say("cli.protocol.recorded")
    return GOOD


def _refusal_act(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    """The act on a recorded refusal, with the commission's vote; printed into the folder."""
    decision = Decision(in_favour=arguments.in_favour, against=arguments.against)
    act = make(
        here.workspace, here.actor, ActKind.REFUSED_TO_SIGN, arguments.member, decision=decision,
        reason=arguments.reason,
    )  # fmt: skip
    page = print_act(here.workspace, here.actor, act.entry_id, here.tools.press)
    return _write(arguments.out, {f"act-{act.content.number}.pdf": page}, output)


def _tell(protocol: StoredProtocol, output: Output) -> None:
    output.data(
        {"ballot": protocol.ballot_id, "version": protocol.version,
         "status": protocol.status.value, "signed_by": list(protocol.signed_by)}
    )  # fmt: skip
    members = " ".join(protocol.signed_by)
    output.say("cli.protocol.signed", ballot=protocol.ballot_id, members=members)


def _not_signing(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    why = WhyNot(arguments.why)
    entries = signing_set.not_signing(
        here.workspace, here.actor, arguments.ballots, arguments.member, why
    )
    output.data([{"entry": e.entry_id, "ballot": e.content.ballot_id} for e in entries])
    output.say("cli.protocol.recorded")
    return GOOD


def _anew(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    drawn = signing_set.draw_anew(here.workspace, here.actor, arguments.ballot)
    output.data({"ballot": drawn.ballot_id, "signers": [s.member_id for s in drawn.signers]})
    output.say("cli.protocol.recorded")
    return GOOD


def _without(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    obstacle = Obstacle(arguments.obstacle)
    if arguments.again is None:
        obstacles.go_without(here.workspace, here.actor, obstacle)
    else:
        obstacles.there_again(here.workspace, here.actor, obstacle, arguments.again)
    output.data({"obstacle": obstacle.value, "without": arguments.again is None})
    output.say("cli.protocol.recorded")
    return GOOD


def _original(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    how = Original.COPIED_BY_HAND if arguments.by_hand else Original.PRINTED
    finish.original_made(
        here.workspace, here.actor, arguments.ballot, how, arguments.count, arguments.signed
    )
    output.data({"ballot": arguments.ballot, "how": how.value, "originals": arguments.count})
    output.say("cli.protocol.recorded")
    return GOOD


def _papers(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    """PDF and XLSX as they are signed now, the data beside them."""
    signed = finish.signed_papers(here.workspace, here.actor, arguments.ballot)
    return _write(arguments.out, signed, output)


def _copy(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    entry, page = copy_for(
        here.workspace, here.actor, arguments.ballot, Recipient(arguments.recipient),
        arguments.name, here.tools.press,
    )  # fmt: skip
    return _write(
        arguments.out, {f"{arguments.ballot}_copy-{entry.content.number}.pdf": page}, output
    )


def _copying(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    page = copying_sheet(here.workspace, here.actor, arguments.ballot, here.tools.press)
    return _write(arguments.out, {f"{arguments.ballot}_copying-sheet.pdf": page}, output)


def _changes(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    page = changes_sheet(here.workspace, here.actor, arguments.ballot, here.tools.press)
    return _write(arguments.out, {f"{arguments.ballot}_changes.pdf": page}, output)


def _write(folder: Path, files: Mapping[str, bytes], output: Output) -> int:
    for name, data in files.items():
        write_whole(folder / name, data)
    output.data({"files": [str(folder / name) for name in files]})
    for name in files:
        output.say("cli.protocol.written", file=str(folder / name))
    return GOOD


def _carry(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    file = carried.carry(here.workspace, here.actor, arguments.ballot, here.tools)
    place(arguments.out / file.file_name, file.data)
    output.data({"files": [str(arguments.out / file.file_name)]})
    output.say("cli.protocol.written", file=str(arguments.out / file.file_name))
    return GOOD


def _take_back(arguments: argparse.Namespace, here: Opened, output: Output) -> int:
    data = arguments.file.read_bytes()
    _tell(carried.take_back(here.workspace, here.actor, data, here.tools), output)
    return GOOD


_HELP = {
    "state": "every ballot: six rows, the rung, why, what the district will do",
    "sign": "sign PDF and XLSX with key files, the certifier's first",
    "attach": "attach a signature that another program made over the protocol's JSON",
    "not-signing": "record that a member does not sign",
    "refusal-act": "draw up the act on a member's refusal, with the vote",
    "draw-anew": "draw the page for those who are left; whoever has signed signs again",
    "without": "record what there is not: a key, a printer, a stick",
    "original": "record originals on paper and who signed them in ink",
    "papers": "write the signed PDF, XLSX and JSON",
    "copy": "a certified copy, numbered and logged",
    "copying-sheet": "figures and words, large, for a commission without a printer",
    "changes": "the sheet that goes with a correction",
    "carry": "a file for whoever signs at another machine",
    "take-back": "join what was signed there",
}
_OF_A_BALLOT = (
    "sign", "attach", "draw-anew", "original", "papers", "copy", "copying-sheet", "changes", "carry",
)  # fmt: skip
_ACTIONS: Mapping[str, Callable[[argparse.Namespace, Opened, Output], int]] = {
    "state": _state,
    "sign": _sign,
    "attach": _attach,
    "not-signing": _not_signing,
    "refusal-act": _refusal_act,
    "draw-anew": _anew,
    "without": _without,
    "original": _original,
    "papers": _papers,
    "copy": _copy,
    "copying-sheet": _copying,
    "changes": _changes,
    "carry": _carry,
    "take-back": _take_back,
}
