# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""``authority``: keys and certificates of an election."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from precinct_app.cli import passphrase
from precinct_app.cli.output import GOOD, Output
from precinct_app.domain.errors import InputError
from precinct_app.runtime import texts
from precinct_app.runtime.files import PRIVATE_FILE, write_whole
from precinct_app.services import authority_acts
from precinct_app.services.authority import as_pem, from_pem, write_keys
from precinct_app.services.authority_acts import Issued, Registered
from precinct_app.services.election_spec import build_election
from precinct_app.services.registrar import (
    CertificateCard,
    RevocationCard,
    RevocationReason,
    TokenCard,
)
from precinct_app.services.toolbox import Toolbox

NAME = "authority"
HELP = "Keys and certificates of an election: make, issue, revoke, list, show."
_REASONS = {reason.name.lower(): reason for reason in RevocationReason}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    make = actions.add_parser("make", help="root, territorial authority, signers, revocation lists")
    make.add_argument("spec", type=Path, help="the election's description (TOML)")
    make.add_argument("--out", type=Path, required=True, help="a new folder for the keys")
    issue = actions.add_parser("issue", help="one more key or certificate for a member")
    issue.add_argument("keys", type=Path, help="folder of 'authority make'")
    issue.add_argument("--spec", type=Path, required=True, help="the election's description (TOML)")
    issue.add_argument("--precinct", default="", help="KZ-<region>-<number>; none above precincts")
    issue.add_argument("--member", required=True, help="member id in the description")
    issue.add_argument("--request", type=Path, help="PKCS#10 of a key made elsewhere")
    revoke = actions.add_parser("revoke", help="revoke a certificate: the next revocation list")
    revoke.add_argument("keys", type=Path, help="folder of 'authority make'")
    revoke.add_argument("--serial", required=True, help="the certificate's number (hex)")
    revoke.add_argument("--reason", required=True, choices=sorted(_REASONS))
    revoke.add_argument(
        "--at", type=_moment, help="since when, ISO 8601 with offset; now if absent"
    )
    listed = actions.add_parser("list", help="all certificates and which are revoked")
    listed.add_argument("keys", type=Path, help="folder of 'authority make'")
    show = actions.add_parser("show", help="what a certificate or revocation list says")
    show.add_argument("file", type=Path)
    for each in (make, issue, revoke, *_outside(actions)):
        passphrase.add_arguments(each)


def _outside(actions: Any) -> list[argparse.ArgumentParser]:
    """For keys that were made elsewhere: in a file, or in a token."""
    request = actions.add_parser("request", help="ask for a certificate for a key from outside")
    source = request.add_mutually_exclusive_group(required=True)
    source.add_argument("--key", type=Path, help="a PKCS#12 file")
    source.add_argument("--library", help="the token's PKCS#11 library")
    request.add_argument("--token", default="", help="the token's label, where there are several")
    request.add_argument("--label", default="", help="the key's label, where there are several")
    request.add_argument("--out", type=Path, required=True)
    join = actions.add_parser(
        "join", help="put the election's certificate beside a key from outside"
    )
    join.add_argument("key", type=Path, help="a PKCS#12 file")
    join.add_argument("certificates", type=Path, nargs="+", help="the issued one, the authority's")
    join.add_argument("--out", type=Path, required=True, help="the new PKCS#12 file")
    tokens = actions.add_parser("tokens", help="tokens that a PKCS#11 library sees")
    tokens.add_argument("library", help="its path")
    return [request, join]


