# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A night's figures that obey every relation, and a slip of the pen that arithmetic notices."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import Figure, Rows


@dataclass(frozen=True, slots=True)
class MockNight:
    """What is known before the count, and which ugly cases the night has."""

    voters_delivered: int
    certificates_out: int
    certificates_in: int
    box_extra_ballot: bool = False
    """One ballot too many in the mobile box: the box is annulled (A202)."""
    carried_away: bool = False
    """So many ballots are not put into a box that an explanation is needed (W303)."""
    day: int | None = None
    """Sheets of one day have the same people: who was entered, who came, who voted at home."""


def mock_counts(form: Form, rows: Rows, night: MockNight, seed: int) -> dict[str, Figure]:
    """Every cell at the level *count only*; all relations of the grade error hold."""
    random = Random(f"counts/{form.form_id}/{seed}")  # noqa: S311  a mock night
    figures = _before(rows, night, random)
    figures |= _boxes(rows, night, int(figures["voters_outside"]))
    figures |= _after(rows, night, figures, random)
    figures |= {c: 0 for c in ("disputed_decided",) if any(i.name == c for i in form.items)}
    return dict(figures)


def plant_slip(figures: Mapping[str, Figure], seed: int) -> tuple[dict[str, Figure], str]:
    """The same figures with two neighbouring digits of a vote row exchanged, and that row's cell."""
    random = Random(f"slip/{seed}")  # noqa: S311  a mock night
    places = [
        (cell, at)
        for cell, figure in figures.items()
        if cell.startswith("votes.") and isinstance(figure, int)
        for at in range(len(str(figure)) - 1)
        if str(figure)[at] != str(figure)[at + 1] and not (at == 0 and str(figure)[1] == "0")
    ]
    cell, at = random.choice(places)
    digits = list(str(figures[cell]))
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    return {**figures, cell: int("".join(digits))}, cell


def _before(rows: Rows, night: MockNight, random: Random) -> dict[str, int]:
    by_certificate = night.certificates_in
    people = random if night.day is None else Random(f"day/{night.day}")  # noqa: S311  a mock day
    included, excluded = people.randint(2, 9), people.randint(0, 4)
    listed = (
        night.voters_delivered + included - excluded - night.certificates_out
        + night.certificates_in
    )  # fmt: skip
    own = int((listed - by_certificate) * people.uniform(0.52, 0.71))
    issued = own + by_certificate
    outside = min(people.randint(15, 30), own // 4)
    received = night.voters_delivered + night.voters_delivered // 100
    spoiled = random.randint(0, 4)
    members = _shares(issued - outside, len(rows.member), random)
    members[0] += outside
    return {
        "voters_listed": listed,
        "voters_received_ballots": issued,
        "voters_outside": outside,
        "voters_by_certificate": by_certificate,
        "ballots_received": received,
        "ballots_issued": issued,
        **{f"member.{m}.issued": n for m, n in zip(rows.member, members, strict=True)},
        "ballots_spoiled": spoiled,
        "ballots_unused": received - issued - spoiled,
        "ballots_lost": 0,
        "voters_delivered": night.voters_delivered,
        "voters_included": included,
        "voters_excluded": excluded,
        "certificates_out": night.certificates_out,
        "certificates_in": night.certificates_in,
        "certificates_used": by_certificate,
        "home_served": outside,
        "ballots_surplus": 0,
        "ballots_withdrawn": 0,
        "issued_without_signature": 0,
        "signed_without_ballot": 0,
        "ballots_refused": 0,
    }


def _boxes(rows: Rows, night: MockNight, outside: int) -> dict[str, int]:
    figures: dict[str, int] = {}
    for place, box in enumerate(rows.box):
        served = outside if place == 0 else 0
        extra = 1 if night.box_extra_ballot and place == 0 else 0
        figures |= {
            f"box.{box}.entitled": served,
            f"box.{box}.issued": served,
            f"box.{box}.found": served + extra,
            f"box.{box}.not_of_form": 0,
            f"box.{box}.annulled": extra,
        }
    return figures


def _after(
    rows: Rows, night: MockNight, before: Mapping[str, int], random: Random
) -> dict[str, int]:
    annulled = sum(before[f"box.{box}.found"] for box in rows.box if before[f"box.{box}.annulled"])
    mobile = sum(before[f"box.{box}.found"] for box in rows.box)
    away = random.randint(15, 18) if night.carried_away else 0
    # A ballot too many in the mobile box was dropped by somebody who had one from the table.
    stationary = before["ballots_issued"] - mobile - away
    found = stationary + mobile
    unclear, several = random.randint(1, 9), random.randint(2, 12)
    invalid = annulled + unclear + several
    valid = found - invalid
    against = int(valid * random.uniform(0.02, 0.06))
    votes = _votes(valid - against, len(rows.votes), random)
    reasons = dict.fromkeys(
        ("mobile_box", "not_of_form", "struck_option", "no_member_signature"), 0
    )
    reasons |= {"mobile_box": annulled, "several_marks": several, "unclear": unclear}
    return {
        "found_stationary": stationary,
        "ballots_found": found,
        "ballots_invalid": invalid,
        "ballots_valid": valid,
        **{f"votes.{option}": n for option, n in zip(rows.votes, votes, strict=True)},
        "against_all": against,
        **{f"invalid_by_reason.{reason}": count for reason, count in reasons.items()},
    }


def _shares(total: int, parts: int, random: Random) -> list[int]:
    """Split a number into nearly equal parts."""
    weights = [random.uniform(0.8, 1.2) for _ in range(parts)]
    return _split(total, weights)


def _votes(total: int, parts: int, random: Random) -> list[int]:
    """Split votes as they fall in life: the first far ahead, the others uneven."""
    weights = [random.uniform(0.5, 2.0) for _ in range(parts)]
    weights[0] = sum(weights[1:]) * random.uniform(0.6, 1.1) if parts > 1 else 1.0
    return _split(total, weights)


def _split(total: int, weights: list[float]) -> list[int]:
    parts = [int(total * weight / sum(weights)) for weight in weights]
    parts[0] += total - sum(parts)
    return parts
