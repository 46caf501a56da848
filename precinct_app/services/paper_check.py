# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Paper against signature and file: pages scanned or photographed, digits typed from them by hand.

With nothing but the package a page's sealed code says who sealed which figures; beside a file it
says whether paper and file agree, and at which line they do not.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from precinct_app.domain.canonical import control_number, groups_of_four, sha256
from precinct_app.domain.errors import InputError, PrecinctError, Reason
from precinct_app.domain.protocol.form import CellSpec, Form
from precinct_app.domain.protocol.printed_cells import sealed_lines, sealed_votes
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.services.ports import Check, Judge, OpenedPackage, PageCodes, SealedPage
from precinct_app.services.workspace import forms_of

GROUPS = 9
ASKED = 2
"""Groups of the control number that are asked for: a wrong paper passes once in 100 million times."""
Answers = Mapping[int, str]
"""Digits typed from paper, by number of the group, 1 to 9."""
_PAIR = re.compile(r"^([0-9]+(?:\.[0-9]+)*)=([0-9]+|n/a|-)$")
_LIST = re.compile(r"^([0-9.]+)-([0-9.]+): ([0-9na/ -]+)$")
_CONTROL = re.compile(r"^[0-9]{4}( [0-9]{4}){8}$")


@dataclass(frozen=True, slots=True)
class PaperReading:
    """What the pages of one protocol say."""

    checks: tuple[Check, ...]
    page: SealedPage | None = None
    figures: Mapping[str, Figure | None] = field(default_factory=dict)
    """Sealed figures by cell, where the package's form tells which they are; boxes by their place."""
    control_number: str = ""
    """36 digits as the plain code says them; nobody has signed that they are right."""


def read_paper(
    pages: Sequence[PageCodes], package: OpenedPackage | None, judge: Judge | None
) -> PaperReading:
    """Judge the codes of pages that should be one protocol's.

    PrecinctError ``check.nothing_known`` when no page has a code of ours.
    """
    sealed = {text: page.page for page in pages for text in page.sealed}
    plain = {text: page.page for page in pages for text in page.plain if _is_ours(text)}
    if not sealed and not plain:
        raise PrecinctError.of("check.nothing_known")
    checks = [*_mixed(sealed, plain), *_without_code(pages)]
    told = _Plain(next(iter(plain))) if plain else _Plain("")
    if not sealed:
        checks.append(Check("code_sealed", None, Reason("paper.only_plain")))
        return PaperReading(tuple(checks), control_number=told.control_number)
    if package is None or judge is None or len(sealed) > 1:
        return PaperReading(tuple(checks), control_number=told.control_number)
    return _sealed(next(iter(sealed)), told, package, judge, checks)


def _sealed(
    text: str, told: "_Plain", package: OpenedPackage, judge: Judge, checks: list[Check]
) -> PaperReading:
    try:
        page = judge.code(text)
    except PrecinctError as error:
        faults = [Check("seal", False, reason) for reason in error.reasons]
        return PaperReading((*checks, *faults), control_number=told.control_number)
    doubt = page.signed_by.doubt
    checks.append(Check("seal", None if doubt else True, doubt))
    form = _form_of(page, package)
    if form is None:
        checks.append(Check("code_of_ballot", False, Reason("paper.election")))
        return PaperReading(tuple(checks), page)
    specs = _specs(page, form, package)
    figures = _named(page, specs)
    checks += told.differing(page, specs)
    return PaperReading(tuple(checks), page, figures, told.control_number)


def compare_with_file(
    reading: PaperReading, record: ProtocolRecord, record_json: bytes, form: Form
) -> tuple[Check, ...]:
    """Whether the pages are those of this protocol; else which line differs first."""
    number = control_number(record_json)
    if reading.page is None:
        same = reading.control_number == number
        reason = None if same else Reason("paper.other_protocol", {"precinct": ""})
        return (Check("paper_same", None if same else False, reason or _UNSIGNED),)
    if sha256(record_json).startswith(reading.page.record_digest.hex()):
        return (Check("paper_same", True),)
    page = reading.page
    mine = (page.precinct_id, page.ballot_id, page.version)
    if mine != (record.precinct_id, record.ballot_id, record.version):
        reason = Reason("paper.other_protocol", {"precinct": page.precinct_id})
        return (Check("paper_same", False, reason),)
    return tuple(
        Check("paper_same", False, reason)
        for reason in [*_other_figures(reading, record, form)]
        or [Reason("paper.other_protocol", {"precinct": page.precinct_id})]
    )


_UNSIGNED = Reason("paper.only_plain")


def _other_figures(reading: PaperReading, record: ProtocolRecord, form: Form) -> Iterator[Reason]:
    officials = {s.cell: s.official for s in form.cells(record.rows(form), record.level)}
    held = record.figures()
    for cell, figure in reading.figures.items():
        if cell in officials and held.get(cell) != figure:
            left, right = (_number(f) for f in (figure, held.get(cell)))
            values = {"ballot": record.ballot_id, "line": officials[cell]}
            yield Reason("paper.figure", {**values, "left": left, "right": right})


