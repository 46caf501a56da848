# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts of the commission: numbered through the day, kept as they were drawn up, replaced by versions.

An act's content is frozen when it is made.  A later version is an entry of the same number; the former
one is undone with the reason and stays readable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from precinct_app.domain.papers.act import ActContent
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.wording import Wording


class ActKind(StrEnum):
    """What an act is about, in the order of the day."""

    LIST_DELIVERED = "list_delivered"
    CERTIFICATES_CANCELLED = "certificates_cancelled"
    BALLOTS_DELIVERED = "ballots_delivered"
    OPENING = "opening"
    SURPLUS = "surplus"
    WITHDRAWN = "withdrawn"
    FROM_PAPER = "from_paper"
    UNUSED_CANCELLED = "unused_cancelled"
    LOST = "lost"
    WITHOUT_SIGNATURE = "without_signature"
    WITHOUT_BALLOT = "without_ballot"
    BOX_EXCESS = "box_excess"
    BOX_LOST = "box_lost"
    BOX_ANNULLED = "box_annulled"
    EXCESS = "excess"
    ORDER_BROKEN = "order_broken"
    RECOUNT = "recount"
    REOPENED = "reopened"
    REFUSED_TO_SIGN = "refused_to_sign"
    NOT_SIGNED = "not_signed"
    """A signature is missing for another reason: illness, absence, no key."""
    FINDING = "finding"
    """Whatever else a relation of the form asks an act for."""
    COPIES = "copies"
    HAND_OVER = "hand_over"
    LAPTOP = "laptop"


CODES: Mapping[ActKind, frozenset[str]] = {
    ActKind.SURPLUS: frozenset({"A112"}),
    ActKind.WITHDRAWN: frozenset({"A113"}),
    ActKind.FROM_PAPER: frozenset({"A116"}),
    ActKind.LOST: frozenset({"A103"}),
    ActKind.WITHOUT_SIGNATURE: frozenset({"A114"}),
    ActKind.WITHOUT_BALLOT: frozenset({"A117"}),
    ActKind.BOX_EXCESS: frozenset({"A202"}),
    ActKind.BOX_LOST: frozenset({"A205"}),
    ActKind.BOX_ANNULLED: frozenset({"A207"}),
    ActKind.EXCESS: frozenset({"A302"}),
    ActKind.ORDER_BROKEN: frozenset({"A603"}),
    ActKind.REFUSED_TO_SIGN: frozenset({"A604"}),
}
"""Relations that an act of a kind answers; every other one is answered by a *finding* act."""
_KIND_OF = {code: kind for kind, codes in CODES.items() for code in codes}


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding that an act answers, with the figures it was found with: it lapses with them."""

    ballot_id: str
    code: str
    row: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Act:
    """An act as it was drawn up."""

    register_name: ClassVar[str] = "act"
    number: int
    """Runs through the day, 1 upward, together with the notes of sheets."""
    version: int
    kind: ActKind
    thing: str
    """What it is about among its kind: a ballot, a box, a document, a commission; may be empty."""
    ballot_ids: tuple[str, ...]
    """Sheets that list it among their papers."""
    row: str
    """Row of the sheets' table that it is about, for instance a box's; may be empty."""
    answers: tuple[Answered, ...]
    """Findings as they stood when it was made."""
    lines: tuple[str, ...]
    """Official numbers of the protocol's lines concerned."""
    summary: Wording
    """What the sheets say of it in a sentence."""
    content: ActContent
    reason: str = ""
    """Why the former version was replaced."""

    @property
    def subject(self) -> str:
        """The number."""
        return str(self.number)

    @property
    def codes(self) -> tuple[str, ...]:
        """Relations that it answers, each once; those of its kind where it was made before the count."""
        found = tuple(dict.fromkeys(answer.code for answer in self.answers))
        return found or (tuple(sorted(CODES.get(self.kind, ()))) if self.ballot_ids else ())

    def covers(self, finding: Answered) -> bool:
        """It answers a finding: with these very figures, or as an act of its kind made before any."""
        if finding in self.answers:
            return True
        place = finding.ballot_id, finding.code, finding.row
        told = any((a.ballot_id, a.code, a.row) == place for a in self.answers)
        same_kind = finding.code in CODES.get(self.kind, ())
        about = finding.ballot_id in self.ballot_ids and finding.row in {"", self.row}
        return same_kind and about and not told


def kind_of(code: str) -> ActKind:
    """The kind of act that answers a relation."""
    return _KIND_OF.get(code, ActKind.FINDING)


def find(acts: Iterable[Entry[Act]], kind: ActKind, thing: str) -> Entry[Act] | None:
    """The standing act of a kind about a thing; the last one where there are several."""
    found = [e for e in acts if e.stands and (e.content.kind, e.content.thing) == (kind, thing)]
    return found[-1] if found else None


def next_number(ever_made: Iterable[Entry[Act]], notes: int) -> int:
    """The next number of the day; `notes` is the highest number among the notes of sheets."""
    return max([notes, *(entry.content.number for entry in ever_made)]) + 1
