# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Checking a file that anybody brings: bundle, package, PDF, XLSX, or a page with codes.

Without a trusted package a file can be consistent, never trusted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.canonical import control_number
from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.wording import Language, Wording
from precinct_app.services.bundle_examination import examine_bundle, nothing_known
from precinct_app.services.district_import import evidence
from precinct_app.services.form_files import open_form, shipped_forms
from precinct_app.services.ports import Check, OpenedPackage, PaperFindings
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.workspace import forms_of


@dataclass(frozen=True, slots=True)
class CheckedProtocol:
    """A protocol found in a checked file."""

    record: ProtocolRecord
    control_number: str
    captions: Mapping[str, Wording]
    """Captions of its cells with their official numbers, where its very form is known here."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is worth: one word first, then the figures, then every check by name."""

    kind: str
    """``bundle``, ``package``, ``pdf``, ``xlsx``, ``codes`` or ``unknown``."""
    outcome: str
    """``good``, ``compare``, ``consistent`` (no trusted package) or ``bad``."""
    checks: tuple[Check, ...]
    protocols: tuple[CheckedProtocol, ...] = ()

    @property
    def good(self) -> bool:
        """Nothing is wrong and the package is trusted."""
        return self.outcome in {"good", "compare"}


def check_file(
    data: bytes, name: str, tools: Toolbox, package: OpenedPackage | None, *, trusted: bool
) -> Verdict:
    """Check a file by what it is; never raises for what the file holds."""
    try:
        verdict = _by_kind(data, name, tools, package)
    except PrecinctError as error:
        checks = tuple(Check("readable", False, reason) for reason in error.reasons)
        return Verdict("unknown", "bad", checks)
    if verdict.outcome == "bad" or trusted:
        return verdict
    untrusted = Check("trusted_package", None, Reason("check.no_trusted_package"))
    return Verdict(verdict.kind, "consistent", (*verdict.checks, untrusted), verdict.protocols)


def _by_kind(data: bytes, name: str, tools: Toolbox, package: OpenedPackage | None) -> Verdict:
    if data.startswith(b"%PDF"):
        return _pdf(data, tools, package)
    if data.startswith(b"PK") and b"[Content_Types].xml" in data[:4096]:
        return _xlsx(data, tools, package)
    if data.startswith(b"PK") and b"election.json" in data:
        opened = tools.open_package(data)
        return Verdict("package", "good", (Check("package", True, None), _own(opened, package)))
    if data.startswith(b"PK"):
        return _bundle(data, tools, package)
    return _codes(data, name, tools, package)


def _own(opened: OpenedPackage, package: OpenedPackage | None) -> Check:
    if package is None or opened.sha256 == package.sha256:
        return Check("same_package", None if package is None else True)
    return Check("same_package", False, Reason("check.other_package"))


def _bundle(data: bytes, tools: Toolbox, package: OpenedPackage | None) -> Verdict:
    if package is None:
        content = tools.open_bundle(data)
        records = tuple(
            ProtocolRecord.from_json(content.files[f"{p.ballot_id}.json"])
            for p in content.manifest.protocols
        )
        return Verdict("bundle", "consistent", (Check("container", True),), _told(records))
    judge = tools.judge(package.trust)
    examination = examine_bundle(data, package, forms_of(package), judge, tools, nothing_known)
    checks = list(examination.checks)
    for protocol in examination.protocols:
        for findings in evidence(protocol, judge).values():
            checks += findings.checks
    bad = examination.acceptance is Acceptance.REFUSED or any(c.good is False for c in checks)
    compare = examination.acceptance is Acceptance.COMPARE
    outcome = "bad" if bad else "compare" if compare else "good"
    records = tuple(protocol.record for protocol in examination.protocols)
    return Verdict("bundle", outcome, tuple(checks), _told(records))


def _pdf(data: bytes, tools: Toolbox, package: OpenedPackage | None) -> Verdict:
    attached = tools.attachments(data)
    record = ProtocolRecord.from_json(attached.get("protocol.json", b""))
    if package is None:
        return Verdict("pdf", "consistent", (Check("attached_data", True),), _told((record,)))
    form = forms_of(package)[record.form_id]
    judge = tools.judge(package.trust)
    seal = attached.get("protocol.seal", b"")
    checks = [Check("attached_data", True)]
    if seal:
        judge.seal(seal, record.to_json(), form)
        checks.append(Check("seal", True))
    signers = tools.signature_fields(data, record)
    findings = judge.pdf(data, record, form, seal, signers)
    return _paper("pdf", [*checks, *findings.checks], record)


def _xlsx(data: bytes, tools: Toolbox, package: OpenedPackage | None) -> Verdict:
    if package is None:
        return Verdict("xlsx", "consistent", (Check("container", True),))
    findings: PaperFindings = tools.judge(package.trust).xlsx_alone(data)
    outcome = "good" if findings.good else "bad"
    return Verdict("xlsx", outcome, findings.checks)


def _codes(data: bytes, name: str, tools: Toolbox, package: OpenedPackage | None) -> Verdict:
    sealed = {text for text in tools.read_codes(data, name) if text.startswith("KZ1:")}
    if not sealed:
        raise PrecinctError.of("check.nothing_known", name=name)
    if len(sealed) > 1:
        raise PrecinctError.of("check.two_protocols", name=name)
    if package is None:
        return Verdict("codes", "consistent", (Check("code_readable", True),))
    tools.judge(package.trust).code(sealed.pop())
    return Verdict("codes", "good", (Check("code_readable", True), Check("seal", True)))


def _paper(kind: str, checks: Sequence[Check], record: ProtocolRecord) -> Verdict:
    bad = any(check.good is False for check in checks)
    return Verdict(kind, "bad" if bad else "good", tuple(checks), _told((record,)))


def _told(records: Sequence[ProtocolRecord]) -> tuple[CheckedProtocol, ...]:
    return tuple(CheckedProtocol(r, control_number(r.to_json()), _captions(r)) for r in records)


def _captions(record: ProtocolRecord) -> dict[str, Wording]:
    """From the shipped form, if the record names it by the same hash; else nothing is claimed."""
    if record.form_id not in shipped_forms():
        return {}
    form = open_form(record.form_id, Path())
    if form.sha256 != record.form_sha256:
        return {}
    names = {o.option_id: o.name for o in record.options}
    names |= {m.member_id: Wording.same(m.name) for m in record.members}
    return {
        spec.cell: Wording(*(f"{spec.official}  {spec.caption.in_(lang)}" for lang in Language))
        for spec in form.cells(record.rows(form), record.level, names)
    }
