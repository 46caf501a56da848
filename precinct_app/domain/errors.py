# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What can be refused: one family a part of the program, every reason with its text key.

A reason's key is the message key of the gettext catalogs (``refusal.<key>``), so that the sentence
exists in Kazakh, Russian and English.  Anything that is not a `PrecinctError` is a bug.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self


class TextKey(str):
    """A value of a reason that is itself a text key and is said in the reader's language.

    Its own sentence may name values too: ``TextKey("voters.place.row", page=14, row=7)``.
    """

    __slots__ = ("values",)
    values: Mapping[str, str | int]

    def __new__(cls, key: str, **values: str | int) -> Self:
        """Make a key with what its sentence names."""
        made = super().__new__(cls, key)
        made.values = values
        return made


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a refusal: a text key and the values its sentence names."""

    key: str
    """Dotted key, for instance ``package.signature``; its sentence is ``refusal.package.signature``."""
    values: Mapping[str, str | int] = field(default_factory=dict)


class PrecinctError(Exception):
    """Something the user can understand and act on; carries every reason known at that stage."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("; ".join(f"{r.key} {dict(r.values)}" for r in reasons))
        self.reasons = reasons

    @classmethod
    def of(cls, key: str, **values: str | int) -> Self:
        """Make an error of this family with a single reason."""
        return cls(Reason(key, values))


class NotAllowedError(PrecinctError):
    """This person, or this moment, does not allow the step."""


class InputError(PrecinctError):
    """A value typed by a person cannot be taken."""


class FormError(PrecinctError):
    """A form file says something that no form may say."""


class PackageError(PrecinctError):
    """An election package is damaged, foreign, unsigned or not yet trusted."""


class VoterFileError(PrecinctError):
    """A voter file cannot be taken as a whole."""


class SignatureError(PrecinctError):
    """A key, certificate or signature is not good."""


class BundleError(PrecinctError):
    """A bundle from a precinct is refused."""


class StorageError(PrecinctError):
    """The workspace cannot be opened, read or written."""


class DocumentError(PrecinctError):
    """A PDF, XLSX or table file cannot be read or written."""
