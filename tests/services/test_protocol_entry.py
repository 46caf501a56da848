# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Typing a sheet in a real workspace: blind, by two members, each cell kept as it is left."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest

from precinct_app import services
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.election import Level
from precinct_app.domain.errors import InputError, NotAllowedError, PrecinctError
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.sheet import LARGEST_FIGURE, NA, Figure
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.texts import sentences
from precinct_app.services import protocol_entry
from precinct_app.services.agreed_sheet import agreed_sheet
from precinct_app.services.entries_at_hand import find_entry, protocol_of, set_aside_of
from precinct_app.services.entry_differences import differences, enter_again
from precinct_app.services.mock_counts import plant_slip
from precinct_app.services.protocol_entry import (
    begin_anew,
    explain_alone,
    finish,
    open_entry,
    put,
    reopen,
)
from precinct_app.services.protocol_notes import Asked
from precinct_app.services.protocol_record import Night
from precinct_app.services.sheet_report import current_report
from tests.services.conftest import Station
from tests.services.sheets import LIST, WITH_MEMBER, number, reasons, truth, type_entry, type_twice


@pytest.fixture
def night(station: Station) -> Station:
    """The polling night at *count only*."""
    station.level(Level.COUNT_ONLY)
    station.at(20, 30)
    return station


def test_two_members_type_a_sheet_and_it_stands(night: Station) -> None:
    figures = truth(night, LIST)
    first, second = night.actor(), night.actor(Role.MEMBER, 1)
    assert type_entry(night, first, LIST, "first", figures) is Status.DRAFT
    assert type_entry(night, second, LIST, "second", figures) is Status.ENTERED_TWICE
    found = differences(night.workspace, night.actor(Role.CHAIR), LIST)
    assert (found.cells, found.patterns, found.many) == ((), (), False)
    assert (found.first_member, found.second_member) == (first.member_id, second.member_id)
    with night.workspace.store.begin() as work:
        ballot = night.workspace.election.ballot(LIST)
        sheet = agreed_sheet(night.workspace, work, ballot)
    assert {cell: sheet.figures[cell] for cell in figures} == figures
    assert current_report(night.workspace, first, LIST).has_errors is False


def test_the_second_entry_runs_upward(night: Station) -> None:
    first = open_entry(night.workspace, night.actor(), LIST, "first")
    type_entry(night, night.actor(), LIST, "first", truth(night, LIST))
    second = open_entry(night.workspace, night.actor(Role.MEMBER, 1), LIST, "second")
    downward, upward = ([s.cell for s in view.in_order] for view in (first, second))
    assert sorted(downward) == sorted(upward)
    lines = [cell for cell in downward if "." not in cell]
    assert [cell for cell in upward if "." not in cell] == lines[::-1]


def test_each_cell_is_kept_as_it_is_left_and_resume_gives_it_back(night: Station) -> None:
    actor = night.actor()
    view = open_entry(night.workspace, actor, LIST, "first")
    put(night.workspace, actor, view, "ballots_received", 120)
    put(night.workspace, actor, view, "voters_by_certificate", NA)
    put(night.workspace, actor, view, "ballots_lost", 3)
    put(night.workspace, actor, view, "ballots_lost", None)
    again = open_entry(night.workspace, actor, LIST, "first")
    assert again.entry_id == view.entry_id
    assert dict(again.figures) == {"ballots_received": 120, "voters_by_certificate": NA}


def test_only_its_typist_types_an_entry(night: Station) -> None:
    view = open_entry(night.workspace, night.actor(), LIST, "first")
    for other in (night.actor(Role.MEMBER, 1), night.actor(Role.CHAIR)):
        calls: tuple[Callable[[], object], ...] = (
            lambda actor=other: open_entry(night.workspace, actor, LIST, "first"),  # type: ignore[misc]
            lambda actor=other: put(night.workspace, actor, view, "ballots_lost", 0),  # type: ignore[misc]
            lambda actor=other: finish(night.workspace, actor, view),  # type: ignore[misc]
        )
        for call in calls:
            with pytest.raises(NotAllowedError) as caught:
                call()
            assert reasons(caught) == ["entry.other_member"]
    name = night.workspace.member(night.actor().member_id).short_name
    assert name in sentences(caught.value, Language.RU)[0]


@pytest.mark.parametrize(
    ("cell", "figure", "key"),
    [
        ("ballots_lost", -1, "entry.out_of_range"),
        ("ballots_lost", LARGEST_FIGURE + 1, "entry.out_of_range"),
        ("box.1.annulled", 2, "entry.out_of_range"),
        ("ballots_lost", NA, "entry.not_applicable"),
        ("found_mobile", 1, "entry.cell_unknown"),
        ("nothing", 1, "entry.cell_unknown"),
    ],
)
def test_what_no_cell_can_hold_is_refused(
    night: Station, cell: str, figure: Figure, key: str
) -> None:
    view = open_entry(night.workspace, night.actor(), LIST, "first")
    with pytest.raises(InputError) as caught:
        put(night.workspace, night.actor(), view, cell, figure)
    assert reasons(caught) == [key]


