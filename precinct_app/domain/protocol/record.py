# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""What a protocol says, frozen: the content of ``protocol.json``, from which all papers are drawn.

The signer set is not here but in the bundle's manifest, so that a refusal to sign keeps the seal and
the control number.  Captions come from the form, which the record names by its SHA-256.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any

from precinct_app.domain import canonical
from precinct_app.domain.commission import Member, Role
from precinct_app.domain.election import Level, Mode
from precinct_app.domain.errors import InputError
from precinct_app.domain.protocol.form import Form
from precinct_app.domain.protocol.sheet import NA, Figure, Rows, Source, cell_name, cell_parts
from precinct_app.domain.wording import Wording

FORMAT = "precinct-protocol-1"


@dataclass(frozen=True, slots=True)
class Value:
    """One figure with its cell and its source."""

    cell: str
    figure: Figure
    source: Source


@dataclass(frozen=True, slots=True)
class NamedOption:
    """An option as printed: id and names in lot order."""

    option_id: str
    name: Wording


@dataclass(frozen=True, slots=True)
class Presence:
    """Who was present at the count, as numbers (they are part of the document)."""

    members: int
    members_in_all: int
    observers_national: int
    observers_foreign: int
    proxies: int
    media: int


@dataclass(frozen=True, slots=True)
class Times:
    """Times of the night, each with its offset from UTC."""

    voting_opened: datetime
    voting_closed: datetime
    count_started: datetime
    count_ended: datetime
    protocol_made: datetime


@dataclass(frozen=True, slots=True)
class ActNote:
    """An act as attached to this sheet; the act itself is a paper of its own."""

    number: int
    time: datetime
    codes: tuple[str, ...]
    text: Wording


@dataclass(frozen=True, slots=True)
class ExplanationNote:
    """A written explanation by a named member of what a warning found."""

    number: int
    codes: tuple[str, ...]
    text: Wording
    member_name: str


@dataclass(frozen=True, slots=True)
class ProtocolRecord:
    """One version of one ballot's protocol of one precinct."""

    mode: Mode
    election_id: str
    election_name: Wording
    day: str
    """Polling day, ISO 8601."""
    package_sha256: str
    package_sequence: int
    precinct_id: str
    precinct_number: int
    region: Wording
    settlement: Wording
    address: Wording
    ballot_id: str
    ballot_number: int
    ballot_name: Wording
    contest_id: str
    mandates: int
    form_id: str
    form_sha256: str
    version: int
    previous: str
    """SHA-256 of the previous version's ``protocol.json``, or an empty string."""
    reason: str
    """Why a former version was replaced, or an empty string."""
    instance_id: str
    generation: int
    level: Level
    options: tuple[NamedOption, ...]
    members: tuple[Member, ...]
    """The commission in the order in which its lines are printed; chair first."""
    values: tuple[Value, ...]
    """Every filled cell in form order; rows in the order of options, members and boxes."""
    presence: Presence
    times: Times
    acts: tuple[ActNote, ...]
    explanations: tuple[ExplanationNote, ...]
    opinions: int
    complaints: int
    journal_head: str

    def figure(self, cell: str) -> Figure | None:
        """The figure of a cell; None where the record holds none."""
        for value in self.values:
            if value.cell == cell:
                return value.figure
        return None

    def figures(self) -> dict[str, Figure]:
        """All figures by cell name."""
        return {value.cell: value.figure for value in self.values}

    def rows_of(self, table: str) -> tuple[str, ...]:
        """Row names of a table in the order in which the record holds them."""
        found: dict[str, None] = {}
        for value in self.values:
            line, row = cell_parts(value.cell)
            if row and line.split(".")[0] == table:
                found[row] = None
        return tuple(found)

    def rows(self, form: Form, struck: frozenset[str] = frozenset()) -> Rows:
        """The rows that the record brings into its form's tables."""
        return form.rows(
            tuple(option.option_id for option in self.options),
            member=self.rows_of("member"), box=self.rows_of("box"), kind=self.rows_of("kind"),
            struck=struck,
        )  # fmt: skip

    def to_json(self) -> bytes:
        """Encode as the canonical ``protocol.json``."""
        return canonical.encode(_to_mapping(self))

    @classmethod
    def from_json(cls, data: bytes) -> "ProtocolRecord":
        """Read a canonical ``protocol.json``; InputError when it is not one."""
        content = canonical.decode(data)
        try:
            return _from_mapping(content)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError.of("protocol.unreadable") from error


