# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Checking a file that anybody brings: bundle, package, PDF, XLSX, or a page with codes.

Without a trusted package a file can be consistent, never trusted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from precinct_app.domain.commission import CERTIFIERS
from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.handover import ExpectedSigner
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.receipt import Receipt
from precinct_app.services.bundle_examination import (
    ExaminedProtocol,
    examine_bundle,
    nothing_known,
    refuse_foreign,
)
from precinct_app.services.evidence import evidence
from precinct_app.services.paper_check import (
    Answers,
    check_digits,
    compare_with_file,
    read_paper,
)
from precinct_app.services.ports import Check, Judge, OpenedPackage, PageCodes, PaperFindings
from precinct_app.services.progress import CancelledError, Pulse
from precinct_app.services.receipts import check_receipt
from precinct_app.services.toolbox import Toolbox
from precinct_app.services.verdict import Verdict, outcome, told
from precinct_app.services.workspace import forms_of


@dataclass(frozen=True, slots=True)
class Paper:
    """What a person brings beside a file: pages scanned, or digits typed from the paper."""

    pages: tuple[PageCodes, ...] = ()
    digits: Answers = field(default_factory=dict)


NO_PAPER = Paper()


def check_file(
    data: bytes, name: str, tools: Toolbox, package: OpenedPackage | None, *, trusted: bool,
    paper: Paper = NO_PAPER,
) -> Verdict:  # fmt: skip
    """Check a file by what it is; never raises for what the file holds."""
    try:
        verdict = _by_kind(data, name, tools, package, paper)
    except PrecinctError as error:
        checks = tuple(Check("readable", False, reason) for reason in error.reasons)
        return Verdict("unknown", "bad", checks)
    if verdict.outcome == "bad" or trusted:
        return verdict
    untrusted = Check("trusted_package", None, Reason("check.no_trusted_package"))
    return replace(verdict, outcome="consistent", checks=(*verdict.checks, untrusted))


def check_foreign(
    data: bytes, name: str, tools: Toolbox, package: OpenedPackage | None, *, trusted: bool,
    paper: Paper = NO_PAPER, pulse: Pulse | None = None,
) -> Verdict:  # fmt: skip
    """Check a file that anybody brings under limits of time and memory, whatever it does."""
    try:
        return tools.guarded(_check_here, data, name, package, trusted, paper, pulse=pulse)
    except CancelledError:
        raise
    except PrecinctError as error:
        checks = tuple(Check("readable", False, reason) for reason in error.reasons)
        return Verdict("unknown", "bad", checks)


def _check_here(
    data: bytes, name: str, package: OpenedPackage | None, trusted: bool, paper: Paper,
    tools: Toolbox,
) -> Verdict:  # fmt: skip
    return check_file(data, name, tools, package, trusted=trusted, paper=paper)


def _by_kind(
    data: bytes, name: str, tools: Toolbox, package: OpenedPackage | None, paper: Paper
) -> Verdict:
    if not data:
        raise PrecinctError.of("check.empty_file", name=name)
    match tools.kind_of(data):
        case "pdf":
            return _pdf(data, name, tools, package, paper)
        case "picture":
            return _codes(tools.read_pages(data, name), tools, package)
        case "xlsx":
            return _xlsx(data, tools, package)
        case "receipt":
            return _receipt(data, tools, package)
        case "carried":
            raise PrecinctError.of("carried.waits")
        case "package":
            return _package(data, tools, package)
        case "other":
            raise PrecinctError.of("check.unknown_kind", name=name)
        case _:
            return _bundle(data, tools, package, paper)


def _refused(kind: str, check: str, error: PrecinctError) -> Verdict:
    """A file whose kind is known and whose first step fails with all its reasons."""
    return Verdict(kind, "bad", tuple(Check(check, False, reason) for reason in error.reasons))


def _package(data: bytes, tools: Toolbox, package: OpenedPackage | None) -> Verdict:
    try:
        opened = tools.open_package(data)
    except PrecinctError as error:
        return _refused("package", "package", error)
    checks = (Check("package", True), _own(opened, package))
    return Verdict("package", outcome(checks), checks)


def _own(opened: OpenedPackage, package: OpenedPackage | None) -> Check:
    if package is None or opened.sha256 == package.sha256:
        return Check("same_package", None if package is None else True)
    return Check("same_package", False, Reason("check.other_package"))


def _bundle(data: bytes, tools: Toolbox, package: OpenedPackage | None, paper: Paper) -> Verdict:
    if package is None:
        return _bundle_alone(data, tools)
    judge = tools.judge(package.trust)
    examination = examine_bundle(data, package, forms_of(package), judge, tools, nothing_known)
    checks = list(examination.checks)
    for protocol in examination.protocols:
        for findings in evidence(protocol, judge).values():
            checks += findings.checks
    beside = _beside_paper(paper, examination.protocols, package, judge)
    checks = _vouched(checks, beside)
    records = tuple(protocol.record for protocol in examination.protocols)
    return Verdict(
        "bundle", outcome(checks), tuple(checks), told(records), package.election
    )  # fmt: skip


def _bundle_alone(data: bytes, tools: Toolbox) -> Verdict:
    try:
        content = tools.open_bundle(data)
        records = tuple(
            ProtocolRecord.from_json(content.files[f"{p.ballot_id}.json"])
            for p in content.manifest.protocols
        )
    except PrecinctError as error:
        return _refused("bundle", "container", error)
    return Verdict("bundle", "consistent", (Check("container", True),), told(records))


