# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a checked file is worth: one word, then its figures, then every check by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from precinct_app.domain.canonical import control_number
from precinct_app.domain.election import Election
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.refusals import REFUSALS
from precinct_app.domain.wording import Language, Wording
from precinct_app.services.form_files import open_form, shipped_forms
from precinct_app.services.ports import Check
from precinct_app.services.refusal_calls import Call, calls

DECLARED = frozenset({"bundle.rungs"})
"""What the precinct said itself, under signature: the ladder (field: C1) makes it no fault."""
_FOLLOW = frozenset({"pdf.not_signed", "xlsx.not_all_signed"})
"""What then follows of itself."""


@dataclass(frozen=True, slots=True)
class CheckedProtocol:
    """A protocol found in a checked file."""

    record: ProtocolRecord
    control_number: str
    captions: Mapping[str, Wording]
    """Captions of its cells with their official numbers, where its very form is known here."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is worth: one word first, then the figures, then every check by name."""

    kind: str
    """``bundle``, ``package``, ``receipt``, ``pdf``, ``xlsx``, ``codes`` or ``unknown``."""
    outcome: str
    """``good``; ``compare`` (authentic, and its makers said it is not signed by all); ``doubt`` (only
    a person with the paper can decide); ``consistent`` (no trusted package); ``bad``."""
    checks: tuple[Check, ...]
    protocols: tuple[CheckedProtocol, ...] = ()
    election: Election | None = None
    figures: Mapping[str, Figure | None] = field(default_factory=dict)
    """Figures that a page's code says, by cell."""

    @property
    def good(self) -> bool:
        """Nothing is wrong and the package is trusted."""
        return self.outcome in {"good", "compare"}

    @property
    def calls(self) -> tuple[Call, ...]:
        """Each reason against it, as a page shows it and as it is said by telephone."""
        return calls(self.checks, self.election)


def outcome(checks: Iterable[Check]) -> str:
    """Bad, to be decided by a person, to be compared as its makers said, or good."""
    told_of = [check for check in checks if check.good is not True]
    if any(check.good is False for check in told_of):
        return "bad"
    keys = {check.reason.key for check in told_of if check.reason} & set(REFUSALS)
    if not keys:
        return "good"
    declared = bool(keys & DECLARED)
    return "compare" if declared and keys <= DECLARED | _FOLLOW else "doubt"


def told(records: Sequence[ProtocolRecord]) -> tuple[CheckedProtocol, ...]:
    """Protocols as a verdict shows them."""
    return tuple(CheckedProtocol(r, control_number(r.to_json()), _captions(r)) for r in records)


def _captions(record: ProtocolRecord) -> dict[str, Wording]:
    """From the shipped form, if the record names it by the same hash; else nothing is claimed."""
    if record.form_id not in shipped_forms():
        return {}
    form = open_form(record.form_id, Path())
    if form.sha256 != record.form_sha256:
        return {}
    names = {o.option_id: o.name for o in record.options}
    names |= {m.member_id: Wording.same(m.name) for m in record.members}
    return {
        spec.cell: Wording(*(f"{spec.official}  {spec.caption.in_(lang)}" for lang in Language))
        for spec in form.cells(record.rows(form), record.level, names)
    }
