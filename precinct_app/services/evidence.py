# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""PDF and XLSX of what was taken in, judged behind the import: evidence, not what counts.

A bundle's own signature decides whether it is counted.  Papers that are not good flag a protocol for
a person and never take votes away.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from precinct_app.domain.acceptance import Acceptance
from precinct_app.domain.commission import Actor, Right
from precinct_app.services.bundle_examination import ExaminedProtocol
from precinct_app.services.ports import Check, Judge, PaperFindings
from precinct_app.services.toolbox import Papers, Toolbox
from precinct_app.services.workspace import Workspace, record_event, require

Evidence = Mapping[str, PaperFindings]
"""What was found, by file ending."""


def evidence(protocol: ExaminedProtocol, judge: Judge) -> Evidence:
    """Judge PDF and XLSX of an examined protocol here: signatures, and nothing but our rendering."""
    record, form, files = protocol.record, protocol.form, protocol.files
    signers, renderer = protocol.handed.signers, protocol.renderer
    found: dict[str, PaperFindings] = {}
    if "pdf" in files:
        seal = files.get("seal", b"")
        found["pdf"] = judge.pdf(files["pdf"], record, form, seal, signers, renderer)
    if "xlsx" in files:
        found["xlsx"] = judge.xlsx(files["xlsx"], record, form, signers, renderer)
    return found


def evidence_of_many(
    workspace: Workspace, protocols: Iterable[ExaminedProtocol], tools: Toolbox, workers: int = 0
) -> Iterator[tuple[ExaminedProtocol, Evidence]]:
    """Judge papers in processes of their own, one a core but one; in the order in which they end.

    Of the protocols only as many are held as there are workers.
    """
    held: dict[int, ExaminedProtocol] = {}

    def papers() -> Iterator[tuple[int, Papers]]:
        for number, protocol in enumerate(protocols):
            held[number] = protocol
            yield number, papers_of(protocol)

    count = workers or max(1, (os.cpu_count() or 2) - 1)
    for number, findings in tools.evidence(workspace.package, papers(), count):
        yield held.pop(number), findings


def papers_of(protocol: ExaminedProtocol) -> Papers:
    """What a judge in another process needs of a protocol."""
    files = protocol.files
    signed = {ending: files[ending] for ending in ("pdf", "xlsx") if ending in files}
    return Papers(
        files["json"], protocol.form.form_id, files.get("seal", b""), protocol.handed.signers,
        protocol.renderer, signed,
    )  # fmt: skip


def flag(
    workspace: Workspace, actor: Actor, protocol: ExaminedProtocol, findings: Evidence
) -> tuple[Check, ...]:
    """Mark a protocol that was taken in for comparison with paper where its papers are not good.

    The checks that are not good; nothing is written when all are.
    """
    require(actor, Right.IMPORT_BUNDLES)
    bad = tuple(failed(findings))
    if not bad:
        return ()
    record = protocol.record
    keys = tuple(dict.fromkeys(check.reason.key for check in bad if check.reason))
    with workspace.store.begin() as work:
        held = work.received.get(record.precinct_id, record.ballot_id)
        if held is not None and held.protocol_sha256 == protocol.handed.protocol_sha256:
            marked = tuple(dict.fromkeys((*held.findings, *keys)))
            compare = Acceptance.COMPARE.value
            work.received.complete(replace(held, acceptance=compare, findings=marked))
        record_event(
            workspace, work, actor, "evidence.flagged", record.precinct_id,
            ballot=record.ballot_id, version=record.version, reasons=" ".join(keys),
        )  # fmt: skip
    return bad


def failed(findings: Evidence) -> list[Check]:
    """Checks of the evidence that are not good."""
    return [c for papers in findings.values() for c in papers.checks if c.good is False]
