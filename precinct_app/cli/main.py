# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The command line: finds the command, runs it, turns refusals into sentences and exit statuses."""

import argparse
import locale
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from precinct_app.cli import (
    authority,
    backup,
    bench,
    check,
    demo,
    destroy,
    district,
    forms,
    hand_in,
    handover,
    journal,
    level,
    package,
    people,
    protocol,
    readiness,
    restore,
    sign,
    verify,
    voters,
    workspace,
)
from precinct_app.cli.output import UNUSABLE, standard_output
from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.wording import Language
from precinct_app.services.toolbox import Toolbox

COMMANDS: tuple[ModuleType, ...] = (
    demo,
    forms,
    check,
    authority,
    backup,
    package,
    people,
    readiness,
    restore,
    workspace,
    voters,
    protocol,
    sign,
    handover,
    verify,
    district,
    journal,
    level,
    bench,
    hand_in,
    destroy,
)
"""Each module has NAME, HELP, ``add_arguments(parser)`` and ``run(arguments, tools, output)``."""


def shared_parser() -> argparse.ArgumentParser:
    """What every command understands, wherever it stands on the line."""
    shared = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    shared.add_argument("--json", action="store_true", help="one JSON document or JSON lines")
    shared.add_argument("--language", choices=[language.value for language in Language])
    return shared


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    shared = shared_parser()
    top = argparse.ArgumentParser(prog="precinct-app")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        command = commands.add_parser(
            module.NAME, help=module.HELP, description=module.HELP, parents=[shared]
        )
        module.add_arguments(command)
        command.set_defaults(module=module)
    return top


def main(arguments: Sequence[str], tools: Toolbox) -> int:
    """Run one command; 0 good, 1 the thing checked is not good, 2 it could not be read or used."""
    common, rest = shared_parser().parse_known_args(arguments)
    asked = parser().parse_args(rest)
    language = Language(common.language) if common.language else _language()
    output = standard_output(language, common.json)
    try:
        status: int = asked.module.run(asked, tools, output)
    except PrecinctError as error:
        output.refusal(error)
        return UNUSABLE
    except FileNotFoundError as error:
        output.refusal(PrecinctError.of("file.missing", name=str(error.filename)))
        return UNUSABLE
    except OSError as error:
        name = str(error.filename or "")
        if name and Path(name).is_dir():
            output.refusal(PrecinctError.of("file.folder", name=name))
            return UNUSABLE
        output.refusal(PrecinctError.of("file.unreadable", name=name, why=str(error.strerror)))
        return UNUSABLE
    return status


def _language() -> Language:
    """The language of the machine where the program speaks it, else Kazakh."""
    name = (locale.getlocale()[0] or "")[:2].lower()
    return Language(name) if name in set(Language) else Language.KK
