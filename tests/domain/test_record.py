# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``protocol.json`` gives the record back, and nothing else passes for one."""

import json
from typing import Any

import pytest

from precinct_app.domain import canonical
from precinct_app.domain.errors import InputError
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.protocol.sheet import NA
from tests.builders import a_record
from tests.domain.protocol.shipped import form


def test_json_gives_the_record_back() -> None:
    record = a_record()
    assert ProtocolRecord.from_json(record.to_json()) == record


def test_figures_and_rows_are_found_by_cell() -> None:
    record = a_record()
    assert record.figure("votes.p2") == 284
    assert record.figure("ballots_spoiled") is NA
    assert record.figure("votes.p9") is None
    assert record.rows_of("votes") == ("p1", "p2")
    assert record.rows_of("member") == ("m4",)
    assert record.figures()["voters_listed"] == 1202


def test_a_record_brings_its_rows_into_its_form() -> None:
    record = a_record()
    rows = record.rows(form(), frozenset({"p2"}))
    assert rows.votes == tuple(option.option_id for option in record.options)
    assert (rows.member, rows.box, rows.kind) == (("m4",), record.rows_of("box"), ())
    assert rows.struck == {"p2"}
    asked = record.rows(form("referendum_questions"))
    assert (asked.votes, asked.question) == ((), rows.votes)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "precinct-protocol-9"),
        (("extra",), 1),
        (("ballot", "options"), {}),
        (("values", 0, "value"), "1202"),
        (("values", 0, "source"), "hearsay"),
        (("times", "count_started"), "2023-03-19T20:10:00"),
        (("times", "count_started"), 7),
        (("members", 0, "role"), "king"),
        (("level",), "all"),
        (("presence", "media"), "many"),
    ],
)
def test_other_content_is_refused(path: tuple[str | int, ...], value: Any) -> None:
    content = json.loads(a_record().to_json())
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(InputError) as caught:
        ProtocolRecord.from_json(canonical.encode(content))
    assert caught.value.reasons[0].key == "protocol.unreadable"


@pytest.mark.parametrize("data", [b"[]", b"1", b'"x"', b"{}"])
def test_other_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        ProtocolRecord.from_json(data)
