# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Examining a bundle in stages; each stage tells all its reasons, and a later one is not begun.

Container, then signatures, then identity, then content: what an untrusted bundle says past its
manifest is not parsed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from precinct_app.domain.acceptance import Acceptance, Known, judge_identity, own_claims
from precinct_app.domain.canonical import sha256
from precinct_app.domain.election import Election
from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.handover import HandedProtocol, Manifest
from precinct_app.domain.protocol.check import CheckReport
from precinct_app.domain.protocol.form import Form, Grade
from precinct_app.domain.protocol.printed import Numbers
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.services.day_comparison import day_verdicts, record_sheet
from precinct_app.services.ports import BundleContent, Check, Judge, OpenedPackage, SignedBy
from precinct_app.services.record_check import recheck
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import forms_of


def nothing_known(manifest: Manifest) -> Known:
    """For whoever holds no protocols and looks at one file."""
    del manifest
    return Known({}, alone=True)


@dataclass(frozen=True, slots=True)
class ExaminedProtocol:
    """One protocol of a bundle after all stages."""

    handed: HandedProtocol
    record: ProtocolRecord
    form: Form
    report: CheckReport
    files: Mapping[str, bytes]
    """The protocol's own files by ending: json, seal, pdf, xlsx."""
    renderer: str
    """What PDF and XLSX were made by."""


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


@dataclass(frozen=True, slots=True)
class _Bench:
    """What a bundle is judged by: the package it names, its forms, a judge of its signatures."""

    package: OpenedPackage
    forms: Mapping[str, Form]
    judge: Judge


def examine_bundle(
    data: bytes,
    package: OpenedPackage,
    forms: Mapping[str, Form],
    judge: Judge,
    tools: Toolbox,
    known: Callable[[Manifest], Known],
    earlier: Sequence[OpenedPackage] = (),
) -> Examination:
    """Take a bundle through its stages; never raises for what the file holds.

    `known` says what the district holds of the protocols that a manifest speaks of; `earlier` are
    the packages before this one, by which precincts may have worked.
    """
    try:
        content = tools.open_bundle(data)
    except PrecinctError as error:
        return _refused([Check("container", False, reason) for reason in error.reasons])
    checks = [Check("container", True)]
    signed_by, faults = _signers(content, package, judge)
    checks += [Check("signatures", False, reason) for reason in faults] or [_signed(signed_by)]
    if faults:
        return _refused(checks, content)
    doubts = [Check("compare", None, s.doubt) for s in signed_by if s.doubt]
    held = known(content.manifest)
    identity = judge_identity(
        content.manifest, package.election, package.sha256, held,
        {(s.member_id, s.role, s.precinct_id) for s in signed_by}, chain_of(package, earlier),
    )  # fmt: skip
    if identity.acceptance is Acceptance.REFUSED:
        checks += [Check("identity", False, reason) for reason in identity.reasons]
        return _refused(checks, content)
    compare = [Check("compare", None, reason) for reason in identity.reasons]
    checks += [Check("identity", True), *doubts, *compare]
    acceptance = identity.acceptance
    if doubts and acceptance is Acceptance.ACCEPTED:
        acceptance = Acceptance.COMPARE
    own = {p.sha256: p for p in (*earlier, package)}[content.manifest.package_sha256]
    bench = _Bench(own, forms if own is package else forms_of(own), judge)
    return _content(content, checks, acceptance, signed_by, bench, held)


def chain_of(package: OpenedPackage, earlier: Sequence[OpenedPackage]) -> dict[str, frozenset[str]]:
    """Earlier packages by SHA-256, each with the ballots whose lines have changed since."""
    return {old.sha256: _changed_ballots(old, package) for old in earlier}


def _changed_ballots(old: OpenedPackage, new: OpenedPackage) -> frozenset[str]:
    lines = _lines_of(old)
    return frozenset(b for b, own in _lines_of(new).items() if lines.get(b) != own)


def _lines_of(package: OpenedPackage) -> dict[str, object]:
    """What decides a ballot's lines: form with its bases, contest, options in their order."""
    forms, election = forms_of(package), package.election
    return {
        ballot.ballot_id: (
            ballot.form_id, forms[ballot.form_id].sha256, election.contest(ballot.contest_id),
        )
        for ballot in election.ballots
    }  # fmt: skip


def _signers(
    content: BundleContent, package: OpenedPackage, judge: Judge
) -> tuple[tuple[SignedBy, ...], tuple[Reason, ...]]:
    """Who signed, or why that is not good; a bundle of ink-signed papers has no signature at all."""
    if not content.cms:
        protocols = content.manifest.protocols
        on_paper = bool(protocols) and all(protocol.on_paper for protocol in protocols)
        return (), () if on_paper else (Reason("bundle.not_signed"),)
    try:
        return judge.cms(content.cms, content.manifest_bytes), ()
    except PrecinctError as error:
        return (), (*error.reasons, *own_claims(content.manifest, package.election))


def _signed(signed_by: tuple[SignedBy, ...]) -> Check:
    return Check("signatures", True if signed_by else None)


