# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A whole mock election day on real files, from keys to the district's table, without a screen.

Everything goes through the same services that people use; only the people are made up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.commission import Actor, Role
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Level, Precinct
from precinct_app.domain.errors import Reason
from precinct_app.domain.protocol.sheet import NA
from precinct_app.domain.wording import Wording
from precinct_app.runtime.clock import SetClock
from precinct_app.runtime.files import write_whole
from precinct_app.services.authority import write_trust
from precinct_app.services.bundle_examination import examine_bundle, nothing_known
from precinct_app.services.district_import import import_folder
from precinct_app.services.district_report import figures_of, publish
from precinct_app.services.election_spec import build_election
from precinct_app.services.evidence import evidence
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.mock_precinct import MockPrecinct, PrecinctOutcome
from precinct_app.services.opening import open_workspace, set_up_district
from precinct_app.services.packages import form_texts, trust_by_fingerprint
from precinct_app.services.ports import Judge, OpenedPackage
from precinct_app.services.toolbox import ElectionKeys, Toolbox, WorkspaceUser
from precinct_app.services.workspace import forms_of

PASSPHRASE = "1903 2023 1903 2023 1903"  # noqa: S105
"""Every lock of a mock day opens with it: a training election has nothing to hide."""
OPERATOR = "district-operator-1"
LEVEL = Level.COUNT_ONLY

Say = Callable[[str, Mapping[str, str | int | Wording]], None]
"""Told a text key and its values as the day goes on."""


@dataclass(slots=True)
class DayOutcome:
    """What a mock day brought, as plain data for the summary."""

    precincts: list[PrecinctOutcome] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)

    def check(self, name: str, subject: str, good: bool, reason: Reason | None = None) -> None:
        """Keep the outcome of one check."""
        told: dict[str, Any] = {"check": name, "subject": subject, "good": good}
        if reason is not None:
            told["reason"] = reason.key
        self.checks.append(told)


class MockDay:
    """One mock election day in a folder."""

    def __init__(
        self, out: Path, seed: int, territory: str, precincts: int, tools: Toolbox, say: Say
    ) -> None:
        self.out = out
        self.seed = seed
        self.say = say
        self.election = build_election(mock_spec(territory, precincts, seed))
        self.clock = SetClock(aware(self.election.deadlines.certificates_from, "UTC"))
        self.tools = tools.with_clock(self.clock)
        self.outcome = DayOutcome()

    def run(self) -> DayOutcome:
        """Keys and package, every precinct's day and night, the district's morning."""
        self.say("cli.demo.keys", {})
        keys = self._keys()
        package = self._package(keys)
        for place, precinct in enumerate(self._own_precincts()):
            self.say("cli.demo.precinct", {"number": precinct.number})
            mock = MockPrecinct(self, precinct, place, package, keys, PASSPHRASE)
            self.outcome.precincts.append(mock.run())
        self.say("cli.demo.district", {})
        self._district(package)
        self._real_workspace_refuses(package)
        return self.outcome

    def _own_precincts(self) -> list[Precinct]:
        return [p for p in self.election.precincts if p.ballot_ids]

    def _keys(self) -> ElectionKeys:
        built = aware(self.election.deadlines.certificates_from, "UTC") - timedelta(days=20)
        keys = self.tools.make_keys(self.election, built, lambda precinct, member: PASSPHRASE)
        write_trust(keys.trust, self.out / "trust")
        for file in keys.files:
            write_whole(self.out / "keys" / file.precinct_id / f"{file.member_id}.p12", file.data)
        return keys

    def _package(self, keys: ElectionKeys) -> OpenedPackage:
        signer = self.tools.open_key(keys.package_signer.data, PASSPHRASE)
        data = self.tools.pack_package(
            self.election, form_texts(self.election), keys.trust, self.clock.now(), signer
        )
        package = self.tools.open_package(data)
        write_whole(self.out / "package.zip", data)
        write_whole(self.out / "package.fingerprint", package.fingerprint.encode() + b"\n")
        typed = (self.out / "package.fingerprint").read_text(encoding="ascii")
        return trust_by_fingerprint(package, typed)

    def _district(self, package: OpenedPackage) -> None:
        morning = aware(self.election.deadlines.count_ends, "UTC") + timedelta(hours=1)
        self.clock.set(morning)
        folder = self.out / "workspaces" / "district"
        user = WorkspaceUser(OPERATOR, "Оператор", Role.DISTRICT_OPERATOR, PASSPHRASE)
        set_up_district(folder, package, [user], self.tools)
        workspace = open_workspace(folder, OPERATOR, PASSPHRASE, self.tools)
        actor = Actor(OPERATOR, Role.DISTRICT_OPERATOR)
        judge = self.tools.judge(package.trust)
        for file in import_folder(workspace, actor, self.out / "bundles", self.tools):
            examination = file.examination
            for check in examination.checks:
                self.outcome.check(check.name, file.name, check.good is not False, check.reason)
            for protocol in examination.protocols:
                for kind, findings in evidence(protocol, judge).items():
                    subject = f"{protocol.record.precinct_id} {protocol.record.ballot_id} {kind}"
                    for check in findings.checks:
                        good = check.good is not False
                        self.outcome.check(check.name, subject, good, check.reason)
        tables, files = publish(workspace, actor, self.tools)
        for ending, data in files.items():
            write_whole(self.out / "district" / f"consolidated.{ending}", data)
        self.outcome.tables = [figures_of(table) for table in tables]
        self._totals_add_up()
        workspace.store.close()

    def _totals_add_up(self) -> None:
        """Add the precincts' figures again, without the consolidation's own code."""
        for table in self.outcome.tables:
            sums: dict[str, int] = {}
            for precinct in self.outcome.precincts:
                for protocol in precinct.protocols:
                    if protocol["ballot_id"] != table["ballot_id"]:
                        continue
                    for cell, figure in protocol["figures"].items():
                        if cell in table["totals"]:
                            sums[cell] = sums.get(cell, 0) + (0 if figure == "n/a" else figure)
            same = sums == table["totals"]
            self.outcome.check("totals_equal_sums", str(table["ballot_id"]), same)

    def _real_workspace_refuses(self, package: OpenedPackage) -> None:
        """A workspace under another root must refuse every bundle of this day."""
        other = self.tools.make_keys(self.election, self.clock.now(), lambda p, m: PASSPHRASE)
        judge = self.tools.judge(other.trust)
        refused = [self._refuses(path, package, judge) for path in self._bundles()]
        self.outcome.check("foreign_root_refuses", "bundles", bool(refused) and all(refused))
        self.say("cli.demo.foreign", {})

    def _refuses(self, path: Path, package: OpenedPackage, judge: Judge) -> bool:
        examination = examine_bundle(
            path.read_bytes(), package, forms_of(package), judge, self.tools, nothing_known
        )
        return examination.acceptance is Acceptance.REFUSED

    def _bundles(self) -> list[Path]:
        return sorted((self.out / "bundles").glob("*.zip"))


def plain(figure: object) -> object:
    """A figure for JSON: a whole number, or ``n/a``."""
    return "n/a" if figure is NA else figure
