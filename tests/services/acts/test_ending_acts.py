# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Packs, hand-over, copies, recount, reopening, the laptop; words for every kind of act."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from precinct_app.domain.election import Distance
from precinct_app.domain.night import Fault
from precinct_app.domain.protocol.record import NamedOption, Value
from precinct_app.domain.protocol.sheet import Source
from precinct_app.domain.protocol.status import Status
from precinct_app.domain.registers.acts import CODES, ActKind
from precinct_app.domain.registers.boxes import BoxKind
from precinct_app.domain.registers.certificate_facts import Absence
from precinct_app.domain.registers.entries import Demander
from precinct_app.domain.registers.home import Ground
from precinct_app.domain.registers.kept import Kept
from precinct_app.domain.registers.movements import Movement
from precinct_app.domain.registers.packs import OriginalHanded, Pack, PackKind
from precinct_app.domain.registers.people import Recipient
from precinct_app.domain.registers.refusal import Asked, RefusalGround
from precinct_app.domain.registers.voter_changes import InclusionGround, Standing
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services import protocol_entry
from precinct_app.services.acts import making
from precinct_app.services.acts.due import State
from precinct_app.services.papers.labels import labels
from precinct_app.services.ports import StoredProtocol
from precinct_app.services.recounts import recount
from precinct_app.services.registers import packs, people
from precinct_app.services.registers.hand_in import hand_in
from precinct_app.services.reopening import Decision, reopen_by_decision
from tests.builders import a_record
from tests.documents.reading import squeezed, whole_text
from tests.services.acts.night import AGREED, chair, facts, figures, kinds, make, printed, propose
from tests.services.conftest import Station
from tests.services.registers.day import LIST, moved, refused
from tests.services.sheets import WITH_MEMBER, type_twice


def signed(station: Station, ballot_id: str = LIST) -> StoredProtocol:
    """A signed protocol, as signing leaves it."""
    election, precinct = station.workspace.election, station.workspace.precinct
    contest = election.contest(election.ballot(ballot_id).contest_id)
    options = tuple(NamedOption(o.option_id, o.name) for o in contest.options)
    cells = {f"votes.{o.option_id}": 10 + n for n, o in enumerate(contest.options)}
    cells |= {"against_all": 0, "ballots_invalid": 3, "ballots_unused": 40, "ballots_spoiled": 1}
    record = a_record(
        precinct_id=precinct.precinct_id, ballot_id=ballot_id, options=options, acts=(),
        members=precinct.members,
        values=tuple(Value(cell, figure, Source.COUNTED) for cell, figure in cells.items()),
    )  # fmt: skip
    protocol = StoredProtocol(
        ballot_id, 1, Status.SIGNED, record, record.to_json(), b"", (), b"", b"", ("m1", "m3")
    )
    with station.workspace.store.begin() as work:
        work.protocols.save(protocol)
    return protocol


def sealed(station: Station) -> list[Pack]:
    """Three packs of the list ballot and the acts."""
    wanted = [
        Pack(0, PackKind.BALLOTS_VALID, LIST, True, 88, "7701", "Ауыл"),
        Pack(0, PackKind.BALLOTS_UNUSED, LIST, True, 40, "7702"),
        Pack(0, PackKind.ACTS, note="3 акт"),
    ]
    for one in wanted:
        packs.seal_pack(station.workspace, station.actor(), one)
    return wanted


def test_protocols_and_packs_are_handed_over_with_a_label_each(station: Station) -> None:
    signed(station)
    sealed(station)
    receiver = station.workspace.election.ballot(LIST).receiver_id
    members = [m.member_id for m in station.workspace.precinct.members[:2]]
    handed = packs.hand_papers(
        station.workspace, chair(station), receiver, originals=[OriginalHanded(LIST, 1, 2, 4)],
        packs=[1, 2, 3], acts=[1, 4], handed_by=members, received_by="Ахметов Б. Қ., хатшы",
    )  # fmt: skip
    assert ActKind.HAND_OVER in kinds(station, State.DUE)
    draft = propose(station, ActKind.HAND_OVER, handed.entry_id)
    assert list(figures(draft).values()) == [2, 4, 2, 3, 128]
    act = printed(station, make(station, ActKind.HAND_OVER, handed.entry_id))
    name = station.workspace.election.receiver(receiver).name.ru
    wanted = [name, "7702", "Неиспользованные, погашенные бюллетени", "Акты, заявления, жалобы"]
    wanted += ["Ахметов Б. Қ., хатшы", "№ 1, № 4", "Действительные бюллетени: Ауыл"]
    assert [words for words in wanted if squeezed(words) not in act] == []
    paper = labels(station.workspace, chair(station))
    assert [label.count for label in paper.labels] == [88, 40, -1]
    text_of_labels = whole_text(station.tools.press.paper(paper))
    assert text_of_labels.count(squeezed("всего: 3")) == 3
    assert squeezed("Жарамды бюллетеньдер: Ауыл") in text_of_labels


