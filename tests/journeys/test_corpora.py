# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Corpora made from one day: what is valid is good, what is not is refused with its own reason."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.domain.wording import Language
from precinct_app.services.file_check import check_file
from precinct_app.services.mock_day import PASSPHRASE
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys
from tests.journeys.conftest import RecordingTools
from tests.journeys.corpora import bundle_cases, paper_cases, pdf_cases, xlsx_cases
from tests.journeys.corpora.case import Case, Stuff

pytestmark = pytest.mark.journey
Build = Callable[[Stuff], Iterable[Case]]
VALID: dict[str, Build] = {
    "bundle": bundle_cases.valid, "pdf": pdf_cases.valid, "xlsx": xlsx_cases.valid,
    "paper": paper_cases.valid, "receipt": paper_cases.valid_receipts,
    "package": paper_cases.valid_packages,
}  # fmt: skip
TAMPERED: dict[str, Build] = {
    "bundle by strangers": bundle_cases.strangers, "bundle by insiders": bundle_cases.insiders,
    "pdf by strangers": pdf_cases.strangers, "pdf by insiders": pdf_cases.insiders,
    "xlsx by strangers": xlsx_cases.strangers, "xlsx by insiders": xlsx_cases.insiders,
    "paper by strangers": paper_cases.strangers, "paper by insiders": paper_cases.insiders,
    "receipt": paper_cases.receipts, "package": paper_cases.packages,
}  # fmt: skip
counted: dict[str, int] = {}


@pytest.fixture(scope="module")
def stuff(day: Path, day_keys: ElectionKeys, package: OpenedPackage) -> Stuff:
    forger = RecordingTools().with_clock(Tools().clock)
    built = datetime(2023, 2, 1, tzinfo=UTC)
    forged = forger.make_keys(package.election, built, lambda precinct, member: PASSPHRASE)
    return Stuff(day, package, day_keys, forged)


@pytest.mark.parametrize("kind", VALID)
def test_what_is_valid_is_good(stuff: Stuff, kind: str) -> None:
    for case in VALID[kind](stuff):
        verdict = check_file(case.data, "file", Tools(), stuff.package, trusted=True)
        assert verdict.outcome == case.outcome, (case.name, verdict.checks)
        assert verdict.good, case.name
        assert verdict.calls == (), case.name


@pytest.mark.parametrize("kind", TAMPERED)
def test_what_is_not_is_told_with_its_reason(stuff: Stuff, kind: str) -> None:
    names: set[str] = set()
    for case in TAMPERED[kind](stuff):
        assert case.name not in names
        names.add(case.name)
        verdict = check_file(case.data, "file", Tools(), stuff.package, trusted=True)
        keys = [check.reason.key for check in verdict.checks if check.reason]
        assert verdict.outcome == case.outcome, (case.name, keys)
        assert case.key in keys, (case.name, keys)
        calls = {call.reason.key: call for call in verdict.calls}
        assert calls[case.key].number != 999, case.name
        for language in Language:
            assert "{" not in calls[case.key].spoken(language)
    counted[kind] = len(names)


def test_there_are_more_than_three_hundred(stuff: Stuff) -> None:
    """Counted by building them: a case that is not built is no case."""
    numbers = {kind: counted.get(kind) or len(list(TAMPERED[kind](stuff))) for kind in TAMPERED}
    assert sum(numbers.values()) >= 300, numbers
