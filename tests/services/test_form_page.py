# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A form's help page: each line and each relation once, in three languages, drawn from the file."""

import re

import pytest

from precinct_app.domain.protocol.form import Form, Line
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.domain.wording import Language
from precinct_app.services.form_page import form_page, index_page
from tests.domain.protocol.shipped import form, texts


def item_names(one: Form) -> list[str]:
    """What stands in the page's tables: lines, and a row for each column or fixed row."""
    found: list[str] = []
    for item in one.items:
        if isinstance(item, Line):
            found.append(item.name)
            continue
        heads = [f"{item.name}.{row.name}" for row in item.fixed_rows] or [item.name]
        found += [f"{h}.{c.name}" if c.name else h for h in heads for c in item.columns]
    return found


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("form_id", sorted(texts()))
def test_every_line_and_relation_stands_there_once(form_id: str, language: Language) -> None:
    shipped = form(form_id)
    page = form_page(shipped, language)
    assert re.findall(r"^\| [^|]+ \| (?:[^|]|\\\|)+ \| `([^`]+)` \|", page, re.MULTILINE) == sorted(
        item_names(shipped), key=lambda name: page.index(f"| `{name}` |")
    )
    assert all(page.count(f"| `{name}` |") == 1 for name in item_names(shipped))
    codes = re.findall(r"^### ([EAWN]\d{3}) \(", page, re.MULTILINE)
    assert sorted(codes) == sorted(relation.code for relation in shipped.relations)
    for relation in shipped.relations:
        assert page.count(f"`{relation.formula or relation.function}`") >= 1
    assert not re.search(r"form\.(page|unit|level|source|function)\.|card\.|\{", page)


def test_a_page_says_what_the_relation_says() -> None:
    page = form_page(form(), Language.EN)
    told = page.split("### W311 (")[1].split("###")[0]
    assert "**6 - 12 <= 2 % * 6**" in told
    assert "6 - 12 >= 3" in told
    assert "3 ballots" in told
    assert "A302, A308, W303" in told
    assert "The ballots found: line 12." in told
    assert "**15 = 16.1-16.n + 17**" in page
    assert "**42.1 = (34.1.3-34.n.3, 34.n.5 = 1)**" in page
    assert "lines 16.1-16.n" in page
    assert "Art. 43(4)3" in page


def test_conditions_of_every_sort_are_told() -> None:
    changed = (
        'builds_on = "akim"\n[[relation]]\ncode = "A207"\nwhen = "not annulled"\n'
        'next = { kk = "-", ru = "-", en = "Lines {invalid_by_reason}, row {row}." }\n'
        '[[relation]]\ncode = "E305"\nwhen = "source(ballots_found) = counted"\n'
    )
    page = form_page(load_form("own", {**texts(), "own": changed}), Language.EN)
    assert "not flagged: box annulled (1 or 0) (`not annulled`)" in page
    assert "Lines 42.1-42.6, row n." in page
    assert "line 12 with the source: counted" in page


def test_captions_cannot_break_the_table() -> None:
    changed = (
        'builds_on = "akim"\n[[line]]\nname = "ballots_lost"\n'
        'caption = { kk = "x", ru = "x", en = "a | b\\n# c <i> `d`" }\n'
    )
    page = form_page(load_form("own", {**texts(), "own": changed}), Language.EN)
    assert r"| 9 | a \| b \# c \<i> \`d\` | `ballots_lost` |" in page


@pytest.mark.parametrize("language", list(Language))
def test_the_index_links_every_page(language: Language) -> None:
    forms = [form(form_id) for form_id in sorted(texts())]
    page = index_page(forms, language)
    assert re.findall(r"\]\(([a-z0-9_]+)\.md\)", page) == sorted(texts())
