# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who is there: members and their quorum, who may issue ballots, observers and other guests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.registers.people import Guest, GuestKind, GuestLeft, HourThere
from precinct_app.services.registers import issuers, people
from precinct_app.services.registers.people import GuestRow
from precinct_app.services.users import users
from precinct_app.ui.desk import Session
from precinct_app.ui.people.seating import give_or_choose, named_by
from precinct_app.ui.polling.deed import Deed, Work
from precinct_app.ui.polling.members import issuing
from precinct_app.ui.polling.register_page import RegisterPage
from precinct_app.ui.widgets.digit_edit import pin_edit
from precinct_app.ui.widgets.field_form import Choice, FieldForm
from precinct_app.ui.widgets.lamp import Lamp


class Column(StrEnum):
    """What the table tells of a person."""

    NAME = "name"
    ROLE = "role"
    HERE = "here"
    ISSUES = "issues"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Person:
    """A member, or a guest with his entry."""

    member_id: str
    name: str
    role: str
    """A text key."""
    here: bool
    issues: bool
    named_by: str = ""
    """How he names himself at the keyboard; a guest does not."""
    guest: GuestRow | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Everybody, and the quorum now."""

    people: tuple[Person, ...]
    now: HourThere
    issuing: tuple[str, ...]


class CommissionPage(RegisterPage[Present, Person]):
    """Enter on a row: came or left. The lamp says whether there is a quorum."""

    area = "commission"

    def make_deeds(self) -> Sequence[Deed]:
        """Members, who issues, guests."""
        return [
            Deed("came", {"member": Choice(wide=True)}, lambda form: self._there(form, there=True)),
            Deed("left", {"member": Choice(wide=True)}, lambda form: self._there(form, there=False)),
            Deed("issues", {"member": Choice(wide=True)}, self._issues),
            Deed("pin", {"member": Choice(wide=True), "pin": pin_edit(""), "again": pin_edit("")},
                 self._pin, timed=False),
            Deed("guest", {"kind": Choice(), "name": QLineEdit(), "organisation": QLineEdit()},
                 self._welcome),
        ]  # fmt: skip

    def cells(self) -> Mapping[Column, Callable[[Person], str]]:  # type: ignore[override]
        """Name, role, there or not, issues or not, a PIN or not."""
        return {
            Column.NAME: lambda p: p.name, Column.ROLE: lambda p: self.say(p.role),
            Column.HERE: lambda p: self.say("commission.here" if p.here else "commission.away"),
            Column.ISSUES: lambda p: self.say("commission.yes") if p.issues else "",
            Column.PIN: lambda p: self.say(f"commission.pin.{p.named_by}") if p.named_by else "",
        }  # fmt: skip

    def narrow(self) -> Sequence[Column]:
        """Who issues goes at large type."""
        return (Column.ISSUES,)

    def above(self) -> QWidget:
        """The quorum."""
        self.lamp = Lamp()
        return self.lamp

    def load(self, session: Session) -> Present:
        """Members by the hour now, guests with their leaving."""
        workspace, actor = session.workspace, session.actor
        now = people.attendance(workspace, actor)[-1]
        named = issuing(session)
        everybody = {
            user.member_id: user for user in users(workspace, actor, session.folder, session.tools)
        }
        found = [
            Person(m.member_id, m.short_name, f"role.{m.role.value}", m.member_id in now.member_ids,
                   m.member_id in named, named_by(everybody[m.member_id]))
            for m in session.members()
        ]  # fmt: skip
        for row in people.guest_rows(workspace, actor):
            guest, told = row.entry.content, f"commission.kind.{row.entry.content.kind.value}"
            name = f"{guest.name}, {guest.organisation}" if guest.organisation else guest.name
            found.append(Person("", name, told, row.left is None, issues=False, guest=row))
        return Present(tuple(found), now, named)

    def records(self, data: Present) -> Sequence[Person]:
        """Members first."""
        return data.people

    def fill(self, data: Present) -> None:
        """The quorum's lamp and the choices."""
        quorum = data.now.quorum
        told = self.say("commission.quorum", present=quorum.present, members=quorum.members)
        hint = self.say("commission.needed", count=quorum.needed)
        self.lamp.show_lamp("good" if data.now.enough else "bad", told, hint)
        members = [(p.member_id, p.name) for p in data.people if p.guest is None]
        self.choices("member", members)
        kinds = [(kind.value, self.say(f"commission.kind.{kind.value}")) for kind in GuestKind]
        self.choices("kind", kinds)

    def opened(self, record: Person) -> Work:
        """Came, or left; a guest leaves."""
        if record.guest is None:
            return lambda s: people.member_there(
                s.workspace, s.actor, record.member_id, there=not record.here
            )
        entry_id = record.guest.entry.entry_id
        return lambda s: people.farewell(s.workspace, s.actor, entry_id)

    def undo(self, record: Person, reason: str) -> Work | None:
        """Undo that a guest left, else that he came."""
        row = record.guest
        if row is None:
            return None
        if row.left is not None:
            left = row.left.entry_id
            return lambda s: people.undo_guest(s.workspace, s.actor, GuestLeft, left, reason)
        came = row.entry.entry_id
        return lambda s: people.undo_guest(s.workspace, s.actor, Guest, came, reason)

    def _there(self, form: FieldForm, *, there: bool) -> Work:
        member, when = form.value("member"), self.when(form)

        def work(session: Session) -> object:
            return people.member_there(
                session.workspace, session.actor, member, there=there, happened=when(session)
            )  # fmt: skip

        return work

    def _issues(self, form: FieldForm) -> Work:
        """Name a member, or take the naming back."""
        member, when = form.value("member"), self.when(form)
        named = self.data.issuing if self.data else ()
        wanted = [m for m in named if m != member] + ([member] if member not in named else [])

        def work(session: Session) -> object:
            moment: datetime | None = when(session)
            return issuers.name_issuers(session.workspace, session.actor, wanted, moment)

        return work

    def _pin(self, form: FieldForm) -> Work:
        """One's own, or a leader gives it to a member."""
        member, pin, again = form.value("member"), form.value("pin"), form.value("again")
        form.put("pin", "")
        form.put("again", "")
        return lambda session: give_or_choose(session, member, pin, again)

    def _welcome(self, form: FieldForm) -> Work:
        kind, when = GuestKind(form.value("kind")), self.when(form)
        name, organisation = form.value("name"), form.value("organisation")

        def work(session: Session) -> object:
            return people.welcome(
                session.workspace, session.actor, kind, name, organisation, when(session)
            )  # fmt: skip

        return work
