# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets to measure with: made-up nights from a seed, one in twenty with a slip of the pen."""

from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from pathlib import Path

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import Figure, Rows
from precinct_app.services.form_files import open_form
from precinct_app.services.mock_counts import MockNight, mock_counts, plant_slip

FORM_ID = "mazhilis_list_2023"
LEVEL = Level.COUNT_ONLY
ROWS = Rows(
    votes=tuple(f"p{number}" for number in range(1, 8)), member=("m1", "m2", "m3"), box=("1", "2")
)
"""Seven parties, three who hand out ballots, two mobile boxes."""
FAULTY_EVERY = 20
DIFFERENT = 1000
"""So many nights differ; more sheets than these repeat them as objects of their own."""


def mock_form() -> Form:
    """The form that is measured, read anew."""
    return open_form(FORM_ID, Path.cwd())


def mock_figures(
    form: Form, count: int, *, faulty_every: int = FAULTY_EVERY
) -> list[dict[str, Figure]]:
    """So many different nights from their numbers as seeds."""
    return [_night(form, seed, faulty=seed % faulty_every == 0) for seed in range(count)]


def write_csv(path: Path, nights: list[dict[str, Figure]], count: int) -> None:
    """A file of sheets as anyone may hand it in."""
    names = list(nights[0])
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(["id", *names]) + "\n")
        for number, night in enumerate(islice(cycle(nights), count), start=1):
            file.write(f"P{number}," + ",".join(_cells(night, names)) + "\n")


def _cells(night: Mapping[str, Figure], names: list[str]) -> Iterator[str]:
    return (str(night[name]) for name in names)


def _night(form: Form, seed: int, *, faulty: bool) -> dict[str, Figure]:
    figures = mock_counts(form, ROWS, MockNight(300 + 2 * (seed % 1000), 3, 4), seed)
    return plant_slip(figures, seed)[0] if faulty else figures
