# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A real database of each schema opens, brought up to date, with everything that was in it.

Where this fails for a schema that is not released yet: ``python -m tests.storage.releases``.
"""

import json
import shutil
from pathlib import Path

import pytest

from precinct_app.storage.schema import Schema
from tests.storage.releases import RELEASED, complaints, register_kinds


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RELEASED, tmp_path / "released"))


def change(folder: Path, **told: object) -> None:
    """Let a card say something else."""
    card = sorted(folder.glob("*.json"))[-1]
    card.write_text(json.dumps(json.loads(card.read_text("utf-8")) | told), encoding="utf-8")


def test_every_kept_schema_opens_with_all_that_was_in_it() -> None:
    assert complaints(RELEASED) == []


def test_every_schema_up_to_the_last_released_one_is_kept() -> None:
    cards = {card.stem: json.loads(card.read_text("utf-8")) for card in RELEASED.glob("*.json")}
    assert cards
    assert max(cards) <= Schema().head
    newest = cards[max(cards)]["holds"]
    assert newest["voters"] > 100
    assert len(newest["registers"]) > 10
    assert set(newest["registers"]) <= set(register_kinds())


def test_a_released_step_that_was_changed_is_found(kept: Path) -> None:
    change(kept, steps={"0001_first.py": "0" * 64})
    assert complaints(kept) == []
    change(kept, frozen=True)
    assert any("steps of a released schema were changed" in said for said in complaints(kept))


def test_something_that_is_not_found_again_is_told(kept: Path) -> None:
    card = json.loads(sorted(kept.glob("*.json"))[-1].read_text("utf-8"))
    change(kept, holds=card["holds"] | {"voters": 122})
    assert [said.partition(": ")[2] for said in complaints(kept)] == ["voters"]
