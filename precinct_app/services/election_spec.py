# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""From an election's description (TOML) to the election of a package; all faults told at once.

A description names a shipped election (``election = "parliament_2023"``) and adds its territory: region,
precincts with their commissions, contests with their candidates, the country's directory.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from precinct_app.domain.candidates import Candidate, quota_missed, too_young
from precinct_app.domain.commission import Member, Role
from precinct_app.domain.deadlines import deadlines_of
from precinct_app.domain.election import (
    Ballot,
    CertificateKind,
    Colour,
    Contest,
    Distance,
    Election,
    Mode,
    Option,
    Precinct,
    Receiver,
    Region,
)
from precinct_app.domain.errors import PackageError, Reason
from precinct_app.domain.wording import Wording
from precinct_app.runtime import resources


def build_election(spec_text: str) -> Election:
    """Read a description; PackageError ``spec.*`` or ``candidate.*`` with every reason found."""
    spec = _toml(spec_text, "spec")
    name = spec.get("election")
    if name not in resources.names("elections", ".toml"):
        raise PackageError.of("spec.election", name=str(name))
    base = _toml(resources.read_text(f"elections/{name}.toml"), str(name))
    try:
        return _Builder(base, spec).election()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackageError.of("spec.field", place=str(error)) from error


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PackageError.of("spec.toml", name=name, why=str(error)) from error