def _to_mapping(record: ProtocolRecord) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "mode": record.mode.value,
        "election": {
            "election_id": record.election_id,
            "name": record.election_name.to_mapping(),
            "day": record.day,
            "package_sha256": record.package_sha256,
            "package_sequence": record.package_sequence,
        },
        "precinct": {
            "precinct_id": record.precinct_id,
            "number": record.precinct_number,
            "region": record.region.to_mapping(),
            "settlement": record.settlement.to_mapping(),
            "address": record.address.to_mapping(),
        },
        "ballot": {
            "ballot_id": record.ballot_id,
            "number": record.ballot_number,
            "name": record.ballot_name.to_mapping(),
            "contest_id": record.contest_id,
            "mandates": record.mandates,
            "form_id": record.form_id,
            "form_sha256": record.form_sha256,
            "options": [
                {"option_id": o.option_id, "name": o.name.to_mapping()} for o in record.options
            ],
        },
        "version": record.version,
        "previous": record.previous,
        "reason": record.reason,
        "instance_id": record.instance_id,
        "generation": record.generation,
        "level": record.level.value,
        "members": [
            {"member_id": m.member_id, "name": m.name, "role": m.role.value} for m in record.members
        ],
        "values": [_value_mapping(value) for value in record.values],
        "presence": {name: getattr(record.presence, name) for name in _PRESENCE},
        "times": {name: getattr(record.times, name).isoformat() for name in _TIMES},
        "acts": [
            {
                "number": act.number,
                "time": act.time.isoformat(),
                "codes": list(act.codes),
                "text": act.text.to_mapping(),
            }
            for act in record.acts
        ],
        "explanations": [
            {
                "number": note.number,
                "codes": list(note.codes),
                "text": note.text.to_mapping(),
                "member_name": note.member_name,
            }
            for note in record.explanations
        ],
        "opinions": record.opinions,
        "complaints": record.complaints,
        "journal_head": record.journal_head,
    }


def _value_mapping(value: Value) -> dict[str, str | int]:
    line, row = cell_parts(value.cell)
    figure = "n/a" if value.figure is NA else value.figure
    return {"line": line, "row": row, "value": figure, "source": value.source.value}


def _from_mapping(content: Any) -> ProtocolRecord:
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    election, precinct, ballot = content["election"], content["precinct"], content["ballot"]
    record = ProtocolRecord(
        mode=Mode(content["mode"]),
        election_id=election["election_id"],
        election_name=Wording.from_mapping(election["name"]),
        day=election["day"],
        package_sha256=election["package_sha256"],
        package_sequence=election["package_sequence"],
        precinct_id=precinct["precinct_id"],
        precinct_number=precinct["number"],
        region=Wording.from_mapping(precinct["region"]),
        settlement=Wording.from_mapping(precinct["settlement"]),
        address=Wording.from_mapping(precinct["address"]),
        ballot_id=ballot["ballot_id"],
        ballot_number=ballot["number"],
        ballot_name=Wording.from_mapping(ballot["name"]),
        contest_id=ballot["contest_id"],
        mandates=ballot["mandates"],
        form_id=ballot["form_id"],
        form_sha256=ballot["form_sha256"],
        options=tuple(
            NamedOption(o["option_id"], Wording.from_mapping(o["name"])) for o in ballot["options"]
        ),
        version=content["version"],
        previous=content["previous"],
        reason=content["reason"],
        instance_id=content["instance_id"],
        generation=content["generation"],
        level=Level(content["level"]),
        members=tuple(
            Member(m["member_id"], m["name"], Role(m["role"])) for m in content["members"]
        ),
        values=tuple(_value(item) for item in content["values"]),
        presence=Presence(**{name: content["presence"][name] for name in _PRESENCE}),
        times=Times(**{name: _moment(content["times"][name]) for name in _TIMES}),
        acts=tuple(
            ActNote(
                a["number"], _moment(a["time"]), tuple(a["codes"]), Wording.from_mapping(a["text"])
            )
            for a in content["acts"]
        ),
        explanations=tuple(
            ExplanationNote(
                e["number"], tuple(e["codes"]), Wording.from_mapping(e["text"]), e["member_name"]
            )
            for e in content["explanations"]
        ),
        opinions=content["opinions"],
        complaints=content["complaints"],
        journal_head=content["journal_head"],
    )
    if _to_mapping(record) != content:
        raise ValueError("unknown or missing fields")
    _refuse_other_types(record)
    return record


def _refuse_other_types(thing: Any) -> None:
    """TypeError where a text or a whole number was promised and something else stands."""
    if isinstance(thing, tuple):
        for item in thing:
            _refuse_other_types(item)
    elif is_dataclass(thing):
        for field in fields(thing):
            value = getattr(thing, field.name)
            if field.type in (str, int) and type(value) is not field.type:
                raise TypeError(field.name)
            _refuse_other_types(value)


def _value(item: Mapping[str, Any]) -> Value:
    figure: Figure = NA if item["value"] == "n/a" else item["value"]
    if figure is not NA and not isinstance(figure, int):
        raise ValueError(item["value"])
    return Value(cell_name(item["line"], item["row"]), figure, Source(item["source"]))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


_PRESENCE = tuple(Presence.__dataclass_fields__)
_TIMES = tuple(Times.__dataclass_fields__)
