# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What an entry says is kept canonically and read back as it was, whatever the register."""

import unicodedata
from datetime import date

import pytest

from precinct_app.domain.errors import InputError
from precinct_app.domain.night import Step
from precinct_app.domain.plain import NotPlainError
from precinct_app.domain.registers.boxes import BoxKind, BoxOpened, BoxSealed
from precinct_app.domain.registers.disputed import DisputedBallot, Doubt
from precinct_app.domain.registers.entries import (
    Demander,
    EntriesSetAside,
    LoneTypist,
    ReopenedByDecision,
    Why,
)
from precinct_app.domain.registers.entry import Content, content_from_json, content_to_json
from precinct_app.domain.registers.home import BoxAnnulled, Ground, HomeApplication, NotServed
from precinct_app.domain.registers.kept import Kept, RegisterChoice
from precinct_app.domain.registers.marks import Mark, Place
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.domain.registers.night import ClockRead, StepTaken
from precinct_app.domain.registers.paper_rows import PaperRows
from precinct_app.domain.registers.people import CopyGiven, IssuersNamed, Recipient
from precinct_app.domain.registers.refusal import Asked, ReasonValue, Refusal, RefusalGround
from precinct_app.domain.registers.signatures import ListTable, PageCount
from precinct_app.domain.registers.trips import TripBack, TripCount, TripOut

CONTENTS: tuple[Content, ...] = (
    BallotMovement(Movement.WITHDRAWN, "list", 3, "", "7", 3),
    BoxSealed("M 1", BoxKind.MOBILE, 1, "0017"),
    BoxOpened("M 1", ""),
    HomeApplication(1, "v", Ground.CARE, ("list",)),
    NotServed("a1", "t1", "not at home"),
    BoxAnnulled("M 1", ("list",), "seal", ("m4", "m5")),
    RegisterChoice(Kept.BALLOTS, True, "no power"),
    Mark("v", ("list",), (), False, "m4", Place.HOME, "t1", False),
    ClockRead(3600, 0),
    StepTaken(Step.VOTING_CLOSED, True),
    IssuersNamed(("m4",)),
    CopyGiven(1, "list", 1, Recipient.MEDIA, "Name"),
    Refusal(
        1, Asked.HOME_VOTING, RefusalGround.LATE, "home.late", (ReasonValue("until", "12:00"),), "N"
    ),
    ListTable("1", "m2", 1, 9),
    PageCount("1", 1, "m2", 30, (("list", 2),)),
    TripOut("M 1", "m4", "m5", "0017", (("list", 9),), ("a1",)),
    TripBack("t1", "0017", (TripCount("list", 8, returned=1),)),
    EntriesSetAside("list", 1, Why.RECOUNT, Demander.PROXY.value, ("e1", "e2")),
    LoneTypist("list", 1, "two members ill"),
    ReopenedByDecision("list", 2, "7", date(2026, 3, 20), ("m1", "m4"), "two piles exchanged"),
    PaperRows(2, ("m1",)),
    DisputedBallot("list", 1, Doubt.UNCLEAR, "One mark crosses two boxes", 4, 3, True),
)  # fmt: skip


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.register_name)
def test_a_content_is_read_back_as_it_was(content: Content) -> None:
    data = content_to_json(content)
    assert content_from_json(type(content), data) == content
    assert content_to_json(content_from_json(type(content), data)) == data


def test_what_stands_of_a_ballot_is_found_by_the_ballot() -> None:
    ballots = (EntriesSetAside, LoneTypist, ReopenedByDecision, DisputedBallot)
    found = [one.subject for one in CONTENTS if isinstance(one, ballots)]
    assert found == ["list"] * len(ballots)
    assert PaperRows(1).subject == PaperRows(2).subject


def test_registers_have_names_of_their_own() -> None:
    names = [content.register_name for content in CONTENTS]
    assert len(set(names)) == len(names)


def test_texts_are_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Ерлан Байқоңыр")
    read = content_from_json(NotServed, content_to_json(NotServed("a", "t", decomposed)))
    assert read.reason == "Ерлан Байқоңыр"


@pytest.mark.parametrize("data", [b"", b"[]", b'{"a":1}', b'{"step":"opened"}'])
def test_what_was_not_written_by_us_is_refused(data: bytes) -> None:
    with pytest.raises((InputError, NotPlainError)):
        content_from_json(StepTaken, data)
