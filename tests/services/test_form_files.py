# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Form files by id and by path: only what a form builds on is read; a ballot's form is for its kind."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from precinct_app.domain.errors import FormError, PackageError
from precinct_app.services.election_spec import build_election
from precinct_app.services.form_files import FormTexts, form_texts, open_form, shipped_forms
from precinct_app.services.mock_election import mock_spec
from precinct_app.services.packages import form_texts as package_forms


def test_shipped_texts_are_a_mapping() -> None:
    texts = FormTexts()
    assert tuple(texts) == shipped_forms()
    assert len(texts) == len(shipped_forms())
    assert "akim" in texts
    assert "nothing" not in texts
    no_name: object = 5
    assert not texts.__contains__(no_name)
    with pytest.raises(KeyError):
        texts["nothing"]


def test_an_own_file_stands_before_a_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "akim.toml"
    own.write_text('builds_on = "president"\n', encoding="utf-8")
    form_id, texts = form_texts("akim.toml", tmp_path)
    assert (form_id, texts["akim"]) == ("akim", 'builds_on = "president"\n')
    assert open_form("akim.toml", tmp_path).ballot_caption.en == "presidential election"
    assert open_form("akim", tmp_path).ballot_caption.en.startswith("election of an akim")


def test_a_folder_of_strangers_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "stranger.toml").write_bytes(b"\xff" * 10)
    own = tmp_path / "own.toml"
    own.write_text('builds_on = "akim"\n', encoding="utf-8")
    assert open_form("own.toml", tmp_path).form_id == "own"
    with pytest.raises(FormError) as caught:
        FormTexts(own)["stranger"]
    assert caught.value.reasons[0].key == "form.not_text"
    with pytest.raises(FormError):
        form_texts("nowhere.toml", tmp_path)


def test_a_ballot_s_form_is_for_its_kind() -> None:
    election = build_election(mock_spec("region", 1, 7))
    assert {text.form_id for text in package_forms(election)} >= {
        "common_sheet",
        "mazhilis_list_2023",
    }
    first = election.ballots[0]
    wrong = replace(election, ballots=(replace(first, form_id="mazhilis_single_2023"),))
    with pytest.raises(PackageError) as caught:
        package_forms(wrong)
    (reason,) = caught.value.reasons
    assert reason.key == "package.form_kind"
    assert reason.values == {
        "ballot": first.ballot_id, "kind": "mazhilis_list", "form": "mazhilis_single_2023",
    }  # fmt: skip


def test_an_advice_names_what_to_recount_or_says_what_to_do(tmp_path: Path) -> None:
    """Kazakh tells them apart: a sentence of its own asks somebody, an object to recount does not."""
    asks = re.compile(r"ң[ыі]з\b")
    relations = [one for form in shipped_forms() for one in open_form(form, tmp_path).relations]
    said = {one.code: (one.recount, bool(asks.search(one.next.kk))) for one in relations}
    assert {code for code, (recount, sentence) in said.items() if recount is sentence} == set()
    assert said["E306"] == (True, False)
    assert said["W702"] == (False, True)
