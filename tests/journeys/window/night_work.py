# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a member does at night, by keys alone: sits down, types from paper, finishes."""

from collections.abc import Mapping

from precinct_app.services.mock_people import sample_pin
from tests.journeys.window.at_the_keys import AtTheKeys, Typed


def sign_in(keys: AtTheKeys, secret: str) -> None:
    """The pass phrase has the focus; its digits come from the number row."""
    keys.digits(secret)
    keys.press("Enter")


def sit_down(keys: AtTheKeys, number: int) -> int:
    """Begin what is next; a member takes the keyboard by the number in the list and the PIN.

    The number of keys that it took.
    """
    keys.to(keys.say("home.go"))
    with keys.counted() as counted:
        keys.press("Enter")
        take_the_keyboard(keys, number)
    return counted.keys


def take_the_keyboard(keys: AtTheKeys, number: int) -> None:
    """Where it is asked who types or who leads: the number in the list, then the PIN."""
    if any(keys.sees(keys.say(f"keyboard.title_{about}")) for about in ("sheet", "lead")):
        keys.digits(number)
        keys.digits(sample_pin(number))
        keys.press("Enter")


def make_final(keys: AtTheKeys, second: str, secret: str) -> None:
    """From checks that agree: who was at the count, then two people, the second by his digits."""
    keys.press("Enter")
    take_the_keyboard(keys, 1)
    if keys.sees(keys.say("count_facts.title")):
        keys.to(keys.say("count_facts.go"), "Enter")
        keys.press("Enter")
    take_the_keyboard(keys, 1)
    keys.choose(second)
    keys.press("Enter")
    keys.digits(secret)
    keys.press("Enter")


def type_sheet(keys: AtTheKeys, paper: Mapping[str, str], *, pad: bool = True) -> Typed:
    """Look at the line one is in, find it on the paper, type its figure, Enter; until the button."""
    digits = fields = 0
    finish = keys.say("sheet.finish")
    with keys.counted() as counted:
        while (line := keys.focus) != finish:
            assert line in paper, f"{line!r} is not on the paper; in sight:\n{keys.reads()}"
            (keys.pad if pad else keys.digits)(paper[line])
            keys.enter()
            digits, fields = digits + len(paper[line]), fields + 1
        keys.settle()
    return Typed(digits, fields, counted.keys, counted.mouse)
