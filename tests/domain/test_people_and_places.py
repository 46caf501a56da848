# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Members, rights, distances, voters' keys, certificates' keys, the life of a protocol."""

import pytest

from precinct_app.domain.certificates import folded_number
from precinct_app.domain.commission import (
    BESIDE_THE_COMMISSION,
    OF_A_DISTRICT,
    OF_THE_PACKAGE,
    RIGHTS,
    Actor,
    Right,
    Role,
    may,
)
from precinct_app.domain.election import CertificateKind, Distance, Level
from precinct_app.domain.protocol.sheet import (
    NA,
    Rows,
    Sheet,
    Source,
    cell_name,
    cell_parts,
    differing,
)
from precinct_app.domain.voters import Voter, fold, loose, sort_key
from precinct_app.domain.wording import Language, Wording
from tests.builders import MEMBERS, a_precinct, an_election


def rights_of(role: Role) -> set[Right]:
    return {right for right in Right if may(Actor("x", role), right)}


def test_every_right_has_its_roles() -> None:
    assert set(RIGHTS) == set(Right)
    assert may(Actor("m1", Role.CHAIR), Right.CERTIFY)
    assert not may(Actor("m4", Role.MEMBER), Right.FREEZE)


def test_who_looks_after_a_workspace_never_touches_a_voter_or_a_count() -> None:
    care = {Right.SET_UP, Right.BACK_UP, Right.RESTORE, Right.READ_JOURNAL, Right.SIT_DOWN,
            Right.SEE_DAY}  # fmt: skip
    assert rights_of(Role.TECHNICIAN) == rights_of(Role.TRAINER) == care
    assert rights_of(Role.OBSERVER) == {Right.READ_JOURNAL, Right.SEE_DAY}


def test_a_district_counts_nothing_and_a_precinct_adds_nothing_up() -> None:
    both = {Right.SET_UP, Right.BACK_UP, Right.RESTORE, Right.READ_JOURNAL, Right.SIT_DOWN,
            Right.MANAGE_PEOPLE}  # fmt: skip
    for role in OF_A_DISTRICT:
        assert rights_of(role) == both | {Right.IMPORT_BUNDLES, Right.CONSOLIDATE}
    for role in OF_THE_PACKAGE:
        assert not rights_of(role) & {Right.IMPORT_BUNDLES, Right.CONSOLIDATE}


def test_a_key_that_only_certifies_is_nobody_at_a_keyboard() -> None:
    known = OF_THE_PACKAGE | OF_A_DISTRICT | BESIDE_THE_COMMISSION
    assert set(Role) - known == {Role.DISTRICT_RECEIPT, Role.PACKAGE_SIGNER}
    assert rights_of(Role.DISTRICT_RECEIPT) == rights_of(Role.PACKAGE_SIGNER) == set()


def test_short_name() -> None:
    assert MEMBERS[2].short_name == "Жүнісов Е. Т."


@pytest.mark.parametrize(
    ("other", "distance"),
    [
        (a_precinct(9002), Distance.SAME_SETTLEMENT),
        (a_precinct(9002, settlement_id="s9"), Distance.SAME_DISTRICT),
        (a_precinct(9003, settlement_id="s2", district_id="d2"), Distance.SAME_REGION),
        (a_precinct(9001, "ALA"), Distance.ELSEWHERE),
    ],
)
def test_distance_between_precincts(other: object, distance: Distance) -> None:
    assert an_election().distance(other, a_precinct()) is distance  # type: ignore[arg-type]


def test_an_election_finds_its_things_and_no_others() -> None:
    election = an_election()
    assert [b.ballot_id for b in election.ballots_of("KZ-KOS-9001")] == ["list", "single"]
    assert election.contest("c-list").mandates == 69
    assert election.region("ALA").is_city
    assert election.receiver("terr").name.kk == "Аумақтық"
    with pytest.raises(KeyError):
        election.precinct("KZ-KOS-1")


def test_a_distance_that_the_matrix_does_not_list_is_refused() -> None:
    kind = CertificateKind("avc", Wording.same("x"), ((Distance.ELSEWHERE, ("a",)),))
    assert kind.ballot_kinds(Distance.ELSEWHERE) == ("a",)
    assert kind.ballot_kinds(Distance.SAME_SETTLEMENT) is None


def test_levels_are_ordered() -> None:
    assert [level.rank for level in Level] == [0, 1, 2]


def test_wording_speaks_three_languages() -> None:
    wording = Wording("қ", "р", "e")
    assert [wording.in_(language) for language in Language] == ["қ", "р", "e"]
    assert Wording.from_mapping(wording.to_mapping()) == wording


def test_kazakh_names_are_found_from_a_russian_keyboard_and_sorted_in_kazakh_order() -> None:
    assert loose("  Қасым-Жомарт ӘЛІҰЛЫ ") == loose("касым-жомарт алиулы")
    assert fold("Алёна") == "алена"
    names = ["Ядров", "Әбен", "Абай", "Қали", "Кали", "Ілияс", "Ыбырай", "Ғали", "Гали"]
    ordered = ["Абай", "Әбен", "Гали", "Ғали", "Кали", "Қали", "Ыбырай", "Ілияс", "Ядров"]
    assert sorted(names, key=sort_key) == ordered


def test_full_name_leaves_out_what_is_unknown() -> None:
    assert Voter("v", 1, "Қали", "Әлия", "", None, "", "x").full_name == "Қали Әлия"


def test_lookalike_letters_do_not_make_a_second_certificate() -> None:
    assert folded_number("avc", "АВ", "007") == folded_number("avc", "AB", "007")
    assert folded_number("avc", "AB", "007") != folded_number("avc", "AB", "7")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("a", ("a", "")), ("votes.p1", ("votes", "p1")), ("box.1.found", ("box.found", "1"))],
)
def test_cell_names_split_and_join(cell: str, parts: tuple[str, str]) -> None:
    assert cell_parts(cell) == parts
    assert cell_name(*parts) == cell


def test_a_sheet_tells_empty_zero_and_not_applicable_apart() -> None:
    sheet = Sheet({"a": 0, "b": NA}, {"a": Source.PAPER})
    assert [sheet.number(c) for c in "abc"] == [0, 0, None]
    assert sheet.source("a") is Source.PAPER
    assert sheet.source("b") is Source.COUNTED
    changed = sheet.with_figures({"c": 4})
    assert list(differing(sheet, changed)) == ["c"]
    assert "c" not in sheet.figures


def test_rows_of_tables() -> None:
    rows = Rows(votes=("p1",), member=("m4",), box=("1",))
    assert [rows.of(t) for t in ("votes", "member", "box", "kind")] == [
        ("p1",), ("m4",), ("1",), (),
    ]  # fmt: skip
