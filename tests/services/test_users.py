# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who may open a workspace: added, taken away, a pass phrase changed or recovered; all of it told."""

from dataclasses import replace
from pathlib import Path

import pytest

from precinct_app.domain.commission import CERTIFIERS, Actor, Role
from precinct_app.domain.election import Mode
from precinct_app.services import keyboard, users
from precinct_app.services.journal_reading import read_journal
from precinct_app.services.opening import PAPER_CODE, actor_of, open_workspace
from precinct_app.services.toolbox import WorkspaceUser
from precinct_app.storage.store import DatabaseStore
from tests.services.conftest import SECRET, Station
from tests.services.registers.day import refused

NEW = "7710 4482 9035 1264"


def folder(station: Station) -> Path:
    """Where the station's workspace lies."""
    store = station.workspace.store
    assert isinstance(store, DatabaseStore)
    assert store.home is not None
    return store.home.folder


def chair(station: Station) -> Actor:
    return station.actor(Role.CHAIR)


def added(station: Station, who: str, role: Role, secret: str = NEW, own: str = SECRET) -> None:
    user = WorkspaceUser(who, "Ә. Техник", role, secret)
    users.add_user(station.workspace, chair(station), folder(station), own, user, station.tools)


def opened_by(station: Station, who: str, secret: str) -> Actor:
    """Open the workspace once more, as somebody; closed again at once."""
    workspace = open_workspace(folder(station), who, secret, station.tools)
    try:
        return actor_of(workspace, folder(station), who, station.tools)
    finally:
        workspace.store.close()


def kinds(station: Station) -> list[str]:
    events = read_journal(station.workspace, chair(station))
    return [e.kind for e in events if e.kind.split(".")[0] in {"user", "passphrase", "paper_code"}]


def test_everybody_is_named_with_what_opens_to_them(station: Station) -> None:
    added(station, "tech", Role.TECHNICIAN)
    keyboard.give_pin(station.workspace, chair(station), "m4", "294751", station.tools)
    found = users.users(station.workspace, station.actor(), folder(station), station.tools)
    commission = station.workspace.precinct.members
    assert [u.member_id for u in found] == [*(m.member_id for m in commission), "tech"]
    assert [u.member_id for u in found if u.has_pin] == ["m4"]
    assert found[-1] == users.User("tech", "Ә. Техник", Role.TECHNICIAN, True, False)


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.OBSERVER, Role.TRAINER])
def test_who_stands_in_no_package_is_let_in_beside_the_commission(
    station: Station, role: Role
) -> None:
    added(station, "guest", role)
    assert opened_by(station, "guest", NEW) == Actor("guest", role)
    assert kinds(station) == ["user.added"]


@pytest.mark.parametrize(
    "role", [Role.CHAIR, Role.MEMBER, Role.DISTRICT_CHAIR, Role.PACKAGE_SIGNER]
)
def test_a_role_of_the_commission_is_given_by_the_package_alone(
    station: Station, role: Role
) -> None:
    refused(lambda: added(station, "guest", role), "users.role")
    assert kinds(station) == []


def test_a_member_of_the_package_keeps_his_role_whatever_is_asked(station: Station) -> None:
    users.remove_user(station.workspace, chair(station), folder(station), "m4", station.tools)
    added(station, "m4", Role.CHAIR)
    assert opened_by(station, "m4", NEW) == Actor("m4", Role.MEMBER)


def test_a_keyring_alone_makes_nobody_a_leader(station: Station) -> None:
    """Whoever has a pass phrase can write an owner into the keyring, but not into the package."""
    user = WorkspaceUser("guest", "G", Role.CHAIR, NEW)
    station.tools.locks.add(folder(station), "m4", SECRET, user)
    refused(lambda: opened_by(station, "guest", NEW), "signin.unknown")