@dataclass(frozen=True, slots=True)
class _Builder:
    base: Mapping[str, Any]
    spec: Mapping[str, Any]

    def election(self) -> Election:
        reasons = [*self._candidate_reasons()]
        if reasons:
            raise PackageError(*reasons)
        base, spec = self.base, self.spec
        region = self._region()
        return Election(
            election_id=spec["election_id"],
            sequence=spec.get("sequence", 1),
            previous=spec.get("previous", ""),
            mode=Mode(spec["mode"]),
            name=Wording.from_mapping(spec.get("name", base["name"])),
            day=base["day"],
            opens=base["opens"],
            closes=base["closes"],
            turnout_hours=tuple(base["turnout_hours"]),
            deadlines=deadlines_of(base["day"], base["opens"], base["closes"]),
            territory=Wording.from_mapping(region["name"]),
            regions=tuple(
                Region(r["id"], Wording.from_mapping(r["name"]), r["city"]) for r in base["region"]
            ),
            receivers=tuple(
                Receiver(r["id"], Wording.from_mapping(r["name"])) for r in self._receivers()
            ),
            contests=tuple(self._contests()),
            ballots=tuple(self._ballots()),
            certificate_kinds=tuple(_certificate(c) for c in base["certificate"]),
            precincts=tuple(self._precincts()),
        )

    def _region(self) -> Mapping[str, Any]:
        wanted = self.spec["region"]
        for region in self.base["region"]:
            if region["id"] == wanted:
                return region  # type: ignore[no-any-return]
        raise PackageError.of("spec.region", region=str(wanted))

    def _kinds(self) -> Iterator[Mapping[str, Any]]:
        """Kinds of ballot of this territory: no district maslikhat in the three cities."""
        for ballot in self.base["ballot"]:
            if ballot["in_cities"] or not self._region()["city"]:
                yield ballot

    def _ballots(self) -> Iterator[Ballot]:
        """A ballot a contest: party lists one a territory, single mandates one a district."""
        kinds = {ballot["kind"]: ballot for ballot in self._kinds()}
        for contest in self._contest_specs():
            kind = kinds[contest["kind"]]
            name = _with_district(Wording.from_mapping(kind["name"]), contest.get("district"))
            yield Ballot(
                ballot_id=contest["id"], kind=kind["kind"], number=kind["number"],
                contest_id=contest["id"], form_id=kind["form"], name=name,
                short_name=Wording.from_mapping(kind["short_name"]),
                colour=Colour(Wording.from_mapping(kind["colour"]), kind["rgb"]),
                receiver_id=kind["receiver"], circle=kind.get("circle", "all"),
            )  # fmt: skip

    def _receivers(self) -> list[Mapping[str, Any]]:
        wanted = {ballot["receiver"] for ballot in self._kinds()}
        return [r for r in self.base["receiver"] if r["id"] in wanted]

    def _contest_specs(self) -> list[dict[str, Any]]:
        lists = [
            {"id": kind["kind"], "kind": kind["kind"], "mandates": kind["mandates"]}
            for kind in self._kinds()
            if kind["kind"].endswith("_list")
        ]
        return [*lists, *self.spec.get("contest", [])]

    def _contests(self) -> Iterator[Contest]:
        kinds = {ballot["kind"]: ballot for ballot in self._kinds()}
        for contest in self._contest_specs():
            kind = kinds[contest["kind"]]
            name = _with_district(Wording.from_mapping(kind["name"]), contest.get("district"))
            mandates = contest.get("mandates") or self.spec.get("list_mandates", 1)
            yield Contest(contest["id"], name, mandates, tuple(self._options(contest)))

    def _options(self, contest: Mapping[str, Any]) -> Iterator[Option]:
        if contest["kind"].endswith("_list"):
            for party in self._parties(contest["kind"]):
                yield Option(party["id"], Wording.from_mapping(party["name"]))
            return
        for number, candidate in enumerate(contest["candidate"], start=1):
            option_id = candidate.get("id", f"c{number:02d}")
            struck = candidate.get("struck", False)
            yield Option(option_id, Wording.same(candidate["name"]), struck)

    def _parties(self, kind: str) -> list[Mapping[str, Any]]:
        region = self._region()["id"]
        parties: list[Mapping[str, Any]] = self.base["party"]
        if kind == "mazhilis_list":
            return parties
        return [p for p in parties if region in p.get("regions", [region])]

    def _precincts(self) -> Iterator[Precinct]:
        zones = {region["id"]: region["timezone"] for region in self.base["region"]}
        lists = [c["id"] for c in self._contest_specs() if c["kind"].endswith("_list")]
        for item in [*self.spec["precinct"], *self.spec.get("directory", [])]:
            own = "member" in item
            ballots = [*lists, *item["contests"]] if own else []
            yield Precinct(
                precinct_id=f"KZ-{item['region']}-{item['number']}",
                number=item["number"], region_id=item["region"],
                district_id=item["district_id"], settlement_id=item["settlement_id"],
                district=Wording.from_mapping(item["district"]),
                settlement=Wording.from_mapping(item["settlement"]),
                address=Wording.from_mapping(item["address"]),
                timezone=item.get("timezone", zones[item["region"]]),
                serves=tuple(item.get("serves", ())), ballot_ids=tuple(ballots),
                members=tuple(
                    Member(m["id"], m["name"], Role(m["role"])) for m in item.get("member", [])
                ),
                special=item.get("special", False),
            )  # fmt: skip

    def _candidate_reasons(self) -> Iterator[Reason]:
        law, day = self.base["candidates"], self.base["day"]
        for contest in self.spec.get("contest", []):
            body = contest["kind"].partition("_")[0]
            least = law["mazhilis_age" if body == "mazhilis" else "maslikhat_age"]
            yield from too_young(_candidates(contest["candidate"]), day, least)
        for party_list in self.spec.get("party_list", []):
            people = _candidates(party_list["candidate"])
            body = party_list["kind"].partition("_")[0]
            least = law["mazhilis_age" if body == "mazhilis" else "maslikhat_age"]
            yield from too_young(people, day, least)
            name = f"{party_list['party']}, {party_list['kind']}"
            yield from quota_missed(name, people, law["quota_percent"])


def _candidates(items: Sequence[Mapping[str, Any]]) -> list[Candidate]:
    return [Candidate(i["name"], _date(i["born"]), i.get("in_quota", False)) for i in items]


def _date(value: Any) -> date:
    if not isinstance(value, date):
        raise TypeError(value)
    return value


def _certificate(item: Mapping[str, Any]) -> CertificateKind:
    gives = tuple((d, tuple(item[d.value])) for d in Distance if d.value in item)
    return CertificateKind(item["id"], Wording.from_mapping(item["name"]), gives)


def _with_district(name: Wording, district: int | None) -> Wording:
    if district is None:
        return name
    return Wording(f"{name.kk} № {district}", f"{name.ru} № {district}", f"{name.en} No {district}")
