# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Everything that is wrong with a form file, for ``forms check`` and for the package's build."""

from collections.abc import Mapping

from precinct_app.domain.errors import Reason
from precinct_app.domain.protocol.form_file import read_form
from precinct_app.domain.protocol.form_habits import check_habits
from precinct_app.domain.protocol.form_sense import check_sense


def faults(form_id: str, texts: Mapping[str, str]) -> list[Reason]:
    """Why the form cannot be loaded, and every relation that makes no sense or breaks a habit.

    Each reason names the file, the place in it and, in a formula, the column.
    """
    read = read_form(form_id, texts)
    check_sense(read)
    check_habits(read)
    return list(read.faults)
