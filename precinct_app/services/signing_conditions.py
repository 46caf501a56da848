# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whether a final protocol may be signed now: no error in it, and every act and explanation there.

Freezing asks the same; here it is asked of the frozen record itself, because between the two an act
may be undone, and members may refuse to sign.
"""

from collections.abc import Iterator

from precinct_app.domain.canonical import sha256
from precinct_app.domain.election import Election
from precinct_app.domain.errors import NotAllowedError, Reason
from precinct_app.domain.handover import HandedProtocol
from precinct_app.domain.protocol.check import Finding
from precinct_app.domain.protocol.form import Form, Grade
from precinct_app.domain.protocol.missing import Missing, refusing
from precinct_app.domain.protocol.record import ProtocolRecord
from precinct_app.domain.registers.acts import Act, ActKind, find
from precinct_app.domain.registers.notes import Note
from precinct_app.services.acts.making import same_findings
from precinct_app.services.acts.recipes import RECIPES
from precinct_app.services.acts.scene import Scene
from precinct_app.services.ports import StoredProtocol, Work
from precinct_app.services.record_check import recheck
from precinct_app.services.signing_set import ABOUT_SIGNATURES
from precinct_app.services.workspace import Workspace

ABOUT_SET = frozenset({"quorum", "lone_signature"})
"""What the set of signers decides, which may shrink after freezing (A604, A606)."""
_ELSEWHERE = frozenset({"order_of_night"})
"""What a record's times tell worse than the register that was asked at freezing."""


def handed(
    protocol: StoredProtocol, missing: tuple[Missing, ...], rungs: tuple[int, ...] = (1,)
) -> HandedProtocol:
    """A protocol as a manifest speaks of it."""
    record = protocol.record
    return HandedProtocol(
        protocol.ballot_id, protocol.version, record.previous if record else "",
        record.reason if record else "", rungs, sha256(protocol.record_json), protocol.signers,
        missing,
    )  # fmt: skip


def refuse_unready(
    workspace: Workspace, work: Work, protocol: StoredProtocol, missing: tuple[Missing, ...]
) -> None:
    """NotAllowedError with every reason: ``sign.error``, ``sign.empty_cells``, ``sign.act_missing``
    for a code without act or explanation, ``sign.act_undone``, ``sign.act_not_made``."""
    if protocol.record is None:
        raise NotAllowedError.of("sign.not_frozen")
    if reasons := waiting_for_signatures(workspace, work, protocol, missing):
        raise NotAllowedError(*reasons)


def waiting_for_signatures(
    workspace: Workspace, work: Work, protocol: StoredProtocol, missing: tuple[Missing, ...]
) -> list[Reason]:
    """What a final record waits for before anybody may sign it."""
    record = protocol.record
    if record is None:
        return []
    form = workspace.forms[record.form_id]
    reasons = [*_undone(work, record), *acts_not_made(workspace, work, missing)]
    told = handed(protocol, missing)
    open_codes = [] if reasons else _about_set(work, protocol)
    return reasons + unready(record, form, told, workspace.election, tuple(open_codes))


def unready(
    record: ProtocolRecord, form: Form, told: HandedProtocol, election: Election,
    answered: tuple[str, ...] = (),
) -> list[Reason]:  # fmt: skip
    """Why a record may not be signed, as it says itself; `answered` are functions told elsewhere."""
    report = recheck(record, form, told, election)
    reasons = [
        Reason("sign.error", {"code": f.code, "gap": abs(f.gap)})
        for f in report.findings
        if f.grade is Grade.ERROR
    ]
    if report.open:
        reasons.append(Reason("sign.empty_cells"))
    codes = {code for act in record.acts for code in act.codes}
    codes |= {code for note in record.explanations for code in note.codes}
    asked = [f for f in report.findings if f.grade in {Grade.ACT, Grade.WARNING}]
    missing = [f for f in asked if f.code not in codes and not _is_told(f, answered)]
    found = dict.fromkeys(f.code for f in missing)
    return reasons + [Reason("sign.act_missing", {"code": code}) for code in found]


def _is_told(finding: Finding, answered: tuple[str, ...]) -> bool:
    function = finding.relation.function
    return function in _ELSEWHERE or function in answered


def _undone(work: Work, record: ProtocolRecord) -> Iterator[Reason]:
    """Acts and explanations that the record lists and that stand no longer."""
    acts = {entry.content.number for entry in work.registers.all(Act)}
    notes = {entry.content.subject for entry in work.registers.all(Note)}
    for act in record.acts:
        if act.number not in acts and f"act/{act.number}" not in notes:
            yield Reason("sign.act_undone", {"number": act.number})
    for note in record.explanations:
        if f"explanation/{note.number}" not in notes:
            yield Reason("sign.explanation_undone", {"number": note.number})


def acts_not_made(
    workspace: Workspace, work: Work, missing: tuple[Missing, ...]
) -> Iterator[Reason]:
    """A refusal needs its act, as it stands now."""
    scene, kind = Scene(workspace, work), ActKind.REFUSED_TO_SIGN
    for one in refusing(missing):
        entry = find(work.registers.all(Act), kind, one.member_id)
        draft = RECIPES[kind].build(scene, one.member_id)
        made = entry and draft and same_findings(entry.content.content, draft.content)
        if not made:
            yield Reason("sign.act_not_made", {"member": one.member_id})


def _about_set(work: Work, protocol: StoredProtocol) -> list[str]:
    """What an act about members who do not sign answers on this ballot's protocol."""
    made = any(
        entry.content.kind in ABOUT_SIGNATURES
        and protocol.ballot_id in entry.content.ballot_ids
        for entry in work.registers.all(Act)
    )  # fmt: skip
    return sorted(ABOUT_SET) if made else []
