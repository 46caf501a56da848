# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``bench`` at tiny sizes: every figure is whole and has its words; seconds are never asserted."""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from precinct_app.bootstrap import Tools
from precinct_app.cli import bench
from precinct_app.cli.output import Output
from precinct_app.domain.errors import InputError
from precinct_app.domain.wording import Language
from precinct_app.services.bench import benches, measured, papers, process, signatures
from precinct_app.services.bench.measured import Bench, Beside, Measured, Room, Target

TINY = ["--scale", "0.002", "--runs", "1"]
CHECK_ALONE = """
import argparse, sys
if sys.argv[1] == "window":
    print('{"deed": "sheet", "seconds": 0.05}')
    sys.exit()
from pathlib import Path
from precinct_app.cli import check
from precinct_app.cli.output import Output
from precinct_app.domain.wording import Language
from precinct_app.exchange import sheet_file
parser = argparse.ArgumentParser()
parser.add_argument("command")
parser.add_argument("--json", action="store_true")
check.add_arguments(parser)
asked = parser.parse_args()
sys.exit(check.run(asked, sheet_file, Output(Language.KK, asked.json, sys.stdout, sys.stderr)))
"""


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without other programs or a window: the whole takes seconds to start, an office more."""
    _light(monkeypatch)


def _light(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(benches, "own_program", lambda: (sys.executable, "-c", CHECK_ALONE))
    patch.setattr(papers, "office_seconds", lambda room, xlsx: 1.5)
    patch.setattr(signatures, "openssl_speed", lambda: signatures.Bare(0.02, 0.07))


@pytest.fixture(scope="module")
def everything() -> list[Measured]:
    """All figures at tiny sizes, measured once for all that is asked of them."""
    with pytest.MonkeyPatch.context() as patch:
        _light(patch)
        return list(benches.measure_all(Tools(), scale=0.002, runs=1))


def run(
    *options: str, as_json: bool = True, language: Language = Language.EN
) -> tuple[int, list[str]]:
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    output = Output(language, as_json, io.StringIO(), io.StringIO())
    status = bench.run(parser.parse_args(options), Tools(), output)
    return status, cast("io.StringIO", output.out).getvalue().splitlines()


def figures(*options: str) -> tuple[int, dict[str, dict[str, Any]]]:
    status, lines = run(*options)
    return status, {one["name"]: one for one in map(json.loads, lines)}


def test_every_figure_is_whole(everything: list[Measured], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "measure_all", lambda *_, **__: iter(everything))
    status, told = figures()
    assert status == int(any(one["reached"] is False for one in told.values()))
    assert {"relations", "relations_flat", "reports", "one_report", "slips_median", "slips_p99",
            "check", "check_one", "protocol_made", "evidence", "import_growth",
            "window_start", "window_freeze"} <= set(told)  # fmt: skip
    for one in told.values():
        assert set(one) == {
            "name", "value", "unit", "beside", "ratio", "target", "reached", "of", "missing",
        }  # fmt: skip
        assert one["value"] > 0 or one["unit"] == "percent"
        assert (one["beside"] is None) == (one["ratio"] is None)
        assert (one["target"] is None) == (one["reached"] is None)
    assert told["relations"]["of"]["relations"] >= 40
    assert told["relations"]["of"]["sheets"] == 200
    assert told["relations"]["target"] == {"of": "value", "at_least": 30000, "at_most": None}
    assert told["check"]["of"] == {"sheets": 200, "faulty_percent": 5}
    assert told["bundle_taken_in"]["of"] == {"protocols": 20}


@pytest.mark.parametrize("language", list(Language))
def test_every_figure_has_its_words(
    everything: list[Measured], monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setattr(bench, "measure_all", lambda *_, **__: iter(everything))
    _, lines = run(as_json=False, language=language)
    assert len(lines) == len(everything)
    assert not [line for line in lines if "bench." in line or "{" in line]


def test_only_what_was_asked_for() -> None:
    assert set(figures(*TINY, "--only", "slips")[1]) == {"slips_median", "slips_p99"}
    with pytest.raises(SystemExit):
        run("--only", "seconds")
    for wrong in (["--scale", "0"], ["--scale", "2"], ["--runs", "0"]):
        with pytest.raises(SystemExit):
            run(*wrong)


def test_the_slips_are_told_by_number_of_options_then_by_kind_and_line() -> None:
    _, lines = run("--scale", "0.01", "--runs", "1", "--only", "slip_experiment")
    told = [json.loads(line) for line in lines]
    by_options = {"slip_noticed", "slip_first", "slip_three", "slip_alone", "slip_equals",
                  "slip_alone_wrong", "slip_silent"}  # fmt: skip
    for options in (3, 8, 15, 30):
        figures = {one["name"]: one for one in told if one["of"].get("options") == options}
        assert set(figures) == by_options
        assert all(one["of"]["sheets"] == 20 for one in figures.values())
        assert figures["slip_first"]["beside"]["name"] == "ideal_ranker"
        assert figures["slip_first"]["target"]["of"] == "ratio"
        assert figures["slip_noticed"]["value"] <= figures["slip_noticed"]["beside"]["value"]
        said = sum(figures[name]["value"] for name in ("slip_alone", "slip_equals", "slip_silent"))
        assert said == pytest.approx(100, abs=0.2)
    missed = [one for one in told if one["name"] == "slip_unnoticed"]
    assert all(0 < one["value"] <= 100 and one["of"]["planted"] for one in missed)
    assert len(told) == 4 * len(by_options) + len(missed)
    assert all(one["unit"] == "percent" for one in told)


def test_a_further_bench_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Room] = []

    def measure(room: Room) -> Iterator[Measured]:
        (room.folder / "left behind").write_text("x")
        seen.append(room)
        yield Measured("check_one", 30.0, "seconds", Beside("bare_python", 20.0),
                       Target(at_most=1.2, of_ratio=True))  # fmt: skip

    monkeypatch.setattr(benches, "BENCHES", (Bench("other", measure),))
    status, told = figures("--runs", "3", "--scale", "0.5")
    assert (status, told["check_one"]["ratio"], told["check_one"]["reached"]) == (1, 1.5, False)
    assert (seen[0].runs, seen[0].size(5), seen[0].size(1)) == (3, 2, 1)
    assert not seen[0].folder.exists()
    assert run(as_json=False)[1] == [
        "Command check, one sheet, from start to end: 30 s; bare Python: 20 s; ratio 1.5; "
        "target: at most 1.2, not reached"
    ]


@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        (Measured("a", 3, "x"), None),
        (Measured("a", 3, "x", target=Target(at_least=3)), True),
        (Measured("a", 2.9, "x", target=Target(at_least=3)), False),
        (Measured("a", 3, "x", target=Target(at_most=3)), True),
        (Measured("a", 3, "x", Beside("b", 2), Target(at_most=1.5, of_ratio=True)), True),
        (Measured("a", 3, "x", Beside("b", 1), Target(at_most=1.5, of_ratio=True)), False),
        (Measured("a", 3, "x", Beside("b", 0), Target(at_most=1.5, of_ratio=True)), False),
    ],
)
def test_targets_of_values_and_of_ratios(figure: Measured, reached: bool | None) -> None:
    assert figure.reached is reached


def test_the_best_of_several_runs_counts() -> None:
    costs = iter([3.0, 1.0, 2.0])
    room = Room(Tools(), Path(), runs=3)
    assert room.best(lambda: next(costs)) == 1.0
    done: list[int] = []
    assert room.cpu(lambda: done.append(1)) > 0
    assert len(done) == 3
    assert measured.cpu_seconds(lambda: None) > 0


def test_a_process_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert process.cost_of((sys.executable, "-c", "raise SystemExit(1)")).seconds > 0
    with pytest.raises(InputError) as caught:
        process.cost_of((sys.executable, "-c", "raise SystemExit(2)"))
    assert caught.value.reasons[0].values == {"status": 2}
    monkeypatch.delattr("os.wait4")
    assert process.cost_of((sys.executable, "-c", "")).megabytes is None


def test_the_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert process.own_program() == (sys.executable, "-m", "precinct_app")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process.own_program() == (sys.executable,)


def test_signatures_stand_beside_openssl_or_say_that_it_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ["cms_make", "cms_verify", "chain_verify", "seal_make", "seal_verify"]
    monkeypatch.setattr(signatures, "openssl_speed", lambda: signatures.Bare(0.02, 0.07))
    _, told = figures(*TINY, "--only", "signatures")
    assert list(told) == names
    assert told["cms_make"]["beside"] == {"name": "openssl", "value": 0.04}
    assert told["cms_verify"]["target"]["at_most"] == 5
    monkeypatch.setattr(signatures, "openssl_speed", lambda: None)
    _, told = figures(*TINY, "--only", "signatures")
    assert all(one["beside"] is None and one["missing"] == "openssl" for one in told.values())
    lines = run(*TINY, "--only", "signatures", as_json=False)[1]
    assert all("not measured" in line for line in lines)


def test_papers_stand_beside_an_office_program_or_say_that_it_is_not_there(
    everything: list[Measured], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (there,) = [one for one in everything if one.name == "protocol_beside_office"]
    assert (there.beside, there.missing) == (Beside("office", 1.5), "")
    assert there.target == Target(at_most=0.2, of_ratio=True)
    absent = papers.beside_office(1.0, None)
    assert (absent.missing, absent.reached) == ("office", None)
    monkeypatch.undo()
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert papers.office_seconds(Room(Tools(), tmp_path), b"") is None


def test_an_office_program_makes_its_profile_before_it_is_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    calls: list[tuple[str, ...]] = []
    costs = iter([9.0, 3.0, 2.0, 4.0])

    def cost_of(call: tuple[str, ...]) -> process.Cost:
        calls.append(call)
        return process.Cost(next(costs), None)

    monkeypatch.setattr("shutil.which", lambda name: "/bin/" + name)
    monkeypatch.setattr(papers, "cost_of", cost_of)
    assert papers.office_seconds(Room(Tools(), tmp_path), b"sheet") == 2.0
    assert {call[0] for call in calls} == {"/bin/soffice"}
    assert Path(calls[0][-1]).read_bytes() == b"sheet"


def test_openssl_is_asked_and_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    class Done:
        stdout = "noise\n+F4:3:256:40000.0:10000.0\n"

    monkeypatch.undo()
    monkeypatch.setattr("shutil.which", lambda name: "/bin/" + name)
    monkeypatch.setattr("subprocess.run", lambda *a, **k: Done)
    assert signatures.openssl_speed() == signatures.Bare(0.025, 0.1)
    Done.stdout = "unknown option"
    assert signatures.openssl_speed() is None
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert signatures.openssl_speed() is None
