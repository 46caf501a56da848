# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is said of a finding: on the card, on the one line, above the flow picture."""

import re
from collections.abc import Sequence
from functools import partial

from precinct_app.domain.protocol.check import CheckReport, Finding
from precinct_app.domain.protocol.linear import Operator
from precinct_app.domain.protocol.slips import Slip
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services.slip_words import SlipWords
from precinct_app.ui.protocol.naming import Naming, dashed
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.finding_card import CardWords, bold

_HEADLINES = {
    Operator.EQUAL: "card.headline", Operator.AT_MOST: "card.headline_most",
    Operator.AT_LEAST: "card.headline_least",
}  # fmt: skip


def suspects_of(finding: Finding, slips: Sequence[Slip]) -> tuple[str, ...]:
    """The cells to look at, the likeliest first; empty for a finding about no cell."""
    fitting = [slip for slip in slips if set(slip.cells) & set(finding.cells)]
    if fitting:
        return tuple(dict.fromkeys(cell for slip in fitting for cell in slip.cells))
    named = _advised(finding) or next(iter(finding.cells), "")
    return (named,) if named else ()


def suspect_of(finding: Finding, slips: Sequence[Slip]) -> str:
    """The cell to look at first."""
    return next(iter(suspects_of(finding, slips)), "")


def next_suspect(
    findings: Sequence[Finding], place: int, slips: Sequence[Slip], cell: str
) -> tuple[int, str]:
    """Where one looks next: the finding and its cell; from a suspect to the next, and round again."""
    place %= len(findings)
    suspects = suspects_of(findings[place], slips)
    if cell not in suspects:
        return place, next(iter(suspects), "")
    at = suspects.index(cell) + 1
    if at < len(suspects):
        return place, suspects[at]
    place = (place + 1) % len(findings)
    return place, suspect_of(findings[place], slips)


def _advised(finding: Finding) -> str:
    """The cell that the advice names first: the one to recount."""
    for name in re.findall(r"\{([a-z_]+)\}", finding.relation.next.kk):
        for cell in finding.cells:
            if cell == name or cell.startswith(f"{name}."):
                return cell
    return ""


def marked_cells(finding: Finding, slips: Sequence[Slip]) -> frozenset[str]:
    """Red marks the suspect and the total alone, never nine cells for one cause."""
    suspects = {cell for slip in slips for cell in slip.cells} & set(finding.cells)
    if not finding.cells:
        return frozenset()
    return frozenset({finding.cells[0]} | (suspects or {_advised(finding) or finding.cells[-1]}))


def card_words(
    report: CheckReport, place: int, slips: Sequence[Slip], naming: Naming, language: Language,
    at_hand: str = "",
) -> CardWords:  # fmt: skip
    """The card of one finding, or of none; its key leads on from the cell at hand."""
    say = partial(text, language=language)
    if not report.findings:
        state = "waiting" if report.open or not report.passed else "agrees"
        return CardWords(state, say("card.waiting" if state == "waiting" else "card.agree"), "", "")
    finding = report.findings[place % len(report.findings)]
    others = len(report.findings) - 1
    _, cell = next_suspect(report.findings, place, slips, at_hand)
    lines = slip_lines(finding, slips, naming, language)
    return CardWords(
        finding.grade.value, say(f"card.{finding.grade.value}"), finding.code,
        naming.says(finding, language).rstrip("."), sides_of(finding, naming, language),
        (say("card.gap"), grouped(abs(finding.gap))) if finding.relation.linear else None,
        (advice_heading(finding, language), advice(finding, language)), lines,
        say("card.slip_hint") if lines else "",
        say("card.go", number=naming.number(cell)) if cell else "",
        say("card.more", count=others) if others else "",
    )  # fmt: skip


def sides_of(finding: Finding, naming: Naming, language: Language) -> tuple[tuple[str, str], ...]:
    """Both sides by name and number; the sum stands above the line it should equal."""
    linear = finding.relation.linear
    if linear is None:
        return ()
    sides = [
        (naming.side(terms, finding.row, language), grouped(value), len(terms))
        for terms, value in ((linear.left, finding.left), (linear.right, finding.right))
    ]
    if sides[1][2] > sides[0][2]:
        sides.reverse()
    return tuple((name, number) for name, number, _ in sides)


def slip_lines(
    finding: Finding, slips: Sequence[Slip], naming: Naming, language: Language
) -> list[str]:
    """The likely slips of this cause as rich lines, their figures in bold."""
    fitting = [slip for slip in slips if set(slip.cells) & set(finding.cells)]
    words = SlipWords(naming.specs.values(), language, lambda figure: bold(grouped(figure)))
    return words.together(fitting)


def boxes_of(
    finding: Finding, slips: Sequence[Slip], language: Language
) -> dict[str, tuple[str, str, str]]:
    """ "Possible" boxes beside their cells, when one slip speaks alone."""
    fitting = [slip for slip in slips if set(slip.cells) & set(finding.cells)]
    if len(fitting) != 1:
        return {}
    word = text("card.perhaps", language)
    slip = fitting[0]
    return {
        cell: (word, grouped(perhaps), "red")
        for cell, perhaps in zip(slip.cells, slip.perhaps, strict=True)
    }


def headline(finding: Finding, naming: Naming, language: Language) -> str:
    """One sentence with both numbers and the gap."""
    told = naming.says(finding, language).rstrip(".")
    if not finding.relation.linear:
        return told
    key = _HEADLINES[finding.relation.linear.operator]
    return text(key, language, says=told, left=grouped(finding.left),
                right=grouped(finding.right), gap=grouped(abs(finding.gap)))  # fmt: skip


def advice_heading(finding: Finding, language: Language) -> str:
    """What stands above the advice: recount this first, or do this first."""
    return text("card.recount" if finding.relation.recount else "card.do_first", language)


def advice(finding: Finding, language: Language) -> str:
    """What to recount or to do first, as a sentence of its own."""
    return _sentence(finding.next_step(language))


def _sentence(told: str) -> str:
    return dashed(told[:1].upper() + told[1:])
