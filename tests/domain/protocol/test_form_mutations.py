# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Whatever happens to a form's text, it loads or is refused with reasons; nothing else is raised."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precinct_app.domain.election import Level
from precinct_app.domain.errors import FormError
from precinct_app.domain.protocol.check import check, completed
from precinct_app.domain.protocol.form_faults import faults
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.protocol.sheet import Sheet
from precinct_app.domain.wording import Language
from precinct_app.services.form_page import form_page
from tests.domain.protocol.shipped import ROWS, quiet, texts, with_registers

SHEET = texts()["common_sheet"]
WORDS = sorted({*SHEET.split()} | {'"', "{", "}", "[[", "]]", "=", "5", "[]", "%", ", up", "sum("})


def mutated(seed: int) -> str:
    """The common sheet with a few words exchanged, dropped, doubled or cut, or lines moved."""
    dice = random.Random(seed)
    rows = SHEET.split("\n")
    if dice.random() < 0.5:  # two relations say each other's words, or have each other's formulas
        key = dice.choice(["says = ", "next = ", "when = ", "formula = "])
        alike = [place for place, row in enumerate(rows) if row.startswith(key)]
        one, two = dice.sample(alike, 2)
        rows[one], rows[two] = rows[two], rows[one]
        return "\n".join(rows)
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(rows))
        words = rows[place].split(" ")
        at = dice.randrange(len(words))
        word = dice.choice(WORDS)
        changed = dice.choice([[word], [], [word, words[at]], [words[at][: len(words[at]) // 2]]])
        rows[place] = " ".join([*words[:at], *changed, *words[at + 1 :]])
        if dice.random() < 0.2:
            rows.insert(dice.randrange(len(rows)), rows.pop(place))
    return "\n".join(rows)


@given(st.integers(0, 10**9))
@settings(max_examples=150, deadline=None)
def test_mutations_are_refused_with_reasons_or_work(seed: int) -> None:
    own = {"own": mutated(seed)}
    told = faults("own", own)
    assert all(reason.key.startswith("form.") for reason in told)
    try:
        form = load_form("own", own)
    except FormError:
        return
    sheet = completed(form, Sheet(with_registers(quiet())), ROWS)
    for finding in check(form, sheet, ROWS, level=Level.REGISTERS).findings:
        assert finding.sentence(Language.KK)
        assert finding.next_step(Language.EN) is not None
    assert form_page(form, Language.RU)


def values(depth: int) -> st.SearchStrategy[object]:
    plain = st.one_of(
        st.integers(-9, 10**9), st.booleans(), st.text(max_size=8), st.floats(),
        st.sampled_from(["error", "ballots_valid", "sheet", "ballots_valid == 1", "votes", "E306"]),
    )  # fmt: skip
    if not depth:
        return plain
    inner = values(depth - 1)
    keys = st.sampled_from(["kk", "ru", "en", "name", "id", "code", "formula", "source", "caption"])
    return st.one_of(plain, st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=6))


@given(
    st.dictionaries(
        st.sampled_from(["section", "line", "table", "relation", "remove", "parameters", "annex",
                         "numbers", "builds_on"]), values(3), max_size=6,
    )
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_any_content_ends_in_faults(content: dict[str, object]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("precinct_app.domain.protocol.form_layers.tomllib.loads", lambda _: content)
        assert faults("own", {"own": ""})
