# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every reason against a file has a number of three digits of its own, for ever, and an advice."""

import re
from pathlib import Path

import pytest

from precinct_app.domain.refusals import REFUSALS, UNKNOWN, Advice, told
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text

ROOT = Path(__file__).parents[2] / "precinct_app"
JUDGES = (
    "domain/acceptance.py", "domain/receipt.py", "services/bundle_examination.py",
    "services/paper_check.py", "exchange/container.py", "exchange/bundle.py",
    "exchange/receipt_file.py", "signing/pdf_verification.py", "signing/trust.py",
    "documents/code_reader.py",
)  # fmt: skip
REASON = re.compile(r"""(?:Error\.of|Reason)\(\s*f?["']([a-z0-9_.]+)["']""")
NO_FILE = {"paper.groups", "trust.root", "trust.authority", "trust.list"}


def keys_in(name: str) -> set[str]:
    return set(REASON.findall((ROOT / name).read_text(encoding="utf-8")))


def test_numbers_are_three_digits_and_stand_for_one_reason_each() -> None:
    numbers = [one.number for one in REFUSALS.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(100 <= number < 999 for number in numbers)


@pytest.mark.parametrize("name", JUDGES)
def test_every_reason_of_a_judge_has_its_number(name: str) -> None:
    assert sorted(keys_in(name) - set(REFUSALS) - NO_FILE) == []


def test_no_number_for_what_nobody_says() -> None:
    said = {
        key for file in ROOT.rglob("*.py")
        for key in re.findall(r'"([a-z]+\.[a-z_]+)"', file.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert sorted(set(REFUSALS) - said) == []


def test_every_advice_is_a_sentence_and_every_reason_too() -> None:
    for language in Language:
        for advice in Advice:
            assert text(f"advice.{advice.value}", language) != f"advice.{advice.value}"
        for key in REFUSALS:
            assert text(f"refusal.{key}", language) != f"refusal.{key}", key


def test_known_and_unknown_reasons() -> None:
    assert told("bundle.conflict").advice is Advice.COMMISSION_DECIDES
    assert told("nobody.said_it") is UNKNOWN
