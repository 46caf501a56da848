# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A precinct set up from a package whose number somebody copied from paper."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError
from precinct_app.services.opening import leaders_of, set_up_precinct
from precinct_app.services.packages import trust_by_fingerprint
from precinct_app.services.papers.pass_phrases import pass_phrase_pages
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import Toolbox, WorkspaceUser


@dataclass(frozen=True, slots=True)
class Made:
    """A workspace that was made: secrets to be written down now, they are kept nowhere."""

    folder: Path
    users: tuple[WorkspaceUser, ...]
    paper_code: str


def look_at_package(tools: Toolbox, path: Path) -> OpenedPackage:
    """What a package says of itself; nothing of it is trusted yet."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError.of("setup.no_file") from error
    return tools.open_package(data)


def set_up(
    tools: Toolbox, home: Path, package: OpenedPackage, typed: str, precinct_id: str, level: Level
) -> Made:
    """Make the workspace beside the others, once the number is the package's own."""
    trust_by_fingerprint(package, typed)
    folder = home / precinct_id
    if folder.exists():
        raise InputError.of("setup.exists", folder=folder.name)
    users = leaders_of(package, precinct_id)
    code = set_up_precinct(folder, package, precinct_id, level, users, tools)
    return Made(folder, tuple(users), code)


def pages_of(tools: Toolbox, package: OpenedPackage, made: Made) -> list[bytes]:
    """The pass phrases as pages for the printer, each person his own; written nowhere."""
    election, precinct_id = package.election, made.folder.name
    zone = ZoneInfo(election.precinct(precinct_id).timezone)
    papers = pass_phrase_pages(
        election, precinct_id, made.users, made.paper_code, tools.clock.now().astimezone(zone)
    )  # fmt: skip
    return [tools.press.paper(paper) for paper in papers]
