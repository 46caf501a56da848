# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A receipt is one byte string for what it says, and nothing else is one."""

import json
from dataclasses import replace

import pytest

from precinct_app.domain.canonical import encode
from precinct_app.domain.election import Mode
from precinct_app.domain.errors import BundleError
from precinct_app.domain.receipt import Receipt, ReceivedLine
from tests.builders import a_moment

LINE = ReceivedLine("list", 1, "0" * 36, "accepted")
RECEIPT = Receipt(
    Mode.TRAINING, "kz-2023-03-19-mock", "p" * 64, "KZ-KOS-9001", "terr", 2, "m" * 64,
    a_moment(23), (LINE, replace(LINE, ballot_id="single", outcome="compare")),
)  # fmt: skip


def test_it_survives_its_json() -> None:
    assert Receipt.from_json(RECEIPT.to_json()) == RECEIPT


def disturbed(**changes: object) -> bytes:
    return encode({**json.loads(RECEIPT.to_json()), **changes})


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"\xff", RECEIPT.to_json() + b" ", disturbed(more="x"),
        disturbed(format="precinct-receipt-2"), disturbed(mode="other"),
        disturbed(imported="2023-03-20T02:00:00"), disturbed(imported="tomorrow"),
        disturbed(protocols=[{"ballot_id": "list", "version": 1, "control_number": "1",
                              "outcome": "refused"}]),
    ],
)  # fmt: skip
def test_anything_else_is_none(data: bytes) -> None:
    with pytest.raises(BundleError) as caught:
        Receipt.from_json(data)
    assert caught.value.reasons[0].key == "receipt.unreadable"
