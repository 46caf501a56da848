# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""A small precinct's whole day as its members live it in the window: 40 voters, five ballots.

Two members give ballots at tables, one voter votes at home, one ballot of the second kind is lost.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from precinct_app.domain.commission import Member
from precinct_app.domain.deadlines import aware
from precinct_app.domain.election import Distance, Election, Precinct
from precinct_app.runtime.clock import SetClock
from precinct_app.services.mock_people import sample_pin
from precinct_app.services.mock_voters import MockPerson, mock_person
from precinct_app.services.ports import OpenedPackage
from precinct_app.services.toolbox import ElectionKeys, Toolbox
from tests.journeys.window.at_the_keys import AtTheKeys, Typed
from tests.journeys.window.night_work import make_final, sit_down, type_sheet
from tests.journeys.window.paper_sheets import PaperSheet, with_registers

VOTERS, RECEIVED, PACK = 40, 41, 15
SIGNED = {"m2": 12, "m4": 10}
"""Signatures at the table of each member."""
AT_HOME, TAKEN_HOME = 1, 2
CARRIER, COMPANION = "m5", "m6"
LOST = {2: 1}
"""Ballots lost from the stock, by the ballot's number."""
ISSUED = sum(SIGNED.values()) + AT_HOME
BLANKS = 5
FIRST, SECOND = "m4", "m5"
"""Who types the first and the second entry."""
KEY_SECRET = "12345678"
STATIONARY, MOBILE = ("1", "004512"), ("П1", "004520")


@dataclass(frozen=True)
class Station:
    """What lies ready at the precinct: the package and its number on paper, the list, the keys."""

    package: OpenedPackage
    precinct: Precinct
    folder: Path
    clock: SetClock

    @property
    def election(self) -> Election:
        """The election of the package."""
        return self.package.election

    def at(self, hour: int, minute: int = 0, days: int = 0) -> None:
        """It is that o'clock, so many days from polling day."""
        day = aware(self.election.deadlines.voting_opens, self.precinct.timezone)
        self.clock.set(
            day.replace(hour=0, minute=0) + timedelta(days=days, hours=hour, minutes=minute)
        )

    def member(self, member_id: str) -> Member:
        """A member of the commission."""
        return next(m for m in self.precinct.members if m.member_id == member_id)


def voters() -> list[MockPerson]:
    """The akimat's list."""
    random = Random("a small precinct")
    people = [mock_person(random) for _ in range(VOTERS)]
    return sorted(people, key=lambda p: (p.surname, p.given_name, p.patronymic))


def lay_ready(station: Station, tools: Toolbox, keys: ElectionKeys) -> None:
    """The package, the list and the members' keys as files."""
    for file in keys.files:
        if file.precinct_id == station.precinct.precinct_id:
            (station.folder / f"{file.member_id}.p12").write_bytes(file.data)
    (station.folder / "package.zip").write_bytes(station.package.raw)
    list_file = tools.write_voters(voters(), station.precinct, 0)
    (station.folder / "voters.xlsx").write_bytes(list_file)
    (station.folder / "workspaces").mkdir()


def sheet_of(station: Station, number: int) -> PaperSheet:
    """A ballot's sheet as the day comes out."""
    return with_registers(station.package, station.precinct.precinct_id, number, ISSUED)


