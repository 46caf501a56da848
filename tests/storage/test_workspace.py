# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A workspace from its making to its recovery."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from precinct_app.domain.commission import Role
from precinct_app.domain.errors import InputError, NotAllowedError, StorageError
from precinct_app.services.ports import WorkspaceInfo
from precinct_app.services.toolbox import WorkspaceUser
from precinct_app.storage.keyring import KEY_BYTES, PAPER, read_keyring
from precinct_app.storage.store import DatabaseStore
from precinct_app.storage.workspace import (
    add_user,
    change_passphrase,
    create_workspace,
    demand_secret,
    open_workspace,
    recover,
    remove_user,
    renew_paper_code,
    role_in,
    seconds_to_wait,
)
from precinct_app.storage.workspace_card import CARD, KEYRING, describe, people
from tests.builders import a_moment
from tests.storage.content import CARD as A_CARD
from tests.storage.content import CHAIR, PACKAGE, QUICK, SECRETARY, a_workspace, an_info

DEPUTY = WorkspaceUser("m2", "Примеров Виктор", Role.DEPUTY, "4444 3333")


def content_of(store: DatabaseStore) -> tuple[WorkspaceInfo, bytes]:
    with store.begin() as work:
        found = (work.workspace.info(), work.workspace.package())
    store.close()
    return found


def test_every_owner_opens_the_same_data(tmp_path: Path) -> None:
    code = a_workspace(tmp_path / "w")
    for member_id, secret in (
        (CHAIR.member_id, CHAIR.passphrase), (SECRETARY.member_id, SECRETARY.passphrase),
        (PAPER, code),
    ):  # fmt: skip
        store = open_workspace(tmp_path / "w", member_id, secret)
        assert content_of(store) == (an_info(), PACKAGE)


def test_the_start_page_needs_no_pass_phrase(folder: Path) -> None:
    assert describe(folder) == A_CARD
    assert people(folder) == [
        (CHAIR.member_id, CHAIR.name, Role.CHAIR), (SECRETARY.member_id, SECRETARY.name,
                                                    Role.SECRETARY),
    ]  # fmt: skip
    assert role_in(folder, SECRETARY.member_id) is Role.SECRETARY
    with pytest.raises(NotAllowedError):
        role_in(folder, PAPER)


def test_two_workspaces_have_two_keys_and_two_codes(tmp_path: Path) -> None:
    codes = {a_workspace(tmp_path / name) for name in ("a", "b")}
    keys = {
        read_keyring(tmp_path / name / KEYRING).open(CHAIR.member_id, CHAIR.passphrase)
        for name in ("a", "b")
    }
    assert len(codes) == len(keys) == 2
    assert {len(key) for key in keys} == {KEY_BYTES}
    assert all(len(code.replace(" ", "")) == 32 for code in codes)


def test_a_folder_in_use_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "letter.txt").write_text("mine")
    with pytest.raises(StorageError) as caught:
        a_workspace(tmp_path / "w")
    assert caught.value.reasons[0].key == "storage.folder_used"
    assert [f.name for f in tmp_path.rglob("*")] == ["w", "letter.txt"]