def _number(figure: Figure | None) -> int | str:
    return figure if isinstance(figure, int) else "n/a" if figure is NA else "-"


def groups_to_ask(chance: random.Random | None = None) -> tuple[int, ...]:
    """Which groups of the control number a person is to type from the paper, 1 to 9."""
    chance = chance or random.SystemRandom()
    return tuple(sorted(chance.sample(range(1, GROUPS + 1), ASKED)))


def check_digits(record_json: bytes, answers: Answers) -> Check:
    """Whether digits typed from paper are this protocol's; InputError ``paper.groups`` for too few."""
    if len(answers) < ASKED or not set(answers) <= set(range(1, GROUPS + 1)):
        raise InputError.of("paper.groups", count=ASKED)
    groups = groups_of_four(control_number(record_json))
    for number, typed in sorted(answers.items()):
        if re.sub(r"\s", "", typed) != groups[number - 1]:
            return Check("paper_digits", False, Reason("paper.digits", {"group": number}))
    return Check("paper_digits", True)


def _is_ours(text: str) -> bool:
    lines = text.split("\n")
    return bool(_CONTROL.match(lines[-1])) and any(line.startswith("KZ ") for line in lines[:2])


def _mixed(sealed: Mapping[str, int], plain: Mapping[str, int]) -> Iterator[Check]:
    """Pages of more than one protocol: they were mixed, or somebody put a page in."""
    for texts in (sealed, plain):
        pages = sorted(set(texts.values()))
        if len(texts) > 1:
            listed = ", ".join(str(page) for page in pages)
            yield Check("one_protocol", False, Reason("check.two_protocols", {"name": listed}))
            return
    yield Check("one_protocol", True)


def _without_code(pages: Sequence[PageCodes]) -> Iterator[Check]:
    for page in pages:
        if not page.sealed and not any(_is_ours(text) for text in page.plain):
            reason = Reason("paper.page_without_code", {"page": page.page})
            yield Check("code_readable", None, reason)
            return
    yield Check("code_readable", True)


def _form_of(page: SealedPage, package: OpenedPackage) -> Form | None:
    """The form of the page's ballot in this package; None where the package knows no such ballot."""
    ballots = {b.ballot_id: b for b in package.election.ballots}
    ballot = ballots.get(page.ballot_id)
    if ballot is None or (page.election_id, page.form_id) != (
        package.election.election_id, ballot.form_id,
    ):  # fmt: skip
        return None
    return forms_of(package)[ballot.form_id]


def _specs(page: SealedPage, form: Form, package: OpenedPackage) -> list[CellSpec]:
    """The cells behind the sealed lines and votes; empty when they cannot be told."""
    election = package.election
    contest = election.contest(election.ballot(page.ballot_id).contest_id)
    options = tuple(option.option_id for option in contest.options)
    lines = sealed_lines(form, options, len(page.lines))
    votes = sealed_votes(form, options, len(page.votes))
    return [*lines, *votes] if len(lines) + len(votes) == len(page.lines + page.votes) else []


def _named(page: SealedPage, specs: Sequence[CellSpec]) -> dict[str, Figure | None]:
    named = {s.cell: f for s, f in zip(specs, page.lines + page.votes, strict=False)}
    return named | {f"box.{n}.found": figure for n, figure in enumerate(page.boxes, start=1)}


class _Plain:
    """The plain code's text, read back: what any phone shows, and nobody has signed."""

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        self.control_number = lines[-1].replace(" ", "") if _CONTROL.match(lines[-1]) else ""
        self.figures: dict[str, str] = {}
        self.lists: list[tuple[str, list[str]]] = []
        for line in lines:
            listed = _LIST.match(line)
            if listed:
                self.lists.append((listed[1], listed[3].split(" ")))
            self.figures |= {m[1]: m[2] for m in map(_PAIR.match, line.split(" ")) if m}

    def differing(self, page: SealedPage, specs: Sequence[CellSpec]) -> Iterator[Check]:
        """Lines at which the plain code says something else than the sealed one."""
        if not self.control_number or not specs:
            return
        for spec, figure in zip(specs, page.lines + page.votes, strict=False):
            told = self._told(spec.official, specs)
            if told is not None and told != str(_number(figure)):
                values = {"line": spec.official, "left": _whole(told), "right": _number(figure)}
                yield Check("codes_agree", False, Reason("paper.codes_differ", values))
                return
        yield Check("codes_agree", True)

    def _told(self, official: str, specs: Sequence[CellSpec]) -> str | None:
        if official in self.figures:
            return self.figures[official]
        numbers = [spec.official for spec in specs]
        for first, values in self.lists:
            if first in numbers and official in numbers:
                place = numbers.index(official) - numbers.index(first)
                if 0 <= place < len(values):
                    return values[place]
        return None


def _whole(told: str) -> int | str:
    return int(told) if told.isdigit() else told
