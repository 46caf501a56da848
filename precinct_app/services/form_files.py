# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Form files by id or by path: a shipped form, or anyone's own."""

from pathlib import Path

from precinct_app.domain.errors import FormError, Reason
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.form_faults import faults
from precinct_app.domain.protocol.form_file import load_form
from precinct_app.runtime import resources

LARGEST = 1_000_000
"""Bytes of a form file; ours have under 100,000."""


def shipped_forms() -> tuple[str, ...]:
    """Ids of the forms that come with the program."""
    return resources.names("forms", ".toml")


def form_texts(name: str, folder: Path) -> tuple[str, dict[str, str]]:
    """The form's id and the texts it may build on: shipped forms, and its neighbours' files."""
    texts = {form_id: resources.read_text(f"forms/{form_id}.toml") for form_id in shipped_forms()}
    path = folder / name
    if name in texts and not path.is_file():
        return name, texts
    if not path.is_file():
        raise FormError.of("form.unknown", form=name)
    texts |= {p.stem: _text(p) for p in sorted(path.parent.glob("*.toml")) if p.stem not in texts}
    texts[path.stem] = _text(path)
    return path.stem, texts


def open_form(name: str, folder: Path) -> Form:
    """Load a form by id or path; FormError with what is wrong and where."""
    form_id, texts = form_texts(name, folder)
    return load_form(form_id, texts)


def form_faults(name: str, folder: Path) -> tuple[Reason, ...]:
    """Everything that is wrong with a form file."""
    form_id, texts = form_texts(name, folder)
    return tuple(faults(form_id, texts))


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise FormError.of("form.too_large", form=path.name)
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FormError.of("form.not_text", form=path.name) from error
