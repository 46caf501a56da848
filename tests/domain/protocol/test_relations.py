# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every code of every shipped form: a smallest change after which just it and its consequences speak."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct_app.domain.election import Level
from precinct_app.domain.protocol.check import CheckReport, check
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.formula import Operator
from precinct_app.domain.protocol.sheet import NA, Figure, Rows, Sheet, Source
from precinct_app.domain.wording import Language
from precinct_app.services.mock_counts import MockNight, mock_counts
from tests.domain.protocol.shipped import (
    BALLOT_FORMS,
    ROWS,
    form,
    quiet,
    sheet,
    with_registers,
)

# Code: changes to the quiet night, and the codes that then speak (errors first make others wait).
BREAKS: Mapping[str, tuple[dict[str, int], set[str]]] = {
    "E101": ({"member.m2.issued": 401}, {"E101", "E119"}),
    "E102": ({"ballots_unused": 422}, {"E102"}),
    "A103": ({"ballots_lost": 1, "ballots_unused": 422}, {"A103"}),
    "A112": ({"ballots_surplus": 1, "ballots_unused": 424}, {"A112"}),
    "A113": ({"ballots_withdrawn": 2, "ballots_unused": 421}, {"A113"}),
    "E104": ({"voters_received_ballots": 783}, {"E104"}),
    "A114": ({"issued_without_signature": 1, "voters_received_ballots": 783}, {"A114"}),
    "A117": ({"signed_without_ballot": 1, "voters_received_ballots": 785}, {"A117"}),
    "A105": (
        {"voters_listed": 700, "voters_excluded": 503},
        {"A105", "W506"},
    ),
    "E106": (
        {"voters_outside": 785, "home_served": 785},
        {"E106", "E208"},
    ),
    "E118": (
        {"voters_by_certificate": 785, "certificates_used": 785, "certificates_in": 785,
         "voters_excluded": 782},
        {"E118"},
    ),
    "E107": ({"home_served": 20}, {"E107"}),
    "E108": ({"certificates_used": 3}, {"E108"}),
    "E109": ({"voters_included": 3}, {"E109"}),
    "W111": ({"ballots_received": 1213, "ballots_unused": 426}, {"W111"}),
    "E110": ({"kind.k1.unused": 45}, {"E110"}),
    "A115": ({"kind.k1.unused": 45, "kind.k1.lost": 1}, {"A115"}),
    "A121": ({"kind.k1.unused": 47, "kind.k1.surplus": 1}, {"A121"}),
    "E119": ({"member.m4.returned": 15}, {"E119"}),
    "E120": ({"member.m4.spoiled": 1, "member.m4.returned": 15}, {"E120"}),
    "E201": ({"box.1.returned": 2}, {"E201"}),
    "A205": ({"box.1.lost": 1, "box.1.returned": 2}, {"A205"}),
    "A202": ({"box.1.entitled": 20}, {"A202"}),
    "E206": ({"invalid_by_reason.mobile_box": 1, "invalid_by_reason.unclear": 33}, {"E206"}),
    "A207": (
        {"box.1.annulled": 1, "invalid_by_reason.mobile_box": 21,
         "invalid_by_reason.unclear": 34, "ballots_invalid": 55, "ballots_valid": 729,
         "votes.p1": 381},
        {"A207"},
    ),
    "W203": ({"box.1.found": 20, "found_stationary": 764}, {"W203"}),
    "E204": ({"box.1.issued": 22, "box.1.found": 22, "found_stationary": 762, "box.1.entitled": 22,
              "box.1.returned": 2}, {"E204"}),
    "E208": ({"voters_outside": 22, "home_served": 22}, {"E208"}),
    "E301": ({"found_stationary": 762}, {"E301"}),
    "A302": ({"found_stationary": 764, "ballots_found": 785, "ballots_valid": 751,
              "votes.p1": 403}, {"A302"}),
    "W303": ({"found_stationary": 748, "ballots_found": 769, "ballots_valid": 735,
              "votes.p1": 387}, {"W303"}),
    "W311": ({"ballots_issued": 400, "voters_received_ballots": 400, "member.m2.issued": 200,
              "member.m4.issued": 200, "ballots_unused": 807, "found_stationary": 370,
              "ballots_found": 391, "ballots_valid": 357, "votes.p1": 9, "member.m2.returned": 300,
              "member.m4.returned": 200}, {"W311"}),
    "N304": ({"found_stationary": 762, "ballots_found": 783, "ballots_valid": 749,
              "votes.p1": 401}, {"N304"}),
    "E305": ({"ballots_invalid": 33, "invalid_by_reason.unclear": 33}, {"E305"}),
    "E306": ({"votes.p2": 301}, {"E306"}),
    "E307": ({"invalid_by_reason.unclear": 33}, {"E307"}),
    "A308": (
        {"found_stationary": 0, "ballots_found": 0, "ballots_valid": 0, "ballots_invalid": 0,
         "votes.p1": 0, "votes.p2": 0, "votes.p3": 0, "against_all": 0, "box.1.found": 0,
         "invalid_by_reason.unclear": 0},
        {"A308", "W203"},
    ),
    "W309": ({"ballots_invalid": 80, "invalid_by_reason.unclear": 80, "ballots_valid": 704,
              "votes.p1": 356}, {"W309"}),
    "W310": ({"votes.p1": 750, "votes.p2": 0, "votes.p3": 0, "against_all": 0}, {"W310"}),
    "A403": ({"certificates_in": 3, "voters_included": 3}, {"A403"}),
    "W502": (
        {"voters_listed": 820, "voters_excluded": 383},
        {"W502", "W506"},
    ),
    "W503": (
        {"voters_outside": 160, "home_served": 160, "box.1.issued": 160, "box.1.found": 160,
         "box.1.entitled": 160, "found_stationary": 624, "box.1.taken": 163},
        {"W503"},
    ),
    "W504": (
        {"voters_by_certificate": 40, "certificates_used": 40, "certificates_in": 40,
         "voters_listed": 1238},
        {"W504"},
    ),
    "W505": ({"voters_listed": 1261, "voters_included": 61}, {"W505"}),
    "W506": ({"voters_listed": 1139, "voters_excluded": 64}, {"W506"}),
    "W507": ({"voters_listed": 3001, "voters_delivered": 2999}, {"W507"}),
}  # fmt: skip
STRUCK = "E601"
ALL_CODES = {(f, r.code) for f in BALLOT_FORMS for r in form(f).relations}
NAMED = {r.code for r in form().relations if r.function or r.scope == "day"}


