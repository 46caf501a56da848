# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A choice of voters that is filled while somebody types in the field before it."""

from PySide6.QtWidgets import QLineEdit

from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import said
from precinct_app.services.registers.voter_lookup import Found
from precinct_app.ui.page import Page
from precinct_app.ui.voters.door import look_for
from precinct_app.ui.widgets.field_form import FieldForm


def find_by(page: Page, form: FieldForm, *, voter: str = "voter", text: str = "find") -> None:
    """Connect the two fields of a form."""
    typed, chosen = form.fields[text], form.choice(voter)

    def show(found: tuple[Found, ...]) -> None:
        chosen.show_choices([voter_choice(one, page.language) for one in found])

    if isinstance(typed, QLineEdit):
        typed.textEdited.connect(
            lambda words: page.ask(lambda session: look_for(session, words), show)
        )


def voter_choice(found: Found, language: Language) -> tuple[str, str]:
    """A voter as a choice: name, year, place."""
    voter = found.voter
    year = str(voter.birth.year) if voter.birth else ""
    told = [voter.full_name, year, said(found.place, language)]
    return voter.voter_id, ", ".join(part for part in told if part)
