# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""One precinct's mock day: list, certificates, counts with a slip caught, papers, hand-over."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from precinct_app.domain.canonical import control_number
from precinct_app.domain.certificates import Destination
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot, Distance, Level, Precinct
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.form import Grade
from precinct_app.domain.protocol.record import Presence
from precinct_app.domain.protocol.sheet import NA, Figure
from precinct_app.domain.registers.certificate_facts import (
    Absence,
    CertificateApplication,
    ShownPaper,
)
from precinct_app.domain.voters import Voter
from precinct_app.domain.wording import Wording
from precinct_app.runtime.files import write_whole
from precinct_app.services import handover, mock_turn, protocol_entry, protocol_notes
from precinct_app.services.acts import due, making
from precinct_app.services.ballot_sheet import form_and_rows
from precinct_app.services.entry_differences import differences, enter_again
from precinct_app.services.mock_counts import MockNight, mock_counts, plant_slip
from precinct_app.services.mock_registers import MockRegisters
from precinct_app.services.mock_voters import mock_people, mock_voter
from precinct_app.services.opening import open_workspace, set_up_precinct
from precinct_app.services.papers.changes import changes_sheet
from precinct_app.services.ports import OpenedPackage, Signer, StoredProtocol
from precinct_app.services.protocol_freezing import freeze
from precinct_app.services.protocol_record import Night
from precinct_app.services.protocol_signing import sign
from precinct_app.services.registers import (
    certificate_acceptance,
    certificate_issue,
    list_totals,
)
from precinct_app.services.reopening import Decision, reopen_by_decision
from precinct_app.services.sheet_report import current_report
from precinct_app.services.toolbox import ElectionKeys, WorkspaceUser
from precinct_app.services.two_people import Agreed
from precinct_app.services.voter_list import take_in_list
from precinct_app.services.workspace import Workspace

if TYPE_CHECKING:
    from precinct_app.services.mock_day import MockDay

KIND = "avc"
"""The one kind of certificate of 2023."""
ISSUED = 4
"""Certificates given to own voters."""


_RECOUNTED = Wording(
    "Екі мүше қайта санады, нәтижесі сол. Кейбір сайлаушы бюллетенін өзімен алып кеткен.",
    "Пересчитали двое, итог тот же. Часть избирателей унесла бюллетени с собой.",
    "Two members recounted with the same outcome. Some voters took their ballots away.",
)
_EXCHANGED = Wording(
    "Екі қатардың дауыстары бір-бірінің орнына жазылған.",
    "Голоса двух строк записаны одна вместо другой.",
    "The votes of two lines stood in each other's place.",
)
_ANSWERS = {
    "A202": Wording(
        "Жәшіктегі барлық бюллетень жарамсыз деп танылды. Шешім дауысқа салынды: бәрі қолдады.",
        "Все бюллетени этой урны признаны недействительными. Решение принято голосованием: все за.",
        "All ballots of this box were found invalid. Decided by vote: all in favour.",
    )
}