def test_an_empty_folder_may_be_used_and_a_file_may_not(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    a_workspace(tmp_path / "w")
    (tmp_path / "f").write_text("x")
    with pytest.raises(StorageError):
        a_workspace(tmp_path / "f")
    assert (tmp_path / "f").read_text() == "x"


def test_a_workspace_that_cannot_be_finished_leaves_no_folder(tmp_path: Path) -> None:
    nobody = WorkspaceUser("m1", "A", Role.CHAIR, " ")
    with pytest.raises(InputError):
        create_workspace(tmp_path / "w", an_info(), PACKAGE, A_CARD, [nobody], QUICK)
    bad = an_info(kind="palace")
    with pytest.raises(Exception, match="ck_workspace_kind"):
        create_workspace(tmp_path / "w", bad, PACKAGE, A_CARD, [CHAIR], QUICK)
    assert list(tmp_path.iterdir()) == []


def test_a_changed_pass_phrase_leaves_the_data_and_the_others(folder: Path) -> None:
    before = (folder / "workspace.db").read_bytes()
    change_passphrase(folder, CHAIR.member_id, CHAIR.passphrase, "7777")
    with pytest.raises(NotAllowedError):
        open_workspace(folder, CHAIR.member_id, CHAIR.passphrase)
    assert (folder / "workspace.db").read_bytes() == before
    for member_id, secret in ((CHAIR.member_id, "7777"), ("m3", SECRETARY.passphrase)):
        assert content_of(open_workspace(folder, member_id, secret))[1] == PACKAGE


def test_a_wrong_old_pass_phrase_changes_nothing(folder: Path) -> None:
    before = (folder / KEYRING).read_bytes()
    with pytest.raises(NotAllowedError):
        change_passphrase(folder, CHAIR.member_id, "0", "7777")
    with pytest.raises(InputError):
        change_passphrase(folder, CHAIR.member_id, CHAIR.passphrase, "")
    with pytest.raises(NotAllowedError):
        add_user(folder, CHAIR.member_id, "0", DEPUTY)
    with pytest.raises(NotAllowedError):
        recover(folder, "0", CHAIR.member_id, "7777")
    assert (folder / KEYRING).read_bytes() == before


def test_one_more_person_is_let_in_by_somebody_who_may(folder: Path) -> None:
    add_user(folder, CHAIR.member_id, CHAIR.passphrase, DEPUTY)
    assert content_of(open_workspace(folder, "m2", "44443333"))[1] == PACKAGE
    assert role_in(folder, "m2") is Role.DEPUTY
    with pytest.raises(InputError) as caught:
        add_user(folder, CHAIR.member_id, CHAIR.passphrase, DEPUTY)
    assert caught.value.reasons[0].key == "signin.user_known"


def test_the_sealed_code_gives_a_new_pass_phrase(tmp_path: Path) -> None:
    code = a_workspace(tmp_path / "w")
    recover(tmp_path / "w", code, CHAIR.member_id, "5555")
    assert content_of(open_workspace(tmp_path / "w", CHAIR.member_id, "5555"))[1] == PACKAGE
    assert role_in(tmp_path / "w", CHAIR.member_id) is Role.CHAIR
    assert content_of(open_workspace(tmp_path / "w", PAPER, code))[1] == PACKAGE


def test_a_renewed_code_replaces_the_one_that_was_opened(tmp_path: Path) -> None:
    code = a_workspace(tmp_path / "w")
    renewed = renew_paper_code(tmp_path / "w", CHAIR.member_id, CHAIR.passphrase)
    with pytest.raises(NotAllowedError):
        open_workspace(tmp_path / "w", PAPER, code)
    assert content_of(open_workspace(tmp_path / "w", PAPER, renewed))[1] == PACKAGE


def wait_key(caught: pytest.ExceptionInfo[NotAllowedError]) -> list[tuple[str, object]]:
    return [(r.key, dict(r.values)) for r in caught.value.reasons]


def test_failures_make_the_next_wait_longer_until_a_success(folder: Path) -> None:
    now = a_moment(3)
    for _ in range(4):
        with pytest.raises(NotAllowedError):
            open_workspace(folder, CHAIR.member_id, "0", now)
    with pytest.raises(NotAllowedError):
        open_workspace(folder, "stranger", "0", now)
    assert seconds_to_wait(folder, CHAIR.member_id, now) == 2
    assert seconds_to_wait(folder, CHAIR.member_id, now + timedelta(seconds=2)) == 0
    assert seconds_to_wait(folder, SECRETARY.member_id, now) == 0
    assert seconds_to_wait(folder, "stranger", now) == 0
    with pytest.raises(NotAllowedError) as caught:
        open_workspace(folder, CHAIR.member_id, CHAIR.passphrase, now)
    assert wait_key(caught) == [("signin.wait", {"seconds": 2})]
    open_workspace(folder, SECRETARY.member_id, SECRETARY.passphrase, now).close()
    later = now + timedelta(seconds=2)
    open_workspace(folder, CHAIR.member_id, CHAIR.passphrase, later).close()
    assert seconds_to_wait(folder, CHAIR.member_id, later) == 0


def test_every_way_to_try_a_secret_costs_the_same_time(folder: Path) -> None:
    now = a_moment(3)
    tries: tuple[Callable[[], object], ...] = (
        lambda: open_workspace(folder, CHAIR.member_id, "0", now),
        lambda: demand_secret(folder, CHAIR.member_id, "0", now),
        lambda: change_passphrase(folder, CHAIR.member_id, "0", "7", now),
        lambda: renew_paper_code(folder, CHAIR.member_id, "0", now),
        lambda: add_user(folder, CHAIR.member_id, "0", DEPUTY, now),
    )
    for number, attempt in enumerate(tries):
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert wait_key(caught)[0][0] == ("signin.wrong" if number < 4 else "signin.wait")
    for _ in range(4):
        with pytest.raises(NotAllowedError):
            recover(folder, "0", CHAIR.member_id, "7", now)
    with pytest.raises(NotAllowedError) as caught:
        recover(folder, "0", CHAIR.member_id, "7", now)
    assert wait_key(caught) == [("signin.wait", {"seconds": 2})]


def test_whoever_is_taken_away_opens_it_no_more_but_somebody_always_can(folder: Path) -> None:
    remove_user(folder, SECRETARY.member_id)
    with pytest.raises(NotAllowedError):
        open_workspace(folder, SECRETARY.member_id, SECRETARY.passphrase)
    before = (folder / KEYRING).read_bytes()
    for member_id, key in ((CHAIR.member_id, "signin.last_leader"), (PAPER, "signin.unknown")):
        with pytest.raises(NotAllowedError) as caught:
            remove_user(folder, member_id)
        assert caught.value.reasons[0].key == key
    assert (folder / KEYRING).read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"7", b"\xff", b"[" * 50_000,
        json.dumps({"ballots": []}).encode(),
        json.dumps({"ballots": 5}).encode(),
    ],
)  # fmt: skip
def test_a_damaged_card_is_told_apart_from_no_workspace(folder: Path, content: bytes) -> None:
    (folder / CARD).write_bytes(content)
    with pytest.raises(StorageError) as caught:
        describe(folder)
    assert caught.value.reasons[0].key == "storage.card"


@pytest.mark.parametrize(
    "change",
    [
        {"precinct_number": "9001"}, {"precinct_number": True}, {"day": 5}, {"place": "x"},
        {"election": {"kk": 1}}, {"ballots": ["x"]}, {"more": 1},
    ],
)  # fmt: skip
def test_a_card_of_other_types_is_no_workspace(folder: Path, change: dict[str, object]) -> None:
    content = json.loads((folder / CARD).read_text(encoding="utf-8"))
    (folder / CARD).write_text(json.dumps({**content, **change}), encoding="utf-8")
    with pytest.raises(StorageError):
        describe(folder)


def test_a_folder_without_anything_is_no_workspace(tmp_path: Path) -> None:
    for ask in (describe, people):
        with pytest.raises(StorageError) as caught:
            ask(tmp_path)
        assert caught.value.reasons[0].key == "storage.not_workspace"
