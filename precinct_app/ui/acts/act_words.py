# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What the page of acts says of an act: its row in the list, and what the registers found."""

from dataclasses import dataclass

from precinct_app.domain.papers.act import ActContent
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.acts.due import Offer, State, offers
from precinct_app.services.acts.making import propose
from precinct_app.services.acts.scene import Draft
from precinct_app.ui.desk import Session
from precinct_app.ui.widgets.choice_list import ChoiceRow

_ORDER = (State.STALE, State.DUE, State.MADE, State.POSSIBLE)
_SIGNS = {State.DUE: ("disc", "act"), State.STALE: ("triangle", "ochre"),
          State.MADE: ("tick", "green"), State.POSSIBLE: ("ring", "edge")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActsOfDay:
    """Offers in the order of the page: what is due first."""

    offers: tuple[Offer, ...]

    @property
    def due(self) -> int:
        """How many must be made, or made anew."""
        return sum(offer.state in {State.DUE, State.STALE} for offer in self.offers)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act says, in one language: paragraphs, rows of figures, sums."""

    paragraphs: tuple[str, ...]
    tables: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    """Title; number, caption and figure of each row."""
    checks: tuple[str, ...]
    usual: str
    """The decision that is usual for the kind; empty where there is none."""


def acts_of_day(session: Session) -> ActsOfDay:
    """Every act that the day asks for or may have."""
    found = offers(session.workspace, session.actor)
    return ActsOfDay(tuple(sorted(found, key=lambda offer: _ORDER.index(offer.state))))


def draft_of(session: Session, offer: Offer) -> Draft:
    """What the registers would draw up."""
    return propose(session.workspace, session.actor, offer.kind, offer.thing)


def row_of(session: Session, offer: Offer, language: Language) -> ChoiceRow:
    """An act's row."""
    number = f"№ {offer.made.content.number}" if offer.made else ""
    told = offer.title.in_(language)
    icon, tone = _SIGNS[offer.state]
    mark = None
    if len(offer.ballot_ids) == 1:
        ballot = session.workspace.election.ballot(offer.ballot_ids[0])
        mark = ballot.number, ballot.colour.rgb
    about = _about(session, offer, language)
    return ChoiceRow(icon, tone, told[:1].upper() + told[1:], about, number, mark)


def state_word(offer: Offer, language: Language) -> str:
    """How far it is, in words."""
    return text(f"acts.state_{offer.state.value}", language)


def _about(session: Session, offer: Offer, language: Language) -> str:
    """State, and the ballots' numbers where it is not about all."""
    election = session.workspace.election
    numbers = ", ".join(str(election.ballot(one).number) for one in offer.ballot_ids)
    several = len(offer.ballot_ids) > 1
    told = text("acts.ballots", language, numbers=numbers) if several else ""
    return ". ".join(part for part in (state_word(offer, language), told) if part)


def facts_of(draft: Draft, language: Language) -> Facts:
    """What was found."""
    content = draft.content
    usual = f"act.decided.{draft.kind.value}"
    told = text(usual, language)
    return Facts(
        tuple(_paragraphs(content, language)),
        tuple(
            (table.title.in_(language), tuple(
                (fact.number, fact.caption.in_(language), str(fact.figure) if fact.applicable else "–")
                for fact in table.facts
            ))
            for table in content.tables
        ),
        content.checks,
        "" if told == usual or not draft.codes else told,
    )  # fmt: skip


def _paragraphs(content: ActContent, language: Language) -> list[str]:
    found = [content.preamble.whole.in_(language)]
    found += [sentence.whole.in_(language) for sentence in content.findings]
    for listing in content.listings:
        rows = "; ".join(", ".join(cell.in_(language) for cell in line) for line in listing.rows)
        found.append(f"{listing.title.in_(language)}: {rows}")
    return [one for one in found if one.strip()]
