# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Boxes and seals in a real workspace: nothing is opened before the walls; the steps follow the boxes."""

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.night import Fault, Step
from precinct_app.domain.registers.boxes import Box, BoxKind
from precinct_app.services.registers import boxes, night, steps
from tests.services.conftest import Station
from tests.services.registers.day import applied, close_list, depart, refused, seal, take


@pytest.fixture
def three(station: Station) -> Station:
    """Two mobile boxes and a stationary one, sealed at half past six."""
    station.at(6, 30)
    seal(station, "S1", BoxKind.STATIONARY, " 11  12 ")
    seal(station, "M1")
    seal(station, "M2")
    return station


def opened(station: Station, box: str, seals: str = "17", minutes: int | None = None) -> str:
    happened = None if minutes is None else station.at(20, minutes)
    entry = boxes.open_box(
        station.workspace, station.actor(Role.CHAIR), box, seals, happened
    )  # fmt: skip
    return entry.entry_id


def shown(station: Station) -> tuple[Box, ...]:
    return boxes.boxes_shown(station.workspace, station.actor())


def done(station: Station) -> list[Step]:
    with station.workspace.store.begin() as work:
        return list(night.night(work).times)


def test_boxes_are_numbered_by_kind_and_keep_their_number(three: Station) -> None:
    assert [(b.box_id, b.kind.value, b.number) for b in shown(three)] == [
        ("S1", "stationary", 1), ("M1", "mobile", 1), ("M2", "mobile", 2),
    ]  # fmt: skip
    seal(three, "M1", seals="99")
    assert [(b.box_id, b.number, b.sealed.content.seal) for b in shown(three)][1] == ("M1", 1, "99")
    seal(three, "M3")
    assert shown(three)[-1].number == 3


def test_nothing_is_opened_before_the_list_is_closed_and_the_unused_are_cancelled(
    three: Station,
) -> None:
    three.at(20, 10)
    refused(lambda: opened(three, "M1"), *["night.first"] * 3)
    close_list(three)
    refused(lambda: opened(three, "M1"), "night.first")
    take(three, Step.UNUSED_CANCELLED)
    refused(lambda: opened(three, "M9"), "boxes.unknown")
    opened(three, "M1")
    refused(lambda: opened(three, "M1"), "boxes.opened")
    refused(lambda: seal(three, "M1"), "boxes.opened")


def test_the_last_box_of_a_kind_takes_the_step(three: Station) -> None:
    close_list(three)
    take(three, Step.UNUSED_CANCELLED)
    opened(three, "M1", minutes=20)
    assert Step.MOBILE_OPENED not in done(three)
    second = opened(three, "M2", "18", minutes=25)
    assert Step.MOBILE_OPENED in done(three)
    opened(three, "S1", "12 11", minutes=30)
    assert done(three)[-2:] == [Step.MOBILE_OPENED, Step.STATIONARY_OPENED]
    assert [box.seal_differs for box in shown(three)] == [False, False, True]
    boxes.undo_opening(three.workspace, three.actor(Role.CHAIR), second, "the seal was misread")
    opened(three, "M2", "17")
    assert not any(box.seal_differs for box in shown(three))
    with three.workspace.store.begin() as work:
        assert night.faults(three.workspace, work) == ()


def test_a_stationary_box_before_the_mobile_ones_is_kept_and_is_a_fault(three: Station) -> None:
    close_list(three)
    take(three, Step.UNUSED_CANCELLED)
    opened(three, "S1", minutes=20)
    opened(three, "M1", minutes=25)
    opened(three, "M2", minutes=30)
    with three.workspace.store.begin() as work:
        (fault,) = night.faults(three.workspace, work)
    assert (fault.fault, fault.step) == (Fault.OUT_OF_ORDER, Step.STATIONARY_OPENED)


def test_a_box_opened_before_the_unused_were_cancelled_is_a_fault(three: Station) -> None:
    close_list(three)
    early = three.at(20, 15)
    three.at(20, 20)
    take(three, Step.UNUSED_CANCELLED)
    boxes.open_box(three.workspace, three.actor(Role.CHAIR), "M1", "17", early)
    with three.workspace.store.begin() as work:
        (fault,) = night.faults(three.workspace, work)
    assert (fault.step, fault.other) == (Step.MOBILE_OPENED, Step.UNUSED_CANCELLED)


def test_labels_and_seals_that_cannot_be(three: Station) -> None:
    refused(lambda: seal(three, " "), "boxes.label_and_seal")
    refused(lambda: seal(three, "M4", seals=" "), "boxes.label_and_seal")
    refused(lambda: seal(three, "S1"), "boxes.other_kind")
    refused(
        lambda: boxes.seal_box(three.workspace, three.actor(), "M4", BoxKind.MOBILE, "1"),
        "not_allowed.role",
    )


def test_a_sealing_in_use_is_not_undone(three: Station) -> None:
    three.at(9)
    depart(three, applied(three, 0))
    workspace, chair = three.workspace, three.actor(Role.CHAIR)
    sealings = {box.box_id: box.sealed.entry_id for box in shown(three)}
    refused(lambda: boxes.undo_sealing(workspace, chair, sealings["M1"], "x"), "boxes.in_use")
    boxes.undo_sealing(workspace, chair, sealings["M2"], "it has a crack")
    assert [box.box_id for box in shown(three)] == ["S1", "M1"]
    seal(three, "M1", seals="5")
    again = {box.box_id: box.sealed.entry_id for box in shown(three)}["M1"]
    boxes.undo_sealing(workspace, chair, again, "wrong box")
    assert {box.box_id: box.sealed.content.seal for box in shown(three)}["M1"] == "17"
    seal(three, "M3")
    assert shown(three)[-1].number == 3


def test_a_box_that_is_out_is_not_opened(three: Station) -> None:
    three.at(9)
    one = applied(three, 0)
    close_list(three)
    take(three, Step.UNUSED_CANCELLED)
    depart(three, one, happened=three.at(19))
    three.at(20, 30)
    refused(lambda: opened(three, "M1"), "home.still_out")


def test_an_open_box_holds_the_wall(three: Station) -> None:
    close_list(three)
    take(three, Step.UNUSED_CANCELLED)
    chair = three.actor(Role.CHAIR)
    steps.undo_step(three.workspace, chair, Step.UNUSED_CANCELLED, "too early")
    take(three, Step.UNUSED_CANCELLED)
    opened(three, "M1")
    refused(
        lambda: steps.undo_step(three.workspace, chair, Step.UNUSED_CANCELLED, "x"),
        "night.held_by_count",
    )