def report(figures: Mapping[str, Figure], level: Level = Level.REGISTERS, rows: Rows = ROWS,
           form_id: str = BALLOT_FORMS[0]) -> CheckReport:  # fmt: skip
    return check(form(form_id), sheet(dict(figures), rows, form_id), rows, level=level)


def codes(found: CheckReport) -> set[str]:
    return {finding.code for finding in found.findings}


def test_no_code_lacks_its_line() -> None:
    assert {code for _, code in ALL_CODES} == set(BREAKS) | NAMED | {STRUCK}


@pytest.mark.parametrize("form_id", BALLOT_FORMS)
def test_a_quiet_night_is_quiet(form_id: str) -> None:
    found = report(with_registers(quiet()), form_id=form_id)
    assert codes(found) == set()
    assert found.open == ()
    assert set(found.not_checked) == NAMED
    assert set(found.passed) | set(NAMED) >= {r.code for r in form(form_id).relations} - {
        "A207", "A308", STRUCK, "W311",
    }  # fmt: skip


@pytest.mark.parametrize("code", sorted(BREAKS))
@pytest.mark.parametrize("form_id", BALLOT_FORMS)
def test_a_smallest_change_speaks_by_its_code(form_id: str, code: str) -> None:
    changes, expected = BREAKS[code]
    found = report(with_registers(quiet(**changes)), form_id=form_id)
    assert codes(found) == expected
    assert code in expected


@pytest.mark.parametrize("code", sorted(BREAKS))
def test_messages_fill_their_places_in_three_languages(code: str) -> None:
    found = report(with_registers(quiet(**BREAKS[code][0])))
    finding = next(f for f in found.findings if f.code == code)
    for language in Language:
        for told in (finding.sentence(language), finding.next_step(language)):
            assert told.strip()
            assert "{" not in told
            assert "}" not in told
        assert str(finding.left) in finding.sentence(language)
        assert str(abs(finding.gap)) in finding.sentence(language)


