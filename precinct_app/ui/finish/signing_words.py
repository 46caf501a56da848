# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Who signs what: members of the sets over all ballots, how far each is, why somebody does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from precinct_app.domain.commission import Actor, Member
from precinct_app.domain.ladder import certifier_first
from precinct_app.domain.protocol.missing import Missing, WhyNot
from precinct_app.domain.wording import Language
from precinct_app.runtime.texts import text
from precinct_app.services import protocol_signing
from precinct_app.services.ports import Signer, StoredProtocol
from precinct_app.services.signing_set import draw_anew, missing_of, not_signing
from precinct_app.ui.background import Job
from precinct_app.ui.desk import Session
from precinct_app.ui.finish.key_entry import OpenKey
from precinct_app.ui.widgets.choice_list import ChoiceRow


@dataclass(frozen=True, slots=True)
class Part:
    """One member: which ballots wait for him, which he has signed, where he does not sign."""

    member: Member
    waiting: tuple[str, ...]
    signed: tuple[str, ...]
    missing: Mapping[str, Missing]
    """By ballot."""

    @property
    def why(self) -> WhyNot | None:
        """Why he does not sign, where that is so."""
        return next((one.why for one in self.missing.values()), None)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Members of the sets in the order of signing, and final protocols."""

    parts: tuple[Part, ...]
    protocols: tuple[StoredProtocol, ...]
    numbers: Mapping[str, int]
    """Number of every ballot of the day, final or not."""

    @property
    def complete(self) -> int:
        """Protocols that all of their set have signed."""
        return sum(not _left(one) for one in self.protocols)


def signatures_of(session: Session) -> Signatures:
    """Ask who is to sign, and how far it is."""
    ballots = session.ballots()
    final = [b.protocol for b in ballots if b.protocol and b.protocol.record]
    with session.workspace.store.begin() as work:
        missing = {one.ballot_id: {m.member_id: m for m in missing_of(work, one)} for one in final}
    members = {member.member_id: member for member in session.members()}
    signers = {s.member_id: s for one in final for s in one.signers}
    order = [signer.member_id for signer in certifier_first(signers.values())]
    order += [m for found in missing.values() for m in found if m not in order]
    parts = [_part(members[one], final, missing) for one in dict.fromkeys(order)]
    numbers = {state.ballot.ballot_id: state.ballot.number for state in ballots}
    return Signatures(tuple(parts), tuple(final), numbers)


def sign_all(session: Session, ballot_ids: tuple[str, ...], key: OpenKey, job: Job) -> int:
    """Put one member's signature on every protocol that waits for it; how many."""
    with key(session) as signer:
        return _sign_each(session, ballot_ids, signer, job)


def _sign_each(session: Session, ballot_ids: tuple[str, ...], signer: Signer, job: Job) -> int:
    actor, press = Actor(signer.member_id, signer.role), session.tools.press
    done = 0
    for ballot_id in ballot_ids:
        protocol_signing.sign(session.workspace, actor, ballot_id, signer, press)
        done += 1
        if not job.told(done, len(ballot_ids)):
            break
    return done


def refuse_for(session: Session, part: Part, why: WhyNot) -> None:
    """Record that a member does not sign; where others have signed, the page is drawn anew."""
    workspace, actor = session.workspace, session.actor
    not_signing(workspace, actor, part.waiting, part.member.member_id, why)
    for state in session.ballots():
        protocol = state.protocol
        if protocol is None or protocol.ballot_id not in part.waiting:
            continue
        if protocol.signed_by and part.member.member_id in {s.member_id for s in protocol.signers}:
            draw_anew(workspace, actor, protocol.ballot_id)


def row_of(part: Part, found: Signatures, language: Language) -> ChoiceRow:
    """A member's row."""
    role = text(f"role.{part.member.role.value}", language)
    count, everything = len(part.signed), len(part.signed) + len(part.waiting)
    icon, tone = ("disc", "act") if part.waiting else ("tick", "green")
    if part.why is not None:
        role = f"{role}. {_missing(part, found, language)}"
        icon, tone = (icon, tone) if part.waiting else ("triangle", "ochre")
    right = f"{count} / {everything}" if everything else ""
    return ChoiceRow(icon, tone, part.member.name, role, right)


def told_of(part: Part, found: Signatures, language: Language) -> str:
    """Ballots by number: which wait for a member, which he has signed, which he does not sign."""
    lines = []
    for key, ballots in (("waiting", part.waiting), ("signed", part.signed)):
        if ballots:
            lines.append(text(f"signing.of_{key}", language, numbers=_numbers(ballots, found)))
    if part.why is not None:
        lines.append(_missing(part, found, language))
    return "\n".join(lines)


def _missing(part: Part, found: Signatures, language: Language) -> str:
    why = {text(f"why_not.{one.why.value}", language) for one in part.missing.values()}
    numbers = _numbers(part.missing, found)
    return text("signing.of_missing", language, numbers=numbers, why=", ".join(sorted(why)))


def _numbers(ballots: Iterable[str], found: Signatures) -> str:
    return ", ".join(str(number) for number in sorted(found.numbers[one] for one in ballots))


def _part(
    member: Member, final: list[StoredProtocol], missing: Mapping[str, Mapping[str, Missing]]
) -> Part:
    who = member.member_id
    mine = [one for one in final if who in {s.member_id for s in one.signers}]
    gone = {one.ballot_id: missing[one.ballot_id][who] for one in final
            if who in missing[one.ballot_id]}  # fmt: skip
    waiting = [p.ballot_id for p in mine if who not in p.signed_by and p.ballot_id not in gone]
    signed = [p.ballot_id for p in mine if who in p.signed_by]
    return Part(member, tuple(waiting), tuple(signed), gone)


def _left(protocol: StoredProtocol) -> bool:
    return bool({s.member_id for s in protocol.signers} - set(protocol.signed_by))
