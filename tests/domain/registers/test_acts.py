# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
from dataclasses import replace

from precinct_app.domain.papers.act import NOTHING, ActContent, Column, Fact, FactTable, Listing
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.registers.acts import (
    CODES,
    Act,
    ActKind,
    Answered,
    find,
    kind_of,
    next_number,
)
from precinct_app.domain.registers.entry import Entry, Undo, content_from_json, content_to_json
from precinct_app.domain.wording import Wording
from tests.builders import a_moment

EXCESS = Answered("list", "A302", "", 703, 700)
CONTENT = ActContent(
    Wording("атауы", "название", "title"), Sentence.of(Wording.same("{n} ағаш"), n=3),
    (FactTable(Wording.same("кесте"), (Fact("1", Wording.same("бір"), 7),
                                       Fact("1.1", NOTHING, 0, applicable=False, small=True))),),
    ("1 = 2: 7 = 7",), (Listing(NOTHING, (Column(NOTHING, 3, figures=True),), ((NOTHING,),)),),
)  # fmt: skip


def an_act(**changes: object) -> Act:
    act = Act(4, 1, ActKind.EXCESS, "list", ("list",), "", (EXCESS,), ("6", "12"), NOTHING, CONTENT)
    return replace(act, **changes)  # type: ignore[arg-type]


def entry(act: Act, entry_id: str = "e1") -> Entry[Act]:
    return Entry(entry_id, act, a_moment(), a_moment(), "m1")


def test_an_act_is_kept_and_read_back_whole() -> None:
    act = an_act(reason="қайта")
    assert content_from_json(Act, content_to_json(act)) == act
    assert (act.subject, act.codes) == ("4", ("A302",))


def test_an_act_answers_its_finding_with_these_figures_alone() -> None:
    act = an_act()
    assert act.covers(EXCESS)
    assert not act.covers(replace(EXCESS, left=704))
    assert not act.covers(replace(EXCESS, ballot_id="single"))


def test_an_act_made_before_the_count_answers_the_code_of_its_kind() -> None:
    act = an_act(answers=())
    assert act.codes == ("A302",)
    assert act.covers(EXCESS)
    assert act.covers(replace(EXCESS, left=704))
    assert not act.covers(replace(EXCESS, ballot_id="single"))
    assert not act.covers(replace(EXCESS, row="2"))
    assert not act.covers(replace(EXCESS, code="A103"))
    box = an_act(kind=ActKind.BOX_EXCESS, answers=(), row="2")
    assert box.covers(Answered("list", "A202", "2", 22, 21))
    assert not box.covers(Answered("list", "A202", "1", 22, 21))


def test_an_act_of_no_sheet_answers_nothing() -> None:
    act = an_act(kind=ActKind.COPIES, ballot_ids=(), answers=())
    assert act.codes == ()
    assert not act.covers(EXCESS)


def test_each_code_has_one_kind_and_others_are_findings() -> None:
    codes = [code for codes in CODES.values() for code in codes]
    assert len(set(codes)) == len(codes)
    assert kind_of("A202") is ActKind.BOX_EXCESS
    assert kind_of("A999") is ActKind.FINDING


def test_the_standing_act_of_a_kind_is_found_and_numbers_run_on() -> None:
    first = entry(an_act())
    undone = replace(first, undone=Undo("қате", a_moment(), a_moment(), "m1"))
    second = entry(an_act(version=2), "e2")
    assert find([undone, second], ActKind.EXCESS, "list") is second
    assert find([undone], ActKind.EXCESS, "list") is None
    assert find([second], ActKind.EXCESS, "single") is None
    assert next_number([undone, second], 0) == 5
    assert next_number([], 0) == 1
    assert next_number([first], 9) == 10
