# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Form files by id or by path: a shipped form, or anyone's own."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from precinct_app.domain.errors import FormError, Reason
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.form_faults import faults
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.runtime import resources

LARGEST = 1_000_000
"""Bytes of a form file; ours have under 100,000."""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}\Z")


class FormTexts(Mapping[str, str]):
    """The texts a form may build on: its own file, shipped forms, files beside its own.

    A file is read only when a form builds on it; what else lies in the folder does not matter.
    """

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self._shipped = frozenset(shipped_forms())

    def __getitem__(self, name: str) -> str:
        """KeyError for a form that is neither shipped nor there as a file; FormError ``form.*``."""
        if self._own is not None and name == self._own.stem:
            return _text(self._own)
        if name in self._shipped:
            return resources.read_text(f"forms/{name}.toml")
        beside = self._beside(name)
        if beside is None:
            raise KeyError(name)
        return _text(beside)

    def __iter__(self) -> Iterator[str]:
        own = {self._own.stem} if self._own is not None else set()
        return iter(sorted(self._shipped | own))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        own = self._own is not None and name == self._own.stem
        return own or name in self._shipped or self._beside(name) is not None

    def _beside(self, name: str) -> Path | None:
        if self._own is None or not _NAME.match(name):
            return None
        path = self._own.with_name(f"{name}.toml")
        return path if path.is_file() else None


def shipped_forms() -> tuple[str, ...]:
    """Ids of the forms that come with the program."""
    return resources.names("forms", ".toml")


def form_texts(name: str, folder: Path) -> tuple[str, FormTexts]:
    """The form's id and the texts it may build on: shipped forms, and its neighbours' files."""
    path = folder / name
    if path.is_file():
        return path.stem, FormTexts(path)
    if name in shipped_forms():
        return name, FormTexts()
    known = ", ".join(shipped_forms())
    raise FormError.of("form.not_found", form=name, known=known)


def open_form(name: str, folder: Path) -> Form:
    """Load a form by id or path; FormError with everything that is wrong and where."""
    form_id, texts = form_texts(name, folder)
    return load_form(form_id, texts)


def form_faults(name: str, folder: Path) -> tuple[Reason, ...]:
    """Everything that is wrong with a form file, also that it is none."""
    try:
        form_id, texts = form_texts(name, folder)
        return tuple(faults(form_id, texts))
    except FormError as error:
        return error.reasons


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise FormError.of("form.too_large", form=path.name)
    try:
        return path.read_text(encoding="utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise FormError.of("form.not_text", form=path.name) from error
