# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the lamps of the home page say of stick, printer and package; each with what to do."""

from dataclasses import dataclass

from precinct_app.domain.election import Mode
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentences, text
from precinct_app.services.automatic_backup import AutomaticBackup
from precinct_app.ui.desk import Session
from precinct_app.ui.machine_printers import PrinterSeen

_LONGEST = 30
"""Letters of a printer's name."""


@dataclass(frozen=True, slots=True)
class LampWords:
    """``good attention bad unknown``, what and when, what to do."""

    state: str
    first: str
    second: str


def stick_lamp(keeper: AutomaticBackup | None, session: Session, language: Language) -> LampWords:
    """Since when everything lies on the stick too, or why it does not."""
    if keeper is None:
        return _words("unknown", "stick_none", language)
    last = session.local(keeper.last.label.made) if keeper.last else None
    time = f"{last:%H:%M}" if last else ""
    if keeper.trouble is not None:
        key = "stick_stopped" if time else "stick_never"
        why = sentences(keeper.trouble, language)[0]
        return LampWords("bad", text(f"home.{key}", language, time=time), why)
    if not time:
        return _words("unknown", "stick_writing", language)
    return _words("good", "stick_good", language, time=time)


def printer_lamp(seen: PrinterSeen | None, language: Language) -> LampWords:
    """Whether the machine knows a printer that is well; only a printed page proves it."""
    if seen is None:
        return _words("unknown", "printer_asked", language)
    if not seen.name:
        return _words("attention", "printer_none", language)
    name = seen.name if len(seen.name) <= _LONGEST else f"{seen.name[: _LONGEST - 1]}…"
    return _words("good" if seen.well else "attention",
                  "printer_good" if seen.well else "printer_stopped", language, name=name)  # fmt: skip


def package_lamp(session: Session, language: Language) -> LampWords:
    """Which package rules here."""
    election = session.workspace.election
    hint = "package_training" if election.mode is Mode.TRAINING else "package_hint"
    number = text("start.package", language, number=election.sequence)
    return LampWords("good", number, text(f"home.{hint}", language))


def _words(state: str, key: str, language: Language, **values: str) -> LampWords:
    first = text(f"home.{key}", language, **values)
    return LampWords(state, first, text(f"home.{key}_hint", language, **values))
