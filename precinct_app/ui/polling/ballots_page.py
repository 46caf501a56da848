# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Where the ballots are: delivered, with members, back, spoiled, lost, left over and cancelled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.election import Ballot
from precinct_app.domain.registers.ballots import BallotAccount
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.registers.movements import BallotMovement, Movement
from precinct_app.services.registers import ballots as service
from precinct_app.ui.desk import Session
from precinct_app.ui.polling.account_table import AccountTable
from precinct_app.ui.polling.deed import Deed, Work
from precinct_app.ui.polling.members import issuers_first
from precinct_app.ui.polling.register_page import RegisterPage
from precinct_app.ui.widgets.count_edit import grouped
from precinct_app.ui.widgets.count_table import CountTable
from precinct_app.ui.widgets.digit_edit import NumberEdit
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field

_MOST = 5
_BALLOTS = tuple(f"b{number}" for number in range(1, _MOST + 1))
STOCK = "stock"
_EXPLAINED = frozenset({"unused", "withdrawn", "issued_without_signature", "signed_without_ballot",
                        "lost", "surplus"})  # fmt: skip


class Column(StrEnum):
    """What a movement tells."""

    WHAT = "what"
    BALLOT = "ballot"
    COUNT = "count"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Accounts:
    """Accounts by ballot, and every movement that stands, the latest first."""

    ballots: tuple[Ballot, ...]
    accounts: tuple[BallotAccount, ...]
    movements: tuple[Entry[BallotMovement], ...]
    members: tuple[tuple[str, str], ...]


Moved = Entry[BallotMovement]


