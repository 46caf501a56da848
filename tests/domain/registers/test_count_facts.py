# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is said of a count beside its figures can be so, or is told why not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.registers.count_facts import CountFacts, faults
from precinct_app.domain.registers.entry import content_from_json, content_to_json
from tests.builders import NIGHT

THERE = Presence(6, 7, 5, 0, 2, 1)
FACTS = CountFacts("list", 1, THERE, NIGHT - timedelta(hours=3), NIGHT, 1, 0)


def test_what_can_be_so_is_kept_as_it_was_said() -> None:
    assert faults(FACTS, NIGHT) == ()
    assert FACTS.subject == "list"
    assert content_from_json(CountFacts, content_to_json(FACTS)) == FACTS


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        (replace(FACTS, presence=replace(THERE, members=0)), ["count_facts.too_many"]),
        (replace(FACTS, presence=replace(THERE, members=8)), ["count_facts.too_many"]),
        (replace(FACTS, started=NIGHT + timedelta(minutes=1)), ["count_facts.times"]),
        (replace(FACTS, ended=NIGHT + timedelta(minutes=1)), ["count_facts.times"]),
        (replace(FACTS, presence=replace(THERE, members=9), ended=NIGHT - timedelta(hours=4)),
         ["count_facts.too_many", "count_facts.times"]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(facts: CountFacts, keys: list[str]) -> None:
    assert [reason.key for reason in faults(facts, NIGHT)] == keys