def test_an_entry_with_empty_cells_is_not_finished(night: Station) -> None:
    actor = night.actor()
    view = open_entry(night.workspace, actor, LIST, "first")
    with pytest.raises(InputError) as caught:
        finish(night.workspace, actor, view)
    told = caught.value.reasons[0]
    typed = [s for s in view.cells if protocol_entry.is_typed(view, s)]
    assert (told.key, told.values["count"]) == ("entry.empty_cells", len(typed))
    assert told.values["line"] == typed[0].official


def test_only_the_two_entries_can_be_opened(night: Station) -> None:
    with pytest.raises(ValueError, match="recheck"):
        open_entry(night.workspace, night.actor(), LIST, "recheck")


# --- blind ---------------------------------------------------------------------------------------


def test_the_second_entry_waits_for_the_first_and_for_another_member(night: Station) -> None:
    first, second = night.actor(), night.actor(Role.MEMBER, 1)
    for begun in (False, True):
        with pytest.raises(NotAllowedError) as caught:
            open_entry(night.workspace, second, LIST, "second")
        assert reasons(caught) == ["entry.first_open"]
        if not begun:
            open_entry(night.workspace, first, LIST, "first")
    type_entry(night, first, LIST, "first", truth(night, LIST))
    with pytest.raises(NotAllowedError) as caught:
        open_entry(night.workspace, first, LIST, "second")
    assert reasons(caught) == ["entry.same_member"]


def distinct(station: Station) -> dict[str, Figure]:
    """Figures each of which is found nowhere else, so that any leak is seen."""
    cells = truth(station, LIST)
    return {cell: 7_300_000 + 11 * place if not cell.endswith("annulled") else 1
            for place, cell in enumerate(cells)}  # fmt: skip


