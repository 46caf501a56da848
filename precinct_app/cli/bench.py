# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``bench``: how fast the program is on this machine, beside what it is compared with."""

import argparse

from precinct_app.cli.output import GOOD, NOT_GOOD, Output
from precinct_app.runtime import texts
from precinct_app.services.bench.benches import BENCHES, measure_all
from precinct_app.services.bench.measured import Measured
from precinct_app.services.toolbox import Toolbox

NAME = "bench"
HELP = "Measure the program on this machine."
_WHOLE = 100
"""From here upward decimals say nothing."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    names = [bench.name for bench in BENCHES]
    parser.add_argument("--only", nargs="+", choices=names, default=[], help="measure only these")
    parser.add_argument("--scale", type=_share, default=1.0, help="share of the full sizes (0.01)")
    parser.add_argument("--runs", type=_count, default=5, help="the best of so many runs counts")


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Say each figure as it is measured; 1 when a target is not reached."""
    status = GOOD
    for figure in measure_all(tools, arguments.only, scale=arguments.scale, runs=arguments.runs):
        output.data(figure.to_mapping())
        output.line(_sentence(figure, output))
        output.out.flush()
        if figure.reached is False:
            status = NOT_GOOD
    return status


def _sentence(figure: Measured, output: Output) -> str:
    unit = _say(output, f"bench.unit.{figure.unit}")
    told = [
        f"{_say(output, f'bench.{figure.name}', **figure.told)}: {_number(figure.value)} {unit}"
    ]
    if figure.beside is not None:
        beside = _say(output, f"bench.beside.{figure.beside.name}", **figure.told)
        told.append(f"{beside}: {_number(figure.beside.value)} {unit}")
    if figure.missing:
        beside = _say(output, f"bench.beside.{figure.missing}", **figure.told)
        told.append(_say(output, "bench.not_measured", what=beside))
    if figure.ratio is not None:
        told.append(_say(output, "bench.ratio", ratio=_number(figure.ratio)))
    if figure.target is not None:
        told.append(_target(figure, output))
    return "; ".join(told)


def _target(figure: Measured, output: Output) -> str:
    target = figure.target
    bound = target and (target.at_most if target.at_least is None else target.at_least)
    kind = "at_most" if target and target.at_least is None else "at_least"
    reached = _say(output, "bench.reached" if figure.reached else "bench.not_reached")
    return f"{_say(output, f'bench.{kind}', bound=_number(bound or 0))}, {reached}"


def _say(output: Output, key: str, **values: str | int) -> str:
    return texts.text(key, output.language, **values)


def _number(value: float) -> str:
    if value >= _WHOLE:
        return f"{value:,.0f}".replace(",", "\u00a0")
    return f"{value:.3g}"


def _share(text: str) -> float:
    share = float(text)
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(text)
    return share


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(text)
    return count
