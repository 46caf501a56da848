# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Examining a bundle in stages; each stage tells all its reasons, and a later one is not begun.

Container, then signatures, then identity, then content: what an untrusted bundle says past its
manifest is not parsed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from precinct_app.domain.acceptance import Acceptance, Known, judge_identity
from precinct_app.domain.canonical import sha256
from precinct_app.domain.election import Election
from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.handover import HandedProtocol, Manifest
from precinct_app.domain.protocol.check import CheckReport
from precinct_app.domain.protocol.form import Form, Grade
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.services.day_comparison import record_sheet
from precinct_app.services.ports import BundleContent, Check, Judge, OpenedPackage, SignedBy
from precinct_app.services.record_check import recheck
from precinct_app.services.toolbox import Toolbox


def nothing_known(manifest: Manifest) -> Known:
    """For whoever holds no protocols."""
    del manifest
    return Known({})


@dataclass(frozen=True, slots=True)
class ExaminedProtocol:
    """One protocol of a bundle after all stages."""

    handed: HandedProtocol
    record: ProtocolRecord
    form: Form
    report: CheckReport
    files: Mapping[str, bytes]
    """The protocol's own files by ending: json, seal, pdf, xlsx."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What a bundle is worth, and every reason where it is refused."""

    checks: tuple[Check, ...]
    acceptance: Acceptance
    manifest: Manifest | None = None
    manifest_sha256: str = ""
    signed_by: tuple[SignedBy, ...] = ()
    protocols: tuple[ExaminedProtocol, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the bundle is refused or must be compared with paper."""
        return tuple(check.reason for check in self.checks if check.reason is not None)


def examine_bundle(
    data: bytes,
    package: OpenedPackage,
    forms: Mapping[str, Form],
    judge: Judge,
    tools: Toolbox,
    known: Callable[[Manifest], Known],
) -> Examination:
    """Take a bundle through its stages; never raises for what the file holds.

    `known` says what the district holds of the protocols that a manifest speaks of.
    """
    checks: list[Check] = []
    try:
        content = tools.open_bundle(data)
    except PrecinctError as error:
        return _refused([Check("container", False, reason) for reason in error.reasons])
    checks.append(Check("container", True))
    try:
        signed_by = judge.cms(content.cms, content.manifest_bytes)
    except PrecinctError as error:
        return _refused(
            checks + [Check("signatures", False, reason) for reason in error.reasons], content
        )
    checks.append(Check("signatures", True))
    held = known(content.manifest)
    identity = judge_identity(
        content.manifest, package.election, package.sha256, held,
        {(s.member_id, s.role, s.precinct_id) for s in signed_by},
    )  # fmt: skip
    if identity.acceptance is Acceptance.REFUSED:
        return _refused(
            checks + [Check("identity", False, reason) for reason in identity.reasons], content
        )
    checks.append(Check("identity", True))
    checks += [Check("compare", None, reason) for reason in identity.reasons]
    return _content(content, checks, identity.acceptance, signed_by, package, forms, judge, held)


def _content(
    content: BundleContent,
    checks: list[Check],
    acceptance: Acceptance,
    signed_by: tuple[SignedBy, ...],
    package: OpenedPackage,
    forms: Mapping[str, Form],
    judge: Judge,
    held: Known,
) -> Examination:
    protocols: list[ExaminedProtocol] = []
    faults: list[Check] = []
    for handed in content.manifest.protocols:
        try:
            protocols.append(_protocol(content, handed, package, forms, judge))
        except PrecinctError as error:
            faults += [Check("content", False, reason) for reason in error.reasons]
    protocols = _rechecked(protocols, package.election, forms, held)
    for protocol in protocols:
        reasons = _errors(protocol.report, protocol.record.ballot_id)
        faults += [Check("relations", False, reason) for reason in reasons]
    if faults:
        return _refused(checks + faults, content)
    checks += [Check("content", True), Check("seal", True), Check("relations", True)]
    checks += _outside(content, judge)
    return Examination(
        tuple(checks), acceptance, content.manifest, sha256(content.manifest_bytes), signed_by,
        tuple(protocols),
    )  # fmt: skip


def _outside(content: BundleContent, judge: Judge) -> Iterator[Check]:
    """Signatures of other programs are told, never counted: at best they are not verified here."""
    for name, message in sorted(content.files.items()):
        ballot, _, rest = name.partition(".outside-")
        if rest:
            yield judge.outside(message, content.files[f"{ballot}.json"])


def _rechecked(
    protocols: Sequence[ExaminedProtocol],
    election: Election,
    forms: Mapping[str, Form],
    held: Known,
) -> list[ExaminedProtocol]:
    """Each with its report: its sheet alone, and beside those that came with it or are held."""
    day = [record_sheet(election, p.record, p.form) for p in protocols]
    day += [record_sheet(election, r, forms[r.form_id]) for r in held.others]
    return [
        replace(p, report=recheck(p.record, p.form, p.handed, election, day)) for p in protocols
    ]


def _protocol(
    content: BundleContent,
    handed: HandedProtocol,
    package: OpenedPackage,
    forms: Mapping[str, Form],
    judge: Judge,
) -> ExaminedProtocol:
    name = handed.ballot_id
    files = {
        ending: content.files[f"{name}.{ending}"]
        for ending in ("json", "seal", "pdf", "xlsx")
        if f"{name}.{ending}" in content.files
    }
    record_json = files.get("json", b"")
    if sha256(record_json) != handed.protocol_sha256:
        raise PrecinctError.of("bundle.protocol_hash", ballot=name)
    record = ProtocolRecord.from_json(record_json)
    _refuse_other(record, handed, content.manifest, package, forms)
    form = forms[record.form_id]
    if "seal" in files:
        judge.seal(files["seal"], record_json, form)
    return ExaminedProtocol(handed, record, form, CheckReport(), files)


def _errors(report: CheckReport, ballot_id: str) -> list[Reason]:
    """No commission can sign figures that contradict each other: such a record is not a protocol."""
    reasons = [
        Reason(
            "bundle.relation",
            {"ballot": ballot_id, "code": f.code, "left": f.left, "right": f.right},
        )
        for f in report.findings
        if f.grade is Grade.ERROR
    ]
    if report.open:
        reasons.append(Reason("bundle.empty_cells", {"ballot": ballot_id}))
    return reasons


def _refuse_other(
    record: ProtocolRecord,
    handed: HandedProtocol,
    manifest: Manifest,
    package: OpenedPackage,
    forms: Mapping[str, Form],
) -> None:
    """A record must be the one that the manifest speaks of, on the package's own ballot and form."""
    told = (
        manifest.mode, manifest.election_id, manifest.package_sha256, manifest.precinct_id,
        handed.ballot_id, handed.version, handed.previous, handed.reason,
        manifest.instance_id, manifest.generation,
    )  # fmt: skip
    holds = (
        record.mode, record.election_id, record.package_sha256, record.precinct_id,
        record.ballot_id, record.version, record.previous, record.reason,
        record.instance_id, record.generation,
    )  # fmt: skip
    if told != holds:
        raise PrecinctError.of("bundle.record_differs", ballot=handed.ballot_id)
    ballot = package.election.ballot(record.ballot_id)
    contest = package.election.contest(ballot.contest_id)
    form = forms[ballot.form_id]
    expected = (ballot.form_id, form.sha256, ballot.contest_id, contest.mandates)
    if (record.form_id, record.form_sha256, record.contest_id, record.mandates) != expected:
        raise PrecinctError.of("bundle.form_differs", ballot=handed.ballot_id)
    names = tuple((option.option_id, option.name) for option in contest.options)
    if tuple((option.option_id, option.name) for option in record.options) != names:
        raise PrecinctError.of("bundle.options_differ", ballot=handed.ballot_id)
    if record.members != package.election.precinct(record.precinct_id).members:
        raise PrecinctError.of("bundle.members_differ", ballot=handed.ballot_id)


def _refused(checks: list[Check], content: BundleContent | None = None) -> Examination:
    if content is None:
        return Examination(tuple(checks), Acceptance.REFUSED)
    return Examination(
        tuple(checks), Acceptance.REFUSED, content.manifest, sha256(content.manifest_bytes)
    )
