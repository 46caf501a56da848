# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The readiness self-test before the day: it does what the night will ask for, and says what is wanting.

A backup is written to the stick and read back, each key signs and is judged, a page is drawn.  What only
a person can tell stands there to be ticked by hand.
"""

from dataclasses import replace
from datetime import timedelta

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, PrecinctError
from precinct_app.domain.journal import first_break
from precinct_app.domain.papers.notice import NoticePaper
from precinct_app.domain.readiness import Finding, Readiness, State, Subject
from precinct_app.domain.registers.night import ClockRead
from precinct_app.domain.wording import Wording
from precinct_app.runtime.machine import free_bytes
from precinct_app.runtime.texts import wording
from precinct_app.services.papers.heading import clock, heading_of, now
from precinct_app.services.readiness_around import (
    MEGABYTE,
    Around,
    found,
    of_keys,
    of_printer,
    of_stick,
    of_training,
)
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import CLOCK_SET, Workspace, record_event, require

LITTLEMEGABYTES, ENOUGHMEGABYTES = 200, 1000
LONG_BEFORE = timedelta(days=120)
LONG_AFTER = timedelta(days=11 * 365)
"""A laptop that says it is earlier or later has lost its date."""
ALPHABET = "ӘәІіҢңҒғҮүҰұҚқӨөҺһ Ёё № « » —"


def check_readiness(
    workspace: Workspace, actor: Actor, around: Around, tools: Toolbox
) -> Readiness:
    """Look at everything; the journal says that it was done and how much was wanting.

    InputError ``readiness.precinct_only``; NotAllowedError ``workspace.superseded``.
    """
    require(actor, Right.SET_UP)
    if not workspace.info.precinct_id:
        raise InputError.of("readiness.precinct_only")
    time = _clock(workspace)
    if time.state is State.MISSING:  # by a wrong date no certificate is good
        around = replace(around, keys=())
    findings = (
        _database(workspace), _disk(around), time, _package(workspace),
        *of_keys(workspace, around, tools), *of_stick(workspace, actor, around, tools),
        _fonts(workspace, tools), of_printer(around), _emergency_pack(workspace),
        *of_training(workspace, around, tools),
    )  # fmt: skip
    ready = Readiness(findings, now(workspace))
    with workspace.store.begin() as work:
        record_event(
            workspace, work, actor, "readiness.checked", workspace.info.precinct_id,
            missing=ready.count(State.MISSING), look=ready.count(State.LOOK),
        )  # fmt: skip
    return ready


def _database(workspace: Workspace) -> Finding:
    with workspace.store.begin() as work:
        broken = first_break(work.journal.all())
        events = work.journal.last()
        voters = work.voters.count()
    if broken is not None:
        return found(Subject.DATABASE, State.MISSING, "journal", number=broken)
    if not workspace.store.is_whole():
        return found(Subject.DATABASE, State.MISSING, "damaged")
    number = events.sequence if events else 0
    return found(Subject.DATABASE, State.GOOD, "good", events=number, voters=voters)


def _disk(around: Around) -> Finding:
    room = free_bytes(around.folder) // MEGABYTE
    if room < LITTLEMEGABYTES:
        return found(Subject.DISK, State.MISSING, "full", megabytes=room)
    state = State.GOOD if room >= ENOUGHMEGABYTES else State.LOOK
    return found(Subject.DISK, state, state.value, megabytes=room)


def _clock(workspace: Workspace) -> Finding:
    said = f"{now(workspace):%d.%m.%Y, %H:%M}"
    after_polling = now(workspace).date() - workspace.election.day
    if not -LONG_BEFORE <= after_polling <= LONG_AFTER:
        return found(Subject.CLOCK, State.MISSING, "date", said=said)
    with workspace.store.begin() as work:
        read = work.registers.all(ClockRead)
        moved = [event for event in work.journal.all() if event.kind == CLOCK_SET]
    if moved and (not read or moved[-1].recorded >= read[-1].recorded):
        when = clock(workspace, moved[-1].recorded)
        return found(Subject.CLOCK, State.LOOK, "moved", said=said, when=when)
    if not read:
        return found(Subject.CLOCK, State.BY_HAND, "unread", said=said)
    when = clock(workspace, read[-1].recorded)
    minutes = round(read[-1].content.offset.total_seconds() / 60)
    return found(Subject.CLOCK, State.GOOD, "read", said=said, when=when, minutes=minutes)


def _package(workspace: Workspace) -> Finding:
    package, election = workspace.package, workspace.election
    digits = package.fingerprint
    groups = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    mode = wording(f"readiness.mode.{election.mode.value}")
    return found(
        Subject.PACKAGE, State.BY_HAND, "compare", number=election.sequence,
        day=f"{election.day:%d.%m.%Y}", mode=mode, fingerprint=groups,
    )  # fmt: skip


def _fonts(workspace: Workspace, tools: Toolbox) -> Finding:
    """Draw a page; whether its letters came out, the printed page shows."""
    page = NoticePaper(heading_of(workspace), Wording.same(ALPHABET), now(workspace))
    try:
        tools.press.paper(page)
    except (OSError, PrecinctError) as error:
        return found(Subject.FONTS, State.MISSING, "refused", why=type(error).__name__)
    return found(Subject.FONTS, State.BY_HAND, "drawn", letters=ALPHABET)


def _emergency_pack(workspace: Workspace) -> Finding:
    with workspace.store.begin() as work:
        printed = [
            event.recorded for event in work.journal.all()
            if (event.kind, event.subject) == ("paper.printed", "emergency_pack")
        ]  # fmt: skip
    if not printed:
        return found(Subject.EMERGENCY_PACK, State.MISSING, "never")
    when = clock(workspace, printed[-1])
    return found(Subject.EMERGENCY_PACK, State.BY_HAND, "made", when=when)