def test_without_a_pack_there_is_no_label(station: Station) -> None:
    refused(lambda: labels(station.workspace, chair(station)), "packs.none")


def test_copies_are_listed_without_names(station: Station) -> None:
    signed(station)
    for recipient in (Recipient.OBSERVER, Recipient.PROXY):
        people.give_copy(
            station.workspace, station.actor(), LIST, recipient, "Қонақбаев Н."
        )  # fmt: skip
    draft = propose(station, ActKind.COPIES)
    assert [fact.figure for fact in facts(draft)] == [2]
    paper = printed(station, make(station, ActKind.COPIES))
    for words in ("№ 1", "№ 2", "доверенное лицо", "байқаушы"):
        assert squeezed(words) in paper
    assert "Қонақбаев" not in paper


def test_a_recount_keeps_both_counts(station: Station) -> None:
    votes = next(
        f"votes.{o.option_id}"
        for o in station.workspace.election.contest(
            station.workspace.election.ballot(LIST).contest_id
        ).options
    )
    type_twice(station, LIST, defaultdict(int, {votes: 45}))
    entry_id = recount(station.workspace, chair(station), LIST, Demander.PROXY).entry_id
    refused(lambda: propose(station, ActKind.RECOUNT, entry_id), "acts.nothing")
    type_twice(station, LIST, defaultdict(int, {votes: 54}))
    paper = printed(station, make(station, ActKind.RECOUNT, entry_id))
    assert squeezed("по требованию доверенного лица") in paper
    assert "4554" in paper
    (row,) = propose(station, ActKind.RECOUNT, entry_id).content.listings[0].rows
    assert [cell.kk for cell in row][2:] == ["45", "54"]


def test_a_reopened_protocol_says_by_which_decision(station: Station) -> None:
    type_twice(station, LIST, defaultdict(int))
    protocol_entry.reopen(station.workspace, station.actor(), LIST, "first", "описка")
    assert ActKind.REOPENED not in kinds(station, State.DUE)
    signed(station)
    station.at(12, days=1)
    present = tuple(m.member_id for m in station.workspace.precinct.members[:6])
    decision = Decision("5", date(2023, 3, 20), present, "описка в строке 9")
    entry = reopen_by_decision(
        station.workspace, chair(station), LIST, decision, agreed=WITH_MEMBER
    )
    draft = propose(station, ActKind.REOPENED, entry.entry_id)
    assert draft.ballot_ids == (LIST,)
    paper = printed(station, make(station, ActKind.REOPENED, entry.entry_id))
    for words in ("№ 5 от 20.03.2023", "описка в строке 9", "прежняя версия 1"):
        assert squeezed(words) in paper


def test_the_laptop_goes_back_with_what_was_archived_and_wiped(
    station: Station, tmp_path: Path
) -> None:
    refused(lambda: propose(station, ActKind.LAPTOP), "acts.nothing")
    make_surplus(station)
    with station.workspace.store.begin() as work:
        voters = work.voters.count()
    done = hand_in(
        station.workspace, chair(station), tmp_path / "archive", station.tools.press,
        reason="сайлау болмады",
    )  # fmt: skip
    draft = propose(station, ActKind.LAPTOP)
    kept = done.content
    assert list(figures(draft).values()) == [
        kept.files, voters, kept.certificates, kept.entries,
    ]  # fmt: skip
    archived = (tmp_path / "archive" / "act-1_v1.pdf").read_bytes()
    assert squeezed("излишке бюллетеней") in whole_text(archived)
    act = printed(station, make(station, ActKind.LAPTOP))
    assert kept.sums_sha256 in act
    assert squeezed("сайлау болмады") in act
    history = making.acts(station.workspace, chair(station))
    assert [entry.content.kind for entry in history] == [ActKind.SURPLUS, ActKind.LAPTOP]


def make_surplus(station: Station) -> None:
    moved(station, Movement.RECEIVED, 100)
    moved(station, Movement.SURPLUS, 1)
    make(station, ActKind.SURPLUS, LIST, decision=AGREED)


WORDS: dict[str, list[StrEnum]] = {
    "act.title": [k for k in ActKind if k is not ActKind.FINDING],
    "act.summary": [k for k in ActKind if k is not ActKind.FINDING],
    "act.ground": [*CODES, ActKind.FINDING],
    "act.fault": list(Fault),
    "box_kind": list(BoxKind),
    "register_kept": list(Kept),
    "recipient": list(Recipient),
    "demander": list(Demander),
    "pack": list(PackKind),
    "absence": list(Absence),
    "home_ground": list(Ground),
    "asked": list(Asked),
    "refusal_ground": list(RefusalGround),
    "distance": list(Distance),
    "list_note": [*InclusionGround, *(s for s in Standing if s is not Standing.LISTED)],
}


@pytest.mark.parametrize("area", sorted(WORDS))
def test_every_kind_has_its_words(area: str) -> None:
    for one in WORDS[area]:
        key = f"{area}.{one.value}"
        for language in Language:
            assert text(key, language) != key
