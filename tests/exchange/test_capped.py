# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A worker under limits: whatever it does ends in its result or in a sentence, and soon."""

from collections.abc import Callable
from typing import Any

import pytest

from precinct_app.domain.errors import VoterFileError
from precinct_app.domain.wording import Language
from precinct_app.exchange import voter_reading
from precinct_app.exchange.capped import Limits, run_apart, run_here
from precinct_app.exchange.voter_file import read_voter_file
from precinct_app.runtime import texts
from tests.exchange import capped_work
from tests.exchange.hostile_voter_files import HEAVY, Outcome, every
from tests.exchange.voter_files import DAY, KK, book, plain

QUICK = Limits(seconds=120.0)
BY_NAME = {case[0]: case[1:] for case in every()}


def key_of(call: Callable[[], Any]) -> str:
    with pytest.raises(VoterFileError) as caught:
        call()
    return caught.value.reasons[0].key


def apart(work: Callable[..., Any], *arguments: Any, limits: Limits = QUICK) -> Any:
    return run_apart(work, *arguments, pulse=lambda _: None, limits=limits)


def test_a_result_and_the_way_to_it_come_back() -> None:
    heard: list[float] = []
    assert run_apart(capped_work.double, 21, pulse=heard.append, limits=QUICK) == 42
    assert heard[0] == 0.0
    assert heard == sorted(heard)


def test_a_refusal_keeps_its_values() -> None:
    with pytest.raises(VoterFileError) as caught:
        apart(capped_work.refuse)
    (reason,) = caught.value.reasons
    assert (reason.key, dict(reason.values)) == ("voters.too_large", {"limit": 7})


@pytest.mark.parametrize("work", [capped_work.fail, capped_work.die, capped_work.greedy])
def test_a_worker_that_breaks_is_a_sentence(work: Callable[..., Any]) -> None:
    assert key_of(lambda: apart(work)) == "voters.worker"


def test_time_ends() -> None:
    short = Limits(seconds=0.5)
    assert key_of(lambda: apart(capped_work.endless, limits=short)) == "voters.too_slow"
    here = Limits(seconds=0.05)
    told = key_of(lambda: run_here(capped_work.patient, pulse=lambda _: None, limits=here))
    assert told == "voters.too_slow"


@pytest.mark.parametrize("run", [run_apart, run_here])
def test_whoever_listens_may_end_the_work(run: Callable[..., Any]) -> None:
    def stop(done: float) -> None:
        if done:
            raise VoterFileError.of("voters.cancelled")

    told = key_of(lambda: run(capped_work.patient, pulse=stop, limits=QUICK))
    assert told == "voters.cancelled"


def test_a_worker_loads_neither_screens_nor_the_database() -> None:
    assert apart(capped_work.imported) == []


@pytest.mark.parametrize("name", HEAVY)
def test_the_heaviest_files_end_the_same_within_500_megabytes(name: str) -> None:
    data, file, wanted = BY_NAME[name]
    assert outcome_apart(data, file) == wanted


def outcome_apart(data: bytes, file: str) -> Outcome:
    try:
        read = apart(
            read_voter_file, data, file, voter_reading.random_id, None, DAY, limits=Limits()
        )
        return len(read.voters)
    except VoterFileError as error:
        (reason,) = error.reasons
        for language in Language:
            assert texts.sentence(reason, language) != f"refusal.{reason.key}"
        return reason.key.removeprefix("voters.")


def test_a_large_file_is_read_by_a_worker_and_a_small_one_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used: list[str] = []

    def noted(run: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            used.append(run.__name__)
            return run(*arguments, **more)

        return call

    monkeypatch.setattr(voter_reading, "run_apart", noted(run_apart))
    monkeypatch.setattr(voter_reading, "run_here", noted(run_here))
    rows = [f"{n};Ким{'абвг'[n % 4]};Ян;;01.01.1990;;{'x' * 900}" for n in range(9_999)]
    large = "\n".join([";".join(KK), *rows]).encode()
    assert len(voter_reading.read_voters(large, "x.csv").voters) == 9_999
    assert len(voter_reading.read_voters(book([KK, *plain()]), "x.xlsx").voters) == 2
    assert voter_reading.look_at_voters(book([KK, *plain()]), "x.xlsx").columns["iin"] == 5
    assert used == ["run_apart", "run_here", "run_here"]
