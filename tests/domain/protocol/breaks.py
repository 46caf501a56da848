# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""For every code of every shipped form a smallest change after which it speaks, and what speaks then.

``BREAKS`` changes the quiet night of an ordinary ballot; other forms have the same night in their
own lines (`shipped.as_in`), and lines of their own in ``OWN``.
"""

from collections.abc import Mapping

from precinct_app.domain.commission import Role
from precinct_app.domain.protocol.outside import Circumstances, Quorum
from tests.domain.protocol.shipped import FORMS, form

Break = tuple[dict[str, int], set[str]]
"""Changes to the quiet night, and the codes that then speak (errors first make others wait)."""

BREAKS: Mapping[str, Break] = {
    "E101": ({"member.m2.issued": 401}, {"E101", "E119"}),
    "E102": ({"ballots_unused": 422}, {"E102"}),
    "A103": ({"ballots_lost": 1, "ballots_unused": 422}, {"A103"}),
    "A112": ({"ballots_surplus": 1, "ballots_unused": 424}, {"A112"}),
    "A113": ({"ballots_withdrawn": 2, "ballots_unused": 421}, {"A113"}),
    "E104": ({"voters_received_ballots": 783}, {"E104"}),
    "A114": ({"issued_without_signature": 1, "voters_received_ballots": 783}, {"A114"}),
    "A117": ({"signed_without_ballot": 1, "voters_received_ballots": 785}, {"A117"}),
    "A105": ({"voters_listed": 700, "voters_excluded": 503}, {"A105", "W506"}),
    "E106": ({"voters_outside": 785, "home_served": 785}, {"E106", "E208"}),
    "E118": (
        {"voters_by_certificate": 785, "certificates_used": 785, "certificates_in": 785,
         "voters_excluded": 782},
        {"E118"},
    ),
    "E107": ({"home_served": 20}, {"E107"}),
    "E108": ({"certificates_used": 3}, {"E108"}),
    "E109": ({"voters_included": 3}, {"E109"}),
    "W111": ({"ballots_received": 1213, "ballots_unused": 426}, {"W111"}),
    "E110": ({"kind.k1.unused": 45}, {"E110"}),
    "A115": ({"kind.k1.unused": 45, "kind.k1.lost": 1}, {"A115"}),
    "A121": ({"kind.k1.unused": 47, "kind.k1.surplus": 1}, {"A121"}),
    "E119": ({"member.m4.returned": 15}, {"E119"}),
    "E120": ({"member.m4.spoiled": 1, "member.m4.returned": 15}, {"E120"}),
    "E201": ({"box.1.returned": 2}, {"E201"}),
    "A205": ({"box.1.lost": 1, "box.1.returned": 2}, {"A205"}),
    "A202": ({"box.1.entitled": 20}, {"A202"}),
    "E206": ({"invalid_by_reason.mobile_box": 1, "invalid_by_reason.unclear": 33}, {"E206"}),
    "A207": (
        {"box.1.annulled": 1, "invalid_by_reason.mobile_box": 21,
         "invalid_by_reason.unclear": 34, "ballots_invalid": 55, "ballots_valid": 729,
         "votes.p1": 381},
        {"A207"},
    ),
    "W203": ({"box.1.found": 20, "found_stationary": 764}, {"W203"}),
    "E204": ({"box.1.issued": 22, "box.1.found": 22, "found_stationary": 762, "box.1.entitled": 22,
              "box.1.returned": 2}, {"E204"}),
    "E208": ({"voters_outside": 22, "home_served": 22}, {"E208"}),
    "E301": ({"found_stationary": 762}, {"E301"}),
    "A302": ({"found_stationary": 764, "ballots_found": 785, "ballots_valid": 751,
              "votes.p1": 403}, {"A302"}),
    "W303": ({"found_stationary": 748, "ballots_found": 769, "ballots_valid": 735,
              "votes.p1": 387}, {"W303"}),
    "W311": ({"ballots_issued": 400, "voters_received_ballots": 400, "member.m2.issued": 200,
              "member.m4.issued": 200, "ballots_unused": 807, "found_stationary": 370,
              "ballots_found": 391, "ballots_valid": 357, "votes.p1": 9, "member.m2.returned": 300,
              "member.m4.returned": 200}, {"W311"}),
    "N304": ({"found_stationary": 762, "ballots_found": 783, "ballots_valid": 749,
              "votes.p1": 401}, {"N304"}),
    "E305": ({"ballots_invalid": 33, "invalid_by_reason.unclear": 33}, {"E305"}),
    "E306": ({"votes.p2": 301}, {"E306"}),
    "E307": ({"invalid_by_reason.unclear": 33}, {"E307"}),
    "A308": (
        {"found_stationary": 0, "ballots_found": 0, "ballots_valid": 0, "ballots_invalid": 0,
         "votes.p1": 0, "votes.p2": 0, "votes.p3": 0, "against_all": 0, "box.1.found": 0,
         "invalid_by_reason.unclear": 0},
        {"A308", "W203"},
    ),
    "W309": ({"ballots_invalid": 80, "invalid_by_reason.unclear": 80, "ballots_valid": 704,
              "votes.p1": 356}, {"W309"}),
    "W310": ({"votes.p1": 750, "votes.p2": 0, "votes.p3": 0, "against_all": 0}, {"W310"}),
    "A403": ({"certificates_in": 3, "voters_included": 3}, {"A403"}),
    "W502": ({"voters_listed": 820, "voters_excluded": 383}, {"W502", "W506"}),
    "W503": (
        {"voters_outside": 160, "home_served": 160, "box.1.issued": 160, "box.1.found": 160,
         "box.1.entitled": 160, "found_stationary": 624, "box.1.taken": 163},
        {"W503"},
    ),
    "W504": (
        {"voters_by_certificate": 40, "certificates_used": 40, "certificates_in": 40,
         "voters_listed": 1238},
        {"W504"},
    ),
    "W505": ({"voters_listed": 1261, "voters_included": 61}, {"W505"}),
    "W506": ({"voters_listed": 1139, "voters_excluded": 64}, {"W506"}),
    "W507": ({"voters_listed": 3001, "voters_delivered": 2999}, {"W507"}),
    "E601": ({"struck": 1}, {"E601"}),
}  # fmt: skip
OWN: Mapping[str, Mapping[str, Break]] = {
    "local_body_multi": {
        "E312": ({"votes.p1": 700, "votes.p2": 722, "votes.p3": 722, "mandates": 2}, {"E312"}),
        "E313": ({"votes.p2": 299}, {"E313"}),
        "E314": ({"votes.p1": 723}, {"E314"}),
    },
    "referendum": {
        "E305": ({"both_marked": 1}, {"E305"}),
    },
    "referendum_questions": {
        "E305": ({"question.q2.both_marked": 1}, {"E305"}),
        "E306": ({"question.q2.yes": 301}, {"E306"}),
        "E307": ({"question.q1.not_of_form": 1}, {"E307"}),
    },
}
"""Beside or instead of ``BREAKS``; ``struck`` and ``mandates`` are no cells, see `night`."""

QUIET_CIRCUMSTANCES = Circumstances(
    signers=(Role.CHAIR, Role.SECRETARY), differing_cells=0, one_typist=False, order_faults=0,
    quorum=Quorum(7, 7), leaders_issued=0, turnout=(120, 400, 784), typed_from_paper=(),
)  # fmt: skip
BREAKS_OUTSIDE: Mapping[str, tuple[dict[str, object], tuple[int, int]]] = {
    "E602": ({"signers": (Role.MEMBER, Role.CHAIR)}, (0, 0)),
    "A603": ({"order_faults": 2}, (2, 0)),
    "A604": ({"quorum": Quorum(4, 7)}, (4, 5)),
    "A605": ({"leaders_issued": 3}, (3, 0)),
    "A606": ({"signers": (Role.CHAIR,)}, (1, 2)),
    "W501": ({"turnout": (120, 400, 399, 784)}, (399, 400)),
    "E701": ({"differing_cells": 2}, (2, 0)),
    "W702": ({"one_typist": True}, (0, 0)),
    "A116": ({"typed_from_paper": ("voters_listed",)}, (1, 0)),
}
"""Named functions: what is otherwise in the night's circumstances, and both numbers told."""
BREAKS_OF_THE_DAY: Mapping[str, tuple[dict[str, int], tuple[int, int]]] = {
    "W401": ({"voters_listed": 1199}, (1202, 1201)),
    "W402": ({"ballots_issued": 779}, (779, 780)),
}
"""The day's ballots: what differs on one that no certificate gives, and both numbers told."""


def breaks_of(form_id: str) -> dict[str, Break]:
    """A form's lines: shared ones as far as it has their codes, and its own."""
    codes = {relation.code for relation in form(form_id).relations}
    shared = {code: line for code, line in BREAKS.items() if code in codes}
    return {**shared, **OWN.get(form_id, {})}


EVERY = [(form_id, code) for form_id in FORMS for code in sorted(breaks_of(form_id))]
"""Every form with every code that a sheet can break."""
