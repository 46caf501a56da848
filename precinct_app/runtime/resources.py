# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""The only reader of the program's resources (forms, fonts, styles, catalogs)."""

from functools import cache
from pathlib import Path, PurePosixPath

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def root() -> Path:
    """The folder ``resources``: beside the package in a checkout, inside it when installed."""
    inside = _PACKAGE / "_resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


@cache
def translations() -> Path:
    """The folder ``translations``, found like `root`."""
    inside = _PACKAGE / "_translations"
    return inside if inside.is_dir() else _PACKAGE.parent / "translations"


def path(name: str) -> Path:
    """Path of a resource by its name below ``resources``; ValueError for a name that climbs out."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts:
        raise ValueError(name)
    return root().joinpath(*pure.parts)


def read_bytes(name: str) -> bytes:
    """Content of a resource."""
    return path(name).read_bytes()


def read_text(name: str) -> str:
    """Content of a text resource (UTF-8)."""
    return path(name).read_text(encoding="utf-8")


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Names without suffix of the resources in a folder, sorted."""
    return tuple(sorted(p.name.removesuffix(suffix) for p in path(folder).glob(f"*{suffix}")))
