# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The files a form is made of, from its own to the last it builds on, laid over each other."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from precinct_app.domain.errors import Reason

LISTS = {"section": "id", "line": "name", "table": "name", "relation": "code"}
"""Lists of a form file and what tells their things apart."""
PLAIN = ("annex", "title", "ballot_caption", "numbers", "serves", "percent_of")
MOST_ITEMS = 500
MOST_FAULTS = 200
_KEYS = (*LISTS, *PLAIN, "builds_on", "remove", "parameters")
_DEEPEST = 8
# What a path of many dots costs to read grows with its square, in memory too.
_PART = r"(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_LONG_PATH = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{20}}")
_PLACE = re.compile(r"at line (\d+), column (\d+)")


class Faults(list[Reason]):
    """Everything that is wrong so far, each thing once; past `MOST_FAULTS` more would help nobody."""

    def add(self, key: str, **values: str | int) -> None:
        """Note a fault by its text key (``form.name``)."""
        reason = Reason(key, values)
        if len(self) < MOST_FAULTS and reason not in self:
            self.append(reason)

    def add_unknown(
        self, name: str, known: Mapping[str, object] | frozenset[str], column: int = 0, **at: str
    ) -> None:
        """Note a name that nothing has, with the nearest one that something has."""
        if len(self) >= MOST_FAULTS:  # looking for the nearest name takes its time
            return
        at["place"] += f":{column}" if column else ""
        near = get_close_matches(name[:60], known, 1, cutoff=0.7)
        if near:
            self.add("form.name_near", name=name[:60], near=near[0], column=column, **at)
        else:
            self.add("form.name", name=name[:60], column=column, **at)


@dataclass(slots=True)
class Item:
    """A section, line, table or relation with the file that each of its fields comes from."""

    fields: dict[str, Any]
    origins: dict[str, str]
    form: str
    """The last file that speaks of it."""

    def file(self, key: str) -> str:
        """The file that a field comes from, or would have to stand in."""
        return self.origins.get(key, self.form)

    def over(self, former: "Item | None") -> "Item":
        """Laid field by field over the thing of the same name in the form built on."""
        if former is None:
            return self
        fields, origins = former.fields | self.fields, former.origins | self.origins
        return Item(fields, origins, self.form)


@dataclass(slots=True)
class Merged:
    """All files of a form as one."""

    lists: dict[str, dict[str, Item]] = field(default_factory=lambda: {key: {} for key in LISTS})
    plain: Item = field(default_factory=lambda: Item({}, {}, ""))
    parameters: Item = field(default_factory=lambda: Item({}, {}, ""))
    removed: set[str] = field(default_factory=set)


def read_layers(
    form_id: str, texts: Mapping[str, str], faults: Faults
) -> list[tuple[str, dict[str, Any]]]:
    """The form's own file first, the last it builds on at the end; a break is noted and ends it."""
    found: list[tuple[str, dict[str, Any]]] = []
    name: object = form_id
    while name is not None:
        names = [one for one, _ in found]
        if not isinstance(name, str) or name not in texts:
            faults.add("form.unknown", form=str(name)[:60])
        elif name in names:
            faults.add("form.circle", form=form_id, path=" → ".join([*names, name]))
        elif len(found) == _DEEPEST:
            faults.add("form.too_deep", form=form_id)
        else:
            content = _toml(name, texts[name], faults)
            found.append((name, content))
            name = content.get("builds_on")
            continue
        break
    return found


def merge(layers: list[tuple[str, dict[str, Any]]], faults: Faults) -> Merged:
    """Lay the files over each other, the first on top."""
    merged = Merged()
    for form, content in reversed(layers):
        _remove(merged, form, content.get("remove", []), faults)
        for key, value in content.items():
            if key in LISTS:
                _lay_list(merged, form, key, value, faults)
            elif key in PLAIN:
                merged.plain = Item({key: value}, {key: form}, form).over(merged.plain)
            elif key == "parameters" and isinstance(value, dict):
                merged.parameters = Item(value, dict.fromkeys(value, form), form).over(
                    merged.parameters
                )
            elif key == "parameters":
                faults.add("form.field", form=form, place=key)
            elif key not in _KEYS:
                faults.add_unknown(key, frozenset(_KEYS), form=form, place="…")
    return merged


def _toml(name: str, text: str, faults: Faults) -> dict[str, Any]:
    path = _LONG_PATH.search(text)
    if path is not None:
        line = text.count("\n", 0, path.start()) + 1
        faults.add("form.long_path", form=name, line=line)
        return {}
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        match = _PLACE.search(str(error))
        line, column = (int(match[1]), int(match[2])) if match else (text.count("\n") + 1, 1)
        faults.add("form.toml", form=name, line=line, column=column)
        return {}


def _remove(merged: Merged, form: str, names: object, faults: Faults) -> None:
    """A section and the table in it may share a name: both go."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        faults.add("form.field", form=form, place="remove")
        return
    for name in names[:MOST_ITEMS]:
        known = frozenset(one for items in merged.lists.values() for one in items)
        if name in known:
            for items in merged.lists.values():
                items.pop(name, None)
            merged.removed.add(name)
        else:
            faults.add_unknown(name, known, form=form, place="remove")


def _lay_list(merged: Merged, form: str, key: str, value: object, faults: Faults) -> None:
    items = merged.lists[key]
    own: set[str] = set()
    for name, fields in _named(form, key, value, faults):
        if name in own:
            faults.add("form.twice", form=form, place=key, name=name)
            continue
        own.add(name)
        merged.removed.discard(name)
        items[name] = Item(fields, dict.fromkeys(fields, form), form).over(items.get(name))
    if len(items) > MOST_ITEMS:
        faults.add("form.too_many", form=form, place=key, most=MOST_ITEMS)
        items.clear()


def _named(
    form: str, key: str, value: object, faults: Faults
) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(value, list):
        faults.add("form.not_a_list", form=form, place=key)
        return
    for place, item in enumerate(value[: 2 * MOST_ITEMS], start=1):
        name = item.get(LISTS[key]) if isinstance(item, dict) else None
        if isinstance(name, str) and name:
            yield name[:60], item
        else:
            faults.add("form.field", form=form, place=f"{key}[{place}].{LISTS[key]}")
