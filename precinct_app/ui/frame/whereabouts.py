# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where somebody was when the program ended unasked, and what is said when he comes back."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

from precinct_app.runtime.texts import text
from precinct_app.ui.frame.place import WORKING, Place

if TYPE_CHECKING:
    from precinct_app.domain.wording import Language
    from precinct_app.runtime.settings import Settings
    from precinct_app.services.last_saved import LastSaved
    from precinct_app.ui.desk import Session


_TOLD_APART = {"import", "signing", "handover"}
"""Pages whose work is told by name when it was cut off."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was found after an end that nobody asked for."""

    last: LastSaved
    place: Place
    """Where one was; its spot says whether long work was cut off there."""

    def told(self, session: Session, language: Language) -> str:
        """Up to when everything is there, the last cell, and what to do about work that was cut off."""
        parts = []
        if self.last.moment is not None:
            time = session.local_time(self.last.moment)
            parts.append(text("restored.until", language, time=time))
        if self.last.cell is not None:
            cell = self.last.cell
            number = session.workspace.election.ballot(cell.ballot_id).number
            kind = text(f"restored.{cell.kind}", language)
            parts.append(text("restored.cell", language, ballot=number, kind=kind, line=cell.line))
        if self.place.spot == WORKING:
            page = self.place.page_id if self.place.page_id in _TOLD_APART else "other"
            parts.append(text(f"restored.cut_{page}", language))
        return " ".join(parts)


def look_back(session: Session, place: Place) -> Restored:
    """Ask what was saved last; off the window's thread."""
    from precinct_app.services.last_saved import last_saved  # noqa: PLC0415  after a crash only

    return Restored(last_saved(session.workspace, session.actor), place)


def resumed(place: Place) -> Place:
    """Where one goes on: work that was cut off does not run any more."""
    return replace(place, spot="") if place.spot == WORKING else place


def kept_place(settings: Settings, person: str) -> Place | None:
    """Where a person was when the program ended unasked."""
    kept = settings.place(person)
    return Place(*kept) if kept else None


def keep_place(settings: Settings, person: str, place: Place | None) -> None:
    """Remember where a person is; None after an orderly end."""
    settings.keep_place(astuple(place) if place is not None else (), person)
