# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts as they are made: drawn up from the registers, numbered, decided, replaced, printed.

An act that answers a finding needs the commission's decision with its vote; others tell what was done.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.errors import InputError, NotAllowedError
from precinct_app.domain.papers.act import NOTHING, ActContent, ActPaper
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.registers.acts import Act, ActKind, Answered, find
from precinct_app.domain.registers.entry import Entry
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.texts import text, wording
from precinct_app.services.acts.figures import said
from precinct_app.services.acts.finding_acts import act_findings
from precinct_app.services.acts.on_sheets import as_answered, next_act_number
from precinct_app.services.acts.recipes import RECIPES
from precinct_app.services.acts.scene import Draft, Scene
from precinct_app.services.ballot_sheet import sheet_cells
from precinct_app.services.papers.heading import heading_of, local, printed
from precinct_app.services.ports import Press, Work
from precinct_app.services.registers.keeping import keep, undo
from precinct_app.services.workspace import Workspace, require


@dataclass(frozen=True, slots=True)
class Decision:
    """What the commission decided, and how it voted."""

    words: Wording = NOTHING
    """Empty for the usual decision of the act's kind."""
    in_favour: int = 0
    against: int = 0


def propose(workspace: Workspace, actor: Actor, kind: ActKind, thing: str = "") -> Draft:
    """An act as the registers would draw it up now; nothing is kept.

    NotAllowedError ``acts.nothing`` where they hold nothing for it.
    """
    require(actor, Right.EXPLAIN)
    with workspace.store.begin() as work:
        return _draft(Scene(workspace, work), kind, thing)


def make(
    workspace: Workspace,
    actor: Actor,
    kind: ActKind,
    thing: str = "",
    *,
    decision: Decision | None = None,
    reason: str = "",
    happened: datetime | None = None,
) -> Entry[Act]:
    """Draw an act up and keep it under the next number; a standing one gets a new version.

    NotAllowedError ``acts.nothing``; InputError ``acts.undecided`` for an act on a finding without
    a decision, ``acts.two_languages``, ``acts.votes``, ``acts.no_reason`` for a new version.
    """
    require(actor, Right.EXPLAIN)
    with workspace.store.begin() as work:
        scene = Scene(workspace, work)
        draft = _draft(scene, kind, thing)
        answers = _answers(scene, draft)
        decided = _decided(workspace, draft, decision)
        former = find(work.registers.all(Act), kind, thing)
        number, version = _numbered(work, former)
        if former is not None:
            if not reason.strip():
                raise InputError.of("acts.no_reason", number=number)
            undo(workspace, work, actor, Act, former.entry_id, reason)
        act = Act(
            number, version, kind, thing, draft.ballot_ids, draft.row, answers,
            _lines(scene, draft), _summary(draft, decided), replace(draft.content, decision=decided),
            reason.strip(),
        )  # fmt: skip
        return keep(
            workspace, work, actor, act, happened, about=kind.value, version=version,
            codes=" ".join(act.codes),
        )  # fmt: skip


def undo_act(workspace: Workspace, actor: Actor, entry_id: str, reason: str) -> Entry[Act]:
    """Undo an act that was drawn up wrongly; its number is not used again."""
    require(actor, Right.EXPLAIN)
    with workspace.store.begin() as work:
        return undo(workspace, work, actor, Act, entry_id, reason)


