# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Any file whatever ends in an import or in a sentence, as told beforehand for each."""

import random

import pytest

from precinct_app.domain.errors import PrecinctError
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts
from tests.exchange.hostile_voter_files import GOOD, GOOD_ODS, HEAVY, Outcome, every
from tests.exchange.voter_files import read

CASES = every()
LIGHT = [case for case in CASES if case[0] not in HEAVY]
"""The heavy ones end as told too, in `test_capped`: read here as well they only take their time."""


def outcome(data: bytes, name: str) -> Outcome:
    """How many voters, or the last word of the refusal; its sentence exists."""
    try:
        return len(read(data, name).voters)
    except PrecinctError as error:
        (reason,) = error.reasons
        for language in Language:
            assert texts.sentence(reason, language) != f"refusal.{reason.key}"
        return reason.key.removeprefix("voters.")


def test_there_are_at_least_four_hundred() -> None:
    assert len(CASES) >= 400
    assert len({case[0] for case in CASES}) == len(CASES)
    assert len(LIGHT) == len(CASES) - len(HEAVY)


@pytest.mark.parametrize(("name", "data", "file", "wanted"), LIGHT, ids=[c[0] for c in LIGHT])
def test_each_ends_as_told(name: str, data: bytes, file: str, wanted: Outcome) -> None:
    assert outcome(data, file) == wanted


@pytest.mark.parametrize("good", [GOOD, GOOD_ODS], ids=["xlsx", "ods"])
def test_no_mutant_raises_anything_else(good: bytes) -> None:
    rng = random.Random(3)
    outcomes = set()
    for _ in range(150):
        mutant = bytearray(good)
        for _ in range(rng.randrange(1, 12)):
            mutant[rng.randrange(len(mutant))] = rng.randrange(256)
        outcomes.add(outcome(bytes(mutant), "x"))
    assert "broken" in outcomes
    assert outcomes <= {
        0, 1, 2, "broken", "not_table", "too_large", "encrypted", "empty", "no_columns", "word", "quotes",
    }  # fmt: skip
