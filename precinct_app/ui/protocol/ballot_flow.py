# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A ballot's way through the night as a picture's data: received, issued, found, valid, options."""

from collections.abc import Mapping

from precinct_app.domain.protocol.sheet import Figure
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.protocol.naming import Naming
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.flow_picture import LAST, Flow, FlowGap, FlowNode

_ASIDE = ("ballots_spoiled", "ballots_withdrawn", "ballots_lost")


class _Numbers:
    """Figures by line; what is empty or not applicable counts as 0."""

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        self.figures = figures

    def of(self, *cells: str) -> int:
        return sum(f for cell in cells if isinstance(f := self.figures.get(cell), int))

    def has(self, *cells: str) -> bool:
        return all(cell in self.figures for cell in cells)

    def sum(self, start: str, end: str = "") -> int:
        cells = [c for c in self.figures if c.startswith(start) and c.endswith(end)]
        return self.of(*cells)


def ballot_flow(naming: Naming, figures: Mapping[str, Figure], language: Language) -> Flow:
    """The picture of the figures at hand; bars of what is not typed yet are thin."""
    numbers = _Numbers(figures)
    mobile = numbers.sum("box.", ".found")
    issued, found = numbers.of("ballots_issued"), numbers.of("ballots_found")
    stationary = numbers.of("found_stationary")
    away = max(0, issued - mobile - stationary)
    aside = numbers.of(*_ASIDE)
    nodes = [
        ("received", numbers.of("ballots_received", "ballots_surplus"), 0),
        ("issued", issued, 1), ("unused", numbers.of("ballots_unused"), 1), ("aside", aside, 1),
        ("stationary", stationary, 2), ("mobile", mobile, 2), ("away", away, 2),
        ("found", found, 3), ("valid", numbers.of("ballots_valid"), 4),
        ("invalid", numbers.of("ballots_invalid"), 4),
    ]  # fmt: skip
    bands = [
        ("received", "issued", issued), ("received", "unused", numbers.of("ballots_unused")),
        ("received", "aside", aside), ("issued", "stationary", min(stationary, issued)),
        ("issued", "mobile", mobile), ("issued", "away", away),
        ("stationary", "found", stationary), ("mobile", "found", mobile),
        ("found", "valid", numbers.of("ballots_valid")),
        ("found", "invalid", numbers.of("ballots_invalid")),
    ]  # fmt: skip
    options = _options(naming, numbers, language)
    gaps = _gaps(numbers, mobile, sum(value for _, _, value in options), language)
    touched = {gap.node for gap in gaps}
    made = [
        FlowNode(key, text(f"flow.{key}", language), value, column,
                 suspect=key == "invalid" and "found" in touched,
                 pale=key in {"unused", "aside", "away"})
        for key, value, column in nodes
        if value or key not in {"aside", "away"}
    ]  # fmt: skip
    made += [FlowNode(key, name, value, LAST) for key, name, value in options]
    bands += [("valid", key, value) for key, _, value in options]
    told = ", ".join(f"{node.name} {grouped(node.value)}" for node in made)
    kept = {node.key for node in made}
    drawn = tuple(band for band in bands if band[2] and {band[0], band[1]} <= kept)
    wrong = ". ".join(f"{gap.name} {grouped(gap.value)}" for gap in gaps)
    return Flow(tuple(made), drawn, tuple(gaps), f"{told}. {wrong}", text("flow.rest", language))


def _options(naming: Naming, numbers: _Numbers, language: Language) -> list[tuple[str, str, int]]:
    """Options by key, name and votes."""
    cells = [c for c in naming.specs if c.startswith(("votes.", "question."))]
    cells += [c for c in ("against_all",) if c in naming.specs]
    return [(c, naming.caption(c, language), numbers.of(c)) for c in cells]


def _gaps(numbers: _Numbers, mobile: int, votes: int, language: Language) -> list[FlowGap]:
    """What does not balance, at the bar where it does not."""
    sides = []
    if numbers.has("ballots_received", "ballots_issued", "ballots_unused"):
        out = numbers.of("ballots_issued", "ballots_unused", *_ASIDE)
        sides.append(("received", numbers.of("ballots_received", "ballots_surplus"), out))
    if numbers.has("ballots_found", "found_stationary"):
        sides.append(
            ("found", numbers.of("found_stationary") + mobile, numbers.of("ballots_found"))
        )
    if numbers.has("ballots_found", "ballots_valid", "ballots_invalid"):
        out = numbers.of("ballots_valid", "ballots_invalid")
        sides.append(("found", numbers.of("ballots_found"), out))
    if numbers.has("ballots_valid", "against_all"):
        sides.append(("valid", numbers.of("ballots_valid"), votes))
    return [
        FlowGap(node, text("flow.missing" if come > gone else "flow.surplus", language),
                abs(come - gone))
        for node, come, gone in sides
        if come != gone
    ]  # fmt: skip
