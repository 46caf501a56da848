# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""PINs that everybody tries first are no PINs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.errors import InputError
from precinct_app.domain.pins import refuse_pin


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "12 456", "-12345"])
def test_a_pin_has_six_digits(pin: str) -> None:
    with pytest.raises(InputError) as caught:
        refuse_pin(pin)
    assert [(r.key, dict(r.values)) for r in caught.value.reasons] == [("pin.form", {"count": 6})]


@pytest.mark.parametrize(
    "pin", ["000000", "777777", "123456", "789012", "654321", "210987", "123123", "905905"]
)
def test_what_is_tried_first_is_refused(pin: str) -> None:
    with pytest.raises(InputError) as caught:
        refuse_pin(pin)
    assert [r.key for r in caught.value.reasons] == ["pin.easy"]


@given(st.integers(0, 999_999))
def test_nearly_every_number_will_do(number: int) -> None:
    pin = f"{number:06d}"
    alike = pin[:3] == pin[3:] or pin in "0123456789012345" or pin in "5432109876543210"
    try:
        refuse_pin(pin)
    except InputError:
        assert alike
    else:
        assert not alike