def test_a_trainer_opens_nothing_real(station: Station) -> None:
    added(station, "guest", Role.TRAINER)
    info = replace(station.workspace.info, mode=Mode.REAL)
    real = replace(station.workspace, info=info)
    refused(lambda: actor_of(real, folder(station), "guest", station.tools), "signin.only_training")
    user = WorkspaceUser("other", "T", Role.TRAINER, NEW)
    refused(
        lambda: users.add_user(real, chair(station), folder(station), SECRET, user, station.tools),
        "users.role",
    )


def test_a_refused_addition_is_not_told_as_done(station: Station) -> None:
    refused(lambda: added(station, "guest", Role.OBSERVER, own="0"), "signin.wrong")
    refused(lambda: added(station, "m3", Role.OBSERVER), "signin.user_known")
    refused(lambda: added(station, "guest", Role.OBSERVER, "1234"), "signin.weak")
    refused(lambda: added(station, "guest", Role.OBSERVER, "1111 1111 2222"), "signin.weak")
    refused(lambda: added(station, " ", Role.OBSERVER), "users.nameless")
    refused(lambda: added(station, PAPER_CODE, Role.OBSERVER), "users.role")
    assert kinds(station) == []


def test_whoever_leaves_opens_it_no_more_and_has_no_pin(station: Station) -> None:
    secretary = station.actor(Role.SECRETARY)
    keyboard.choose_pin(station.workspace, secretary, "294751", station.tools)
    users.remove_user(station.workspace, chair(station), folder(station), "m3", station.tools)
    refused(lambda: opened_by(station, "m3", SECRET), "signin.unknown")
    refused(
        lambda: keyboard.act_as(station.workspace, chair(station), "m3", "294751", station.tools),
        "pin.none",
    )
    assert kinds(station) == ["user.removed"]


def test_the_last_leader_cannot_be_taken_away(station: Station) -> None:
    leaders = [m for m in station.workspace.precinct.members if m.role in CERTIFIERS]

    def remove(who: str) -> None:
        users.remove_user(station.workspace, chair(station), folder(station), who, station.tools)

    for member in leaders[1:]:
        remove(member.member_id)
    refused(lambda: remove(leaders[0].member_id), "signin.last_leader")
    assert kinds(station) == ["user.removed"] * (len(leaders) - 1)


def test_a_changed_pass_phrase_opens_and_the_old_one_does_not(station: Station) -> None:
    def change(old: str, new: str) -> None:
        users.change_passphrase(
            station.workspace, chair(station), folder(station), old, new, station.tools
        )

    refused(lambda: change("0", NEW), "signin.wrong")
    refused(lambda: change(SECRET, "123456"), "signin.weak")
    change(SECRET, NEW)
    refused(lambda: opened_by(station, "m1", SECRET), "signin.wrong")
    assert opened_by(station, "m1", NEW) == chair(station)
    assert kinds(station) == ["passphrase.changed"]


def test_a_lost_pass_phrase_comes_back_by_the_code_from_paper(station: Station) -> None:
    code = users.renew_paper_code(
        station.workspace, chair(station), folder(station), SECRET, station.tools
    )
    station.workspace.store.close()
    refused(
        lambda: users.recover(folder(station), "0" * 32, "m1", NEW, station.tools), "signin.wrong"
    )
    refused(
        lambda: users.recover(folder(station), code, "m1", "1234", station.tools), "signin.weak"
    )
    refused(
        lambda: users.recover(folder(station), code, "nobody", NEW, station.tools), "signin.unknown"
    )
    users.recover(folder(station), code, "m1", NEW, station.tools)
    station.workspace = open_workspace(folder(station), "m1", NEW, station.tools)
    assert kinds(station) == ["paper_code.renewed", "passphrase.recovered"]
    told = read_journal(station.workspace, chair(station))[-2]
    assert (told.kind, told.member_id, told.subject) == ("passphrase.recovered", PAPER_CODE, "m1")
    other = users.renew_paper_code(
        station.workspace, chair(station), folder(station), NEW, station.tools
    )
    refused(lambda: users.recover(folder(station), code, "m1", NEW, station.tools), "signin.wrong")
    assert opened_by(station, PAPER_CODE, other) == Actor(PAPER_CODE, Role.TECHNICIAN)
