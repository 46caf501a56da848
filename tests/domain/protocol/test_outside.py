# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Relations that a bare sheet cannot decide: the named functions and the day's other ballots."""

from dataclasses import replace

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.day import DaySheet, compare_ballots
from precinct_app.domain.protocol.outside import (
    FUNCTIONS,
    Circumstances,
    Quorum,
    circumstantial,
    issued_by,
    paper_lines,
)
from precinct_app.domain.protocol.sheet import NA, Figure, Sheet, Source
from precinct_app.domain.wording import Language, Wording
from tests.domain.protocol.breaks import (
    BREAKS_OF_THE_DAY,
    BREAKS_OUTSIDE,
    QUIET_CIRCUMSTANCES,
)
from tests.domain.protocol.shipped import ROWS, form, quiet, sheet, texts, with_registers

LIST, SINGLE = "mazhilis_list_2023", "mazhilis_single_2023"
QUIET = QUIET_CIRCUMSTANCES
NAMED = set(BREAKS_OUTSIDE)


def report(night: Circumstances, level: Level = Level.REGISTERS) -> CheckReport:
    outside = circumstantial(form(), night, level)
    return check(form(), sheet(with_registers(quiet())), ROWS, level=level, outside=outside)


def codes(found: CheckReport) -> set[str]:
    return {finding.code for finding in found.findings}


def test_every_function_of_every_form_is_known() -> None:
    named = {r.function for name in texts() if name != "common_sheet"
             for r in form(name).relations if r.function}  # fmt: skip
    assert named == set(FUNCTIONS)


def test_what_is_not_known_is_not_checked_and_never_passed() -> None:
    found = report(Circumstances())
    assert set(found.not_checked) >= NAMED
    assert not NAMED & set(found.passed)


def test_a_quiet_night_passes_every_named_function() -> None:
    found = report(QUIET)
    assert set(found.passed) >= NAMED
    assert set(found.not_checked) == {"W401", "W402"}
    assert codes(found) == set()


@pytest.mark.parametrize(
    ("changes", "code", "numbers"),
    [
        *((changes, code, numbers) for code, (changes, numbers) in BREAKS_OUTSIDE.items()),
        ({"signers": (Role.DEPUTY, Role.CHAIR)}, "E602", (0, 0)),
        ({"signers": (Role.SECRETARY, Role.CHAIR)}, "E602", (0, 0)),
        ({"quorum": Quorum(6, 7, refusing=1)}, "A604", (5, 5)),
        ({"turnout": (120, 784, 783)}, "W501", (783, 784)),
        ({"turnout": (120, 100, 90)}, "W501", (100, 120)),
    ],
)
def test_each_named_function_speaks_alone(
    changes: dict[str, object], code: str, numbers: tuple[int, int]
) -> None:
    found = report(replace(QUIET, **changes))  # type: ignore[arg-type]
    assert codes(found) == {code}
    finding = found.findings[0]
    assert (finding.row, finding.left, finding.right) == ("", *numbers)
    for language in Language:
        assert finding.sentence(language).strip()
        assert "{" not in finding.sentence(language)
        assert ": 0 " not in finding.sentence(language)


@pytest.mark.parametrize(
    "signers",
    [(Role.DEPUTY, Role.SECRETARY), (Role.SECRETARY, Role.MEMBER), (Role.CHAIR, Role.MEMBER)],
)
def test_deputy_or_secretary_may_certify_for_the_chair(signers: tuple[Role, ...]) -> None:
    assert codes(report(replace(QUIET, signers=signers))) == set()


def test_reports_that_stay_equal_are_no_fall() -> None:
    for turnout in ((), (120,), (120, 120, 784, 784)):
        assert codes(report(replace(QUIET, turnout=turnout))) == set()


def test_nobody_signs_is_no_certifier() -> None:
    assert codes(report(replace(QUIET, signers=()))) == {"E602", "A606"}


@pytest.mark.parametrize(("members", "needed"), [(5, 4), (6, 4), (7, 5), (9, 6), (11, 8)])
def test_a_quorum_is_two_thirds(members: int, needed: int) -> None:
    assert Quorum(0, members).needed == needed
    assert codes(report(replace(QUIET, quorum=Quorum(needed, members)))) == set()
    assert codes(report(replace(QUIET, quorum=Quorum(needed - 1, members)))) == {"A604"}


