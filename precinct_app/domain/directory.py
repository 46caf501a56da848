# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Which station serves an address: so that a voter at the wrong one is told the right one."""

import re
from collections.abc import Iterable

from precinct_app.domain.election import Precinct
from precinct_app.domain.voters import loose

_HOUSES = re.compile(r"(.*?)[,;]?\s+(\d+)\s*-\s*(\d+)\s*\Z")
_HOUSE = re.compile(r"\b(\d+)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    loose(w) for w in ("көшесі", "улица", "street", "даңғылы", "проспект", "үй", "дом")
)


def stations_for(address: str, precincts: Iterable[Precinct]) -> tuple[Precinct, ...]:
    """Precincts that serve an address, by the streets (and house numbers) that the package lists."""
    wanted = loose(address)
    words = [word for word in _WORD.findall(wanted) if word not in _COMMON]
    houses = [int(number) for number in _HOUSE.findall(wanted)]
    if not words:
        return ()
    return tuple(p for p in precincts if any(_serves(line, words, houses) for line in p.serves))


def _serves(line: str, words: list[str], houses: list[int]) -> bool:
    """A line is a street, perhaps with its houses: ``Абай көшесі, 1-35``."""
    match = _HOUSES.match(line)
    street = loose(match[1] if match else line)
    if not any(word in street.split() or street.startswith(word) for word in words):
        return False
    if match is None or not houses:
        return True
    return any(int(match[2]) <= house <= int(match[3]) for house in houses)