def _vouched(checks: list[Check], beside: list[Check]) -> list[Check]:
    """Without any signature only the paper can vouch: its digits typed or its pages read, all good."""
    if not beside or any(check.good is not True for check in beside):
        return [*checks, *beside]
    return [c for c in checks if not (c.reason and c.reason.key == "bundle.unsigned")] + beside


def _beside_paper(
    paper: Paper, protocols: Sequence[ExaminedProtocol], package: OpenedPackage, judge: Judge
) -> list[Check]:
    """The paper beside the one protocol of a file that it belongs to."""
    checks: list[Check] = []
    if paper.pages:
        reading = read_paper(paper.pages, package, judge)
        own = [
            p for p in protocols if reading.page and p.record.ballot_id == reading.page.ballot_id
        ]
        for protocol in own or protocols[:1]:
            json, form = protocol.files["json"], protocol.form
            checks += compare_with_file(reading, protocol.record, json, form)
        checks += reading.checks
    if paper.digits:
        found = [check_digits(p.files["json"], paper.digits) for p in protocols]
        checks += [check for check in found if check.good] or found[:1]
    return checks


def _pdf(
    data: bytes, name: str, tools: Toolbox, package: OpenedPackage | None, paper: Paper
) -> Verdict:
    attached = tools.attachments(data)
    if "protocol.json" not in attached:
        if tools.renderer_of(data) or b"/ByteRange" in data:
            raise PrecinctError.of("pdf.no_data")
        return _codes(tools.read_pages(data, name), tools, package)
    try:
        record = ProtocolRecord.from_json(attached["protocol.json"])
        form = refuse_foreign(record, package, forms_of(package)) if package else None
    except PrecinctError as error:
        return _refused("pdf", "attached_data", error)
    if package is None or form is None:
        return Verdict("pdf", "consistent", (Check("attached_data", True),), told((record,)))
    judge, seal = tools.judge(package.trust), attached.get("protocol.seal", b"")
    no_seal = None if seal else Reason("pdf.no_seal")
    checks = [Check("attached_data", True if seal else None, no_seal)]
    found, certifier = _sealed(judge, seal, record, form)
    checks += found
    signers = _certifier_first(tools.signature_fields(data, record), certifier)
    findings = judge.pdf(data, record, form, seal, signers, tools.renderer_of(data))
    checks += [*findings.checks, *_of_this_precinct(findings, record)]
    if paper.pages:
        reading = read_paper(paper.pages, package, judge)
        checks += [*compare_with_file(reading, record, record.to_json(), form), *reading.checks]
    if paper.digits:
        checks.append(check_digits(record.to_json(), paper.digits))
    return Verdict("pdf", outcome(checks), tuple(checks), told((record,)), package.election)


def _sealed(
    judge: Judge, seal: bytes, record: ProtocolRecord, form: Form
) -> tuple[list[Check], str]:
    """What the attached seal is worth, and who certified by it; nothing where there is none."""
    if not seal:
        return [], ""
    try:
        sealed = judge.seal(seal, record.to_json(), form)
    except PrecinctError as error:
        return [Check("seal", False, reason) for reason in error.reasons], ""
    return [Check("seal", None if sealed.doubt else True, sealed.doubt)], sealed.member_id


def _certifier_first(
    signers: Sequence[ExpectedSigner], member_id: str
) -> tuple[ExpectedSigner, ...]:
    """Whoever sealed certifies; without a seal the first of the commission who may."""
    certifying = [s for s in signers if s.member_id == member_id] if member_id else [
        s for s in signers if s.role in CERTIFIERS
    ][:1]  # fmt: skip
    return (*certifying, *(s for s in signers if s not in certifying))


def _of_this_precinct(findings: PaperFindings, record: ProtocolRecord) -> Iterator[Check]:
    """Nobody of another commission signs, however good the certificate."""
    for signer in findings.signed_by:
        if signer.precinct_id != record.precinct_id:
            values = {"member": signer.member_id, "precinct": signer.precinct_id}
            reason = Reason("bundle.signer", {**values, "role": signer.role.value})
            yield Check("pdf_signatures", False, reason)


def _xlsx(data: bytes, tools: Toolbox, package: OpenedPackage | None) -> Verdict:
    if package is None:
        return Verdict("xlsx", "consistent", (Check("container", True),))
    findings = tools.judge(package.trust).xlsx_alone(data)
    return Verdict("xlsx", outcome(findings.checks), findings.checks, election=package.election)


def _receipt(data: bytes, tools: Toolbox, package: OpenedPackage | None) -> Verdict:
    try:
        if package is None:
            Receipt.from_json(tools.open_receipt(data)[0])
            return Verdict("receipt", "consistent", (Check("receipt", True),))
        check_receipt(data, package.election, tools.judge(package.trust), tools)
    except PrecinctError as error:
        return _refused("receipt", "receipt", error)
    return Verdict("receipt", "good", (Check("receipt", True),), election=package.election)


def _codes(pages: Sequence[PageCodes], tools: Toolbox, package: OpenedPackage | None) -> Verdict:
    judge = tools.judge(package.trust) if package else None
    reading = read_paper(pages, package, judge)
    found = outcome(reading.checks)
    election = package.election if package else None
    worth = "compare" if found == "good" else found  # the code is real: is the page what it says?
    worth = "consistent" if package is None and found != "bad" else worth
    return Verdict("codes", worth, reading.checks, (), election, reading.figures)