class BallotsPage(RegisterPage[Accounts, Moved]):
    """A number for each ballot in one form; all of it is kept, or nothing."""

    area = "ballots"

    def make_deeds(self) -> Sequence[Deed]:
        """In the order of the day."""
        made: list[tuple[Movement, dict[str, QWidget]]] = [
            (Movement.TO_MEMBER, {"member": Choice()}), (Movement.RETURNED, {"member": Choice()}),
            (Movement.SPOILED, {"member": Choice()}), (Movement.RECEIVED, {"document": NumberEdit()}),
            (Movement.LOST, {"where": Choice()}), (Movement.SURPLUS, {"where": Choice()}),
            (Movement.UNUSED, {"again": QLineEdit()}),
            (Movement.WITHOUT_SIGNATURE, {"member": Choice()}),
            (Movement.WITHOUT_BALLOT, {"member": Choice()}),
        ]  # fmt: skip
        self.withdrawn = CountTable(("b", "replaced"))
        withdrawn = Deed(
            Movement.WITHDRAWN.value, {"document": NumberEdit(), "counts": self.withdrawn},
            partial(self._work, Movement.WITHDRAWN),
        )  # fmt: skip
        return [*(self._deed(movement, fields) for movement, fields in made), withdrawn]

    def _deed(self, movement: Movement, fields: Mapping[str, QWidget]) -> Deed:
        counts = {name: count_field() for name in _BALLOTS}
        return Deed(movement.value, {**fields, **counts}, partial(self._work, movement))

    def cells(self) -> Mapping[Column, Callable[[Moved], str]]:  # type: ignore[override]
        """What, which ballot, how many, when."""
        return {
            Column.WHAT: self._what, Column.BALLOT: self._ballot,
            Column.COUNT: lambda e: grouped(e.content.count),
            Column.TIME: self._time,
        }  # fmt: skip

    def right(self) -> Sequence[Column]:
        """Numbers."""
        return (Column.COUNT,)

    def above(self) -> QWidget:
        """The account."""
        self.account = AccountTable()
        return self.account

    def load(self, session: Session) -> Accounts:
        """Accounts and movements."""
        workspace, actor = session.workspace, session.actor
        ballots = workspace.election.ballots_of(workspace.info.precinct_id)
        found = [e for b in ballots for e in service.movements(workspace, actor, b.ballot_id)]
        standing = sorted((e for e in found if e.stands), key=lambda e: e.recorded, reverse=True)
        accounts = service.accounts(workspace, actor)
        return Accounts(ballots, accounts, tuple(standing), issuers_first(session))

    def records(self, data: Accounts) -> Sequence[Moved]:
        """The latest movement first."""
        return data.movements

    def fill(self, data: Accounts) -> None:
        """Members, ballots, the account."""
        self.withdrawn.show_ballots(data.ballots)
        self.withdrawn.say({name: self.own(f"count.{name}") for name in self.withdrawn.rows})
        counted = any(account.unused is not None for account in data.accounts)
        self.form(Movement.UNUSED.value).show_field("again", shown=counted)
        for name, form in self.forms.items():
            self._name_counts(data, form)
            if name in self.deeds:
                form.say_hint(self._hint(name))
        self.choices("member", data.members)
        self.choices("where", [(STOCK, self.say("ballots.stock")), *data.members])
        rows = [(self.say(f"ballots.row.{name}"), figures) for name, figures in _rows(data)]
        self.account.show_ballots(data.ballots, rows, len(rows) - 2)

    def _hint(self, name: str) -> str:
        """What is rare is explained where it is recorded."""
        return self.own(f"hint.{name}") if name in _EXPLAINED else ""

    def _name_counts(self, data: Accounts, form: FieldForm) -> None:
        """A field a ballot; what the precinct has not is not there."""
        if _BALLOTS[0] in form.names:
            for place, name in enumerate(_BALLOTS):
                there = place < len(data.ballots)
                form.show_field(name, shown=there)
                if there:
                    ballot = data.ballots[place]
                    told = f"{ballot.number}. {ballot.short_name.in_(self.language)}"
                    form.names[name].setText(told)
                    form.fields[name].setAccessibleName(told)

    def undo(self, record: Moved, reason: str) -> Work | None:
        """Undo a movement."""
        return lambda s: service.undo_movement(s.workspace, s.actor, record.entry_id, reason)

    def _work(self, movement: Movement, form: FieldForm) -> Work:
        data, when = self.data, self.when(form)
        member = form.value("member") if "member" in form.fields else ""
        if "where" in form.fields and form.value("where") != STOCK:
            member = form.value("where")
        document = form.value("document") if "document" in form.fields else ""
        again = form.value("again") if "again" in form.fields else ""
        moves = [
            BallotMovement(
                movement,
                ballot.ballot_id,
                form.number(name),
                member,
                document,
                self.withdrawn.number("replaced", int(name[1:]))
                if movement is Movement.WITHDRAWN
                else 0,
            )
            for ballot, name in zip(data.ballots if data else (), _BALLOTS, strict=False)
            if form.value(name)
        ]

        def work(session: Session) -> object:
            return service.move_all(
                session.workspace, session.actor, moves, when(session), again=again
            )  # fmt: skip

        return work

    def _what(self, entry: Moved) -> str:
        told = self.say(f"ballots.do.{entry.content.movement.value}")
        names = dict(self.data.members) if self.data else {}
        who = names.get(entry.content.member_id, entry.content.document)
        return f"{told}: {who}" if who else told

    def _ballot(self, entry: Moved) -> str:
        ballots = self.data.ballots if self.data else ()
        return next((str(b.number) for b in ballots if b.ballot_id == entry.content.ballot_id), "")

    def _time(self, entry: Moved) -> str:
        session = self.frame.session
        return session.local_time(entry.happened)[:5] if session else ""


def _rows(data: Accounts) -> list[tuple[str, list[str]]]:
    """Rows of the account by their names."""

    def line(name: str, figure: Callable[[BallotAccount], int | None]) -> tuple[str, list[str]]:
        found = [figure(account) for account in data.accounts]
        return name, ["" if one is None else grouped(one) for one in found]

    rare = [
        line("withdrawn", lambda a: a.withdrawn),
        line("surplus", lambda a: a.surplus),
        line("issued_without_signature", lambda a: a.issued_without_signature),
        line("signed_without_ballot", lambda a: a.signed_without_ballot),
    ]
    shown = [row for row in rare if any(figure != "0" for figure in row[1])]
    return [
        line("received", lambda a: a.received),
        line("taken", lambda a: a.together.taken),
        line("returned", lambda a: a.together.returned),
        line("spoiled", lambda a: a.together.spoiled),
        line("lost", lambda a: a.lost),
        *shown,
        line("in_stock", lambda a: a.in_stock),
        line("unused", lambda a: a.unused),
    ]
