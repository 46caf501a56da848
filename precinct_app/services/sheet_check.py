# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Sheets from a file against a form, as a stream: one sheet in memory at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.slips import Slip, likely_slips
from precinct_app.services.toolbox import NamedSheet


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A sheet's name, what was found, and the likely slips where they were asked for."""

    sheet_id: str
    report: CheckReport
    slips: tuple[Slip, ...] = ()


def check_sheets(
    form: Form,
    sheets: Iterable[NamedSheet],
    level: Level,
    parameters: Mapping[str, int],
    *,
    with_slips: bool,
) -> Iterator[CheckedSheet]:
    """Check sheet after sheet."""
    for named in sheets:
        report = check(
            form, named.sheet, named.rows, level=level, parameters=parameters, given=named.given
        )
        slips: tuple[Slip, ...] = ()
        if with_slips and report.findings:
            slips = tuple(likely_slips(form, named.sheet, named.rows, level=level))
        yield CheckedSheet(named.sheet_id, report, slips)
