# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Relations of a form that make no sense: nothing can break them, nothing can fulfil them, or
another says it already.  Only what is proven is told.
"""

from collections.abc import Iterator

from precinct_app.domain.protocol.form import Grade, Relation
from precinct_app.domain.protocol.form_file import ReadForm
from precinct_app.domain.protocol.form_meaning import Meaning
from precinct_app.domain.protocol.implication import Compared, always, never

_GRADES = list(Grade)


def check_sense(read: ReadForm) -> None:
    """Note every relation that can never fail or never hold, and every ``when`` likewise."""
    meaning = Meaning(read.form, read.removed)
    told = [(one, said) for one in read.form.relations if (said := meaning.of(one)) is not None]
    for relation, said in told:
        for key, field in _senseless(relation, said, meaning):
            place = f"relation {relation.code}.{field}"
            file = read.relations[relation.code].file(field)
            read.faults.add(key, form=file, place=place, code=relation.code)
    superfluous: set[str] = set()
    for key, relation, other in _doubles(told):
        if relation.code in superfluous:  # one that says it already is enough to be told
            continue
        superfluous.add(relation.code)
        file = read.relations[relation.code].file("formula")
        place = f"relation {relation.code}.formula"
        read.faults.add(key, form=file, place=place, code=relation.code, other=other.code)


def _senseless(relation: Relation, said: Compared, meaning: Meaning) -> Iterator[tuple[str, str]]:
    when = meaning.of_when(relation)
    if when is not None and never(when):
        yield "form.when_never", "when"
    elif when is not None and always(when):
        yield "form.when_always", "when"
    linear, flag = relation.linear, meaning.of_flag(relation)
    if linear is not None and meaning.side_gone(linear):
        yield "form.side_gone", "formula"
    elif always(said, flag):
        computed = linear is not None and meaning.computes(linear)
        yield "form.tautology" if computed else "form.never_fails", "formula"
    elif never(said, flag):
        yield "form.never_holds", "formula"
    elif linear is not None and meaning.computed_alone(linear):
        yield "form.computed_alone", "formula"
    elif when is not None and not never(when):
        if always(said, when):
            yield "form.when_fulfils", "when"
        elif never(said, when):
            yield "form.when_denies", "when"


_Told = list[tuple[Relation, Compared]]


def _doubles(told: _Told) -> Iterator[tuple[str, Relation, Relation]]:
    """Pairs over the same counts that say the same, or of which one says less and weighs no more."""
    alike: dict[object, _Told] = {}
    for relation, said in told:
        if not always(said) and not never(said):
            key = (relation.scope, frozenset(said.bounds[0].sizes))
            alike.setdefault(key, []).append((relation, said))
    for group in alike.values():
        for place, (relation, said) in enumerate(group):
            for other, other_said in group[:place]:
                yield from _pair(relation, said, other, other_said)


def _pair(
    relation: Relation, said: Compared, other: Relation, other_said: Compared
) -> Iterator[tuple[str, Relation, Relation]]:
    less, more = always(said, other_said), always(other_said, said)
    if less and more and relation.condition == other.condition:
        yield "form.says_same", relation, other
    elif less and _adds_nothing(relation, other):
        yield "form.implied", relation, other
    elif more and _adds_nothing(other, relation):
        yield "form.implied", other, relation


def _adds_nothing(weaker: Relation, stronger: Relation) -> bool:
    """The stronger is asked whenever the weaker is, is silenced no oftener, and weighs as much."""
    asked = stronger.condition is None or stronger.condition == weaker.condition
    asked = asked and stronger.level.rank <= weaker.level.rank
    heard = set(stronger.unless) <= set(weaker.unless)
    return asked and heard and _GRADES.index(stronger.grade) <= _GRADES.index(weaker.grade)
