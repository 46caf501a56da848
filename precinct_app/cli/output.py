# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a command says: JSON on stdout or lines for people, messages on stderr, exit status."""

import json
import sys
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any, TextIO

from precinct_app.domain.errors import PrecinctError, Reason
from precinct_app.domain.wording import Language
from precinct_app.runtime import texts

GOOD = 0
NOT_GOOD = 1
UNUSABLE = 2


@dataclass(slots=True)
class Output:
    """Where a command writes, in which language, and whether as JSON."""

    language: Language
    as_json: bool
    out: TextIO
    err: TextIO

    def data(self, value: Any) -> None:
        """Write one JSON document on one line, when JSON was asked for."""
        if self.as_json:
            self.out.write(json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n")

    def line(self, text: str = "") -> None:
        """Write a line for people, when JSON was not asked for."""
        if not self.as_json:
            self.out.write(text + "\n")

    def text(self, key: str, **values: str | int) -> str:
        """The sentence of a key in the language of this output."""
        return texts.text(key, self.language, **values)

    def say(self, key: str, **values: str | int) -> None:
        """Write the sentence of a key for people, when JSON was not asked for."""
        self.line(self.text(key, **values))

    def message(self, text: str) -> None:
        """Write a message beside the result."""
        self.err.write(text + "\n")

    def refusal(self, error: PrecinctError) -> None:
        """Say every reason of a refusal; as JSON too, with the reasons' keys."""
        for sentence in texts.sentences(error, self.language):
            self.message(sentence)
        self.data({"refused": [self.reason(reason) for reason in error.reasons]})

    def reason(self, reason: Reason) -> dict[str, Any]:
        """A reason as JSON: its key, its values, its sentence."""
        sentence = texts.sentence(reason, self.language)
        return {"key": reason.key, "values": dict(reason.values), "sentence": sentence}


def standard_output(language: Language, as_json: bool) -> Output:
    """An output on the process's own streams.

    JSON goes out as UTF-8 whatever the machine's code page; for people a letter that the console
    lacks is written as its number rather than ending the command.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        encoding = "utf-8" if as_json else None
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    return Output(language, as_json, sys.stdout, sys.stderr)
