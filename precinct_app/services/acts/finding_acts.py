# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Acts on findings: what a relation of the form asks an act for, and which act answers it."""

from collections.abc import Iterator

from precinct_app.domain.election import Ballot
from precinct_app.domain.papers.act import ActContent, Fact, FactTable
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.protocol.check import Finding
from precinct_app.domain.protocol.form import CellSpec, Grade
from precinct_app.domain.protocol.sheet import NA, cell_parts
from precinct_app.domain.registers.acts import ActKind, kind_of
from precinct_app.domain.wording import Wording
from precinct_app.runtime.texts import wording
from precinct_app.services.acts.figures import said
from precinct_app.services.acts.scene import Draft, Recipe, Recipes, Scene
from precinct_app.services.ballot_sheet import sheet_cells

_OF_A_BOX = frozenset({ActKind.BOX_EXCESS, ActKind.BOX_LOST})
_OF_A_BALLOT = frozenset(
    {ActKind.SURPLUS, ActKind.WITHDRAWN, ActKind.LOST, ActKind.WITHOUT_SIGNATURE,
     ActKind.WITHOUT_BALLOT, ActKind.EXCESS}
)  # fmt: skip


def act_findings(scene: Scene, ballot: Ballot) -> list[Finding]:
    """Findings of a ballot's agreed sheet that ask for an act."""
    return [f for f in scene.findings(ballot) if f.grade is Grade.ACT]


def about(scene: Scene, ballot: Ballot, finding: Finding) -> tuple[ActKind, str]:
    """The kind of act that answers a finding, and what it is about."""
    kind = kind_of(finding.code)
    if kind in _OF_A_BALLOT:
        return kind, ballot.ballot_id
    boxes = {box.row: box.box_id for box in scene.boxes}
    if kind in _OF_A_BOX and finding.row in boxes:
        return kind, f"{ballot.ballot_id}/{boxes[finding.row]}"
    if kind is ActKind.BOX_ANNULLED and finding.row in boxes:
        return kind, boxes[finding.row]
    if kind in {ActKind.FROM_PAPER, ActKind.ORDER_BROKEN}:
        return kind, ""
    return ActKind.FINDING, plain_thing(ballot.ballot_id, finding)


def plain_thing(ballot_id: str, finding: Finding) -> str:
    """What a *finding* act is about."""
    return f"{ballot_id}/{finding.code}/{finding.row}"


def _things(scene: Scene) -> list[str]:
    return [plain_thing(b.ballot_id, f) for b in scene.ballots for f in act_findings(scene, b)]


def _finding(scene: Scene, thing: str) -> Draft | None:
    """The lines of the sheet that a relation speaks of, with their figures, and what it says."""
    for ballot in scene.ballots:
        for finding in act_findings(scene, ballot):
            if plain_thing(ballot.ballot_id, finding) == thing:
                return _draft(scene, ballot, finding, thing)
    return None


def _draft(scene: Scene, ballot: Ballot, finding: Finding, thing: str) -> Draft:
    specs = list(_cells(scene, ballot, finding))
    facts = tuple(_fact(scene, ballot, spec) for spec in specs)
    content = ActContent(
        Wording(*(_title(text) for text in (finding.said.kk, finding.said.ru, finding.said.en))),
        said("paper.act_preamble"), (FactTable(wording("paper.act_facts"), facts),),
        findings=(Sentence.of(Wording.same("{said}"), said=finding.said),), only_ballot=True,
    )  # fmt: skip
    return Draft(
        ActKind.FINDING, thing, content, finding.said, (ballot.ballot_id,), (finding.code,),
        finding.row,
    )  # fmt: skip


def _cells(scene: Scene, ballot: Ballot, finding: Finding) -> Iterator[CellSpec]:
    wanted = set(finding.cells)
    for spec in sheet_cells(scene.workspace, scene.work, ballot):
        whole = cell_parts(spec.cell)[0]
        if not spec.flag and spec.cell in scene.sheet(ballot) and {spec.cell, whole} & wanted:
            yield spec


def _fact(scene: Scene, ballot: Ballot, spec: CellSpec) -> Fact:
    figure = scene.sheet(ballot)[spec.cell]
    if figure is NA:
        return Fact(spec.official, spec.caption, 0, applicable=False)
    return Fact(spec.official, spec.caption, int(figure))


def _title(sentence: str) -> str:
    return sentence.split(". ", maxsplit=1)[0].removesuffix(".")


RECIPES: Recipes = {ActKind.FINDING: Recipe(_things, _finding, due=lambda _s, _t: False)}
