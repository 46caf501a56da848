# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``voters later`` and ``voters paper``: a refined list as a difference, a list without a file."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from precinct_app.cli import passphrase, voter_files
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.canonical import sha256
from precinct_app.domain.commission import Actor
from precinct_app.domain.errors import InputError
from precinct_app.domain.registers.later_list import ChangedRow
from precinct_app.domain.voters import Voter
from precinct_app.runtime import texts
from precinct_app.services.opening import actor_of, open_workspace
from precinct_app.services.registers.later_list import (
    LaterList,
    accept_later_list,
    look_at_later_list,
)
from precinct_app.services.registers.paper_list import deliver_on_paper
from precinct_app.services.toolbox import Toolbox, VoterFile
from precinct_app.services.workspace import Workspace

ACTIONS = ("later", "paper")
_TOLD_IN_FULL = 200


def add_actions(actions: Any) -> None:
    """Declare what the actions take."""
    later = actions.add_parser(
        "later", help="a refined list: what it would change; --accept takes it"
    )
    voter_files.add_file(later)
    voter_files.add_layout(later)
    later.add_argument(
        "--accept", action="store_true", help="take it in; without it nothing changes"
    )
    later.add_argument(
        "--keep",
        default="",
        metavar="N,...",
        help="list numbers of rows that stay as they are here",
    )
    later.add_argument(
        "--let-go", default="", metavar="N,...",
        help="list numbers of people with a certificate, application or ballots who may go all the same",
    )  # fmt: skip
    paper = actions.add_parser("paper", help="a list that came on paper alone: its rows by the act")
    paper.add_argument("--rows", type=int, required=True, help="number of rows by the act")
    for action in (later, paper):
        action.add_argument("--act", default="", help="number of the act by which the list came")
        action.add_argument("--workspace", type=Path, required=True)
        action.add_argument("--user", required=True, help="member id of who opens the workspace")
        passphrase.add_arguments(action)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Open the workspace and show or take in what came."""
    data = arguments.file.read_bytes() if arguments.action == "later" else b""
    secret = passphrase.read_passphrase(arguments, arguments.user)
    workspace = open_workspace(arguments.workspace, arguments.user, secret, tools)
    try:
        actor = actor_of(workspace, arguments.workspace, arguments.user, tools)
        if arguments.action == "paper":
            return _paper(arguments, workspace, actor, output)
        with voter_files.heard(output) as pulse:
            layout = voter_files.corrected(arguments, tools, data)
            day = workspace.election.day
            file = tools.read_voters(data, arguments.file.name, layout, day, pulse)
        return _later(arguments, workspace, actor, output, file, data)
    finally:
        workspace.store.close()


def _paper(
    arguments: argparse.Namespace, workspace: Workspace, actor: Actor, output: Output
) -> int:
    entry = deliver_on_paper(workspace, actor, arguments.rows, arguments.act)
    output.data({"rows": entry.content.rows, "act": entry.content.act})
    output.say("cli.voters.on_paper", rows=entry.content.rows, act=entry.content.act)
    return GOOD


def _later(
    arguments: argparse.Namespace, workspace: Workspace, actor: Actor, output: Output,
    file: VoterFile, data: bytes,
) -> int:  # fmt: skip
    looked = look_at_later_list(workspace, actor, file.voters)
    if arguments.accept:
        kept = _ids(looked, _numbers(arguments.keep))
        free = _ids(looked, _numbers(arguments.let_go))
        _refuse_undecided(looked, kept | free)
        accept_later_list(
            workspace, actor, file.voters, file_sha256=sha256(data), act=arguments.act, kept=kept
        )
    _tell(looked, file, output, accepted=arguments.accept)
    return GOOD


def _numbers(text: str) -> set[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise InputError.of("later.numbers_form")
    return {int(part) for part in parts}


def _ids(looked: LaterList, numbers: set[int]) -> set[str]:
    """Surrogates of rows that the later list would change, by their present list numbers."""
    touched = [*looked.difference.gone, *(row.before for row in looked.difference.changed)]
    known = {voter.list_number: voter.voter_id for voter in touched}
    if strange := sorted(numbers - known.keys()):
        raise InputError.of("later.number_unknown", numbers=_told(strange))
    return {known[number] for number in numbers}


def _refuse_undecided(looked: LaterList, decided: set[str]) -> None:
    """Whoever left with a certificate, applied or was given ballots is looked at singly (M5)."""
    open_rows = [
        voter.list_number
        for voter in looked.difference.gone
        if voter.voter_id in looked.bound - decided
    ]
    if open_rows:
        raise InputError.of("later.undecided", numbers=_told(sorted(open_rows)))


def _told(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _tell(looked: LaterList, file: VoterFile, output: Output, *, accepted: bool) -> None:
    found = looked.difference
    gone = [
        _row(voter) | {"bound": voter.voter_id in looked.bound} for voter in _in_order(found.gone)
    ]
    changed = [
        _changed(row, output)
        for row in sorted(found.changed, key=lambda row: row.before.list_number)
    ]
    new = [_row(voter) for voter in _in_order(found.new)]
    output.data(
        {"accepted": accepted, "same": found.same, "new": new, "gone": gone, "changed": changed,
         "refused": len(file.refused), "doubtful": len(file.doubtful)}
    )  # fmt: skip
    output.say(
        "cli.voters.later_accepted" if accepted else "cli.voters.later", same=found.same,
        new=len(new), gone=len(gone), changed=len(changed), refused=len(file.refused),
    )  # fmt: skip
    lines = [f"  + {_line(row)}" for row in new]
    lines += [f"  {'!' if row['bound'] else '-'} {_line(row)}" for row in gone]
    lines += [f"  ~ {_line(row)}: {'; '.join(row['told'])}" for row in changed]
    for line in lines[:_TOLD_IN_FULL]:
        output.line(line)
    if len(lines) > _TOLD_IN_FULL:
        output.say("cli.voters.more", count=len(lines) - _TOLD_IN_FULL)


def _in_order(voters: Iterable[Voter]) -> list[Voter]:
    return sorted(voters, key=lambda voter: voter.list_number)


def _row(voter: Voter) -> dict[str, Any]:
    born = voter.birth.year if voter.birth else "-"
    return {
        "list_number": voter.list_number, "name": voter.full_name, "born": born,
        "address": voter.address,
    }  # fmt: skip


def _line(row: dict[str, Any]) -> str:
    return "{list_number}. {name}, {born}, {address}".format_map(row)


def _changed(row: ChangedRow, output: Output) -> dict[str, Any]:
    """A changed row with its fields before and after; of an IIN the last digits alone."""
    told = []
    for name in row.fields:
        key = "number" if name == "list_number" else name
        field = texts.text(f"voters.field.{key}", output.language)
        before, after = (_shown(name, getattr(one, name)) for one in (row.before, row.after))
        told.append(f"{field}: {before} > {after}")
    return _row(row.before) | {"fields": list(row.fields), "told": told}


def _shown(field: str, value: object) -> str:
    if field == "iin":
        return f"…{str(value)[-4:]}" if value else "-"
    return str(value) if value else "-"
