# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What is said over the telephone of a refused file: a number for each reason, and what to do.

Numbers are three digits, because letters fail between alphabets; the first digit is the stage.  They
are permanent: a number stands for its reason for ever, and one that is given up is not used again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Advice(StrEnum):
    """What to do about a refused file; its sentence is ``advice.<value>``."""

    COPY_AGAIN = "copy_again"
    ASK_ORIGINAL = "ask_original"
    OWN_ELECTION = "own_election"
    ASK_ABOVE = "ask_above"
    OTHER_RECEIVER = "other_receiver"
    TAKE_PACKAGE = "take_package"
    FORMER_FIRST = "former_first"
    COMMISSION_DECIDES = "commission_decides"
    CORRECT = "correct"
    COMPARE = "compare"
    SCAN_AGAIN = "scan_again"
    RIGHT_PAGES = "right_pages"
    RIGHT_FILE = "right_file"
    CHECK_DIGITS = "check_digits"


@dataclass(frozen=True, slots=True)
class Told:
    """A reason as it is told by telephone."""

    number: int
    advice: Advice


UNKNOWN = Told(999, Advice.ASK_ORIGINAL)
"""For a reason that has no number of its own."""


def told(key: str) -> Told:
    """The number and advice of a reason."""
    return REFUSALS.get(key, UNKNOWN)


def _numbered(advice: Advice, **numbers: int) -> dict[str, Told]:
    """Keys are written with ``__`` for their dot."""
    return {key.replace("__", "."): Told(number, advice) for key, number in numbers.items()}


REFUSALS: Mapping[str, Told] = (
    _numbered(
        Advice.COPY_AGAIN, container__too_large=101, container__unreadable=102,
        container__size=108, cms__unreadable=201, pdf__unreadable=512, pdf__too_large=513,
        pdf__unreadable_signature=501, worker__died=121, worker__too_slow=122,
        package__manifest=801, package__part=802, package__hash=803, receipt__unreadable=901,
        check__empty_file=722,
    )
    | _numbered(
        Advice.ASK_ORIGINAL, container__altered=103, container__too_many=104, container__twice=105,
        container__name=106, container__kind=107, bundle__manifest=111, bundle__part_missing=112,
        bundle__unlisted=113, bundle__hash=114, cms__form=202, cms__attached=203,
        cms__attributes=204, cms__unsigned_attributes=205, cms__weak_hash=206, cms__no_signer=207,
        cms__no_certificate=208, cms__content=209, cms__signature=210, signer__unreadable=221,
        signer__form=222, signer__role=231, signer__subject=233, bundle__not_signed=241,
        bundle__protocol_hash=401, bundle__record_differs=402, json__unreadable=421,
        json__not_canonical=422, protocol__unreadable=423, seal__unreadable=431,
        seal__signature=433, seal__other_precinct=434, seal__differs=435, seal__record=436,
        pdf__stranger_field=502, pdf__no_field=503, pdf__no_signature=504, pdf__not_certified=505,
        pdf__not_covered=507, pdf__other_signer=508, pdf__changed=509, pdf__differs=510,
        pdf__no_data=514, xlsx__container=601, xlsx__parts=602, xlsx__not_signed=603,
        xlsx__content=604, xlsx__signature_form=605, xlsx__other_signers=606, xlsx__differs=609,
        xlsx__signed_twice=611,
        package__manifest_differs=804, receipt__other=902, receipt__not_ours=903,
    )
    | _numbered(
        Advice.OWN_ELECTION, signer__unknown_issuer=223, signer__other_election=224,
        bundle__mode=301, bundle__election=302, seal__unknown_signer=432, paper__election=709,
        check__other_package=721,
    )
    | _numbered(
        Advice.ASK_ABOVE, signer__outside=225, signer__authority_outside=226, signer__revoked=227,
        signer__no_revocation_list=229, signer__old_revocation_list=230,
        signer__authority_revoked=232, bundle__package=303, bundle__precinct=306,
        bundle__ballot=308, bundle__ballot_twice=310, bundle__empty=307, bundle__signer=311,
        bundle__signer_set=312, bundle__certifier=313, bundle__form_differs=403, bundle__cells_differ=406,
        bundle__options_differ=404, bundle__members_differ=405, package__fingerprint=805,
    )
    | _numbered(Advice.OTHER_RECEIVER, bundle__receiver=309)
    | _numbered(Advice.TAKE_PACKAGE, bundle__package_later=304)
    | _numbered(
        Advice.FORMER_FIRST, bundle__first_missing=321, bundle__older_version=322,
        bundle__version_gap=325, bundle__previous=326,
    )
    | _numbered(
        Advice.COMMISSION_DECIDES, bundle__conflict=323, bundle__generation=324,
        bundle__package_earlier=305, signer__revoked_later=228,
    )
    | _numbered(Advice.CORRECT, bundle__relation=411, bundle__empty_cells=412)
    | _numbered(
        Advice.COMPARE, bundle__unsigned=242, bundle__signature_missing=331, bundle__rungs=332,
        pdf__not_signed=506, pdf__renderer=511, pdf__no_seal=515, xlsx__not_all_signed=607,
        xlsx__order=608, xlsx__renderer=610, paper__only_plain=708, paper__figure=706,
    )
    | _numbered(
        Advice.SCAN_AGAIN, check__nothing_known=701, paper__page_without_code=703,
        picture__too_large=711, picture__unreadable=712, picture__too_many_pixels=713,
    )
    | _numbered(
        Advice.RIGHT_PAGES, check__two_protocols=702, paper__codes_differ=704,
        paper__other_protocol=705,
    )
    | _numbered(Advice.RIGHT_FILE, check__unknown_kind=723)
    | _numbered(Advice.CHECK_DIGITS, paper__digits=707, paper__groups=714)
)  # fmt: skip
