# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every page of the window, one line each, and where the rail's steps come from.

A page is made when somebody first goes there; its module is loaded then or while somebody types the
pass phrase, so that the window opens quickly however many pages there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.steps import Step
from precinct_app.ui.page import Frame, Page

if TYPE_CHECKING:
    from precinct_app.ui.desk import Session


class Sample:
    """What `demo --screens` and the walking tests show of a page, on a sample day (`screens`)."""

    def __init__(self, place: Place, *keys: str, day: str = "night") -> None:
        self.place = place
        """Ballots are named by their number, a file as ``sample``."""
        self.keys = keys
        """Keycaps pressed after opening; what begins with an apostrophe is typed as text."""
        self.day = day
        """``polling`` at eleven, ``evening`` when signatures are counted, ``late`` before the boxes,
        ``night`` in the count, ``signed`` when all figures are final."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: its id, where its class is (below ``ui``), where it can be looked at."""

    page_id: str
    made_by: str
    samples: tuple[Sample, ...] = ()
    signed_in: bool = True

    def make(self, frame: Frame) -> Page:
        """Make the page."""
        made: Page = _load(self.made_by)(frame)
        return made


PAGES: tuple[PageSpec, ...] = (
    PageSpec("start", "start.start_page.StartPage", (Sample(Place("start")),), signed_in=False),
    PageSpec("setup", "start.setup_page.SetupPage", (Sample(Place("setup")),), signed_in=False),
    PageSpec("file", "check.file_page.FilePage", (Sample(Place("file", "sample")),), signed_in=False),
    PageSpec("help", "help.help_page.HelpPage", (Sample(Place("help", "sheet")),), signed_in=False),
    PageSpec("settings", "settings.settings_page.SettingsPage", (Sample(Place("settings")),)),
    PageSpec("level", "settings.level_page.LevelPage",
             (Sample(Place("level"), day="polling"), Sample(Place("level"), day="late"))),
    PageSpec("home", "home.home_page.HomePage",
             (Sample(Place("home")), Sample(Place("home"), day="evening"))),
    PageSpec("voters", "voters.voters_page.VotersPage",
             (Sample(Place("voters"), "'Ахметова Айгүл Ғалымқызы", "Enter", day="polling"),
              Sample(Place("voters"), "'Жаңа адам", "F8", day="polling"))),
    PageSpec("import", "voters.import_page.ImportPage", (Sample(Place("import"), day="polling"),)),
    PageSpec("signatures", "polling.signatures_page.SignaturesPage",
             (Sample(Place("signatures"), day="evening"),
              Sample(Place("signatures"), "F7", day="evening"))),
    PageSpec("ballots", "polling.ballots_page.BallotsPage",
             (Sample(Place("ballots"), day="polling"),
              Sample(Place("ballots", "", "withdrawn"), day="polling"))),
    PageSpec("commission", "polling.commission_page.CommissionPage",
             (Sample(Place("commission"), day="polling"),)),
    PageSpec("home_voting", "polling.home_voting_page.HomeVotingPage",
             (Sample(Place("home_voting"), day="polling"),
              Sample(Place("home_voting", "", "depart"), day="polling"),
              Sample(Place("home_voting", "", "back"), day="polling"))),
    PageSpec("certificates", "polling.certificates_page.CertificatesPage",
             (Sample(Place("certificates"), day="polling"),
              Sample(Place("certificates", "", "blanks"), day="polling"),
              Sample(Place("certificates", "", "signed"), day="evening"))),
    PageSpec("turnout", "polling.turnout_page.TurnoutPage", (Sample(Place("turnout"), day="evening"),)),
    PageSpec("steps", "polling.steps_page.StepsPage", (Sample(Place("steps"), day="evening"),)),
    PageSpec("sheet", "protocol.sheet_page.SheetPage",
             (Sample(Place("sheet", "1", "first")), Sample(Place("sheet", "2", "second")),
              Sample(Place("sheet", "1", "first"), "F6"), Sample(Place("sheet", "1", "first"), "F9"))),
    PageSpec("differences", "protocol.differences_page.DifferencesPage",
             (Sample(Place("differences", "3")), Sample(Place("differences", "3"), "F6"))),
    PageSpec("checks", "protocol.checks_page.ChecksPage",
             (Sample(Place("checks", "4")), Sample(Place("checks", "5")),
              Sample(Place("checks", "4"), "/"))),
    PageSpec("disputed", "protocol.disputed_page.DisputedPage",
             (Sample(Place("disputed", "4")), Sample(Place("disputed", "1")))),
    PageSpec("count_facts", "protocol.count_facts_page.CountFactsPage",
             (Sample(Place("count_facts", "5")),)),
    PageSpec("second", "people.second_page.SecondPage", (Sample(Place("second", "5")),)),
    PageSpec("lock", "people.lock_page.LockPage", (Sample(Place("lock")),)),
    PageSpec("keyboard", "people.keyboard_page.KeyboardPage",
             (Sample(Place("keyboard", "2", "sheet.second"), "'2"), Sample(Place("keyboard")),
              Sample(Place("keyboard", "5", "second.")),
              Sample(Place("keyboard", "4", "sheet.first"), "'7"))),
    PageSpec("preview", "protocol.preview_page.PreviewPage",
             (Sample(Place("preview", "5")), Sample(Place("preview", "4"), day="signed"))),
    PageSpec("before_boxes", "protocol.before_boxes_page.BeforeBoxesPage",
             (Sample(Place("before_boxes"), day="late"),)),
    PageSpec("acts", "acts.acts_page.ActsPage",
             (Sample(Place("acts"), day="late"),)),
    PageSpec("finish", "finish.finish_page.FinishPage",
             (Sample(Place("finish")), Sample(Place("finish"), day="signed"))),
    PageSpec("signing", "finish.signing_page.SigningPage", (Sample(Place("signing"), day="signed"),)),
    PageSpec("mend", "protocol.mend_page.MendPage", (Sample(Place("mend"), day="signed"),)),
    PageSpec("copies", "finish.copies_page.CopiesPage", (Sample(Place("copies"), day="signed"),)),
    PageSpec("handover", "finish.handover_page.HandoverPage", (Sample(Place("handover"), day="signed"),)),
    PageSpec("round", "ending.round_page.RoundPage", (Sample(Place("round")),)),
    PageSpec("ending", "ending.ending_page.EndingPage",
             (Sample(Place("ending"), day="signed"),)),
    PageSpec("readiness", "readiness.readiness_page.ReadinessPage", (Sample(Place("readiness")),)),
    PageSpec("journal", "journal.journal_page.JournalPage", (Sample(Place("journal")),)),
    PageSpec("observer", "observer.observer_page.ObserverPage",
             (Sample(Place("observer"), day="signed"),)),
)  # fmt: skip
STEPS: tuple[str, ...] = (
    "readiness.readiness_steps.readiness_steps",
    "polling.day_steps.day_steps",
    "protocol.count_steps.before_steps",
    "protocol.count_steps.count_steps",
    "acts.act_steps.act_steps",
    "finish.finish_steps.finish_steps",
)
"""Functions from a session to steps of the rail; asked off the window's thread."""

_BY_ID = {spec.page_id: spec for spec in PAGES}


def page_spec(page_id: str) -> PageSpec | None:
    """The page of an id, if there is one yet."""
    return _BY_ID.get(page_id)


def load_pages() -> None:
    """Load the module of every page, off the window's thread and before somebody goes there."""
    for spec in PAGES:
        _load(spec.made_by)


def day_steps(session: Session) -> list[Step]:
    """Every step of the day as it stands."""
    found: list[Step] = []
    for name in STEPS:
        source: Callable[[Session], Sequence[Step]] = _load(name)
        found += source(session)
    return found


def _load(name: str) -> Any:
    module, _, what = name.rpartition(".")
    return getattr(import_module(f"precinct_app.ui.{module}"), what)
