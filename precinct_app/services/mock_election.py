# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The description of a mock election: made-up precincts, commissions and candidates, by a seed."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from precinct_app.domain.commission import Role
from precinct_app.runtime import resources
from precinct_app.services.mock_voters import MockNames

REGIONS = {"region": "KOS", "city": "ALA"}
FIRST_NUMBER = 9001
"""Mock precincts have numbers that no real one has."""
_APART = 900
"""So far from the first stand the numbers of stations that are only in the directory."""
_ROLES = (Role.CHAIR, Role.DEPUTY, Role.SECRETARY, *[Role.MEMBER] * 4)
_SINGLES = {
    "mazhilis_single": (8, 25),
    "region_single": (5, 20),
    "district_single": (3, 20),
}
"""Single-mandate contests: candidates a contest, least age."""


def mock_spec(territory: str, precincts: int, seed: int) -> str:
    """A whole description (TOML) of a training election; the same seed gives the same text."""
    random = Random(f"election/{territory}/{precincts}/{seed}")  # noqa: S311  a mock election
    names = MockNames(random)
    region = REGIONS[territory]
    singles = [kind for kind in _SINGLES if territory == "region" or kind != "district_single"]
    lines: list[str] = [
        'election = "parliament_2023"',
        f'election_id = "kz-2023-03-19-training-{region.lower()}-{seed}"',
        'mode = "training"',
        f'region = "{region}"',
        "list_mandates = 50",
        _name_line(),
    ]
    for number, kind in enumerate(singles, start=1):
        lines += _contest(kind, number, names)
    lines += _party_lists(region, names)
    for place in range(precincts):
        lines += _precinct(region, place, singles, names, in_city=territory == "city")
    for place, (other, code) in enumerate(
        [("AKT", 1), ("SHY", 2), ("TUR" if territory == "city" else region, 3)]
    ):
        number = FIRST_NUMBER + max(_APART, precincts) + place
        lines += _directory(other, number, code, names)
    return "\n".join(lines) + "\n"


def _name_line() -> str:
    base = tomllib.loads(resources.read_text("elections/parliament_2023.toml"))["name"]
    prefix = {
        "kk": "Жаттығу, нағыз сайлау емес: ",
        "ru": "Учебные, не настоящие: ",
        "en": "Training, not real: ",
    }
    return f"name = {_inline({k: prefix[k] + base[k] for k in prefix})}"


def _contest(kind: str, number: int, names: MockNames) -> list[str]:
    count, least = _SINGLES[kind]
    lines = [
        "[[contest]]",
        f'id = "{kind}_{number}"',
        f'kind = "{kind}"',
        f"district = {number}",
        "mandates = 1",
    ]
    for candidate, name in enumerate(names.candidates(count), start=1):
        born = names.birth(least, 65)
        lines += ["[[contest.candidate]]", f'id = "c{candidate:02d}"', f"name = {_text(name)}",
                  f"born = {born.isoformat()}"]  # fmt: skip
    return lines


def _party_lists(region: str, names: MockNames) -> list[str]:
    base = tomllib.loads(resources.read_text("elections/parliament_2023.toml"))
    lines: list[str] = []
    for kind in ("mazhilis_list", "region_list"):
        for party in base["party"]:
            if kind == "region_list" and region not in party.get("regions", [region]):
                continue
            lines += ["[[party_list]]", f'party = "{party["id"]}"', f'kind = "{kind}"']
            for place, name in enumerate(names.candidates(4)):
                lines += ["[[party_list.candidate]]", f"name = {_text(name)}",
                          f"born = {names.birth(25, 60).isoformat()}",
                          f"in_quota = {'true' if place % 2 else 'false'}"]  # fmt: skip
    return lines


def _precinct(
    region: str, place: int, singles: Sequence[str], names: MockNames, *, in_city: bool
) -> list[str]:
    """Precincts stand two by two in a settlement, so that one refusal can be shown too."""
    settlement = names.settlements[(place + 1) // 2 % len(names.settlements)]
    home = ("Алматы", "Алматы", "Almaty") if in_city else (settlement,) * 3
    settlement_id = f"{region.lower()}-s0" if in_city else f"{region.lower()}-s{(place + 1) // 2}"
    district = f"{names.settlements[place % 2]}"
    contests = [f"{kind}_{number}" for number, kind in enumerate(singles, start=1)]
    lines = [
        "[[precinct]]",
        f'region = "{region}"',
        f"number = {FIRST_NUMBER + place}",
        f'district_id = "{region.lower()}-d{place % 2}"',
        f'settlement_id = "{settlement_id}"',
        f"district = {_inline(_three(f'{district} ауданы', f'район {district}', district))}",
        f"settlement = {_inline(_three(*home))}",
        f"address = {_inline(names.address())}",
        f"contests = {json.dumps(contests)}",
        f"serves = {json.dumps(_streets(place, names), ensure_ascii=False)}",
    ]
    for number, (role, name) in enumerate(zip(_ROLES, names.members(len(_ROLES)), strict=True), 1):
        lines += ["[[precinct.member]]", f'id = "m{number}"', f"name = {_text(name)}",
                  f'role = "{role.value}"']  # fmt: skip
    return lines


def _streets(place: int, names: MockNames) -> list[str]:
    """Every street, the houses cut between the precincts two by two."""
    houses = ("1-45", "46-90")[place % 2]
    return [f"{street} көшесі, {houses}" for street in names.data["example"]["streets"]]


def _directory(region: str, number: int, code: int, names: MockNames) -> list[str]:
    settlement = names.settlements[-code]
    home = (settlement,) * 3
    return [
        "[[directory]]",
        f'region = "{region}"',
        f"number = {number}",
        f'district_id = "{region.lower()}-x{code}"',
        f'settlement_id = "{region.lower()}-x{code}"',
        f"district = {_inline(_three(*home))}",
        f"settlement = {_inline(_three(*home))}",
        f"address = {_inline(names.address())}",
    ]


def _three(kk: str, ru: str, en: str) -> dict[str, str]:
    return {"kk": kk, "ru": ru, "en": en}


def _inline(texts: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {_text(value)}" for key, value in texts.items()) + " }"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
