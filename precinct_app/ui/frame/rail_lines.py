# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which lines the rail shows: pages beside the day, parts of the day, the steps of those unfolded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from precinct_app.domain.errors import Reason
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import sentence, text
from precinct_app.ui.frame.place import Place
from precinct_app.ui.frame.rail_item import RailEntry
from precinct_app.ui.frame.steps import Step, StepGroup, StepState

HOME = RailEntry("home", "rail.home", "home", Place("home"))
FOOT = (
    RailEntry("journal", "rail.journal", "book", Place("journal")),
    RailEntry("settings", "rail.settings", "gear", Place("settings")),
)
BREAK = RailEntry("", "", "")
"""A hairline between parts."""


@dataclass(frozen=True, slots=True)
class RailDay:
    """The day as the rail is told of it."""

    groups: tuple[StepGroup, ...] = ()
    current: str = ""
    """The step or page one is at."""
    language: Language = Language.KK
    full: bool = False
    """With words."""
    chosen: Mapping[str, bool] = field(default_factory=dict)
    """Parts that somebody folded (True) or unfolded (False), the latest last."""

    def unfolded(self) -> list[str]:
        """Parts whose steps are wanted, the dearest first: the latest opened, then the one at hand."""
        opened = [part for part in reversed([*self.chosen]) if not self.chosen[part]]
        here = at_hand(self.groups, self.current)
        usual = [] if here in self.chosen or not here else [here]
        return [*opened[:1], *usual, *opened[1:]]

    def lines(self, unfolded: Collection[str]) -> list[RailEntry]:
        """Lines from the top, hairlines among them."""
        found = [self.page(HOME)]
        for group in self.groups:
            if not self.full and group.group_id in {self.groups[0].group_id, "count", "protocols"}:
                found.append(BREAK)
            found += self._of_group(group, open_=group.group_id in unfolded)
        return found

    def page(self, entry: RailEntry) -> RailEntry:
        """The line of a page beside the day."""
        return RailEntry(
            entry.item_id, text(entry.name, self.language), entry.icon, entry.place,
            current=entry.item_id == self.current,
        )  # fmt: skip

    def _of_group(self, group: StepGroup, *, open_: bool) -> list[RailEntry]:
        open_ = open_ and len(group.steps) > 1
        head = self._head(group, open_=open_)
        steps = [self._step(step) for step in group.steps] if open_ else []
        return [head, *steps] if self.full or not open_ else steps

    def _head(self, group: StepGroup, *, open_: bool) -> RailEntry:
        count = "" if group.reason else f"{group.done} / {len(group.steps)}"
        only = group.steps[0] if len(group.steps) == 1 else None
        place = only.place if only and only.state is not StepState.BLOCKED else None
        inside = any(step.step_id == self.current for step in group.steps)
        return RailEntry(
            group.group_id, text(f"rail.{group.group_id}", self.language), group.icon, place,
            group.state, self._reason(group.reason), count, current=inside and not open_,
        )  # fmt: skip

    def _step(self, step: Step) -> RailEntry:
        place = None if step.state is StepState.BLOCKED else step.place
        return RailEntry(
            step.step_id, step.told(self.language), step.icon, place, step.state,
            self._reason(step.reason), "", step.number, step.rgb, inner=True,
            current=step.step_id == self.current,
        )  # fmt: skip

    def _reason(self, reason: Reason | None) -> str:
        if reason is None:
            return ""
        return text("rail.closed", self.language, reason=sentence(reason, self.language))


def at_hand(groups: Sequence[StepGroup], current: str) -> str:
    """The part of the day whose steps one wants to see: where one is, else where the work is."""
    for group in groups:
        if any(step.step_id == current for step in group.steps):
            return group.group_id
    done = {g.group_id for g in groups if g.state is StepState.DONE}
    if "count" in done:  # until then acts and protocols wait, though some are open
        return next((g.group_id for g in groups if g.group_id not in {*done, *_BEFORE}), "")
    day = [g for g in groups if g.group_id != "protocols"]
    working = [g.group_id for g in day if any(s.state is StepState.WORKING for s in g.steps)]
    later = [g.group_id for g in day if g.state is StepState.LATER and len(g.steps) > 1]
    return working[-1] if working else later[0] if later else ""


_BEFORE = ("preparation", "polling")
"""Parts of the day that nobody looks for once everything is counted."""
