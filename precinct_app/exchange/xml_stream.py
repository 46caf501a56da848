# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""XML of a foreign file read as a stream: no tree, no entity, no doctype, bounded text."""

from collections.abc import Callable, Iterable, Mapping
from pyexpat import ExpatError, ParserCreate

from precinct_app.domain.errors import VoterFileError

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]
_BUFFER = 65_536


class StopReading(Exception):  # noqa: N818  no error: enough was read
    """Raised by a handler when the rest of the part does not matter."""


def read_xml(chunks: Iterable[bytes], start: Start, end: End, text: Text) -> None:
    """Feed a part to handlers, names without prefix; VoterFileError ``voters.broken``.

    A document type is refused, so no entity can grow.
    """
    parser = ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = _BUFFER

    def first(name: str, attributes: Mapping[str, str]) -> None:
        # Names carry a prefix everywhere or nowhere; looking at each would cost a third of the time.
        prefixed = ":" in name
        parser.StartElementHandler = _unprefixed_start(start) if prefixed else start
        parser.EndElementHandler = _unprefixed_end(end) if prefixed else end
        parser.CharacterDataHandler = text
        parser.StartElementHandler(name, attributes)

    parser.StartElementHandler = first
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except StopReading:
        return
    except (ExpatError, ValueError, LookupError) as error:  # LookupError: an unknown encoding
        raise VoterFileError.of("voters.broken") from error


def _unprefixed_start(start: Start) -> Start:
    def handler(name: str, attributes: Mapping[str, str]) -> None:
        start(name[name.find(":") + 1 :], attributes)

    return handler


def _unprefixed_end(end: End) -> End:
    def handler(name: str) -> None:
        end(name[name.find(":") + 1 :])

    return handler


def _refuse_doctype(*_: object) -> None:
    raise VoterFileError.of("voters.broken")