def run(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> int:
    """Do what was asked; pass phrases go into sealed letters, never to the screen."""
    actions = {"make": _make, "issue": _issue, "revoke": _revoke, "list": _list, "show": _show,
               "request": _request, "join": _join, "tokens": _tokens}  # fmt: skip
    actions[arguments.action](arguments, tools, output)
    return GOOD


def _make(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> None:
    election = build_election(arguments.spec.read_text(encoding="utf-8"))
    made = write_keys(election, arguments.out, _authority_secret(arguments), tools)
    output.data({"folder": str(arguments.out), "keys": made})
    output.say("cli.authority.made", count=made, folder=str(arguments.out))


def _issue(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> None:
    election = build_election(arguments.spec.read_text(encoding="utf-8"))
    member = authority_acts.member_of(
        arguments.keys, election, arguments.precinct, arguments.member, tools
    )
    secret = _authority_secret(arguments)
    if arguments.request is not None:
        request = arguments.request.read_bytes()
        issued = authority_acts.certify(
            arguments.keys, arguments.precinct, member, request, secret, tools
        )
    else:
        issued = authority_acts.issue(
            arguments.keys, election, arguments.precinct, member, secret, tools
        )
    _tell_issued(issued, output)


def _tell_issued(issued: Issued, output: Output) -> None:
    files = [str(file) for file in issued.files]
    output.data({"serial": issued.card.serial, "files": files})
    output.say("cli.authority.issued", serial=issued.card.serial, name=issued.card.name)
    for file in files:
        output.line(f"  {file}")


def _revoke(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> None:
    secret, at = _authority_secret(arguments), arguments.at or tools.clock.now()
    reason = _REASONS[arguments.reason]
    place = authority_acts.revoke(arguments.keys, arguments.serial, at, reason, secret, tools)
    card = tools.registrar.revocations(place.read_bytes())
    output.data({"file": str(place), **_list_mapping(card)})
    output.say("cli.authority.revoked", number=card.number, file=str(place))


def _list(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> None:
    found = authority_acts.register(arguments.keys, tools)
    output.data([_registered_mapping(one) for one in found])
    for one in found:
        mark = "X" if one.revoked else "+"
        who = f"{one.card.role:<16} {one.card.unit:<14} {one.card.name}"
        output.line(f"  {mark} {one.card.serial}  {who}")


def _show(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> None:
    data = _limited(arguments.file)
    told: dict[str, Any]
    if b"X509 CRL" in data[:64] or arguments.file.suffix == ".crl":
        told = _list_mapping(tools.registrar.revocations(data))
    else:
        told = _card_mapping(tools.registrar.certificate(data))
    output.data(told)
    for key, value in told.items():
        if not isinstance(value, list):
            output.line(f"  {texts.text(f'cli.certificate.{key}', output.language)}: {value}")
    for entry in told.get("entries", ()):
        output.line(f"    {entry['serial']}  {entry['at']}  {entry['reason']}")


def _request(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> None:
    def ask(card: TokenCard) -> str:
        return passphrase.read_passphrase(arguments, f"PIN: {card.label}")

    if arguments.library is None:
        secret = passphrase.read_passphrase(arguments, str(arguments.key))
        data = tools.registrar.request(_limited(arguments.key), secret, arguments.key.stem)
    else:
        data = tools.registrar.token_request(
            arguments.library, ask, arguments.token, arguments.label
        )
    write_whole(arguments.out, as_pem(data, "CERTIFICATE REQUEST"))
    output.data({"file": str(arguments.out)})
    output.say("cli.authority.request", file=str(arguments.out))


def _join(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> None:
    if arguments.out.exists():
        raise InputError.of("authority.file_there", file=str(arguments.out))
    secret = passphrase.read_passphrase(arguments, str(arguments.key))
    certificates = [from_pem(_limited(path)) for path in arguments.certificates]
    data = tools.registrar.with_certificate(_limited(arguments.key), secret, certificates)
    write_whole(arguments.out, data, PRIVATE_FILE)
    output.data({"file": str(arguments.out)})
    output.say("cli.authority.joined", file=str(arguments.out))


def _tokens(arguments: argparse.Namespace, tools: Toolbox, output: Output) -> None:
    found = tools.registrar.tokens(arguments.library)
    output.data([{"label": t.label, "serial": t.serial, "model": t.model} for t in found])
    for one in found:
        output.line(f"  {one.label}  {one.serial}  {one.model}")


def _authority_secret(arguments: argparse.Namespace) -> str:
    return passphrase.read_passphrase(arguments, "Pass phrase of the authorities")


def _limited(path: Path) -> bytes:
    """A file's beginning: what is larger is refused by whoever reads it."""
    with path.open("rb") as file:
        return file.read(_LARGEST)


_LARGEST = 10_000_000


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(text)
    return moment


def _card_mapping(card: CertificateCard) -> dict[str, Any]:
    return {
        "serial": card.serial, "election": card.election_id, "unit": card.unit, "role": card.role,
        "name": card.name, "member": card.member_id, "issuer": card.issuer,
        "begins": card.begins.isoformat(), "ends": card.ends.isoformat(), "key": card.key,
        "sha256": card.sha256,
    }  # fmt: skip


def _registered_mapping(one: Registered) -> dict[str, Any]:
    revoked = one.revoked and {"at": one.revoked.at.isoformat(), "reason": one.revoked.reason}
    return {**_card_mapping(one.card), "revoked": revoked}


def _list_mapping(card: RevocationCard) -> dict[str, Any]:
    entries = [
        {"serial": e.serial, "at": e.at.isoformat(), "reason": e.reason} for e in card.entries
    ]
    return {
        "issuer": card.issuer, "number": card.number, "issued": card.issued.isoformat(),
        "ends": card.ends.isoformat(), "entries": entries,
    }  # fmt: skip