def test_typing_from_paper_needs_an_act_only_where_registers_are_kept() -> None:
    night = replace(QUIET, typed_from_paper=("voters_listed",))
    assert "A116" in codes(report(night))
    at_count_only = report(night, Level.COUNT_ONLY)
    assert "A116" not in codes(at_count_only)
    assert "A116" in at_count_only.not_checked


def test_the_act_names_the_lines_typed_from_paper() -> None:
    night = replace(QUIET, typed_from_paper=("voters_listed", "box.1.entitled", "moon"))
    (finding,) = report(night).findings
    assert finding.cells == ("voters_listed", "box.1.entitled", "moon")
    for language in Language:
        assert finding.sentence(language).endswith(": 1, 34.1.1.")


def test_paper_lines_are_register_lines_typed_by_hand() -> None:
    sources = {
        "voters_listed": Source.PAPER,
        "home_served": Source.REGISTER,
        "ballots_unused": Source.PAPER,
        "member.m2.taken": Source.PAPER,
        "member.m2.issued": Source.PAPER,
        "box.1.entitled": Source.PAPER,
    }
    told = paper_lines(form(), Sheet({}, sources))
    assert told == ("voters_listed", "member.m2.taken", "box.1.entitled")


def test_what_leaders_issued_is_read_from_their_rows() -> None:
    figures = {"member.m1.issued": 20, "member.m2.issued": 400, "member.m1.taken": 30}
    found = Sheet({**figures, "member.m3.issued": NA})
    assert issued_by(found, {"m1", "m3"}) == 20
    assert issued_by(found, {"m9"}) == 0
    assert issued_by(Sheet({"ballots_issued": 420, "member.m1.taken": 30}), {"m1"}) is None


# --- the day's other ballots ---------------------------------------------------------------------


def day_sheet(ballot_id: str, form_id: str, circle: str = "c", **changes: int) -> DaySheet:
    figures = quiet(**changes)
    name = Wording(f"{ballot_id} kk", f"{ballot_id} ru", f"{ballot_id} en")
    return DaySheet(ballot_id, name, circle, form(form_id), ROWS, sheet(figures, ROWS, form_id))


NO_CERTIFICATES = {
    "voters_listed": 1198, "certificates_in": 0, "voters_by_certificate": 0,
    "certificates_used": 0, "ballots_issued": 780,
}  # fmt: skip
"""A ballot that no certificate gives: the four holders are predicted, not excused."""


def three(**changes: int) -> list[DaySheet]:
    return [
        day_sheet("b1", LIST, "c"),
        day_sheet("b2", SINGLE, "c", **NO_CERTIFICATES),
        day_sheet("b3", SINGLE, "c", **(NO_CERTIFICATES | changes)),
    ]


def test_certificates_are_predicted() -> None:
    found = compare_ballots(three(), Level.COUNT_ONLY)
    assert {(c, v.holds) for of in found.values() for c, v in of.items()} == {
        ("W401", True), ("W402", True),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code", "left", "right"),
    [
        *((changes, code, *told) for code, (changes, told) in BREAKS_OF_THE_DAY.items()),
        ({"ballots_refused": 1}, "W402", 781, 780),
        ({"certificates_out": 2}, "W401", 1200, 1201),
        ({"signed_without_ballot": 1}, "W402", 781, 780),
    ],
)
def test_one_message_names_the_ballots_apart_from_most(
    changes: dict[str, int], code: str, left: int, right: int
) -> None:
    sheets = three(**changes)
    found = compare_ballots(sheets, Level.COUNT_ONLY)
    told = [found[one.ballot_id][code] for one in sheets]
    assert told[0] == told[1] == told[2]
    assert not told[0].holds
    assert set(changes) <= set(told[0].cells) <= set(sheets[0].sheet.figures)
    assert (told[0].left, told[0].right) == (left, right)
    one = sheets[0]
    on_first = check(one.form, one.sheet, ROWS, level=Level.COUNT_ONLY, outside=found["b1"])
    finding = next(f for f in on_first.findings if f.code == code)
    assert "b3 ru" in finding.sentence(Language.RU)
    assert "b1" not in finding.sentence(Language.RU)
    assert str(left) in finding.sentence(Language.KK)
    assert "= 0" not in finding.sentence(Language.EN)


