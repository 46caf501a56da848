# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A refusal keeps its reason as data, so that its sentence can be said in every language later."""

import pytest

from precinct_app.domain.errors import Reason, TextKey
from precinct_app.domain.registers.entry import content_from_json, content_to_json
from precinct_app.domain.registers.refusal import (
    NOT_IN_LIST,
    Asked,
    Refusal,
    RefusalGround,
    ground_of,
    values_of,
)
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts

PLACE = TextKey("voters.place.table", table="3", page=14, row=7)


def a_refusal(reason: Reason) -> Refusal:
    return Refusal(1, Asked.CERTIFICATE, ground_of(reason), reason.key, values_of(reason), "Ким Л.")


@pytest.mark.parametrize(
    ("key", "ground"),
    [
        ("certificate.same_settlement", RefusalGround.SAME_SETTLEMENT),
        ("certificate.going_same_settlement", RefusalGround.SAME_SETTLEMENT),
        ("certificate.deadline", RefusalGround.LATE),
        ("home.late", RefusalGround.LATE),
        ("list.closed", RefusalGround.LATE),
        ("list.unknown", RefusalGround.NOT_IN_LIST),
        ("certificate.already", RefusalGround.OTHER),
    ],
)
def test_each_reason_has_its_ground(key: str, ground: RefusalGround) -> None:
    assert ground_of(Reason(key)) is ground
    assert ground_of(NOT_IN_LIST) is RefusalGround.NOT_IN_LIST


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "reason",
    [
        NOT_IN_LIST,
        Reason("certificate.same_settlement", {"number": 214}),
        Reason("certificate.deadline", {"first": "04.03.2023", "last": "18.03.2023 18:00"}),
        Reason("certificate.in_own_list", {"place": PLACE}),
        Reason("night.first", {"step": TextKey("night.voting_closed")}),
    ],
)
def test_the_kept_reason_says_the_same_sentence(reason: Reason, language: Language) -> None:
    content = a_refusal(reason)
    back = content_from_json(Refusal, content_to_json(content))
    assert back == content
    said = texts.sentence(back.reason, language)
    assert said == texts.sentence(reason, language)
    assert "{" not in said
    assert not said.startswith("refusal.")


def test_the_subject_is_a_number() -> None:
    assert a_refusal(NOT_IN_LIST).subject == "1"