def test_votes_for_a_struck_option_are_an_error() -> None:
    rows = replace(ROWS, struck=frozenset({"p3"}))
    assert codes(report(with_registers(quiet()), rows=rows)) == {STRUCK}
    none = quiet(**{"votes.p3": 0, "votes.p2": 320})
    assert codes(report(with_registers(none), rows=rows)) == set()


@pytest.mark.parametrize(
    ("code", "changes", "speaks"),
    [
        ("W303", {"gap": 13}, False),
        ("W303", {"gap": 14}, False),
        ("W303", {"gap": 15}, True),
        ("W309", {"invalid": 77}, False),
        ("W309", {"invalid": 78}, False),
        ("W309", {"invalid": 79}, True),
        ("W111", {"received": 1212}, False),
        ("W111", {"received": 1213}, True),
        ("W507", {"listed": 3000}, False),
        ("W507", {"listed": 3001}, True),
    ],
)
def test_thresholds_below_at_and_above(code: str, changes: dict[str, int], speaks: bool) -> None:
    figures = quiet()
    if gap := changes.get("gap"):
        figures |= {"found_stationary": 763 - gap, "ballots_found": 784 - gap,
                    "ballots_valid": 750 - gap, "votes.p1": 402 - gap}  # fmt: skip
    if invalid := changes.get("invalid"):
        figures |= {"ballots_invalid": invalid, "invalid_by_reason.unclear": invalid,
                    "ballots_valid": 784 - invalid, "votes.p1": 436 - invalid}  # fmt: skip
    if received := changes.get("received"):
        figures |= {"ballots_received": received, "ballots_unused": 423 + received - 1210}
    if listed := changes.get("listed"):
        figures |= {"voters_listed": listed, "voters_delivered": listed - 2}
    assert (code in codes(report(with_registers(figures)))) is speaks


def test_an_empty_cell_leaves_its_relations_open_and_nothing_else() -> None:
    figures = with_registers(quiet(**{"votes.p2": 301}))
    del figures["ballots_unused"]
    found = report(figures)
    assert found.open == ("E102",)
    assert codes(found) == {"E306"}


def test_not_applicable_counts_as_zero() -> None:
    figures = with_registers(quiet(certificates_used=0, certificates_in=0, voters_included=6)) | {
        "voters_by_certificate": NA
    }
    assert codes(report(figures)) == set()


def test_an_error_makes_what_shares_its_lines_wait() -> None:
    found = report(with_registers(quiet(found_stationary=700, ballots_valid=751)))
    assert codes(found) == {"E301", "E305", "E306"}
    waiting = report(with_registers(quiet(ballots_lost=1)))
    assert codes(waiting) == {"E102"}
    assert waiting.waiting == ("A103",)


def test_both_sides_from_a_register_prove_nothing() -> None:
    cells = ("voters_outside", "home_served")
    sources = dict.fromkeys(cells, Source.REGISTER)
    figures = Sheet(sheet(with_registers(quiet())).figures, sources)
    found = check(form(), figures, ROWS, level=Level.REGISTERS)
    assert found.from_register == ("E107",)
    assert "E107" not in found.passed


def test_what_a_bare_file_lacks_is_not_checked() -> None:
    given = {"ballots_valid", "votes.p1", "votes.p2", "votes.p3", "against_all"}
    figures = {cell: value for cell, value in quiet().items() if cell in given}
    found = check(form(), Sheet(figures), ROWS, level=Level.COUNT_ONLY, given=given)
    assert set(found.passed) == {"E306", "W310"}
    assert "E305" in found.not_checked
    assert found.open == ()


