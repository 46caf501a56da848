# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Votes as percentages of what the form says: of valid ballots, or of those who took part."""

from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import Sheet

_HUNDREDTHS = 10_000


def share(form: Form, sheet: Sheet, cell: str) -> str:
    """A cell's figure in per cent with two decimals, half rounded up; empty where there is no base.

    `sheet` is completed, or a sum of sheets.
    """
    part, base = sheet.number(cell), sheet.number(form.percent_of)
    if part is None or not base:
        return ""
    hundredths = (2 * _HUNDREDTHS * part + base) // (2 * base)
    return f"{hundredths // 100}.{hundredths % 100:02}"
