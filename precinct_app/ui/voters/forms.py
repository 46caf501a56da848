# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Forms beside the search: enter somebody, take somebody off, correct a row, undo with a reason."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from precinct_app.domain.commission import Member
from precinct_app.domain.registers.voter_changes import ExclusionGround, InclusionGround
from precinct_app.domain.voters import Voter
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.widgets.digit_edit import NumberEdit, iin_edit
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field, date_edit

_PLACE = ("table", "page", "row")
_PERSON = ("surname", "given_name", "patronymic", "birth", "iin", "address")


def person_fields() -> dict[str, QWidget]:
    """The fields of a person."""
    fields: dict[str, QWidget] = {name: QLineEdit() for name in _PERSON}
    fields["birth"], fields["iin"] = date_edit(), iin_edit("")
    return fields


def typed_voter(form: FieldForm) -> Voter:
    """The person as typed, with a surrogate to come."""
    surname, given, patronymic, iin, address = (
        form.value(name) for name in _PERSON if name != "birth"
    )
    return Voter("", 0, surname, given, patronymic, form.date("birth"), iin, address)


class PersonForm(FieldForm):
    """The fields of a person, then those of what is done with the row."""

    def __init__(self, *more: str, choices: Sequence[str] = ()) -> None:
        rest: dict[str, QWidget] = {
            name: Choice() if name in choices else QLineEdit() for name in more
        }
        super().__init__({**person_fields(), **rest})

    def voter(self) -> Voter:
        """The person as typed."""
        return typed_voter(self)

    def changes(self) -> dict[str, str]:
        """The fields as a correction takes them."""
        birth = self.date("birth")
        told = {name: self.value(name) for name in _PERSON if name != "birth"}
        return {**told, "birth": birth.isoformat() if birth else self.value("birth")}

    def show_voter(self, voter: Voter) -> None:
        """Fill the fields of a person."""
        for name in _PERSON:
            self.put(name, getattr(voter, name) if name != "birth" else "")
        if voter.birth:
            self.put("birth", f"{voter.birth:%d%m%Y}")


class WrittenForm(FieldForm):
    """A row of a list that is on paper alone: its number there, the person, where it stands."""

    def __init__(self) -> None:
        place = {name: NumberEdit() if name == "table" else count_field() for name in _PLACE}
        super().__init__({"list_number": count_field(), **person_fields(), **place})

    def voter(self) -> Voter:
        """The row as typed."""
        return replace(
            typed_voter(self), list_number=self.number("list_number"), paper_table=self.value("table"),
            paper_page=self.number("page"), paper_row=self.number("row"),
        )  # fmt: skip


class VoterForms:
    """The forms, and their words."""

    def __init__(self) -> None:
        self.include = PersonForm("ground", "document", "checked_by",
                                  choices=("ground", "checked_by"))  # fmt: skip
        self.correct = PersonForm("document")
        self.exclude = FieldForm({"ground": Choice(), "document": NumberEdit()})
        self.undo = FieldForm({"reason": QLineEdit()})
        self.written = WrittenForm()
        self.spoiled = FieldForm({"ballot": Choice(wide=True)})

        self.named_forms: dict[str, FieldForm] = {
            "include": self.include, "correct": self.correct, "exclude": self.exclude,
            "undo": self.undo, "spoiled": self.spoiled,
            "written": self.written,
        }  # fmt: skip

    def named(self, name: str) -> FieldForm | None:
        """The form that a place names."""
        return self.named_forms.get(name)

    def name_of(self, pane: QWidget) -> str:
        """The name of a form; empty for what is none."""
        return next((name for name, form in self.named_forms.items() if form is pane), "")

    def say(self, language: Language, members: Sequence[Member], *, marked: bool) -> None:
        """Write every word."""
        say = partial(text, language=language)
        for name, form in self.named_forms.items():
            names = {field: say(f"door.field.{field}") for field in form.fields}
            form.say(say(f"door.{name}"), names, say(f"door.{name}_go"), say("key.back"))
        self.include.say_hint(say("door.include_hint"))
        self.written.say_hint(say("door.written_hint"))
        self.spoiled.say_hint(say("door.spoiled_hint"))
        self.undo.say_hint(say("door.undo_mark_hint" if marked else "door.undo_hint"))
        inclusions = [g for g in InclusionGround if g is not InclusionGround.OWN_CERTIFICATE]
        self.include.choice("ground").show_choices(
            [(g.value, say(f"voters.inclusion.{g.value}")) for g in inclusions]
        )
        self.exclude.choice("ground").show_choices(
            [(g.value, say(f"voters.exclusion.{g.value}")) for g in ExclusionGround]
        )
        self.include.choice("checked_by").show_choices(
            [(m.member_id, m.short_name) for m in members]
        )  # fmt: skip