@pytest.mark.parametrize(
    ("name", "changes", "acts"),
    [
        ("a village of 38 with 9 at home", {
            "voters_listed": 38, "voters_delivered": 38, "voters_included": 0,
            "voters_excluded": 0, "certificates_out": 0, "certificates_in": 0,
            "voters_received_ballots": 30, "voters_outside": 9, "voters_by_certificate": 0,
            "certificates_used": 0, "home_served": 9, "ballots_received": 39,
            "ballots_issued": 30, "ballots_spoiled": 0, "ballots_unused": 9,
            "member.m2.issued": 20, "member.m4.issued": 10, "box.1.entitled": 9,
            "box.1.issued": 9, "box.1.found": 9, "found_stationary": 21, "ballots_found": 30,
            "ballots_invalid": 1, "invalid_by_reason.unclear": 1, "ballots_valid": 29,
            "votes.p1": 20, "votes.p2": 7, "votes.p3": 1, "against_all": 1}, set()),
        ("Grabowka: all recorded as by certificate", {"voters_by_certificate": 783}, {"E108"}),
        ("384 withdrawn and not replaced", {"ballots_withdrawn": 384, "ballots_unused": 39},
         {"A113"}),
        ("a pack of 101", {"ballots_surplus": 1, "ballots_unused": 424}, {"A112"}),
        ("two rows unsigned", {"issued_without_signature": 2, "voters_received_ballots": 782},
         {"A114"}),
        ("signs and leaves without the ballot", {"signed_without_ballot": 1,
         "voters_received_ballots": 785}, {"A117"}),
        ("a box with one too many, annulled", {
            "box.1.entitled": 20, "box.1.annulled": 1, "invalid_by_reason.mobile_box": 21,
            "ballots_invalid": 55, "ballots_valid": 729, "votes.p1": 381}, {"A202"}),
        ("a home-made paper in a box", {"box.1.found": 22, "box.1.not_of_form": 1,
         "found_stationary": 762, "invalid_by_reason.not_of_form": 1,
         "invalid_by_reason.unclear": 33}, {"W203"}),
        ("0 delivered abroad", {"voters_delivered": 0, "voters_included": 1202,
         "voters_excluded": 1}, set()),
        ("one lost at the table", {"ballots_lost": 1, "ballots_unused": 422}, {"A103"}),
        ("surplus and lost in one night", {"ballots_lost": 1, "ballots_surplus": 1},
         {"A103", "A112"}),
    ],
)  # fmt: skip
def test_ugly_nights_end_lawfully(name: str, changes: dict[str, int], acts: set[str]) -> None:
    """At *count only*: just these speak; each is an act or a warning, or the slip it really is."""
    found = report(quiet(**changes), level=Level.COUNT_ONLY)
    assert codes(found) == acts, name
    grades = {f.grade for f in found.findings}
    assert Grade.ERROR not in grades or name.startswith("Grabowka")


def test_zero_votes_and_nobody_came() -> None:
    figures: dict[str, Figure] = dict.fromkeys(quiet(), 0)
    figures |= {"voters_listed": 100, "voters_delivered": 100, "ballots_received": 101,
                "ballots_unused": 101}  # fmt: skip
    assert codes(report(figures, level=Level.COUNT_ONLY)) == set()


nights = st.builds(
    MockNight,
    voters_delivered=st.integers(60, 2900),
    certificates_out=st.integers(0, 20),
    certificates_in=st.integers(0, 20),
)


@given(nights, st.integers(0, 2**32), st.sampled_from(BALLOT_FORMS))
def test_what_adds_up_is_never_an_error(night: MockNight, seed: int, form_id: str) -> None:
    figures = mock_counts(form(form_id), ROWS, night, seed)
    found = report(figures, level=Level.COUNT_ONLY, form_id=form_id)
    assert not found.has_errors
    assert found.open == ()


@given(st.data(), nights, st.integers(0, 2**32))
def test_one_slip_in_an_equality_is_always_noticed(
    data: st.DataObject, night: MockNight, seed: int
) -> None:
    figures = mock_counts(form(), ROWS, night, seed)
    equalities = [r for r in form().relations if r.grade is Grade.ERROR and r.linear
                  and r.linear.operator is Operator.EQUAL and r.level is Level.COUNT_ONLY]  # fmt: skip
    names = {ref.name for r in equalities for ref in r.linear.refs}  # type: ignore[union-attr]
    cells = sorted(c for c in figures if c in names and not c.startswith("box"))
    cell = data.draw(st.sampled_from(cells))
    other = data.draw(st.integers(0, 5000).filter(lambda n: n != figures[cell]))
    found = report({**figures, cell: other}, level=Level.COUNT_ONLY)
    assert found.has_errors
