# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""Papers of one person: his certificate, his application to vote at home, the refusal he is given."""

from precinct_app.domain.certificates import kind_of
from precinct_app.domain.commission import Actor, Right
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Ballot, Distance
from precinct_app.domain.errors import InputError
from precinct_app.domain.papers.forms import (
    CertificatePaper,
    GivenAt,
    HomeApplicationPaper,
    Person,
    RefusalPaper,
)
from precinct_app.domain.papers.sentence import Sentence
from precinct_app.domain.registers.certificate_facts import Absence, CertificateApplication
from precinct_app.domain.registers.certificate_rows import IssuedRow
from precinct_app.domain.registers.home import Ground, HomeApplication
from precinct_app.domain.voters import Voter
from precinct_app.domain.wording import Language, Wording
from precinct_app.runtime.texts import sentence, wording
from precinct_app.services.papers.heading import heading_of, local, now, printed
from precinct_app.services.registers.certificates import registers
from precinct_app.services.registers.refusals import RefusalRow, refusals
from precinct_app.services.workspace import Workspace, require


def certificate(workspace: Workspace, actor: Actor, entry_id: str) -> CertificatePaper:
    """The certificate of an entry of the register; InputError ``person_paper.unknown``.

    The journal is told its number, never whose it is.
    """
    found = [row for row in registers(workspace, actor).issued if row.entry.entry_id == entry_id]
    if not found or not found[0].entry.stands:
        raise InputError.of("person_paper.unknown")
    row = found[0]
    told, application = row.entry.content.certificate, row.entry.content.application
    with workspace.store.begin() as work:
        printed(workspace, work, actor, "certificate", number=told.told)
    return CertificatePaper(
        heading_of(workspace), row.kind.name, told.series, told.number,
        _person(row.voter, application.document), destination(row), reason_of(application),
        local(workspace, row.entry.happened), row.issued_by.short_name, application.collected_by,
        application.power_of_attorney, _gives(workspace, told.kind_id),
    )  # fmt: skip


def home_application(
    workspace: Workspace, actor: Actor, entry_id: str = ""
) -> HomeApplicationPaper:
    """An application filled in, or an empty form; InputError ``person_paper.unknown``."""
    require(actor, Right.KEEP_REGISTERS)
    until = aware(workspace.election.deadlines.home_applications_until, workspace.precinct.timezone)
    grounds = tuple(wording(f"home_ground.{ground.value}") for ground in Ground)
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    empty = HomeApplicationPaper(
        heading_of(workspace), now(workspace), tuple(b.name for b in ballots), grounds, until
    )
    with workspace.store.begin() as work:
        printed(workspace, work, actor, "home_application", filled=int(bool(entry_id)))
        if not entry_id:
            return empty
        entry = work.registers.get(HomeApplication, entry_id)
        voter = work.voters.get(entry.content.voter_id) if entry else None
    if entry is None or voter is None or not entry.stands:
        raise InputError.of("person_paper.unknown")
    said = entry.content
    given = tuple(b.name for b in ballots if b.ballot_id in said.ballot_ids)
    return HomeApplicationPaper(
        empty.heading, empty.made, given, grounds, until, list(Ground).index(said.ground) + 1,
        _person(voter), said.number, local(workspace, entry.happened),
    )  # fmt: skip


def refusal(
    workspace: Workspace, actor: Actor, entry_id: str, language: Language = Language.KK
) -> RefusalPaper:
    """A refusal in Kazakh and Russian, and in the applicant's own language where that is English.

    InputError ``person_paper.unknown``.
    """
    found = [row for row in refusals(workspace, actor) if row.entry.entry_id == entry_id]
    if not found or not found[0].entry.stands:
        raise InputError.of("person_paper.unknown")
    row, said = found[0], found[0].entry.content
    with workspace.store.begin() as work:
        printed(workspace, work, actor, "refusal", number=said.number)
    return RefusalPaper(
        heading_of(workspace), said.number, local(workspace, row.entry.happened), said.applicant,
        wording(f"asked.{said.asked.value}"), wording(f"refusal_ground.{said.ground.value}"),
        refused_because(row), said.explained, language is Language.EN,
    )  # fmt: skip


def refused_because(row: RefusalRow) -> Wording:
    """The reason's own sentence, and the right station where it is known."""
    why = Wording(*(sentence(row.entry.content.reason, language) for language in Language))
    if row.station is None:
        return why
    station = Sentence.of(
        wording("refusal_paper.station"), number=row.station.number, address=row.station.address,
        settlement=row.station.settlement,
    ).whole  # fmt: skip
    return Wording(
        f"{why.kk} {station.kk}", f"{why.ru} {station.ru}", f"{why.en} {station.en}"
    )  # fmt: skip


def destination(row: IssuedRow) -> Wording:
    """Where a certificate's holder said he would vote."""
    region, going = row.going_region.name, row.entry.content.application.destination
    if row.going_precinct is None:
        parts = [going.settlement] * 3
    else:
        place, number = row.going_precinct.settlement, row.going_precinct.number
        parts = [f"{town}, № {number}" for town in (place.kk, place.ru, place.en)]
    named = zip((region.kk, region.ru, region.en), parts, strict=True)
    return Wording(*(", ".join(part for part in pair if part) for pair in named))


def reason_of(application: CertificateApplication) -> Wording:
    """Why the holder will be away; in his own words where it is another reason."""
    if application.absence is Absence.OTHER:
        return Wording.same(application.note)
    return wording(f"absence.{application.absence.value}")


def _person(voter: Voter, document: str = "") -> Person:
    birth = f"{voter.birth:%d.%m.%Y}" if voter.birth else ""
    return Person(voter.full_name, birth, voter.iin, voter.address, document)


def _gives(workspace: Workspace, kind_id: str) -> tuple[GivenAt, ...]:
    """Ballots by distance; distances that give the same stand together."""
    kind = kind_of(workspace.election, kind_id)
    ballots = workspace.election.ballots_of(workspace.info.precinct_id)
    together: dict[tuple[str, ...], list[Distance]] = {}
    for distance in Distance:
        given = kind.ballot_kinds(distance)
        if given:
            together.setdefault(tuple(given), []).append(distance)
    return tuple(
        GivenAt(_distances(distances), tuple(_named(ballots, kinds)))
        for kinds, distances in together.items()
    )


def _named(ballots: tuple[Ballot, ...], kinds: tuple[str, ...]) -> list[Wording]:
    return [ballot.name for ballot in ballots if ballot.kind in kinds]


def _distances(distances: list[Distance]) -> Wording:
    names = [wording(f"distance.{distance.value}") for distance in distances]
    return Wording(
        "; ".join(n.kk for n in names), "; ".join(n.ru for n in names),
        "; ".join(n.en for n in names),
    )  # fmt: skip
