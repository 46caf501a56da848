# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Forms below the grid: a page with fewer signatures for a ballot, and a table with its pages."""

from functools import partial

from precinct_app.domain.registers.signatures import ListTable
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.ui.look import Look
from precinct_app.ui.polling.signature_grid import Counted
from precinct_app.ui.widgets.field_form import Choice, FieldForm, count_field

_BARE, _FIELD = 116, 43
"""What a form needs: title and buttons, and each field; at large type some of them scroll."""


class SignatureForm(FieldForm):
    """A form that is as high as its fields ask for."""

    def fit(self, look: Look) -> None:
        """At another type size."""
        rows = len(self.fields)
        shown = min(rows, 2) if look.is_large else rows
        self.setMinimumHeight(look.px(_BARE + shown * _FIELD))

    def say_all(self, title: str, language: Language) -> None:
        """Write every text."""
        say = partial(text, language=language)
        names = {name: say(f"signatures.field.{name}") for name in self.fields}
        self.say(title, names, say("signatures.keep"), say("key.back"))


class ExceptionForm(SignatureForm):
    """By how many a page has fewer signatures for one ballot."""

    def __init__(self) -> None:
        super().__init__({"ballot": Choice(), "fewer": count_field()})

    def show_for(self, found: Counted, place: str, language: Language) -> None:
        """For a page; it is named in the title."""
        self.say_all(text("signatures.exception", language, place=place), language)
        told = [(b.ballot_id, f"{b.number}. {b.short_name.in_(language)}") for b in found.ballots]
        self.choice("ballot").show_choices(told)


class TableForm(SignatureForm):
    """Which pages a table has, and who issued there."""

    def __init__(self) -> None:
        super().__init__({"table": count_field(), "member": Choice(), "first": count_field(),
                          "last": count_field()})  # fmt: skip

    def show_for(self, found: Counted, language: Language) -> None:
        """The next table of the imported list stands there already."""
        self.say_all(text("signatures.set_table", language), language)
        self.choice("member").show_choices(list(found.names.items()))
        if waiting := waiting_tables(found):
            first, last = found.proposed[waiting[0]]
            for name, value in (("table", waiting[0]), ("first", first), ("last", last)):
                self.put(name, str(value))

    def typed(self) -> ListTable:
        """The table as typed."""
        return ListTable(
            self.value("table"), self.value("member"), self.number("first"), self.number("last")
        )


def waiting_tables(found: Counted) -> list[str]:
    """Tables of the imported list of which nobody has said who issued there."""
    known = {table.table for table in found.tables}
    return [name for name in found.proposed if name not in known]
