# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``package``: build and show signed election packages."""

import argparse
from pathlib import Path

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.canonical import groups_of_four
from precinct_app.runtime.files import write_whole
from precinct_app.services.authority import PACKAGE_SIGNER, read_trust
from precinct_app.services.election_spec import build_election
from precinct_app.services.packages import form_texts
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import Toolbox

NAME = "package"
HELP = "Build or show a signed election package."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    build = actions.add_parser("build", help="build and sign a package")
    build.add_argument("spec", type=Path, help="the election's description (TOML)")
    build.add_argument("--keys", type=Path, required=True, help="folder of 'authority make'")
    build.add_argument("--out", type=Path, required=True, help="the package to write")
    passphrase.add_arguments(build)
    show = actions.add_parser("show", help="say what a package holds")
    show.add_argument("file", type=Path)


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Build or show."""
    if arguments.action == "build":
        return _build(arguments, tools, output)
    return _show(tools.open_package(arguments.file.read_bytes()), output)


def _build(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    election = build_election(arguments.spec.read_text(encoding="utf-8"))
    secret = passphrase.read_passphrase(arguments, "Pass phrase of the authorities")
    signer = tools.open_key((arguments.keys / PACKAGE_SIGNER).read_bytes(), secret)
    trust = read_trust(arguments.keys)
    data = tools.pack_package(election, form_texts(election), trust, tools.clock.now(), signer)
    opened = tools.open_package(data)
    write_whole(arguments.out, data)
    return _show(opened, output)


def _show(package: OpenedPackage, output: Output) -> int:
    election = package.election
    own = [p for p in election.precincts if p.ballot_ids]
    output.data(
        {
            "election_id": election.election_id,
            "sequence": election.sequence,
            "mode": election.mode.value,
            "day": election.day.isoformat(),
            "fingerprint": " ".join(groups_of_four(package.fingerprint)),
            "sha256": package.sha256,
            "ballots": [ballot.ballot_id for ballot in election.ballots],
            "precincts": [precinct.precinct_id for precinct in own],
            "directory": len(election.precincts),
            "forms": [form.form_id for form in package.forms],
        }
    )
    output.line(election.name.in_(output.language))
    output.line(f"  {election.territory.in_(output.language)}, {election.day:%d.%m.%Y}")
    for ballot in election.ballots:
        name = ballot.name.in_(output.language)
        output.line(f"  {ballot.number}  {name}  [{ballot.ballot_id}, {ballot.form_id}]")
    output.say("cli.package.precincts", count=len(own), directory=len(election.precincts))
    output.say("cli.package.fingerprint", number=" ".join(groups_of_four(package.fingerprint)))
    return GOOD
