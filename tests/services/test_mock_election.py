# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A made-up election of any size: no station has another's number."""

import re

import pytest

from precinct_app.services.mock_election import mock_spec


@pytest.mark.parametrize("precincts", [1, 900, 903, 2000])
@pytest.mark.parametrize("territory", ["region", "city"])
def test_each_station_has_a_number_of_its_own(territory: str, precincts: int) -> None:
    stations = re.findall(r"^number = (\d+)$", mock_spec(territory, precincts, 1), re.MULTILINE)
    assert len(set(stations)) == len(stations) == precincts + 3