def test_a_voter_given_four_of_five_ballots_is_answered_by_his_refusal() -> None:
    changes = {"ballots_issued": 779, "ballots_refused": 1}
    found = compare_ballots(three(**changes), Level.COUNT_ONLY)
    assert all(verdict.holds for verdict in found["b3"].values())


def test_circles_are_compared_apart_and_a_lone_ballot_with_nothing() -> None:
    sheets = [day_sheet("b1", LIST, "c"), day_sheet("b2", LIST, "d", voters_listed=900)]
    assert compare_ballots(sheets, Level.COUNT_ONLY) == {"b1": {}, "b2": {}}


def test_a_sheet_with_an_empty_cell_takes_no_part_yet() -> None:
    sheets = three()
    figures: dict[str, Figure] = dict(sheets[2].sheet.figures)
    del figures["ballots_issued"]
    sheets[2] = replace(sheets[2], sheet=Sheet(figures))
    found = compare_ballots(sheets, Level.COUNT_ONLY)
    assert found["b1"]["W402"].holds
    assert set(found["b3"]) == {"W401"}


def test_a_sheet_with_an_error_on_what_is_compared_takes_no_part_yet() -> None:
    sheets = three(ballots_issued=708)
    wrong = check(sheets[2].form, sheets[2].sheet, ROWS, level=Level.COUNT_ONLY)
    assert codes(wrong) >= {"E101", "E102", "E104"}
    assert {"ballots_issued", "member.m2.issued", "ballots_unused"} <= wrong.error_cells
    assert "found_stationary" not in wrong.error_cells
    sheets[2] = replace(sheets[2], in_error=wrong.error_cells)
    found = compare_ballots(sheets, Level.COUNT_ONLY)
    # The error is the one message of this cause; the others are compared without this sheet.
    assert [set(of) for of in found.values()] == [{"W401", "W402"}, {"W401", "W402"}, {"W401"}]
    assert all(verdict.holds for of in found.values() for verdict in of.values())


def test_acts_and_warnings_do_not_keep_a_sheet_from_the_comparison() -> None:
    figures = quiet(voters_listed=3001, voters_included=1801)
    spoken = check(form(LIST), sheet(figures), ROWS, level=Level.COUNT_ONLY)
    assert {"W505", "W507"} <= codes(spoken)
    assert "voters_listed" in {cell for finding in spoken.findings for cell in finding.cells}
    assert spoken.error_cells == frozenset()


def test_a_relation_that_could_not_be_read_compares_nothing() -> None:
    unread = tuple(replace(r, linear=None) for r in form(LIST).relations if r.code == "W401")
    sheets = [replace(one, form=replace(one.form, relations=unread)) for one in three()]
    assert compare_ballots(sheets, Level.COUNT_ONLY) == {"b1": {}, "b2": {}, "b3": {}}


def test_of_two_ballots_the_later_is_named() -> None:
    sheets = [day_sheet("b1", LIST), day_sheet("b2", LIST, voters_listed=1203)]
    verdict = compare_ballots(sheets, Level.COUNT_ONLY)["b1"]["W401"]
    assert (verdict.left, verdict.right) == (1202, 1201)
    assert verdict.values["ballots"] == Wording("b2 kk", "b2 ru", "b2 en")


def test_several_ballots_apart_stand_in_one_message() -> None:
    sheets = [day_sheet(f"b{n}", LIST, ballots_issued=784 + (n > 3) * n) for n in range(1, 6)]
    verdict = compare_ballots(sheets, Level.COUNT_ONLY)["b1"]["W402"]
    assert (verdict.left, verdict.right) == (784, 780)
    assert verdict.values["ballots"] == Wording("b4 kk, b5 kk", "b4 ru, b5 ru", "b4 en, b5 en")


def test_a_form_without_the_relation_takes_no_part() -> None:
    bare = replace(form(SINGLE), relations=())
    sheets = [replace(day_sheet("b4", SINGLE, voters_listed=5), form=bare), *three()]
    found = compare_ballots(sheets, Level.COUNT_ONLY)
    assert found["b1"]["W401"].holds
    assert found["b4"] == {}