class WholeDay:
    """The day, hour by hour."""

    def __init__(self, keys: AtTheKeys, station: Station) -> None:
        self.keys, self.station = keys, station
        self.secrets: dict[str, str] = {}
        """Pass phrases by member, as they were copied from the screen."""

    def whole(self, *, on_paper: bool) -> list[Typed]:
        """All of it; what each sheet cost."""
        self.prepare()
        self.live()
        self.end()
        numbers = range(1, 6)
        typed = [t for number in numbers for t in self.count(number, miscounted=number == 3)]
        self.finish(on_paper=on_paper)
        return typed

    def prepare(self) -> None:
        """Ten days: the workspace, the list, certificates, ballots."""
        self.set_up()
        self.sign_in()
        self.take_in_list()
        self.station.at(11, days=-4)
        self.issue_certificate()
        self.station.at(15, days=-2)
        self.receive_ballots()
        self.station.at(18, 5, days=-1)
        self.count_blanks()

    def live(self) -> None:
        """Polling day until eight in the evening."""
        self.station.at(6, 40)
        self.open_station()
        self.station.at(10, 6)
        self.report_turnout("10:00", 9)
        self.station.at(11)
        self.vote_at_home()
        self.station.at(16)
        self.lose_a_ballot()

    def end(self) -> None:
        """From the close until the boxes are open."""
        self.station.at(20, 2)
        self.close_voting()
        self.count_signatures()
        self.close_list()
        self.station.at(20, 40)
        self.cancel_unused()
        self.station.at(21)
        self.open_boxes()

    def finish(self, *, on_paper: bool) -> None:
        """The rungs: signed, printed and posted where there is time for it, handed over."""
        self.sign()
        if on_paper:
            self.print_originals()
            self.post()
        self.hand_over()

    # --- before the day ----------------------------------------------------------------------------

    def set_up(self) -> None:
        """From the package; a wrong digit of its number is refused and mended."""
        keys, number = self.keys, self.station.package.fingerprint.replace(" ", "")
        keys.press("F9")
        keys.write(str(self.station.folder / "package.zip"))
        keys.press("Enter", "Enter")
        keys.digits(number[:-1] + str((int(number[-1]) + 1) % 10))
        keys.press("Enter", "Enter")
        keys.choose(keys.say("setup.level.registers"))
        keys.press("Enter", "Enter")
        assert not keys.sees(keys.say("setup.write_down"))
        keys.press("Backspace")
        keys.digits(number[-1])
        keys.to(keys.say("setup.make"), "Enter")
        keys.press("Enter")
        self._copy_secrets()
        keys.press("Enter")

    def _copy_secrets(self) -> None:
        lines = self.keys.reads().splitlines()
        assert self.keys.say("setup.write_down") in lines
        for member in self.station.precinct.members[:3]:
            at = next(n for n, line in enumerate(lines) if line.startswith(member.name))
            self.secrets[member.member_id] = lines[at + 1].replace(" ", "")

    def sign_in(self) -> None:
        """The chair opens the workspace."""
        self.keys.digits(self.secrets["m1"])
        self.keys.press("Enter")
        assert self.keys.sees(self.keys.say("home.title"))

    def take_in_list(self) -> None:
        """The akimat's file, by its hand-over act."""
        keys = self.keys
        keys.walk_to("preparation", "import")
        keys.write(str(self.station.folder / "voters.xlsx"))
        keys.press("Enter", "Enter")
        keys.digits(12)
        keys.press("Enter", "Enter")
        assert keys.sees(keys.say("import.would_keep", count=VOTERS))
        keys.press("Enter")
        assert keys.sees(keys.say("import.kept", count=VOTERS))
        keys.press("Enter")

    def issue_certificate(self) -> None:
        """Blanks come by act; one voter goes to another region."""
        keys, election = self.keys, self.station.election
        far = next(p for p in election.precincts
                   if election.distance(p, self.station.precinct) is Distance.ELSEWHERE)  # fmt: skip
        region = next(r for r in election.regions if r.region_id == far.region_id)
        going = voters()[4]
        keys.walk_to("preparation", "certificates")
        self._blanks("received", BLANKS, "AB", "0041501", f"00415{BLANKS:02d}", 3)
        keys.begin(keys.say("certificates.do.issue"))
        keys.keep(
            going.surname, f"={going.surname} {going.given_name}", "", "AB", "0041501",
            f"={region.name.in_(keys.language)}", far.number, "", "", "012345678",
        )  # fmt: skip
        assert keys.sees("AB 0041501")

    def _blanks(self, what: str, count: int, *rest: object) -> None:
        self.keys.begin(self.keys.say("certificates.do.blanks"))
        self.keys.keep("=" + self.keys.say(f"certificates.stock.{what}"), "", count, *rest)

    def count_blanks(self) -> None:
        """At six of the day before the blanks that are left are counted and cancelled."""
        self.keys.walk_to("preparation", "certificates")
        self._blanks("unused", BLANKS - 1, "", "", "", 4)

    def receive_ballots(self) -> None:
        """All five kinds by one act."""
        self.keys.walk_to("preparation", "ballots")
        self.keys.begin(self.keys.say("ballots.do.received"))
        self.keys.keep(7, *[RECEIVED] * 5)

    # --- polling day -------------------------------------------------------------------------------

    def open_station(self) -> None:
        """The wall clock, the boxes, the members, the packs, the opening."""
        keys = self.keys
        keys.walk_to("polling", "steps")
        keys.begin(keys.say("steps.do.clock"))
        keys.keep("0640")
        keys.begin(keys.say("steps.do.seal"))
        for kind, (box, seal) in (("stationary", STATIONARY), ("mobile", MOBILE)):
            keys.keep("=" + keys.say(f"steps.kind.{kind}"), box, seal)
        self._everybody_came()
        self._give_pins()
        keys.walk_to("preparation", "ballots")
        for member in SIGNED:
            self._packs("to_member", member, [PACK] * 5)
        self.take_step("opened")

    def _everybody_came(self) -> None:
        keys, members = self.keys, self.station.precinct.members
        keys.walk_to("preparation", "commission")
        keys.to(keys.say("commission.title"), "Shift+Tab")
        for _ in members:
            keys.press("Enter", "Down")
        everybody = len(members)
        assert keys.sees(keys.say("commission.quorum", present=everybody, members=everybody))

    def _give_pins(self) -> None:
        """The chair chooses one, and gives one to each of those who type."""
        keys = self.keys
        keys.begin(keys.say("commission.do.pin"))
        for member in ("m1", FIRST, SECOND):
            pin = sample_pin(_place(member))
            keys.keep("=" + self.station.member(member).short_name, pin, pin)

    def _packs(self, deed: str, member: str, counts: list[int]) -> None:
        self.keys.begin(self.keys.say(f"ballots.do.{deed}"))
        self.keys.keep("=" + self.station.member(member).short_name, *counts)

    def take_step(self, step: str) -> None:
        """The next step of the day, now."""
        keys = self.keys
        keys.walk_to("polling", "steps")
        keys.begin(keys.say("steps.do.step"))
        keys.keep("=" + keys.say(f"night.{step}"))

    def report_turnout(self, hour: str, count: int) -> None:
        """A figure of turnout, read out by telephone."""
        keys = self.keys
        keys.walk_to("polling", "turnout")
        keys.begin(keys.say("turnouts.do.report"))
        keys.keep(f"={hour}", count)
        keys.begin(keys.say("turnouts.do.tell"))
        keys.keep(f"={hour}", self.station.member("m3").short_name.split()[0])
        assert keys.sees(f"{hour} | {count}")

    def vote_at_home(self) -> None:
        """One voter asks; two members go with the mobile box, come back, and mark him."""
        keys, asking = self.keys, voters()[9]
        keys.walk_to("polling", "home_voting")
        keys.begin(keys.say("home_voting.do.apply"))
        keys.keep(asking.surname, f"={asking.surname} {asking.given_name}")
        carrier, companion = (self.station.member(m).short_name for m in (CARRIER, COMPANION))
        keys.begin(keys.say("home_voting.do.depart"))
        keys.keep(f"={MOBILE[0]}", f"={carrier}", f"={companion}", "", *[TAKEN_HOME] * 5)
        keys.begin(keys.say("home_voting.do.back"))
        given, spoiled, back, lost, surplus = AT_HOME, 0, TAKEN_HOME - AT_HOME, 0, 0
        keys.keep("", MOBILE[1], *[given, spoiled, back, lost, surplus] * 5)
        keys.until(lambda: keys.sees(asking.surname), "F6", asking.surname)
        title = keys.say("home_voting.title")
        keys.until(lambda: keys.focus == title, "Shift+Tab", title)
        keys.press("Enter")
        assert keys.sees(keys.say("home_voting.state.served"))

    def lose_a_ballot(self) -> None:
        """The stock is counted at four: a ballot is missing."""
        self.keys.walk_to("preparation", "ballots")
        self.keys.begin(self.keys.say("ballots.do.lost"))
        lost = [LOST.get(number, "") for number in range(1, 6)]
        self.keys.keep("=" + self.keys.say("ballots.stock"), *lost)

    # --- evening -----------------------------------------------------------------------------------

    def close_voting(self) -> None:
        """Voting is closed; members give back what is left."""
        self._do_next("lead.close")
        self.keys.keep()
        self.keys.walk_to("preparation", "ballots")
        for member, signed in SIGNED.items():
            self._packs("returned", member, [PACK - signed] * 5)

    def _do_next(self, lead: str, **values: str | int) -> None:
        """Home says what is next; Enter leads there."""
        self.keys.press("F4")
        assert self.keys.sees(self.keys.say(lead, **values)), self.keys.reads()
        sit_down(self.keys, _place("m1"))

    def count_signatures(self) -> None:
        """Page by page; a miscounted page is named by its table and counted again."""
        keys = self.keys
        self._do_next("lead.tables")
        self._list_table(1, "m2", 1, 2)
        keys.press("F6")
        self._list_table(2, "m4", 1, 1)
        for count in (7, 5, 9):
            keys.digits(count)
            keys.press("Enter")
        assert keys.sees(keys.say("signatures.differs", table="2"))
        keys.digits(10)
        keys.press("Enter")
        assert keys.sees(keys.say("signatures.agree"))
        keys.press("F8")

    def _list_table(self, table: int, member: str, first: int, last: int) -> None:
        self.keys.keep(table, "=" + self.station.member(member).short_name, first, last)

    def close_list(self) -> None:
        """The list is closed for good."""
        self._do_next("lead.close_list")
        self.keys.keep()

    def cancel_unused(self) -> None:
        """The grid before the boxes: unused by ballot, all zeros, cancelled by two."""
        keys = self.keys
        keys.walk_to("count", "before_boxes")
        for number in range(1, 6):
            keys.digits(RECEIVED - ISSUED - LOST.get(number, 0))
            keys.press("Right")
        keys.press("F9", "Enter")
        self.agree("m3")
        assert keys.sees(keys.say("before.go_on"))
        keys.press("Enter")

    def agree(self, member: str) -> None:
        """A second person says yes by his pass phrase."""
        self.keys.choose(self.station.member(member).name)
        self.keys.press("Enter")
        self.keys.digits(self.secrets[member])
        self.keys.press("Enter")

    def open_boxes(self) -> None:
        """The mobile box first; the seals are compared."""
        self._do_next("lead.boxes")
        for box, seal in (MOBILE, STATIONARY):
            self.keys.keep(f"={box}", seal)

    # --- night -------------------------------------------------------------------------------------

    def count(self, number: int, *, miscounted: bool = False) -> list[Typed]:
        """A ballot's sheet by two members, what differs counted again, made final by two people."""
        keys, paper = self.keys, self.sheet(number)
        typed = [self._enter(FIRST, "first", paper)]
        typed.append(self._enter(SECOND, "second", paper.one_vote_moved() if miscounted else paper))
        if miscounted:
            self._count_again(paper)
        else:
            self._do_next("home.next_checks")
        if number in LOST:
            self._write_act()
        assert keys.sees(keys.say("card.agree"))
        make_final(keys, self.station.member("m3").name, self.secrets["m3"])
        assert keys.sees(keys.say("preview.to_sign")), keys.reads()
        return typed

    def sheet(self, number: int) -> PaperSheet:
        """A ballot's sheet as it lies on the table."""
        return sheet_of(self.station, number)

    def _enter(self, member: str, kind: str, paper: PaperSheet) -> Typed:
        self.keys.press("F4")
        assert self.keys.sees(self.keys.say(f"home.next_{kind}"))
        sit_down(self.keys, _place(member))
        typed = type_sheet(self.keys, paper.lines(self.keys.language))
        self.keys.press("Enter")
        return typed

    def _count_again(self, paper: PaperSheet) -> None:
        keys, lines = self.keys, paper.lines(self.keys.language)
        self._do_next("home.next_differences")
        assert keys.sees(keys.say("differences.title", count=2))
        while (line := keys.focus) in lines:
            keys.digits(lines[line])
            keys.press("Enter")
        keys.press("Enter")

    def _write_act(self) -> None:
        """A lost ballot needs its act before the figures can be final."""
        for words in (
            "Бюллетень табылмады, үстелдер қаралды",
            "Бюллетень не найден, столы осмотрены",
        ):
            self.keys.write(words)
            self.keys.press("Tab")
        self.keys.press("Enter")

    def sign(self) -> None:
        """Chair, then secretary, each with a key file of his own."""
        keys = self.keys
        keys.press("F4", "Enter", "Enter")
        for member in ("m1", "m3"):
            keys.in_a_dialog(str(self.station.folder / f"{member}.p12"), "F5")
            keys.digits(KEY_SECRET)
            keys.press("Enter")
        assert keys.sees(keys.say("signing.title", done=5, all=5)), keys.reads()
        keys.press("Enter")

    def print_originals(self) -> None:
        """Through the system's dialog, here into a file; then they are signed in ink."""
        keys = self.keys
        keys.in_a_dialog(str(self.station.folder / "printed.pdf"), "3", tabs=2)
        keys.press("Enter")

    def post(self) -> None:
        """A copy of every protocol is put up."""
        self.keys.press("4")

    def hand_over(self) -> None:
        """A bundle for every commission, onto the stick; read back by the program itself."""
        keys = self.keys
        (self.station.folder / "stick").mkdir()
        keys.press("6")
        keys.in_a_dialog(str(self.station.folder / "m1.p12"), "F5")
        keys.digits(KEY_SECRET)
        keys.press("Enter")
        assert keys.sees(keys.say("handover.next_key", name=self.station.member("m3").name))
        keys.in_a_dialog(str(self.station.folder / "m3.p12"), "F5")
        keys.digits(KEY_SECRET)
        keys.in_a_dialog(str(self.station.folder / "stick"), "Enter")
        assert keys.sees(keys.say("handover.title", done=5, all=5)), keys.reads()


def _place(member_id: str) -> int:
    """A member's number in the list of those who may sit down."""
    return int(member_id[1:])
