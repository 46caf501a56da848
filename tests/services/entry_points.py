# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Every call of the services that somebody makes under his name, found by looking, not by a list."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, get_type_hints

import precinct_app.services
from precinct_app.domain.commission import Actor
from precinct_app.services.ports import Work
from precinct_app.services.workspace import Workspace

HELPERS = {
    "workspace.require": "asks for the right itself",
    "two_people.refuse_alone": "judges the second person",
    "backups.meet": "a part of back_up, and of opening, where nobody has a say",
    "protocol_entry.refuse_other_member": "a refusal that services share",
}
"""Functions with an Actor that are parts of calls, and why they ask for no right."""
_PLAYS = ("mock_", "bench")
"""Modules that play a day through the calls."""


@dataclass(frozen=True)
class EntryPoint:
    """A call by its module and name, and what it takes."""

    name: str
    call: Callable[..., object]
    takes: Mapping[str, Any]

    def __str__(self) -> str:
        return self.name

    def arguments(self, workspace: object, actor: Actor, other: object) -> dict[str, object]:
        """A workspace, who asks, and one and the same thing for all the rest."""
        given: dict[type, object] = {Workspace: workspace, Actor: actor}
        return {name: given.get(kind, other) for name, kind in self.takes.items()}


def entry_points() -> list[EntryPoint]:
    """Public functions of the services that take an Actor and are in no transaction yet."""
    found = [point for module in _modules() for point in _points_of(module)]
    return [point for point in found if point.name not in HELPERS]


def without_actor() -> set[str]:
    """Public functions that take a workspace, begin their own transaction, and know nobody's name."""
    return {
        f"{short_name(module)}.{name}"
        for module in _modules()
        for name, function in _functions(module)
        if "store.begin(" in inspect.getsource(function)
        and Workspace in (kinds := list(_takes(function).values()))
        and Actor not in kinds
        and Work not in kinds
    }


def short_name(module: ModuleType) -> str:
    """A module's name inside the services."""
    return module.__name__.removeprefix("precinct_app.services.")


def _points_of(module: ModuleType) -> Iterator[EntryPoint]:
    for name, function in _functions(module):
        takes = _takes(function)
        if Actor in takes.values() and Work not in takes.values():
            yield EntryPoint(f"{short_name(module)}.{name}", function, takes)


def _modules() -> Iterator[ModuleType]:
    package = precinct_app.services
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.split(".")[2].startswith(_PLAYS):
            yield importlib.import_module(found.name)


def _functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    for name, thing in vars(module).items():
        own = getattr(thing, "__module__", "") == module.__name__
        if own and inspect.isfunction(thing) and not name.startswith("_"):
            yield name, thing


def _takes(function: Callable[..., object]) -> dict[str, Any]:
    hints = get_type_hints(function)
    hints.pop("return", None)
    return hints