@dataclass(slots=True)
class PrecinctOutcome:
    """What one precinct's day brought, as plain data for the summary."""

    precinct_id: str
    voters: int = 0
    refused_rows: int = 0
    certificates_issued: int = 0
    certificates_accepted: list[dict[str, Any]] = field(default_factory=list)
    level: str = ""
    slip: dict[str, Any] = field(default_factory=dict)
    protocols: list[dict[str, Any]] = field(default_factory=list)
    acts: list[dict[str, Any]] = field(default_factory=list)
    correction: dict[str, Any] = field(default_factory=dict)
    bundles: list[str] = field(default_factory=list)

    def to_mapping(self) -> dict[str, Any]:
        """All of it for JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


class MockPrecinct:
    """One precinct of a mock day."""

    def __init__(
        self, day: "MockDay", precinct: Precinct, place: int, package: OpenedPackage,
        keys: ElectionKeys, passphrase: str,
    ) -> None:  # fmt: skip
        self.day = day
        self.precinct = precinct
        self.place = place
        self.package = package
        self.keys = keys
        self.passphrase = passphrase
        self.random = Random(f"{day.seed}/{precinct.precinct_id}")  # noqa: S311  a mock day
        self.outcome = PrecinctOutcome(precinct.precinct_id)
        self.sheets: dict[str, dict[str, Figure]] = {}
        """What the night comes to, by ballot; before the count where registers are kept."""
        self.leaders = self._members(Role.CHAIR), self._members(Role.SECRETARY)
        self.typists = [m for m in precinct.members if m.role in {Role.MEMBER, Role.DEPUTY}]

    def run(self) -> PrecinctOutcome:
        """The list, the certificates, the count of every ballot, the papers, the hand-over."""
        workspace = self._open()
        registers = MockRegisters(self, workspace) if self.keeps_registers else None
        self._take_in_list(workspace)
        if registers:
            registers.blanks()
        self._issue_certificates(workspace)
        if registers:
            registers.blanks_cancelled(ISSUED)
        self._accept_certificates(workspace)
        ballots = workspace.election.ballots_of(self.precinct.precinct_id)
        if registers:
            self.sheets = {
                b.ballot_id: registers.shared(self._truth(workspace, b)) for b in ballots
            }
            registers.live(self.sheets)
        if self.place == 0:
            workspace = self._copied_before_the_count(workspace)
        for ballot in ballots:
            self._count(workspace, ballot)
        if self.place == 0:
            mock_turn.write_sheets(workspace, self.sheets, self.day.out, self.day.tools.press)
        self.at(25)
        self._draw_up_acts(workspace)
        for ballot in ballots:
            self._make_final(workspace, ballot)
        self._hand_over(workspace)
        if self.keeps_registers:
            self._correct(workspace, ballots[-1])
        self._print_acts(workspace)
        workspace.store.close()
        return self.outcome

    def _copied_before_the_count(self, workspace: Workspace) -> Workspace:
        """Leave the workspace as it stands to whoever tries the count; the same one, opened again."""
        folder = self.day.out / "workspaces" / self.precinct.precinct_id
        workspace.store.close()
        mock_turn.copy_workspace(folder, self.day.out)
        return self._opened(folder)

    @property
    def keeps_registers(self) -> bool:
        """Every third precinct keeps its registers here, the second first; others type from papers."""
        return self.place % 3 == 1

    def _members(self, role: Role) -> Actor:
        return next(Actor(m.member_id, m.role) for m in self.precinct.members if m.role is role)

    def at(self, hour: int, minute: int = 0) -> None:
        """Set the day's clock to a wall time of the polling day; hours below 0 are the day before."""
        self.day.clock.set(self.moment(hour, minute))

    def moment(self, hour: int, minute: int = 0) -> datetime:
        """A wall time of the polling day; from 24 upward of the night after."""
        local = aware(self.day.election.deadlines.voting_opens, self.precinct.timezone)
        return local.replace(hour=0, minute=0) + timedelta(hours=hour, minutes=minute)

    def _open(self) -> Workspace:
        before = self.day.election.deadlines.certificates_from
        self.day.clock.set(aware(before, self.precinct.timezone) + timedelta(hours=9))
        folder = self.day.out / "workspaces" / self.precinct.precinct_id
        users = [
            WorkspaceUser(m.member_id, m.name, m.role, self.passphrase)
            for m in self.precinct.members
            if m.role in {Role.CHAIR, Role.DEPUTY, Role.SECRETARY}
        ]
        tools = self.day.tools
        level = Level.REGISTERS if self.keeps_registers else Level.COUNT_ONLY
        self.outcome.level = level.value
        set_up_precinct(folder, self.package, self.precinct.precinct_id, level, users, tools)
        return self._opened(folder)

    def _opened(self, folder: Path) -> Workspace:
        chair = self.leaders[0]
        return open_workspace(folder, chair.member_id, self.passphrase, self.day.tools)

    def _take_in_list(self, workspace: Workspace) -> None:
        people = mock_people(self.precinct, self.random.getrandbits(64))
        data = self.day.tools.write_voters(people, self.precinct, self.place)
        write_whole(self.day.out / "voters" / f"{self.precinct.precinct_id}.xlsx", data)
        file = self.day.tools.read_voters(data, f"{self.precinct.precinct_id}.xlsx")
        self.outcome.voters = take_in_list(
            workspace, self.leaders[0], file.voters, data, len(file.refused), act="1"
        )
        self.outcome.refused_rows = len(file.refused)

    def _issue_certificates(self, workspace: Workspace) -> None:
        with workspace.store.begin() as work:
            voters = sorted(work.voters.all(), key=lambda voter: voter.list_number)
        going = next(p for p in self.day.election.precincts if self._is_far(p))
        for number, voter in enumerate(self.random.sample(voters, ISSUED), start=1):
            application = CertificateApplication(
                Destination(going.region_id, "", going.precinct_id), Absence.TRIP,
                f"{voter.list_number:09d}", self.leaders[1].member_id,
            )  # fmt: skip
            certificate_issue.issue(
                workspace, self.leaders[1], voter.voter_id, kind_id=KIND, series="AB",
                number=f"{self.precinct.number}{number:03d}", application=application,
            )  # fmt: skip
        self.outcome.certificates_issued = ISSUED

    def _is_far(self, precinct: Precinct) -> bool:
        return self.day.election.distance(precinct, self.precinct) is Distance.ELSEWHERE

    def _accept_certificates(self, workspace: Workspace) -> None:
        self.at(11)
        election = workspace.election
        for distance, count in ((Distance.SAME_REGION, 2), (Distance.ELSEWHERE, 1)):
            places = [
                p for p in election.precincts if election.distance(p, self.precinct) is distance
            ]
            # A neighbour of the demo itself comes first, so that both sides can be looked at.
            places.sort(key=lambda p: (not p.ballot_ids, p.precinct_id))
            for number in range(1, count + 1) if places else ():
                self._accept(workspace, places[0], number)

    def _accept(self, workspace: Workspace, issued_at: Precinct, number: int) -> None:
        voter: Voter = mock_voter(self.random.getrandbits(64))
        paper = ShownPaper(
            KIND, "AB", f"{issued_at.number}{self.place}{number:02d}", issued_at.precinct_id
        )
        secretary = self.leaders[1]
        (accepted,) = certificate_acceptance.accept(
            workspace, secretary, [paper], voter, document=f"{number:09d}",
            accepted_by=secretary.member_id, withdrawn=True, namesake_seen=True,
        )  # fmt: skip
        self.outcome.certificates_accepted.append(
            {
                "issued_at": issued_at.precinct_id,
                "ballots": list(accepted.content.certificate.ballot_ids),
            }
        )

    def _count(self, workspace: Workspace, ballot: Ballot) -> None:
        self.at(21)
        if ballot.ballot_id not in self.sheets:
            self.sheets[ballot.ballot_id] = self._truth(workspace, ballot)
        truth = self.sheets[ballot.ballot_id]
        first, second = self.typists[0], self.typists[1]
        self._first_entry(workspace, ballot, Actor(first.member_id, first.role), truth)
        self._second_entry(workspace, ballot, Actor(second.member_id, second.role), truth)

    def _truth(self, workspace: Workspace, ballot: Ballot) -> dict[str, Figure]:
        with workspace.store.begin() as work:
            totals = list_totals.totals(work, ballot)
            form, rows = form_and_rows(workspace, work, ballot)
        if self.keeps_registers:
            rows = replace(rows, box=("1",))
        if totals is None:
            raise AssertionError(ballot.ballot_id)
        night = MockNight(
            voters_delivered=totals.delivered,
            certificates_out=totals.certificates_out,
            certificates_in=totals.certificates_in,
            day=self.day.seed + self.place,
            box_extra_ballot=self.place == 1 and ballot.number == 1,
            carried_away=self.place == 0 and ballot.kind == "mazhilis_single",
        )
        return mock_counts(form, rows, night, seed=self.random.getrandbits(64))

    def _first_entry(
        self, workspace: Workspace, ballot: Ballot, actor: Actor, truth: Mapping[str, Figure]
    ) -> None:
        view = protocol_entry.open_entry(workspace, actor, ballot.ballot_id, "first")
        typed = {c.cell: truth[c.cell] for c in view.cells if protocol_entry.is_typed(view, c)}
        if not self.outcome.slip:
            self._slip_and_catch(workspace, view, actor, typed)
        else:
            self._type(workspace, view, actor, typed)
        protocol_entry.finish(workspace, actor, view)

    def _slip_and_catch(
        self, workspace: Workspace, view: protocol_entry.EntryView, actor: Actor,
        typed: Mapping[str, Figure],
    ) -> None:  # fmt: skip
        """Type with one slip, see it named, recount, type the right figure."""
        wrong, cell = plant_slip(typed, seed=self.random.getrandbits(64))
        self._type(workspace, view, actor, wrong)
        found = protocol_entry.report(workspace, view, {**view.figures, **wrong})
        finding = next(f for f in found.findings if f.grade is Grade.ERROR)
        slips = protocol_entry.slips(workspace, view, {**view.figures, **wrong})
        self.outcome.slip = {
            "ballot_id": view.ballot.ballot_id,
            "cell": cell,
            "typed": wrong[cell],
            "right": typed[cell],
            "code": finding.code,
            "gap": finding.gap,
            "named": [slip.to_mapping() for slip in slips],
        }
        self.day.say("cli.demo.slip", {"sentence": finding.said})
        protocol_entry.put(workspace, actor, view, cell, typed[cell])

    def _type(
        self, workspace: Workspace, view: protocol_entry.EntryView, actor: Actor,
        figures: Mapping[str, Figure],
    ) -> None:  # fmt: skip
        for cell, figure in figures.items():
            protocol_entry.put(workspace, actor, view, cell, figure)

    def _second_entry(
        self, workspace: Workspace, ballot: Ballot, actor: Actor, truth: Mapping[str, Figure]
    ) -> None:
        """The last ballot's second entry differs in one cell, which is then entered again."""
        view = protocol_entry.open_entry(workspace, actor, ballot.ballot_id, "second")
        typed = {c.cell: truth[c.cell] for c in view.in_order if protocol_entry.is_typed(view, c)}
        ballots = workspace.election.ballots_of(self.precinct.precinct_id)
        if ballot is ballots[-1]:
            typed, _ = plant_slip(typed, seed=self.random.getrandbits(64))
        self._type(workspace, view, actor, typed)
        protocol_entry.finish(workspace, actor, view)
        for difference in differences(workspace, actor, ballot.ballot_id).cells:
            cell = difference.cell.cell
            enter_again(workspace, actor, ballot.ballot_id, cell, truth[cell])

    def _make_final(self, workspace: Workspace, ballot: Ballot) -> None:
        """Explain what is only out of the ordinary, make the figures final, sign."""
        deputy = Actor(self.typists[0].member_id, self.typists[0].role)
        report = current_report(workspace, deputy, ballot.ballot_id)
        for finding in report.findings:
            if finding.grade is Grade.WARNING:
                asked = protocol_notes.Asked(ballot.ballot_id, finding.code, finding.row)
                protocol_notes.answer_findings(workspace, deputy, (asked,), _RECOUNTED)
        self._sign(workspace, ballot)

    def _draw_up_acts(self, workspace: Workspace) -> None:
        """Acts as the registers and the sheets ask for them; one on a finding with its decision."""
        chair, members = self.leaders[0], len(self.precinct.members)
        for offer in due.still_due(workspace, chair):
            words = next((_ANSWERS[c] for c in offer.codes if c in _ANSWERS), _RECOUNTED)
            decision = making.Decision(words, members) if offer.decides else None
            making.make(workspace, chair, offer.kind, offer.thing, decision=decision)

    def _print_acts(self, workspace: Workspace) -> None:
        """Every act of the day and, where registers are kept, the registers as tables."""
        chair, press = self.leaders[0], self.day.tools.press
        made = making.acts(workspace, chair)
        for entry in made:
            data = making.print_act(workspace, chair, entry.entry_id, press)
            name = f"{self.precinct.precinct_id}_act-{entry.content.number}.pdf"
            write_whole(self.day.out / "acts" / name, data)
            self.outcome.acts.append(
                {"number": entry.content.number, "kind": entry.content.kind.value,
                 "codes": list(entry.content.codes), "file": name}
            )  # fmt: skip

    def _correct(self, workspace: Workspace, ballot: Ballot) -> None:
        """Two rows of votes had been read from each other's pile: seen in the morning, corrected."""
        self.at(33)
        chair, secretary = self.leaders
        present = tuple(member.member_id for member in self.precinct.members)
        local = self.day.clock.now().astimezone(ZoneInfo(self.precinct.timezone))
        why = f"{_EXCHANGED.kk} / {_EXCHANGED.ru}"
        decision = Decision("1", local.date(), present, why)
        reopen_by_decision(workspace, chair, ballot.ballot_id, decision, agreed=Agreed(secretary))
        first, second = self._exchange_rows(workspace, ballot)
        self._draw_up_acts(workspace)
        self._make_final(workspace, ballot)
        former = self.outcome.protocols[-2]
        self.outcome.protocols.remove(former)
        changes = changes_sheet(workspace, chair, ballot.ballot_id, self.day.tools.press)
        stem = f"{self.precinct.precinct_id}_changes_{ballot.ballot_id}_v2.pdf"
        write_whole(self.day.out / "acts" / stem, changes)
        self.outcome.correction = {
            "ballot_id": ballot.ballot_id, "version": 2, "decision": decision.number,
            "cells": [first, second], "file": stem,
        }  # fmt: skip
        self._hand_over(workspace, ballot.receiver_id)

    def _exchange_rows(self, workspace: Workspace, ballot: Ballot) -> tuple[str, str]:
        """Both typists put the right figures; the cells."""
        cells: list[str] = []
        sheet = self.sheets[ballot.ballot_id]
        for kind, typist in zip(("first", "second"), self.typists, strict=False):
            actor = Actor(typist.member_id, typist.role)
            protocol_entry.reopen(workspace, actor, ballot.ballot_id, kind, _EXCHANGED.ru)
            view = protocol_entry.open_entry(workspace, actor, ballot.ballot_id, kind)
            cells = [spec.cell for spec in view.cells if spec.cell.startswith("votes.")][:2]
            one, other = (sheet[cell] for cell in cells)
            self._type(workspace, view, actor, dict(zip(cells, (other, one), strict=True)))
            protocol_entry.finish(workspace, actor, view)
        return cells[0], cells[1]

    def _sign(self, workspace: Workspace, ballot: Ballot) -> None:
        chair, secretary = self.leaders
        started = self.moment(20, 40)
        members = len(self.precinct.members)
        ended = self.moment(25)
        night = Night(Presence(members, members, 5, 0, 2, 1), started, ended, 0, 0)
        signers = tuple(ExpectedSigner(a.member_id, a.role) for a in self.leaders)
        agreed = Agreed(secretary)
        freeze(workspace, chair, ballot.ballot_id, night, signers, agreed=agreed)
        for actor in (chair, secretary):
            signed = sign(
                workspace, actor, ballot.ballot_id, self._key(actor), self.day.tools.press
            )
        self._write_papers(workspace, signed)

    def _key(self, actor: Actor) -> Signer:
        file = self.keys.of(actor.member_id, self.precinct.precinct_id)
        return self.day.tools.open_key(file.data, self.passphrase)

    def _write_papers(self, workspace: Workspace, protocol: StoredProtocol) -> None:
        stem = f"{self.precinct.precinct_id}_{protocol.ballot_id}_v{protocol.version}"
        folder = self.day.out / "documents"
        write_whole(folder / f"{stem}.json", protocol.record_json)
        write_whole(folder / f"{stem}.pdf", protocol.pdf)
        write_whole(folder / f"{stem}.xlsx", protocol.xlsx)
        self._tell(protocol)

    def _tell(self, protocol: StoredProtocol) -> None:
        record = protocol.record
        if record is None:
            raise AssertionError(protocol.ballot_id)
        self.outcome.protocols.append(
            {
                "ballot_id": protocol.ballot_id,
                "version": protocol.version,
                "control_number": control_number(protocol.record_json),
                "signatures": len(protocol.signed_by),
                "figures": {c: "n/a" if f is NA else f for c, f in record.figures().items()},
                "acts": [act.number for act in record.acts],
                "explanations": [note.number for note in record.explanations],
            }
        )

    def _hand_over(self, workspace: Workspace, only: str = "") -> None:
        """A bundle for each receiver, or for one of them alone."""
        if not only:
            self.at(26, 30)
        chair, secretary = self.leaders
        signers = [self._key(chair), self._key(secretary)]
        for receiver in [only] if only else handover.receivers_of(workspace):
            handed = handover.hand_over(workspace, chair, receiver, signers, self.day.tools)
            write_whole(self.day.out / "bundles" / handed.file_name, handed.data)
            self.outcome.bundles.append(handed.file_name)
