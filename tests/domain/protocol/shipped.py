# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Shipped forms, and a quiet night's figures for any of them."""

from collections.abc import Mapping
from functools import cache

from precinct_app.domain.protocol.check import completed
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.protocol.sheet import Figure, Rows, Sheet
from precinct_app.runtime import resources

BALLOT_FORMS = (
    "mazhilis_list_2023", "mazhilis_single_2023", "region_list_2023", "region_single_2023",
    "district_single_2023", "president", "president_repeat", "akim", "maslikhat_byelection",
    "kurultai_list_2026",
)  # fmt: skip
FORMS = (*BALLOT_FORMS, "local_body_multi", "referendum", "referendum_questions")
"""Every form of a ballot; those of `BALLOT_FORMS` have one mark and the same lines."""
ROWS = Rows(votes=("p1", "p2", "p3"), member=("m2", "m4"), box=("1",), kind=("k1",))
QUESTIONS = ("q1", "q2")
REASONS = (
    "mobile_box", "not_of_form", "struck_option", "no_member_signature", "several_marks", "unclear",
)  # fmt: skip
GROUNDS = ("mobile_box", "not_of_form", "no_member_signature", "unclear")
"""Grounds of invalidity that a referendum has too."""


@cache
def texts() -> dict[str, str]:
    """Every shipped form's text."""
    return {n: resources.read_text(f"forms/{n}.toml") for n in resources.names("forms", ".toml")}


@cache
def form(form_id: str = "mazhilis_list_2023") -> Form:
    """A shipped form."""
    return load_form(form_id, texts())


def quiet(**changes: int) -> dict[str, Figure]:
    """1,202 listed, 784 issued and found, three exchanged, two at home's table, all adding up."""
    figures: dict[str, Figure] = {
        "voters_listed": 1202, "voters_received_ballots": 784, "voters_outside": 21,
        "voters_by_certificate": 4, "ballots_received": 1210, "ballots_issued": 784,
        "ballots_spoiled": 3, "ballots_unused": 423, "ballots_lost": 0, "found_stationary": 763,
        "ballots_found": 784, "ballots_invalid": 34, "ballots_valid": 750, "against_all": 28,
        "voters_delivered": 1200, "voters_included": 2, "voters_excluded": 1,
        "certificates_out": 3, "certificates_in": 4, "certificates_used": 4, "home_served": 21,
        "ballots_surplus": 0, "ballots_withdrawn": 0, "issued_without_signature": 0,
        "signed_without_ballot": 0, "ballots_refused": 0, "disputed_decided": 0,
        "votes.p1": 402, "votes.p2": 300, "votes.p3": 20,
        "member.m2.issued": 400, "member.m4.issued": 384,
        "box.1.entitled": 21, "box.1.issued": 21, "box.1.found": 21, "box.1.not_of_form": 0,
        "box.1.annulled": 0,
    }  # fmt: skip
    figures |= {f"invalid_by_reason.{reason}": 0 for reason in REASONS}
    figures["invalid_by_reason.unclear"] = 34
    return figures | changes


def with_registers(figures: dict[str, Figure]) -> dict[str, Figure]:
    """The same night with what the level *registers* asks besides."""
    more: dict[str, Figure] = {}
    for member, issued, returned in (("m2", 400, 100), ("m4", 384, 16)):
        spoiled = 3 if member == "m2" else 0
        more |= {
            f"member.{member}.taken": issued + returned + spoiled,
            f"member.{member}.surplus": 0, f"member.{member}.signed": issued,
            f"member.{member}.spoiled": spoiled, f"member.{member}.returned": returned,
            f"member.{member}.lost": 0,
        }  # fmt: skip
    box = {"taken": 24, "surplus": 0, "spoiled": 0, "returned": 3, "lost": 0}
    kind = {"received": 50, "surplus": 0, "issued": 3, "spoiled": 1, "unused": 46, "lost": 0}
    more |= {f"box.1.{name}": value for name, value in box.items()}
    more |= {f"kind.k1.{name}": value for name, value in kind.items()}
    return {**more, **figures}


def rows_of(form_id: str) -> Rows:
    """The quiet night's rows on a form."""
    options = {"referendum": ("yes", "no"), "referendum_questions": QUESTIONS}
    return form(form_id).rows(options.get(form_id, ROWS.votes), member=ROWS.member, box=ROWS.box,
                              kind=ROWS.kind)  # fmt: skip


def as_in(form_id: str, figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """A night of an ordinary ballot in the lines of another form, adding up as it did.

    Yes is the first option and no all the others; grounds that a referendum lacks count as unclear.
    """
    if form_id not in {"referendum", "referendum_questions"}:
        return dict(figures)
    number = {cell: figure for cell, figure in figures.items() if isinstance(figure, int)}
    marks = [cell for cell in number if cell.startswith("votes.")]
    reasons = [cell for cell in number if cell.startswith("invalid_by_reason.")]
    yes = number[marks[0]]
    no = sum(number[cell] for cell in marks[1:]) + number["against_all"]
    grounds = {reason: number[f"invalid_by_reason.{reason}"] for reason in GROUNDS}
    grounds["unclear"] = sum(number[cell] for cell in reasons) - sum(
        figure for reason, figure in grounds.items() if reason != "unclear"
    )
    kept = {c: f for c, f in figures.items() if c not in {*marks, *reasons, "against_all"}}
    if form_id == "referendum":
        return kept | {"votes.yes": yes, "votes.no": no, "both_marked": 0} | {
            f"invalid_by_reason.{reason}": figure for reason, figure in grounds.items()
        }  # fmt: skip
    valid, invalid = kept.pop("ballots_valid"), kept.pop("ballots_invalid")
    answers = {"both_marked": 0, "ballots_valid": valid, "ballots_invalid": invalid, **grounds}
    for question, said in zip(QUESTIONS, ((yes, no), (no, yes)), strict=True):
        told = {"yes": said[0], "no": said[1], **answers}
        kept |= {f"question.{question}.{name}": figure for name, figure in told.items()}
    return kept


def sheet(figures: dict[str, Figure], rows: Rows = ROWS, form_id: str = BALLOT_FORMS[0]) -> Sheet:
    """A completed sheet of figures."""
    return completed(form(form_id), Sheet(figures), rows)