def _content(
    content: BundleContent, checks: list[Check], acceptance: Acceptance,
    signed_by: tuple[SignedBy, ...], bench: _Bench, held: Known,
) -> Examination:  # fmt: skip
    protocols: list[ExaminedProtocol] = []
    doubts: list[Reason] = []
    faults: list[Check] = []
    for handed in content.manifest.protocols:
        try:
            protocols.append(_protocol(content, handed, bench, doubts))
        except PrecinctError as error:
            faults += [Check("content", False, reason) for reason in error.reasons]
    protocols = _rechecked(protocols, bench.package.election, bench.forms, held)
    for protocol in protocols:
        faults += [Check("relations", False, reason) for reason in _errors(protocol)]
    if faults:
        return _refused(checks + faults, content)
    told = [check.reason for check in checks]
    new = [Check("compare", None, doubt) for doubt in doubts if doubt not in told]
    sealed = True if all("seal" in p.files for p in protocols) else None
    checks += [Check("content", True), Check("seal", sealed), Check("relations", True), *new]
    checks += _outside(content, bench.judge)
    if new and acceptance is Acceptance.ACCEPTED:
        acceptance = Acceptance.COMPARE
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
    if not protocols:
        return []
    first = protocols[0].record
    day = [record_sheet(election, p.record, p.form) for p in protocols]
    day += [record_sheet(election, r, forms[r.form_id]) for r in held.others]
    found = day_verdicts(election, first.precinct_id, day, first.level)
    return [
        replace(p, report=recheck(p.record, p.form, p.handed, election, found[p.record.ballot_id]))
        for p in protocols
    ]


def _protocol(
    content: BundleContent, handed: HandedProtocol, bench: _Bench, doubts: list[Reason]
) -> ExaminedProtocol:
    name = handed.ballot_id
    files = _own_files(content, handed)
    record_json = files["json"]
    if sha256(record_json) != handed.protocol_sha256:
        raise PrecinctError.of("bundle.protocol_hash", ballot=name)
    record = ProtocolRecord.from_json(record_json)
    _refuse_other(record, handed, content.manifest)
    form = refuse_foreign(record, bench.package, bench.forms)
    if "seal" in files:
        doubt = bench.judge.seal(files["seal"], record_json, form).doubt
        doubts += [doubt] if doubt and doubt not in doubts else []
    return ExaminedProtocol(
        handed, record, form, CheckReport(), files, content.manifest.renderer
    )  # fmt: skip


def _own_files(content: BundleContent, handed: HandedProtocol) -> dict[str, bytes]:
    """A protocol's files by ending; whoever signs digitally hands all four over."""
    names = {ending: f"{handed.ballot_id}.{ending}" for ending in ("json", "seal", "pdf", "xlsx")}
    files = {e: content.files[n] for e, n in names.items() if content.files.get(n)}
    needed = ("json",) if handed.on_paper else tuple(names)
    missing = [Reason("bundle.part_missing", {"name": names[e]}) for e in needed if e not in files]
    if missing:
        raise PrecinctError(*missing)
    return files


def _errors(protocol: ExaminedProtocol) -> list[Reason]:
    """No commission can sign figures that contradict each other: such a record is not a protocol."""
    record, form = protocol.record, protocol.form
    numbers = Numbers(form, record.rows(form), record.level)
    reasons = [
        Reason(
            "bundle.relation",
            {"ballot": record.ballot_id, "code": f.code, "left": f.left, "right": f.right,
             "formula": numbers.formula(f.relation, f.row)},
        )
        for f in protocol.report.findings
        if f.grade is Grade.ERROR
    ]  # fmt: skip
    if protocol.report.open:
        reasons.append(Reason("bundle.empty_cells", {"ballot": record.ballot_id}))
    return reasons


def _refuse_other(record: ProtocolRecord, handed: HandedProtocol, manifest: Manifest) -> None:
    """A record must be the one that the manifest speaks of."""
    told = (
        manifest.mode, manifest.election_id, manifest.package_sha256, manifest.package_sequence,
        manifest.precinct_id, handed.ballot_id, handed.version, handed.previous, handed.reason,
        manifest.instance_id, manifest.generation,
    )  # fmt: skip
    holds = (
        record.mode, record.election_id, record.package_sha256, record.package_sequence,
        record.precinct_id, record.ballot_id, record.version, record.previous, record.reason,
        record.instance_id, record.generation,
    )  # fmt: skip
    if told != holds:
        raise PrecinctError.of("bundle.record_differs", ballot=handed.ballot_id)


def refuse_foreign(
    record: ProtocolRecord, package: OpenedPackage, forms: Mapping[str, Form]
) -> Form:
    """The form of a record on the package's own ballot; PrecinctError ``bundle.*`` for any other."""
    ballot_id, election = record.ballot_id, package.election
    ballot = next((b for b in election.ballots if b.ballot_id == ballot_id), None)
    precinct = next((p for p in election.precincts if p.precinct_id == record.precinct_id), None)
    if precinct is None or ballot is None or ballot_id not in precinct.ballot_ids:
        raise PrecinctError.of("bundle.ballot", ballot=ballot_id)
    contest, form = election.contest(ballot.contest_id), forms[ballot.form_id]
    expected = (ballot.form_id, form.sha256, ballot.contest_id, contest.mandates)
    if (record.form_id, record.form_sha256, record.contest_id, record.mandates) != expected:
        raise PrecinctError.of("bundle.form_differs", ballot=ballot_id)
    names = tuple((option.option_id, option.name) for option in contest.options)
    if tuple((option.option_id, option.name) for option in record.options) != names:
        raise PrecinctError.of("bundle.options_differ", ballot=ballot_id)
    if record.members != precinct.members:
        raise PrecinctError.of("bundle.members_differ", ballot=ballot_id)
    held = [value.cell for value in record.values]
    own = [spec.cell for spec in form.cells(record.rows(form), record.level)]
    if held != [cell for cell in own if cell in set(held)]:
        raise PrecinctError.of("bundle.cells_differ", ballot=ballot_id)
    return form


def _refused(checks: list[Check], content: BundleContent | None = None) -> Examination:
    if content is None:
        return Examination(tuple(checks), Acceptance.REFUSED)
    return Examination(
        tuple(checks), Acceptance.REFUSED, content.manifest, sha256(content.manifest_bytes)
    )