def acts(workspace: Workspace, actor: Actor) -> tuple[Entry[Act], ...]:
    """Every act as it was drawn up, replaced versions too, in the order in which they were made."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        return tuple(work.registers.history(Act))


def print_act(workspace: Workspace, actor: Actor, entry_id: str, press: Press) -> bytes:
    """An act on paper, a replaced version too; InputError ``acts.unknown``."""
    require(actor, Right.KEEP_REGISTERS)
    with workspace.store.begin() as work:
        entry = work.registers.get(Act, entry_id)
        if entry is None:
            raise InputError.of("acts.unknown")
        printed(
            workspace, work, actor, "act", number=entry.content.number,
            version=entry.content.version,
        )  # fmt: skip
    return press.paper(paper_of(workspace, entry))


def archive(workspace: Workspace, work: Work, press: Press) -> dict[str, bytes]:
    """Every act of the day as a paper, replaced versions too, by file name."""
    return {
        f"act-{entry.content.number}_v{entry.content.version}.pdf": press.paper(
            paper_of(workspace, entry)
        )
        for entry in work.registers.history(Act)
    }


def paper_of(workspace: Workspace, entry: Entry[Act]) -> ActPaper:
    """An act as a paper."""
    act = entry.content
    election = workspace.election
    only = act.ballot_ids[0] if len(act.ballot_ids) == 1 else ""
    return ActPaper(
        heading_of(workspace), act.number, act.version, local(workspace, entry.happened),
        act.codes, act.lines, election.ballot(only).name if only else NOTHING, act.content,
    )  # fmt: skip


def _draft(scene: Scene, kind: ActKind, thing: str) -> Draft:
    recipe = RECIPES[kind]
    draft = recipe.build(scene, thing) if thing in recipe.things(scene) else None
    if draft is None:
        raise NotAllowedError.of("acts.nothing")
    return draft


def _answers(scene: Scene, draft: Draft) -> tuple[Answered, ...]:
    """Findings on the draft's sheets that it answers, as they stand now."""
    return tuple(
        as_answered(ballot.ballot_id, finding)
        for ballot in scene.ballots
        if ballot.ballot_id in draft.ballot_ids
        for finding in act_findings(scene, ballot)
        if finding.code in draft.codes and finding.row in {"", draft.row}
    )


def _decided(workspace: Workspace, draft: Draft, decision: Decision | None) -> Sentence:
    """The decision with its ground and vote; nothing for an act that only tells what was done."""
    if not draft.codes:
        return Sentence.free(NOTHING)
    if decision is None:
        raise InputError.of("acts.undecided")
    members = len(workspace.precinct.members)
    if not 0 < decision.in_favour + decision.against <= members:
        raise InputError.of("acts.votes", members=members)
    if bool(decision.words.kk.strip()) != bool(decision.words.ru.strip()):
        raise InputError.of("acts.two_languages")
    usual = f"act.decided.{draft.kind.value}"
    words = decision.words if decision.words.kk.strip() else _usual(usual)
    return said(
        "act.decision", words=words, ground=wording(f"act.ground.{draft.kind.value}"),
        in_favour=decision.in_favour, against=decision.against,
    )  # fmt: skip


def _usual(key: str) -> Wording:
    """The usual decision of a kind; InputError ``acts.undecided`` where there is none."""
    if text(key, Language.KK) == key:
        raise InputError.of("acts.undecided")
    return wording(key)


def _numbered(work: Work, former: Entry[Act] | None) -> tuple[int, int]:
    if former is not None:
        return former.content.number, former.content.version + 1
    return next_act_number(work), 1


def _lines(scene: Scene, draft: Draft) -> tuple[str, ...]:
    """Official numbers of the lines that the findings mark, in official order."""
    found: dict[str, None] = {}
    for ballot in scene.ballots:
        if ballot.ballot_id not in draft.ballot_ids:
            continue
        marked = {
            cell
            for finding in act_findings(scene, ballot)
            if finding.code in draft.codes and finding.row in {"", draft.row}
            for cell in finding.cells
        }
        for spec in sheet_cells(scene.workspace, scene.work, ballot):
            if spec.cell in marked:
                found[spec.official] = None
    return tuple(found)


def _summary(draft: Draft, decided: Sentence) -> Wording:
    """What the sheets say of it: what was found, and what was decided in the commission's words."""
    words = next((put.value for put in decided.values if put.name == "words"), NOTHING)
    if not words.kk.strip():
        return draft.summary
    return Wording(*(
        f"{found} {said}" for found, said in zip(_three(draft.summary), _three(words), strict=True)
    ))  # fmt: skip


def _three(words: Wording) -> tuple[str, str, str]:
    return words.kk, words.ru, words.en


def same_findings(one: ActContent, other: ActContent) -> bool:
    """Two acts say the same, whatever was decided."""
    return replace(one, decision=other.decision) == other