def calls_about_a_ballot() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function of the services that is asked about a ballot."""
    for found in pkgutil.walk_packages(services.__path__, "precinct_app.services."):
        module = import_module(found.name)
        for name, thing in vars(module).items():
            here = inspect.isfunction(thing) and thing.__module__ == found.name
            if here and not name.startswith("_"):
                asked = inspect.signature(thing).parameters
                if "workspace" in asked and {"ballot_id", "asked"} & set(asked):
                    yield f"{found.name}.{name}", thing


def given(station: Station, actor: Actor) -> dict[str, Any]:
    """What such a function may ask for besides."""
    presence, now = Presence(7, 7, 0, 0, 0, 0), station.clock.now()
    text = Wording("Себебі", "Причина", "Reason")
    return {
        "workspace": station.workspace, "actor": actor, "ballot_id": LIST, "kind": "first",
        "cell": "ballots_lost", "figure": 5, "reason": "x", "alone": "x", "asked": [Asked(LIST, "A202")],
        "text": text, "night": Night(presence, now, now), "signers": (),
        "press": station.tools.press, "agreed": WITH_MEMBER, "given_to": "somebody", "voter_id": "1",
    }  # fmt: skip


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR])
@pytest.mark.parametrize("begun", [False, True])
def test_no_call_tells_a_first_figure_before_the_second_entry_is_finished(
    night: Station, role: Role, begun: bool
) -> None:
    """Also after resume; also in refusals; whoever asks, as far as he can be told by the call."""
    figures = distinct(night)
    second = night.actor(Role.MEMBER, 1)
    type_entry(night, night.actor(), LIST, "first", figures)
    if begun:
        view = open_entry(night.workspace, second, LIST, "second")
        put(night.workspace, second, view, "ballots_lost", 5)
    actor = second if role is Role.MEMBER else night.actor(Role.CHAIR)
    offered = given(night, actor)
    told, asked = "", []
    for name, call in calls_about_a_ballot():
        wanted = inspect.signature(call).parameters
        missing = {n for n, p in wanted.items() if p.default is p.empty} - set(offered)
        if missing:
            continue
        asked.append(name.removeprefix("precinct_app.services."))
        try:
            told += repr(call(**{n: offered[n] for n in wanted if n in offered}))
        except PrecinctError as error:
            told += repr(error) + "".join(sentences(error, Language.RU))
    assert {"sheet_report.current_report", "entry_differences.differences",
            "entry_differences.enter_again", "protocol_entry.open_entry", "protocol_freezing.draft",
            "protocol_freezing.freeze", "protocol_notes.answer_findings"} <= set(asked)  # fmt: skip
    leaked = [cell for cell, figure in figures.items() if figure != 1 and str(figure) in told]
    assert leaked == []


def test_the_entry_at_hand_is_checked_without_the_other(night: Station) -> None:
    figures = truth(night, LIST)
    type_entry(night, night.actor(), LIST, "first", figures)
    view = open_entry(night.workspace, night.actor(Role.MEMBER, 1), LIST, "second")
    assert view.figures == {}
    wrong, cell = plant_slip(figures, seed=2)
    found = protocol_entry.report(night.workspace, view, wrong)
    assert "E306" in {f.code for f in found.findings}
    assert "E701" in found.not_checked
    slips = protocol_entry.slips(night.workspace, view, wrong)
    assert (cell,) in [slip.cells for slip in slips]


def test_one_member_alone_types_both_with_a_reason(night: Station) -> None:
    figures, actor = truth(night, LIST), night.actor()
    type_entry(night, actor, LIST, "first", figures)
    open_entry(night.workspace, actor, LIST, "second", alone="Қалғандары ауырып қалды")
    assert type_entry(night, actor, LIST, "second", figures) is Status.ENTERED_TWICE


# --- differences ---------------------------------------------------------------------------------


def test_only_differing_cells_are_entered_again_and_every_typing_is_kept(night: Station) -> None:
    figures = truth(night, LIST)
    unused = number(figures, "ballots_unused")
    first, second = night.actor(), night.actor(Role.MEMBER, 1)
    status = type_twice(night, LIST, figures, {**figures, "ballots_unused": unused + 1})
    assert status is Status.DRAFT
    (difference,) = differences(night.workspace, first, LIST).cells
    assert (difference.first, difference.second) == (unused, unused + 1)
    assert difference.is_open
    with pytest.raises(InputError) as caught:
        enter_again(night.workspace, first, LIST, "ballots_lost", 0)
    assert reasons(caught) == ["entry.cell_unknown"]
    with pytest.raises(InputError) as caught:
        enter_again(night.workspace, first, LIST, "ballots_unused", -1)
    assert reasons(caught) == ["entry.out_of_range"]
    for figure in (unused + 2, unused + 3):
        assert enter_again(night.workspace, first, LIST, "ballots_unused", figure) is Status.DRAFT
    (difference,) = differences(night.workspace, first, LIST).cells
    assert difference.once_more
    report = current_report(night.workspace, first, LIST)
    assert "E102" in report.open
    done = enter_again(night.workspace, second, LIST, "ballots_unused", unused)
    assert done is Status.ENTERED_TWICE
    (difference,) = differences(night.workspace, first, LIST).cells
    assert difference.counts == unused
    assert [(t.member_id, t.figure) for t in difference.typed] == [
        (first.member_id, unused), (second.member_id, unused + 1), (first.member_id, unused + 2),
        (first.member_id, unused + 3), (second.member_id, unused),
    ]  # fmt: skip


def test_rows_exchanged_are_named_and_so_is_a_sheet_typed_into_another_ballot(
    night: Station,
) -> None:
    figures = truth(night, "region_list")
    options = [cell for cell in figures if cell.startswith("votes.")]
    one, two = options[1], options[3]
    figures |= {one: 31, two: 17}
    type_twice(night, "region_list", figures, {**figures, one: 17, two: 31})
    (pattern,) = differences(night.workspace, night.actor(), "region_list").patterns
    assert pattern.kind.value == "rows_swapped"
    assert set(pattern.cells) == {one, two}


def test_sheets_of_two_ballots_exchanged_by_one_typist_are_named(night: Station) -> None:
    there, here = "region_list", "region_single_2"
    figures = {ballot: truth(night, ballot, seed) for seed, ballot in enumerate((there, here))}
    renamed = {
        ballot: dict(zip(figures[ballot], figures[other].values(), strict=True))
        for ballot, other in ((there, here), (here, there))
    }
    type_twice(night, there, figures[there], renamed[there])
    alone = differences(night.workspace, night.actor(), there)
    assert (alone.patterns, alone.many) == ((), True)
    type_twice(night, here, figures[here], renamed[here])
    (pattern,) = differences(night.workspace, night.actor(), there).patterns
    assert (pattern.kind.value, pattern.ballot_id) == ("sheets_exchanged", here)


# --- opened again, begun anew --------------------------------------------------------------------


def test_an_entry_opened_again_keeps_what_stood_in_it(night: Station) -> None:
    figures, actor = truth(night, LIST), night.actor()
    with pytest.raises(NotAllowedError) as caught:
        reopen(night.workspace, actor, LIST, "first")
    assert reasons(caught) == ["entry.not_finished"]
    type_twice(night, LIST, figures)
    with pytest.raises(NotAllowedError) as caught:
        reopen(night.workspace, night.actor(Role.MEMBER, 1), LIST, "first")
    assert reasons(caught) == ["entry.other_member"]
    reopen(night.workspace, actor, LIST, "first", "wrong pile")
    view = open_entry(night.workspace, actor, LIST, "first")
    assert view.figures["ballots_lost"] == 0
    put(night.workspace, actor, view, "ballots_lost", 4)
    with pytest.raises(NotAllowedError) as caught:
        differences(night.workspace, actor, LIST)
    assert reasons(caught) == ["entry.second_open"]
    assert finish(night.workspace, actor, view) is Status.DRAFT
    (difference,) = differences(night.workspace, actor, LIST).cells
    assert [t.figure for t in difference.typed] == [0, 4]
    with night.workspace.store.begin() as work:
        protocol = protocol_of(work, LIST)
        (aside,) = set_aside_of(work, protocol)
        kept = {e.entry_id: e for e in work.protocols.entries(LIST, 1)}
        former = kept[aside.content.entry_ids[0]]
        assert {v.cell: v.figure for v in former.values}["ballots_lost"] == 0
        assert former.finished is not None
    assert aside.content.said == "wrong pile"


def test_who_cannot_go_on_is_followed_by_another_member(night: Station) -> None:
    figures, chair = truth(night, LIST), night.actor(Role.CHAIR)
    with pytest.raises(NotAllowedError) as caught:
        begin_anew(night.workspace, chair, LIST, "first", "ill")
    assert reasons(caught) == ["entry.not_begun"]
    view = open_entry(night.workspace, night.actor(), LIST, "first")
    put(night.workspace, night.actor(), view, "ballots_lost", 4)
    with pytest.raises(InputError) as wrong:
        begin_anew(night.workspace, chair, LIST, "first", " ")
    assert reasons(wrong) == ["entry.no_reason"]
    begin_anew(night.workspace, chair, LIST, "first", "ill")
    with pytest.raises(NotAllowedError) as caught:
        put(night.workspace, night.actor(), view, "ballots_lost", 5)
    assert reasons(caught) == ["entry.finished"]
    type_entry(night, night.actor(Role.MEMBER, 2), LIST, "first", figures)
    status = type_entry(night, night.actor(Role.MEMBER, 1), LIST, "second", figures)
    assert status is Status.ENTERED_TWICE


def test_a_first_entry_begun_anew_by_the_second_typist_needs_his_reason(night: Station) -> None:
    figures, chair, second = (
        truth(night, LIST),
        night.actor(Role.CHAIR),
        night.actor(Role.MEMBER, 1),
    )
    type_twice(night, LIST, figures)
    begin_anew(night.workspace, chair, LIST, "first", "ill")
    with pytest.raises(NotAllowedError) as caught:
        open_entry(night.workspace, second, LIST, "first")
    assert reasons(caught) == ["entry.same_member"]
    open_entry(night.workspace, second, LIST, "first", alone="nobody else is left")
    assert type_entry(night, second, LIST, "first", figures) is Status.ENTERED_TWICE


def test_a_lone_typist_can_be_explained_afterwards(night: Station) -> None:
    figures, actor = truth(night, LIST), night.actor()
    type_twice(night, LIST, figures)
    with night.workspace.store.begin() as work:
        second = find_entry(work, protocol_of(work, LIST), "second")
        assert second is not None
        copy = replace(second, entry_id="f" * 32, member_id=actor.member_id)
        work.protocols.start_entry(copy)
    begin_anew(night.workspace, night.actor(Role.CHAIR), LIST, "second", "exchanged")
    with pytest.raises(InputError):
        explain_alone(night.workspace, actor, LIST, "")
    assert explain_alone(night.workspace, actor, LIST, "only one was left") is Status.ENTERED_TWICE


def test_what_was_done_stands_in_the_journal_without_a_figure(night: Station) -> None:
    figures = distinct(night)
    type_twice(night, LIST, figures, {**figures, "ballots_lost": 8_111_111})
    enter_again(night.workspace, night.actor(), LIST, "ballots_lost", 8_111_111)
    reopen(night.workspace, night.actor(), LIST, "first", "x")
    with night.workspace.store.begin() as work:
        events = [e for e in work.journal.all() if e.kind.startswith(("entry", "register.entries"))]
    assert [e.kind for e in events] == [
        "entry.first_begun", "entry.first_finished", "entry.second_begun", "entry.second_finished",
        "entry.again", "register.entries_set_aside", "entry.first_reopened",
    ]  # fmt: skip
    told = repr(events)
    assert not [f for f in [*figures.values(), 8_111_111] if f != 1 and str(f) in told]
